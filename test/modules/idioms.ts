import { hasMarkers } from '../../src/markers.ts';
import { CONFIGURATION } from './configuration-idioms.ts';
import { ENVIRONMENTS } from './environment-idioms.ts';
import { FRAMEWORKS } from './framework-idioms.ts';
import { GIVEN } from './given-idioms.ts';
import { HANDED } from './handed-idioms.ts';
import { NODE_CONFIG } from './node-config-idioms.ts';
import { RESOLUTION } from './resolution-idioms.ts';

/** A small project, with the reports that it must get. */
export interface Idiom {
  readonly about: string;
  readonly files: Readonly<Record<string, string>>;
  /** `file:line rule`, where each file is linted by itself. */
  readonly alone: readonly string[];
  /** The same for the command, which sees the whole project. */
  readonly together: readonly string[];
  /** Links to make: from, to. */
  readonly links?: Readonly<Record<string, string>>;
}

const BAD = '{ origin: true, credentials: true }';
const GOOD = "{ origin: ['https://app.example.com'], credentials: true }";

const ESM = "import cors from 'cors';\nimport express from 'express';\nconst app = express();\n";
const CJS = "const cors = require('cors');\nconst app = require('express')();\n";

interface Form {
  readonly about: string;
  readonly files: (options: string) => Readonly<Record<string, string>>;
  readonly at: string;
  /** Where the command reports: at the definition. */
  readonly defined: string;
  readonly links?: Readonly<Record<string, string>>;
}

