import { cors } from './cors.ts';
import type { OptionLibrary } from './library-model.ts';

/**
 * GraphQL Yoga, and `useCORS` of `@whatwg-node/server` that it is made of. Without options it echoes every origin, with
 * credentials; a list of two or more answers others with `null`, which a sandboxed frame has as its origin.
 */
export const graphqlYoga = {
  id: 'graphql-yoga',
  name: 'graphql-yoga',
  platform: 'graphql',
  package: 'graphql-yoga',
  versions: '>=5.0.0',
  measured: '5.24.1',
  conformance: 'run',
  documentation: 'https://www.npmjs.com/package/graphql-yoga',
  calls: [
    { kind: 'call', module: /^graphql-yoga$/, exports: ['createYoga'], options: 0, at: 'cors', absent: 'default', path: { option: 'graphqlEndpoint', default: '/graphql' } },
    { kind: 'call', module: /^@whatwg-node\/server$/, exports: ['useCORS'], options: 0 },
  ],
  options: {
    origin: 'origin',
    credentials: 'credentials',
    allowMethods: ['methods'],
    allowHeaders: ['allowedHeaders'],
    exposeHeaders: ['exposedHeaders'],
    maxAge: 'maxAge',
  },
  origin: {
    missing: 'echo',
    undefined: 'echo',
    null: 'echo',
    emptyString: 'echo',
    star: 'echo',
    true: 'error',
    false: 'error',
    string: 'fixed',
    regexp: 'error',
    array: 'list',
    emptyArray: 'echo',
    oneElement: 'fixed',
    function: 'error',
    other: 'error',
    elements: { string: 'equal', star: 'echo', regexp: 'absent', other: 'absent' },
    wildcard: 'echo',
  },
  function: null,
  credentials: { on: 'true', byDefault: true, withAny: 'any' },
  sends: { lists: 'arrays', texts: { allowMethods: 'no-answer', allowHeaders: 'no-answer', exposeHeaders: 'no-answer' } },
  defaults: { allowMethods: 'requested', allowHeaders: 'reflected', noAllowHeaders: 'reflected', zeroMaxAge: false },
  refused: { origin: 'null', others: true },
  withoutOrigin: 'nothing',
  vary: {
    option: { any: true, fixed: false, echo: true, refused: false, off: false },
    function: { any: null, fixed: null, echo: null, refused: null, off: false },
  },
  preflight: { status: 204, withoutOrigin: false, exposes: true, lists: 'always' },
  delegate: { option: '', nested: false },
  safeForm: {
    list: false,
    function: null,
    options: "(request) => (LIST.includes(request.headers.get('origin') ?? '') ? { origin: request.headers.get('origin') ?? undefined } : false)",
    deny: null,
  },
} as const satisfies OptionLibrary;

/** Version 4 does the same. */
export const graphqlYogaVersion4 = {
  ...graphqlYoga,
  versions: '>=4.0.0 <5.0.0',
  measured: '4.0.5',
} as const satisfies OptionLibrary;

/** Version 3 loses `Vary: Origin` where a preflight asks for headers: the name of that header takes its place. */
export const graphqlYogaVersion3 = {
  ...graphqlYoga,
  versions: '>=3.0.0 <4.0.0',
  measured: '3.9.1',
  preflight: { ...graphqlYoga.preflight, vary: null },
} as const satisfies OptionLibrary;

/**
 * Version 1 hands the option to the `cors` middleware, and uses its defaults when there is none. Version 2 of this name is
 * but a command.
 */
export const graphqlYogaVersion1 = {
  ...cors,
  id: 'graphql-yoga',
  name: 'graphql-yoga',
  platform: 'graphql',
  package: 'graphql-yoga',
  versions: '<3.0.0',
  measured: '1.18.3',
  documentation: 'https://www.npmjs.com/package/graphql-yoga',
  calls: [{ kind: 'method', method: /^(?:start|createHttpServer)$/, where: /\bGraphQLServer\b[^;]*["'`]graphql-yoga["'`]/, options: 0, at: 'cors', absent: 'default' }],
} as const satisfies OptionLibrary;

/** Version 2, whose name was `@graphql-yoga/node`: a request without `Origin` gets `*`, or what strangers get. */
export const graphqlYogaNode = {
  ...graphqlYogaVersion3,
  id: '@graphql-yoga/node',
  name: '@graphql-yoga/node',
  package: '@graphql-yoga/node',
  versions: '<3.0.0',
  measured: '2.13.13',
  documentation: 'https://www.npmjs.com/package/@graphql-yoga/node',
  calls: [{ kind: 'call', module: /^@graphql-yoga\/(?:node|common)$/, exports: ['createServer'], options: 0, at: 'cors', absent: 'default', path: { option: 'endpoint', default: '/graphql' } }],
  withoutOrigin: 'differs',
} as const satisfies OptionLibrary;
