import { ruleTable } from './rule-table.ts';

const EXPRESS = "import cors from 'cors';\nimport express from 'express';\nconst app = express();\n";
const HONO = "import { Hono } from 'hono';\nimport { cors } from 'hono/cors';\nconst app = new Hono();\n";
const KOA = "import Koa from 'koa';\nimport Router from '@koa/router';\nimport cors from '@koa/cors';\nconst app = new Koa();\nconst router = new Router();\n";
const FASTIFY = "import fastify from 'fastify';\nimport cors from '@fastify/cors';\nconst app = fastify();\n";
const A = "cors({ origin: 'https://a.example' })";
const B = "cors({ origin: 'https://b.example' })";

const LIST = "const list = ['https://a.example', 'https://b.example'];\n";
const worker = (preflight: string, answer: string, before = ''): string => `${LIST}export default {\n  async fetch(request) {\n    const origin = request.headers.get('Origin');\n    ${before}if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: { 'Access-Control-Allow-Methods': 'PUT', Vary: 'Origin', 'Access-Control-Allow-Origin': ${preflight} } });\n    return Response.json([], { headers: { Vary: 'Origin', 'Access-Control-Allow-Origin': ${answer} } });\n  },\n};`;
const LISTED = 'list.includes(origin) ? origin : list[0]';
const APP = `import express from 'express';\nconst app = express();\n${LIST}`;

