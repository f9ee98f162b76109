import type { OptionLibrary } from './library-model.ts';

/**
 * `@fastify/cors`. `credentials` is tested for truthiness, `'*'` counts inside a list, and an unset `origin` key makes
 * every request fail with status 500, which denies all.
 */
export const fastifyCors = {
  id: '@fastify/cors',
  name: '@fastify/cors',
  measured: '11.4.3',
  documentation: 'https://www.npmjs.com/package/@fastify/cors',
  calls: [{ kind: 'plugin', module: /^(?:@fastify\/cors|fastify-cors)$/, method: /^register$/, options: 1 }],
  options: {
    origin: 'origin',
    credentials: 'credentials',
    allowMethods: ['methods'],
    allowHeaders: ['allowedHeaders'],
    exposeHeaders: ['exposedHeaders'],
    maxAge: 'maxAge',
  },
  origin: {
    missing: 'any',
    undefined: 'error',
    null: 'error',
    emptyString: 'error',
    star: 'any',
    true: 'echo',
    false: 'off',
    string: 'fixed',
    regexp: 'match',
    array: 'list',
    other: 'echo',
    elements: { string: 'equal', star: 'any', regexp: 'match', other: 'echo' },
  },
  function: {
    parameter: { index: 0, is: 'origin' },
    answers: [{ by: 'callback', index: 1 }, { by: 'return' }],
    awaits: true,
    forms: {
      undefined: 'error',
      null: 'error',
      emptyString: 'error',
      star: 'any',
      true: 'echo',
      false: 'off',
      string: 'fixed',
      regexp: 'match',
      array: 'list',
      other: 'echo',
    },
  },
  credentials: { on: 'truthy', withAny: 'any' },
  defaults: { allowMethods: ['GET', 'HEAD', 'POST'], allowHeaders: 'reflected', noAllowHeaders: 'absent', zeroMaxAge: true },
  vary: {
    option: { any: false, fixed: false, echo: true, refused: true, off: null },
    function: { any: true, fixed: true, echo: true, refused: true, off: true },
  },
  preflight: { status: 204, withoutOrigin: false, exposes: true },
  delegate: { option: 'delegator', nested: true },
  safeForm: { list: true, function: null, deny: 'false' },
} as const satisfies OptionLibrary;
