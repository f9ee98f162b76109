import { cors } from './cors.ts';
import type { OptionLibrary } from './library-model.ts';

/**
 * `nextjs-cors` runs the `cors` middleware for one API route. Read, since it asks for all of Next.js; it was held
 * against this model once.
 */
export const nextjsCors = {
  ...cors,
  id: 'nextjs-cors',
  name: 'nextjs-cors',
  platform: 'next',
  package: 'nextjs-cors',
  versions: '*',
  measured: '2.2.1',
  conformance: 'read',
  documentation: 'https://www.npmjs.com/package/nextjs-cors',
  calls: [{ kind: 'call', module: /^nextjs-cors$/, exports: [''], options: 2 }],
} as const satisfies OptionLibrary;
