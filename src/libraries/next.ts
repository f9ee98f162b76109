import type { HeaderOption } from './library-model.ts';

/**
 * `headers()` of `next.config`: entries of a path and a list of `{ key, value }`. `has` may ask for a header of the
 * request, as a pattern for the whole of it, and a value may then name what a group of the pattern found: with
 * `(?<origin>.*)` and `:origin` that is the request's `Origin`. Next adds no `Origin` to `Vary`.
 */
export const nextHeaders = {
  id: 'next headers',
  name: 'Next.js',
  platform: 'next',
  package: 'next',
  versions: '>=9.5',
  measured: '16.4.6',
  conformance: 'read',
  documentation: 'https://www.npmjs.com/package/next',
  entry: { path: 'source', conditions: 'has' },
  headers: [{ kind: 'object', keys: ['source', 'headers'], at: 'headers', file: /(?:^|\/)next\.config\.[cm]?[jt]s$/ }],
} as const satisfies HeaderOption;
