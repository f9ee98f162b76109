import { ruleTable } from './rule-table.ts';

const CORS = "const cors = { 'Access-Control-Allow-Origin': 'https://a.example', 'Access-Control-Allow-Methods': 'POST, PUT', 'Access-Control-Allow-Headers': 'Content-Type' };\n";
const worker = (body: string): string => `${CORS}export default {\n  async fetch(request) {\n${body}\n  },\n};`;
const server = (body: string): string => `const http = require('node:http');\nhttp.createServer((req, res) => {\n${body}\n}).listen(3000);`;
const ALLOW = "res.setHeader('Access-Control-Allow-Origin', 'https://a.example');";
const ROUTE = 'app/api/items/route.ts';
const SVELTE = 'src/routes/api/items/+server.ts';
const EXPRESS = "import cors from 'cors';\nimport express from 'express';\nconst app = express();\napp.use(express.json());\n";
const OPTIONS_OF = "const options = { origin: 'https://a.example' };\n";

ruleTable('require-preflight', {
  valid: [
    { title: 'a worker that answers OPTIONS', code: worker("    if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: cors });\n    return Response.json(1, { headers: cors });") },
    { title: 'a worker that answers every method alike', code: worker('    return Response.json(1, { headers: cors });') },
    { title: 'OPTIONS for unknown origins', code: worker("    if (request.method === 'OPTIONS') {\n      if (request.headers.get('Origin') !== 'https://a.example') return new Response(null, { status: 403 });\n      return new Response(null, { status: 204, headers: cors });\n    }\n    return Response.json(1, { headers: cors });") },
    { title: 'a worker for GET alone', code: "export default {\n  async fetch(request) {\n    if (request.method !== 'GET') return new Response('no', { status: 405 });\n    return Response.json(1, { headers: { 'Access-Control-Allow-Origin': '*' } });\n  },\n};" },
    { title: 'an answer to OPTIONS of another function', code: worker("    if (request.method === 'OPTIONS') return preflight(request);\n    return Response.json(1, { headers: cors });") },
    { title: 'a POST without headers', code: "export default {\n  async fetch(request) {\n    if (request.method !== 'POST') return new Response('no', { status: 405 });\n    return Response.json(1, { headers: { 'Access-Control-Allow-Origin': '*' } });\n  },\n};" },
    { title: 'Next: GET alone', code: `${CORS}export function GET() { return Response.json(1, { headers: cors }); }`, filename: ROUTE },
    { title: 'Next: with OPTIONS', code: `${CORS}export function OPTIONS() { return new Response(null, { headers: cors }); }\nexport function PUT() { return Response.json(1, { headers: cors }); }`, filename: ROUTE },
    { title: 'Next: OPTIONS of another file', code: `${CORS}export { OPTIONS } from '../cors';\nexport function PUT() { return Response.json(1, { headers: cors }); }`, filename: ROUTE },
    { title: 'Next: without a policy', code: '// cors\nexport function PUT() { return Response.json(1); }', filename: ROUTE },
    { title: 'SvelteKit: a fallback', code: `${CORS}export function fallback() { return new Response(null, { headers: cors }); }\nexport function PUT() { return new Response(null, { headers: cors }); }`, filename: SVELTE },
    { title: 'Lambda: API Gateway may answer', code: "exports.handler = async (event) => {\n  if (event.httpMethod !== 'PUT') return { statusCode: 405 };\n  return { statusCode: 200, headers: { 'Access-Control-Allow-Origin': '*' } };\n};" },
    { title: 'node:http: headers before all', code: server(`  ${ALLOW}\n  if (req.method === 'OPTIONS') { res.writeHead(204); return res.end(); }\n  res.end('ok');`) },
    { title: 'node:http: a helper answers', code: server(`  if (req.method === 'OPTIONS') return preflight(req, res);\n  ${ALLOW}\n  res.end('ok');`) },
    { title: 'a test', code: `${CORS}export function PUT() { return Response.json(1, { headers: cors }); }`, filename: 'app/api/__tests__/app/route.ts' },
    { title: 'Express: an answer to OPTIONS of the route', code: `${EXPRESS}app.options('/items', cors());\napp.put('/items', cors(), save);` },
    { title: 'Express: an answer to OPTIONS of all routes', code: `${EXPRESS}app.put('/items', cors(), save);\napp.options(/.*/, cors());` },
    { title: 'Express: CORS for all, after the route', code: `${EXPRESS}app.put('/items', cors(), save);\napp.use(cors());` },
    { title: 'Express: CORS for the path', code: `${EXPRESS}app.use('/items', cors());\napp.put('/items', cors(), save);` },
    { title: 'Express: a handler for every method', code: `${EXPRESS}app.all('/items', cors());\napp.put('/items', cors(), save);` },
    { title: 'Express: every method of a route', code: `${EXPRESS}app.route('/items').all(cors()).put(save);` },
    { title: 'Express: GET', code: `${EXPRESS}app.get('/items', cors(), list);` },
    { title: 'Express: a POST that forms can send', code: `${EXPRESS}app.post('/items', cors(), (req, res) => res.json(req.body));` },
    { title: 'Express: middleware of another file', code: `${EXPRESS}import { common } from './common.js';\napp.use(common);\napp.put('/items', cors(), save);` },
    { title: 'Express: middleware that answers by itself', code: `${EXPRESS}app.use((req, res, next) => (req.method === 'OPTIONS' ? preflight(req, res) : next()));\napp.put('/items', cors(), save);` },
    { title: 'Express: middleware that hands the response on', code: `${EXPRESS}app.use((req, res, next) => { prepare(res); next(); });\napp.put('/items', cors(), save);` },
    { title: 'Express: an application that is exported', code: `${EXPRESS}app.put('/items', cors(), save);\nexport default app;` },
    { title: 'Express: an application that is handed on', code: `${EXPRESS}app.put('/items', cors(), save);\nsetup(app);` },
    { title: 'Express: a router that another file mounts', code: "import cors from 'cors';\nimport { Router } from 'express';\nexport const router = Router();\nrouter.put('/items', cors(), save);" },
    { title: 'Express: middleware that is spread', code: `${EXPRESS}app.use(...common);\napp.put('/items', cors(), save);` },
    { title: 'Express: headers by hand, and an answer to OPTIONS', code: `${EXPRESS}app.options('/items', (req, res) => res.set('Access-Control-Allow-Origin', 'https://a.example').end());\napp.put('/items', (req, res) => { res.set('Access-Control-Allow-Origin', 'https://a.example'); res.json([]); });` },
    { title: 'Express: a route that allows nobody', code: `${EXPRESS}app.put('/items', cors({ origin: false }), save);` },
  ],
  invalid: [
    {
      title: 'Express: CORS of a route for PUT',
      code: `${EXPRESS}${OPTIONS_OF}app.put('/items/:id', cors(options), save);\napp.listen(3000);`,
      reports: ['routePreflight'],
      at: 'cors(options)',
      message: 'Only PUT requests to /items/:id get to `cors(options)`, and nothing answers the preflight before them: without Access-Control-Allow-Origin in the answer to OPTIONS, browsers never send the PUT request.',
      suggestions: [`${EXPRESS}${OPTIONS_OF}app.options('/items/:id', cors(options));\napp.put('/items/:id', cors(options), save);\napp.listen(3000);`],
    },
    { title: 'Express: a middleware that has a name', code: `${EXPRESS}const allow = cors({ origin: ['https://a.example'] });\napp.get('/items', allow, list);\napp.delete('/items', allow, remove);`, reports: ['routePreflight'], at: 'allow', suggestions: [`${EXPRESS}const allow = cors({ origin: ['https://a.example'] });\napp.get('/items', allow, list);\napp.options('/items', allow);\napp.delete('/items', allow, remove);`] },
    { title: 'Express: a router that the file mounts', code: `${EXPRESS}const items = express.Router();\nitems.patch('/:id', cors(), save);\napp.use('/items', items);`, reports: ['routePreflight'], message: 'Only PATCH requests to /items/:id get to `cors()`, and nothing answers the preflight before them: without Access-Control-Allow-Origin in the answer to OPTIONS, browsers never send the PATCH request.' },
    { title: 'Express: CORS for another path', code: `${EXPRESS}app.use('/public', cors());\napp.put('/items', cors(), save);`, reports: ['routePreflight'] },
    { title: 'Express: an answer to OPTIONS of another path', code: `${EXPRESS}app.options('/public', cors());\napp.put('/items', cors(), save);`, reports: ['routePreflight'] },
    { title: 'Express: a POST with a token', code: `${EXPRESS}app.post('/items', cors(), (req, res) => res.json(check(req.headers.authorization)));`, reports: ['routePreflight'] },
    { title: 'Express: a chain', code: `${EXPRESS}app.route('/items').get(list).put(cors(), save);`, reports: ['routePreflight'], suggestions: [] },
    { title: 'Express: an answer to what is not found', code: `${EXPRESS}app.put('/items', cors(), save);\napp.use((req, res) => res.status(404).end());\napp.use((error, req, res, next) => res.sendStatus(500));`, reports: ['routePreflight'] },
    { title: 'Express: CommonJS', code: "const express = require('express');\nconst cors = require('cors');\nconst helmet = require('helmet');\nconst app = express();\napp.use(helmet());\napp.use(express.urlencoded({ extended: true }));\napp.delete('/items', cors(), remove);\nrequire('http').createServer(app).listen(3000);", reports: ['routePreflight'] },
    { title: 'Express: headers by hand', code: `${EXPRESS}app.put('/items', (req, res) => {\n  res.set('Access-Control-Allow-Origin', 'https://a.example');\n  res.json([]);\n});`, reports: ['routePreflight'], suggestions: [] },
    {
      title: 'Next: PUT without OPTIONS',
      code: `${CORS}export function PUT() {\n  return Response.json(1, { headers: cors });\n}`,
      filename: ROUTE,
      reports: ['preflightUnanswered'],
      message: 'Next.js answers preflights for this route with status 204 and no CORS headers, because nothing here is for OPTIONS: browsers never send the PUT request.',
      suggestions: [`${CORS}export function PUT() {\n  return Response.json(1, { headers: cors });\n}\n\nexport function OPTIONS(): Response {\n  return new Response(null, { status: 204, headers: { ...cors } });\n}`],
      typescript: true,
    },
    { title: 'Next: a token with GET', code: "export async function GET(request) {\n  const user = await check(request.headers.get('authorization'));\n  return Response.json(user, { headers: { 'Access-Control-Allow-Origin': 'https://a.example' } });\n}", filename: 'app/api/me/route.js', reports: ['preflightUnanswered'], message: 'Next.js answers preflights for this route with status 204 and no CORS headers, because nothing here is for OPTIONS: browsers never send a GET request with the header Authorization.', suggestions: ["export async function GET(request) {\n  const user = await check(request.headers.get('authorization'));\n  return Response.json(user, { headers: { 'Access-Control-Allow-Origin': 'https://a.example' } });\n}\n\nexport function OPTIONS() {\n  return new Response(null, { status: 204, headers: { 'Access-Control-Allow-Origin': 'https://a.example', 'Access-Control-Allow-Methods': 'GET', 'Access-Control-Allow-Headers': 'Content-Type, Authorization' } });\n}"] },
    { title: 'Next: a POST that allows Content-Type', code: `${CORS}export async function POST() {\n  return Response.json(1, { headers: cors });\n}`, filename: ROUTE, reports: ['preflightUnanswered'], typescript: true },
    { title: 'SvelteKit: DELETE without OPTIONS', code: `import { json } from '@sveltejs/kit';\n${CORS}export const DELETE = () => json(1, { headers: cors });`, filename: SVELTE, reports: ['preflightUnanswered'], message: 'SvelteKit answers preflights for this route with status 405 and no CORS headers, because nothing here is for OPTIONS: browsers never send the DELETE request.', typescript: true },
    { title: 'a worker for POST alone', code: worker("    if (request.method !== 'POST') return new Response('no', { status: 405 });\n    return Response.json(1, { headers: cors });"), reports: ['preflightTurnedAway'], message: 'Preflights end here with status 405 and no Access-Control-Allow-Origin: browsers never send a POST request with the header Content-Type, whose answer at line 1 is for pages of other origins.' },
    { title: 'a Deno server for PUT alone', code: `${CORS}Deno.serve((req) => {\n  if (req.method === 'PUT') return new Response('ok', { headers: cors });\n  return new Response('no', { status: 405 });\n});`, reports: ['preflightTurnedAway'] },
    { title: 'node:http for one path and method', code: server(`  if (req.url === '/items' && req.method === 'DELETE') {\n    ${ALLOW}\n    return res.end('gone');\n  }\n  res.statusCode = 404;\n  res.end();`), reports: ['preflightTurnedAway'] },
    { title: 'an API route of Next.js for PATCH alone', code: `export default function handler(req, res) {\n  ${ALLOW}\n  if (req.method !== 'PATCH') return res.status(405).end();\n  res.status(200).json({});\n}`, filename: 'pages/api/item.js', reports: ['preflightTurnedAway'], message: 'Preflights end here with status 405: browsers never send the PATCH request, whose answer at line 2 is for pages of other origins.' },
    { title: 'a worker that refuses OPTIONS', code: worker("    if (request.method === 'OPTIONS') return new Response(null, { status: 405, headers: cors });\n    return Response.json(1, { headers: cors });"), reports: ['preflightStatus'], message: 'Preflights are answered with status 405, and only 200 to 299 lets a browser go on: it never sends the GET request to line 1.' },
    { title: 'a redirect of preflights by node:http', code: server(`  ${ALLOW}\n  if (req.method === 'OPTIONS') {\n    res.writeHead(302, { Location: '/' });\n    return res.end();\n  }\n  res.end('ok');`), reports: ['preflightStatus'] },
    { title: 'a Lambda function that refuses OPTIONS', code: "exports.handler = async (event) => {\n  const headers = { 'Access-Control-Allow-Origin': '*' };\n  if (event.httpMethod === 'OPTIONS') return { statusCode: 404, headers };\n  return { statusCode: 200, headers };\n};", reports: ['preflightStatus'] },
    { title: 'a Deno server without headers for OPTIONS', code: `${CORS}Deno.serve((req) => {\n  if (req.method === 'OPTIONS') return new Response('ok');\n  return new Response('ok', { headers: cors });\n});`, reports: ['preflightWithoutOrigin'], suggestions: [`${CORS}Deno.serve((req) => {\n  if (req.method === 'OPTIONS') return new Response('ok', { headers: { ...cors } });\n  return new Response('ok', { headers: cors });\n});`] },
    { title: 'node:http without headers for OPTIONS', code: server(`  if (req.method === 'OPTIONS') return res.end();\n  ${ALLOW}\n  res.end('ok');`), reports: ['preflightWithoutOrigin'], suggestions: [] },
    { title: 'a Lambda function without headers for OPTIONS', code: "exports.handler = async (event) => {\n  if (event.httpMethod === 'OPTIONS') return { statusCode: 200, body: '' };\n  return { statusCode: 200, headers: { 'Access-Control-Allow-Origin': '*' } };\n};", reports: ['preflightWithoutOrigin'] },
  ],
});
