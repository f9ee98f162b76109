import { cors } from './cors.ts';
import { fastifyCorsFormer } from './fastify-cors.ts';
import { hapi } from './hapi.ts';
import { koaCorsVersion2, koaCorsVersion3 } from './koa-cors.ts';
import type { OptionLibrary } from './library-model.ts';

const documentation = 'https://www.npmjs.com/package/apollo-server';

/** Apollo Server 2 and 3 hand `cors` to the middleware of that name, and use its defaults when there is none. */
export const apolloServer = {
  ...cors,
  id: 'apollo-server',
  name: 'apollo-server',
  platform: 'graphql',
  package: 'apollo-server',
  versions: '>=3.0.0',
  measured: '3.13.0',
  documentation,
  calls: [{ kind: 'new', module: /^apollo-server$/, exports: ['ApolloServer'], options: 0, at: 'cors', absent: 'default' }],
} as const satisfies OptionLibrary;

/** Version 2 does the same. */
export const apolloServerVersion2 = {
  ...apolloServer,
  versions: '<3.0.0',
  measured: '2.26.2',
} as const satisfies OptionLibrary;

/** The same for Express, Connect and Micro, where the option goes to the middleware's making. */
export const apolloServerExpress = {
  ...cors,
  id: 'apollo-server-express',
  name: 'apollo-server-express',
  platform: 'graphql',
  package: 'apollo-server-express',
  versions: '>=3.0.0',
  measured: '3.13.0',
  conformance: 'run',
  documentation: 'https://www.npmjs.com/package/apollo-server-express',
  calls: [{ kind: 'method', method: /^(?:applyMiddleware|getMiddleware)$/, where: /apollo-server-express/, options: 0, at: 'cors', absent: 'default', path: { option: 'path', default: '/graphql' } }],
} as const satisfies OptionLibrary;

/** Version 2 does the same. */
export const apolloServerExpressVersion2 = {
  ...apolloServerExpress,
  versions: '<3.0.0',
  measured: '2.26.2',
} as const satisfies OptionLibrary;

/** On Koa the option goes to `@koa/cors` 3, whose default is an echo; without the option it is asked for `*`. */
export const apolloServerKoa = {
  ...koaCorsVersion3,
  id: 'apollo-server-koa',
  name: 'apollo-server-koa',
  platform: 'graphql',
  package: 'apollo-server-koa',
  versions: '>=3.0.0',
  measured: '3.13.0',
  conformance: 'run',
  documentation: 'https://www.npmjs.com/package/apollo-server-koa',
  origin: { ...koaCorsVersion3.origin, noOptions: 'any' },
  calls: [{ kind: 'method', method: /^(?:applyMiddleware|getMiddleware)$/, where: /apollo-server-koa/, options: 0, at: 'cors', absent: 'default', path: { option: 'path', default: '/graphql' } }],
} as const satisfies OptionLibrary;

/** Apollo Server 2 asks `@koa/cors` 2 for nothing without the option, so that every origin is echoed. */
export const apolloServerKoaVersion2 = {
  ...apolloServerKoa,
  versions: '<3.0.0',
  measured: '2.26.2',
  origin: koaCorsVersion2.origin,
  function: koaCorsVersion2.function,
  credentials: koaCorsVersion2.credentials,
} as const satisfies OptionLibrary;

/** On Fastify 3 it goes to `fastify-cors`, since version 3.5 under its new name. */
export const apolloServerFastify = {
  ...fastifyCorsFormer,
  id: 'apollo-server-fastify',
  name: 'apollo-server-fastify',
  platform: 'graphql',
  package: 'apollo-server-fastify',
  versions: '*',
  measured: '3.13.0',
  conformance: 'run',
  documentation: 'https://www.npmjs.com/package/apollo-server-fastify',
  calls: [{ kind: 'method', method: /^createHandler$/, where: /apollo-server-fastify/, options: 0, at: 'cors', absent: 'default', path: { option: 'path', default: '/graphql' } }],
} as const satisfies OptionLibrary;

/** The routes that it puts into hapi answer `*` without the option; `true` and the lack of `origin` mean hapi's echo. */
export const apolloServerHapi = {
  ...hapi,
  id: 'apollo-server-hapi',
  name: 'apollo-server-hapi',
  platform: 'graphql',
  optIn: false,
  package: 'apollo-server-hapi',
  versions: '>=3.0.0',
  measured: '3.13.0',
  documentation: 'https://www.npmjs.com/package/apollo-server-hapi',
  origin: { ...hapi.origin, noOptions: 'any', enabled: 'echo' },
  calls: [{ kind: 'method', method: /^applyMiddleware$/, where: /apollo-server-hapi/, options: 0, at: 'cors', absent: 'default', path: { option: 'path', default: '/graphql' } }],
} as const satisfies OptionLibrary;

