import { cors } from './cors.ts';
import { ALLOW_REQUEST } from './engine-io.ts';
import type { HandshakeLibrary } from './handshake-model.ts';
import type { OptionLibrary } from './library-model.ts';
import { VERIFY_CLIENT } from './ws.ts';

/** Nest's gateways hand `cors` to Socket.IO; the policy of the application does not hold for them. */
export const websocketGateway = {
  ...cors,
  id: '@nestjs/websockets',
  name: 'a Nest gateway',
  platform: 'websocket',
  optIn: true,
  package: '@nestjs/websockets',
  versions: '*',
  measured: '11.2.6',
  conformance: 'read',
  documentation: 'https://www.npmjs.com/package/@nestjs/websockets',
  calls: [{ kind: 'call', module: /^@nestjs\/websockets$/, exports: ['WebSocketGateway'], options: 'any', at: 'cors', absent: 'off', path: { option: 'path', default: '/socket.io/', query: 'EIO=4&transport=polling' } }],
} as const satisfies OptionLibrary;

/** A gateway's options go to Socket.IO, or, with `WsAdapter`, to ws; which of them, the application's entry says. */
export const gatewayHandshake = {
  id: '@nestjs/websockets',
  name: 'a Nest gateway',
  platform: 'websocket',
  package: '@nestjs/websockets',
  versions: '*',
  measured: '11.2.6',
  conformance: 'run',
  documentation: 'https://www.npmjs.com/package/@nestjs/websockets',
  servers: [{ kind: 'call', module: /^@nestjs\/websockets$/, exports: ['WebSocketGateway'], options: 'any' }],
  checks: [ALLOW_REQUEST, VERIFY_CLIENT],
  path: { option: 'path', default: '/socket.io/', query: 'EIO=4&transport=websocket' },
  pretence: 'cors',
} as const satisfies HandshakeLibrary;
