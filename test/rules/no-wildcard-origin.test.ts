import { expect, it } from 'vitest';
import { lint } from '../fixtures/support/lint.ts';
import { ruleTable } from './rule-table.ts';

const CORS = "import cors from 'cors';\nimport express from 'express';\nconst app = express();\n";
const ME = "app.get('/api/me', requireAuth, (req, res) => res.json(req.user));\n";
const CONTROLLERS = "import { createExpressServer, createKoaServer, createServer, ExpressDriver, Get, JsonController, Post, useExpressServer } from 'routing-controllers';\n";
const DECORATED = `${CONTROLLERS}@JsonController('/orders')\nclass Orders {\n  @Get() list() { return []; }\n}\n@JsonController('/lamps')\nclass Lamps {\n  @Post('/:id') light() { return {}; }\n}\n`;

ruleTable('no-wildcard-origin', {
  valid: [
    { title: 'a store of anything, which no path says anything about', code: "import cors from 'cors';\nimport express from 'express';\nconst app = express();\napp.use(cors());\napp.get('/:name', list);\napp.post('/:name', add);\napp.delete('/:name/:id', remove);" },
    { title: 'a file about something else', code: 'export const answer = 42;' },
    { title: 'the wildcard on a public path', code: `${CORS}app.use('/public', cors());\napp.use('/public', express.static('public'));` },
    { title: 'the wildcard where nothing is sensitive', code: `${CORS}app.use(cors());\napp.get('/version', (req, res) => res.send('1'));` },
    { title: 'the wildcard that the application is configured with', code: `import express from 'express';\nconst app = express();\napp.use((req, res, next) => {\n  if (req.app.settings.cors === '*') res.set('Access-Control-Allow-Origin', '*');\n  next();\n});\n${ME}` },
    { title: 'the wildcard on fonts', code: `${CORS}app.get('/fonts/a.woff2', cors(), (req, res) => res.sendFile('a.woff2'));` },
    { title: 'the wildcard on .well-known', code: `${CORS}app.get('/.well-known/jwks.json', cors(), (req, res) => res.json({}));` },
    { title: 'the wildcard on health', code: `${CORS}app.get('/healthz', cors(), (req, res) => res.send('ok'));` },
    { title: 'a list on a sensitive route', code: `${CORS}app.use(cors({ origin: ['https://app.example.com'] }));\n${ME}` },
    { title: 'the wildcard with credentials, which is another rule\'s', code: `${CORS}app.use(cors({ origin: '*', credentials: true }));\n${ME}` },
    { title: 'a sensitive route before the middleware', code: `${CORS}${ME}app.use(cors());\napp.get('/version', (req, res) => res.send('1'));` },
    { title: 'a sensitive route on another router', code: `${CORS}const open = express.Router();\nopen.use(cors());\nopen.get('/version', (req, res) => res.send('1'));\nconst closed = express.Router();\nclosed.get('/api/me', requireAuth, (req, res) => res.json(req.user));\napp.use('/open', open);\napp.use('/closed', closed);` },
    { title: 'a development branch', code: `${CORS}if (process.env.NODE_ENV === 'development') app.use(cors());\n${ME}` },
    { title: 'a test file', filename: 'test/server.ts', code: `${CORS}app.use(cors());\n${ME}` },
    { title: 'an example', filename: 'examples/server/index.ts', code: `${CORS}app.use(cors());\n${ME}` },
    { title: 'a path that is declared public with a reason', code: `${CORS}app.get('/api/users/count', cors(), (req, res) => res.json(1));`, settings: { publicPaths: [{ path: '/api/users/count', reason: 'a badge on other sites' }] } },
    { title: 'a glob that is declared public', code: `${CORS}app.get('/api/users/count', cors(), (req, res) => res.json(1));`, settings: { publicPaths: ['/api/users/*'] } },
    { title: 'a file that is declared public', filename: 'src/badges.ts', code: `${CORS}app.use(cors());\n${ME}`, settings: { publicPaths: [{ file: '**/badges.ts', reason: 'badges' }] } },
    { title: 'a disable comment with its reason', code: `${CORS}// eslint-disable-next-line cors/no-wildcard-origin -- badges are for every site\napp.use(cors());\n${ME}` },
    { title: 'a cacheable public answer', code: "export async function GET() {\n  return new Response('x', { headers: { 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'public, max-age=60' } });\n}", filename: 'app/og/route.ts' },
    { title: 'a request of a client', code: "fetch('/api/me', { headers: { 'Access-Control-Allow-Origin': '*' } });" },
    { title: 'a server of controllers whose option is off', code: `${DECORATED}createExpressServer({ cors: false, controllers: [Orders], authorizationChecker });` },
    { title: 'a server of controllers without the option', code: `${DECORATED}createKoaServer({ controllers: [Orders], authorizationChecker });` },
    { title: 'a server of controllers that nothing is known of', code: `${CONTROLLERS}createExpressServer({ cors: true, controllers: [folder] });` },
    { title: 'a server of controllers behind middleware of other files', code: `${DECORATED}createExpressServer({ cors: true, controllers: [Orders], middlewares: [folder] });` },
    { title: 'a server of controllers on a driver that the file does not show', code: `${DECORATED}createServer(driver, { cors: true, controllers: [Orders], authorizationChecker });` },
    { title: 'a function of that name from elsewhere', code: `import { createExpressServer } from './server.js';\ncreateExpressServer({ cors: true, authorizationChecker });` },
    { title: 'an unset option', code: `${CORS}app.use(cors({ origin: undefined }));\n${ME}` },
    { title: 'options that are not in the file', code: `import { options } from './options.js';\n${CORS}app.use(cors(options));\n${ME}` },
  ],
  invalid: [
    { title: 'an address that the caller names', options: { scope: 'all' }, code: `${CORS}app.get('/x', async (req, res) => res.set('Access-Control-Allow-Origin', '*').send(await (await fetch(req.query.url)).text()));`, reports: ['wildcardProxy'] },
    { title: 'an address in a query that a function is handed', options: { scope: 'all' }, code: "export const handler = async (event) => ({ statusCode: 200, headers: { 'Access-Control-Allow-Origin': '*' }, body: await (await fetch(event.queryStringParameters.url)).text() });", reports: ['wildcardProxy'] },
    { title: 'an address in a parameter that is not shown', options: { scope: 'all' }, code: `${CORS}app.get('/x', async (req, res) => res.set('Access-Control-Allow-Origin', '*').send(await (await fetch(req.query[NAME])).text()));`, reports: ['wildcardProxy'] },
    { title: 'an address in a path', options: { scope: 'all' }, code: `${CORS}app.get('/x', async (req, res) => res.set('Access-Control-Allow-Origin', '*').send(await (await fetch(req.params.url)).text()));`, reports: ['wildcardProxy'] },
    { title: 'an address that begins with what the caller names', options: { scope: 'all' }, code: `${CORS}app.get('/x', async (req, res) => res.set('Access-Control-Allow-Origin', '*').send(await (await fetch(\`\${req.query.base}/feed\`)).text()));`, reports: ['wildcardProxy'] },
    { title: 'an address of a fixed host', options: { scope: 'all' }, code: `${CORS}app.get('/x', async (req, res) => res.set('Access-Control-Allow-Origin', '*').send(await (await fetch(\`https://feed.example/\${req.query.id}\`)).text()));`, reports: ['wildcard'] },
    { title: 'a path at a fixed host', options: { scope: 'all' }, code: `${CORS}app.get('/x', async (req, res) => res.set('Access-Control-Allow-Origin', '*').send(await (await fetch(new URL(req.query.path, UPSTREAM))).text()));`, reports: ['wildcard'] },
    { title: 'middleware for preflights and for a guarded route', code: `${CORS}const open = cors();\napp.options('/{*splat}', open);\napp.get('/api/me', requireAuth, open, (req, res) => res.json(req.user));`, reports: ['wildcardSensitive'] },
    { title: 'middleware for preflights and for the application', code: `${CORS}const open = cors();\napp.options('/{*splat}', open);\napp.use(open);\n${ME}`, reports: ['wildcardSensitive'] },
    { title: 'a route for lamps beside one of anything', code: "import cors from 'cors';\nimport express from 'express';\nconst app = express();\napp.use(cors());\napp.post('/:name', add);\napp.post('/lamps/:id', light);", reports: ['wildcardUnauthenticated'], at: 'cors()' },
    { title: 'the wildcard where the request asks for it', code: `import express from 'express';\nconst app = express();\napp.use((req, res, next) => {\n  if (req.query.cors === '*') res.set('Access-Control-Allow-Origin', '*');\n  next();\n});\n${ME}`, reports: ['wildcardSensitive'] },
    {
      title: 'the default on an authenticated route',
      code: `${CORS}app.use(cors());\n${ME}`,
      reports: ['wildcardSensitive'],
      at: 'cors()',
      message: "`cors()` sends 'Access-Control-Allow-Origin: *' by default, which lets every website read what guarded routes ('requireAuth') answer to requests without cookies: a page of 'https://evil.example' that holds a token can use it from any visitor's browser. With cookies, browsers refuse '*'.",
      suggestions: [`${CORS}app.use(cors({ origin: (process.env.CORS_ALLOWED_ORIGINS ?? '').split(',') }));\n${ME}`],
    },
    { title: 'the text on an authenticated route', code: `${CORS}app.use(cors({ origin: '*' }));\n${ME}`, reports: ['wildcardSensitive'], at: "'*'" },
    { title: 'empty options', code: `${CORS}app.use(cors({}));\n${ME}`, reports: ['wildcardSensitive'], suggestions: [`${CORS}app.use(cors({ origin: (process.env.CORS_ALLOWED_ORIGINS ?? '').split(',') }));\n${ME}`] },
    { title: 'other options', code: `${CORS}app.use(cors({ maxAge: 5 }));\n${ME}`, reports: ['wildcardSensitive'] },
    { title: 'a misspelt key, which leaves the default', code: `${CORS}app.use(cors({ origins: ['https://app.example.com'] }));\n${ME}`, reports: ['wildcardSensitive'] },
    { title: 'a session', code: `import session from 'express-session';\n${CORS}app.use(cors());\napp.use(session({ secret: 'x' }));\napp.get('/', (req, res) => res.json(req.session));`, reports: ['wildcardCookie'] },
    { title: 'a session beside a check of tokens', code: `${CORS}app.use(cookieParser());\napp.use(cors());\napp.get('/data', requireToken, (req, res) => res.json(req.cookies.theme));`, reports: ['wildcardSensitive'] },
    { title: 'a check of tokens, named before cookies and a guard of frames', code: `${CORS}app.use(cookieParser());\napp.use(cors());\napp.use(helmet.frameguard());\napp.get('/data', requireToken, (req, res) => res.json(req.cookies.theme));`, reports: ['wildcardSensitive'], message: "`cors()` sends 'Access-Control-Allow-Origin: *' by default, which lets every website read what guarded routes ('requireToken') answer to requests without cookies: a page of 'https://evil.example' that holds a token can use it from any visitor's browser. With cookies, browsers refuse '*'." },
    { title: 'a bearer token', code: `${CORS}app.use(cors());\napp.get('/data', (req, res) => res.json(check(req.headers.authorization)));`, reports: ['wildcardSensitive'] },
    { title: 'a path that says so', code: `${CORS}app.get('/admin/export', cors(), (req, res) => res.json([]));`, reports: ['wildcardSensitive'] },
    { title: 'a path that settings say so', code: `${CORS}app.get('/reports/1', cors(), (req, res) => res.json([]));`, settings: { sensitivePaths: ['/reports/**'] }, reports: ['wildcardSensitive'] },
    { title: 'middleware that settings name', code: `${CORS}app.use(cors());\napp.get('/x', gatekeeper, (req, res) => res.json([]));`, settings: { authMiddleware: ['gatekeeper'] }, reports: ['wildcardSensitive'] },
    {
      title: 'a server on loopback',
      code: "import http from 'node:http';\nhttp.createServer((req, res) => {\n  res.setHeader('Access-Control-Allow-Origin', '*');\n  res.end();\n}).listen(3000, '127.0.0.1');",
      reports: ['wildcardLocalServer'],
      message: "`'*'` lets every website read this server, which listens on '127.0.0.1': a page that its user visits, such as 'https://evil.example', reaches it through their browser.",
    },
    {
      title: 'state-changing routes without authentication',
      code: `${CORS}app.use(cors());\napp.post('/items', (req, res) => res.json(create(req.body)));`,
      reports: ['wildcardUnauthenticated'],
      message: "`cors()` sends 'Access-Control-Allow-Origin: *' by default, which lets every website call 'POST /items', where nothing in this file asks who is calling: 'https://evil.example' can read and change data through a visitor's network position.",
    },
    {
      title: 'a secret',
      filename: 'supabase/functions/search/index.ts',
      code: "const corsHeaders = { 'Access-Control-Allow-Origin': '*' };\nDeno.serve(async (req) => {\n  const key = Deno.env.get('SUPABASE_SERVICE_ROLE_KEY');\n  return new Response(await work(key), { headers: corsHeaders });\n});",
      reports: ['wildcardSecret'],
      message: "`'*'` lets every website use what this code does with 'SUPABASE_SERVICE_ROLE_KEY': 'https://evil.example' can call it from any visitor's browser and read the answer.",
    },
    { title: 'a shared constant that several responses use, reported once', filename: 'supabase/functions/a/index.ts', code: "const corsHeaders = { 'Access-Control-Allow-Origin': '*' };\nDeno.serve(async (req) => {\n  if (req.method === 'OPTIONS') return new Response('ok', { headers: corsHeaders });\n  const key = Deno.env.get('OPENAI_API_KEY');\n  return new Response(await work(key), { headers: { ...corsHeaders, 'Content-Type': 'application/json' } });\n});", reports: ['wildcardSecret'] },
    { title: 'a route handler that reads a cookie', filename: 'app/api/cart/route.ts', code: "import { cookies } from 'next/headers';\nexport async function GET() {\n  const jar = await cookies();\n  return Response.json(jar.get('cart'), { headers: { 'Access-Control-Allow-Origin': '*' } });\n}", reports: ['wildcardCookie'] },
    { title: 'Fastify, whatever the order', code: "import fastify from 'fastify';\nimport cors from '@fastify/cors';\nconst app = fastify();\napp.get('/me', { preHandler: authenticate }, async (request) => request.user);\napp.register(cors);", reports: ['wildcardSensitive'] },
    { title: 'a server of controllers with a check of who may call', code: `${CONTROLLERS}createExpressServer({ cors: true, controllers: [folder], authorizationChecker: (action) => isAllowed(action) });`, reports: ['wildcardSensitive'], at: 'true', message: "`true` sends 'Access-Control-Allow-Origin: *' by default, which lets every website read what guarded routes ('authorizationChecker') answer to requests without cookies: a page of 'https://evil.example' that holds a token can use it from any visitor's browser. With cookies, browsers refuse '*'." },
    { title: 'a server of controllers on Koa', code: `${CONTROLLERS}createKoaServer({ cors: true, controllers: [folder], authorizationChecker });`, reports: ['wildcardSensitive'] },
    { title: 'controllers for an application that is there', code: `${CONTROLLERS}${CORS}useExpressServer(app, { cors: { origin: '*' }, controllers: [folder], authorizationChecker });`, reports: ['wildcardSensitive'], at: "'*'" },
    { title: 'controllers for a driver', code: `${CONTROLLERS}createServer(new ExpressDriver(), { cors: true, controllers: [folder], authorizationChecker });`, reports: ['wildcardSensitive'] },
    { title: 'middleware before controllers with a check', code: `${CONTROLLERS}${CORS}app.use(cors());\nuseExpressServer(app, { controllers: [folder], authorizationChecker });`, reports: ['wildcardSensitive'], at: 'cors()' },
    { title: 'controllers that change something, with nothing that asks who is calling', typescript: true, code: `${DECORATED}createExpressServer({ cors: true, routePrefix: '/api', controllers: [Lamps] });`, reports: ['wildcardUnauthenticated'], message: "`true` sends 'Access-Control-Allow-Origin: *' by default, which lets every website call 'POST /api/lamps/:id', where nothing in this file asks who is calling: 'https://evil.example' can read and change data through a visitor's network position." },
    { title: 'Nest', code: "import { NestFactory } from '@nestjs/core';\nconst app = await NestFactory.create(AppModule, { cors: true });\napp.useGlobalGuards(new AuthGuard());", reports: ['wildcardSensitive'] },
    { title: 'Hono', code: "import { Hono } from 'hono';\nimport { cors } from 'hono/cors';\nimport { jwt } from 'hono/jwt';\nconst app = new Hono();\napp.use('/api/*', cors());\napp.get('/api/data', jwt({ secret: 's' }), (c) => c.json({}));", reports: ['wildcardSensitive'] },
    { title: 'Koa', code: "import Koa from 'koa';\nimport cors from '@koa/cors';\nimport Router from '@koa/router';\nconst app = new Koa();\nconst router = new Router();\napp.use(cors());\nrouter.get('/me', requireLogin, (ctx) => { ctx.body = ctx.state.user; });\napp.use(router.routes());", reports: ['wildcardSensitive'] },
    { title: 'a Lambda', code: "exports.handler = async (event) => {\n  verify(event.headers.authorization);\n  return { statusCode: 200, headers: { 'Access-Control-Allow-Origin': '*' }, body: '' };\n};", reports: ['wildcardSensitive'] },
    {
      title: 'every wildcard, where the scope is all',
      code: `${CORS}app.use(cors());\napp.get('/version', (req, res) => res.send('1'));`,
      options: { scope: 'all' },
      reports: ['wildcard'],
      message: "`cors()` sends 'Access-Control-Allow-Origin: *' by default, which lets every website read the answer: 'https://evil.example' gets it from any visitor's browser, without cookies.",
    },
    { title: 'trusted origins for the suggestion', code: `${CORS}app.use(cors());\n${ME}`, settings: { trustedOrigins: ['https://app.example.com'] }, reports: ['wildcardSensitive'], suggestions: [`${CORS}app.use(cors({ origin: ['https://app.example.com'] }));\n${ME}`, `${CORS}app.use(cors({ origin: (process.env.CORS_ALLOWED_ORIGINS ?? '').split(',') }));\n${ME}`] },
    { title: 'origins of the file for the suggestion', code: `const ALLOWED_ORIGINS = ['https://app.example.com'];\n${CORS}app.use(cors());\n${ME}`, reports: ['wildcardSensitive'], suggestions: [`const ALLOWED_ORIGINS = ['https://app.example.com'];\n${CORS}app.use(cors({ origin: ['https://app.example.com'] }));\n${ME}`, `const ALLOWED_ORIGINS = ['https://app.example.com'];\n${CORS}app.use(cors({ origin: (process.env.CORS_ALLOWED_ORIGINS ?? '').split(',') }));\n${ME}`] },
    { title: 'TypeScript', code: "import cors from 'cors';\nimport express, { type Request, type Response } from 'express';\nconst app = express();\napp.use(cors<Request>({ origin: '*' as string }));\napp.get('/api/me', requireAuth, (req: Request, res: Response): void => { res.json(req.user!); });", reports: ['wildcardSensitive'], typescript: true },
  ],
});

