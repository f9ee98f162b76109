import type { Fault } from './fault.ts';

const EXPRESS = "import express from 'express';\nconst app = express();\n";
const CORS = `import cors from 'cors';\n${EXPRESS}`;
const KOA = "import Koa from 'koa';\nimport Router from '@koa/router';\nimport cors from '@koa/cors';\nconst app = new Koa();\nconst router = new Router();\n";
const HONO = "import { Hono } from 'hono';\nimport { cors } from 'hono/cors';\nconst app = new Hono();\n";
const FASTIFY = "import Fastify from 'fastify';\nimport cors from '@fastify/cors';\nconst app = Fastify();\n";
const NEST = "import { NestFactory } from '@nestjs/core';\nimport { AppModule } from './app.module.js';\nconst app = await NestFactory.create(AppModule);\n";
const POLKA = "import polka from 'polka';\nimport cors from 'cors';\nconst app = polka();\n";
const TINYHTTP = "import { App } from '@tinyhttp/app';\nimport { cors } from '@tinyhttp/cors';\nconst app = new App();\n";
const MIDDY = "import middy from '@middy/core';\nimport httpCors from '@middy/http-cors';\nconst list = async () => ({ statusCode: 200, body: '[]' });\n";
const MICRO = "const cors = require('micro-cors');\nconst handler = (req, res) => res.end('[]');\n";
const USE = "app.use(cors({ origin: 'https://app.example.com' }));\n";
const ORIGIN = "'Access-Control-Allow-Origin', 'https://app.example.com'";

const GUARD = "app.use((req, res, next) => {\n  if (!req.headers.authorization) return res.status(401).end();\n  next();\n});\n";
const KOA_GUARD = "app.use(async (ctx, next) => {\n  if (!ctx.get('Authorization')) ctx.throw(401);\n  await next();\n});\n";
const HONO_GUARD = "app.use(async (c, next) => {\n  if (!c.req.header('Authorization')) return c.text('Sign in first.', 401);\n  await next();\n});\n";

const HOOK = "app.addHook('onRequest', async (request, reply) => {\n  if (!request.headers.authorization) await reply.code(401).send();\n});\n";

