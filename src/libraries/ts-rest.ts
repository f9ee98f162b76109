import { ittyRouter } from './itty-router.ts';
import type { OptionLibrary } from './library-model.ts';

/** `@ts-rest/serverless` hands `cors` to itty-router, and adds `Vary` for some of its forms; without the option nothing is sent. */
export const tsRest = {
  id: '@ts-rest/serverless',
  name: '@ts-rest/serverless',
  platform: 'rpc',
  optIn: true,
  package: '@ts-rest/serverless',
  versions: '*',
  measured: '3.52.1',
  conformance: 'run',
  documentation: 'https://www.npmjs.com/package/@ts-rest/serverless',
  calls: [
    { kind: 'call', module: /^@ts-rest\/serverless\/(?:fetch|next|azure)$/, exports: ['fetchRequestHandler', 'tsr.fetchRequestHandler'], options: 0, at: 'options.cors', absent: 'off' },
    { kind: 'call', module: /^@ts-rest\/serverless\/(?:fetch|aws|azure|next)$/, exports: ['createFetchHandler', 'createLambdaHandler', 'createAzureFunctionHandler', 'createNextHandler'], options: 2, at: 'cors', absent: 'off' },
  ],
  options: ittyRouter.options,
  origin: ittyRouter.origin,
  function: ittyRouter.function,
  credentials: ittyRouter.credentials,
  defaults: ittyRouter.defaults,
  vary: {
    option: { any: false, fixed: null, echo: null, refused: null, off: null },
    function: { any: null, fixed: null, echo: null, refused: null, off: null },
  },
  preflight: { status: 204, withoutOrigin: true, exposes: 'preflight' },
  delegate: null,
  safeForm: { list: true, function: null, deny: 'false' },
} as const satisfies OptionLibrary;
