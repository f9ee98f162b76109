import { ruleTable } from './rule-table.ts';

const CORS = "import cors from 'cors';\nimport express from 'express';\nconst app = express();\n";
const HONO = "import { Hono } from 'hono';\nimport { cors } from 'hono/cors';\nconst app = new Hono();\n";
const TRUSTED = "origin: ['https://app.example.com']";

ruleTable('no-broad-allow-headers', {
  valid: [
    { title: 'lists', code: `${CORS}app.use(cors({ ${TRUSTED}, allowedHeaders: ['Content-Type'], methods: ['GET', 'POST'] }));` },
    { title: 'nobody', code: `${CORS}app.use(cors({ origin: false }));` },
    { title: 'the wildcard with credentials, which is the name of a header', code: `${HONO}app.use(cors({ origin: 'https://app.example.com', credentials: true, allowHeaders: ['*'], allowMethods: ['GET'] }));` },
    { title: 'a list that is not known', code: `${CORS}app.use(cors({ ${TRUSTED}, allowedHeaders: headers }));` },
    { title: 'a text for several libraries', code: `${CORS}app.use(cors({ ${TRUSTED}, allowedHeaders: 'Content-Type, X-Requested-With', methods: 'GET,POST' }));` },
    { title: 'a route that no preflight gets to', code: `${CORS}app.get('/prices', (req, res) => {\n  res.set('Access-Control-Allow-Origin', '*');\n  res.set('Access-Control-Allow-Headers', '*');\n  res.json(prices);\n});` },
    { title: 'a function for GET alone', filename: 'app/api/prices/route.ts', code: "export const GET = () => Response.json(prices, { headers: { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*' } });" },
    { title: 'routes that are declared', code: `${CORS}app.use('/open', cors());\napp.get('/open/a', (req, res) => res.json(1));`, settings: { publicPaths: ['/open/**'] } },
    { title: 'methods that the file has', filename: 'app/api/prices/route.ts', code: "const headers = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Methods': 'GET, PUT', 'Access-Control-Allow-Headers': 'Content-Type' };\nexport const OPTIONS = () => new Response(null, { headers });\nexport const PUT = () => new Response(null, { headers });" },
    { title: 'methods of an application, whose routes may be elsewhere', code: `${CORS}app.use(cors({ ${TRUSTED}, allowedHeaders: ['Content-Type'], methods: ['GET', 'DELETE'] }));\napp.get('/prices', (req, res) => res.json(prices));` },
  ],
  invalid: [
    {
      title: 'the default of cors',
      code: `${CORS}app.use(cors({ ${TRUSTED} }));`,
      reports: ['reflectedHeaders'],
      at: `cors({ ${TRUSTED} })`,
      message: "cors, given no list of headers, allows whatever headers a preflight asks for: pages of allowed origins can send 'X-Requested-With' too, so a check for such a header keeps none of them out. List the headers that the server reads.",
    },
    { title: 'the default of hono/cors', code: `${HONO}app.use(cors({ origin: 'https://app.example.com' }));`, reports: ['reflectedHeaders'] },
    { title: 'the default of @koa/cors', code: "import Koa from 'koa';\nimport cors from '@koa/cors';\nnew Koa().use(cors({ origin: () => 'https://app.example.com' }));", reports: ['reflectedHeaders'] },
    { title: 'the default of @fastify/cors', code: "import fastify from 'fastify';\nimport cors from '@fastify/cors';\nconst app = fastify();\napp.register(cors, { origin: ['https://app.example.com'] });", reports: ['reflectedHeaders'] },
    {
      title: 'a copy of what is asked for',
      code: "import { createServer } from 'node:http';\ncreateServer((req, res) => {\n  res.setHeader('Access-Control-Allow-Origin', 'https://app.example.com');\n  res.setHeader('Access-Control-Allow-Headers', req.headers['access-control-request-headers']);\n  res.end();\n}).listen(80);",
      reports: ['reflectedHeaders'],
      at: "req.headers['access-control-request-headers']",
      suggestions: ["import { createServer } from 'node:http';\ncreateServer((req, res) => {\n  res.setHeader('Access-Control-Allow-Origin', 'https://app.example.com');\n  res.setHeader('Access-Control-Allow-Headers', 'Content-Type, Authorization');\n  res.end();\n}).listen(80);"],
    },
    {
      title: 'wildcards of an option',
      code: `${HONO}app.use(cors({ origin: 'https://app.example.com', allowHeaders: ['*'], allowMethods: ['*'] }));`,
      reports: ['wildcardHeaders', 'wildcardMethods'],
      at: "['*']",
      suggestions: [`${HONO}app.use(cors({ origin: 'https://app.example.com', allowHeaders: ['Content-Type', 'Authorization'], allowMethods: ['*'] }));`],
    },
    { title: 'a Lambda', code: "export const handler = async () => ({ statusCode: 200, headers: { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*' }, body: '' });", reports: ['wildcardHeaders'] },
    { title: 'a Worker', code: "export default { fetch: (request) => new Response('', { headers: { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Methods': '*' } }) };", reports: ['wildcardMethods'] },
    {
      title: 'methods that the file does not have',
      filename: 'app/api/prices/route.ts',
      code: "const headers = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Methods': 'GET, PUT, DELETE', 'Access-Control-Allow-Headers': 'Content-Type' };\nexport const OPTIONS = () => new Response(null, { headers });\nexport const GET = () => Response.json(prices, { headers });",
      reports: ['unusedMethods'],
      message: "`PUT`, `DELETE` in Access-Control-Allow-Methods: '/api/prices' answers GET alone. List only these.",
      suggestions: ["const headers = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Methods': 'GET', 'Access-Control-Allow-Headers': 'Content-Type' };\nexport const OPTIONS = () => new Response(null, { headers });\nexport const GET = () => Response.json(prices, { headers });"],
    },
  ],
});
