import { cors } from './cors.ts';
import type { OptionLibrary } from './library-model.ts';

/** Nest's gateways hand `cors` to Socket.IO; the policy of the application does not hold for them. */
export const websocketGateway = {
  ...cors,
  id: '@nestjs/websockets',
  name: 'a Nest gateway',
  package: '@nestjs/websockets',
  versions: '*',
  measured: '11.2.6',
  conformance: 'read',
  documentation: 'https://www.npmjs.com/package/@nestjs/websockets',
  calls: [{ kind: 'call', module: /^@nestjs\/websockets$/, exports: ['WebSocketGateway'], options: 'any', at: 'cors', absent: 'off', path: '/socket.io/?EIO=4&transport=polling' }],
} as const satisfies OptionLibrary;
