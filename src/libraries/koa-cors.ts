import type { OptionLibrary } from './library-model.ts';

/**
 * `@koa/cors`. Only a string or a function of the context is an origin; every falsy option, `false` included, means the
 * default `*`, and `*` with credentials is replaced by the request's origin (since 3.4.1).
 */
export const koaCors = {
  id: '@koa/cors',
  name: '@koa/cors',
  platform: 'koa',
  package: '@koa/cors',
  versions: '>=5',
  measured: '5.0.0',
  conformance: 'run',
  documentation: 'https://www.npmjs.com/package/@koa/cors',
  calls: [{ kind: 'call', module: /^@koa\/cors$/, exports: [''], options: 0, makes: 'middleware' }],
  options: {
    origin: 'origin',
    credentials: 'credentials',
    allowMethods: ['allowMethods'],
    allowHeaders: ['allowHeaders'],
    exposeHeaders: ['exposeHeaders'],
    maxAge: 'maxAge',
  },
  origin: {
    missing: 'any',
    undefined: 'any',
    null: 'any',
    emptyString: 'any',
    star: 'any',
    true: 'text',
    false: 'any',
    string: 'fixed',
    regexp: 'text',
    array: 'lines',
    emptyArray: 'absent',
    other: 'text',
    elements: { string: 'equal', star: 'any', regexp: 'absent', other: 'absent' },
  },
  function: {
    parameter: { index: 0, is: 'context' },
    answers: [{ by: 'return' }],
    awaits: true,
    forms: {
      undefined: 'off',
      null: 'off',
      emptyString: 'off',
      star: 'any',
      true: 'text',
      false: 'off',
      string: 'fixed',
      regexp: 'text',
      array: 'lines',
      other: 'text',
    },
  },
  credentials: { on: 'truthy', withAny: 'echo' },
  defaults: { allowMethods: ['GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'PATCH'], allowHeaders: 'reflected', noAllowHeaders: 'absent', zeroMaxAge: false },
  withoutOrigin: 'echo-empty',
  vary: {
    option: { any: true, fixed: true, echo: true, refused: true, off: true },
    function: { any: true, fixed: true, echo: true, refused: true, off: true },
  },
  preflight: { status: 204, withoutOrigin: true, exposes: false },
  delegate: null,
  safeForm: {
    list: false,
    function: "(ctx) => (LIST.includes(ctx.get('Origin')) ? ctx.get('Origin') : '')",
    deny: "() => ''",
  },
} as const satisfies OptionLibrary;

/** Version 4 has the request's origin as its default. */
export const koaCorsVersion4 = {
  ...koaCors,
  versions: '>=4.0.0 <5.0.0',
  measured: '4.0.0',
  origin: { ...koaCors.origin, missing: 'echo', undefined: 'echo', null: 'echo', emptyString: 'echo', false: 'echo' },
} as const satisfies OptionLibrary;

/** Version 3 sends nothing without `Origin`. */
export const koaCorsVersion3 = {
  ...koaCorsVersion4,
  versions: '>=3.4.1 <4.0.0',
  measured: '3.4.3',
  withoutOrigin: 'nothing',
} as const satisfies OptionLibrary;

/** Until 3.4.0 `*` with credentials stays as it is. */
export const koaCorsVersion3Point4 = {
  ...koaCorsVersion3,
  versions: '>=3.0.0 <3.4.1',
  measured: '3.4.0',
  credentials: { on: 'truthy', withAny: 'any' },
} as const satisfies OptionLibrary;

/** Version 2 does not wait for an origin function: a promise is sent as a text. */
export const koaCorsVersion2 = {
  ...koaCorsVersion3Point4,
  versions: '<3.0.0',
  measured: '2.2.3',
  function: { ...koaCorsVersion3Point4.function, awaits: false },
} as const satisfies OptionLibrary;
