import type { Fault } from './fault.ts';

const HEADERS = "const headers = { 'Access-Control-Allow-Origin': 'https://app.example.com', 'Access-Control-Allow-Methods': 'GET, POST' };\n";
const ORIGIN = "'Access-Control-Allow-Origin', 'https://app.example.com'";
const EXPOSED = "{ ...headers, 'Access-Control-Expose-Headers': 'X-Total-Count' }";
const worker = (body: string): string => `${HEADERS}export default {\n  async fetch(request) {\n${body}\n  },\n};`;
const deno = (body: string): string => `${HEADERS}Deno.serve(async (request) => {\n${body}\n});`;
const lambda = (body: string): string => `${HEADERS}exports.handler = async (event) => {\n${body}\n};`;
const server = (body: string): string => `const http = require('node:http');\nhttp.createServer((req, res) => {\n${body}\n}).listen(3000);`;
const api = (body: string): { readonly code: string; readonly filename: string } => ({ filename: 'pages/api/orders.js', code: `export default async function handler(req, res) {\n${body}\n}` });
const next = (code: string): { readonly code: string; readonly filename: string } => ({ filename: 'app/api/orders/route.ts', code: `${HEADERS}${code}` });
const svelte = (code: string): { readonly code: string; readonly filename: string } => ({ filename: 'src/routes/api/orders/+server.js', code: `${HEADERS}${code}` });
const express = (body: string): string => `import express from 'express';\nconst app = express();\napp.get('/orders', async (req, res) => {\n${body}\n});\napp.listen(3000);`;
const koa = (body: string): string => `import Router from '@koa/router';\nimport Koa from 'koa';\nconst app = new Koa();\nconst router = new Router();\napp.use(router.routes());\nrouter.get('/orders', async (ctx) => {\n${body}\n});\napp.listen(3000);`;
const hono = (body: string): string => `import { Hono } from 'hono';\nconst app = new Hono();\napp.get('/orders', async (c) => {\n${body}\n});`;
const fastify = (body: string): string => `import Fastify from 'fastify';\nconst app = Fastify();\napp.get('/orders', async (request, reply) => {\n${body}\n});`;

