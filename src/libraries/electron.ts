import type { HeaderOption } from './library-model.ts';
import type { Safeguard } from './safeguard-model.ts';

/** Where a file works with Electron. */
const ELECTRON = /["'`]electron(?:\/main)?["'`]/;

/**
 * Headers that `onHeadersReceived` puts on the answers of every server that the pages of a session talk to, and those of
 * answers to a scheme of the program's own.
 */
export const electronHeaders = {
  id: 'electron headers',
  name: 'Electron',
  platform: 'desktop',
  package: 'electron',
  versions: '*',
  measured: '33.4.11',
  conformance: 'read',
  documentation: 'https://www.npmjs.com/package/electron',
  audience: 'application',
  headers: [
    { kind: 'method', method: /^onHeadersReceived$/, options: 'none', where: ELECTRON },
    { kind: 'method', method: /^(?:handle|(?:register|intercept)\w*Protocol)$/, options: 'none', where: ELECTRON },
  ],
  target: { name: /\bresponseHeaders$/, where: ELECTRON },
} as const satisfies HeaderOption;

/** `webPreferences.webSecurity: false` of a window or view. */
export const electronWebSecurity = {
  id: 'electron webSecurity',
  name: 'Electron',
  platform: 'desktop',
  package: 'electron',
  measured: '33.4.11',
  conformance: 'read',
  documentation: 'https://www.npmjs.com/package/electron',
  protects: 'same-origin',
  what: 'every page that this window shows',
  switches: [{ place: { kind: 'object', keys: ['webPreferences'], at: 'webPreferences.webSecurity', where: ELECTRON }, off: [false] }],
} as const satisfies Safeguard;

/** `app.commandLine.appendSwitch('disable-web-security')`. */
export const electronSwitch = {
  ...electronWebSecurity,
  id: 'electron disable-web-security',
  what: 'every page that the application shows',
  switches: [{ place: { kind: 'method', method: /^appendSwitch$/, options: 0, where: ELECTRON }, off: ['disable-web-security'] }],
} as const satisfies Safeguard;
