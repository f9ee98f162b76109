import type { HandshakeLibrary } from './handshake-model.ts';
import { VERIFY_CLIENT } from './ws.ts';

/** `express-ws` hands `wsOptions` to ws. The application's CORS middleware runs too late: the handshake is complete by then. */
export const expressWs = {
  id: 'express-ws',
  name: 'express-ws',
  platform: 'websocket',
  package: 'express-ws',
  versions: '*',
  measured: '5.0.2',
  conformance: 'run',
  documentation: 'https://www.npmjs.com/package/express-ws',
  servers: [{ kind: 'call', module: /^express-ws$/, exports: [''], options: 2, at: 'wsOptions' }],
  checks: [VERIFY_CLIENT],
  path: { option: '', default: null },
} as const satisfies HandshakeLibrary;
