import type { OptionLibrary } from './library-model.ts';

/**
 * Parse Server: one text is sent to everybody; of a list, who is not in it gets the first. No credentials, no `Vary`. Read,
 * since the package brings native code and 190 MB; its middleware alone was held against this model once.
 */
export const parseServer = {
  id: 'parse-server',
  name: 'parse-server',
  platform: 'framework',
  package: 'parse-server',
  versions: '*',
  measured: '9.10.0',
  conformance: 'read',
  documentation: 'https://www.npmjs.com/package/parse-server',
  calls: [
    { kind: 'new', module: /^parse-server$/, exports: ['ParseServer', 'default', ''], options: 0 },
    { kind: 'call', module: /^parse-server$/, exports: ['ParseServer.startApp', 'ParseServer.start', 'ParseServer'], options: 0 },
  ],
  options: { origin: 'allowOrigin', credentials: '', allowMethods: [], allowHeaders: ['allowHeaders'], exposeHeaders: [], maxAge: '' },
  origin: {
    missing: 'any',
    undefined: 'any',
    null: 'any',
    emptyString: 'fixed',
    star: 'any',
    true: 'error',
    false: 'error',
    string: 'fixed',
    regexp: 'error',
    array: 'list',
    emptyArray: 'absent',
    other: 'error',
    elements: { string: 'equal', star: 'equal', regexp: 'absent', other: 'absent' },
  },
  function: null,
  credentials: { on: 'true', withAny: 'any' },
  defaults: { allowMethods: ['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS'], allowHeaders: 'unknown', exposeHeaders: ['X-Parse-Job-Status-Id', 'X-Parse-Push-Status-Id'], noAllowHeaders: 'absent', zeroMaxAge: false, mergesLists: true },
  refused: { origin: 'first', others: true },
  vary: {
    option: { any: false, fixed: false, echo: false, refused: false, off: false },
    function: { any: false, fixed: false, echo: false, refused: false, off: false },
  },
  preflight: { status: 200, withoutOrigin: true, exposes: true, lists: 'always' },
  delegate: null,
  safeForm: { list: true, function: null, deny: null },
} as const satisfies OptionLibrary;
