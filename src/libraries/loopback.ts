import { cors } from './cors.ts';
import type { OptionLibrary } from './library-model.ts';

/**
 * LoopBack 4 hands `rest.cors` to the `cors` middleware. Without it, every origin is allowed and credentials are; `false`
 * does not switch it off.
 */
export const loopback = {
  ...cors,
  id: '@loopback/rest',
  name: 'LoopBack',
  platform: 'framework',
  package: '@loopback/rest',
  versions: '*',
  measured: '15.0.16',
  conformance: 'run',
  documentation: 'https://www.npmjs.com/package/@loopback/rest',
  calls: [
    { kind: 'new', module: /^@loopback\/rest$/, exports: ['RestApplication'], options: 0, at: 'rest.cors', absent: 'off', false: 'default' },
    { kind: 'new', module: /^@loopback\/rest$/, exports: ['RestServer'], options: 1, at: 'cors', absent: 'off', false: 'default' },
    { kind: 'object', keys: ['rest'], at: 'rest.cors', where: /@loopback\/|gracePeriodForClose|openApiSpec/, unless: /\bnew Rest(?:Application|Server)\(/ },
  ],
} as const satisfies OptionLibrary;
