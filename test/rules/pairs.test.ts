import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.ts';
import { lint } from './rule-table.ts';

const EXPRESS = "import cors from 'cors';\nimport express from 'express';\nconst app = express();\nconst list = ['https://a.example', 'https://b.example'];\n";
const AUTH = `${EXPRESS}function requireAuth(req, res, next) {\n  if (!req.headers.authorization) return res.sendStatus(401);\n  next();\n}\n`;
const KOA = "import Koa from 'koa';\nimport cors from '@koa/cors';\nconst app = new Koa();\n";
const HONO = "import { Hono } from 'hono';\nimport { cors } from 'hono/cors';\nconst app = new Hono();\n";
const use = (options: string): string => `${EXPRESS}app.use(cors(${options}));`;
/** A policy with credentials behind a check of `origin`. */
const check = (condition: string): string => `${EXPRESS}app.use((req, res, next) => {\n  const { origin } = req.headers;\n  res.vary('Origin');\n  if (${condition}) {\n    res.set('Access-Control-Allow-Origin', origin);\n    res.set('Access-Control-Allow-Credentials', 'true');\n  }\n  next();\n});`;
/** Headers of one Express route, with what the browser is told besides. */
const headers = (entries: string, before = ''): string => `${EXPRESS}app.use((req, res, next) => {\n  ${before}res.set({ ${entries} });\n  next();\n});`;
const NODE = "import { createServer } from 'node:http';\nimport { WebSocketServer } from 'ws';\n";
const HARMLESS = { harmless: 'report' };
/** A worker that answers preflights, and requests, in these ways. */
const worker = (preflight: string, answer: string): string => `const headers = { 'Access-Control-Allow-Origin': 'https://a.example', 'Access-Control-Allow-Methods': 'PUT' };\nexport default {\n  async fetch(request) {\n    if (request.method === 'OPTIONS') return ${preflight};\n    const body = await load(request);\n    return ${answer};\n  },\n};`;
/** A worker that answers failures so. */
const failing = (failure: string): string => `const headers = { 'Access-Control-Allow-Origin': 'https://a.example' };\nexport default {\n  async fetch(request) {\n    try {\n      return new Response(await load(request), { headers });\n    } catch {\n      return ${failure};\n    }\n  },\n};`;
const COOKIE = "\nwss.on('connection', (socket, request) => greet(socket, request.headers.cookie));";
const IO_COOKIE = "\nwss.on('connection', (socket) => greet(socket, socket.handshake.headers.cookie));";
const ACAO = "'Access-Control-Allow-Origin': 'https://a.example'";

type RuleName = keyof typeof rules;

/** One fault in its plainest form, and the same code without it. */
interface Pair {
  readonly rule: RuleName;
  readonly fault: string;
  readonly bad: string;
  readonly good: string;
  /** The options of the rule, where it reports this only with them. */
  readonly options?: object;
}

