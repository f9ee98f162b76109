import type { Fault } from './fault.ts';
import { bun, cors, deno, elysiaCors, express, fastify, fastifyCors, h3, h3Cors, hapi, hono, honoCors, koa, koaCors, lambda, nest, nextConfig, nextRoute, nodeHttp, socketIo, svelteKit, worker } from './servers.ts';

const APP = 'https://app.example.com';
const ORIGIN = `'Access-Control-Allow-Origin': '${APP}'`;
const REPORT = { harmless: 'report' };
/** Headers beside an origin that is right. */
const beside = (headers: string): string => `{ ${ORIGIN}, ${headers} }`;
/** Options beside an origin that is right. */
const options = (others: string): string => `{ origin: '${APP}', ${others} }`;
/** Options of hapi, which takes lists alone. */
const listed = (others: string): string => `{ origin: ['${APP}'], ${others} }`;
/** Options of Socket.IO and Elysia without what they would do besides. */
const plain = (others: string): string => `{ origin: '${APP}', credentials: false, ${others} }`;
const pair = (name: string, value: string): string => `{ key: 'Access-Control-Allow-Origin', value: '${APP}' }, { key: '${name}', value: '${value}' }`;

/** Values of the other headers that browsers reject or ignore, and options that become such values. */
export const HEADER_VALUES: readonly Fault[] = [
  {
    fault: 'the wildcard with credentials',
    rule: 'no-credentialed-wildcard',
    messageId: 'wildcardWithCredentials',
    bad: {
      cors: cors("{ origin: '*', credentials: true }"),
      '@fastify/cors': fastifyCors('{ credentials: true }'),
      'hono/cors': honoCors("{ origin: '*', credentials: true }"),
      h3: h3Cors("{ origin: '*', credentials: true }"),
      koa: koa("ctx.set('Access-Control-Allow-Origin', '*');\n  ctx.set('Access-Control-Allow-Credentials', 'true');"),
      'AWS Lambda': lambda("{ 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Credentials': true }"),
      'next.config': nextConfig("{ key: 'Access-Control-Allow-Origin', value: '*' }, { key: 'Access-Control-Allow-Credentials', value: 'true' }"),
    },
    good: {
      cors: cors("{ origin: '*', credentials: false }"),
      '@fastify/cors': fastifyCors(listed('credentials: true')),
      'mcp-proxy': "import { startHTTPServer } from 'mcp-proxy';\nawait startHTTPServer({ createServer, port: 8080, cors: { origin: ['https://app.example.com'], credentials: true } });",
      koa: koa("ctx.set('Access-Control-Allow-Origin', '*');\n  ctx.set('Access-Control-Allow-Credentials', 'false');"),
      express: express(`const { origin } = req.headers;\n  res.vary('Origin');\n  if (origin === '${APP}') res.set({ 'Access-Control-Allow-Origin': origin, 'Access-Control-Allow-Credentials': 'true' });\n  else res.set('Access-Control-Allow-Origin', '*');`),
    },
  },
  {
    fault: 'the wildcard with credentials while a setting is unset',
    rule: 'no-credentialed-wildcard',
    messageId: 'wildcardWhileUnset',
    bad: {
      cors: cors("{ origin: process.env.ORIGIN || '*', credentials: true }"),
      nest: nest("{ origin: process.env.ORIGIN ?? '*', credentials: true }"),
      'node:http': nodeHttp("res.setHeader('Access-Control-Allow-Origin', process.env.ORIGIN ?? '*');\n  res.setHeader('Access-Control-Allow-Credentials', 'true');"),
    },
    good: {
      cors: cors(`{ origin: process.env.ORIGIN || '${APP}', credentials: true }`),
      nest: nest('{ origin: process.env.ORIGIN ?? false, credentials: true }'),
      'node:http': nodeHttp("res.setHeader('Access-Control-Allow-Origin', process.env.ORIGIN ?? '');\n  res.setHeader('Access-Control-Allow-Credentials', 'true');"),
    },
  },
  {
    fault: 'a list that is the wildcard, with credentials',
    rule: 'no-credentialed-wildcard',
    messageId: 'wildcardList',
    bad: {
      cors: cors(options("allowedHeaders: '*', credentials: true")),
      'hono/cors': honoCors(options("allowMethods: ['*'], credentials: true")),
      '@elysiajs/cors': elysiaCors(options("methods: '*'")),
      h3: h3Cors(options("methods: '*', credentials: true")),
      'Cloudflare Workers': worker(beside("'Access-Control-Allow-Credentials': 'true', 'Access-Control-Expose-Headers': '*'")),
      fastify: fastify(`reply.headers(${beside("'Access-Control-Allow-Credentials': 'true', 'Access-Control-Allow-Headers': '*'")});`),
    },
    good: {
      // Without credentials it is a wildcard.
      cors: cors(options("allowedHeaders: '*'")),
      'Cloudflare Workers': worker(beside("'Access-Control-Expose-Headers': '*'")),
      // It becomes the names that the preflight asks for.
      h3: h3Cors(options("allowHeaders: '*', credentials: true")),
      'hono/cors': honoCors(options('allowHeaders: [], credentials: true')),
      '@elysiajs/cors': elysiaCors(options('methods: true, allowedHeaders: true')),
    },
  },
  {
    fault: 'Authorization, which the wildcard does not cover',
    rule: 'no-credentialed-wildcard',
    messageId: 'authorizationNotCovered',
    bad: {
      express: `${express(`res.set(${beside("'Access-Control-Allow-Headers': '*'")});`)}\napp.get('/orders', (req, res) => res.json(ordersOf(req.headers.authorization)));`,
      'Cloudflare Workers': `export default {\n  async fetch(request) {\n    const user = await userOf(request.headers.get('Authorization'));\n    return Response.json(user, { headers: ${beside("'Access-Control-Allow-Headers': '*'")} });\n  },\n};`,
      'Next.js route': { code: `export async function GET(request) {\n  const user = await userOf(request.headers.get('authorization'));\n  return Response.json(user, { headers: ${beside("'Access-Control-Allow-Headers': '*'")} });\n}`, filename: 'app/api/me/route.ts' },
    },
    good: {
      express: `${express(`res.set(${beside("'Access-Control-Allow-Headers': '*, Authorization'")});`)}\napp.get('/orders', (req, res) => res.json(ordersOf(req.headers.authorization)));`,
      'Cloudflare Workers': worker(beside("'Access-Control-Allow-Headers': '*'")),
      // The middleware answers with the names that the preflight asks for.
      cors: `${cors(`{ origin: '${APP}' }`)}\napp.get('/orders', (req, res) => res.json(ordersOf(req.headers.authorization)));`,
    },
  },
  {
    fault: 'credentials allowed by another value',
    rule: 'valid-cors-headers',
    messageId: 'credentialsValue',
    bad: {
      express: express(`res.set(${beside("'Access-Control-Allow-Credentials': 'True'")});`),
      'next.config': nextConfig(pair('Access-Control-Allow-Credentials', 'yes')),
      bun: bun(beside("'Access-Control-Allow-Credentials': 1")),
      hono: hono(`c.header('Access-Control-Allow-Origin', '${APP}');\n  c.header('Access-Control-Allow-Credentials', '1');`),
      'AWS Lambda': lambda(beside("'Access-Control-Allow-Credentials': 'TRUE'")),
    },
    good: {
      // These make a text of it.
      express: express(`res.set(${beside("'Access-Control-Allow-Credentials': true")});`),
      'node:http': nodeHttp(`res.setHeader('Access-Control-Allow-Origin', '${APP}');\n  res.setHeader('Access-Control-Allow-Credentials', String(true));`),
      bun: bun(beside("'Access-Control-Allow-Credentials': `${true}`")),
      // Whoever reads a header leaves the blanks around its value out.
      koa: koa(`ctx.set(${beside("'Access-Control-Allow-Credentials': 'true '")});`),
      hono: hono(`c.header('Access-Control-Allow-Origin', '${APP}');\n  c.header('Access-Control-Allow-Credentials', 'false');`),
    },
  },
  {
    fault: 'an option for credentials that is ignored',
    rule: 'valid-cors-headers',
    messageId: 'credentialsValue',
    bad: {
      cors: cors(options("credentials: 'true'")),
      nest: nest(options('credentials: 1')),
      '@elysiajs/cors': elysiaCors(options("credentials: 'true'")),
      'Socket.IO': socketIo(options("credentials: 'include'")),
      remix: `import { cors } from 'remix-utils/cors';\nexport async function loader({ request }) {\n  return cors(request, Response.json([]), ${options("credentials: 'true'")});\n}`,
    },
    good: {
      // These take whatever is true.
      '@fastify/cors': fastifyCors(options("credentials: 'true'")),
      '@koa/cors': koaCors(options("credentials: 'true'")),
      'hono/cors': honoCors(options('credentials: 1')),
      // This one makes a boolean of it.
      hapi: hapi(listed("credentials: 'true'")),
      cors: cors(options("credentials: process.env.CREDENTIALS === 'true'")),
    },
  },
  {
    fault: 'credentials without an origin',
    rule: 'require-allow-origin',
    messageId: 'credentialsAlone',
    bad: {
      'Cloudflare Workers': worker("{ 'Access-Control-Allow-Credentials': 'true' }"),
      'AWS Lambda': lambda("{ 'Access-Control-Allow-Credentials': true }"),
      'Next.js route': nextRoute("{ 'Access-Control-Allow-Credentials': 'true', 'Access-Control-Allow-Methods': 'GET' }"),
      deno: deno("{ 'Access-Control-Allow-Credentials': 'true' }"),
    },
    good: {
      'Cloudflare Workers': worker("{ 'Access-Control-Allow-Credentials': 'false' }"),
      'AWS Lambda': lambda("{ ...origin, 'Access-Control-Allow-Credentials': true }", `const origin = { 'Access-Control-Allow-Origin': '${APP}' };\n`),
      // Middleware before it sends the origin.
      express: `${express(`res.set('Access-Control-Allow-Origin', '${APP}');`)}\napp.get('/me', (req, res) => res.set('Access-Control-Allow-Credentials', 'true').json({}));`,
      deno: deno("{ ...headersFor(request), 'Access-Control-Allow-Credentials': 'true' }", "import { headersFor } from './headers.ts';\n"),
    },
  },
  {
    fault: 'a method in lower case',
    rule: 'valid-cors-headers',
    messageId: 'methodCase',
    bad: {
      cors: cors(options("methods: ['GET', 'patch']")),
      '@elysiajs/cors': elysiaCors(plain("methods: ['GET', 'delete']")),
      h3: h3(`setResponseHeaders(event, ${beside("'Access-Control-Allow-Methods': 'GET, Put'")});`),
      '@koa/cors': koaCors(options("allowMethods: 'GET,put'")),
      'hono/cors': honoCors(options("allowMethods: ['GET', 'patch']")),
      'AWS Lambda': lambda(beside("'Access-Control-Allow-Methods': 'options,get,delete'")),
    },
    good: {
      // Browsers never ask for those that forms have.
      cors: cors(options("methods: ['get', 'post', 'head']")),
      // It sends them in upper case.
      '@tinyhttp/cors': `import { App } from '@tinyhttp/app';\nimport { cors } from '@tinyhttp/cors';\nnew App().use(cors({ origin: '${APP}', methods: ['get', 'put', 'patch'] })).get('/news', (req, res) => res.json([])).listen(3000);`,
      '@koa/cors': koaCors(options("allowMethods: ['get', 'put'].map((each) => each.toUpperCase())")),
      h3: h3(`setResponseHeaders(event, ${beside("'Access-Control-Allow-Methods': 'GET, PUT, QUERY'")});`),
      express: `${express(`res.set(${beside("'Access-Control-Allow-Methods': 'GET, PUT'")});`)}\napp.route('/news').get(list).put(save);\nlog(['get', 'put']);`,
    },
  },
  {
    fault: 'a word for every method',
    rule: 'valid-cors-headers',
    messageId: 'methodWord',
    bad: {
      cors: cors(options("methods: 'ALL'")),
      'Cloudflare Workers': worker(beside("'Access-Control-Allow-Methods': 'ANY'")),
      'hono/cors': honoCors(options("allowMethods: ['ALL']")),
      'next.config': nextConfig(pair('Access-Control-Allow-Methods', 'all')),
    },
    good: {
      cors: cors(options("methods: '*'")),
      'Cloudflare Workers': worker(beside("'Access-Control-Allow-Methods': '*'")),
      hono: `${hono(`c.header('Access-Control-Allow-Origin', '${APP}');\n  c.header('Access-Control-Allow-Methods', 'GET, PUT');`)}\napp.on('ALL', '/log', (c) => c.text('ok'));`,
      '@elysiajs/cors': elysiaCors(plain('methods: true')),
    },
  },
  {
    fault: 'a method that browsers do not send',
    rule: 'valid-cors-headers',
    messageId: 'needless',
    options: REPORT,
    bad: {
      '@fastify/cors': fastifyCors(options("methods: ['GET', 'PUT', 'TRACE']")),
      express: express(`res.set(${beside("'Access-Control-Allow-Methods': 'GET, CONNECT'")});`),
      'SvelteKit': svelteKit(beside("'Access-Control-Allow-Methods': 'GET, TRACK'")),
      nest: nest(options("methods: 'GET,PUT,TRACE'")),
    },
    good: {
      '@fastify/cors': fastifyCors(options("methods: ['GET', 'PUT', 'OPTIONS']")),
      // Methods of WebDAV are no fault.
      express: express(`res.set(${beside("'Access-Control-Allow-Methods': 'GET, PROPFIND, REPORT'")});`),
      koa: koa(`if (ctx.method === 'TRACE') ctx.throw(405);\n  ctx.set(${beside("'Access-Control-Allow-Methods': 'GET, PUT'")});`),
    },
  },
  {
    fault: 'a list without commas',
    rule: 'valid-cors-headers',
    messageId: 'listSyntax',
    bad: {
      cors: cors(options("allowedHeaders: 'X-Request-Id X-Trace-Id'")),
      '@elysiajs/cors': elysiaCors(plain("allowedHeaders: 'X-Request-Id;X-Trace-Id'")),
      hapi: hapi(listed("headers: ['Content-Type', 'X-Request-Id X-Trace-Id']")),
      'node:http': nodeHttp(`res.writeHead(200, ${beside("'Access-Control-Allow-Methods': 'GET PUT'")});`),
      'Next.js route': nextRoute(beside("'Access-Control-Expose-Headers': '[\"ETag\", \"Link\"]'")),
      'hono/cors': honoCors(options("exposeHeaders: ['ETag Link']")),
    },
    good: {
      cors: cors(options("allowedHeaders: 'X-Request-Id X-Trace-Id'.split(' ')")),
      '@fastify/cors': fastifyCors(options("allowedHeaders: ['X-Request-Id, X-Trace-Id']")),
      '@elysiajs/cors': elysiaCors(plain("allowedHeaders: 'X-Request-Id ,\\tX-Trace-Id,'")),
      'node:http': nodeHttp(`res.writeHead(200, ${beside("'Access-Control-Allow-Methods': ['GET', 'PUT'].join(), 'Cache-Control': 'no-cache; x'")});`),
      // Two values are sent as two lines, which are one list.
      express: express(`res.set(${beside("'Access-Control-Allow-Headers': ['X-Request-Id', 'X-Trace-Id']")});`),
    },
  },
  {
    fault: 'a request header that no script sets',
    rule: 'valid-cors-headers',
    messageId: 'needless',
    options: REPORT,
    bad: {
      cors: cors(options("allowedHeaders: ['Content-Type', 'Cookie']")),
      'AWS Lambda': lambda(beside("'Access-Control-Allow-Headers': 'X-Request-Id, Origin'")),
      hapi: hapi(listed("headers: ['Accept', 'Sec-Fetch-Mode']")),
      nest: nest(options("allowedHeaders: 'Content-Type, Host'")),
    },
    good: {
      // These look like them, and scripts do set them.
      cors: cors(options("allowedHeaders: ['Content-Type', 'Accept-Language', 'User-Agent', 'Range']")),
      'AWS Lambda': lambda(beside("'Access-Control-Allow-Headers': 'X-Origin, X-Cookie, Authorization'")),
      hapi: hapi(listed("headers: ['Accept', 'X-Sec-Token']")),
      koa: koa(`log(ctx.get('Cookie'), ctx.get('Referer'));\n  ctx.set(${beside("'Access-Control-Allow-Headers': 'X-Request-Id'")});`),
    },
  },
  {
    fault: 'a response header among those that requests may have',
    rule: 'valid-cors-headers',
    messageId: 'needless',
    options: REPORT,
    bad: {
      'hono/cors': honoCors(options("allowHeaders: ['X-Request-Id', 'Access-Control-Allow-Origin']")),
      express: express(`res.set(${beside("'Access-Control-Allow-Headers': 'X-Request-Id, Access-Control-Allow-Credentials'")});`),
      'next.config': nextConfig(pair('Access-Control-Allow-Headers', 'X-Request-Id, Access-Control-Allow-Headers')),
      '@fastify/cors': fastifyCors(options("allowedHeaders: 'Access-Control-Allow-Origin,X-Request-Id'")),
    },
    good: {
      'hono/cors': honoCors(options("allowHeaders: ['X-Request-Id', 'X-Access-Control']")),
      express: express(`res.set(${beside("'Access-Control-Allow-Headers': 'Content-Type, X-CSRF-Token'")});\n  res.set('Access-Control-Allow-Credentials', 'true');`),
      'SvelteKit': svelteKit(beside("'Access-Control-Allow-Headers': 'X-Request-Id', 'Access-Control-Expose-Headers': 'X-Request-Id'")),
    },
  },
  {
    fault: 'a cookie that is exposed',
    rule: 'valid-cors-headers',
    messageId: 'neverExposed',
    bad: {
      cors: cors(options("exposedHeaders: ['ETag', 'Set-Cookie']")),
      hapi: hapi(listed("exposedHeaders: ['Set-Cookie']")),
      koa: koa(`ctx.set(${beside("'Access-Control-Expose-Headers': 'set-cookie, ETag'")});`),
      h3: h3Cors(options("exposeHeaders: ['Set-Cookie2']")),
      'Cloudflare Workers': worker(beside("'Access-Control-Expose-Headers': 'Set-Cookie'")),
    },
    good: {
      // The header that is sent, not that which is exposed.
      cors: cors(options("exposedHeaders: ['ETag']")).replace("res.json([])", "res.set('Set-Cookie', 'theme=dark').json([])"),
      hapi: hapi(listed("exposedHeaders: ['X-Set-Cookie']")),
      koa: koa(`ctx.set(${beside("'Set-Cookie': 'theme=dark', 'Access-Control-Expose-Headers': 'ETag'")});`),
      'Cloudflare Workers': worker(beside("'Access-Control-Expose-Headers': '*'")),
    },
  },
  {
    fault: 'a request header that is exposed',
    rule: 'valid-cors-headers',
    messageId: 'needless',
    options: REPORT,
    bad: {
      nest: nest(options("exposedHeaders: ['ETag', 'Origin']")),
      'AWS Lambda': lambda(beside("'Access-Control-Expose-Headers': 'Access-Control-Request-Headers, ETag'")),
      '@koa/cors': koaCors(options("exposeHeaders: 'Accept,ETag'")),
    },
    good: {
      // A login may answer with a token in it.
      nest: nest(options("exposedHeaders: ['ETag', 'Authorization']")),
      'AWS Lambda': lambda(beside("'Access-Control-Expose-Headers': 'Accept-Ranges, Content-Range, Content-Disposition'")),
      '@koa/cors': koaCors(options("exposeHeaders: 'Content-Encoding,ETag'")),
    },
  },
  {
    fault: 'a response header that is readable anyway',
    rule: 'valid-cors-headers',
    messageId: 'needless',
    options: REPORT,
    bad: {
      cors: cors(options("exposedHeaders: ['Content-Type', 'ETag']")),
      hapi: hapi(listed("exposedHeaders: ['Cache-Control', 'ETag']")),
      deno: deno(beside("'Access-Control-Expose-Headers': 'Last-Modified, ETag'")),
    },
    good: {
      cors: cors(options("exposedHeaders: ['Content-Disposition', 'ETag']")),
      hapi: hapi(listed("exposedHeaders: ['WWW-Authenticate', 'ETag']")),
      deno: deno(beside("'Access-Control-Expose-Headers': 'ETag, Date', 'Content-Type': 'application/json'")),
    },
  },
  {
    fault: 'methods that need no entry, and no others',
    rule: 'valid-cors-headers',
    messageId: 'safelistedMethods',
    options: { safelistedMethods: 'report' },
    bad: {
      express: express(`res.set(${beside("'Access-Control-Allow-Methods': 'GET, POST'")});`),
      'AWS Lambda': lambda(beside("'Access-Control-Allow-Methods': 'GET,HEAD'")),
      'Cloudflare Workers': worker(beside("'Access-Control-Allow-Methods': 'GET, POST, OPTIONS'")),
      koa: koa(`ctx.set(${beside("'Access-Control-Allow-Methods': 'POST'")});`),
    },
    good: {
      express: express(`res.set(${beside("'Access-Control-Allow-Methods': 'GET, POST, PUT'")});`),
      'Cloudflare Workers': worker(beside("'Access-Control-Allow-Methods': 'OPTIONS'")),
      koa: koa(`ctx.set(${beside("'Access-Control-Allow-Methods': '*'")});`),
      // Without it, these would allow PUT and DELETE as well.
      cors: cors(options("methods: ['GET', 'POST']")),
      'hono/cors': honoCors(options("allowMethods: ['GET']")),
    },
  },
  {
    fault: 'a maximal age that is no number of seconds',
    rule: 'valid-cors-headers',
    messageId: 'maxAge',
    bad: {
      cors: cors(options("maxAge: '1d'")),
      '@elysiajs/cors': elysiaCors(plain('maxAge: 0.5')),
      express: express(`res.set(${beside("'Access-Control-Max-Age': '10m'")});`),
      'Next.js route': nextRoute(beside("'Access-Control-Max-Age': '86400s'")),
      'hono/cors': honoCors(options("maxAge: '1 hour'")),
    },
    good: {
      cors: cors(options("maxAge: '600'")),
      // A number below zero is how some switch the cache off.
      '@fastify/cors': fastifyCors(options('maxAge: -1')),
      // Its lifetimes of other caches have units.
      express: express(`res.set(${beside("'Access-Control-Max-Age': '600', 'Cache-Control': 'max-age=600s'")});`),
      'Next.js route': nextRoute(beside("'Access-Control-Max-Age': String(60 * 60)")),
      hapi: hapi(listed('maxAge: 3600')),
    },
  },
  {
    fault: 'a maximal age that every browser cuts short',
    rule: 'valid-cors-headers',
    messageId: 'maxAgeCapped',
    options: REPORT,
    bad: {
      cors: cors(options('maxAge: 86400000')),
      'AWS Lambda': lambda(beside("'Access-Control-Max-Age': '31536000'")),
      hapi: hapi(listed('maxAge: 3600000')),
      '@elysiajs/cors': elysiaCors(plain('maxAge: 604800')),
      nest: nest(options('maxAge: 24 * 60 * 60 * 1000')),
    },
    good: {
      cors: cors(options('maxAge: 86400')),
      'AWS Lambda': lambda(beside("'Access-Control-Max-Age': '7200', 'Cache-Control': 'max-age=31536000'")),
      hapi: hapi(listed('maxAge: 600')),
      // It counts in milliseconds.
      'lambda-api': "const api = require('lambda-api')();\napi.get('/news', (req, res) => {\n  res.cors({ origin: 'https://app.example.com', maxAge: 84000000 });\n  return [];\n});",
      nest: nest(options('maxAge: 24 * 60 * 60')),
    },
  },
];