const SENT = ".then(async (answer) => res.set('Access-Control-Allow-Origin', '*').send(await answer.text()))";

it.each([
  ['a query', `${CORS}app.get('/proxy', (req, res) => fetch(req.query.target)${SENT});`, 'GET /proxy?target=https%3A%2F%2Fexample.com%2F'],
  ['a query that is parsed by hand', `${CORS}app.get('/proxy', (req, res) => fetch(new URL(req.url, 'http://localhost').searchParams.get('u'))${SENT});`, 'GET /proxy?u=https%3A%2F%2Fexample.com%2F'],
  ['the beginning of an address', `${CORS}app.get('/proxy', (req, res) => fetch(\`\${req.query.base}/feed\`)${SENT});`, 'GET /proxy?base=https%3A%2F%2Fexample.com%2F'],
  ['a query that is not shown', `${CORS}app.get('/proxy', (req, res) => fetch(req.query[NAME])${SENT});`, 'GET /proxy'],
  ['the path', `${CORS}app.get('/proxy/:target', (req, res) => fetch(req.params.target)${SENT});`, 'GET /proxy/1'],
  ['a query, where the policy is for other routes, too', `${CORS}app.use(cors());\napp.get('/version', (req, res) => res.send('1'));\napp.get('/proxy', async (req, res) => res.send(await (await fetch(req.query.target)).text()));`, 'GET /proxy?target=https%3A%2F%2Fexample.com%2F'],
])('shows the request that names what is fetched: %s', (_, code, sent) => {
  const proxied = lint(code, 'server.mjs', {}, 'strict').findings.filter(({ rule }) => rule === 'no-wildcard-origin');
  expect(proxied.map(({ witness }) => `${witness?.request.method ?? ''} ${witness?.request.path ?? ''}`)).toEqual([sent]);
});
