import type { OptionLibrary } from './library-model.ts';

/**
 * `@middy/http-cors` 6 and 7: `*` with credentials becomes an echo, and `*` inside of an entry of `origins` stands for one
 * label. Without options it sends nothing. It does not answer `OPTIONS` unless it is told to.
 */
export const middyHttpCors = {
  id: '@middy/http-cors',
  name: '@middy/http-cors',
  platform: 'serverless',
  package: '@middy/http-cors',
  versions: '>=6.0.0',
  measured: '6.4.5',
  conformance: 'run',
  documentation: 'https://www.npmjs.com/package/@middy/http-cors',
  calls: [
    { kind: 'call', module: /^@middy\/http-cors$/, exports: [''], options: 0, makes: 'middleware' },
  ],
  options: { origin: 'origin', origins: 'origins', credentials: 'credentials', allowMethods: ['methods'], allowHeaders: ['headers'], exposeHeaders: ['exposeHeaders'], maxAge: 'maxAge' },
  origin: {
    missing: 'absent',
    undefined: 'absent',
    null: 'absent',
    emptyString: 'absent',
    star: 'any',
    true: 'error',
    false: 'absent',
    string: 'fixed',
    regexp: 'error',
    array: 'joined',
    emptyArray: 'absent',
    other: 'error',
    elements: { string: 'equal', star: 'any', regexp: 'error', other: 'absent' },
    wildcard: { star: '[^.]*', question: null, in: 'elements' },
  },
  function: null,
  credentials: { on: 'truthy', withAny: 'echo' },
  defaults: { allowMethods: 'absent', allowHeaders: 'absent', noAllowHeaders: 'absent', zeroMaxAge: false },
  withoutOrigin: 'differs',
  vary: {
    option: { any: false, fixed: false, echo: null, refused: null, off: null },
    function: { any: null, fixed: null, echo: null, refused: null, off: null },
  },
  preflight: { status: null, withoutOrigin: true, exposes: true, lists: 'always' },
  delegate: null,
  safeForm: { list: true, function: null, deny: null },
} as const satisfies OptionLibrary;

/** Version 5 has `*` as its default, so that credentials alone make it echo every origin. */
export const middyHttpCorsVersion5 = {
  ...middyHttpCors,
  versions: '<6.0.0',
  measured: '5.5.1',
  origin: { ...middyHttpCors.origin, missing: 'any', true: 'text', regexp: 'text', other: 'text' },
  vary: { option: { any: false, fixed: true, echo: null, refused: null, off: null }, function: middyHttpCors.vary.function },
} as const satisfies OptionLibrary;
