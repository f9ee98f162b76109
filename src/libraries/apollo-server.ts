import { cors } from './cors.ts';
import { fastifyCorsFormer } from './fastify-cors.ts';
import { koaCors } from './koa-cors.ts';
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
  conformance: 'read',
  documentation: 'https://www.npmjs.com/package/apollo-server-express',
  calls: [{ kind: 'method', method: /^(?:applyMiddleware|getMiddleware)$/, where: /apollo-server-express/, options: 0, at: 'cors', absent: 'default', path: '/graphql' }],
} as const satisfies OptionLibrary;

/** On Koa the option goes to `@koa/cors`, which makes an echo of `*` with credentials. */
export const apolloServerKoa = {
  ...koaCors,
  id: 'apollo-server-koa',
  name: 'apollo-server-koa',
  package: 'apollo-server-koa',
  versions: '*',
  measured: '3.13.0',
  conformance: 'read',
  documentation: 'https://www.npmjs.com/package/apollo-server-koa',
  calls: [{ kind: 'method', method: /^(?:applyMiddleware|getMiddleware)$/, where: /apollo-server-koa/, options: 0, at: 'cors', absent: 'default', path: '/graphql' }],
} as const satisfies OptionLibrary;

/** On Fastify 3 it goes to `fastify-cors`. */
export const apolloServerFastify = {
  ...fastifyCorsFormer,
  id: 'apollo-server-fastify',
  name: 'apollo-server-fastify',
  package: 'apollo-server-fastify',
  versions: '*',
  measured: '3.13.0',
  conformance: 'read',
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