/** Every way in which one module gets options from another, each with options that are at fault and with safe ones. */
const FORMS: readonly Form[] = [
  { about: 'a named export', at: 'app.ts:5', defined: 'cors.ts:1', files: (o) => ({ 'app.ts': `${ESM}import { corsOptions } from './cors';\napp.use(cors(corsOptions));\n`, 'cors.ts': `export const corsOptions = ${o};\n` }) },
  { about: 'a default export', at: 'app.ts:5', defined: 'cors.ts:1', files: (o) => ({ 'app.ts': `${ESM}import corsOptions from './cors';\napp.use(cors(corsOptions));\n`, 'cors.ts': `export default ${o};\n` }) },
  { about: 'a renamed export', at: 'app.ts:5', defined: 'cors.ts:1', files: (o) => ({ 'app.ts': `${ESM}import { policy as corsOptions } from './cors';\napp.use(cors(corsOptions));\n`, 'cors.ts': `const options = ${o};\nexport { options as policy };\n` }) },
  { about: 'a namespace', at: 'app.ts:5', defined: 'cors.ts:1', files: (o) => ({ 'app.ts': `${ESM}import * as settings from './cors';\napp.use(cors(settings.corsOptions));\n`, 'cors.ts': `export const corsOptions = ${o};\n` }) },
  { about: 'a re-export through three barrels', at: 'app.ts:5', defined: 'config/http/cors.ts:1', files: (o) => ({ 'app.ts': `${ESM}import { corsOptions } from './config';\napp.use(cors(corsOptions));\n`, 'config/index.ts': "export * from './http';\n", 'config/http/index.ts': "export { options as corsOptions } from './cors.js';\n", 'config/http/cors.ts': `export const options = ${o};\n` }) },
  { about: 'a namespace that is re-exported', at: 'app.ts:5', defined: 'cors.ts:1', files: (o) => ({ 'app.ts': `${ESM}import { http } from './config';\napp.use(cors(http.corsOptions));\n`, 'config.ts': "export * as http from './cors';\n", 'cors.ts': `export const corsOptions = ${o};\n` }) },
  { about: 'a dynamic import', at: 'app.mjs:5', defined: 'cors.mjs:1', files: (o) => ({ 'app.mjs': `${ESM}const { corsOptions } = await import('./cors.mjs');\napp.use(cors(corsOptions));\n`, 'cors.mjs': `export const corsOptions = ${o};\n` }) },
  { about: 'module.exports', at: 'app.js:4', defined: 'config/cors.js:1', files: (o) => ({ 'app.js': `${CJS}const corsOptions = require('./config/cors');\napp.use(cors(corsOptions));\n`, 'config/cors.js': `module.exports = ${o};\n` }) },
  { about: 'a destructured require', at: 'app.js:4', defined: 'config/index.js:1', files: (o) => ({ 'app.js': `${CJS}const { corsOptions } = require('./config');\napp.use(cors(corsOptions));\n`, 'config/index.js': `const corsOptions = ${o};\nmodule.exports = { corsOptions, port: 3000 };\n` }) },
  { about: 'properties of exports', at: 'app.js:3', defined: 'cors.js:1', files: (o) => ({ 'app.js': `${CJS}app.use(cors(require('./cors').corsOptions));\n`, 'cors.js': `exports.corsOptions = ${o};\n` }) },
  { about: 'a compiled default export', at: 'app.mjs:5', defined: 'cors.cjs:2', files: (o) => ({ 'app.mjs': `${ESM}import corsOptions from './cors.cjs';\napp.use(cors(corsOptions));\n`, 'cors.cjs': `Object.defineProperty(exports, '__esModule', { value: true });\nexports.default = ${o};\n` }) },
  { about: 'an import of CommonJS', at: 'app.mjs:5', defined: 'cors.cjs:1', files: (o) => ({ 'app.mjs': `${ESM}import options from './cors.cjs';\napp.use(cors(options));\n`, 'cors.cjs': `module.exports = ${o};\n` }) },
  { about: 'a specifier with the extension of the compiled file', at: 'app.ts:5', defined: 'cors.ts:1', files: (o) => ({ 'app.ts': `${ESM}import { corsOptions } from './cors.js';\napp.use(cors(corsOptions));\n`, 'cors.ts': `export const corsOptions = ${o};\n` }) },
  {
    about: 'paths of an extended tsconfig',
    at: 'src/app.ts:5',
    defined: 'src/config/cors.ts:1',
    files: (o) => ({ 'tsconfig.json': '{ "extends": "./tsconfig.base.json" }\n', 'tsconfig.base.json': '{ "compilerOptions": { "baseUrl": ".", "paths": { "@config/*": ["src/config/*"] } } }\n', 'src/app.ts': `${ESM}import { corsOptions } from '@config/cors';\napp.use(cors(corsOptions));\n`, 'src/config/cors.ts': `export const corsOptions = ${o};\n` }),
  },
  { about: 'a baseUrl', at: 'src/app.ts:5', defined: 'src/config/cors.ts:1', files: (o) => ({ 'tsconfig.json': '{ "compilerOptions": { "baseUrl": "src" } }\n', 'src/app.ts': `${ESM}import { corsOptions } from 'config/cors';\napp.use(cors(corsOptions));\n`, 'src/config/cors.ts': `export const corsOptions = ${o};\n` }) },
  { about: 'imports of package.json', at: 'app.mjs:5', defined: 'config/cors.mjs:1', files: (o) => ({ 'package.json': '{ "name": "app", "imports": { "#config/*": "./config/*.mjs" } }\n', 'app.mjs': `${ESM}import { corsOptions } from '#config/cors';\napp.use(cors(corsOptions));\n`, 'config/cors.mjs': `export const corsOptions = ${o};\n` }) },
  {
    about: 'a package of the workspace that is not installed',
    at: 'apps/api/app.ts:5',
    defined: 'packages/shared/src/index.ts:1',
    files: (o) => ({ 'package.json': '{ "workspaces": ["apps/*", "packages/*"] }\n', 'packages/shared/package.json': '{ "name": "@acme/shared", "main": "./dist/index.js" }\n', 'packages/shared/src/index.ts': `export const corsOptions = ${o};\n`, 'apps/api/app.ts': `${ESM}import { corsOptions } from '@acme/shared';\napp.use(cors(corsOptions));\n` }),
  },
  {
    about: 'a package of the workspace that is linked',
    at: 'apps/api/app.ts:5',
    defined: 'packages/shared/index.ts:1',
    files: (o) => ({ 'pnpm-workspace.yaml': "packages:\n  - 'packages/*'\n", 'packages/shared/package.json': '{ "name": "@acme/shared", "exports": "./index.ts" }\n', 'packages/shared/index.ts': `export const corsOptions = ${o};\n`, 'apps/api/app.ts': `${ESM}import { corsOptions } from '@acme/shared';\napp.use(cors(corsOptions));\n` }),
    links: { 'apps/api/node_modules/@acme/shared': 'packages/shared' },
  },
];

const forms: readonly Idiom[] = FORMS.flatMap(({ about, files, at, defined, links = {} }): Idiom[] => {
  // A file without a marker is not linted: what it defines is reported where it is used.
  const isLinted = hasMarkers(files(BAD)[defined.replace(/:\d+$/, '')] ?? '');
  return [
    { about: `${about}, reflecting`, files: files(BAD), alone: [`${at} no-reflected-origin`], together: [`${isLinted ? defined : at} no-reflected-origin`], links },
    { about: `${about}, safe`, files: files(GOOD), alone: [], together: [], links },
  ];
});

