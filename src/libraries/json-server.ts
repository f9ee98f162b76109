import { cors } from './cors.ts';
import type { OptionLibrary } from './library-model.ts';

/**
 * `defaults()` of json-server 0 runs the `cors` middleware with an echo and credentials: a server for developers.
 * Read: its policy is none of production, so that there is nothing to compare.
 */
export const jsonServer = {
  ...cors,
  id: 'json-server',
  name: 'json-server',
  platform: 'development',
  package: 'json-server',
  versions: '*',
  measured: '0.17.4',
  conformance: 'read',
  development: true,
  documentation: 'https://www.npmjs.com/package/json-server',
  calls: [{ kind: 'call', module: /^json-server$/, exports: ['defaults'], options: 'none', unless: /\bnoCors\s*:\s*true\b/ }],
  origin: { ...cors.origin, missing: 'echo' },
  credentials: { on: 'true', byDefault: true, withAny: 'any' },
} as const satisfies OptionLibrary;
