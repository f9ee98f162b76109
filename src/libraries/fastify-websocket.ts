import type { HandshakeLibrary } from './handshake-model.ts';
import { VERIFY_CLIENT } from './ws.ts';

/** `@fastify/websocket` hands `options` to ws. `@fastify/cors` does not refuse a handshake. */
export const fastifyWebsocket = {
  id: '@fastify/websocket',
  name: '@fastify/websocket',
  platform: 'websocket',
  package: '@fastify/websocket',
  versions: '*',
  measured: '11.3.6',
  conformance: 'run',
  documentation: 'https://www.npmjs.com/package/@fastify/websocket',
  servers: [{ kind: 'plugin', module: /^(?:@fastify\/websocket|fastify-websocket)$/, method: /^register$/, options: 1, at: 'options' }],
  checks: [VERIFY_CLIENT],
  path: { option: '', default: null },
} as const satisfies HandshakeLibrary;
