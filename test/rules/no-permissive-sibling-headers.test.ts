import { ruleTable } from './rule-table.ts';

const EXPRESS = "import express from 'express';\nconst app = express();\n";
const ME = "app.get('/me', requireAuth, (req, res) => res.json(req.user));";
const HELMET = `import helmet from 'helmet';\n${EXPRESS}`;
const FASTIFY = "import Fastify from 'fastify';\nconst app = Fastify();\n";
const KOA = "import Router from '@koa/router';\nimport Koa from 'koa';\nconst app = new Koa();\nconst router = new Router();\napp.use(router.routes());\n";
const HONO = "import { Hono } from 'hono';\nconst app = new Hono();\n";
const LIST = `import cors from 'cors';\n${EXPRESS}app.use(cors({ origin: ['https://app.example.com'] }));\n`;
const CORP = "'Cross-Origin-Resource-Policy'";
const TIMING = "'Timing-Allow-Origin'";
const RESOURCE = { reports: ['openResource'] } as const;
const SCRIPT = { reports: ['scriptAnswer'] } as const;
const UNREAD = { reports: ['unreadValue'] } as const;
const node = (body: string): string => `import { createServer } from 'node:http';\ncreateServer((req, res) => {\n  const session = req.headers.cookie;\n${body}\n  res.end(load(session));\n}).listen(3000);`;
const embedder = (value: string): string => `${EXPRESS}app.use((req, res, next) => {\n  res.set('Cross-Origin-Embedder-Policy', ${value});\n  next();\n});`;

