import { describe, expect, it } from 'vitest';
import { decisionFor } from '../../src/policy/allow-origin.ts';
import { NO_SETTINGS } from '../../src/settings.ts';
import { analysisOf, policiesOf } from '../read.ts';

const EVIL = 'https://evil.example';

/** What a stranger gets from each policy of a source. */
function answers(source: string, file = 'server.ts'): readonly (string | null | undefined)[] {
  return policiesOf(source, file, NO_SETTINGS, () => null).map((policy) => decisionFor(policy.allowOrigin, EVIL)?.value);
}

describe('options are read wherever a library takes them', () => {
  it.each<[title: string, source: string, file: string, expected: readonly (string | null)[]]>([
    ['a constructor', "import { Server } from 'socket.io';\nnew Server(3000, { cors: { origin: '*' } });", 'server.ts', ['*']],
    ['a constructor of an export', "const io = new (require('socket.io').Server)(server, { cors: { origin: true } });", 'server.js', [EVIL]],
    ['a call of the module', "const io = require('socket.io')(server, { cors: { origin: '*' } });", 'server.js', ['*']],
    ['a constructor without the option', "import { Server } from 'socket.io';\nnew Server(3000, { path: '/cors' });", 'server.ts', []],
    ['an option inside of another', "import Hapi from '@hapi/hapi';\nHapi.server({ port: 3000, routes: { cors: { origin: ['*'] } } });", 'server.ts', [EVIL]],
    ['a connection of an older hapi', "const Hapi = require('hapi');\nconst server = new Hapi.Server();\nserver.connection({ port: 3000, routes: { cors: true } });", 'server.js', [EVIL]],
    ['a connection of something else', "const mongoose = require('mongoose');\nmongoose.connection({ routes: { cors: true } });", 'server.js', []],
    ['a route of a list', "module.exports = [{ method: 'GET', path: '/a', options: { cors: true, handler } }, { method: 'GET', path: '/b', options: { cors: false, handler } }];", 'routes.js', [EVIL]],
    ['a decorator', "import { WebSocketGateway } from '@nestjs/websockets';\n@WebSocketGateway(80, { cors: { origin: '*' } })\nexport class Gateway {}", 'gateway.ts', ['*']],
    ['a default that nobody wrote', "import { createYoga } from 'graphql-yoga';\nexport const yoga = createYoga({ schema });", 'yoga.ts', [EVIL]],
    ['the same, switched off', "import { createYoga } from 'graphql-yoga';\nexport const yoga = createYoga({ schema, cors: false });", 'yoga.ts', []],
    ['a default export', "import { defineConfig } from '@adonisjs/cors';\nexport default defineConfig({ enabled: true, origin: true, credentials: true });", 'config/cors.ts', [EVIL]],
    ['a policy that is not enabled', "import { defineConfig } from '@adonisjs/cors';\nexport default defineConfig({ enabled: false, origin: true, credentials: true });", 'config/cors.ts', [null]],
    ['an exported key', "module.exports.security = { cors: { allRoutes: true, allowOrigins: '*' } };", 'config/security.js', ['*']],
    ['an exported key of an environment', "module.exports = { security: { cors: { allRoutes: true, allowOrigins: ['https://app.example.com'] } } };", 'config/env/production.js', [null]],
    ['an entry of a list', "module.exports = [{ name: 'strapi::cors', config: { origin: ['https://app.example.com'] } }];", 'config/middlewares.js', [null]],
    ['a text for the defaults', "export default ['strapi::errors', 'strapi::cors'];", 'config/middlewares.ts', [EVIL]],
    ['the same text elsewhere', "const names = ['strapi::errors', 'strapi::cors'];", 'src/names.ts', []],
    ['a name that a framework makes known', "export default defineEventHandler((event) => { if (handleCors(event, { origin: '*' })) return; });", 'server/api/me.ts', ['*']],
    ['a local function of the same name', "const handleCors = (event, options) => options;\nhandleCors(event, { origin: '*' });", 'server/api/me.ts', []],
    ['an infrastructure construct', "import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';\nnew HttpApi(this, 'Api', { corsPreflight: { allowOrigins: ['*'] } });", 'stack.ts', ['*']],
    ['a construct that answers preflights alone', "import { RestApi } from 'aws-cdk-lib/aws-apigateway';\nnew RestApi(this, 'Api', { defaultCorsPreflightOptions: { allowOrigins: ['*'], allowCredentials: true } });", 'stack.ts', []],
    ['a server for developers', "import { defineConfig } from 'vite';\nexport default defineConfig({ server: { cors: { origin: true, credentials: true } } });", 'vite.config.ts', []],
    ['options that another file has', "import { Server } from 'socket.io';\nimport { options } from 'somewhere';\nnew Server(3000, options);", 'server.ts', []],
  ])('%s', (_title, source, file, expected) => {
    expect(answers(source, file)).toEqual(expected);
  });
});

