import { cors } from './cors.ts';
import type { OptionLibrary } from './library-model.ts';

/**
 * Firebase functions: the option `cors` is an origin, that goes to the `cors` middleware as `{ origin: … }`. `onRequest`
 * without it sends nothing, and `onCall` echoes every origin. There are no credentials.
 */
export const firebaseFunctions = {
  id: 'firebase-functions',
  name: 'firebase-functions',
  platform: 'serverless',
  package: 'firebase-functions',
  versions: '*',
  measured: '7.4.0',
  conformance: 'run',
  documentation: 'https://www.npmjs.com/package/firebase-functions',
  calls: [
    { kind: 'call', module: /^firebase-functions(?:\/v2)?(?:\/https)?$/, exports: ['onRequest', 'https.onRequest', 'v2.https.onRequest'], options: 0 },
  ],
  options: { origin: 'cors', credentials: '', allowMethods: [], allowHeaders: [], exposeHeaders: [], maxAge: '' },
  origin: { ...cors.origin, missing: 'off', undefined: 'echo', emptyArray: 'off', oneElement: 'fixed' },
  function: null,
  credentials: { on: 'true', withAny: 'any' },
  defaults: cors.defaults,
  vary: cors.vary,
  preflight: cors.preflight,
  delegate: null,
  safeForm: { list: true, function: null, deny: 'false' },
} as const satisfies OptionLibrary;
