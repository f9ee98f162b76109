import type { Idiom } from './idioms.ts';

/** Programs whose files find each other by the conventions of a framework. */
export const FRAMEWORKS: readonly Idiom[] = [
  {
    about: "a helper of SvelteKit's hooks",
    files: {
      'src/hooks.server.ts': "import { setCors } from '$lib/server/cors';\nexport const handle = async ({ event, resolve }) => {\n  const response = await resolve(event);\n  setCors(event.request, response);\n  return response;\n};\n",
      'src/lib/server/cors.ts': "export function setCors(request: Request, response: Response) {\n  response.headers.set('Access-Control-Allow-Origin', request.headers.get('origin') ?? '');\n  response.headers.set('Access-Control-Allow-Credentials', 'true');\n  response.headers.set('Vary', 'Origin');\n}\n",
    },
    alone: ['src/lib/server/cors.ts:2 no-reflected-origin'],
    together: ['src/lib/server/cors.ts:2 no-reflected-origin'],
  },
  {
    about: "SvelteKit's hooks before routes of the file system",
    files: {
      'svelte.config.js': 'export default {};\n',
      'src/hooks.server.ts': "import { corsHeaders } from '$lib/cors';\nexport const handle = async ({ event, resolve }) => {\n  const response = await resolve(event);\n  for (const [name, value] of Object.entries(corsHeaders)) response.headers.set(name, value);\n  return response;\n};\n",
      'src/lib/cors.ts': "export const corsHeaders = { 'Access-Control-Allow-Origin': '*' };\n",
      'src/routes/api/orders/+server.ts': 'export async function POST({ locals }) {\n  return Response.json(locals.user);\n}\n',
    },
    alone: ['src/hooks.server.ts:4 no-wildcard-origin'],
    together: ['src/lib/cors.ts:1 no-wildcard-origin'],
  },
  {
    about: "a constant of SvelteKit's library",
    files: {
      'svelte.config.js': 'export default {};\n',
      'src/routes/api/me/+server.ts': "import { corsHeaders } from '$lib/cors';\nexport async function GET({ locals }) {\n  return Response.json(locals.user, { headers: corsHeaders });\n}\n",
      'src/lib/cors.ts': "export const corsHeaders = { 'Access-Control-Allow-Origin': '*' };\n",
    },
    alone: ['src/routes/api/me/+server.ts:3 no-wildcard-origin'],
    together: ['src/lib/cors.ts:1 no-wildcard-origin'],
  },
  {
    about: 'middleware of Nitro before its routes, with options that it imports by itself',
    files: {
      'nitro.config.ts': 'export default defineNitroConfig({});\n',
      'server/middleware/cors.ts': 'export default defineEventHandler((event) => {\n  handleCors(event, corsOptions);\n});\n',
      'server/utils/options.ts': "export const corsOptions = { origin: '*' };\n",
      'server/api/orders.post.ts': 'export default defineEventHandler(async (event) => {\n  const session = await requireUserSession(event);\n  return { session };\n});\n',
    },
    alone: ['server/middleware/cors.ts:2 no-wildcard-origin'],
    together: ['server/middleware/cors.ts:2 no-wildcard-origin'],
  },
  {
    about: 'middleware of Next with a helper',
    files: {
      'middleware.ts': "import { NextResponse } from 'next/server';\nimport { corsHeaders } from './lib/cors';\nexport function middleware(request) {\n  const origin = request.headers.get('origin') ?? '';\n  const response = NextResponse.next();\n  for (const [key, value] of Object.entries(corsHeaders(origin))) response.headers.set(key, value);\n  return response;\n}\nexport const config = { matcher: '/api/:path*' };\n",
      'lib/cors.ts': "export const corsHeaders = (origin: string) => ({ 'Access-Control-Allow-Origin': origin, 'Access-Control-Allow-Credentials': 'true', Vary: 'Origin' });\n",
    },
    alone: ['middleware.ts:4 no-reflected-origin'],
    together: ['middleware.ts:4 no-reflected-origin'],
  },
  {
    about: 'middleware of Next with a check',
    files: {
      'middleware.ts': "import { NextResponse } from 'next/server';\nimport { isAllowedOrigin } from '@/lib/cors';\nexport function middleware(request) {\n  const origin = request.headers.get('origin') ?? '';\n  const response = NextResponse.next();\n  if (isAllowedOrigin(origin)) {\n    response.headers.set('Access-Control-Allow-Origin', origin);\n    response.headers.set('Access-Control-Allow-Credentials', 'true');\n    response.headers.set('Vary', 'Origin');\n  }\n  return response;\n}\nexport const config = { matcher: '/api/:path*' };\n",
      'lib/cors.ts': "export const isAllowedOrigin = (origin: string) => origin.endsWith('example.com');\n",
      'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./*"] } } }',
    },
    alone: ['middleware.ts:7 no-bypassable-origin-check'],
    together: ['middleware.ts:7 no-bypassable-origin-check'],
  },
  {
    about: "a package's plugin that fastify loads by directory",
    files: {
      'app.js': "import { join } from 'node:path';\nimport autoload from '@fastify/autoload';\nexport default async function app(fastify, opts) {\n  await fastify.register(autoload, { dir: join(import.meta.dirname, 'plugins') });\n  fastify.register(autoload, { dir: join(import.meta.dirname, 'routes') });\n}\n",
      'plugins/cors.js': "import cors from '@fastify/cors';\nexport const autoConfig = { methods: ['GET', 'POST'] };\nexport default cors;\n",
      'routes/orders/index.js': "export default async function orders(fastify) {\n  fastify.post('/', { preHandler: fastify.authenticate }, async (request) => request.user);\n}\n",
    },
    alone: ['app.js:4 no-wildcard-origin'],
    together: ['plugins/cors.js:2 no-wildcard-origin'],
  },
  {
    about: 'plugins that fastify loads by directory',
    files: {
      'app.js': "const path = require('path');\nconst AutoLoad = require('@fastify/autoload');\nmodule.exports = async function (fastify, opts) {\n  fastify.register(AutoLoad, { dir: path.join(__dirname, 'plugins'), options: Object.assign({}, opts) });\n  fastify.register(AutoLoad, { dir: path.join(__dirname, 'routes'), options: Object.assign({}, opts) });\n};\n",
      'plugins/cors.js': "const fp = require('fastify-plugin');\nmodule.exports = fp(async function (fastify, opts) {\n  fastify.register(require('@fastify/cors'), { origin: '*' });\n});\n",
      'routes/users/index.js': "module.exports = async function (fastify) {\n  fastify.get('/me', { onRequest: [fastify.authenticate] }, async (request) => request.user);\n};\n",
    },
    alone: ['app.js:4 no-wildcard-origin'],
    together: ['plugins/cors.js:3 no-wildcard-origin'],
  },
  {
    about: 'options of a CDK stack',
    files: {
      'bin/app.ts': "import * as cdk from 'aws-cdk-lib';\nimport { ApiStack } from '../lib/api-stack';\nconst app = new cdk.App();\nnew ApiStack(app, 'Api', { allowOrigins: ['https://*'] });\n",
      'lib/api-stack.ts': "import * as cdk from 'aws-cdk-lib';\nimport * as apigw from 'aws-cdk-lib/aws-apigatewayv2';\nimport { corsOptions } from './cors';\nexport class ApiStack extends cdk.Stack {\n  constructor(scope, id, props) {\n    super(scope, id, props);\n    new apigw.HttpApi(this, 'Rest', { corsPreflight: corsOptions });\n  }\n}\n",
      'lib/cors.ts': "import * as apigw from 'aws-cdk-lib/aws-apigatewayv2';\nexport const corsOptions = { allowOrigins: ['https://*'], allowCredentials: true };\n",
    },
    alone: ['lib/api-stack.ts:7 no-reflected-origin'],
    together: ['lib/cors.ts:2 no-reflected-origin'],
  },
  {
    about: 'properties that a CDK stack is given',
    files: {
      'bin/app.ts': "import * as cdk from 'aws-cdk-lib';\nimport { ApiStack } from '../lib/api-stack';\nconst app = new cdk.App();\nnew ApiStack(app, 'Api', { cors: { allowOrigins: ['https://*'], allowCredentials: true } });\n",
      'lib/api-stack.ts': "import * as cdk from 'aws-cdk-lib';\nimport * as apigw from 'aws-cdk-lib/aws-apigatewayv2';\nexport class ApiStack extends cdk.Stack {\n  constructor(scope, id, props) {\n    super(scope, id, props);\n    new apigw.HttpApi(this, 'Rest', { corsPreflight: props.cors });\n  }\n}\n",
    },
    alone: ['bin/app.ts:4 no-reflected-origin'],
    together: ['bin/app.ts:4 no-reflected-origin'],
  },
  {
    about: 'an application that a factory makes',
    files: {
      'app.ts': "import { createApp } from './create-app';\nimport { users } from './users';\nconst app = createApp();\napp.route('/users', users);\nexport default app;\n",
      'create-app.ts': "import { Hono } from 'hono';\nimport { cors } from 'hono/cors';\nexport function createApp() {\n  const app = new Hono();\n  app.use('*', cors());\n  return app;\n}\n",
      'users.ts': "import { Hono } from 'hono';\nexport const users = new Hono();\nusers.delete('/:id', (c) => c.json({}));\n",
    },
    alone: [],
    together: ['create-app.ts:5 no-wildcard-origin'],
  },
  {
    about: 'an application that another file goes on to use',
    files: {
      'server.js': "const app = require('./app');\nconst { requireAuth } = require('./auth');\napp.get('/me', requireAuth, (req, res) => res.json(req.user));\napp.listen(3000);\n",
      'app.js': "const express = require('express');\nconst cors = require('cors');\nconst app = express();\napp.use(cors());\nmodule.exports = app;\n",
    },
    alone: [],
    together: ['app.js:4 no-wildcard-origin'],
  },
  {
    about: 'a router that takes routes as objects',
    files: {
      'app.ts': "import Koa from 'koa';\nimport cors from '@koa/cors';\nimport { corsOptions } from './middleware';\nimport router from './routes';\nconst app = new Koa();\napp.use(cors(corsOptions));\napp.use(router.routes()).use(router.allowedMethods());\n",
      'middleware/index.ts': "export * from './cors';\n",
      'middleware/cors.ts': "export const corsOptions = {\n  origin: () => '*',\n};\n",
      'routes/index.ts': "import zodRouter from 'koa-zod-router';\nimport { accounts } from './accounts';\nconst router = zodRouter();\naccounts(router);\nexport default router;\n",
      'routes/accounts.ts': "export const accounts = (router) => {\n  router.post({ path: '/accounts', handler: async (ctx) => { ctx.body = {}; } });\n};\n",
    },
    alone: ['app.ts:6 no-wildcard-origin'],
    together: ['middleware/cors.ts:2 no-wildcard-origin'],
  },
];
