import { ruleTable } from './rule-table.ts';

const EXPRESS = "import cors from 'cors';\nimport express from 'express';\nconst app = express();\n";
const HONO = "import { Hono } from 'hono';\nimport { cors } from 'hono/cors';\nconst app = new Hono();\n";
const KOA = "import Koa from 'koa';\nimport Router from '@koa/router';\nimport cors from '@koa/cors';\nconst app = new Koa();\nconst router = new Router();\n";
const FASTIFY = "import fastify from 'fastify';\nimport cors from '@fastify/cors';\nconst app = fastify();\n";
const A = "cors({ origin: 'https://a.example' })";
const B = "cors({ origin: 'https://b.example' })";

ruleTable('no-inconsistent-policy', {
  valid: [
    { title: 'one policy', code: `${EXPRESS}app.use(${A});\napp.get('/feed', feed);` },
    { title: 'one policy by hand', code: `${EXPRESS}app.get('/feed', (req, res) => { res.set('Access-Control-Allow-Origin', '*'); res.json([]); });` },
    { title: 'two policies of two routers', code: `${EXPRESS}const admin = express();\nadmin.use(${A});\nadmin.get('/x', x);\napp.use(${B});\napp.get('/y', y);` },
    { title: 'the same policy twice', code: `${EXPRESS}app.use(${A});\napp.use(${A});\napp.get('/feed', feed);` },
    { title: 'a function that decides on the options, registered for preflights too', code: `${EXPRESS}const options = (req, callback) => { callback(null, /\\.a\\.example$/.test(req.headers.origin ?? '') ? { origin: true } : { origin: false }); };\napp.use(cors(options));\napp.options('*', cors(options));\napp.get('/feed', feed);` },
    { title: 'policies of two paths', code: `${EXPRESS}app.use('/a', ${A});\napp.use('/b', ${B});\napp.get('/a/x', feed);\napp.get('/b/x', feed);` },
    { title: 'a GET route of its own', code: `${EXPRESS}app.use(${A});\napp.get('/feed', ${B}, feed);` },
    { title: 'an inner policy that the outer one contains', code: `${EXPRESS}app.use(cors());\napp.put('/feed', ${B}, feed);` },
    { title: 'Hono: a GET route of its own', code: `${HONO}app.use(${A});\napp.get('/feed', ${B}, (c) => c.json([]));` },
    { title: 'a narrower answer by hand', code: `${EXPRESS}app.use(cors());\napp.get('/feed', (req, res) => { res.set('Access-Control-Allow-Origin', 'https://a.example'); res.json([]); });` },
    { title: 'a route before the policy', code: `${EXPRESS}app.get('/feed', (req, res) => { res.set('Access-Control-Allow-Origin', '*'); res.json([]); });\napp.use(${A});\napp.get('/x', x);` },
    { title: 'a sensitive route, which no-wildcard-origin reports', code: `${EXPRESS}app.use(${A});\napp.get('/me', requireAuth, (req, res) => { res.set('Access-Control-Allow-Origin', '*'); res.json(req.user); });` },
    { title: 'headers that are set once and then appended to others', code: "export default { fetch() {\n  const headers = new Headers();\n  headers.append('Access-Control-Allow-Origin', '*');\n  headers.append('Vary', 'Origin');\n  return new Response('', { headers });\n} };" },
    { title: 'a header that is set again', code: "const http = require('node:http');\nhttp.createServer((req, res) => {\n  res.setHeader('Access-Control-Allow-Origin', 'https://a.example');\n  res.setHeader('Access-Control-Allow-Origin', 'https://b.example');\n  res.end();\n});" },
    { title: 'Hono: one for a path', code: `${HONO}app.use('/admin/*', cors({ origin: 'https://a.example' }));\napp.use(cors({ origin: 'https://b.example' }));\napp.get('/feed', (c) => c.json([]));` },
    { title: 'a test', code: `${EXPRESS}app.use(${A});\napp.use(${B});\napp.get('/feed', feed);`, filename: 'server.test.ts' },
  ],
  invalid: [
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
