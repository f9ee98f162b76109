import type { Fault } from './fault.ts';
import { express, fastify, hono, koa, nodeHttp } from './servers.ts';

const SITE = "const SITE = 'https://app.example.com';\nconst SITES = new Set([SITE, 'https://admin.example.com']);\n";
const HOSTS = "const ALLOWED_HOSTS = new Set(['127.0.0.1:3000', 'localhost:3000']);\n";

/** Code of a handler of a Worker. */
const worker = (code: string): string => `${SITE}export default {\n  async fetch(request, env) {\n    ${code}\n    return Response.json([]);\n  },\n};`;
/** Code of middleware of Next.js. */
const nextMiddleware = (code: string): { readonly code: string; readonly filename: string } => ({ code: `import { NextResponse } from 'next/server';\n${SITE}export async function middleware(request) {\n  ${code}\n  return NextResponse.next();\n}`, filename: 'middleware.ts' });

/** Servers on the loopback address. */
const local = {
  express: (code: string, before = ''): string => `import express from 'express';\n${before}const app = express();\napp.use((req, res, next) => {\n  ${code}\n  next();\n});\napp.listen(3000, '127.0.0.1');`,
  koa: (code: string, before = ''): string => `import Koa from 'koa';\n${before}const app = new Koa();\napp.use(async (ctx, next) => {\n  ${code}\n  await next();\n});\napp.listen(3000, 'localhost');`,
  fastify: (code: string, before = ''): string => `import Fastify from 'fastify';\n${before}const app = Fastify();\napp.addHook('onRequest', async (request, reply) => {\n  ${code}\n});\nawait app.listen({ port: 3000, host: '127.0.0.1' });`,
  node: (code: string, before = ''): string => `import { createServer } from 'node:http';\n${before}createServer((req, res) => {\n  ${code}\n  res.end('[]');\n}).listen(3000, '127.0.0.1');`,
};