const PAIRS: readonly Pair[] = [
  { rule: 'no-wildcard-origin', fault: 'everyone, before a guarded route', bad: `${EXPRESS}app.use(cors());\napp.get('/api/me', requireAuth, (req, res) => res.json(req.user));`, good: `${EXPRESS}app.use('/public', cors());\napp.get('/api/me', requireAuth, (req, res) => res.json(req.user));` },
  { rule: 'no-wildcard-origin', fault: 'everyone, on a server of one machine', bad: "import { createServer } from 'node:http';\ncreateServer((req, res) => {\n  res.setHeader('Access-Control-Allow-Origin', '*');\n  res.end(secret);\n}).listen(3000, '127.0.0.1');", good: "import { createServer } from 'node:http';\ncreateServer((req, res) => {\n  res.setHeader('Access-Control-Allow-Origin', 'http://localhost:5173');\n  res.end(secret);\n}).listen(3000, '127.0.0.1');" },
  { rule: 'no-wildcard-origin', fault: 'everyone, for what the server fetches', bad: `${EXPRESS}app.get('/x', (req, res) => {\n  fetch(req.query.url).then(async (answer) => res.set('Access-Control-Allow-Origin', '*').send(await answer.text()));\n});`, good: `${EXPRESS}app.get('/x', (req, res) => {\n  fetch(req.query.url).then(async (answer) => res.set('Access-Control-Allow-Origin', 'https://a.example').send(await answer.text()));\n});`, options: { scope: 'all' } },
  { rule: 'no-reflected-origin', fault: 'true with credentials', bad: use('{ origin: true, credentials: true }'), good: use('{ origin: list, credentials: true }') },
  { rule: 'no-reflected-origin', fault: 'the header, written back', bad: `${EXPRESS}app.use((req, res, next) => {\n  res.set('Access-Control-Allow-Origin', req.get('Origin')).set('Access-Control-Allow-Credentials', 'true');\n  next();\n});`, good: check('list.includes(origin)') },
  { rule: 'no-reflected-origin', fault: 'the header, written back without credentials', bad: `${EXPRESS}app.use((req, res, next) => {\n  res.set('Access-Control-Allow-Origin', req.headers.origin);\n  next();\n});`, good: `${EXPRESS}app.use('/public', (req, res, next) => {\n  res.set('Access-Control-Allow-Origin', '*');\n  next();\n});` },
  { rule: 'no-reflected-origin', fault: 'a promise, which cors does not await', bad: use('{ origin: (origin, callback) => callback(null, isAllowed(origin)), credentials: true }').replace('app.use', 'async function isAllowed(origin) {\n  return (await load()).includes(origin);\n}\napp.use'), good: use('{ origin: (origin, callback) => { isAllowed(origin).then((allowed) => callback(null, allowed), callback); }, credentials: true }').replace('app.use', 'async function isAllowed(origin) {\n  return (await load()).includes(origin);\n}\napp.use') },
  { rule: 'no-reflected-origin', fault: 'a check that only logs', bad: use('{ origin: (origin, callback) => { if (!list.includes(origin)) log(origin); callback(null, true); } }'), good: use('{ origin: (origin, callback) => callback(null, list.includes(origin)) }') },
  { rule: 'no-reflected-origin', fault: 'a Set, which cors does not read', bad: use('{ origin: new Set(list), credentials: true }'), good: use('{ origin: [...new Set(list)], credentials: true }') },
  { rule: 'no-reflected-origin', fault: 'an unset variable', bad: use("{ origin: process.env.ORIGIN || '*' }"), good: use("{ origin: process.env.ORIGIN || 'https://a.example' }") },
  { rule: 'no-reflected-origin', fault: 'a default with credentials', bad: `${KOA}app.use(cors({ credentials: true }));`, good: `${KOA}app.use(cors({ origin: (ctx) => (ctx.get('Origin') === 'https://a.example' ? 'https://a.example' : ''), credentials: true }));` },
  { rule: 'no-reflected-origin', fault: 'a default that echoes with credentials', bad: "import { cors } from '@elysiajs/cors';\nimport { Elysia } from 'elysia';\nnew Elysia().use(cors()).listen(3000);", good: "import { cors } from '@elysiajs/cors';\nimport { Elysia } from 'elysia';\nnew Elysia().use(cors({ origin: 'https://a.example' })).listen(3000);" },
  { rule: 'no-reflected-origin', fault: 'another header for the origin', bad: `${EXPRESS}app.use((req, res, next) => {\n  res.set('Access-Control-Allow-Origin', req.headers.referer || req.query.origin);\n  next();\n});`, good: check('list.includes(origin)') },
  { rule: 'no-null-origin', fault: 'null', bad: check("origin === 'null' || list.includes(origin)"), good: check('list.includes(origin)') },
  { rule: 'no-insecure-origin', fault: 'http with credentials', bad: use("{ origin: ['http://a.example'], credentials: true }"), good: use("{ origin: ['https://a.example'], credentials: true }") },
  { rule: 'no-wildcard-subdomain', fault: 'every subdomain', bad: check('/^https:\\/\\/[a-z0-9-]+\\.shop\\.com$/.test(origin)'), good: check("['https://app.shop.com', 'https://admin.shop.com'].includes(origin)") },
  { rule: 'no-shared-hosting-origin', fault: 'every site of a host', bad: check("origin.endsWith('.vercel.app')"), good: check("origin === 'https://shop.vercel.app'") },
  { rule: 'no-shared-hosting-origin', fault: 'a page that runs what strangers write', bad: use("{ origin: ['https://codepen.io'], credentials: true }"), good: use("{ origin: ['https://a.example'], credentials: true }") },
  { rule: 'no-localhost-origin', fault: 'every address', bad: `import net from 'node:net';\n${check('net.isIP(new URL(origin).hostname) !== 0')}`, good: check('list.includes(origin)') },
  { rule: 'no-localhost-origin', fault: 'the own machine in production', bad: use("{ origin: ['https://a.example', 'http://localhost:3000'] }"), good: use("{ origin: ['https://a.example', ...(process.env.NODE_ENV === 'production' ? [] : ['http://localhost:3000'])] }") },
  ...([
    ['a suffix without a dot', "origin.endsWith('shop.com')"],
    ['a prefix', 'list.some((each) => origin.startsWith(each))'],
    ['a part', "origin.includes('shop.com')"],
    ['a part of a setting', 'process.env.ORIGINS.includes(origin)'],
    ['a dot that is any character', '/^https:\\/\\/www.shop.com$/.test(origin)'],
    ['no anchors', '/shop\\.com/.test(origin)'],
    ['an anchor for half of the alternatives', '/^https:\\/\\/a\\.shop\\.com|https:\\/\\/b\\.shop\\.com$/.test(origin)'],
    ['an index that is true for all but the first', 'list.indexOf(origin)'],
  ] as const).map(([fault, condition]): Pair => ({ rule: fault.startsWith('an index') ? 'no-reflected-origin' : 'no-bypassable-origin-check', fault, bad: check(condition), good: check('list.includes(origin)') })),
  ...([
    ['what follows the host', '/^https:\\/\\/shop\\.com[^.]*$/.test(origin)', '/^https:\\/\\/shop\\.com(?::\\d+)?$/.test(origin)'],
    ['a character that hosts may have', '/^https:\\/\\/shop\\.com[^a-z0-9.-]/.test(origin)', '/^https:\\/\\/shop\\.com$/.test(origin)'],
    ['any extension', "origin.startsWith('chrome-extension://')", "origin === 'chrome-extension://abcdefghijklmnopabcdefghijklmnop'"],
  ] as const).map(([fault, bad, good]): Pair => ({ rule: 'no-bypassable-origin-check', fault, bad: check(bad), good: check(good) })),
  { rule: 'no-bypassable-origin-check', fault: 'another parser', bad: `import url from 'node:url';\n${check("url.parse(origin).hostname === 'shop.com'")}`, good: check("origin === 'https://shop.com'") },
  { rule: 'no-insecure-origin', fault: 'the host alone', bad: check("new URL(origin).hostname === 'shop.com'"), good: check("origin === 'https://shop.com'") },
  { rule: 'no-bypassable-origin-check', fault: 'a star that is every character', bad: check("new RegExp('https://*.shop.com'.replace('*', '.*')).test(origin)"), good: check("list.includes(origin)") },
  { rule: 'require-vary-origin', fault: 'no word to caches', bad: `${EXPRESS}app.use((req, res, next) => {\n  const { origin } = req.headers;\n  if (list.includes(origin)) res.set('Access-Control-Allow-Origin', origin);\n  next();\n});`, good: check('list.includes(origin)') },
  { rule: 'no-broad-allow-headers', fault: 'a copy of what is asked for', bad: headers(`${ACAO}, 'Access-Control-Allow-Headers': req.headers['access-control-request-headers']`), good: headers(`${ACAO}, 'Access-Control-Allow-Headers': 'Content-Type, Authorization'`) },
  { rule: 'no-broad-allow-headers', fault: 'every method', bad: `${HONO}app.use(cors({ origin: 'https://a.example', allowMethods: ['*'], allowHeaders: ['X-Id'] }));`, good: `${HONO}app.use(cors({ origin: 'https://a.example', allowMethods: ['GET'], allowHeaders: ['X-Id'] }));` },
  { rule: 'no-sensitive-expose-headers', fault: 'a key for everyone', bad: use("{ exposedHeaders: ['X-Api-Key'] }"), good: use("{ exposedHeaders: ['X-Total-Count'] }") },
  { rule: 'no-simple-request-json', fault: 'every type is JSON', bad: `${EXPRESS}app.use(express.json({ type: '*/*' }));`, good: `${EXPRESS}app.use(express.json({ type: 'application/json' }));` },
  ...([
    ['two origins in one value', 'https://a.example, https://b.example'],
    ['a star in a host', 'https://*.a.example'],
    ['a slash at the end', 'https://a.example/'],
    ['no scheme', 'a.example'],
    ['upper case', 'https://A.example'],
    ['a port that goes without saying', 'https://a.example:443'],
    ['an address in another form', 'http://[0:0:0:0:0:0:0:1]:3000'],
    ['a word', 'self'],
  ] as const).map(([fault, value]): Pair => ({ rule: 'valid-allow-origin', fault, bad: headers(`'Access-Control-Allow-Origin': '${value}'`), good: headers(ACAO) })),
  { rule: 'valid-allow-origin', fault: 'a list that is not trimmed', bad: use("{ origin: 'https://a.example, https://b.example'.split(',') }"), good: use("{ origin: 'https://a.example, https://b.example'.split(',').map((each) => each.trim()) }") },
  { rule: 'no-credentialed-wildcard', fault: 'everyone, with credentials', bad: use("{ origin: '*', credentials: true }"), good: use('{ origin: list, credentials: true }') },
  { rule: 'no-credentialed-wildcard', fault: 'every header, with credentials', bad: use("{ origin: list, allowedHeaders: '*', credentials: true }"), good: use("{ origin: list, allowedHeaders: ['Content-Type'], credentials: true }") },
  { rule: 'no-credentialed-wildcard', fault: 'every header but the one that is needed', bad: `${EXPRESS}app.all('/data', (req, res) => {\n  res.set({ ${ACAO}, 'Access-Control-Allow-Headers': '*' });\n  res.json(dataOf(req.headers.authorization));\n});`, good: `${EXPRESS}app.all('/data', (req, res) => {\n  res.set({ ${ACAO}, 'Access-Control-Allow-Headers': '*, Authorization' });\n  res.json(dataOf(req.headers.authorization));\n});` },
  { rule: 'valid-cors-headers', fault: 'credentials as a text', bad: use("{ origin: list, credentials: 'true' }"), good: use('{ origin: list, credentials: true }') },
  { rule: 'valid-cors-headers', fault: 'methods in lower case', bad: use("{ origin: list, methods: ['get', 'patch'] }"), good: use("{ origin: list, methods: ['GET', 'PATCH'] }") },
  { rule: 'valid-cors-headers', fault: 'a list without commas', bad: headers(`${ACAO}, 'Access-Control-Allow-Headers': 'X-A X-B'`), good: headers(`${ACAO}, 'Access-Control-Allow-Headers': 'X-A, X-B'`) },
  { rule: 'valid-cors-headers', fault: 'a cookie that is exposed', bad: use("{ origin: list, exposedHeaders: ['Set-Cookie'] }"), good: use("{ origin: list, exposedHeaders: ['X-Total-Count'] }") },
  { rule: 'valid-cors-headers', fault: 'an age that is no number', bad: use("{ origin: list, maxAge: '1d' }"), good: use('{ origin: list, maxAge: 7200 }') },
  { rule: 'valid-cors-headers', fault: 'an age in milliseconds', bad: use('{ origin: list, maxAge: 3600000 }'), good: use('{ origin: list, maxAge: 7200 }'), options: HARMLESS },
  { rule: 'valid-cors-headers', fault: 'a method that browsers do not send', bad: use("{ origin: list, methods: ['PUT', 'TRACE'] }"), good: use("{ origin: list, methods: ['PUT'] }"), options: HARMLESS },
  { rule: 'valid-cors-headers', fault: 'methods that go without saying', bad: headers(`${ACAO}, 'Access-Control-Allow-Methods': 'GET, POST'`), good: headers(`${ACAO}, 'Access-Control-Allow-Methods': 'GET, PUT'`), options: { safelistedMethods: 'report' } },
  { rule: 'valid-cors-headers', fault: 'request headers that browsers write', bad: use("{ origin: list, allowedHeaders: ['X-A', 'Cookie'] }"), good: use("{ origin: list, allowedHeaders: ['X-A'] }"), options: HARMLESS },
  { rule: 'valid-cors-headers', fault: 'a header of answers among those of requests', bad: use("{ origin: list, allowedHeaders: ['X-A', 'Access-Control-Allow-Origin'] }"), good: use("{ origin: list, allowedHeaders: ['X-A'] }"), options: HARMLESS },
  { rule: 'valid-cors-headers', fault: 'a header that browsers gave up', bad: headers(`${ACAO}, 'Access-Control-Allow-Private-Network': 'true'`), good: headers(ACAO), options: HARMLESS },
  { rule: 'no-inconsistent-policy', fault: 'a second value', bad: `${use("{ origin: 'https://a.example' }")}\napp.get('/x', (req, res) => {\n  res.append('Access-Control-Allow-Origin', '*');\n  res.json(1);\n});`, good: `${use("{ origin: 'https://a.example' }")}\napp.get('/x', (req, res) => res.json(1));` },
  { rule: 'no-inconsistent-policy', fault: 'everyone, behind a policy with a list', bad: `${use('{ origin: list }')}\napp.get('/x', (req, res) => {\n  res.writeHead(200, { 'Access-Control-Allow-Origin': '*' });\n  res.end();\n});`, good: `${use('{ origin: list }')}\napp.get('/x', (req, res) => {\n  res.writeHead(200, { 'Content-Type': 'text/plain' });\n  res.end();\n});` },
  { rule: 'require-allow-origin', fault: 'credentials alone', bad: "export default { fetch: () => new Response('ok', { headers: { 'Access-Control-Allow-Credentials': 'true' } }) };", good: "export default { fetch: () => new Response('ok', { headers: { 'Access-Control-Allow-Origin': 'https://a.example', 'Access-Control-Allow-Credentials': 'true' } }) };" },
  { rule: 'require-websocket-origin-check', fault: 'every page may connect', bad: `${NODE}const server = createServer();\nconst wss = new WebSocketServer({ server });\nwss.on('connection', (socket, request) => greet(socket, request.headers.cookie));`, good: `${NODE}const server = createServer();\nconst allowed = new Set(['https://a.example']);\nconst wss = new WebSocketServer({ server, verifyClient: ({ origin }) => allowed.has(origin) });\nwss.on('connection', (socket, request) => greet(socket, request.headers.cookie));` },
  { rule: 'require-websocket-origin-check', fault: 'an option that is no check', bad: "import { createServer } from 'node:http';\nimport { Server } from 'socket.io';\nconst io = new Server(createServer(), { cors: { origin: 'https://a.example', credentials: true } });\nio.on('connection', (socket) => greet(socket, socket.handshake.headers.cookie));", good: "import { createServer } from 'node:http';\nimport { Server } from 'socket.io';\nconst io = new Server(createServer(), { cors: { origin: 'https://a.example', credentials: true }, allowRequest: (req, callback) => callback(null, req.headers.origin === 'https://a.example') });\nio.on('connection', (socket) => greet(socket, socket.handshake.headers.cookie));" },
  { rule: 'no-origin-authentication', fault: 'a right for an origin', bad: `${EXPRESS}app.use((req, res, next) => {\n  if (req.headers.origin === list[0]) req.isAdmin = true;\n  next();\n});`, good: `${EXPRESS}app.use(async (req, res, next) => {\n  const user = await userOfSession(req.session.id);\n  req.isAdmin = user.isAdmin;\n  next();\n});` },
  { rule: 'no-origin-authentication', fault: 'an origin in place of a token', bad: `${EXPRESS}app.use((req, res, next) => {\n  if (list.includes(req.headers.origin)) return next();\n  verifyToken(req, res, next);\n});`, good: `${EXPRESS}app.use((req, res, next) => {\n  if (!list.includes(req.headers.origin)) return res.sendStatus(403);\n  verifyToken(req, res, next);\n});` },
  { rule: 'require-host-check', fault: 'the sender compared with itself', bad: "import express from 'express';\nconst app = express();\napp.use((req, res, next) => {\n  const { origin } = req.headers;\n  if (origin && new URL(origin).host !== req.headers.host) return res.sendStatus(403);\n  next();\n});\napp.listen(3000, '127.0.0.1');", good: "import express from 'express';\nconst ALLOWED_HOSTS = new Set(['127.0.0.1:3000']);\nconst app = express();\napp.use((req, res, next) => {\n  if (!ALLOWED_HOSTS.has(req.headers.host)) return res.sendStatus(403);\n  next();\n});\napp.listen(3000, '127.0.0.1');" },
  { rule: 'require-host-check', fault: 'a server of one machine for every name', bad: "import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';\nimport express from 'express';\nconst app = express();\nconst transport = new StreamableHTTPServerTransport({});\napp.listen(3000, '127.0.0.1');", good: "import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';\nimport express from 'express';\nconst app = express();\nconst transport = new StreamableHTTPServerTransport({ enableDnsRebindingProtection: true, allowedHosts: ['127.0.0.1:3000'] });\napp.listen(3000, '127.0.0.1');" },
  { rule: 'valid-cors-headers', fault: 'a misspelt header', bad: headers(`${ACAO}, 'Access-Control-Allow-Header': 'X-A'`), good: headers(`${ACAO}, 'Access-Control-Allow-Headers': 'X-A'`) },
  { rule: 'valid-cors-headers', fault: 'a header of requests', bad: headers(`${ACAO}, 'Access-Control-Request-Headers': 'X-A'`), good: headers(`${ACAO}, 'Access-Control-Allow-Headers': 'X-A'`) },
  { rule: 'no-cors-header-in-request', fault: 'a header of browsers', bad: "document.title = 'cors';\nfetch(url, { headers: { Origin: location.origin } });", good: "document.title = 'cors';\nfetch(url, { headers: { Accept: '*/*' } });" },
  { rule: 'no-cors-header-in-request', fault: 'a header of answers', bad: "fetch(url, { headers: { 'Access-Control-Allow-Origin': '*' } });", good: "fetch(url, { headers: { Accept: '*/*' } }); // cors" },
  { rule: 'no-opaque-response-read', fault: 'an answer that nobody can read', bad: "const data = await (await fetch(url, { mode: 'no-cors' })).json();", good: "const data = await (await fetch(url, { mode: 'cors' })).json();" },
  { rule: 'middleware-order', fault: 'authentication first', bad: `${AUTH}app.use(requireAuth);\napp.use(cors({ origin: list }));\napp.put('/x', handler);`, good: `${AUTH}app.use(cors({ origin: list }));\napp.use(requireAuth);\napp.put('/x', handler);` },
  { rule: 'middleware-order', fault: 'routes first', bad: `${EXPRESS}app.get('/x', (req, res) => res.json(1));\napp.use(cors({ origin: list }));`, good: `${EXPRESS}app.use(cors({ origin: list }));\napp.get('/x', (req, res) => res.json(1));` },
  { rule: 'valid-cors-options', fault: 'not called', bad: `${EXPRESS}app.use(cors);`, good: use('{ origin: list }') },
  { rule: 'valid-cors-options', fault: 'an answer that is not given', bad: use('{ origin: (origin) => list.includes(origin) }'), good: use('{ origin: (origin, callback) => callback(null, list.includes(origin)) }') },
  { rule: 'valid-cors-options', fault: 'a pattern that remembers', bad: use('{ origin: /^https:\\/\\/a\\.example$/g }'), good: use('{ origin: /^https:\\/\\/a\\.example$/ }') },
  { rule: 'valid-cors-options', fault: 'a key of another library', bad: use('{ origins: list }'), good: use('{ origin: list }') },
  { rule: 'valid-cors-options', fault: 'a text for a list', bad: `${HONO}app.use(cors({ origin: 'https://a.example', allowMethods: 'GET,PUT' }));`, good: `${HONO}app.use(cors({ origin: 'https://a.example', allowMethods: ['GET', 'PUT'] }));` },
  { rule: 'valid-cors-options', fault: 'a path of another version', bad: `${EXPRESS}app.options('*', cors({ origin: list }));`, good: `${EXPRESS}app.options('/{*splat}', cors({ origin: list }));` },
  { rule: 'valid-cors-options', fault: 'an answer that is given twice', bad: use("{ origin: (origin, callback) => { if (!list.includes(origin)) callback(new Error('no')); callback(null, true); } }"), good: use("{ origin: (origin, callback) => { if (!list.includes(origin)) return callback(new Error('no')); callback(null, true); } }") },
  { rule: 'middleware-order', fault: 'headers after what sends them', bad: `${EXPRESS}app.get('/x', (req, res) => {\n  res.end();\n  res.setHeader('Access-Control-Allow-Origin', 'https://a.example');\n});`, good: `${EXPRESS}app.get('/x', (req, res) => {\n  res.setHeader('Access-Control-Allow-Origin', 'https://a.example');\n  res.end();\n});` },
  { rule: 'require-preflight', fault: 'no answer to preflights', bad: `${EXPRESS}app.put('/x', cors({ origin: list }), handler);\napp.listen(3000);`, good: `${EXPRESS}app.options('/x', cors({ origin: list }));\napp.put('/x', cors({ origin: list }), handler);\napp.listen(3000);` },
  { rule: 'require-preflight', fault: 'a preflight that is refused', bad: worker('new Response(null, { status: 403, headers })', 'new Response(body, { headers })'), good: worker('new Response(null, { status: 204, headers })', 'new Response(body, { headers })') },
  { rule: 'require-preflight', fault: 'a preflight that is sent elsewhere', bad: worker("new Response(null, { status: 307, headers: { ...headers, Location: '/' } })", 'new Response(body, { headers })'), good: worker('new Response(null, { headers })', 'new Response(body, { headers })') },
  { rule: 'require-allow-origin', fault: 'headers of preflights alone', bad: worker('new Response(null, { status: 204, headers })', 'new Response(body)'), good: worker('new Response(null, { status: 204, headers })', 'new Response(body, { headers })') },
  { rule: 'require-allow-origin', fault: 'an error without headers', bad: failing("new Response('failed', { status: 500 })"), good: failing("new Response('failed', { status: 500, headers })") },
  { rule: 'require-allow-origin', fault: 'exposed to preflights alone', bad: worker("new Response(null, { headers: { ...headers, 'Access-Control-Expose-Headers': 'X-Total' } })", 'new Response(body, { headers })'), good: worker('new Response(null, { headers })', "new Response(body, { headers: { ...headers, 'Access-Control-Expose-Headers': 'X-Total' } })") },
  { rule: 'no-inconsistent-policy', fault: 'a second value', bad: `${EXPRESS}app.use(cors({ origin: 'https://a.example' }));\napp.get('/x', (req, res) => {\n  res.append('Access-Control-Allow-Origin', '*');\n  res.json([]);\n});`, good: `${EXPRESS}app.use(cors({ origin: 'https://a.example' }));\napp.get('/x', (req, res) => {\n  res.append('Vary', 'Accept');\n  res.json([]);\n});` },
  { rule: 'no-inconsistent-policy', fault: 'a looser writer', bad: `${EXPRESS}app.use(cors({ origin: list, credentials: true }));\napp.get('/x', (req, res) => {\n  res.writeHead(200, { 'Access-Control-Allow-Origin': '*' });\n  res.end();\n});`, good: `${EXPRESS}app.use(cors({ origin: list, credentials: true }));\napp.get('/x', (req, res) => {\n  res.writeHead(200, { 'Content-Type': 'text/plain' });\n  res.end();\n});` },
  { rule: 'require-websocket-origin-check', fault: 'handshakes of every page', bad: `import { WebSocketServer } from 'ws';\nconst wss = new WebSocketServer({ server });${COOKIE}`, good: `import { WebSocketServer } from 'ws';\nconst wss = new WebSocketServer({ server, verifyClient: ({ origin }) => origin === 'https://a.example' });${COOKIE}` },
  { rule: 'require-websocket-origin-check', fault: 'cors for a check of handshakes', bad: `import { Server } from 'socket.io';\nconst wss = new Server(server, { cors: { origin: 'https://a.example', credentials: true } });${IO_COOKIE}`, good: `import { Server } from 'socket.io';\nconst wss = new Server(server, { cors: { origin: 'https://a.example', credentials: true }, allowRequest: (req, callback) => callback(null, req.headers.origin === 'https://a.example') });${IO_COOKIE}` },
  { rule: 'no-permissive-sibling-headers', fault: 'answers of guarded routes, to be loaded by every site', bad: `import helmet from 'helmet';\n${EXPRESS}app.use(helmet({ crossOriginResourcePolicy: { policy: 'cross-origin' } }));\napp.get('/me', requireAuth, (req, res) => res.json(req.user));`, good: `import helmet from 'helmet';\n${EXPRESS}app.use(helmet({ crossOriginResourcePolicy: { policy: 'same-site' } }));\napp.get('/me', requireAuth, (req, res) => res.json(req.user));` },
  { rule: 'no-permissive-sibling-headers', fault: 'a script in place of an answer', bad: `${EXPRESS}app.get('/me', requireAuth, (req, res) => res.jsonp(secret));`, good: `${EXPRESS}app.get('/me', requireAuth, (req, res) => res.json(secret));` },
  { rule: 'no-permissive-sibling-headers', fault: 'a script put together by hand', bad: `${use('{ origin: list }')}\napp.get('/x', (req, res) => res.send(\`\${req.query.callback}(\${JSON.stringify(rows)})\`));`, good: `${use('{ origin: list }')}\napp.get('/x', (req, res) => res.send(JSON.stringify(rows)));` },
  { rule: 'no-permissive-sibling-headers', fault: 'times of guarded answers', bad: `${EXPRESS}app.get('/me', requireAuth, (req, res) => {\n  res.set('Timing-Allow-Origin', '*');\n  res.json(secret);\n});`, good: `${EXPRESS}app.get('/me', requireAuth, (req, res) => {\n  res.set('Timing-Allow-Origin', 'https://a.example');\n  res.json(secret);\n});` },
  { rule: 'no-permissive-sibling-headers', fault: 'policies of plug-ins', bad: headers("'X-Permitted-Cross-Domain-Policies': 'all'"), good: headers("'X-Permitted-Cross-Domain-Policies': 'none'") },
  { rule: 'no-permissive-sibling-headers', fault: 'a word that browsers do not know', bad: headers("'Cross-Origin-Embedder-Policy': 'require_corp'"), good: headers("'Cross-Origin-Embedder-Policy': 'require-corp'") },
];

describe('every fault in its plainest form', () => {
  it.each(PAIRS.map((pair): [string, string, Pair] => [pair.rule, pair.fault, pair]))('%s: %s', (rule, _fault, { bad, good, options }) => {
    const conditions = options === undefined ? {} : { options };
    expect(lint(rule, bad, conditions)).toHaveLength(1);
    expect(lint(rule, good, conditions).map(({ message }) => message)).toEqual([]);
  });
});

describe('the same code without the fault', () => {
  /** What is a matter of taste, or of strictness, in code that works as it should. */
  const STRICT: readonly RuleName[] = (Object.keys(rules) as RuleName[]).filter((name) => rules[name].preset === 'strict');

  it.each(PAIRS.map((pair): [string, string, Pair] => [pair.rule, pair.fault, pair]))('is silent under every rule of the recommended preset: %s: %s', (_rule, _fault, { good }) => {
    const reported = (Object.keys(rules) as RuleName[]).filter((name) => !STRICT.includes(name)).flatMap((name) => lint(name, good).map(({ messageId }) => `${name}: ${messageId}`));
    expect(reported).toEqual([]);
  });
});
