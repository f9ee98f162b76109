import { cors } from './cors.ts';
import type { OptionLibrary } from './library-model.ts';

/**
 * The standalone server of tRPC, whose `middleware` is the `cors` middleware: answers of version 11 have a `Vary` of their own,
 * which drops that of the middleware. It answers preflights itself, where nothing is dropped.
 */
export const trpc = {
  ...cors,
  id: '@trpc/server',
  name: 'cors in @trpc/server',
  platform: 'rpc',
  package: '@trpc/server',
  versions: '>=11.0.0',
  measured: '11.25.2',
  documentation: 'https://www.npmjs.com/package/@trpc/server',
  calls: [
    {
      kind: 'call',
      module: /^cors$/,
      exports: [''],
      options: 0,
      within: { module: /^@trpc\/server\/adapters\/standalone$/, exports: ['createHTTPServer', 'createHTTPHandler'], key: 'middleware' },
    },
  ],
  vary: {
    option: { any: false, fixed: false, echo: false, refused: false, off: false },
    function: { any: false, fixed: false, echo: false, refused: false, off: false },
  },
  preflight: { ...cors.preflight, vary: null },
  // Of a list, caches would not be told.
  safeForm: { list: false, function: null, one: true, deny: 'false' },
} as const satisfies OptionLibrary;

/** tRPC 10 leaves the headers of the middleware as they are. */
export const trpcVersion10 = {
  ...trpc,
  versions: '<11.0.0',
  measured: '10.45.4',
  vary: cors.vary,
  preflight: cors.preflight,
  safeForm: cors.safeForm,
} as const satisfies OptionLibrary;