/** CORS that is in the wrong place, or comes at the wrong time. */
export const WIRING: readonly Fault[] = [
  {
    fault: 'authentication before CORS',
    rule: 'middleware-order',
    messageId: 'afterAuthentication',
    bad: {
      express: [`${CORS}${GUARD}${USE}app.put('/orders/:id', save);`, `${CORS}import passport from 'passport';\napp.use(passport.authenticate('jwt', { session: false }));\n${USE}app.delete('/orders/:id', remove);`],
      koa: `${KOA}${KOA_GUARD}${USE}app.use(router.routes());\nrouter.put('/orders/:id', save);`,
      hono: `${HONO}${HONO_GUARD}${USE}app.put('/orders/:id', (c) => c.json([]));`,
      fastify: `${FASTIFY}${HOOK}app.register(cors, { origin: 'https://app.example.com' });\napp.put('/orders/:id', save);`,
      nest: `${NEST}${GUARD}app.enableCors({ origin: 'https://app.example.com' });\nawait app.listen(3000);`,
      polka: `${POLKA}app.use((req, res, next) => {\n  if (req.headers['x-api-key'] === process.env.KEY) return next();\n  res.statusCode = 403;\n  res.end();\n});\n${USE}app.post('/orders', save);`,
    },
    good: {
      express: [
        `${CORS}${USE}${GUARD}app.put('/orders/:id', save);`,
        // Preflights are let through.
        `${CORS}app.use((req, res, next) => {\n  if (req.method === 'OPTIONS' || req.headers.authorization) return next();\n  res.status(401).end();\n});\n${USE}app.put('/orders/:id', save);`,
        // The guard is for other paths.
        `${CORS}app.use('/admin', (req, res, next) => (req.headers.authorization ? next() : res.sendStatus(401)));\n${USE}app.put('/orders/:id', save);`,
        // An answer of 401 where nobody is turned away.
        `${CORS}app.use((req, res, next) => {\n  res.locals.refuse = () => res.sendStatus(418);\n  next();\n});\n${USE}app.put('/orders/:id', save);`,
      ],
      koa: `${KOA}${USE}${KOA_GUARD}app.use(router.routes());\nrouter.put('/orders/:id', save);`,
      hono: [`${HONO}${USE}${HONO_GUARD}app.put('/orders/:id', (c) => c.json([]));`, `${HONO}${USE}import { jwt } from 'hono/jwt';\napp.use('/orders/*', jwt({ secret: process.env.SECRET }));\napp.put('/orders/:id', (c) => c.json([]));`],
      // A plugin that is not awaited yet comes before the hook all the same, and one for a later moment runs after CORS.
      fastify: [`${FASTIFY}app.register(cors, { origin: 'https://app.example.com' });\n${HOOK}app.put('/orders/:id', save);`, `${FASTIFY}${HOOK.replace('onRequest', 'preHandler')}await app.register(cors, { origin: 'https://app.example.com' });\napp.put('/orders/:id', save);`],
      nest: `${NEST}app.enableCors({ origin: 'https://app.example.com' });\n${GUARD}await app.listen(3000);`,
    },
  },
  {
    fault: 'CORS after the routes',
    rule: 'middleware-order',
    messageId: 'afterRoutes',
    bad: {
      express: [`${CORS}app.get('/orders', list);\napp.put('/orders/:id', save);\n${USE}app.listen(3000);`, `${EXPRESS}app.get('/orders', list);\napp.use((req, res, next) => {\n  res.set(${ORIGIN});\n  next();\n});\napp.listen(3000);`],
      hono: `${HONO}app.get('/orders', (c) => c.json([]));\n${USE}`,
      koa: `${KOA}router.get('/orders', list);\napp.use(router.routes());\n${USE}app.listen(3000);`,
      'express.Router': `${CORS}const router = express.Router();\nrouter.get('/orders', list);\napp.use('/api', router);\n${USE}app.listen(3000);`,
      nest: `${NEST}await app.listen(3000);\napp.enableCors({ origin: 'https://app.example.com' });`,
      polka: `${POLKA}app.get('/orders', list);\n${USE}app.listen(3000);`,
    },
    good: {
      // The routes before are for nobody else.
      express: [`${CORS}app.get('/health', (req, res) => res.send('ok'));\n${USE}app.get('/orders', list);`, `${CORS}app.get('/orders', cors({ origin: 'https://app.example.com' }), list);\napp.use(cors({ origin: 'https://app.example.com' }));\napp.get('/prices', list);`],
      hono: `${HONO}app.get('/health', (c) => c.text('ok'));\n${USE}app.route('/orders', orders);`,
      // Plugins and hooks run before every route.
      fastify: `${FASTIFY}app.get('/orders', list);\nawait app.register(cors, { origin: 'https://app.example.com' });`,
      // Middleware runs before the router, wherever its routes are added.
      koa: [`${KOA}router.get('/orders', list);\n${USE}app.use(router.routes());`, `${KOA}router.get('/orders', async (ctx, next) => {\n  ctx.body = [];\n  await next();\n});\napp.use(router.routes());\n${USE}`],
      nest: `${NEST}app.use(helmet());\napp.enableCors({ origin: 'https://app.example.com' });\nawait app.listen(3000);`,
    },
  },
  {
    fault: 'headers after the answer',
    rule: 'middleware-order',
    messageId: 'headersAfterSend',
    bad: {
      express: [
        `${EXPRESS}app.get('/orders', (req, res) => {\n  res.json([]);\n  res.set(${ORIGIN});\n});`,
        `${EXPRESS}app.get('/orders', (req, res) => {\n  res.redirect('/orders/all');\n  res.header(${ORIGIN});\n});`,
        `${EXPRESS}app.get('/orders', (req, res) => {\n  res.status(200).send('[]').append(${ORIGIN});\n});`,
      ],
      'node:http': "import { createServer } from 'node:http';\ncreateServer((req, res) => {\n  res.writeHead(200, { 'Content-Type': 'application/json' });\n  res.setHeader('Access-Control-Allow-Origin', 'https://app.example.com');\n  res.end('[]');\n}).listen(3000);",
      fastify: [`${FASTIFY}app.get('/orders', (request, reply) => {\n  reply.send([]);\n  reply.header(${ORIGIN});\n});`, `${FASTIFY}app.get('/orders', async (request, reply) => {\n  await reply.redirect('/orders/all');\n  reply.headers({ 'Access-Control-Allow-Origin': 'https://app.example.com' });\n});`],
      hono: `${HONO}app.get('/orders', async (c) => {\n  const answer = c.json(await list());\n  c.header(${ORIGIN});\n  return answer;\n});`,
      koa: `${KOA}app.use(async (ctx) => {\n  ctx.res.writeHead(200);\n  ctx.set(${ORIGIN});\n  ctx.body = stream();\n});`,
      'next, pages/api': { filename: 'pages/api/orders.ts', code: "export default function handler(req, res) {\n  res.status(200).json([]);\n  res.setHeader('Access-Control-Allow-Origin', 'https://app.example.com');\n}" },
      h3: `import { eventHandler, setResponseHeader } from 'h3';\nexport default eventHandler((event) => {\n  event.node.res.end('[]');\n  setResponseHeader(event, ${ORIGIN});\n});`,
      polka: `import polka from 'polka';\npolka().get('/orders', (req, res) => {\n  res.end('[]');\n  res.setHeader(${ORIGIN});\n}).listen(3000);`,
    },
    good: {
      // The file and the stream are sent when the handler is done.
      express: [
        `${EXPRESS}app.get('/orders', (req, res) => {\n  res.sendFile('/data/orders.json');\n  res.set(${ORIGIN});\n});`,
        `${EXPRESS}app.get('/orders', (req, res) => {\n  orders().pipe(res);\n  res.set(${ORIGIN});\n});`,
        `${EXPRESS}app.get('/orders', (req, res) => {\n  res.set(${ORIGIN});\n  if (!req.query.q) return res.json([]);\n  res.json(search(req.query.q));\n});`,
      ],
      koa: [`${KOA}app.use(async (ctx) => {\n  ctx.body = [];\n  ctx.set(${ORIGIN});\n});`, `${KOA}app.use(async (ctx, next) => {\n  await next();\n  ctx.set(${ORIGIN});\n});`],
      hono: [`${HONO}app.get('/orders', (c) => {\n  const answer = c.json([]);\n  answer.headers.set(${ORIGIN});\n  return answer;\n});`, `${HONO}app.use(async (c, next) => {\n  await next();\n  c.header(${ORIGIN});\n});`],
      fastify: `${FASTIFY}app.addHook('onSend', async (request, reply) => {\n  reply.header(${ORIGIN});\n});\napp.get('/orders', (request, reply) => {\n  reply.send([]);\n});`,
      'node:http': `import { createServer } from 'node:http';\ncreateServer((req, res) => {\n  res.setHeader(${ORIGIN});\n  load((error, items) => {\n    if (error) {\n      res.statusCode = 500;\n      res.end();\n      return;\n    }\n    res.end(JSON.stringify(items));\n  });\n}).listen(3000);`,
    },
  },
  {
    fault: 'the library in the place of its middleware',
    rule: 'valid-cors-options',
    messageId: 'notCalled',
    bad: {
      cors: [`${CORS}app.use(cors);`, `${CORS}app.get('/orders', cors, list);`, `${EXPRESS}app.use(require('cors'));`],
      '@koa/cors': `${KOA}app.use(cors);`,
      kcors: `${KOA.replace('@koa/cors', 'kcors')}app.use(cors);`,
      'koa2-cors': `${KOA.replace('@koa/cors', 'koa2-cors')}app.use(cors);`,
      'hono/cors': `${HONO}app.use('/orders/*', cors);`,
      '@tinyhttp/cors': `${TINYHTTP}app.use(cors);`,
      '@middy/http-cors': `${MIDDY}export const handler = middy(list).use(httpCors);`,
      'micro-cors': `${MICRO}module.exports = cors(handler);`,
      polka: `${POLKA}app.use(cors);`,
      nest: `import cors from 'cors';\n${NEST}app.use(cors);\nawait app.listen(3000);`,
    },
    good: {
      // What the project exports is the middleware already.
      cors: [`import cors from './cors.js';\n${EXPRESS}app.use(cors);`, `${CORS}const allow = cors({ origin: 'https://app.example.com' });\napp.use(allow);`],
      kcors: `${KOA.replace('@koa/cors', 'kcors')}app.use(cors({ origin: 'https://app.example.com' }));`,
      'koa2-cors': `${KOA.replace('@koa/cors', 'koa2-cors')}app.use(cors({ origin: 'https://app.example.com' }));`,
      '@tinyhttp/cors': `${TINYHTTP}app.use(cors({ origin: 'https://app.example.com' }));`,
      '@middy/http-cors': `${MIDDY}export const handler = middy(list).use(httpCors({ origin: 'https://app.example.com' }));`,
      // Options, and what has been called where it was loaded.
      'micro-cors': [`${MICRO}module.exports = cors({ origin: 'https://app.example.com' })(handler);`, `${MICRO.replace("('micro-cors')", "('micro-cors')({ origin: 'https://app.example.com' })")}module.exports = cors(handler);`],
      polka: `${POLKA}app.use(cors({ origin: 'https://app.example.com' }));`,
      // It is given the request and the answer, and does the work itself.
      'nextjs-cors': "import NextCors from 'nextjs-cors';\nexport default async function handler(req, res) {\n  await NextCors(req, res, { origin: 'https://app.example.com' });\n  res.json([]);\n}",
      // A plugin is registered as it is.
      '@fastify/cors': `${FASTIFY}await app.register(cors, { origin: 'https://app.example.com' });`,
      'hono/cors': `${HONO}app.use('/orders/*', cors({ origin: 'https://app.example.com' }));`,
      '@elysiajs/cors': "import { Elysia } from 'elysia';\nimport { cors } from '@elysiajs/cors';\nnew Elysia().use(cors({ origin: 'https://app.example.com' })).listen(3000);",
    },
  },
  {
    fault: 'middleware that nothing runs',
    rule: 'valid-cors-options',
    messageId: 'unused',
    bad: {
      cors: `${CORS}cors({ origin: 'https://app.example.com' });\napp.get('/orders', list);`,
      '@koa/cors': `${KOA}cors({ origin: 'https://app.example.com' });\napp.use(router.routes());`,
      'hono/cors': `${HONO}cors({ origin: 'https://app.example.com' });\napp.get('/orders', (c) => c.json([]));`,
    },
    good: {
      // It is run here.
      cors: [`${CORS}app.get('/orders', (req, res, next) => {\n  cors({ origin: 'https://app.example.com' })(req, res, next);\n}, list);`, "import cors from 'cors';\nexport const allow = cors({ origin: 'https://app.example.com' });"],
      '@koa/cors': `${KOA}const allow = cors({ origin: 'https://app.example.com' });\napp.use((ctx, next) => (ctx.path.startsWith('/orders') ? allow(ctx, next) : next()));`,
      'hono/cors': `${HONO}app.use((c, next) => cors({ origin: c.env.ORIGIN })(c, next));\napp.get('/orders', (c) => c.json([]));`,
    },
  },
  {
    fault: 'a path of another version of the router',
    rule: 'valid-cors-options',
    messageId: 'pathSyntax',
    bad: {
      express: [`${CORS}app.options('*', cors({ origin: 'https://app.example.com' }));`, `${CORS}${USE}app.options('(.*)', (req, res) => res.sendStatus(204));`],
      'express.Router': `${CORS}const router = express.Router();\nrouter.use('/orders/*', cors({ origin: 'https://app.example.com' }));\napp.use('/api', router);`,
      '@koa/router': `${KOA}router.options('*', cors({ origin: 'https://app.example.com' }));`,
    },
    good: {
      express: [`${CORS}app.options('/{*splat}', cors({ origin: 'https://app.example.com' }));`, `${CORS}app.options(/.*/, cors({ origin: 'https://app.example.com' }));`, `${CORS}app.options('/orders/*rest', cors({ origin: 'https://app.example.com' }));`],
      '@koa/router': `${KOA}${USE}router.all('/{*path}', list);\napp.use(router.routes());`,
      // Paths of their own syntax.
      hono: `${HONO}app.use('*', cors({ origin: 'https://app.example.com' }));\napp.get('/orders/*', (c) => c.json([]));`,
      fastify: `${FASTIFY}await app.register(cors, { origin: 'https://app.example.com' });\napp.get('/orders/*', list);`,
    },
  },
];
