import { ruleTable } from './rule-table.ts';

const CORS = "const cors = { 'Access-Control-Allow-Origin': 'https://a.example', 'Access-Control-Allow-Methods': 'POST, PUT', 'Access-Control-Allow-Headers': 'Content-Type' };\n";
const worker = (body: string): string => `${CORS}export default {\n  async fetch(request) {\n${body}\n  },\n};`;
const server = (body: string): string => `const http = require('node:http');\nhttp.createServer((req, res) => {\n${body}\n}).listen(3000);`;
const ALLOW = "res.setHeader('Access-Control-Allow-Origin', 'https://a.example');";
const ROUTE = 'app/api/items/route.ts';
const SVELTE = 'src/routes/api/items/+server.ts';

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
  ],
  invalid: [
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
