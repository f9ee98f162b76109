import type { Fault } from './fault.ts';

const LIST = "origin: ['https://app.example.com']";
/** A route of the visitor's own data, with these statements before its answer, and these in front of it. */
const express = (before: string, use = ''): string => `import express from 'express';\nimport helmet from 'helmet';\nconst app = express();\n${use}\napp.get('/me', requireAuth, (req, res) => {\n  ${before}\n  res.json(req.user);\n});`;
const koa = (before: string, use = ''): string => `import Router from '@koa/router';\nimport Koa from 'koa';\nimport helmet from 'koa-helmet';\nconst app = new Koa();\nconst router = new Router();\n${use}\napp.use(router.routes());\nrouter.get('/me', (ctx) => {\n  ${before}\n  ctx.body = ctx.session.user;\n});`;
const fastify = (before: string, use = ''): string => `import Fastify from 'fastify';\nimport helmet from '@fastify/helmet';\nconst app = Fastify();\n${use}\napp.get('/me', async (request, reply) => {\n  ${before}\n  return request.session.user;\n});`;
const hono = (before: string, use = ''): string => `import { Hono } from 'hono';\nimport { secureHeaders } from 'hono/secure-headers';\nconst app = new Hono();\n${use}\napp.get('/me', requireAuth, (c) => {\n  ${before}\n  return c.json(find(c));\n});`;
const node = (before: string): string => `import { createServer } from 'node:http';\ncreateServer((req, res) => {\n  const user = find(req.headers.cookie);\n  ${before}\n  res.end(JSON.stringify(user));\n}).listen(3000);`;
const worker = (headers: string): string => `export default {\n  async fetch(request) {\n    const user = await find(request.headers.get('Cookie'));\n    return Response.json(user, { headers: { ${headers} } });\n  },\n};`;
/** The same servers without anybody's data. */
const open = (code: string): string => code.replace('requireAuth, ', '').replaceAll(/(?:req|ctx\.session|request\.session)\.user|find\(req\.headers\.cookie\)/g, 'prices');
const each = (name: string, value: string): Readonly<Record<'express' | 'koa' | 'fastify' | 'hono' | 'node:http' | 'Workers', string>> => ({
  express: express(`res.set('${name}', '${value}');`),
  koa: koa(`ctx.set('${name}', '${value}');`),
  fastify: fastify(`reply.header('${name}', '${value}');`),
  hono: hono(`c.header('${name}', '${value}');`),
  'node:http': node(`res.setHeader('${name}', '${value}');`),
  Workers: worker(`'${name}': '${value}'`),
});
const helmet = (policy: string): string => `{ crossOriginResourcePolicy: { policy: '${policy}' } }`;

