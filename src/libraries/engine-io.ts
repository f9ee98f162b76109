import type { HandshakeLibrary } from './handshake-model.ts';

/** The option `allowRequest` of engine.io, which Socket.IO hands on: `callback(error, isAllowed)`. */
export const ALLOW_REQUEST = {
  option: 'allowRequest',
  asks: 'request',
  callback: { index: 1, answer: 1 },
  returns: false,
  safe: '(req, callback) => callback(null, LIST.includes(req.headers.origin))',
} as const;

/** engine.io, below Socket.IO: its `cors` governs polling alone. */
export const engineIo = {
  id: 'engine.io',
  name: 'engine.io',
  platform: 'websocket',
  package: 'engine.io',
  versions: '*',
  measured: '6.6.12',
  conformance: 'run',
  documentation: 'https://www.npmjs.com/package/engine.io',
  servers: [
    { kind: 'new', module: /^engine\.io$/, exports: ['Server', ''], options: 'any' },
    { kind: 'call', module: /^engine\.io$/, exports: ['', 'Server', 'attach', 'listen'], options: 'any' },
  ],
  checks: [ALLOW_REQUEST],
  transports: { option: 'transports', handshake: 'websocket' },
  path: { option: 'path', default: '/engine.io', query: 'EIO=4&transport=websocket' },
  pretence: 'cors',
} as const satisfies HandshakeLibrary;