const both = (about: string, files: Idiom['files'], reports: readonly string[], links: Idiom['links'] = {}): Idiom => ({ about, files, alone: reports, together: reports, links });

const VALUES: readonly Idiom[] = [
  both('options in JSON', { 'app.js': `${CJS}const options = require('./cors.json');\napp.use(cors(options));\n`, 'cors.json': '{\n  "origin": true,\n  "credentials": true\n}\n' }, ['app.js:4 no-reflected-origin']),
  both('a list of origins in another file', { 'app.js': `${CJS}const allowed = require('./origins');\napp.use(cors({ origin: allowed, credentials: true }));\n`, 'origins.js': "module.exports = ['https://app.example.com'];\n" }, []),
  both(
    'a callback that asks a helper of another file, which asks a Set of a third',
    {
      'app.js': `${CJS}const isAllowed = require('./is-allowed');\napp.use(cors({ origin: (origin, done) => done(null, isAllowed(origin)), credentials: true }));\n`,
      'is-allowed.js': "const { origins } = require('./origins');\nmodule.exports = (origin) => !origin || origins.has(origin);\n",
      'origins.js': "exports.origins = new Set(['https://app.example.com']);\n",
    },
    [],
  ),
  both(
    'a helper of another file that accepts everything',
    {
      'app.js': `${CJS}const isAllowed = require('./is-allowed');\napp.use(cors({ origin: (origin, done) => done(null, isAllowed(origin)), credentials: true }));\n`,
      'is-allowed.js': 'module.exports = (origin) => Boolean(origin);\n',
    },
    ['app.js:4 no-reflected-origin'],
  ),
  both('a factory that is given the origin', { 'app.ts': `import express from 'express';\nimport { createCors } from './create-cors';\nconst app = express();\napp.use(createCors({ origin: true }));\n`, 'create-cors.ts': "import cors from 'cors';\nexport const createCors = ({ origin }) => cors({ origin, credentials: true });\n" }, ['app.ts:4 no-reflected-origin']),
  both('a factory that is given a list', { 'app.ts': `import express from 'express';\nimport { createCors } from './create-cors';\nconst app = express();\napp.use(createCors({ origin: ['https://app.example.com'] }));\n`, 'create-cors.ts': "import cors from 'cors';\nexport const createCors = ({ origin }) => cors({ origin, credentials: true });\n" }, []),
  { about: 'a function that makes the options', files: { 'app.ts': `${ESM}import { getOptions } from './options';\napp.use(cors(getOptions()));\n`, 'options.ts': 'export function getOptions() {\n  return { origin: true, credentials: true };\n}\n' }, alone: ['app.ts:5 no-reflected-origin'], together: ['app.ts:5 no-reflected-origin'] },
  { about: 'a delegate', files: { 'app.js': `${CJS}const { delegate } = require('./delegate');\napp.use(cors(delegate));\n`, 'delegate.js': 'exports.delegate = (req, callback) => callback(null, { origin: true, credentials: true });\n' }, alone: ['app.js:4 no-reflected-origin'], together: ['app.js:4 no-reflected-origin'] },
  both('a class of another file that is injected', {
    'main.ts': "import { NestFactory } from '@nestjs/core';\nimport { AppModule } from './app.module';\nimport { AppConfig } from './app-config';\nconst app = await NestFactory.create(AppModule);\napp.enableCors({ origin: app.get(AppConfig).origins, credentials: true });\n",
    'app.module.ts': "import { Module } from '@nestjs/common';\n@Module({})\nexport class AppModule {}\n",
    'app-config.ts': "import { ConfigService } from '@nestjs/config';\nexport class AppConfig {\n  constructor(private readonly config: ConfigService) {}\n  get origins() { return this.config.get('ORIGINS', true); }\n}\n",
  }, ['main.ts:5 no-reflected-origin']),
  both('an environment that zod checks, open while unset', { 'app.ts': `${ESM}import { env } from './env';\napp.use(cors({ origin: env.ORIGIN, credentials: true }));\n`, 'env.ts': "import { z } from 'zod';\nexport const env = z.object({ ORIGIN: z.string().default('*') }).parse(process.env);\n" }, ['app.ts:5 no-credentialed-wildcard']),
  both('an environment that zod checks, closed while unset', { 'app.ts': `${ESM}import { env } from './env';\napp.use(cors({ origin: env.ORIGIN, credentials: true }));\napp.use(cors({ origin: env.LIST, credentials: true }));\n`, 'env.ts': "import { z } from 'zod';\nexport const env = z.object({ ORIGIN: z.string().url(), LIST: z.string().default('').transform((list) => list.split(',')) }).parse(process.env);\n" }, []),
  both('an environment that envalid checks', { 'app.ts': `${ESM}import env from './env';\napp.use(cors({ origin: env.ORIGIN, credentials: true }));\napp.use(cors({ origin: env.OTHER, credentials: true }));\n`, 'env.ts': "import { cleanEnv, str } from 'envalid';\nexport default cleanEnv(process.env, { ORIGIN: str({ default: '*' }), OTHER: str() });\n" }, ['app.ts:5 no-credentialed-wildcard']),
  both('a configuration of convict', { 'app.js': `${CJS}const config = require('./config');\napp.use(cors({ origin: config.get('cors.origin'), credentials: true }));\n`, 'config.js': "const convict = require('convict');\nmodule.exports = convict({ cors: { origin: { default: '*', env: 'ORIGIN' } } });\n" }, ['app.js:4 no-credentialed-wildcard']),
  {
    about: 'shared header constants',
    files: {
      'lib/cors.ts': "export const corsHeaders = {\n  'Access-Control-Allow-Origin': '*',\n};\n",
      'app/api/me/route.ts': "import { corsHeaders } from '../../../lib/cors';\nexport async function GET(request: Request) {\n  const user = await verify(request.headers.get('authorization'));\n  return Response.json(user, { headers: corsHeaders });\n}\n",
      'app/api/health/route.ts': "import { corsHeaders } from '../../../lib/cors';\nexport async function GET() {\n  return Response.json({ ok: true }, { headers: { ...corsHeaders } });\n}\n",
    },
    alone: ['app/api/me/route.ts:4 no-wildcard-origin', 'app/api/me/route.ts:4 require-preflight'],
    together: ['app/api/me/route.ts:4 require-preflight', 'lib/cors.ts:2 no-wildcard-origin'],
  },
  {
    about: 'a helper that writes headers, at fault by itself',
    files: {
      'lib/cors.js': "exports.setCors = (req, res) => {\n  res.setHeader('Access-Control-Allow-Origin', req.headers.origin);\n  res.setHeader('Access-Control-Allow-Credentials', 'true');\n  res.setHeader('Vary', 'Origin');\n};\n",
      'api/user.js': "const { setCors } = require('../lib/cors');\nmodule.exports = (req, res) => {\n  setCors(req, res);\n  res.json(req.user);\n};\n",
    },
    alone: ['lib/cors.js:2 no-reflected-origin'],
    together: ['lib/cors.js:2 no-reflected-origin'],
  },
  both('a helper that writes what it is given', {
    'lib/cors.js': "exports.setCors = (res, origin) => {\n  res.setHeader('Access-Control-Allow-Origin', origin);\n};\n",
    'api/user.js': "const { setCors } = require('../lib/cors');\nmodule.exports = (req, res) => {\n  setCors(res, '*');\n  res.json(req.user);\n};\n",
    'api/safe.js': "const { setCors } = require('../lib/cors');\nmodule.exports = (req, res) => {\n  setCors(res, 'https://app.example.com');\n  res.json(req.user);\n};\n",
  }, ['api/user.js:3 no-wildcard-origin']),
  {
    about: 'a wrapper around handlers',
    files: {
      'lib/cors.js': "export const withCors = (handler) => (req, res) => {\n  res.setHeader('Access-Control-Allow-Origin', '*');\n  return handler(req, res);\n};\n",
      'api/user.js': "import { withCors } from '../lib/cors';\nexport default withCors((req, res) => res.json(req.session.user));\n",
    },
    alone: ['api/user.js:2 no-wildcard-origin'],
    together: ['lib/cors.js:2 no-wildcard-origin'],
  },
];

