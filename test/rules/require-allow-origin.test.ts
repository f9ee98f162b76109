import { ruleTable } from './rule-table.ts';

const CORS = "const cors = { 'Access-Control-Allow-Origin': 'https://a.example', 'Access-Control-Allow-Methods': 'GET, POST' };\n";
const worker = (body: string): string => `${CORS}export default {\n  async fetch(request) {\n${body}\n  },\n};`;
const lambda = (body: string): string => `${CORS}exports.handler = async (event) => {\n${body}\n};`;
const server = (body: string): string => `const http = require('node:http');\nhttp.createServer((req, res) => {\n${body}\n}).listen(3000);`;
const ALLOW = "res.setHeader('Access-Control-Allow-Origin', 'https://a.example');";
const ROUTE = 'app/api/items/route.ts';
const EXPRESS = "import express from 'express';\nconst app = express();\napp.use(express.json());\n";
const KOA = "import Router from '@koa/router';\nimport Koa from 'koa';\nimport bodyParser from 'koa-bodyparser';\nconst app = new Koa();\nconst router = new Router();\napp.use(bodyParser());\napp.use(router.routes());\n";
const HONO = "import { Hono } from 'hono';\nimport { logger } from 'hono/logger';\nconst app = new Hono();\napp.use(logger());\n";
const FASTIFY = "const fastify = require('fastify')();\nfastify.register(require('@fastify/helmet'));\n";
const SET = "res.set('Access-Control-Allow-Origin', 'https://a.example');";
const express = (before: string, middleware = ''): string => `${EXPRESS}${middleware}app.get('/items', (req, res) => {\n  ${before}\n  ${SET}\n  res.json([]);\n});`;
const koa = (before: string, middleware = ''): string => `${KOA}${middleware}router.get('/items', async (ctx, next) => {\n  ${before}\n  ctx.set('Access-Control-Allow-Origin', 'https://a.example');\n  ctx.body = [];\n});`;
const hono = (before: string, middleware = ''): string => `${HONO}${middleware}app.get('/items', async (c) => {\n  ${before}\n  c.header('Access-Control-Allow-Origin', 'https://a.example');\n  return c.json([]);\n});`;
const fastify = (before: string, middleware = ''): string => `${FASTIFY}${middleware}fastify.get('/items', async (request, reply) => {\n  ${before}\n  reply.header('Access-Control-Allow-Origin', 'https://a.example');\n  return [];\n});`;
const MISSING = 'if (!req.query.id) return res.status(400).end();';

