import { ruleTable } from './rule-table.ts';

const EXPRESS = "import cors from 'cors';\nimport express from 'express';\nconst app = express();\n";
const KOA = "import Koa from 'koa';\nimport Router from '@koa/router';\nimport cors from '@koa/cors';\nconst app = new Koa();\n";
const HONO = "import { Hono } from 'hono';\nimport { cors } from 'hono/cors';\nconst app = new Hono();\n";
const USE = "app.use(cors({ origin: 'https://a.example' }));";
const GUARD = "app.use((req, res, next) => {\n  if (!req.headers.authorization) return res.status(401).end();\n  next();\n});";

ruleTable('middleware-order', {
  valid: [
    { title: 'CORS first', code: `${EXPRESS}${USE}\napp.get('/items', list);` },
    { title: 'CORS before authentication', code: `${EXPRESS}${USE}\n${GUARD}\napp.get('/items', list);` },
    { title: 'a route before, and one after', code: `${EXPRESS}app.get('/health', ok);\n${USE}\napp.get('/items', list);` },
    { title: 'a router that is mounted after', code: `${EXPRESS}app.get('/health', ok);\n${USE}\napp.use('/api', router);` },
    { title: 'a router without path that is mounted after', code: `${EXPRESS}app.get('/health', ok);\n${USE}\napp.use(router);` },
    { title: 'an application that is handed on', code: `${EXPRESS}app.get('/health', ok);\n${USE}\nroutes(app);` },
    { title: 'an application that is exported', code: `${EXPRESS}app.get('/health', ok);\n${USE}\nexport default app;` },
    { title: 'a route with CORS of its own', code: `${EXPRESS}app.get('/items', cors({ origin: 'https://b.example' }), list);\n${USE}` },
    { title: 'CORS for one path', code: `${EXPRESS}app.get('/health', ok);\napp.use('/api', cors({ origin: 'https://a.example' }));` },
    { title: 'authentication that lets preflights pass', code: `${EXPRESS}app.use((req, res, next) => {\n  if (req.method !== 'OPTIONS' && !req.headers.authorization) return res.status(401).end();\n  next();\n});\n${USE}\napp.get('/items', list);` },
    { title: 'middleware that turns nobody away', code: `${EXPRESS}app.use(express.json());\napp.use((req, res, next) => next());\n${USE}\napp.get('/items', list);` },
    { title: 'authentication of another file', code: `${EXPRESS}import { auth } from './auth.js';\napp.use(auth);\n${USE}\napp.get('/items', list);` },
    { title: 'Fastify, which runs plugins first', code: "import fastify from 'fastify';\nimport cors from '@fastify/cors';\nconst app = fastify();\napp.get('/items', list);\napp.register(cors, { origin: 'https://a.example' });" },
    { title: 'two applications', code: `${EXPRESS}const admin = express();\nadmin.get('/items', list);\n${USE}\napp.get('/items', list);` },
    { title: 'an application that the file does not make', code: "import cors from 'cors';\nexport function setup(app) {\n  app.get('/items', list);\n  app.use(cors({ origin: 'https://a.example' }));\n}" },
    { title: 'Passport, made ready', code: `${EXPRESS}import passport from 'passport';\napp.use(passport.initialize());\n${USE}\napp.put('/items', save);` },
    { title: 'Passport with a callback', code: `${EXPRESS}import passport from 'passport';\napp.use(passport.authenticate('jwt', { session: false }, done));\n${USE}\napp.put('/items', save);` },
    { title: 'Passport, which redirects', code: `${EXPRESS}import passport from 'passport';\napp.use(passport.authenticate('jwt', { failureRedirect: '/login' }));\n${USE}\napp.put('/items', save);` },
    { title: 'Passport after CORS', code: `${EXPRESS}import passport from 'passport';\n${USE}\napp.use(passport.authenticate('jwt', { session: false }));\napp.put('/items', save);` },
    { title: 'Passport, where visitors without a name are let in', code: `${EXPRESS}import passport from 'passport';\napp.use(passport.authenticate(['jwt', 'anonymous'], { session: false }));\n${USE}\napp.put('/items', save);` },
    { title: 'express-jwt, which lets preflights pass', code: `${EXPRESS}import { expressjwt } from 'express-jwt';\napp.use(expressjwt({ secret: key, algorithms: ['RS256'] }));\n${USE}\napp.put('/items', save);` },
    { title: 'tokens that are read where there are some', code: `${EXPRESS}import { auth } from 'express-oauth2-jwt-bearer';\napp.use(auth({ authRequired: false }));\n${USE}\napp.put('/items', save);` },
    { title: 'a header before what is sent', code: `${EXPRESS}app.get('/items', (req, res) => {\n  res.set('Access-Control-Allow-Origin', 'https://a.example');\n  res.json([]);\n});` },
    { title: 'a file, which is sent later', code: `${EXPRESS}app.get('/items', (req, res) => {\n  res.sendFile('/items.json');\n  res.set('Access-Control-Allow-Origin', 'https://a.example');\n});` },
    { title: 'what is sent on another way', code: `${EXPRESS}app.get('/items', (req, res) => {\n  if (!req.query.q) {\n    res.json([]);\n    return;\n  }\n  res.set('Access-Control-Allow-Origin', 'https://a.example');\n  res.json([]);\n});` },
    { title: 'another response', code: `${EXPRESS}app.get('/items', (req, res) => {\n  const send = (request, other) => {\n    other.end();\n    res.set('Access-Control-Allow-Origin', 'https://a.example');\n  };\n  send(req, made());\n});` },
    { title: 'a callback before what is sent', code: `${EXPRESS}app.get('/items', (req, res) => {\n  load(() => res.json([]));\n  res.set('Access-Control-Allow-Origin', 'https://a.example');\n});` },
    { title: 'a test file', code: `${EXPRESS}app.get('/items', list);\n${USE}`, filename: 'server.test.ts' },
  ],
  invalid: [
    { title: 'CORS after Passport', code: `${EXPRESS}import passport from 'passport';\napp.use(passport.authenticate('jwt', { session: false }));\n${USE}\napp.put('/items', save);`, reports: ['afterAuthentication'], message: "`cors` is registered after `passport.authenticate('jwt', { session:…`, which answers preflights with 401 or 403 and no Access-Control-Allow-Origin: browsers refuse whatever needs a preflight, such as PUT /items with an Authorization header.", suggestions: [`${EXPRESS}import passport from 'passport';\n${USE}\napp.use(passport.authenticate('jwt', { session: false }));\napp.put('/items', save);`] },
    { title: 'CORS after express-basic-auth', code: "const express = require('express');\nconst cors = require('cors');\nconst basicAuth = require('express-basic-auth');\nconst app = express();\napp.use(basicAuth({ users: { admin: process.env.PASSWORD }, challenge: true }));\napp.use(cors({ origin: 'https://a.example' }));\napp.delete('/items', remove);", reports: ['afterAuthentication'] },
    { title: 'CORS after express-oauth2-jwt-bearer', code: `${EXPRESS}import { auth } from 'express-oauth2-jwt-bearer';\napp.use(auth({ audience: 'items', issuerBaseURL: 'https://id.example' }));\n${USE}\napp.get('/items', list);`, reports: ['afterAuthentication'] },
    {
      title: 'a header after what is sent',
      code: `${EXPRESS}app.get('/items', (req, res) => {\n  res.json([]);\n  res.set('Access-Control-Allow-Origin', 'https://a.example');\n});`,
      reports: ['headersAfterSend'],
      message: "`res.json([])` has sent the headers at line 5: `res.set('Access-Control-Allow-Origin', 'https://a.example')` throws ERR_HTTP_HEADERS_SENT, and no browser gets its Access-Control-Allow-Origin.",
      suggestions: [`${EXPRESS}app.get('/items', (req, res) => {\n  res.set('Access-Control-Allow-Origin', 'https://a.example');\n  res.json([]);\n});`],
    },
    { title: 'node:http: a header after the head', code: "import { createServer } from 'node:http';\ncreateServer((req, res) => {\n  res.writeHead(200);\n  res.setHeader('Access-Control-Allow-Origin', '*');\n  res.end();\n});", reports: ['headersAfterSend'] },
    { title: 'node:http: a header after the end', code: "const http = require('http');\nfunction handle(request, response) {\n  response.end('[]');\n  response.setHeader('Access-Control-Allow-Origin', 'https://a.example');\n}\nhttp.createServer(handle);", reports: ['headersAfterSend'] },
    { title: 'a header after a chain, whose value is made in between', code: `${EXPRESS}app.get('/items', async (req, res) => {\n  res.status(200).send('ok');\n  const origin = await originOf(req);\n  res.setHeader('Access-Control-Allow-Origin', origin);\n});`, reports: ['headersAfterSend'], suggestions: [] },
    {
      title: 'CORS after all routes',
      code: `${EXPRESS}app.get('/items', list);\napp.put('/items', save);\n${USE}\napp.listen(3000);`,
      reports: ['afterRoutes'],
      at: USE.slice(0, -1),
      message: '`cors` is registered after `GET /items` and every other route: their answers have no Access-Control-Allow-Origin, and browsers keep them from pages of other origins.',
      suggestions: [`${EXPRESS}${USE}\napp.get('/items', list);\napp.put('/items', save);\napp.listen(3000);`],
    },
    { title: 'CORS before error handlers only', code: `${EXPRESS}app.get('/items', list);\n${USE}\napp.use((error, req, res, next) => res.status(500).end());`, reports: ['afterRoutes'] },
    { title: 'CORS before the answer to what is not found', code: `${EXPRESS}app.get('/items', list);\n${USE}\napp.use((req, res) => res.status(404).end());`, reports: ['afterRoutes'] },
    { title: 'headers by hand after all routes', code: "import express from 'express';\nconst app = express();\napp.get('/items', list);\napp.use((req, res, next) => {\n  res.set('Access-Control-Allow-Origin', 'https://a.example');\n  next();\n});", reports: ['afterRoutes'], message: 'The middleware that writes Access-Control-Allow-Origin is registered after `GET /items` and every other route: their answers have no Access-Control-Allow-Origin, and browsers keep them from pages of other origins.' },
    { title: 'a named middleware after all routes', code: "import express from 'express';\nconst app = express();\napp.post('/items', save);\nfunction allow(req, res, next) {\n  res.set('Access-Control-Allow-Origin', 'https://a.example');\n  next();\n}\napp.use(allow);\napp.listen(3000);", reports: ['afterRoutes'] },
    { title: 'Hono', code: `${HONO}app.get('/items', (c) => c.json([]));\n${USE}\nserve(app);`, reports: ['afterRoutes'] },
    { title: 'options that are declared in between', code: `${EXPRESS}app.get('/items', list);\nconst options = { origin: 'https://a.example' };\napp.use(cors(options));`, reports: ['afterRoutes'], suggestions: [] },
    {
      title: 'CORS after authentication',
      code: `${EXPRESS}${GUARD}\n${USE}\napp.get('/items', list);`,
      reports: ['afterAuthentication'],
      message: "`cors` is registered after `(req, res, next) => { if (!req.headers.…`, which answers preflights with 401 or 403 and no Access-Control-Allow-Origin: browsers refuse whatever needs a preflight, such as GET /items with an Authorization header.",
      suggestions: [`${EXPRESS}${USE}\n${GUARD}\napp.get('/items', list);`],
    },
    { title: 'CORS after a named check', code: `${EXPRESS}function requireKey(req, res, next) {\n  if (req.get('X-Key') !== process.env.KEY) return res.sendStatus(403);\n  next();\n}\napp.use(requireKey);\n${USE}\napp.post('/items', save);`, reports: ['afterAuthentication'] },
    { title: 'Koa after a check', code: `${KOA}app.use(async (ctx, next) => {\n  if (!ctx.get('Authorization')) ctx.throw(401);\n  await next();\n});\n${USE}\napp.use('/items', list);\napp.get('/x', y);`, reports: ['afterAuthentication'] },
    { title: 'Hono after a check', code: `${HONO}app.use(async (c, next) => (c.req.header('Authorization') ? next() : c.text('no', 401)));\n${USE}\napp.put('/items', (c) => c.json([]));`, reports: ['afterAuthentication'] },
  ],
});