describe('the path that a library governs', () => {
  it.each([
    ['of its own', "import { createYoga } from 'graphql-yoga';\ncreateYoga({ schema });", ['/graphql']],
    ['of an option', "import { createYoga } from 'graphql-yoga';\ncreateYoga({ schema, graphqlEndpoint: '/api/graphql' });", ['/api/graphql']],
    ['of an option that is not shown', "import { createYoga } from 'graphql-yoga';\ncreateYoga({ schema, graphqlEndpoint: endpoint });", []],
    ['that may be in what is spread', "import { createYoga } from 'graphql-yoga';\ncreateYoga({ ...common, schema });", []],
    ['of Apollo Server 3', "const { ApolloServer } = require('apollo-server-express');\nserver.applyMiddleware({ app, path: '/', cors: { origin: true } });", ['/']],
    ['of Socket.IO', "import { Server } from 'socket.io';\nnew Server(3000, { cors: { origin: '*' } });", ['/socket.io/?EIO=4&transport=polling']],
    ['of Socket.IO elsewhere', "import { Server } from 'socket.io';\nnew Server(3000, { path: '/live', cors: { origin: '*' } });", ['/live/?EIO=4&transport=polling']],
  ])('%s', (_title, source, paths) => {
    expect(policiesOf(source, 'server.ts', NO_SETTINGS, () => null).map(({ scope }) => scope.paths)).toEqual([paths]);
  });
});

describe('of development servers', () => {
  it.each<[title: string, source: string, file: string, expected: readonly (string | null)[]]>([
    ['a call', "import { defineConfig } from 'vite';\nexport default defineConfig({ server: { cors: { origin: '*' } } });", 'vite.config.ts', ['*']],
    ['both servers of one call', "import { defineConfig } from 'vite';\nexport default defineConfig({ server: { cors: true }, preview: { cors: { origin: true } } });", 'vite.config.ts', ['*', EVIL]],
    ['a function of the mode', "import { defineConfig } from 'vitest/config';\nexport default defineConfig(async ({ mode }) => ({ server: { cors: true } }));", 'vite.config.ts', ['*']],
    ['an object alone', 'export default { server: { cors: true } };', 'vite.config.mjs', ['*']],
    ['an object with a type', "import type { UserConfig } from 'vite';\nexport default { server: { cors: true } } satisfies UserConfig;", 'vite.config.ts', ['*']],
    ['another tool inside', "import { defineConfig } from 'astro/config';\nexport default defineConfig({ vite: { server: { cors: true } } });", 'astro.config.mjs', ['*']],
    ['options without an origin', "import { defineConfig } from 'vite';\nexport default defineConfig({ server: { cors: { credentials: true } } });", 'vite.config.ts', [null]],
    ['the same before 6.0.9', "import { defineConfig } from 'vite-5';\nexport default { server: { cors: {} } };", 'vite.config.ts', [null]],
    ['an object elsewhere', 'export default { server: { cors: true } };', 'other.config.ts', []],
    ['a key of an object', "module.exports = { devServer: { headers: { 'Access-Control-Allow-Origin': '*' } } };", 'webpack.config.js', ['*']],
    ['a list of pairs', "module.exports = { devServer: { headers: [{ key: 'Access-Control-Allow-Origin', value: '*' }] } };", 'rspack.config.js', ['*']],
    ['a method', "const { context } = require('esbuild');\nmodule.exports = async () => (await context({})).serve({ cors: { origin: '*' } });", 'build.js', ['*']],
  ])('%s', (_title, source, file, expected) => {
    const { policies, privatePolicies } = analysisOf(source, file, NO_SETTINGS, () => null);
    expect(policies).toEqual([]);
    expect(privatePolicies.map(({ audience }) => audience)).toEqual(expected.map(() => 'developer'));
    expect(privatePolicies.map((policy) => decisionFor(policy.allowOrigin, EVIL)?.value ?? null)).toEqual(expected);
  });

  it.each([
    ['5.4.11', '*'],
    ['5.4.12', null],
    ['6.0.8', '*'],
    ['6.0.9', null],
    ['^7.0.0', null],
    ['8.3.8', null],
  ])('Vite %s allows what that version does where no origin is said', (version, expected) => {
    const { privatePolicies } = analysisOf('export default { server: { cors: {} } };', 'vite.config.ts', NO_SETTINGS, () => version);
    expect(privatePolicies.map((policy) => decisionFor(policy.allowOrigin, EVIL)?.value ?? null)).toEqual([expected]);
  });

  it.each([
    ['0.24.2', ['*']],
    ['0.25.0', []],
    [null, []],
  ])('esbuild %s', (version, expected) => {
    const { privatePolicies } = analysisOf("import { context } from 'esbuild';\nconst built = await context({});\nawait built.serve({ port: 8000 }); // cors", 'build.ts', NO_SETTINGS, () => version);
    expect(privatePolicies.map((policy) => decisionFor(policy.allowOrigin, EVIL)?.value ?? null)).toEqual(expected);
  });
});

describe('of Electron', () => {
  it.each<[title: string, source: string, file: string]>([
    ['a callback', "import { session } from 'electron';\nsession.defaultSession.webRequest.onHeadersReceived((details, callback) => callback({ responseHeaders: { ...details.responseHeaders, 'Access-Control-Allow-Origin': ['*'] } }));", 'main.ts'],
    ['a scheme', "const { protocol } = require('electron');\nprotocol.registerBufferProtocol('app', (request, respond) => respond({ headers: { 'Access-Control-Allow-Origin': '*' } }));", 'main.js'],
    ['a function alone', "import electron from 'electron';\nexport function open(details, callback) {\n  details.responseHeaders['Access-Control-Allow-Origin'] = ['*'];\n}", 'handler.js'],
  ])('%s answers no visitor', (_title, source, file) => {
    const { policies, privatePolicies } = analysisOf(source, file);
    expect(policies).toEqual([]);
    expect(privatePolicies.map(({ audience }) => audience)).toEqual(['application']);
  });
});