ruleTable('require-allow-origin', {
  valid: [
    { title: 'Express: the header comes first', code: `${EXPRESS}app.get('/items', (req, res) => {\n  ${SET}\n  ${MISSING}\n  res.json([]);\n});` },
    { title: 'Express: middleware that sends it', code: express(MISSING, "app.use((req, res, next) => { res.set('Access-Control-Allow-Origin', '*'); next(); });\n") },
    { title: 'Express: middleware of a package that is not known', code: express(MISSING, "app.use(require('house-headers')());\n") },
    { title: 'Express: CORS of the route', code: `import cors from 'cors';\n${EXPRESS}app.get('/items', cors(), (req, res) => {\n  ${MISSING}\n  ${SET}\n  res.json([]);\n});` },
    { title: 'Express: CORS of the application', code: `import cors from 'cors';\n${express(MISSING, 'app.use(cors());\n')}` },
    { title: 'Express: an error handler may send it', code: express('if (!req.query.id) throw new Error();', "app.use((error, req, res, next) => { res.set('Access-Control-Allow-Origin', '*').end(); });\n") },
    { title: 'Express: an error that is handed on', code: `${EXPRESS}app.get('/items', (req, res, next) => {\n  if (!req.query.id) return next(new Error());\n  ${SET}\n  res.json([]);\n});` },
    { title: 'Express: an exception after the header', code: `${EXPRESS}app.get('/items', async (req, res) => {\n  try {\n    ${SET}\n    res.json(await load());\n  } catch {\n    res.sendStatus(500);\n  }\n});` },
    { title: 'Express: an application that is exported', code: `${express(MISSING)}\nexport default app;` },
    { title: 'Express: an application that is handed on', code: `${express(MISSING)}\nprepare(app);` },
    { title: 'Express: another resource', code: express("if (req.path === '/items/') return res.sendStatus(404);") },
    { title: 'Koa: middleware that sends it', code: koa("if (!ctx.query.id) { ctx.status = 400; return; }", "app.use(async (ctx, next) => { ctx.set('Access-Control-Allow-Origin', '*'); await next(); });\n") },
    { title: 'Koa: middleware that is not shown', code: koa("if (!ctx.query.id) { ctx.status = 400; return; }", "import { common } from 'house';\napp.use(common());\n") },
    { title: 'Koa: a failure after the header', code: `${KOA}router.get('/items', async (ctx) => {\n  ctx.set('Access-Control-Allow-Origin', 'https://a.example');\n  if (!ctx.query.id) ctx.throw(400);\n  ctx.body = [];\n});` },
    { title: 'Koa: the way goes on', code: koa('if (!ctx.query.id) return next();') },
    { title: 'Hono: middleware that sends it', code: hono("if (!c.req.query('id')) return c.json({}, 400);", "import { cors } from 'hono/cors';\napp.use(cors());\n") },
    { title: 'Hono: the header comes first', code: `${HONO}app.get('/items', (c) => {\n  c.header('Access-Control-Allow-Origin', 'https://a.example');\n  if (!c.req.query('id')) return c.json({}, 400);\n  return c.json([]);\n});` },
    { title: 'Hono: an answer that is not shown', code: hono("if (!c.req.query('id')) return c.notFound();") },
    { title: 'Hono: a helper that is given the context', code: hono("allow(c);\n  if (!c.req.query('id')) return c.json({}, 400);") },
    { title: 'Fastify: a hook that sends it', code: fastify('if (!request.query.id) return reply.code(400).send();', "fastify.addHook('onRequest', async (request, reply) => { reply.header('Access-Control-Allow-Origin', '*'); });\n") },
    { title: 'Fastify: a plugin that is not known', code: fastify('if (!request.query.id) return reply.code(400).send();', "fastify.register(require('./headers'));\n") },
    { title: 'Fastify: an error, which a handler of errors answers', code: fastify("if (!request.query.id) throw new Error('id');") },
    { title: 'Fastify: the response of Node', code: fastify("if (!request.query.id) { reply.raw.end(); return; }") },
    { title: 'a worker whose answers all have it', code: worker("    if (bad) return new Response('no', { status: 400, headers: cors });\n    return Response.json(1, { headers: cors });") },
    { title: 'a worker without CORS', code: "// cors\nexport default { fetch: () => new Response('ok') };" },
    { title: 'another resource', code: worker("    const { pathname } = new URL(request.url);\n    if (pathname === '/api') return Response.json(1, { headers: cors });\n    return new Response('no', { status: 404 });") },
    { title: 'an origin that is not allowed', code: worker("    if (request.headers.get('Origin') !== 'https://a.example') return new Response('no', { status: 403 });\n    return Response.json(1, { headers: cors });") },
    { title: 'an origin that a function judges', code: worker("    if (!isAllowedOrigin(request)) return new Response('no', { status: 403 });\n    return Response.json(1, { headers: cors });") },
    { title: 'a method that is not for pages', code: worker("    if (request.method !== 'POST') return new Response('no', { status: 405 });\n    return Response.json(1, { headers: cors });") },
    { title: 'an upgrade', code: worker("    if (request.headers.get('Upgrade') === 'websocket') return new Response(null, { status: 101 });\n    return Response.json(1, { headers: cors });") },
    { title: 'headers that a function adds afterwards', code: worker("    const response = await handle(request);\n    response.headers.set('Access-Control-Allow-Origin', 'https://a.example');\n    return response;\n").concat("\nfunction handle(request) {\n  if (bad) return new Response('no', { status: 400 });\n  return new Response('yes', { headers: cors });\n}") },
    { title: 'a wrapper around the answer', code: worker("    if (bad) return withCors(new Response('no', { status: 400 }));\n    return Response.json(1, { headers: cors });") },
    { title: 'headers that are not shown', code: worker("    if (bad) return new Response('no', { status: 400, headers: headersFor(request) });\n    return Response.json(1, { headers: cors });") },
    { title: 'an answer that is changed before it is returned', code: worker("    const refused = new Response('no', { status: 400 });\n    allow(refused);\n    if (bad) return refused;\n    return Response.json(1, { headers: cors });") },
    { title: 'a redirect', code: worker("    if (bad) return new Response(null, { status: 302, headers: { Location: '/' } });\n    return Response.json(1, { headers: cors });") },
    { title: 'Lambda: headers in every result', code: lambda("  try { return { statusCode: 200, headers: cors }; } catch { return { statusCode: 500, headers: cors }; }") },
    { title: 'Lambda: a result that is built elsewhere', code: lambda("  try { return { statusCode: 200, headers: cors }; } catch (error) { return failure(error); }") },
    { title: 'Lambda: a result with more than is shown', code: lambda("  try { return { statusCode: 200, headers: cors }; } catch (error) { return { statusCode: 500, ...base }; }") },
    { title: 'node:http: set once for all', code: server(`  ${ALLOW}\n  if (bad) { res.statusCode = 400; return res.end(); }\n  res.end('ok');`) },
    { title: 'node:http: a helper that writes it', code: server("  allow(req, res);\n  if (bad) { res.statusCode = 400; return res.end(); }\n  res.setHeader('Access-Control-Allow-Origin', '*');\n  res.end('ok');") },
    { title: 'node:http: another path', code: server(`  if (req.url === '/health') return res.end('ok');\n  ${ALLOW}\n  res.end('ok');`) },
    { title: 'node:http: for an allowed origin only', code: server("  if (req.headers.origin === 'https://a.example') res.setHeader('Access-Control-Allow-Origin', req.headers.origin);\n  res.end('ok');") },
    { title: 'Next: a method that the preflight does not allow', code: `${CORS}export function OPTIONS() { return new Response(null, { headers: cors }); }\nexport function GET() { return Response.json(1, { headers: cors }); }\nexport function DELETE() { return Response.json(1); }`, filename: ROUTE },
    { title: 'Next: a wrapped handler', code: `${CORS}export function OPTIONS() { return new Response(null, { headers: cors }); }\nexport const GET = withCors(() => Response.json(1));`, filename: ROUTE },
    { title: 'what services call', code: worker("    if (bad) return new Response('no', { status: 400 });\n    return Response.json(1, { headers: cors });"), filename: 'functions/stripe-webhook/index.ts' },
    { title: 'a test', code: worker("    if (bad) return new Response('no', { status: 400 });\n    return Response.json(1, { headers: cors });"), filename: 'worker.test.ts' },
    { title: 'exposed with the answer', code: worker("    if (request.method === 'OPTIONS') return new Response(null, { headers: { ...cors, 'Access-Control-Expose-Headers': 'X-Total' } });\n    return Response.json(1, { headers: { ...cors, 'Access-Control-Expose-Headers': 'X-Total' } });") },
    { title: 'credentials with the origin', code: worker("    return Response.json(1, { headers: { ...cors, 'Access-Control-Allow-Credentials': 'true' } });") },
  ],
  invalid: [
    { title: 'Express: a check before the header', code: express(MISSING), reports: ['hiddenError'], at: 'res.status(400).end()', message: 'This answer with status 400 has no Access-Control-Allow-Origin, which line 6 sends: browsers hide status and body from pages of other origins, which see a network error in place of the real one.', suggestions: [express(`if (!req.query.id) { ${SET} return res.status(400).end(); }`)] },
    { title: 'Express: a failure before the header', code: `${EXPRESS}app.get('/items', async (req, res) => {\n  try {\n    const items = await load();\n    ${SET}\n    res.json(items);\n  } catch {\n    res.sendStatus(500);\n  }\n});`, reports: ['hiddenError'] },
    { title: 'Express: CORS of another route', code: `import cors from 'cors';\n${express(MISSING, "app.get('/public', cors(), (req, res) => res.json([]));\n")}`, reports: ['hiddenError'] },
    { title: 'Express: a wrapper that catches', code: `${EXPRESS}app.get('/items', asyncHandler(async (req, res) => {\n  ${MISSING}\n  ${SET}\n  res.json([]);\n}));`, reports: ['hiddenError'] },
    { title: 'Express: an answer from a cache', code: express('const hit = cache.get(req.query.id);\n  if (hit) return res.json(hit);'), reports: ['hiddenAnswer'] },
    { title: 'Express: headers for preflights alone', code: `${EXPRESS}app.options('/items', (req, res) => res.set({ 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Methods': 'PUT' }).sendStatus(204));\napp.put('/items', (req, res) => res.json([]));`, reports: ['onlyPreflight'] },
    { title: 'Koa: a check before the header', code: koa("if (!ctx.query.id) {\n    ctx.status = 400;\n    ctx.body = 'id';\n    return;\n  }"), reports: ['hiddenError'], at: "ctx.body = 'id'" },
    { title: 'Koa: a failure before the header', code: koa("if (!ctx.query.id) ctx.throw(400, 'id');"), reports: ['hiddenError'], suggestions: [] },
    { title: 'Koa: an answer from a cache', code: koa('if (cache.has(ctx.query.id)) {\n    ctx.body = cache.get(ctx.query.id);\n    return;\n  }'), reports: ['hiddenAnswer'] },
    { title: 'Hono: a check before the header', code: hono("if (!c.req.query('id')) return c.json({}, 400);"), reports: ['hiddenError'], suggestions: [hono("if (!c.req.query('id')) return c.json({}, 400, { 'Access-Control-Allow-Origin': 'https://a.example' });")] },
    { title: 'Hono: headers of one answer', code: `${HONO}app.get('/items', (c) => {\n  if (!c.req.query('id')) return c.text('id', 400);\n  return c.json([], 200, { 'Access-Control-Allow-Origin': 'https://a.example' });\n});`, reports: ['hiddenError'] },
    { title: 'Hono: a Response of its own', code: `${HONO}app.get('/items', (c) => {\n  c.header('Access-Control-Allow-Origin', 'https://a.example');\n  if (c.req.query('raw')) return new Response('raw');\n  return c.json([]);\n});`, reports: ['hiddenAnswer'] },
    { title: 'Fastify: a check before the header', code: fastify('if (!request.query.id) return reply.code(400).send();'), reports: ['hiddenError'] },
    { title: 'Fastify: an answer from a cache', code: fastify('const hit = cache.get(request.query.id);\n  if (hit) return hit;'), reports: ['hiddenAnswer'], at: 'hit' },
    { title: 'Fastify: a route as an object', code: `${FASTIFY}fastify.route({ method: 'GET', url: '/items', handler: async (request, reply) => {\n  if (!request.query.id) return reply.code(400).send();\n  reply.header('Access-Control-Allow-Origin', 'https://a.example');\n  return [];\n} });`, reports: ['hiddenError'] },
    {
      title: 'a catch block of a worker',
      code: worker("    try {\n      return Response.json(await work(request), { headers: cors });\n    } catch (error) {\n      return new Response('failed', { status: 500 });\n    }"),
      reports: ['hiddenError'],
      at: "new Response('failed', { status: 500 })",
      message: 'This answer with status 500 has no Access-Control-Allow-Origin, which line 1 sends: browsers hide status and body from pages of other origins, which see a network error in place of the real one.',
      suggestions: [worker("    try {\n      return Response.json(await work(request), { headers: cors });\n    } catch (error) {\n      return new Response('failed', { headers: { ...cors }, status: 500 });\n    }")],
    },
    { title: 'an early return of a worker', code: worker("    const body = await request.json();\n    if (!body.name) return Response.json({ error: 'name' }, { status: 400 });\n    return Response.json(body, { headers: cors });"), reports: ['hiddenError'] },
    { title: 'one way of a Deno server', code: `${CORS}Deno.serve(async (req) => {\n  const cached = await cache.get(1);\n  if (cached) return new Response(cached);\n  return new Response(await make(), { headers: cors });\n});`, reports: ['hiddenAnswer'], message: 'This answer has no Access-Control-Allow-Origin, which line 1 sends: browsers keep it from pages of other origins, whose request fails as if the network had.', suggestions: [`${CORS}Deno.serve(async (req) => {\n  const cached = await cache.get(1);\n  if (cached) return new Response(cached, { headers: { ...cors } });\n  return new Response(await make(), { headers: cors });\n});`] },
    { title: 'a handler that calls another', code: `${CORS}async function handle(request) {\n  return Response.json(await request.json(), { headers: cors });\n}\nexport default { async fetch(request) { try { return await handle(request); } catch { return new Response('failed', { status: 500 }); } } };`, reports: ['hiddenError'] },
    { title: 'a route of Next.js', code: `import { NextResponse } from 'next/server';\n${CORS}export async function GET() {\n  const user = await find();\n  if (!user) return NextResponse.json({ error: 'none' }, { status: 404 });\n  return NextResponse.json(user, { headers: cors });\n}`, filename: ROUTE, reports: ['hiddenError'], typescript: true },
    { title: 'the catch block of a Lambda function', code: lambda("  try {\n    return { statusCode: 200, headers: cors, body: '{}' };\n  } catch (error) {\n    return { statusCode: 500, body: error.message };\n  }"), reports: ['hiddenError'], suggestions: [lambda("  try {\n    return { statusCode: 200, headers: cors, body: '{}' };\n  } catch (error) {\n    return { headers: { ...cors }, statusCode: 500, body: error.message };\n  }")] },
    { title: 'other headers of a Lambda function', code: lambda("  if (!event.body) return { statusCode: 400, headers: { 'Content-Type': 'text/plain' }, body: 'no' };\n  return { statusCode: 200, headers: { ...cors, 'Content-Type': 'text/plain' }, body: 'ok' };"), reports: ['hiddenError'], suggestions: [lambda("  if (!event.body) return { statusCode: 400, headers: { ...cors, 'Content-Type': 'text/plain' }, body: 'no' };\n  return { statusCode: 200, headers: { ...cors, 'Content-Type': 'text/plain' }, body: 'ok' };")] },
    { title: 'node:http', code: server(`  if (!req.headers['x-id']) {\n    res.statusCode = 400;\n    res.end('id?');\n    return;\n  }\n  ${ALLOW}\n  res.end('ok');`), reports: ['hiddenError'], at: "res.end('id?')", suggestions: [server(`  if (!req.headers['x-id']) {\n    res.statusCode = 400;\n    ${ALLOW}\n    res.end('id?');\n    return;\n  }\n  ${ALLOW}\n  res.end('ok');`)] },
    { title: 'node:http: before the head is written', code: server(`  if (broken) {\n    res.writeHead(503);\n    res.end();\n    return;\n  }\n  ${ALLOW}\n  res.end('ok');`), reports: ['hiddenError'], suggestions: [server(`  if (broken) {\n    ${ALLOW}\n    res.writeHead(503);\n    res.end();\n    return;\n  }\n  ${ALLOW}\n  res.end('ok');`)] },
    { title: 'an API route of Next.js', code: `export default async function handler(req, res) {\n  try {\n    const data = await load();\n    res.setHeader('Access-Control-Allow-Origin', '*');\n    res.status(200).json(data);\n  } catch (error) {\n    res.status(500).json({ error: 'failed' });\n  }\n}`, filename: 'pages/api/data.js', reports: ['hiddenError'] },
    { title: 'a Firebase function', code: `const functions = require('firebase-functions');\nexports.data = functions.https.onRequest((req, res) => {\n  if (!req.body.id) return res.status(400).send('id');\n  res.set('Access-Control-Allow-Origin', 'https://a.example');\n  return res.send('ok');\n});`, reports: ['hiddenError'] },
    { title: 'names that are not known at the answer', code: "export default {\n  async fetch(request) {\n    try {\n      const cors = { 'Access-Control-Allow-Origin': 'https://a.example' };\n      return Response.json(await work(), { headers: cors });\n    } catch {\n      return new Response('failed', { status: 500 });\n    }\n  },\n};", reports: ['hiddenError'], suggestions: [] },
    { title: 'a worker that has it for preflights only', code: worker("    if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: cors });\n    return Response.json(await work());"), reports: ['onlyPreflight'], message: 'Access-Control-Allow-Origin is sent to preflights alone, at line 1: GET is carried out, and browsers keep this answer from pages of other origins.', suggestions: [worker("    if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: cors });\n    return Response.json(await work(), { headers: { ...cors } });")] },
    { title: 'an API route that has it for preflights only', code: "export default function handler(req, res) {\n  if (req.method === 'OPTIONS') {\n    res.setHeader('Access-Control-Allow-Origin', '*');\n    res.setHeader('Access-Control-Allow-Methods', 'POST');\n    return res.status(204).end();\n  }\n  res.status(200).json({ ok: true });\n}", filename: 'pages/api/save.js', reports: ['onlyPreflight'], at: 'res.status(200).json({ ok: true })' },
    { title: 'a Lambda function that has it for preflights only', code: lambda("  if (event.httpMethod === 'OPTIONS') return { statusCode: 200, headers: cors };\n  return { statusCode: 200, body: '{}' };"), reports: ['onlyPreflight'] },
    { title: 'a method that the preflight allows', code: `${CORS}export function OPTIONS() { return new Response(null, { headers: cors }); }\nexport function GET() { return Response.json(1, { headers: cors }); }\nexport function POST() { return Response.json(2); }`, filename: ROUTE, reports: ['lostMethod'], message: 'POST is answered without Access-Control-Allow-Origin, though line 1 lets pages of other origins send it: the request is carried out, and browsers keep the answer from the page.' },
    { title: 'SvelteKit: a method that the preflight allows', code: `import { json } from '@sveltejs/kit';\n${CORS}export const OPTIONS = () => new Response(null, { headers: cors });\nexport const GET = () => json(1);\nexport const POST = () => json(2, { headers: cors });`, filename: 'src/routes/api/+server.js', reports: ['lostMethod'] },
    { title: 'a method that a worker tells apart', code: worker("    if (request.method === 'OPTIONS') return new Response(null, { headers: cors });\n    if (request.method === 'POST') return Response.json(2);\n    return Response.json(1, { headers: cors });"), reports: ['lostMethod'] },
    { title: 'credentials alone', code: "export default { fetch: () => new Response('ok', { headers: { 'Access-Control-Allow-Credentials': 'true' } }) };", reports: ['credentialsAlone'] },
    { title: 'credentials alone in a Lambda result', code: "exports.handler = async (event) => ({ statusCode: 200, headers: { 'Access-Control-Allow-Credentials': true }, body: '' });", reports: ['credentialsAlone'] },
    { title: 'credentials alone in a route', code: "export function GET() {\n  return Response.json(1, { headers: { 'Access-Control-Allow-Credentials': 'true', Vary: 'Origin' } });\n}", filename: ROUTE, reports: ['credentialsAlone'] },
    { title: 'exposed to preflights', code: worker("    if (request.method === 'OPTIONS') return new Response(null, { headers: { ...cors, 'Access-Control-Expose-Headers': 'X-Total' } });\n    return Response.json(1, { headers: cors });"), reports: ['exposedToPreflights'] },
    { title: 'exposed to preflights by node:http', code: server(`  ${ALLOW}\n  if (req.method === 'OPTIONS') {\n    res.setHeader('Access-Control-Expose-Headers', 'X-Total');\n    return res.end();\n  }\n  res.end('ok');`), reports: ['exposedToPreflights'] },
    { title: 'exposed to preflights of a route', code: `${CORS}export function OPTIONS() { return new Response(null, { headers: { ...cors, 'Access-Control-Expose-Headers': 'X-Total' } }); }\nexport function GET() { return Response.json(1, { headers: cors }); }`, filename: ROUTE, reports: ['exposedToPreflights'] },
  ],
});
