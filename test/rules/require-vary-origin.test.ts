import { ruleTable } from './rule-table.ts';

const LIST = "const allowed = ['https://app.example.com'];\n";
const middleware = (body: string): string => `import express from 'express';\n${LIST}const app = express();\napp.use((req, res, next) => {\n  ${body}\n  next();\n});`;

ruleTable('require-vary-origin', {
  valid: [
    { title: 'a file about something else', code: 'export const answer = 42;' },
    { title: 'a middleware that varies by itself', code: `import cors from 'cors';\nimport express from 'express';\nconst app = express();\napp.use(cors({ origin: ['https://app.example.com'] }));` },
    { title: 'vary before the check', code: middleware("res.vary('Origin');\n  if (allowed.includes(req.headers.origin)) res.set('Access-Control-Allow-Origin', req.headers.origin);") },
    { title: 'vary inside the check', code: middleware("if (allowed.includes(req.headers.origin)) {\n    res.set('Access-Control-Allow-Origin', req.headers.origin);\n    res.vary('Origin');\n  }") },
    { title: 'a Vary header', code: middleware("res.set('Vary', 'Origin');\n  if (allowed.includes(req.headers.origin)) res.set('Access-Control-Allow-Origin', req.headers.origin);") },
    { title: 'a Vary header with other names', code: middleware("res.set('Vary', 'Accept-Encoding, Origin');\n  if (allowed.includes(req.headers.origin)) res.set('Access-Control-Allow-Origin', req.headers.origin);") },
    { title: 'Vary: *', code: middleware("res.set('Vary', '*');\n  if (allowed.includes(req.headers.origin)) res.set('Access-Control-Allow-Origin', req.headers.origin);") },
    { title: 'an appended Vary', code: middleware("res.append('Vary', 'Origin');\n  res.set('Access-Control-Allow-Origin', req.headers.origin);") },
    { title: 'the package vary', code: `import vary from 'vary';\n${middleware("vary(res, 'Origin');\n  res.set('Access-Control-Allow-Origin', req.headers.origin);")}` },
    { title: 'one static origin', code: middleware("res.set('Access-Control-Allow-Origin', 'https://app.example.com');") },
    { title: 'the wildcard', code: middleware("res.set('Access-Control-Allow-Origin', '*');") },
    { title: 'a preflight only', code: middleware("if (req.method === 'OPTIONS') {\n    if (allowed.includes(req.headers.origin)) res.set('Access-Control-Allow-Origin', req.headers.origin);\n    return res.sendStatus(204);\n  }") },
    { title: 'a route for POST only', code: `import express from 'express';\n${LIST}const app = express();\napp.post('/x', (req, res) => {\n  if (allowed.includes(req.headers.origin)) res.set('Access-Control-Allow-Origin', req.headers.origin);\n  res.end();\n});` },
    { title: 'Headers with Vary', code: `${LIST}export function GET(request) {\n  const headers = new Headers({ Vary: 'Origin' });\n  const origin = request.headers.get('Origin');\n  if (allowed.includes(origin)) headers.set('Access-Control-Allow-Origin', origin);\n  return new Response('', { headers });\n}` },
    { title: 'a setting that decides once', code: middleware("res.set('Access-Control-Allow-Origin', process.env.ORIGIN ?? 'https://app.example.com');") },
  ],
  invalid: [
    {
      title: 'an echo behind a list',
      code: middleware("if (allowed.includes(req.headers.origin)) res.set('Access-Control-Allow-Origin', req.headers.origin);"),
      reports: ['missingVary'],
      at: 'req.headers.origin',
      message: "`req.headers.origin` makes the answer depend on the request's Origin, but Vary: Origin is not sent: a cache can hand the answer for 'https://app.example.com' to another site.",
    },
    {
      title: 'an echo of anyone',
      code: middleware("res.set('Access-Control-Allow-Origin', req.headers.origin);"),
      reports: ['missingVary'],
      suggestions: [middleware("res.vary('Origin');\n  res.set('Access-Control-Allow-Origin', req.headers.origin);")],
    },
    { title: 'an echo by a pattern, where no accepted origin is known', code: middleware("if (isAllowed(req.headers.origin)) res.set('Access-Control-Allow-Origin', req.headers.origin);"), reports: ['missingVaryUnseen'], message: "`req.headers.origin` makes the answer depend on the request's Origin, but Vary: Origin is not sent: a cache can hand one site's answer to another." },
    { title: 'an echo with a fallback to the first', code: middleware("const { origin } = req.headers;\n  res.set('Access-Control-Allow-Origin', allowed.includes(origin) ? origin : allowed[0]);"), reports: ['missingVary'] },
    { title: 'a Vary that names something else', code: middleware("res.set('Vary', 'Accept-Encoding');\n  if (allowed.includes(req.headers.origin)) res.set('Access-Control-Allow-Origin', req.headers.origin);"), reports: ['missingVary'] },
    { title: 'a Vary that is overwritten', code: middleware("res.vary('Origin');\n  if (allowed.includes(req.headers.origin)) res.set('Access-Control-Allow-Origin', req.headers.origin);\n  res.set('Vary', 'Accept');"), reports: ['missingVary'] },
    {
      title: 'node:http',
      code: `import http from 'node:http';\n${LIST}http.createServer((req, res) => {\n  if (allowed.includes(req.headers.origin)) {\n    res.setHeader('Access-Control-Allow-Origin', req.headers.origin);\n  }\n  res.end();\n});`,
      reports: ['missingVary'],
      suggestions: [`import http from 'node:http';\n${LIST}http.createServer((req, res) => {\n  if (allowed.includes(req.headers.origin)) {\n    res.appendHeader('Vary', 'Origin');\n    res.setHeader('Access-Control-Allow-Origin', req.headers.origin);\n  }\n  res.end();\n});`],
    },
    {
      title: 'Headers',
      code: `${LIST}export function GET(request) {\n  const headers = new Headers();\n  const origin = request.headers.get('Origin');\n  if (allowed.includes(origin)) headers.set('Access-Control-Allow-Origin', origin);\n  return new Response('', { headers });\n}`,
      reports: ['missingVary'],
    },
    {
      title: 'an object of headers',
      code: `${LIST}export function GET(request) {\n  const origin = request.headers.get('Origin');\n  return new Response('', { headers: { 'Access-Control-Allow-Origin': allowed.includes(origin) ? origin : allowed[0] } });\n}`,
      reports: ['missingVary'],
      suggestions: [`${LIST}export function GET(request) {\n  const origin = request.headers.get('Origin');\n  return new Response('', { headers: { 'Access-Control-Allow-Origin': allowed.includes(origin) ? origin : allowed[0], 'Vary': 'Origin' } });\n}`],
    },
    { title: 'Koa', code: `import Koa from 'koa';\n${LIST}const app = new Koa();\napp.use(async (ctx, next) => {\n  if (allowed.includes(ctx.get('Origin'))) ctx.set('Access-Control-Allow-Origin', ctx.get('Origin'));\n  await next();\n});`, reports: ['missingVary'] },
    { title: 'Fastify', code: `import fastify from 'fastify';\n${LIST}const app = fastify();\napp.addHook('onRequest', async (request, reply) => {\n  if (allowed.includes(request.headers.origin)) reply.header('Access-Control-Allow-Origin', request.headers.origin);\n});`, reports: ['missingVary'] },
    { title: 'Hono', code: `import { Hono } from 'hono';\n${LIST}const app = new Hono();\napp.use(async (c, next) => {\n  const origin = c.req.header('Origin');\n  if (allowed.includes(origin)) c.header('Access-Control-Allow-Origin', origin);\n  await next();\n});`, reports: ['missingVary'] },
    { title: 'a Lambda', code: `${LIST}exports.handler = async (event) => {\n  const origin = event.headers.origin;\n  return { statusCode: 200, headers: { 'Access-Control-Allow-Origin': allowed.includes(origin) ? origin : '' }, body: '' };\n};`, reports: ['missingVary'] },
    { title: 'TypeScript', code: `import type { NextFunction, Request, Response } from 'express';\n${LIST}export function middleware(req: Request, res: Response, next: NextFunction): void {\n  const origin = req.headers.origin as string;\n  if (allowed.includes(origin)) res.set('Access-Control-Allow-Origin', origin);\n  next();\n}`, reports: ['missingVary'], typescript: true },
  ],
});
