import type { Fault } from './fault.ts';

const EXPRESS = "import cors from 'cors';\nimport express from 'express';\nconst app = express();\n";
const HONO = "import { Hono } from 'hono';\nimport { cors } from 'hono/cors';\nconst app = new Hono();\n";
const KOA = "import Koa from 'koa';\nimport Router from '@koa/router';\nimport cors from '@koa/cors';\nconst app = new Koa();\nconst router = new Router();\n";
const FASTIFY = "import Fastify from 'fastify';\nimport cors from '@fastify/cors';\nconst app = Fastify();\n";
const LIST = "const list = ['https://app.example.com', 'https://admin.example.com'];\n";
const A = "cors({ origin: 'https://app.example.com' })";
const B = "cors({ origin: 'https://admin.example.com' })";
const ANY = "'Access-Control-Allow-Origin', '*'";
const ORIGIN = "'Access-Control-Allow-Origin', 'https://app.example.com'";
const LISTED = 'list.includes(origin) ? origin : list[0]';
const worker = (preflight: string, answer: string): string => `${LIST}export default {\n  async fetch(request) {\n    const origin = request.headers.get('Origin');\n    if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: { 'Access-Control-Allow-Methods': 'PUT', Vary: 'Origin', 'Access-Control-Allow-Origin': ${preflight} } });\n    return Response.json([], { headers: { Vary: 'Origin', 'Access-Control-Allow-Origin': ${answer} } });\n  },\n};`;
const next = (preflight: string, answer: string, method = 'GET'): { readonly code: string; readonly filename: string } => ({
  filename: 'app/api/feed/route.ts',
  code: `${LIST}export function OPTIONS(request) {\n  const origin = request.headers.get('origin');\n  return new Response(null, { headers: { 'Access-Control-Allow-Methods': '${method}', Vary: 'Origin', 'Access-Control-Allow-Origin': ${preflight} } });\n}\nexport function ${method}(request) {\n  const origin = request.headers.get('origin');\n  return Response.json([], { headers: { Vary: 'Origin', 'Access-Control-Allow-Origin': ${answer} } });\n}`,
});
const server = (preflight: string, answer: string): string => `const http = require('node:http');\n${LIST}http.createServer((req, res) => {\n  const { origin } = req.headers;\n  res.setHeader('Vary', 'Origin');\n  if (req.method === 'OPTIONS') {\n    res.setHeader('Access-Control-Allow-Methods', 'PUT');\n    ${preflight}\n    return res.end();\n  }\n  ${answer}\n  res.end('[]');\n}).listen(3000);`;