/** Headers and scripts beside CORS that open the same answers, or do nothing. */
export const SIBLINGS: readonly Fault[] = [
  {
    fault: 'answers of visitors that every site may load',
    rule: 'no-permissive-sibling-headers',
    messageId: 'openResource',
    bad: each('Cross-Origin-Resource-Policy', 'cross-origin'),
    good: {
      ...each('Cross-Origin-Resource-Policy', 'same-site'),
      express: [express("res.set('Cross-Origin-Resource-Policy', 'same-origin');"), open(express("res.set('Cross-Origin-Resource-Policy', 'cross-origin');")), express('', "app.use('/logos', (req, res, next) => {\n  res.set('Cross-Origin-Resource-Policy', 'cross-origin');\n  next();\n}, express.static('logos'));")],
      koa: [koa("ctx.set('Cross-Origin-Resource-Policy', 'same-site');"), open(koa("ctx.set('Cross-Origin-Resource-Policy', 'cross-origin');"))],
      'node:http': [node("res.setHeader('Cross-Origin-Resource-Policy', 'same-site');"), open(node("res.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');"))],
      // The answer is whatever the address says.
      Workers: "export default {\n  async fetch(request) {\n    const user = await find(request.headers.get('Cookie'));\n    const headers = new Headers();\n    if (new URL(request.url).pathname === '/logo') headers.set('Cross-Origin-Resource-Policy', 'cross-origin');\n    return Response.json(user, { headers });\n  },\n};",
    },
  },
  {
    fault: 'answers of visitors that every site may load, by an option',
    rule: 'no-permissive-sibling-headers',
    messageId: 'openResource',
    bad: {
      helmet: [express('', `app.use(helmet(${helmet('cross-origin')}));`), express('', "app.use(helmet.crossOriginResourcePolicy({ policy: 'cross-origin' }));"), express('', `const options = ${helmet('cross-origin')};\napp.use(helmet(options));`)],
      'koa-helmet': koa('', `app.use(helmet(${helmet('cross-origin')}));`),
      '@fastify/helmet': fastify('', `await app.register(helmet, ${helmet('cross-origin')});`),
      'hono/secure-headers': hono('', "app.use(secureHeaders({ crossOriginResourcePolicy: 'cross-origin' }));"),
    },
    good: {
      helmet: [express('', `app.use(helmet(${helmet('same-site')}));`), express('', 'app.use(helmet());'), express('', 'app.use(helmet({ crossOriginResourcePolicy: false }));'), open(express('', `app.use(helmet(${helmet('cross-origin')}));`)), express('', `app.use('/logos', helmet(${helmet('cross-origin')}), express.static('logos'));`), express("res.set('Cross-Origin-Resource-Policy', 'same-origin');", `app.use(helmet(${helmet('cross-origin')}));`)],
      'koa-helmet': koa('', `app.use(helmet(${helmet('same-origin')}));`),
      '@fastify/helmet': [fastify('', `await app.register(helmet, ${helmet('same-site')});`), open(fastify('', `await app.register(helmet, ${helmet('cross-origin')});`))],
      'hono/secure-headers': [hono('', 'app.use(secureHeaders());'), hono('', "app.use(secureHeaders({ crossOriginResourcePolicy: 'same-site' }));")],
    },
  },
  {
    fault: 'times of answers to visitors',
    rule: 'no-permissive-sibling-headers',
    messageId: 'openTiming',
    bad: each('Timing-Allow-Origin', '*'),
    good: {
      ...each('Timing-Allow-Origin', 'https://app.example.com'),
      express: [express("res.set('Timing-Allow-Origin', 'https://app.example.com, https://www.example.com');"), open(express("res.set('Timing-Allow-Origin', '*');"))],
      fastify: [fastify('reply.header(\'Timing-Allow-Origin\', process.env.APP_ORIGIN);'), open(fastify("reply.header('Timing-Allow-Origin', '*');"))],
    },
  },
  {
    fault: 'policies of plug-ins in every file',
    rule: 'no-permissive-sibling-headers',
    messageId: 'openPlugins',
    bad: { ...each('X-Permitted-Cross-Domain-Policies', 'all'), helmet: express('', "app.use(helmet({ xPermittedCrossDomainPolicies: { permittedPolicies: 'all' } }));"), 'hono/secure-headers': hono('', "app.use(secureHeaders({ xPermittedCrossDomainPolicies: 'all' }));") },
    good: { ...each('X-Permitted-Cross-Domain-Policies', 'master-only'), helmet: express('', "app.use(helmet({ permittedCrossDomainPolicies: { permittedPolicies: 'none' } }));") },
  },
  {
    fault: 'an answer that is a script on demand',
    rule: 'no-permissive-sibling-headers',
    messageId: 'scriptAnswer',
    bad: {
      'express, behind a guard': [express('return res.jsonp(req.user);'), express('return res.status(200).jsonp(req.user);')],
      'express, with cookies': "const express = require('express');\nconst app = express();\napp.get('/cart', (req, res) => { res.jsonp(cartOf(req.cookies.session)); });",
      'express, beside cors': `import cors from 'cors';\nimport express from 'express';\nconst app = express();\napp.use(cors({ ${LIST} }));\napp.get('/orders', (req, res) => res.jsonp(orders));`,
    },
    good: {
      'express, behind a guard': express('return res.json(req.user);'),
      'express, for everyone': ["import express from 'express';\nconst app = express();\napp.get('/prices', (req, res) => res.jsonp(prices));", "import cors from 'cors';\nimport express from 'express';\nconst app = express();\napp.use('/public', cors());\napp.get('/public/prices', (req, res) => res.jsonp(prices));"],
      // An element does not post, and sends no token.
      'express, for scripts alone': ["import express from 'express';\nconst app = express();\napp.post('/orders', requireAuth, (req, res) => res.jsonp(req.user));", "import express from 'express';\nconst app = express();\napp.get('/me', (req, res) => res.jsonp(find(req.headers.authorization)));"],
    },
  },
  {
    fault: 'a script put together by hand',
    rule: 'no-permissive-sibling-headers',
    messageId: 'scriptAnswer',
    bad: {
      express: [express('return res.send(`${req.query.callback}(${JSON.stringify(req.user)})`);'), express("const { cb } = req.query;\n  return res.end('/**/' + cb + '(' + JSON.stringify(req.user) + ');');"), express('if (req.query.jsonp) return res.type("js").send(req.query.jsonp + "(" + JSON.stringify(req.user) + ")");')],
      koa: koa('const { callback } = ctx.query;\n  if (callback) {\n    ctx.body = `${callback}(${JSON.stringify(ctx.session.user)})`;\n    return;\n  }'),
      hono: hono("const name = c.req.query('callback');\n  if (name) return c.body(`${name}(${JSON.stringify(find(c))});`, 200, { 'Content-Type': 'text/javascript' });"),
      fastify: fastify('if (request.query.callback) return reply.type("text/javascript").send(`${request.query.callback}(${JSON.stringify(request.session.user)})`);'),
      'node:http': node("const name = new URL(req.url, 'http://localhost').searchParams.get('callback');\n  if (name) return res.end(`${name}(${JSON.stringify(user)})`);"),
    },
    good: {
      express: [express('return res.send(JSON.stringify({ callback: req.query.callback, user: req.user }));'), express('return res.send(`${req.query.callback}: ${JSON.stringify(req.user)}`);'), express('audit(`${req.query.callback}(${req.user.id})`);'), open(express('return res.send(`${req.query.callback}(${JSON.stringify(req.user)})`);'))],
      koa: [koa('ctx.body = `Hello ${ctx.query.callback}(${ctx.session.user.name})`;\n  return;'), open(koa('ctx.body = `${ctx.query.callback}(${JSON.stringify(ctx.session.user)})`;\n  return;'))],
      hono: hono("return c.redirect(`${c.req.query('callback')}?user=${find(c).id}`);"),
      'node:http': node("const name = new URL(req.url, 'http://localhost').searchParams.get('callback');\n  return res.end(JSON.stringify({ name, user }));"),
    },
  },
  {
    fault: 'a word that browsers do not know',
    rule: 'no-permissive-sibling-headers',
    messageId: 'unreadValue',
    bad: {
      express: [express("res.set('Cross-Origin-Resource-Policy', 'Same-Site');"), express("res.set('Cross-Origin-Opener-Policy', 'sameorigin');")],
      koa: koa("ctx.set('Cross-Origin-Embedder-Policy', 'require_corp');"),
      fastify: fastify("reply.headers({ 'Cross-Origin-Embedder-Policy': '\"require-corp\"' });"),
      hono: hono("c.header('Cross-Origin-Opener-Policy', 'same-origin-allow-popup');"),
      'hono/secure-headers': hono('', "app.use(secureHeaders({ crossOriginEmbedderPolicy: 'credential-less' }));"),
      'node:http': node("res.writeHead(200, { 'Cross-Origin-Resource-Policy': 'same-origin, same-site' });"),
      Workers: worker("'Cross-Origin-Resource-Policy': 'none'"),
    },
    good: {
      express: [express("res.set('Cross-Origin-Resource-Policy', 'same-site');"), express("res.set('cross-origin-opener-policy', 'noopener-allow-popups');")],
      koa: koa("ctx.set('Cross-Origin-Embedder-Policy', 'require-corp');"),
      fastify: fastify("reply.headers({ 'Cross-Origin-Embedder-Policy': 'require-corp; report-to=\"coep\"' });"),
      hono: hono("c.header('Cross-Origin-Opener-Policy', 'same-origin-allow-popups');"),
      'hono/secure-headers': hono('', 'app.use(secureHeaders({ crossOriginEmbedderPolicy: true }));'),
      'node:http': node("res.writeHead(200, { 'Cross-Origin-Opener-Policy': 'unsafe-none' });"),
      Workers: worker("'Cross-Origin-Embedder-Policy': 'credentialless'"),
    },
  },
];
