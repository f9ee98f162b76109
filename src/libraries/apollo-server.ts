import { cors } from './cors.ts';
import { fastifyCorsFormer } from './fastify-cors.ts';
import { koaCorsVersion3 } from './koa-cors.ts';
import type { OptionLibrary } from './library-model.ts';

const documentation = 'https://www.npmjs.com/package/apollo-server';

/** Apollo Server 2 and 3 hand `cors` to the middleware of that name, and use its defaults when there is none. */
export const apolloServer = {
  ...cors,
  id: 'apollo-server',
  name: 'apollo-server',
  package: 'apollo-server',
  versions: '*',
  measured: '3.13.0',
  documentation,
  calls: [{ kind: 'new', module: /^apollo-server$/, exports: ['ApolloServer'], options: 0, at: 'cors', absent: 'default' }],
} as const satisfies OptionLibrary;

/** The same for Express, Connect and Micro, where the option goes to the middleware's making. */
export const apolloServerExpress = {
  ...cors,
  id: 'apollo-server-express',
  name: 'apollo-server-express',
  package: 'apollo-server-express',
  versions: '*',
  measured: '3.13.0',
  conformance: 'run',
  documentation: 'https://www.npmjs.com/package/apollo-server-express',
  calls: [{ kind: 'method', method: /^(?:applyMiddleware|getMiddleware)$/, where: /apollo-server-express/, options: 0, at: 'cors', absent: 'default', path: '/graphql' }],
} as const satisfies OptionLibrary;

/** On Koa the option goes to `@koa/cors` 3, whose default is an echo; without the option it is asked for `*`. */
export const apolloServerKoa = {
  ...koaCorsVersion3,
  id: 'apollo-server-koa',
  name: 'apollo-server-koa',
  package: 'apollo-server-koa',
  versions: '>=3.0.0',
  measured: '3.13.0',
  conformance: 'run',
  documentation: 'https://www.npmjs.com/package/apollo-server-koa',
  origin: { ...koaCorsVersion3.origin, noOptions: 'any' },
  calls: [{ kind: 'method', method: /^(?:applyMiddleware|getMiddleware)$/, where: /apollo-server-koa/, options: 0, at: 'cors', absent: 'default', path: '/graphql' }],
} as const satisfies OptionLibrary;

/** Apollo Server 2 asks for nothing without the option, so that every origin is echoed. Read, since it needs GraphQL 15. */
export const apolloServerKoaVersion2 = {
  ...apolloServerKoa,
  versions: '<3.0.0',
  measured: '2.26.2',
  conformance: 'read',
  origin: koaCorsVersion3.origin,
} as const satisfies OptionLibrary;

/** On Fastify 3 it goes to `fastify-cors`, since version 3.5 under its new name. */
export const apolloServerFastify = {
  ...fastifyCorsFormer,
  id: 'apollo-server-fastify',
  name: 'apollo-server-fastify',
  package: 'apollo-server-fastify',
  versions: '*',
  measured: '3.13.0',
  conformance: 'run',
  documentation: 'https://www.npmjs.com/package/apollo-server-fastify',
  calls: [{ kind: 'method', method: /^createHandler$/, where: /apollo-server-fastify/, options: 0, at: 'cors', absent: 'default', path: '/graphql' }],
} as const satisfies OptionLibrary;

/** The standalone server of Apollo Server 4 and 5 allows every origin; nothing that it is given changes that. */
export const apolloStandalone = {
  ...cors,
  id: '@apollo/server/standalone',
  name: 'startStandaloneServer',
  package: '@apollo/server',
  versions: '*',
  measured: '5.5.1',
  documentation: 'https://www.npmjs.com/package/@apollo/server',
  calls: [{ kind: 'call', module: /^@apollo\/server\/standalone$/, exports: ['startStandaloneServer'], options: 'none' }],
  safeForm: { list: false, function: null, deny: null },
} as const satisfies OptionLibrary;