const ROUTES: readonly Idiom[] = [
  both('a router that is mounted, with a controller of a third file', {
    'app.js': `${CJS}app.use(cors());\napp.use('/api', require('./routes'));\n`,
    'routes.js': "const router = require('express').Router();\nconst { requireAuth } = require('./auth');\nrouter.get('/me', requireAuth, require('./controller').me);\nmodule.exports = router;\n",
    'auth.js': 'exports.requireAuth = (req, res, next) => next();\n',
    'controller.js': 'exports.me = (req, res) => res.json({});\n',
  }, ['app.js:3 no-wildcard-origin']),
  both('a router with public routes only', { 'app.js': `${CJS}app.use(cors());\napp.use('/public', require('./routes'));\n`, 'routes.js': "const router = require('express').Router();\nrouter.get('/feed', (req, res) => res.json([]));\nmodule.exports = router;\n" }, []),
  both('an application that is handed over', { 'app.js': `${CJS}app.use(cors());\nrequire('./routes')(app);\n`, 'routes.js': "module.exports = (app) => {\n  app.post('/orders', (req, res) => res.json({}));\n};\n" }, ['app.js:3 no-wildcard-origin']),
  both('a plugin of fastify', {
    'app.js': "import Fastify from 'fastify';\nimport cors from '@fastify/cors';\nimport users from './users.js';\nconst app = Fastify();\nawait app.register(cors, { origin: '*' });\nawait app.register(users, { prefix: '/users' });\n",
    'users.js': "export default async function users(fastify) {\n  fastify.get('/me', { preHandler: fastify.authenticate }, async (request) => request.user);\n}\n",
  }, ['app.js:5 no-wildcard-origin']),
  both('a router of koa', {
    'app.js': "const Koa = require('koa');\nconst cors = require('@koa/cors');\nconst router = require('./router');\nconst app = new Koa();\napp.use(cors({ origin: '*' }));\napp.use(router.routes());\n",
    'router.js': "const Router = require('@koa/router');\nconst router = new Router();\nrouter.post('/transfer', async (ctx) => { ctx.body = ctx.state.user; });\nmodule.exports = router;\n",
  }, ['app.js:5 no-wildcard-origin']),
  both('a sub-application of hono', {
    'app.ts': "import { Hono } from 'hono';\nimport { cors } from 'hono/cors';\nimport { users } from './users';\nconst app = new Hono();\napp.use('*', cors());\napp.route('/users', users);\nexport default app;\n",
    'users.ts': "import { Hono } from 'hono';\nexport const users = new Hono();\nusers.delete('/:id', (c) => c.json({}));\n",
  }, ['app.ts:5 no-wildcard-origin']),
  both('controllers of Nest with guards', {
    'main.ts': "import { NestFactory } from '@nestjs/core';\nimport { AppModule } from './app.module';\nconst app = await NestFactory.create(AppModule);\napp.enableCors();\n",
    'app.module.ts': "import { Module } from '@nestjs/common';\nimport { UsersModule } from './users.module';\n@Module({ imports: [UsersModule] })\nexport class AppModule {}\n",
    'users.module.ts': "import { Module } from '@nestjs/common';\nimport { UsersController } from './users.controller';\n@Module({ controllers: [UsersController] })\nexport class UsersModule {}\n",
    'users.controller.ts': "import { Controller, Get, UseGuards } from '@nestjs/common';\nimport { JwtAuthGuard } from './guard';\n@Controller('items')\n@UseGuards(JwtAuthGuard)\nexport class UsersController {\n  @Get(':id') one() { return {}; }\n}\n",
  }, ['main.ts:4 no-wildcard-origin']),
  both('a set-up function for the application', { 'app.js': "const express = require('express');\nconst { setupCors } = require('./setup');\nconst app = express();\nsetupCors(app, { origin: true });\n", 'setup.js': "const cors = require('cors');\nexports.setupCors = (app, { origin }) => {\n  app.use(cors({ origin, credentials: true }));\n};\n" }, ['app.js:4 no-reflected-origin']),
  {
    about: 'authentication that the application puts before a router',
    files: {
      'app.js': "const express = require('express');\nconst { authenticate } = require('./auth');\nconst app = express();\napp.use('/api', authenticate, require('./routes/things'));\n",
      'routes/things.js': "const cors = require('cors');\nconst router = require('express').Router();\nrouter.use(cors());\nrouter.get('/things', (req, res) => res.json([]));\nmodule.exports = router;\n",
    },
    alone: [],
    together: ['routes/things.js:3 no-wildcard-origin'],
  },
  {
    about: 'middleware of another file, judged by the routes of its application',
    files: {
      'app.js': "const app = require('express')();\nconst { corsMiddleware } = require('./middleware');\napp.use(corsMiddleware);\napp.get('/me', requireAuth, (req, res) => res.json(req.user));\n",
      'middleware.js': "const cors = require('cors');\nexports.corsMiddleware = cors();\n",
    },
    alone: ['app.js:3 no-wildcard-origin'],
    together: ['middleware.js:2 no-wildcard-origin'],
  },
];

/** Every idiom that is followed, with its reports. */
export const IDIOMS: readonly Idiom[] = [...forms, ...VALUES, ...ROUTES, ...RESOLUTION, ...CONFIGURATION, ...ENVIRONMENTS, ...FRAMEWORKS, ...GIVEN, ...HANDED, ...NODE_CONFIG];