ruleTable('no-permissive-sibling-headers', {
  valid: [
    { title: 'same-site', code: `${HELMET}app.use(helmet({ crossOriginResourcePolicy: { policy: 'same-site' } }));\n${ME}` },
    { title: 'the default of helmet', code: `${HELMET}app.use(helmet());\n${ME}` },
    { title: 'no header is not the same as an open one', code: `${HELMET}app.use(helmet({ crossOriginResourcePolicy: false }));\n${ME}` },
    { title: 'routes for everyone', code: `${HELMET}app.use(helmet({ crossOriginResourcePolicy: { policy: 'cross-origin' } }));\napp.get('/prices', (req, res) => res.json(prices));` },
    { title: 'files for everyone', code: `${HELMET}app.use('/uploads', helmet.crossOriginResourcePolicy({ policy: 'cross-origin' }), express.static('uploads'));\n${ME}` },
    { title: 'headers of files', code: `${EXPRESS}app.use(express.static('public', { setHeaders(res) { res.set(${CORP}, 'cross-origin'); } }));\n${ME}` },
    { title: 'some requests', code: `${EXPRESS}app.use((req, res, next) => {\n  if (req.path.startsWith('/public')) res.set(${CORP}, 'cross-origin');\n  next();\n});\n${ME}` },
    { title: 'a file that a handler sends', code: `${EXPRESS}app.get('/avatar', (req, res) => {\n  res.set(${CORP}, 'cross-origin');\n  res.sendFile(avatarOf(req.user));\n});` },
    { title: 'one value for some, another for others', code: `${EXPRESS}app.use((req, res, next) => {\n  res.set(${CORP}, isPublic(req) ? 'cross-origin' : 'same-origin');\n  next();\n});\n${ME}` },
    { title: 'another value behind', code: `${HELMET}app.use(helmet({ crossOriginResourcePolicy: { policy: 'cross-origin' } }));\napp.use('/api', helmet.crossOriginResourcePolicy({ policy: 'same-origin' }));\napp.get('/api/me', requireAuth, (req, res) => res.json(req.user));` },
    { title: 'tokens, which no element sends', code: `${HELMET}app.use(helmet({ crossOriginResourcePolicy: { policy: 'cross-origin' } }));\napp.get('/me', (req, res) => res.json(find(req.headers.authorization)));` },
    { title: 'tokens, which a package reads', code: `import { expressjwt as jwt } from 'express-jwt';\n${HELMET}app.use(helmet({ crossOriginResourcePolicy: { policy: 'cross-origin' } }));\napp.get('/me', jwt({ secret }), (req, res) => res.json(req.user));` },
    { title: 'a script that a token opens', code: `import { expressjwt as jwt } from 'express-jwt';\n${EXPRESS}app.get('/me', jwt({ secret }), (req, res) => res.jsonp(req.user));` },
    { title: 'texts about headers', code: "export const checks = { 'Cross-Origin-Opener-Policy': 'Whether the page is alone in its group.' };" },
    { title: 'development alone', code: `${EXPRESS}if (process.env.NODE_ENV === 'development') {\n  app.use((req, res, next) => {\n    res.set(${CORP}, 'cross-origin');\n    next();\n  });\n}\n${ME}` },
    { title: 'declared public', code: `${EXPRESS}app.get('/widget', (req, res) => {\n  res.set(${CORP}, 'cross-origin');\n  res.json(of(req.session));\n});`, settings: { publicPaths: ['/widget'] } },
    { title: 'a test', code: `${HELMET}app.use(helmet({ crossOriginResourcePolicy: { policy: 'cross-origin' } }));\n${ME}`, filename: 'app.test.ts' },
    { title: 'a value that is not known', code: `${EXPRESS}app.use((req, res, next) => {\n  res.set(${CORP}, policy);\n  next();\n});\n${ME}` },
    { title: 'a header of a request', code: `fetch(url, { headers: { ${CORP}: 'anything' } });` },
    { title: 'a header that is read', code: `if (response.headers.get(${CORP}) === 'cross-site') warn();` },
    { title: 'timing for some', code: `${EXPRESS}app.get('/me', requireAuth, (req, res) => {\n  res.set(${TIMING}, 'https://app.example.com');\n  res.json(req.user);\n});` },
    { title: 'timing of what everyone gets', code: `${EXPRESS}app.get('/logo', (req, res) => {\n  res.set(${TIMING}, '*');\n  res.send(logo);\n});` },
    { title: 'no policies of plug-ins', code: `${HELMET}app.use(helmet({ xPermittedCrossDomainPolicies: { permittedPolicies: 'none' } }));` },
    { title: 'JSON', code: `${LIST}app.get('/orders', (req, res) => res.json(orders));` },
    { title: 'a script for everyone', code: `${EXPRESS}app.get('/prices', (req, res) => res.jsonp(prices));` },
    { title: 'a script beside a policy for everyone', code: `import cors from 'cors';\n${EXPRESS}app.use(cors());\napp.get('/prices', (req, res) => res.jsonp(prices));` },
    { title: 'a script that no element can ask for', code: `${EXPRESS}app.post('/orders', requireAuth, (req, res) => res.jsonp(order(req.user)));` },
    { title: 'a script for those with a token', code: `${LIST}app.get('/me', (req, res) => res.jsonp(find(req.headers.authorization)));` },
    { title: 'a script on another route', code: `import cors from 'cors';\n${EXPRESS}app.get('/orders', cors({ origin: 'https://app.example.com' }), (req, res) => res.json(orders));\napp.get('/prices', (req, res) => res.jsonp(prices));` },
    { title: 'a callback of code', code: `${LIST}app.get('/orders', (req, res) => { load(req.query.callback, (error, rows) => res.json(rows)); });` },
    { title: 'a name that is no call', code: `${LIST}app.get('/orders', (req, res) => res.send(\`\${req.query.callback}: \${JSON.stringify(orders)}\`)); // jsonp` },
    { title: 'a name further on', code: `${LIST}app.get('/orders', (req, res) => res.send(\`Hello \${req.query.callback}(\${orders})\`));` },
    { title: 'a text that is not sent', code: `${LIST}app.get('/orders', (req, res) => { log(\`\${req.query.callback}(\${orders})\`); res.json(orders); });` },
    { title: 'a name that is not from the query', code: `${LIST}app.get('/orders', (req, res) => res.send(\`\${name}(\${orders})\`)); // jsonp` },
    { title: 'parameters behind the word', code: embedder("'require-corp; report-to=\"coep\"'") },
    { title: 'every word of the embedder policy', code: `${embedder("'credentialless'")}\napp.get('/', (req, res) => res.set('Cross-Origin-Embedder-Policy', 'unsafe-none').end());` },
    { title: 'words of the opener policy', code: `${EXPRESS}app.use((req, res, next) => {\n  res.set('Cross-Origin-Opener-Policy', popups ? 'same-origin-allow-popups' : 'noopener-allow-popups');\n  next();\n});` },
    { title: 'an empty value', code: embedder("''") },
    { title: 'what helmet refuses by itself', code: `${HELMET}app.use(helmet({ crossOriginResourcePolicy: { policy: 'Same-Site' } }));` },
  ],
  invalid: [
    {
      title: 'helmet, before a guarded route',
      code: `${HELMET}app.use(helmet({ crossOriginResourcePolicy: { policy: 'cross-origin' } }));\n${ME}`,
      ...RESOURCE,
      at: "'cross-origin'",
      message: "'cross-origin' in Cross-Origin-Resource-Policy lets a page of 'https://evil.example' load what these routes answer to a visitor ('requireAuth') into its own process. Send 'same-site' here, and 'cross-origin' with public files alone.",
      suggestions: [`${HELMET}app.use(helmet({ crossOriginResourcePolicy: { policy: 'same-site' } }));\n${ME}`],
    },
    { title: 'one part of helmet', code: `const helmet = require('helmet');\n${EXPRESS}app.use(helmet.crossOriginResourcePolicy({ policy: "cross-origin" }));\n${ME}`, ...RESOURCE },
    { title: 'options with a name', code: `${HELMET}const security = { crossOriginResourcePolicy: { policy: 'cross-origin' } };\napp.use(helmet(security));\n${ME}`, ...RESOURCE },
    { title: 'a policy with credentials', code: `import cors from 'cors';\n${HELMET}app.use(cors({ origin: ['https://app.example.com'], credentials: true }));\napp.use(helmet({ crossOriginResourcePolicy: { policy: 'cross-origin' } }));\napp.get('/orders', list);`, ...RESOURCE },
    { title: 'koa-helmet', code: `import helmet from 'koa-helmet';\n${KOA.replace('app.use', "app.use(helmet({ crossOriginResourcePolicy: { policy: 'cross-origin' } }));\napp.use")}router.get('/me', (ctx) => { ctx.body = ctx.session.user; });`, ...RESOURCE },
    { title: '@fastify/helmet', code: `import helmet from '@fastify/helmet';\n${FASTIFY}await app.register(helmet, { crossOriginResourcePolicy: { policy: 'cross-origin' } });\napp.get('/me', async (request) => request.session.user);`, ...RESOURCE },
    { title: 'secureHeaders', code: `import { getCookie } from 'hono/cookie';\nimport { secureHeaders } from 'hono/secure-headers';\n${HONO}app.use(secureHeaders({ crossOriginResourcePolicy: 'cross-origin' }));\napp.get('/me', requireAuth, (c) => c.json(find(getCookie(c, 'session'))));`, ...RESOURCE },
    { title: 'Express', code: `${EXPRESS}app.get('/me', requireAuth, (req, res) => {\n  res.set(${CORP}, 'cross-origin');\n  res.json(req.user);\n});`, ...RESOURCE },
    { title: 'Koa', code: `${KOA}router.get('/me', (ctx) => {\n  ctx.set(${CORP}, 'cross-origin');\n  ctx.body = ctx.session.user;\n});`, ...RESOURCE },
    { title: 'Hono', code: `${HONO}app.get('/me', requireAuth, (c) => {\n  c.header(${CORP}, 'cross-origin');\n  return c.json(find(c));\n});`, ...RESOURCE },
    { title: 'Fastify', code: `${FASTIFY}app.get('/me', async (request, reply) => {\n  reply.header(${CORP}, 'cross-origin');\n  return request.session.user;\n});`, ...RESOURCE },
    { title: 'node:http', code: node(`  res.setHeader(${CORP}, 'cross-origin');`), ...RESOURCE },
    { title: 'node:http, at once', code: node(`  res.writeHead(200, { ${CORP}: 'cross-origin' });`), ...RESOURCE },
    { title: 'a response', code: `export default {\n  async fetch(request) {\n    const user = await find(request.headers.get('Cookie'));\n    return Response.json(user, { headers: { ${CORP}: 'cross-origin' } });\n  },\n};`, ...RESOURCE },
    { title: 'a server of one machine', code: node(`  res.setHeader(${CORP}, 'cross-origin');`).replace('3000', "3000, '127.0.0.1'").replace('req.headers.cookie', '1'), ...RESOURCE },
    {
      title: 'timing',
      code: `${EXPRESS}app.get('/me', requireAuth, (req, res) => {\n  res.set(${TIMING}, '*');\n  res.json(req.user);\n});`,
      reports: ['openTiming'],
      message: "'*' in Timing-Allow-Origin tells a page of 'https://evil.example' how long, and how large, the answers are that these routes give a visitor ('requireAuth').",
      suggestions: [`${EXPRESS}app.get('/me', requireAuth, (req, res) => {\n  res.json(req.user);\n});`],
    },
    {
      title: 'policies of plug-ins',
      code: `${EXPRESS}app.use((req, res, next) => {\n  res.set('X-Permitted-Cross-Domain-Policies', 'all');\n  next();\n});`,
      reports: ['openPlugins'],
      suggestions: [`${EXPRESS}app.use((req, res, next) => {\n  res.set('X-Permitted-Cross-Domain-Policies', 'none');\n  next();\n});`],
    },
    { title: 'policies of plug-ins, by helmet', code: `${HELMET}app.use(helmet({ permittedCrossDomainPolicies: { permittedPolicies: 'all' } }));`, reports: ['openPlugins'] },
    {
      title: 'a script beside a list',
      code: `${LIST}app.get('/orders', (req, res) => res.jsonp(orders));`,
      ...SCRIPT,
      message: "`res.jsonp(orders)` is a script where the address has 'callback': a page of 'https://evil.example' runs it, and reads what the policy `['https://app.example.com']` keeps from it. Answer with JSON.",
      suggestions: [`${LIST}app.get('/orders', (req, res) => res.json(orders));`],
    },
    { title: 'a script with a status', code: `${EXPRESS}app.get('/me', requireAuth, (req, res) => res.status(200).jsonp(req.user));`, ...SCRIPT, suggestions: [`${EXPRESS}app.get('/me', requireAuth, (req, res) => res.status(200).json(req.user));`] },
    { title: 'a script under another name', code: `${EXPRESS}app.set('jsonp callback name', 'cb');\napp.get('/me', requireAuth, (req, res) => res.jsonp(req.user));`, ...SCRIPT, message: "`res.jsonp(req.user)` is a script where the address has 'cb': a page of 'https://evil.example' runs it, and reads what the visitor gets ('requireAuth'). Answer with JSON." },
    { title: 'a template', code: `${LIST}app.get('/orders', (req, res) => res.send(\`\${req.query.callback}(\${JSON.stringify(orders)})\`));`, ...SCRIPT, suggestions: [] },
    { title: 'a sum', code: `${LIST}app.get('/orders', (req, res) => {\n  const { callback } = req.query;\n  const body = '/**/' + callback + '(' + JSON.stringify(orders) + ');';\n  res.type('js').send(body);\n});`, ...SCRIPT },
    { title: 'where there is a name', code: `${LIST}app.get('/orders', (req, res) => {\n  const cb = req.query.cb;\n  res.end(cb ? cb.replace(/[^\\w]/g, '') + '(' + JSON.stringify(orders) + ')' : JSON.stringify(orders));\n});`, ...SCRIPT },
    { title: 'Koa', code: `${KOA}router.get('/me', (ctx) => {\n  ctx.body = \`\${ctx.query.callback}(\${JSON.stringify(ctx.session.user)})\`;\n});`, ...SCRIPT },
    { title: 'Hono', code: `${HONO}app.get('/me', requireAuth, (c) => c.body(\`\${c.req.query('callback')}(\${JSON.stringify(find(c))})\`));`, ...SCRIPT },
    { title: 'Fastify', code: `${FASTIFY}app.get('/me', async (request, reply) => {\n  reply.type('text/javascript').send(\`\${request.query.callback}(\${JSON.stringify(request.session.user)})\`);\n});`, ...SCRIPT },
    { title: 'node:http', code: node("  const url = new URL(req.url, 'http://localhost');\n  res.write(`${url.searchParams.get('callback')}(`);"), ...SCRIPT },
    { title: 'a response', code: "export default {\n  async fetch(request) {\n    const url = new URL(request.url);\n    const user = await find(request.headers.get('Cookie'));\n    return new Response(`${url.searchParams.get('jsonp')}(${JSON.stringify(user)})`);\n  },\n};", ...SCRIPT },
    {
      title: 'case',
      code: `${EXPRESS}app.get('/', (req, res) => res.set(${CORP}, 'Same-Origin').end());`,
      ...UNREAD,
      at: "'Same-Origin'",
      message: "Cross-Origin-Resource-Policy has no value 'Same-Origin': browsers read it as no policy. It takes 'same-origin', 'same-site', 'cross-origin'.",
      suggestions: [`${EXPRESS}app.get('/', (req, res) => res.set(${CORP}, 'same-origin').end());`],
    },
    { title: 'underscores', code: embedder("'require_corp'"), ...UNREAD, suggestions: [embedder("'require-corp'")] },
    { title: 'quotes', code: embedder("'\"require-corp\"'"), ...UNREAD, suggestions: [embedder("'require-corp'")] },
    { title: 'slips', code: embedder("'credentialles'"), ...UNREAD, suggestions: [embedder("'credentialless'")] },
    { title: 'no word that is near', code: embedder("'*'"), ...UNREAD, suggestions: [] },
    { title: 'a word that would open', code: `${EXPRESS}app.get('/', (req, res) => res.set(${CORP}, 'crossorigin').end());`, ...UNREAD, suggestions: [] },
    { title: 'a word of another header', code: `${EXPRESS}app.get('/', (req, res) => res.set('Cross-Origin-Opener-Policy', 'same-site').end());`, ...UNREAD },
    { title: 'secureHeaders, which asks nothing', code: `import { secureHeaders } from 'hono/secure-headers';\n${HONO}app.use(secureHeaders({ crossOriginOpenerPolicy: 'SAME-ORIGIN' }));`, ...UNREAD },
    { title: 'an object of headers', code: "export const headers = { 'Cross-Origin-Embedder-Policy': 'require-cors' };", ...UNREAD },
    { title: 'a configuration of Next', code: "export default {\n  async headers() {\n    return [{ source: '/(.*)', headers: [{ key: 'Cross-Origin-Embedder-Policy', value: 'requirecorp' }] }];\n  },\n};", filename: 'next.config.mjs', ...UNREAD },
  ],
});