/** What is believed of who sends a request, or of the name that it was sent to. */
export const SENDERS: readonly Fault[] = [
  {
    fault: 'an identity for an origin',
    rule: 'no-origin-authentication',
    messageId: 'grantedByOrigin',
    bad: {
      express: [express('if (req.headers.origin === SITE) req.isAdmin = true;', SITE), express("if (req.get('Referer')?.startsWith(`${SITE}/`)) req.user = { id: 1, role: 'admin' };", SITE), express('req.authenticated = SITES.has(req.headers.origin);', SITE)],
      koa: koa("if (ctx.get('Origin') === SITE) ctx.state.user = { role: 'admin' };", SITE),
      fastify: fastify("if (SITES.has(request.headers.origin)) request.user = { id: 1, role: 'service' };", SITE),
      hono: hono("if (SITES.has(c.req.header('origin'))) c.set('isAdmin', true);", SITE),
    },
    good: {
      express: [express('req.user = await userOfSession(req.session.id);', SITE).replace('app.use((req', 'app.use(async (req'), express('if (req.headers.origin && !SITES.has(req.headers.origin)) return res.sendStatus(403);', SITE), express("if (req.headers.origin === SITE) req.user = { role: 'guest' };", SITE)],
      koa: koa("if (ctx.get('Origin') === SITE && hasToken(ctx)) ctx.state.user = { role: 'admin' };", SITE),
      fastify: fastify("await request.jwtVerify();\n  if (SITES.has(request.headers.origin)) request.user.role = 'staff';", SITE),
      hono: hono("if (SITES.has(c.req.header('origin'))) c.set('tenant', 'app');", SITE),
    },
  },
  {
    fault: 'an origin in place of a token',
    rule: 'no-origin-authentication',
    messageId: 'skippedByOrigin',
    bad: {
      express: [express('if (req.headers.origin === SITE) return next();\n  if (!hasToken(req)) return res.sendStatus(401);', SITE), express('if (!SITES.has(req.headers.origin) && !validToken(req)) return res.sendStatus(401);', SITE)],
      koa: koa("if (SITES.has(ctx.get('Origin'))) return next();\n  if (!verifyToken(ctx.get('Authorization'))) ctx.throw(401);", SITE),
      fastify: fastify('if (request.headers.origin === SITE) return;\n  await request.jwtVerify();', SITE),
      hono: hono("if (c.req.header('Origin') !== SITE) return bearerAuth({ token })(c, next);", SITE),
      'node:http': nodeHttp("if (req.headers.origin !== SITE && req.headers['x-api-key'] !== process.env.API_KEY) {\n    res.statusCode = 401;\n    return res.end();\n  }", SITE),
      worker: worker("if (!SITES.has(request.headers.get('Origin')) && !(await verifyToken(request, env))) return new Response('Unauthorized', { status: 401 });"),
      'Next.js': nextMiddleware("if (request.headers.get('origin') === SITE) return NextResponse.next();\n  if (!isAuthenticated(request)) return new NextResponse(null, { status: 401 });"),
    },
    good: {
      express: [express('if (req.headers.origin && req.headers.origin !== SITE) return res.sendStatus(403);\n  if (!hasToken(req)) return res.sendStatus(401);', SITE), express('if (req.headers.origin === SITE) return next();\n  if (!validCsrfToken(req)) return res.sendStatus(403);', SITE)],
      koa: koa("if (!SITES.has(ctx.get('Origin')) || !verifyToken(ctx.get('Authorization'))) ctx.throw(401);", SITE),
      fastify: fastify("if (request.headers.origin === 'https://blocked.example') return reply.code(403).send();\n  await request.jwtVerify();", SITE),
      hono: hono("if (c.req.method !== 'GET' && c.req.header('Origin') !== SITE) return c.text('Forbidden', 403);", SITE),
      'node:http': nodeHttp("if (!verifySignature(req)) {\n    res.statusCode = 401;\n    return res.end();\n  }\n  log(req.headers.origin === SITE);", SITE),
      worker: worker("if (!(await verifyToken(request, env))) return new Response('Unauthorized', { status: 401 });\n    if (request.headers.get('Origin') !== SITE) return new Response('Forbidden', { status: 403 });"),
      'Next.js': nextMiddleware("if (!isAuthenticated(request)) return new NextResponse(null, { status: 401 });\n  if (request.headers.get('origin') !== SITE) return new NextResponse(null, { status: 403 });"),
    },
  },
  {
    fault: 'the name of the sender, compared with itself',
    rule: 'require-host-check',
    messageId: 'circularHostCheck',
    bad: {
      express: [local.express('const { origin } = req.headers;\n  if (origin && new URL(origin).host !== req.headers.host) return res.sendStatus(403);'), local.express('if (req.headers.origin !== `http://${req.headers.host}`) return res.sendStatus(403);')],
      koa: local.koa("const origin = ctx.get('Origin');\n  if (origin && new URL(origin).host !== ctx.get('Host')) ctx.throw(403);"),
      fastify: local.fastify('if (new URL(request.headers.origin).host !== request.headers.host) return reply.code(403).send();'),
      'node:http': local.node("const { origin, host } = req.headers;\n  if (!origin?.endsWith(host)) {\n    res.statusCode = 403;\n    return res.end();\n  }"),
    },
    good: {
      express: [local.express('if (!ALLOWED_HOSTS.has(req.headers.host)) return res.sendStatus(403);', HOSTS), express('const { origin } = req.headers;\n  if (origin && new URL(origin).host !== req.headers.host) return res.sendStatus(403);')],
      koa: local.koa("const host = ctx.get('Host');\n  if (!ALLOWED_HOSTS.has(host) || new URL(ctx.get('Origin')).host !== host) ctx.throw(403);", HOSTS),
      fastify: local.fastify('if (!ALLOWED_HOSTS.has(request.headers.host)) return reply.code(403).send();', HOSTS),
      'node:http': local.node("if (req.headers.origin !== 'http://localhost:3000') {\n    res.statusCode = 403;\n    return res.end();\n  }"),
    },
  },
];
