import type { OptionLibrary } from './library-model.ts';

/**
 * `@fastify/cors`. `credentials` is tested for truthiness, `'*'` counts inside a list, and an unset `origin` key makes
 * every request fail with status 500, which denies all.
 */
export const fastifyCors = {
  id: '@fastify/cors',
  name: '@fastify/cors',
  platform: 'fastify',
  package: '@fastify/cors',
  versions: '>=11',
  measured: '11.4.3',
  conformance: 'run',
  documentation: 'https://www.npmjs.com/package/@fastify/cors',
  calls: [{ kind: 'plugin', module: /^@fastify\/cors$/, method: /^register$/, options: 1 }],
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
  delegate: { option: 'delegator', nested: true, waits: 'two' },
  safeForm: { list: true, function: null, deny: 'false' },
} as const satisfies OptionLibrary;

/** Versions 9 and 10 allow more methods by default. */
export const fastifyCorsVersion10 = {
  ...fastifyCors,
  versions: '>=9.0.0 <11.0.0',
  measured: '10.1.0',
  defaults: { ...fastifyCors.defaults, allowMethods: ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE'] },
} as const satisfies OptionLibrary;

/** In version 8 `Vary: Origin` is always sent. */
export const fastifyCorsVersion8 = {
  ...fastifyCorsVersion10,
  versions: '>=8.2.1 <9.0.0',
  measured: '8.5.0',
  vary: { option: { any: true, fixed: true, echo: true, refused: true, off: true }, function: { any: true, fixed: true, echo: true, refused: true, off: true } },
} as const satisfies OptionLibrary;

/** Until version 8.2.0 `'*'` in a list is a text. */
export const fastifyCorsVersion7 = {
  ...fastifyCorsVersion8,
  versions: '<8.2.1',
  measured: '8.2.0',
  origin: { ...fastifyCors.origin, elements: { ...fastifyCors.origin.elements, star: 'equal' } },
} as const satisfies OptionLibrary;

/** The package's name until version 7. */
export const fastifyCorsFormer = {
  ...fastifyCorsVersion7,
  id: 'fastify-cors',
  name: 'fastify-cors',
  package: 'fastify-cors',
  versions: '*',
  measured: '6.1.0',
  documentation: 'https://www.npmjs.com/package/fastify-cors',
  calls: [{ kind: 'plugin', module: /^fastify-cors$/, method: /^register$/, options: 1 }],
} as const satisfies OptionLibrary;
