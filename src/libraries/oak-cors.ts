import type { OptionLibrary } from './library-model.ts';

/**
 * `oakCors` of Deno: who is not accepted by a list or pattern is answered with `false`, and `Vary` is not sent. Read:
 * it is for Deno, and not in npm's registry.
 */
export const oakCors = {
  id: 'oakCors',
  name: 'oakCors',
  platform: 'fetch',
  package: 'cors',
  versions: '*',
  measured: '1.2.2',
  conformance: 'read',
  documentation: 'https://www.npmjs.com/package/cors',
  calls: [
    { kind: 'call', module: /deno\.land\/x\/cors(?:@[^/]*)?\/mod\.ts$|@tajpouria\/cors/, exports: ['oakCors', 'opineCors', 'mithCors'], options: 0, makes: 'middleware' },
  ],
  options: { origin: 'origin', credentials: 'credentials', allowMethods: ['methods'], allowHeaders: ['allowedHeaders'], exposeHeaders: ['exposedHeaders'], maxAge: 'maxAge' },
  origin: {
    missing: 'any',
    undefined: 'any',
    null: 'any',
    emptyString: 'any',
    star: 'any',
    true: 'echo',
    false: 'off',
    string: 'fixed',
    regexp: 'match',
    array: 'list',
    other: 'echo',
    elements: { string: 'equal', star: 'equal', regexp: 'match', other: 'echo' },
  },
  function: {
    parameter: { index: 0, is: 'origin' },
    answers: [{ by: 'return' }],
    awaits: true,
    forms: {
      undefined: 'off',
      null: 'off',
      emptyString: 'off',
      star: 'any',
      true: 'echo',
      false: 'off',
      string: 'fixed',
      regexp: 'match',
      array: 'list',
      other: 'echo',
    },
  },
  credentials: { on: 'true', withAny: 'any' },
  defaults: { allowMethods: ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE'], allowHeaders: 'reflected', noAllowHeaders: 'absent', zeroMaxAge: true },
  refused: { origin: 'false', others: true },
  vary: {
    option: { any: false, fixed: false, echo: false, refused: false, off: false },
    function: { any: false, fixed: false, echo: false, refused: false, off: false },
  },
  preflight: { status: 204, withoutOrigin: true, exposes: true },
  delegate: null,
  safeForm: { list: true, function: null, deny: 'false' },
} as const satisfies OptionLibrary;
