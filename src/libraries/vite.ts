import { cors } from './cors.ts';
import type { HeaderOption, LibraryCall, OptionLibrary } from './library-model.ts';
import type { Safeguard } from './safeguard-model.ts';

const CONFIGURATION = /(?:^|\/)(?:vite|vitest)(?:\.\w+)?\.config\.[cm]?[jt]s$/;

/** One option of a configuration: what `defineConfig` is given, an object or a function, or what the file exports. */
const option = (at: string): readonly LibraryCall[] => [
  { kind: 'call', module: /^(?:vite|vitest\/config)$/, exports: ['defineConfig', 'createServer', 'preview', 'mergeConfig'], options: 'any', at, absent: 'off' },
  { kind: 'call', module: /^astro\/config$/, exports: ['defineConfig'], options: 0, at: `vite.${at}`, absent: 'off' },
  { kind: 'exported', at, file: CONFIGURATION },
];

/**
 * `server.cors` and `preview.cors` of Vite: `true` and an object with an origin go to the `cors` middleware; without an
 * origin, or with none that is defined, only pages of the same machine are allowed.
 */
export const vite = {
  ...cors,
  id: 'vite',
  name: 'Vite',
  platform: 'development',
  package: 'vite',
  versions: '>=6.0.9 || >=5.4.12 <6 || >=4.5.6 <5',
  measured: '8.3.8',
  conformance: 'run',
  development: true,
  documentation: 'https://www.npmjs.com/package/vite',
  calls: [...option('server.cors'), ...option('preview.cors')],
  origin: { ...cors.origin, missing: 'loopback', undefined: 'loopback', enabled: 'any' },
} as const satisfies OptionLibrary;

/** Before CVE-2025-24010 every site was allowed where nothing else is said. */
export const viteBefore = {
  ...vite,
  versions: '<4.5.6 || >=5 <5.4.12 || >=6 <6.0.9',
  measured: '6.0.8',
  conformance: 'read',
  origin: { ...vite.origin, missing: 'any', undefined: 'off' },
} as const satisfies OptionLibrary;

/** `server.cors` of Rsbuild, which has the meaning of Vite's. */
export const rsbuild = {
  ...vite,
  id: '@rsbuild/core',
  name: 'Rsbuild',
  package: '@rsbuild/core',
  versions: '>=1.3',
  measured: '2.3.2',
  conformance: 'read',
  documentation: 'https://www.npmjs.com/package/@rsbuild/core',
  calls: [
    { kind: 'call', module: /^@rsbuild\/core$/, exports: ['defineConfig'], options: 0, at: 'server.cors', absent: 'off' },
    { kind: 'exported', at: 'server.cors', file: /(?:^|\/)rsbuild(?:\.\w+)?\.config\.[cm]?[jt]s$/ },
  ],
} as const satisfies OptionLibrary;

/** Before 1.3 every site was allowed where nothing else is said. */
export const rsbuildBefore = {
  ...rsbuild,
  versions: '<1.3',
  measured: '1.1.0',
  origin: { ...rsbuild.origin, missing: 'any', undefined: 'off' },
} as const satisfies OptionLibrary;

/** `server.headers` and `preview.headers`: sent with what is served, in place of what `cors` would send. */
export const viteHeaders = {
  id: 'vite headers',
  name: 'Vite',
  platform: 'development',
  package: 'vite',
  versions: '*',
  measured: '8.3.8',
  conformance: 'run',
  documentation: 'https://www.npmjs.com/package/vite',
  audience: 'developer',
  headers: [
    ...option('server.headers'),
    ...option('preview.headers'),
    { kind: 'call', module: /^astro\/config$/, exports: ['defineConfig'], options: 0, at: 'server.headers', absent: 'off' },
    // What plugins put before the server.
    { kind: 'object', keys: ['configureServer'], at: 'configureServer' },
    { kind: 'object', keys: ['configurePreviewServer'], at: 'configurePreviewServer' },
  ],
} as const satisfies HeaderOption;

/** `server.headers` of Rsbuild. */
export const rsbuildHeaders = {
  ...viteHeaders,
  id: '@rsbuild/core headers',
  name: 'Rsbuild',
  package: '@rsbuild/core',
  measured: '2.3.2',
  conformance: 'read',
  documentation: 'https://www.npmjs.com/package/@rsbuild/core',
  headers: [
    { kind: 'call', module: /^@rsbuild\/core$/, exports: ['defineConfig'], options: 0, at: 'server.headers', absent: 'off' },
    { kind: 'call', module: /^@rsbuild\/core$/, exports: ['defineConfig'], options: 0, at: 'dev.headers', absent: 'off' },
    { kind: 'exported', at: 'server.headers', file: /(?:^|\/)rsbuild(?:\.\w+)?\.config\.[cm]?[jt]s$/ },
  ],
} as const satisfies HeaderOption;

/** `allowedHosts: true` answers whatever `Host` a request names. */
export const viteHosts = {
  id: 'vite hosts',
  name: 'Vite',
  platform: 'development',
  package: 'vite',
  measured: '8.3.8',
  conformance: 'run',
  documentation: 'https://www.npmjs.com/package/vite',
  protects: 'host',
  what: 'the source code that the development server serves',
  switches: [...option('server.allowedHosts'), ...option('preview.allowedHosts'), { kind: 'call', module: /^astro\/config$/, exports: ['defineConfig'], options: 0, at: 'server.allowedHosts', absent: 'off' } as const].map((place) => ({ place, off: [true] })),
} as const satisfies Safeguard;