/** Two policies for one answer. */
export const POLICIES: readonly Fault[] = [
  {
    fault: 'a wildcard by hand, over a list of the application',
    rule: 'no-inconsistent-policy',
    messageId: 'replacesStricter',
    bad: {
      cors: [`${EXPRESS}app.use(${A});\napp.get('/feed', (req, res) => {\n  res.set(${ANY});\n  res.json([]);\n});`, `${EXPRESS}app.use(cors({ origin: ['https://app.example.com'] }));\napp.get('/events', (req, res) => {\n  res.writeHead(200, { 'Content-Type': 'text/event-stream', 'Access-Control-Allow-Origin': '*' });\n  stream(res);\n});`],
      'hono/cors': `${HONO}app.use(${A});\napp.get('/feed', (c) => {\n  c.header(${ANY});\n  return c.json([]);\n});`,
      '@fastify/cors': `${FASTIFY}app.register(cors, { origin: ['https://app.example.com'] });\napp.get('/feed', (request, reply) => {\n  reply.header(${ANY});\n  reply.send([]);\n});`,
      '@koa/cors': `${KOA}app.use(${A});\nrouter.get('/feed', (ctx) => {\n  ctx.set(${ANY});\n  ctx.body = [];\n});\napp.use(router.routes());`,
    },
    good: {
      // The handler is the stricter one.
      cors: [`${EXPRESS}app.use(cors());\napp.get('/feed', (req, res) => {\n  res.set(${ORIGIN});\n  res.json([]);\n});`, `${EXPRESS}app.use('/api', ${A});\napp.get('/feed', (req, res) => {\n  res.set(${ANY});\n  res.json([]);\n});`],
      'hono/cors': `${HONO}app.use('/api/*', ${A});\napp.get('/feed', (c) => {\n  c.header(${ANY});\n  return c.json([]);\n});`,
      // The plugin is for the routes of another plugin.
      '@fastify/cors': `${FASTIFY}app.register(async (api) => {\n  await api.register(cors, { origin: ['https://app.example.com'] });\n  api.get('/orders', list);\n});\napp.get('/feed', (request, reply) => {\n  reply.header(${ANY});\n  reply.send([]);\n});`,
    },
  },
  {
    fault: 'a second value',
    rule: 'no-inconsistent-policy',
    messageId: 'repeated',
    bad: {
      express: `${EXPRESS}app.use(cors());\napp.get('/feed', (req, res) => {\n  res.append(${ORIGIN});\n  res.json([]);\n});`,
      Workers: `export default {\n  fetch() {\n    const headers = new Headers();\n    headers.set(${ORIGIN});\n    headers.append('Access-Control-Allow-Origin', 'https://admin.example.com');\n    return new Response('[]', { headers });\n  },\n};`,
      'node:http': `const http = require('node:http');\nhttp.createServer((req, res) => {\n  res.setHeader(${ORIGIN});\n  res.appendHeader('Access-Control-Allow-Origin', 'https://admin.example.com');\n  res.end();\n});`,
      koa: `${KOA}app.use(async (ctx) => {\n  ctx.set(${ORIGIN});\n  ctx.append('Access-Control-Allow-Origin', 'https://admin.example.com');\n  ctx.body = [];\n});`,
    },
    good: {
      // The later value replaces the earlier one.
      'node:http': `const http = require('node:http');\nhttp.createServer((req, res) => {\n  res.setHeader('Access-Control-Allow-Origin', 'https://admin.example.com');\n  res.setHeader(${ORIGIN});\n  res.end();\n});`,
      Workers: `export default {\n  fetch() {\n    const headers = new Headers({ 'Content-Type': 'text/plain' });\n    headers.append(${ORIGIN});\n    headers.append('Access-Control-Expose-Headers', 'X-A');\n    headers.append('Access-Control-Expose-Headers', 'X-B');\n    return new Response('[]', { headers });\n  },\n};`,
      // One value or the other.
      koa: `${KOA}app.use(async (ctx) => {\n  if (ctx.path === '/admin') ctx.append('Access-Control-Allow-Origin', 'https://admin.example.com');\n  else ctx.append(${ORIGIN});\n  ctx.body = [];\n});`,
    },
  },
  {
    fault: 'one library twice, for everything',
    rule: 'no-inconsistent-policy',
    messageId: 'doubled',
    bad: {
      cors: `${EXPRESS}app.use(${A});\napp.use(cors({ origin: 'https://admin.example.com' }));\napp.get('/feed', feed);`,
      'hono/cors': `${HONO}app.use(${A});\napp.use(${B});\napp.get('/feed', (c) => c.json([]));`,
      '@koa/cors': `${KOA}app.use(${A});\napp.use(${B});\nrouter.get('/feed', feed);\napp.use(router.routes());`,
    },
    good: {
      cors: `${EXPRESS}app.use('/shop', ${A});\napp.use('/admin', ${B});\napp.get('/shop/feed', feed);\napp.get('/admin/feed', feed);`,
      'hono/cors': `${HONO}app.use('/shop/*', ${A});\napp.use('/admin/*', ${B});\napp.get('/shop/feed', (c) => c.json([]));`,
      '@koa/cors': `${KOA}const shop = ${A};\nconst admin = ${B};\napp.use((ctx, next) => (ctx.path.startsWith('/admin') ? admin(ctx, next) : shop(ctx, next)));\nrouter.get('/feed', feed);\napp.use(router.routes());`,
    },
  },
  {
    fault: 'an inner policy whose preflights the outer one refuses',
    rule: 'no-inconsistent-policy',
    messageId: 'unreached',
    bad: {
      cors: `${EXPRESS}app.use(${A});\napp.put('/feed', ${B}, feed);`,
      'hono/cors': `${HONO}app.use(${A});\napp.patch('/feed', ${B}, (c) => c.json([]));`,
      '@koa/cors': `${KOA}app.use(${A});\napp.use(router.routes());\nrouter.delete('/feed', ${B}, feed);`,
    },
    good: {
      // A GET needs no preflight, and this one is answered before.
      cors: [`${EXPRESS}app.use(${A});\napp.get('/feed', ${B}, feed);`, `${EXPRESS}app.options('/feed', ${B});\napp.use(${A});\napp.put('/feed', ${B}, feed);`],
      'hono/cors': `${HONO}app.use(${A});\napp.get('/feed', ${B}, (c) => c.json([]));`,
      '@koa/cors': `${KOA}app.use(${A});\napp.use(router.routes());\nrouter.get('/feed', ${B}, feed);`,
    },
  },
  {
    fault: 'a list for preflights, and everyone for answers',
    rule: 'no-inconsistent-policy',
    messageId: 'looserAnswer',
    bad: {
      Workers: worker(LISTED, "'*'"),
      'Next.js': next(LISTED, "'*'"),
      'node:http': server("if (list.includes(origin)) res.setHeader('Access-Control-Allow-Origin', origin);", `res.setHeader(${ANY});`),
      express: `${EXPRESS}app.options('/feed', (req, res) => res.set(${ORIGIN}).sendStatus(204));\napp.get('/feed', (req, res) => res.set(${ANY}).json([]));`,
    },
    good: {
      Workers: worker(LISTED, LISTED),
      // A PUT that no preflight lets pass is never sent.
      'Next.js': next(LISTED, "'*'", 'PUT'),
      'node:http': server("if (list.includes(origin)) res.setHeader('Access-Control-Allow-Origin', origin);", "if (list.includes(origin)) res.setHeader('Access-Control-Allow-Origin', origin);"),
    },
  },
  {
    fault: 'everyone for preflights, and a list for answers',
    rule: 'no-inconsistent-policy',
    messageId: 'looserPreflight',
    bad: {
      Workers: worker("'*'", LISTED),
      'Next.js': next("'*'", LISTED, 'PUT'),
      express: `${EXPRESS}app.options('/feed', (req, res) => res.set({ 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Methods': 'DELETE' }).sendStatus(204));\napp.delete('/feed', (req, res) => res.set(${ORIGIN}).json([]));`,
    },
    good: {
      Workers: worker("'*'", "'*'"),
      'Next.js': next(LISTED, LISTED, 'PUT'),
      express: `${EXPRESS}app.options('/feed', (req, res) => res.set({ 'Access-Control-Allow-Origin': 'https://app.example.com', 'Access-Control-Allow-Methods': 'DELETE' }).sendStatus(204));\napp.delete('/feed', (req, res) => res.set(${ORIGIN}).json([]));`,
    },
  },
  {
    fault: 'everyone may read what the server fetches for its callers',
    rule: 'no-wildcard-origin',
    messageId: 'wildcardProxy',
    options: { scope: 'all' },
    bad: {
      express: [
        `${EXPRESS}app.get('/fetch', (req, res) => {\n  fetch(req.query.url).then(async (answer) => res.set(${ANY}).send(await answer.text()));\n});`,
        `${EXPRESS}app.use(cors());\napp.get('/fetch/:address', async (req, res) => {\n  const answer = await fetch(decodeURIComponent(req.params.address));\n  res.send(await answer.text());\n});`,
      ],
      hono: `${HONO}app.use(cors());\napp.get('/fetch', async (c) => c.body((await fetch(c.req.query('url'))).body));`,
      koa: `import got from 'got';\n${KOA}app.use(async (ctx) => {\n  ctx.set(${ANY});\n  ctx.body = await got(`+"`${ctx.query.url}`"+`).text();\n});`,
      'node:http': `const http = require('node:http');\nconst https = require('node:https');\nhttp.createServer((req, res) => {\n  const address = new URL(req.url, 'http://localhost').searchParams.get('url');\n  res.setHeader(${ANY});\n  https.get(address, (answer) => answer.pipe(res));\n}).listen(3000);`,
      'Cloudflare Workers': `export default {\n  async fetch(request) {\n    const { searchParams } = new URL(request.url);\n    const answer = await fetch(new URL(searchParams.get('url')));\n    return new Response(answer.body, { headers: { 'Access-Control-Allow-Origin': '*' } });\n  },\n};`,
    },
    good: {
      express: [
        `${EXPRESS}app.get('/fetch', async (req, res) => {\n  const answer = await fetch(req.query.url);\n  res.set(${ORIGIN}).send(await answer.text());\n});`,
      ],
      hono: `${HONO}app.use(cors({ origin: 'https://app.example.com' }));\napp.get('/fetch', async (c) => c.body((await fetch(c.req.query('url'))).body));`,
      koa: `import got from 'got';\n${KOA}app.use(async (ctx) => {\n  ctx.set(${ORIGIN});\n  ctx.body = await got(ctx.query.url).text();\n});`,
    },
  },
  {
    fault: 'a cookie for one site, beside credentials for two',
    rule: 'no-unsent-cookie',
    messageId: 'unsentCookie',
    bad: {
      express: `${EXPRESS}app.use(cors({ origin: ['https://app.example.com', 'https://shop.example.net'], credentials: true }));\napp.get('/me', (req, res) => res.cookie('id', '1', { sameSite: 'lax' }).json({}));`,
      fastify: `${FASTIFY}import session from '@fastify/session';\napp.register(cors, { origin: ['https://app.example.com', 'https://shop.example.net'], credentials: true });\napp.register(session, { secret, cookie: { sameSite: 'strict' } });`,
      hono: `${HONO}import { setCookie } from 'hono/cookie';\napp.use(cors({ origin: ['https://app.example.com', 'https://shop.example.net'], credentials: true }));\napp.get('/me', (c) => {\n  setCookie(c, 'id', '1', { sameSite: 'Lax' });\n  return c.json({});\n});`,
      'node:http': "const http = require('node:http');\nconst list = ['https://app.example.com', 'https://shop.example.net'];\nhttp.createServer((req, res) => {\n  const { origin } = req.headers;\n  res.setHeader('Vary', 'Origin');\n  res.setHeader('Set-Cookie', 'id=1; Path=/; SameSite=Lax');\n  if (list.includes(origin)) {\n    res.setHeader('Access-Control-Allow-Origin', origin);\n    res.setHeader('Access-Control-Allow-Credentials', 'true');\n  }\n  res.end();\n}).listen(3000);",
    },
    good: {
      express: `${EXPRESS}app.use(cors({ origin: ['https://app.example.com', 'https://admin.example.com'], credentials: true }));\napp.get('/me', (req, res) => res.cookie('id', '1', { sameSite: 'lax' }).json({}));`,
      fastify: `${FASTIFY}import session from '@fastify/session';\napp.register(cors, { origin: ['https://app.example.com', 'https://shop.example.net'], credentials: true });\napp.register(session, { secret, cookie: { sameSite: 'none' } });`,
      hono: `${HONO}import { setCookie } from 'hono/cookie';\napp.use(cors({ origin: ['https://app.example.com', 'https://shop.example.net'] }));\napp.get('/theme', (c) => {\n  setCookie(c, 'theme', 'dark', { sameSite: 'Lax' });\n  return c.json({});\n});`,
    },
  },
];
