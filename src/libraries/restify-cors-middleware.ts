import type { OptionLibrary } from './library-model.ts';

/**
 * `restify-cors-middleware` and its successor: `*` is an echo, which credentials forbid unless `allowCredentialsAllOrigins`
 * is set, and every preflight allows credentials.
 */
export const restifyCorsMiddleware = {
  id: 'restify-cors-middleware2',
  name: 'restify-cors-middleware2',
  platform: 'framework',
  package: 'restify-cors-middleware2',
  versions: '*',
  measured: '2.2.1',
  conformance: 'run',
  documentation: 'https://www.npmjs.com/package/restify-cors-middleware2',
  calls: [
    { kind: 'call', module: /^restify-cors-middleware2?$/, exports: [''], options: 0 },
  ],
  options: { origin: 'origins', credentials: 'credentials', allowMethods: [], allowHeaders: ['allowHeaders'], exposeHeaders: ['exposeHeaders'], maxAge: 'preflightMaxAge' },
  origin: {
    missing: 'echo',
    noOptions: 'error',
    undefined: 'echo',
    null: 'echo',
    emptyString: 'error',
    star: 'error',
    true: 'error',
    false: 'error',
    string: 'error',
    regexp: 'error',
    array: 'list',
    other: 'error',
    elements: { string: 'equal', star: 'echo', regexp: 'match', other: 'absent' },
    wildcard: { star: '.*', question: null, in: 'elements' },
  },
  function: null,
  credentials: { on: 'true', onlyBooleans: true, withAny: 'any', withEcho: 'error', echoSwitch: 'allowCredentialsAllOrigins' },
  sends: { lists: 'arrays', texts: { allowHeaders: 'no-start', exposeHeaders: 'no-start' }, maxAge: 'numbers' },
  defaults: { allowMethods: 'unknown', allowHeaders: ['accept', 'accept-version', 'content-type', 'request-id', 'origin', 'x-api-version', 'x-request-id', 'x-requested-with'], exposeHeaders: 'unknown', noAllowHeaders: 'absent', zeroMaxAge: false, mergesLists: true },
  refused: { others: false },
  withoutOrigin: 'nothing',
  vary: {
    option: { any: true, fixed: true, echo: true, refused: true, off: null },
    function: { any: true, fixed: true, echo: true, refused: true, off: true },
  },
  preflight: { status: 204, withoutOrigin: false, exposes: false, vary: false, credentials: true },
  delegate: null,
  safeForm: { list: true, function: null, deny: '[]' },
} as const satisfies OptionLibrary;
