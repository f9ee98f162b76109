import type { Fault } from './fault.ts';

const HEADERS = "const headers = { 'Access-Control-Allow-Origin': 'https://app.example.com', 'Access-Control-Allow-Methods': 'GET, POST, PUT', 'Access-Control-Allow-Headers': 'Content-Type' };\n";
const ORIGIN = "'Access-Control-Allow-Origin', 'https://app.example.com'";
const worker = (body: string): string => `${HEADERS}export default {\n  async fetch(request) {\n${body}\n  },\n};`;
const deno = (body: string): string => `${HEADERS}Deno.serve(async (request) => {\n${body}\n});`;
const lambda = (body: string): string => `${HEADERS}exports.handler = async (event) => {\n${body}\n};`;
const server = (body: string): string => `const http = require('node:http');\nhttp.createServer((req, res) => {\n${body}\n}).listen(3000);`;
const api = (body: string): { readonly code: string; readonly filename: string } => ({ filename: 'pages/api/orders.js', code: `export default async function handler(req, res) {\n${body}\n}` });
const next = (code: string): { readonly code: string; readonly filename: string } => ({ filename: 'app/api/orders/route.ts', code: `${HEADERS}${code}` });
const svelte = (code: string): { readonly code: string; readonly filename: string } => ({ filename: 'src/routes/api/orders/+server.js', code: `${HEADERS}${code}` });
const EXPRESS = "import express from 'express';\nconst app = express();\napp.use(express.json());\n";
const KOA = "import Router from '@koa/router';\nimport Koa from 'koa';\nconst app = new Koa();\nconst router = new Router();\napp.use(router.routes());\n";
const HONO = "import { Hono } from 'hono';\nconst app = new Hono();\n";
const FASTIFY = "import Fastify from 'fastify';\nconst app = Fastify();\n";
const SET = `res.setHeader(${ORIGIN});`;
const ALLOW = "res.setHeader('Access-Control-Allow-Methods', 'PUT');";

