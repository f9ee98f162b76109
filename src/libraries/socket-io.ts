import { cors } from './cors.ts';
import type { OptionLibrary } from './library-model.ts';

const path = '/socket.io/?EIO=4&transport=polling';

/**
 * Socket.IO 3 and 4, and engine.io 4 and later, hand the option `cors` to the middleware of that name; without it they
 * send nothing. It governs polling alone: a WebSocket handshake is accepted from every origin unless `allowRequest`
 * refuses it.
 */
export const socketIo = {
  ...cors,
  id: 'socket.io',
  name: 'Socket.IO',
  package: 'socket.io',
  versions: '>=3.0.0',
  measured: '4.8.4',
  documentation: 'https://www.npmjs.com/package/socket.io',
  calls: [
    { kind: 'new', module: /^(?:socket|engine)\.io$/, exports: ['Server', ''], options: 'any', at: 'cors', absent: 'off', path },
    { kind: 'call', module: /^(?:socket|engine)\.io$/, exports: ['', 'Server', 'attach', 'listen'], options: 'any', at: 'cors', absent: 'off', path },
  ],
} as const satisfies OptionLibrary;

/**
 * Socket.IO 2, on engine.io 3, has no option `cors`: it answers every origin with itself and credentials. Its `origins`
 * decides which requests are refused as a whole.
 */
export const socketIoVersion2 = {
  ...cors,
  id: 'socket.io',
  name: 'Socket.IO 2',
  package: 'socket.io',
  versions: '<3.0.0',
  measured: '2.5.1',
  documentation: 'https://www.npmjs.com/package/socket.io',
  calls: [
    { kind: 'new', module: /^socket\.io$/, exports: ['Server', ''], options: 'any', at: 'origins', absent: 'default', path },
    { kind: 'call', module: /^socket\.io$/, exports: ['', 'Server'], options: 'any', at: 'origins', absent: 'default', path },
  ],
  options: { origin: '', credentials: '', allowMethods: [], allowHeaders: [], exposeHeaders: [], maxAge: '' },
  origin: { ...cors.origin, missing: 'echo' },
  credentials: { on: 'true', byDefault: true, withAny: 'any' },
  withoutOrigin: 'differs',
  defaults: { allowMethods: 'absent', allowHeaders: 'absent', noAllowHeaders: 'absent', zeroMaxAge: false },
  vary: { option: { any: false, fixed: false, echo: false, refused: false, off: false }, function: { any: false, fixed: false, echo: false, refused: false, off: false } },
  preflight: { status: null, withoutOrigin: true, exposes: false, lists: 'never' },
  delegate: null,
  safeForm: { list: false, function: null, deny: null },
} as const satisfies OptionLibrary;
