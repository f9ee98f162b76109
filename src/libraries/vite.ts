import { cors } from './cors.ts';
import type { OptionLibrary } from './library-model.ts';

/**
 * `server.cors` and `preview.cors` of Vite: `true` and an object with an origin go to the `cors` middleware; without an
 * origin, only pages of the same machine are allowed.
 */
export const vite = {
  ...cors,
  id: 'vite',
  name: 'Vite',
  package: 'vite',
  versions: '*',
  measured: '8.3.8',
  conformance: 'read',
  development: true,
  documentation: 'https://www.npmjs.com/package/vite',
  calls: [
    { kind: 'call', module: /^(?:vite|vitest\/config)$/, exports: ['defineConfig'], options: 0, at: 'server.cors', absent: 'off' },
    { kind: 'call', module: /^(?:vite|vitest\/config)$/, exports: ['defineConfig'], options: 0, at: 'preview.cors', absent: 'off' },
  ],
} as const satisfies OptionLibrary;

/** `server.cors` of Rsbuild, which has the meaning of Vite's. */
export const rsbuild = {
  ...vite,
  id: '@rsbuild/core',
  name: 'Rsbuild',
  package: '@rsbuild/core',
  measured: '2.3.2',
  documentation: 'https://www.npmjs.com/package/@rsbuild/core',
  calls: [{ kind: 'call', module: /^@rsbuild\/core$/, exports: ['defineConfig'], options: 0, at: 'server.cors', absent: 'off' }],
} as const satisfies OptionLibrary;