/** Preflights that browsers do not accept, though the answers that they are for have the headers. */
export const PREFLIGHTS: readonly Fault[] = [
  {
    fault: 'a route for PUT alone, with CORS of its own',
    rule: 'require-preflight',
    messageId: 'routePreflight',
    bad: {
      cors: `import cors from 'cors';\n${EXPRESS}app.put('/orders/:id', cors({ origin: 'https://app.example.com' }), save);\napp.listen(3000);`,
      express: `${EXPRESS}app.delete('/orders/:id', (req, res) => {\n  res.set(${ORIGIN});\n  res.sendStatus(204);\n});\napp.listen(3000);`,
      '@koa/cors': `import cors from '@koa/cors';\n${KOA}router.patch('/orders/:id', cors({ origin: 'https://app.example.com' }), save);\napp.use(router.allowedMethods());\napp.listen(3000);`,
      koa: `${KOA}router.put('/orders/:id', async (ctx) => {\n  ctx.set(${ORIGIN});\n  ctx.body = await save(ctx.params.id);\n});\napp.listen(3000);`,
      hono: `import { cors } from 'hono/cors';\n${HONO}app.put('/orders/:id', cors({ origin: 'https://app.example.com' }), (c) => c.json([]));\nserve(app);`,
      fastify: `${FASTIFY}app.patch('/orders/:id', async (request, reply) => {\n  reply.header(${ORIGIN});\n  return [];\n});\nawait app.listen({ port: 3000 });`,
    },
    good: {
      cors: [`import cors from 'cors';\n${EXPRESS}const allow = cors({ origin: 'https://app.example.com' });\napp.options('/orders/:id', allow);\napp.put('/orders/:id', allow, save);\napp.listen(3000);`, `import cors from 'cors';\n${EXPRESS}app.use(cors({ origin: 'https://app.example.com' }));\napp.put('/orders/:id', save);\napp.listen(3000);`],
      '@koa/cors': `import cors from '@koa/cors';\n${KOA}const allow = cors({ origin: 'https://app.example.com' });\nrouter.options('/orders/:id', allow);\nrouter.patch('/orders/:id', allow, save);\napp.listen(3000);`,
      // A GET needs no preflight.
      express: `${EXPRESS}app.get('/orders', (req, res) => {\n  res.set(${ORIGIN});\n  res.json([]);\n});\napp.listen(3000);`,
      // Middleware answers every preflight.
      koa: `import cors from '@koa/cors';\n${KOA.replace('app.use(router', "app.use(cors({ origin: 'https://app.example.com' }));\napp.use(router")}router.put('/orders/:id', async (ctx) => {\n  ctx.body = await save(ctx.params.id);\n});\napp.listen(3000);`,
      hono: `import { cors } from 'hono/cors';\n${HONO}app.use('/orders/*', cors({ origin: 'https://app.example.com' }));\napp.put('/orders/:id', (c) => c.json([]));\nexport default app;`,
      // The plugin adds a route for OPTIONS.
      fastify: `import cors from '@fastify/cors';\n${FASTIFY}await app.register(cors, { origin: 'https://app.example.com', methods: ['PUT'] });\napp.put('/orders/:id', save);`,
    },
  },
  {
    fault: 'a route file without a handler for OPTIONS',
    rule: 'require-preflight',
    messageId: 'preflightUnanswered',
    bad: {
      'Next.js': next('export async function PUT(request) {\n  return Response.json(await save(request), { headers });\n}'),
      SvelteKit: svelte('export const DELETE = async ({ params }) => new Response(await remove(params.id), { headers });'),
      Astro: { filename: 'src/pages/api/orders.ts', code: `${HEADERS}export const PUT = async ({ request }) => new Response(await save(request), { headers });` },
    },
    good: {
      'Next.js': [next('export const OPTIONS = () => new Response(null, { status: 204, headers });\nexport async function PUT(request) {\n  return Response.json(await save(request), { headers });\n}'), next('export async function GET() {\n  return Response.json([], { headers });\n}')],
      // Its fallback is asked for every method without a handler of its own.
      SvelteKit: svelte('export const PUT = async ({ request }) => new Response(await save(request), { headers });\nexport const fallback = () => new Response(null, { headers });'),
      Astro: { filename: 'src/pages/api/orders.ts', code: `${HEADERS}export const PUT = async ({ request }) => new Response(await save(request), { headers });\nexport const ALL = () => new Response(null, { headers });` },
    },
  },
  {
    fault: 'a preflight that is answered with a redirect or an error',
    rule: 'require-preflight',
    messageId: 'preflightStatus',
    bad: {
      Workers: worker("    if (request.method === 'OPTIONS') return new Response(null, { status: 405, headers });\n    return Response.json([], { headers });"),
      'node:http': server(`  ${SET}\n  if (req.method === 'OPTIONS') {\n    res.writeHead(302, { Location: '/' });\n    return res.end();\n  }\n  res.end('[]');`),
      'AWS Lambda': lambda("  if (event.httpMethod === 'OPTIONS') return { statusCode: 403, headers };\n  return { statusCode: 200, headers, body: '[]' };"),
      express: `${EXPRESS}app.options('/orders', (req, res) => res.set(${ORIGIN}).sendStatus(403));\napp.put('/orders', (req, res) => res.set(${ORIGIN}).json([]));\napp.listen(3000);`,
      fastify: `${FASTIFY}app.options('/orders', (request, reply) => reply.code(404).header(${ORIGIN}).send());\napp.put('/orders', (request, reply) => reply.header(${ORIGIN}).send([]));`,
    },
    good: {
      // Any status from 200 to 299 will do.
      Workers: [worker("    if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers });\n    return Response.json([], { headers });"), worker("    if (request.method === 'OPTIONS') return new Response('ok', { headers });\n    return Response.json([], { headers });")],
      'node:http': server(`  ${SET}\n  if (req.method === 'OPTIONS') {\n    ${ALLOW}\n    res.writeHead(202);\n    return res.end();\n  }\n  if (req.method === 'TRACE') {\n    res.writeHead(405);\n    return res.end();\n  }\n  res.end('[]');`),
      'AWS Lambda': lambda("  if (event.httpMethod === 'OPTIONS') return { statusCode: 200, headers, body: '' };\n  if (!event.body) return { statusCode: 400, headers, body: '' };\n  return { statusCode: 200, headers, body: '[]' };"),
      express: `${EXPRESS}app.options('/orders', (req, res) => res.set({ 'Access-Control-Allow-Origin': 'https://app.example.com', 'Access-Control-Allow-Methods': 'PUT' }).sendStatus(204));\napp.put('/orders', (req, res) => res.set(${ORIGIN}).json([]));\napp.listen(3000);`,
    },
  },
  {
    fault: 'a preflight that is answered without the header',
    rule: 'require-preflight',
    messageId: 'preflightWithoutOrigin',
    bad: {
      Deno: deno("  if (request.method === 'OPTIONS') return new Response('ok');\n  return new Response('[]', { headers });"),
      'node:http': server(`  if (req.method === 'OPTIONS') {\n    res.statusCode = 204;\n    return res.end();\n  }\n  ${SET}\n  res.end('[]');`),
      'AWS Lambda': lambda("  if (event.httpMethod === 'OPTIONS') return { statusCode: 200, body: '' };\n  return { statusCode: 200, headers, body: '[]' };"),
      'Next.js': next('export const OPTIONS = () => new Response(null, { status: 204 });\nexport const PUT = async (request) => Response.json(await save(request), { headers });'),
    },
    good: {
      Deno: deno("  if (request.method === 'OPTIONS') return new Response('ok', { headers });\n  return new Response('[]', { headers });"),
      // The headers are written before the branch.
      'node:http': server(`  ${SET}\n  ${ALLOW}\n  if (req.method === 'OPTIONS') {\n    res.statusCode = 204;\n    return res.end();\n  }\n  res.end('[]');`),
      // The headers of all answers are added to what the handler returns.
      Workers: worker("    const answer = await handle(request);\n    answer.headers.set('Access-Control-Allow-Origin', 'https://app.example.com');\n    return answer;\n").concat("\nfunction handle(request) {\n  if (request.method === 'OPTIONS') return new Response(null, { status: 204 });\n  return new Response('[]');\n}"),
      // A list of methods for a GET that needs none.
      'Next.js': next("export const OPTIONS = () => new Response(null, { status: 204, headers });\nexport const GET = () => Response.json([], { headers });"),
    },
  },
  {
    fault: 'a handler that turns every other method away, OPTIONS included',
    rule: 'require-preflight',
    messageId: 'preflightTurnedAway',
    bad: {
      Workers: worker("    if (request.method !== 'PUT') return new Response(null, { status: 405 });\n    return Response.json([], { headers });"),
      Deno: deno("  if (request.method === 'DELETE') return new Response(null, { status: 204, headers });\n  return new Response(null, { status: 404 });"),
      'next, pages/api': api(`  ${SET}\n  if (req.method !== 'PATCH') return res.status(405).end();\n  res.status(200).json({});`),
      'node:http': server(`  if (req.method === 'PUT') {\n    ${SET}\n    return res.end('saved');\n  }\n  res.statusCode = 405;\n  res.end();`),
    },
    good: {
      Workers: worker("    if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers });\n    if (request.method !== 'PUT') return new Response(null, { status: 405, headers });\n    return Response.json([], { headers });"),
      // A GET needs no preflight.
      Deno: deno("  if (request.method !== 'GET') return new Response(null, { status: 405 });\n  return new Response('[]', { headers: { 'Access-Control-Allow-Origin': 'https://app.example.com' } });"),
      // `cors` answers OPTIONS before the code below it.
      'next, pages/api': { filename: 'pages/api/orders.js', code: "import Cors from 'cors';\nconst cors = Cors({ origin: 'https://app.example.com' });\nconst run = (req, res) => new Promise((resolve, reject) => cors(req, res, (error) => (error ? reject(error) : resolve())));\nexport default async function handler(req, res) {\n  await run(req, res);\n  if (req.method !== 'PUT') return res.status(405).end();\n  res.status(200).json({});\n}" },
      'node:http': server(`  ${SET}\n  ${ALLOW}\n  if (req.method === 'OPTIONS') return res.end();\n  if (req.method === 'PUT') return res.end('saved');\n  res.statusCode = 405;\n  res.end();`),
    },
  },
];
