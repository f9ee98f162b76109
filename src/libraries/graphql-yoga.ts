import type { OptionLibrary } from './library-model.ts';

/**
 * GraphQL Yoga, and `useCORS` of `@whatwg-node/server` that it is made of. Without options it echoes every origin, with
 * credentials; a list of two or more answers others with `null`, which a sandboxed frame has as its origin.
 */
export const graphqlYoga = {
  id: 'graphql-yoga',
  name: 'graphql-yoga',
  package: 'graphql-yoga',
  versions: '*',
  measured: '5.24.1',
  conformance: 'run',
  documentation: 'https://www.npmjs.com/package/graphql-yoga',
  calls: [
    { kind: 'call', module: /^graphql-yoga$/, exports: ['createYoga'], options: 0, at: 'cors', absent: 'default', path: '/graphql' },
    { kind: 'call', module: /^@graphql-yoga\/node$/, exports: ['createServer'], options: 0, at: 'cors', absent: 'default', path: '/graphql' },
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
