import type { OptionLibrary } from './library-model.ts';

/**
 * Firebase functions: the option `cors` is an origin, that goes to the `cors` middleware as `{ origin: … }`. `onRequest`
 * without it sends nothing, and `onCall` echoes every origin. There are no credentials.
 */
export const firebaseFunctions = {
  id: 'firebase-functions',
  name: 'firebase-functions',
  package: 'firebase-functions',
  versions: '*',
  measured: '7.4.0',
  conformance: 'run',
  documentation: 'https://www.npmjs.com/package/firebase-functions',
  calls: [
    { kind: 'call', module: /^firebase-functions(?:\/v2)?(?:\/https)?$/, exports: ['onRequest', 'https.onRequest', 'v2.https.onRequest'], options: 0 },
  ],
  options: { origin: 'cors', credentials: '', allowMethods: [], allowHeaders: [], exposeHeaders: [], maxAge: '' },
  origin: {
    missing: 'off',
    undefined: 'echo',
    null: 'off',
    emptyString: 'off',
    star: 'any',
    true: 'echo',
    false: 'off',
    string: 'fixed',
    regexp: 'match',
    array: 'list',
    emptyArray: 'off',
    oneElement: 'fixed',
    other: 'echo',
    elements: { string: 'equal', star: 'equal', regexp: 'match', other: 'echo' },
  },
  function: null,
  credentials: { on: 'true', withAny: 'any' },
  defaults: { allowMethods: ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE'], allowHeaders: 'reflected', noAllowHeaders: 'absent', zeroMaxAge: true },
  vary: {
    option: { any: false, fixed: true, echo: true, refused: true, off: false },
    function: { any: false, fixed: true, echo: true, refused: true, off: false },
  },
  preflight: { status: 204, withoutOrigin: true, exposes: true },
  delegate: null,
  safeForm: { list: true, function: null, deny: 'false' },
} as const satisfies OptionLibrary;