ruleTable('no-inconsistent-policy', {
  valid: [
    { title: 'one list for preflights and answers', code: worker(LISTED, LISTED) },
    { title: 'everyone, both times', code: worker("'*'", "'*'") },
    { title: 'an answer that needs its preflight, which is refused', code: `${APP}app.options('/items', (req, res) => res.set('Access-Control-Allow-Origin', 'https://a.example').sendStatus(204));\napp.put('/items', (req, res) => res.set('Access-Control-Allow-Origin', '*').json([]));` },
    { title: 'preflights for all, and a handler that refuses others', code: worker("'*'", LISTED, "if (request.method !== 'OPTIONS' && !list.includes(origin)) return new Response(null, { status: 403 });\n    ") },
    { title: 'a preflight that another function answers', code: worker("'*'", LISTED).replace(/return new Response\(null.*/, 'return preflight(request);') },
    { title: 'answers that reflect, which no-reflected-origin reports', code: worker(LISTED, 'origin') },
    { title: 'a list that is not shown', code: worker('originFor(request)', "'*'") },
    { title: 'one policy', code: `${EXPRESS}app.use(${A});\napp.get('/feed', feed);` },
    { title: 'one policy by hand', code: `${EXPRESS}app.get('/feed', (req, res) => { res.set('Access-Control-Allow-Origin', '*'); res.json([]); });` },
    { title: 'two policies of two routers', code: `${EXPRESS}const admin = express();\nadmin.use(${A});\nadmin.get('/x', x);\napp.use(${B});\napp.get('/y', y);` },
    { title: 'the same policy twice', code: `${EXPRESS}app.use(${A});\napp.use(${A});\napp.get('/feed', feed);` },
    { title: 'a function that decides on the options, registered for preflights too', code: `${EXPRESS}const options = (req, callback) => { callback(null, /\\.a\\.example$/.test(req.headers.origin ?? '') ? { origin: true } : { origin: false }); };\napp.use(cors(options));\napp.options('*', cors(options));\napp.get('/feed', feed);` },
    { title: 'policies of two paths', code: `${EXPRESS}app.use('/a', ${A});\napp.use('/b', ${B});\napp.get('/a/x', feed);\napp.get('/b/x', feed);` },
    { title: 'a GET route of its own', code: `${EXPRESS}app.use(${A});\napp.get('/feed', ${B}, feed);` },
    { title: 'an inner policy that the outer one contains', code: `${EXPRESS}app.use(cors());\napp.put('/feed', ${B}, feed);` },
    { title: 'Hono: a GET route of its own', code: `${HONO}app.use(${A});\napp.get('/feed', ${B}, (c) => c.json([]));` },
    { title: 'preflights of a route that are answered before', code: `${EXPRESS}app.options('/feed', ${B});\napp.use(${A});\napp.put('/feed', ${B}, feed);` },
    { title: 'a narrower answer by hand', code: `${EXPRESS}app.use(cors());\napp.get('/feed', (req, res) => { res.set('Access-Control-Allow-Origin', 'https://a.example'); res.json([]); });` },
    { title: 'a route before the policy', code: `${EXPRESS}app.get('/feed', (req, res) => { res.set('Access-Control-Allow-Origin', '*'); res.json([]); });\napp.use(${A});\napp.get('/x', x);` },
    { title: 'a sensitive route, which no-wildcard-origin reports', code: `${EXPRESS}app.use(${A});\napp.get('/me', requireAuth, (req, res) => { res.set('Access-Control-Allow-Origin', '*'); res.json(req.user); });` },
    { title: 'headers that are set once and then appended to others', code: "export default { fetch() {\n  const headers = new Headers();\n  headers.append('Access-Control-Allow-Origin', '*');\n  headers.append('Vary', 'Origin');\n  return new Response('', { headers });\n} };" },
    { title: 'a header that is set again', code: "const http = require('node:http');\nhttp.createServer((req, res) => {\n  res.setHeader('Access-Control-Allow-Origin', 'https://a.example');\n  res.setHeader('Access-Control-Allow-Origin', 'https://b.example');\n  res.end();\n});" },
    { title: 'Hono: one for a path', code: `${HONO}app.use('/admin/*', cors({ origin: 'https://a.example' }));\napp.use(cors({ origin: 'https://b.example' }));\napp.get('/feed', (c) => c.json([]));` },
    { title: 'a test', code: `${EXPRESS}app.use(${A});\napp.use(${B});\napp.get('/feed', feed);`, filename: 'server.test.ts' },
  ],
  invalid: [
    { title: 'a worker: preflights by a list, answers for everyone', code: worker(LISTED, "'*'"), reports: ['looserAnswer'], at: "'*'", message: "`'*'` is for every website, such as 'https://evil.example', though line 5 answers preflights by a list: a GET request that needs no preflight is never held against that list, and its answer can be read by all." },
    { title: 'a worker: preflights for everyone, answers by a list', code: worker("'*'", LISTED), reports: ['looserPreflight'], message: "`'*'` answers preflights of every website, such as 'https://evil.example', though line 6 is for a list: browsers send their PUT requests, and keep only the answers from them." },
    { title: 'node:http: preflights by a list, answers for everyone', code: `const http = require('node:http');\n${LIST}http.createServer((req, res) => {\n  const { origin } = req.headers;\n  res.setHeader('Vary', 'Origin');\n  if (req.method === 'OPTIONS') {\n    if (list.includes(origin)) res.setHeader('Access-Control-Allow-Origin', origin);\n    return res.end();\n  }\n  res.setHeader('Access-Control-Allow-Origin', '*');\n  res.end();\n});`, reports: ['looserAnswer'] },
    { title: 'Express: routes of one path', code: `${APP}app.options('/items', (req, res) => res.set('Access-Control-Allow-Origin', 'https://a.example').sendStatus(204));\napp.get('/items', (req, res) => res.set('Access-Control-Allow-Origin', '*').json([]));`, reports: ['looserAnswer'] },
    { title: 'Express: preflights for everyone', code: `${APP}app.options('/items', (req, res) => res.set('Access-Control-Allow-Origin', '*').sendStatus(204));\napp.delete('/items', (req, res) => res.set('Access-Control-Allow-Origin', 'https://a.example').json([]));`, reports: ['looserPreflight'] },
    { title: 'Next: preflights by a list, answers for everyone', code: `${LIST}export function OPTIONS(request) {\n  const origin = request.headers.get('origin');\n  return new Response(null, { headers: list.includes(origin) ? { 'Access-Control-Allow-Origin': origin, Vary: 'Origin' } : {} });\n}\nexport const GET = () => Response.json([], { headers: { 'Access-Control-Allow-Origin': '*' } });`, filename: 'app/api/items/route.ts', reports: ['looserAnswer'] },
    {
      title: 'Express: a wildcard over a list',
      code: `${EXPRESS}app.use(${A});\napp.get('/feed', (req, res) => { res.set('Access-Control-Allow-Origin', '*'); res.json([]); });`,
      reports: ['replacesStricter'],
      at: "'*'",
      message: "`'*'` replaces the policy of `cors` at line 4, which lists the origins: here every website, such as 'https://evil.example', can read the answer.",
      suggestions: [`${EXPRESS}app.use(${A});\napp.get('/feed', (req, res) => {  res.json([]); });`],
    },
    { title: 'Express: a stream with a wildcard over a list with credentials', code: `${EXPRESS}app.use(cors({ origin: ['https://a.example'], credentials: true }));\napp.get('/events', (req, res) => { res.writeHead(200, { 'Content-Type': 'text/event-stream', 'Access-Control-Allow-Origin': '*' }); stream(res); });`, reports: ['replacesStricter'], message: "`'*'` replaces the policy of `cors` at line 4, which lists the origins: here every website, such as 'https://evil.example', can read the answer, and requests with cookies are refused, because browsers do not take `*` for them." },
    { title: 'Fastify: a wildcard over a list', code: `${FASTIFY}app.register(cors, { origin: ['https://a.example'] });\napp.get('/feed', (request, reply) => { reply.header('Access-Control-Allow-Origin', '*'); reply.send([]); });`, reports: ['replacesStricter'] },
    { title: 'Hono: a wildcard over a list', code: `${HONO}app.use(cors({ origin: ['https://a.example'] }));\napp.get('/feed', (c) => { c.header('Access-Control-Allow-Origin', '*'); return c.json([]); });`, reports: ['replacesStricter'] },
    { title: 'Express: a second line', code: `${EXPRESS}app.use(cors());\napp.get('/feed', (req, res) => { res.append('Access-Control-Allow-Origin', 'https://a.example'); res.json([]); });`, reports: ['repeated'], message: "`'https://a.example'` adds a second Access-Control-Allow-Origin to that of line 4: browsers refuse an answer with two values." },
    { title: 'the Fetch API: a second line', code: "export default { fetch() {\n  const headers = new Headers();\n  headers.set('Access-Control-Allow-Origin', 'https://a.example');\n  headers.append('Access-Control-Allow-Origin', 'https://b.example');\n  return new Response('', { headers });\n} };", reports: ['repeated'] },
    { title: 'node:http: a second line', code: "const http = require('node:http');\nhttp.createServer((req, res) => {\n  res.setHeader('Access-Control-Allow-Origin', 'https://a.example');\n  res.appendHeader('Access-Control-Allow-Origin', 'https://b.example');\n  res.end();\n});", reports: ['repeated'] },
    { title: 'Express: twice', code: `${EXPRESS}app.use(${A});\napp.use(cors());\napp.get('/feed', feed);`, reports: ['doubled'], message: '`cors` is registered at line 4 already, with another policy: that one answers all preflights, and this one all other requests. Of the two, line 5 is the looser.' },
    { title: 'Hono: twice for all', code: `${HONO}app.use(cors());\napp.use(cors({ origin: 'https://b.example' }));\napp.get('/feed', (c) => c.json([]));`, reports: ['doubled'] },
    { title: 'Koa: twice', code: `${KOA}app.use(${A});\napp.use(${B});\nrouter.get('/feed', feed);\napp.use(router.routes());`, reports: ['doubled'] },
    { title: 'Express: a route that needs a preflight', code: `${EXPRESS}app.use(${A});\napp.put('/feed', ${B}, feed);`, reports: ['unreached'], message: "`cors` at line 4 answers the preflights for PUT /feed, and refuses 'https://b.example', which this policy allows: the browser never sends the request." },
    { title: 'Express: a route for everyone that needs a preflight', code: `${EXPRESS}app.use(cors({ origin: ['https://a.example'] }));\napp.delete('/feed', cors(), feed);`, reports: ['unreached'] },
    { title: 'Hono: a route that needs a preflight', code: `${HONO}app.use(${A});\napp.patch('/feed', ${B}, (c) => c.json([]));`, reports: ['unreached'] },
  ],
});
