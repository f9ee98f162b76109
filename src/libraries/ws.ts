import type { HandshakeLibrary, UpgradeCall } from './handshake-model.ts';

/** The option `verifyClient` of ws, which other libraries hand on. With two parameters it answers by callback; a promise is no answer. */
export const VERIFY_CLIENT = {
  option: 'verifyClient',
  asks: 'info',
  callback: { index: 1, answer: 0 },
  returns: true,
  safe: '({ origin }) => LIST.includes(origin)',
} as const;

/** `ws` completes every handshake that `verifyClient` does not refuse. */
export const ws = {
  id: 'ws',
  name: 'ws',
  platform: 'websocket',
  package: 'ws',
  versions: '*',
  measured: '8.23.0',
  conformance: 'run',
  documentation: 'https://www.npmjs.com/package/ws',
  servers: [{ kind: 'new', module: /^ws$/, exports: ['WebSocketServer', 'Server', 'WebSocket.Server', 'WebSocket.WebSocketServer'], options: 'any' }],
  checks: [VERIFY_CLIENT],
  manual: 'noServer',
  path: { option: 'path', default: null },
} as const satisfies HandshakeLibrary;

/** `server.on('upgrade', (request, socket, head) => wss.handleUpgrade(request, socket, head, …))` */
export const wsUpgrade = {
  id: 'ws-upgrade',
  name: 'ws',
  platform: 'websocket',
  measured: '8.23.0',
  documentation: 'https://www.npmjs.com/package/ws',
  completes: /\.handleUpgrade$/,
  kind: 'call',
  arguments: 3,
  refuses: /^(?:destroy|end|destroySoon)$/,
  safe: 'if (!LIST.includes(REQUEST.headers.origin)) return void SOCKET.destroy();',
} as const satisfies UpgradeCall;
