import type { OptionLibrary } from './library-model.ts';

/**
 * `@koa/cors`. Only a string or a function of the context is an origin; every falsy option, `false` included, means the
 * default `*`, and `*` with credentials is replaced by the request's origin (since 3.4.1).
 */
export const koaCors = {
  id: '@koa/cors',
  name: '@koa/cors',
  measured: '5.0.0',
  documentation: 'https://www.npmjs.com/package/@koa/cors',
  calls: [{ kind: 'call', module: /^(?:@koa\/cors|kcors|koa2-cors|koa-cors)$/, path: [], options: 0 }],
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