/** Version 2 asks hapi for its defaults, so that every origin is echoed. */
export const apolloServerHapiVersion2 = {
  ...apolloServerHapi,
  versions: '<3.0.0',
  measured: '2.26.2',
  origin: hapi.origin,
} as const satisfies OptionLibrary;

/** On Lambda the options go to Express inside of the function, and from there to `cors`. */
export const apolloServerLambda = {
  ...cors,
  id: 'apollo-server-lambda',
  name: 'apollo-server-lambda',
  platform: 'graphql',
  package: 'apollo-server-lambda',
  versions: '>=3.0.0',
  measured: '3.13.0',
  documentation: 'https://www.npmjs.com/package/apollo-server-lambda',
  calls: [{ kind: 'method', method: /^createHandler$/, where: /apollo-server-lambda/, options: 0, at: 'expressGetMiddlewareOptions.cors', absent: 'default' }],
} as const satisfies OptionLibrary;

/** Version 2 reads the option itself: without it, nothing is sent; `Vary` never is. */
export const apolloServerLambdaVersion2 = {
  ...apolloServerLambda,
  versions: '<3.0.0',
  measured: '2.26.2',
  calls: [{ kind: 'method', method: /^createHandler$/, where: /apollo-server-lambda/, options: 0, at: 'cors', absent: 'off' }],
  options: { ...cors.options, allowHeaders: ['allowedHeaders'] },
  origin: {
    missing: 'absent',
    enabled: 'absent',
    undefined: 'absent',
    null: 'absent',
    emptyString: 'absent',
    star: 'any',
    true: 'echo',
    false: 'absent',
    string: 'fixed',
    regexp: 'absent',
    array: 'list',
    function: 'absent',
    other: 'absent',
    elements: { string: 'equal', star: 'equal', regexp: 'absent', other: 'absent' },
  },
  function: null,
  credentials: { on: 'truthy', withAny: 'any' },
  sends: { maxAge: 'numbers' },
  defaults: { allowMethods: 'absent', allowHeaders: 'unknown', noAllowHeaders: 'absent', zeroMaxAge: true },
  vary: {
    option: { any: false, fixed: false, echo: false, refused: false, off: false },
    function: { any: false, fixed: false, echo: false, refused: false, off: false },
  },
  preflight: { status: 204, withoutOrigin: true, exposes: true, lists: 'always' },
  delegate: null,
} as const satisfies OptionLibrary;

/** On Google Cloud Functions version 3 is that of Lambda. */
export const apolloServerCloudFunctions = {
  ...apolloServerLambda,
  id: 'apollo-server-cloud-functions',
  name: 'apollo-server-cloud-functions',
  platform: 'graphql',
  package: 'apollo-server-cloud-functions',
  documentation: 'https://www.npmjs.com/package/apollo-server-cloud-functions',
  calls: [{ kind: 'method', method: /^createHandler$/, where: /apollo-server-cloud-functions/, options: 0, at: 'expressGetMiddlewareOptions.cors', absent: 'default' }],
} as const satisfies OptionLibrary;

/** Version 2 takes `false` for every origin, as it takes `true`. */
export const apolloServerCloudFunctionsVersion2 = {
  ...apolloServerLambdaVersion2,
  id: 'apollo-server-cloud-functions',
  name: 'apollo-server-cloud-functions',
  package: 'apollo-server-cloud-functions',
  documentation: 'https://www.npmjs.com/package/apollo-server-cloud-functions',
  calls: [{ kind: 'method', method: /^createHandler$/, where: /apollo-server-cloud-functions/, options: 0, at: 'cors', absent: 'off' }],
  origin: { ...apolloServerLambdaVersion2.origin, false: 'echo', emptyString: 'fixed' },
  withoutOrigin: 'differs',
  defaults: { ...apolloServerLambdaVersion2.defaults, zeroMaxAge: false },
} as const satisfies OptionLibrary;

/** The standalone server of Apollo Server 4 and 5 allows every origin; nothing that it is given changes that. */
export const apolloStandalone = {
  ...cors,
  id: '@apollo/server/standalone',
  name: 'startStandaloneServer',
  platform: 'graphql',
  package: '@apollo/server',
  versions: '>=5.0.0',
  measured: '5.5.1',
  documentation: 'https://www.npmjs.com/package/@apollo/server',
  calls: [{ kind: 'call', module: /^@apollo\/server\/standalone$/, exports: ['startStandaloneServer'], options: 'none' }],
  safeForm: { list: false, function: null, deny: null },
} as const satisfies OptionLibrary;

/** That of version 4. */
export const apolloStandaloneVersion4 = {
  ...apolloStandalone,
  versions: '<5.0.0',
  measured: '4.13.0',
} as const satisfies OptionLibrary;
