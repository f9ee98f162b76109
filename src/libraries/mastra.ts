import { honoCors } from './hono-cors.ts';
import type { OptionLibrary } from './library-model.ts';

/**
 * `server.cors` of a Mastra application goes to `hono/cors`, which is also there when nothing is written. Read: the
 * server is built by its command, and has no part that runs alone.
 */
export const mastra = {
  ...honoCors,
  id: '@mastra/core',
  name: 'Mastra',
  platform: 'agents',
  package: '@mastra/core',
  versions: '*',
  measured: '0.24.9',
  conformance: 'read',
  documentation: 'https://www.npmjs.com/package/@mastra/core',
  calls: [{ kind: 'new', module: /^@mastra\/core(?:\/mastra)?$/, exports: ['Mastra'], options: 0, at: 'server.cors', absent: 'off' }],
} as const satisfies OptionLibrary;