/** Answers without the headers that others of the same server have. */
export const ANSWERS: readonly Fault[] = [
  {
    fault: 'an error without the header',
    rule: 'require-allow-origin',
    messageId: 'hiddenError',
    bad: {
      Workers: worker("    try {\n      return Response.json(await list(request), { headers });\n    } catch (error) {\n      return new Response('failed', { status: 500 });\n    }"),
      express: express(`  if (!req.query.from) return res.status(400).json({ error: 'From when?' });\n  res.set(${ORIGIN});\n  res.json([]);`),
      koa: koa(`  if (!ctx.query.from) ctx.throw(400, 'From when?');\n  ctx.set(${ORIGIN});\n  ctx.body = [];`),
      hono: hono(`  if (!c.req.query('from')) return c.json({ error: 'From when?' }, 400);\n  c.header(${ORIGIN});\n  return c.json([]);`),
      fastify: fastify(`  if (!request.query.from) return reply.code(400).send({ error: 'From when?' });\n  reply.header(${ORIGIN});\n  return [];`),
      'AWS Lambda': lambda("  try {\n    return { statusCode: 200, headers, body: '[]' };\n  } catch (error) {\n    return { statusCode: 500, body: error.message };\n  }"),
      'node:http': server(`  if (!req.headers['x-shop']) {\n    res.statusCode = 400;\n    return res.end('Which shop?');\n  }\n  res.setHeader(${ORIGIN});\n  res.end('[]');`),
    },
    good: {
      Workers: [worker("    try {\n      return Response.json(await list(request), { headers });\n    } catch (error) {\n      return new Response('failed', { status: 500, headers });\n    }"), worker("    if (request.method !== 'GET') return new Response(null, { status: 405 });\n    return Response.json([], { headers });")],
      // What has been set is sent with errors, too.
      express: [express(`  res.set(${ORIGIN});\n  if (!req.query.from) return res.status(400).json({ error: 'From when?' });\n  res.json([]);`), express(`  res.set(${ORIGIN});\n  try {\n    res.json(await list());\n  } catch {\n    res.sendStatus(500);\n  }`)],
      // Koa takes headers back when something is thrown; the middleware puts its own there again.
      koa: `import cors from '@koa/cors';\n${koa("  if (!ctx.query.from) ctx.throw(400, 'From when?');\n  ctx.body = [];").replace('app.use(router', "app.use(cors({ origin: 'https://app.example.com', keepHeadersOnError: true }));\napp.use(router")}`,
      // Pages of other sites are turned away on purpose.
      hono: hono(`  if (c.req.header('Origin') !== 'https://app.example.com') return c.text('Not for you.', 403);\n  c.header('Vary', 'Origin');\n  c.header(${ORIGIN});\n  return c.json([]);`),
      // The hook runs before every handler.
      fastify: fastify("  if (!request.query.from) return reply.code(400).send({ error: 'From when?' });\n  return [];").replace('app.get', `app.addHook('onRequest', async (request, reply) => {\n  reply.header(${ORIGIN});\n});\napp.get`),
      'AWS Lambda': lambda("  const answer = (statusCode, body) => ({ statusCode, headers, body });\n  if (!event.body) return answer(400, 'From when?');\n  return answer(200, '[]');"),
      'node:http': server(`  res.setHeader(${ORIGIN});\n  if (!req.headers['x-shop']) {\n    res.writeHead(400, { 'Content-Type': 'text/plain' });\n    return res.end('Which shop?');\n  }\n  res.end('[]');`),
    },
  },
  {
    fault: 'one way without the header',
    rule: 'require-allow-origin',
    messageId: 'hiddenAnswer',
    bad: {
      Deno: deno("  const kept = await cache.get('orders');\n  if (kept) return new Response(kept);\n  return new Response(await list(), { headers });"),
      express: express(`  const kept = cache.get(req.query.q);\n  if (kept) return res.json(kept);\n  res.set(${ORIGIN});\n  res.json([]);`),
      fastify: fastify(`  const kept = cache.get(request.query.q);\n  if (kept) return kept;\n  reply.header(${ORIGIN});\n  return [];`),
      koa: koa(`  if (cache.has(ctx.query.q)) {\n    ctx.body = cache.get(ctx.query.q);\n    return;\n  }\n  ctx.set(${ORIGIN});\n  ctx.body = [];`),
      // A response of its own does not have what the context has been told.
      hono: hono(`  c.header(${ORIGIN});\n  if (c.req.query('raw')) return new Response('[]');\n  return c.json([]);`),
    },
    good: {
      Deno: deno("  const { pathname } = new URL(request.url);\n  if (pathname === '/') return new Response('<h1>Orders</h1>');\n  return new Response(await list(), { headers });"),
      express: express(`  res.set(${ORIGIN});\n  const kept = cache.get(req.query.q);\n  if (kept) return res.json(kept);\n  res.json([]);`),
      fastify: fastify(`  reply.header(${ORIGIN});\n  const kept = cache.get(request.query.q);\n  if (kept) return kept;\n  return [];`),
      hono: hono(`  c.header(${ORIGIN});\n  if (c.req.query('raw')) return c.body('[]');\n  return c.json([]);`),
      Workers: worker("    const kept = await caches.default.match(request);\n    if (kept) return kept;\n    return Response.json([], { headers });"),
    },
  },
  {
    fault: 'one method without the header',
    rule: 'require-allow-origin',
    messageId: 'lostMethod',
    bad: {
      'Next.js': next('export const OPTIONS = () => new Response(null, { headers });\nexport const GET = () => Response.json([], { headers });\nexport const POST = async (request) => Response.json(await add(request));'),
      SvelteKit: svelte("import { json } from '@sveltejs/kit';\nexport const OPTIONS = () => new Response(null, { headers });\nexport const GET = () => json([]);\nexport const POST = async ({ request }) => json(await add(request), { headers });"),
      Workers: worker("    if (request.method === 'OPTIONS') return new Response(null, { headers });\n    if (request.method === 'POST') return Response.json(await add(request));\n    return Response.json([], { headers });"),
    },
    good: {
      // The preflight does not allow it.
      'Next.js': next('export const OPTIONS = () => new Response(null, { headers });\nexport const GET = () => Response.json([], { headers });\nexport const DELETE = async (request) => Response.json(await remove(request));'),
      SvelteKit: svelte("import { json } from '@sveltejs/kit';\nimport { withCors } from '$lib/cors';\nexport const OPTIONS = () => new Response(null, { headers });\nexport const GET = () => json([], { headers });\nexport const POST = withCors(async ({ request }) => json(await add(request)));"),
      Workers: worker("    if (request.method === 'OPTIONS') return new Response(null, { headers });\n    const answer = request.method === 'POST' ? Response.json(await add(request)) : Response.json([]);\n    answer.headers.set('Access-Control-Allow-Origin', 'https://app.example.com');\n    return answer;"),
    },
  },
  {
    fault: 'the header for preflights alone',
    rule: 'require-allow-origin',
    messageId: 'onlyPreflight',
    bad: {
      Workers: worker("    if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers });\n    return Response.json(await list());"),
      'next, pages/api': api(`  if (req.method === 'OPTIONS') {\n    res.setHeader(${ORIGIN});\n    res.setHeader('Access-Control-Allow-Methods', 'POST');\n    return res.status(204).end();\n  }\n  res.status(200).json({ ok: true });`),
      'AWS Lambda': lambda("  if (event.httpMethod === 'OPTIONS') return { statusCode: 200, headers };\n  return { statusCode: 200, body: '[]' };"),
      express: "import express from 'express';\nconst app = express();\napp.options('/orders', (req, res) => res.set({ 'Access-Control-Allow-Origin': 'https://app.example.com', 'Access-Control-Allow-Methods': 'PUT' }).sendStatus(204));\napp.put('/orders', (req, res) => res.json([]));\napp.listen(3000);",
    },
    good: {
      Workers: worker("    if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers });\n    return Response.json(await list(), { headers });"),
      'next, pages/api': api(`  res.setHeader(${ORIGIN});\n  if (req.method === 'OPTIONS') {\n    res.setHeader('Access-Control-Allow-Methods', 'POST');\n    return res.status(204).end();\n  }\n  res.status(200).json({ ok: true });`),
      'AWS Lambda': lambda("  if (event.httpMethod === 'OPTIONS') return { statusCode: 200, headers };\n  return answer(200, []);"),
      // Middleware sends it with everything.
      express: "import express from 'express';\nconst app = express();\napp.use((req, res, next) => {\n  res.set('Access-Control-Allow-Origin', 'https://app.example.com');\n  next();\n});\napp.options('/orders', (req, res) => res.set('Access-Control-Allow-Methods', 'PUT').sendStatus(204));\napp.put('/orders', (req, res) => res.json([]));\napp.listen(3000);",
    },
  },
  {
    fault: 'credentials without an origin',
    rule: 'require-allow-origin',
    messageId: 'credentialsAlone',
    bad: {
      Workers: "export default { fetch: () => new Response('[]', { headers: { 'Access-Control-Allow-Credentials': 'true' } }) };",
      'AWS Lambda': "exports.handler = async (event) => ({ statusCode: 200, headers: { 'Access-Control-Allow-Credentials': true }, body: '[]' });",
      'Next.js': { filename: 'app/api/orders/route.ts', code: "export const GET = () => Response.json([], { headers: { 'Access-Control-Allow-Credentials': 'true', Vary: 'Origin' } });" },
      'node:http': server("  res.setHeader('Access-Control-Allow-Credentials', 'true');\n  res.end('[]');"),
    },
    good: {
      Workers: worker("    return Response.json([], { headers: { ...headers, 'Access-Control-Allow-Credentials': 'true' } });"),
      // The origin is written elsewhere.
      'AWS Lambda': lambda("  return { statusCode: 200, headers: { ...common, 'Access-Control-Allow-Credentials': 'true' }, body: '[]' };"),
      'node:http': server("  allow(req, res);\n  res.setHeader('Access-Control-Allow-Credentials', 'true');\n  res.end('[]');"),
    },
  },
  {
    fault: 'exposed headers for preflights alone',
    rule: 'require-allow-origin',
    messageId: 'exposedToPreflights',
    bad: {
      Workers: worker(`    if (request.method === 'OPTIONS') return new Response(null, { headers: ${EXPOSED} });\n    return Response.json([], { headers });`),
      'node:http': server(`  res.setHeader(${ORIGIN});\n  if (req.method === 'OPTIONS') {\n    res.setHeader('Access-Control-Allow-Methods', 'PUT');\n    res.setHeader('Access-Control-Expose-Headers', 'X-Total-Count');\n    return res.end();\n  }\n  res.end('[]');`),
      'Next.js': next(`export const OPTIONS = () => new Response(null, { headers: ${EXPOSED} });\nexport const GET = () => Response.json([], { headers });`),
      'AWS Lambda': lambda(`  if (event.httpMethod === 'OPTIONS') return { statusCode: 200, headers: ${EXPOSED} };\n  return { statusCode: 200, headers, body: '[]' };`),
      express: `import express from 'express';\nconst app = express();\napp.options('/orders', (req, res) => res.set({ 'Access-Control-Allow-Origin': 'https://app.example.com', 'Access-Control-Allow-Methods': 'PUT', 'Access-Control-Expose-Headers': 'X-Total-Count' }).sendStatus(204));\napp.put('/orders', (req, res) => res.set(${ORIGIN}).json([]));\napp.listen(3000);`,
    },
    good: {
      Workers: worker(`    if (request.method === 'OPTIONS') return new Response(null, { headers });\n    return Response.json([], { headers: ${EXPOSED} });`),
      // For both, which the preflight does not need.
      'node:http': server(`  res.setHeader(${ORIGIN});\n  res.setHeader('Access-Control-Expose-Headers', 'X-Total-Count');\n  if (req.method === 'OPTIONS') {\n    res.setHeader('Access-Control-Allow-Methods', 'PUT');\n    return res.end();\n  }\n  res.end('[]');`),
      // The middleware exposes them with every answer.
      hono: "import { Hono } from 'hono';\nimport { cors } from 'hono/cors';\nconst app = new Hono();\napp.use(cors({ origin: 'https://app.example.com', exposeHeaders: ['X-Total-Count'] }));\napp.get('/orders', (c) => c.json([]));",
    },
  },
  {
    fault: 'an answer for some origins that redirects to another',
    rule: 'require-allow-origin',
    messageId: 'redirectElsewhere',
    options: { redirects: 'report' },
    bad: {
      'Cloudflare Workers': [
        "export default {\n  async fetch(request) {\n    return new Response(null, { status: 302, headers: { 'Access-Control-Allow-Origin': 'https://app.example.com', Location: 'https://login.example.net/' } });\n  },\n};",
        "export default {\n  async fetch(request) {\n    return new Response(null, { status: 302, headers: new Headers({ 'Access-Control-Allow-Origin': 'https://app.example.com', Location: 'https://login.example.net/' }) });\n  },\n};",
      ],
      'AWS Lambda': "export const handler = async (event) => ({ statusCode: 303, headers: { 'Access-Control-Allow-Origin': 'https://app.example.com', location: 'https://login.example.net/' }, body: '' });",
      express: "import express from 'express';\nconst app = express();\napp.get('/orders', (req, res) => {\n  res.set('Access-Control-Allow-Origin', 'https://app.example.com');\n  res.redirect('https://login.example.net/');\n});\napp.listen(3000);",
      koa: koa("  ctx.set('Access-Control-Allow-Origin', 'https://app.example.com');\n  ctx.redirect('https://login.example.net/');"),
      hono: hono("  c.header('Access-Control-Allow-Origin', 'https://app.example.com');\n  return c.redirect('https://login.example.net/');"),
      'node:http': "import { createServer } from 'node:http';\ncreateServer((req, res) => {\n  res.writeHead(307, { 'Access-Control-Allow-Origin': 'https://app.example.com', Location: 'https://login.example.net/' });\n  res.end();\n}).listen(3000);",
    },
    good: {
      // Who may read it, everyone, may be who may read the other.
      'Cloudflare Workers': "export default {\n  async fetch(request) {\n    return new Response(null, { status: 302, headers: { 'Access-Control-Allow-Origin': '*', Location: 'https://cdn.example.net/a.png' } });\n  },\n};",
      // The same origin.
      express: "import express from 'express';\nconst app = express();\napp.get('/orders', (req, res) => {\n  res.set('Access-Control-Allow-Origin', 'https://app.example.com');\n  res.redirect('/orders/latest');\n});\napp.listen(3000);",
      // For visitors, who are not asked for an origin.
      koa: koa("  ctx.redirect('https://login.example.net/');"),
      hono: hono("  if (c.req.header('Authorization') === undefined) return c.redirect('/login');\n  c.header('Access-Control-Allow-Origin', 'https://app.example.com');\n  return c.json([]);"),
      'node:http': "import { createServer } from 'node:http';\ncreateServer((req, res) => {\n  res.writeHead(201, { 'Access-Control-Allow-Origin': 'https://app.example.com', Location: 'https://files.example.net/1' });\n  res.end();\n}).listen(3000);",
    },
  },
];
