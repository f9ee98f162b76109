import type { OptionLibrary } from './library-model.ts';

/** `res.cors()` of lambda-api sends what it is given, and counts `maxAge` in milliseconds. */
export const lambdaApi = {
  id: 'lambda-api',
  name: 'lambda-api',
  platform: 'serverless',
  package: 'lambda-api',
  versions: '*',
  measured: '1.5.1',
  conformance: 'run',
  documentation: 'https://www.npmjs.com/package/lambda-api',
  calls: [
    { kind: 'method', method: /^cors$/, where: /lambda-api/, options: 0 },
  ],
  options: { origin: 'origin', credentials: 'credentials', allowMethods: ['methods'], allowHeaders: ['headers'], exposeHeaders: ['exposeHeaders'], maxAge: '' },
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
    array: 'joined',
    other: 'text',
    elements: { string: 'equal', star: 'equal', regexp: 'absent', other: 'absent' },
  },
  function: null,
  credentials: { on: 'truthy', withAny: 'any' },
  defaults: { allowMethods: ['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS'], allowHeaders: ['Content-Type', 'Authorization', 'Content-Length', 'X-Requested-With'], noAllowHeaders: 'absent', zeroMaxAge: false },
  vary: {
    option: { any: false, fixed: false, echo: false, refused: false, off: false },
    function: { any: false, fixed: false, echo: false, refused: false, off: false },
  },
  preflight: { status: null, withoutOrigin: true, exposes: true, lists: 'always' },
  delegate: null,
  safeForm: { list: false, function: null, one: true, deny: null },
} as const satisfies OptionLibrary;
