import { cors } from './cors.ts';
import { ALLOW_REQUEST } from './engine-io.ts';
import type { HandshakeLibrary } from './handshake-model.ts';
import type { OptionLibrary } from './library-model.ts';

const path = { option: 'path', default: '/socket.io/', query: 'EIO=4&transport=polling' } as const;

/**
 * Socket.IO 3 and 4, and engine.io 4 and later, hand the option `cors` to the middleware of that name; without it they
 * send nothing. It governs polling alone: a WebSocket handshake is accepted from every origin unless `allowRequest`
 * refuses it.
 */
export const socketIo = {
  ...cors,
  id: 'socket.io',
  name: 'Socket.IO',
  platform: 'websocket',
  optIn: true,
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
  platform: 'websocket',
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

/** Handshakes of Socket.IO: every origin gets through, whatever `cors` says, unless `allowRequest` refuses it. */
export const socketIoHandshake = {
  id: 'socket.io',
  name: 'Socket.IO',
  platform: 'websocket',
  package: 'socket.io',
  versions: '>=3.0.0',
  measured: '4.8.4',
  conformance: 'run',
  documentation: 'https://www.npmjs.com/package/socket.io',
  servers: [
    { kind: 'new', module: /^socket\.io$/, exports: ['Server', ''], options: 'any' },
    { kind: 'call', module: /^socket\.io$/, exports: ['', 'Server'], options: 'any' },
  ],
  checks: [ALLOW_REQUEST],
  transports: { option: 'transports', handshake: 'websocket' },
  path: { option: 'path', default: '/socket.io/', query: 'EIO=4&transport=websocket' },
  pretence: 'cors',
} as const satisfies HandshakeLibrary;

/** Socket.IO 2 has `origins` beside it, and gives a function there `'*'` in place of a missing origin and of `null`. */
export const socketIoHandshakeVersion2 = {
  ...socketIoHandshake,
  name: 'Socket.IO 2',
  versions: '<3.0.0',
  measured: '2.5.1',
  // Without `allowRequest`, Socket.IO puts a function of its own in its place, which asks `origins`.
  checks: [ALLOW_REQUEST, { option: 'origins', asks: 'origin', callback: { index: 1, answer: 1 }, returns: false, everyone: /^(?:\*|\*:\*)$/, safe: null }],
  path: { option: 'path', default: '/socket.io/', query: 'EIO=3&transport=websocket' },
} as const satisfies HandshakeLibrary;
