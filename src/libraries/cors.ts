import type { OptionLibrary } from './library-model.ts';

/**
 * The `cors` middleware of Express, also used through connect, polka, restify and Nest.
 * Its `isOriginAllowed` treats every truthy value that is not a string, pattern or array as "any origin".
 */
export const cors = {
  id: 'cors',
  name: 'cors',
  platform: 'express',
  package: 'cors',
  versions: '*',
  measured: '2.8.6',
  conformance: 'run',
  documentation: 'https://www.npmjs.com/package/cors',
  calls: [{ kind: 'call', module: /^cors$/, exports: [''], options: 0, makes: 'middleware' }],
  options: {
    origin: 'origin',
    credentials: 'credentials',
    allowMethods: ['methods'],
    allowHeaders: ['allowedHeaders', 'headers'],
    exposeHeaders: ['exposedHeaders'],
    maxAge: 'maxAge',
  },
  origin: {
    missing: 'any',
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
    elements: { string: 'equal', star: 'equal', regexp: 'match', other: 'echo' },
  },
  function: {
    parameter: { index: 0, is: 'origin' },
    answers: [{ by: 'callback', index: 1 }],
    awaits: false,
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
  vary: {
    option: { any: false, fixed: true, echo: true, refused: true, off: false },
    function: { any: false, fixed: true, echo: true, refused: true, off: false },
  },
  preflight: { status: 204, withoutOrigin: true, exposes: true },
  delegate: { option: '', nested: false, waits: 'always' },
  hasStatefulPatterns: true,
  safeForm: { list: true, function: null, deny: 'false' },
} as const satisfies OptionLibrary;
