import type { OptionLibrary } from './library-model.ts';

/**
 * Strapi 5: `strapi::cors` in `config/middlewares`. By default it echoes every origin, with credentials; a text or a list
 * that has `*` does too, and so does a function that answers nothing. Read, since `@strapi/core` brings its administration
 * and native code; its middleware alone was held against this model once.
 */
export const strapi = {
  id: 'strapi::cors',
  name: 'strapi::cors',
  platform: 'framework',
  package: '@strapi/strapi',
  versions: '>=5.0.0',
  measured: '5.54.0',
  conformance: 'read',
  documentation: 'https://www.npmjs.com/package/@strapi/strapi',
  calls: [
    { kind: 'object', keys: ['name'], has: { name: 'strapi::cors' }, at: 'config', absent: 'default', file: /config\/(?:.*\/)?middlewares\.[jt]s$/ },
    { kind: 'text', text: 'strapi::cors', file: /config\/(?:.*\/)?middlewares\.[jt]s$/ },
  ],
  options: { origin: 'origin', credentials: 'credentials', allowMethods: ['methods'], allowHeaders: ['headers'], exposeHeaders: ['expose'], maxAge: 'maxAge' },
  origin: {
    missing: 'echo',
    undefined: 'echo',
    null: 'echo',
    emptyString: 'off',
    star: 'echo',
    true: 'error',
    false: 'error',
    string: 'split-trimmed',
    regexp: 'error',
    array: 'list',
    other: 'error',
    elements: { string: 'equal', star: 'echo', regexp: 'absent', other: 'absent' },
  },
  function: {
    parameter: { index: 0, is: 'context' },
    answers: [{ by: 'return' }],
    awaits: true,
    forms: {
      undefined: 'echo',
      null: 'echo',
      emptyString: 'off',
      star: 'echo',
      true: 'off',
      false: 'off',
      string: 'split-trimmed',
      regexp: 'off',
      array: 'list',
      other: 'off',
    },
  },
  credentials: { on: 'truthy', byDefault: 'missing', withAny: 'echo' },
  defaults: { allowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'], allowHeaders: ['Content-Type', 'Authorization', 'Origin', 'Accept'], noAllowHeaders: 'absent', maxAge: '31536000', zeroMaxAge: false },
  refused: { others: false },
  withoutOrigin: 'differs',
  vary: {
    option: { any: true, fixed: true, echo: true, refused: true, off: null },
    function: { any: true, fixed: true, echo: true, refused: true, off: null },
  },
  preflight: { status: 204, withoutOrigin: true, exposes: false },
  delegate: null,
  safeForm: { list: true, function: null, deny: '[]' },
} as const satisfies OptionLibrary;

/** Strapi 4 hands one text to `@koa/cors`, and takes `'*'` in a list for a text. A function must answer. */
export const strapiVersion4 = {
  ...strapi,
  versions: '<5.0.0',
  measured: '4.26.2',
  origin: {
    ...strapi.origin,
    missing: 'any',
    undefined: 'error',
    null: 'error',
    star: 'any',
    string: 'fixed',
    separated: 'split-trimmed',
    elements: { string: 'equal', star: 'equal', regexp: 'absent', other: 'absent' },
  },
  function: { ...strapi.function, forms: { ...strapi.function.forms, undefined: 'error', null: 'error', star: 'any', string: 'fixed', separated: 'split-trimmed' } },
} as const satisfies OptionLibrary;
