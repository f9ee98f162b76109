import { expect, it } from 'vitest';
import { analysisOf } from '../read.ts';
import { ruleTable } from './rule-table.ts';

const EXPRESS = "import express from 'express';\nconst app = express();\n";
const FASTIFY = "import fastify from 'fastify';\nconst app = fastify();\n";
const REPORTED = { reports: ['simpleJson'] } as const;

ruleTable('no-simple-request-json', {
  valid: [
    { title: 'the default', code: `${EXPRESS}app.use(express.json());` },
    { title: 'application/json', code: `${EXPRESS}app.use(express.json({ type: 'application/json' }));` },
    { title: 'types that forms cannot send', code: `${EXPRESS}app.use(express.json({ type: ['application/json', 'application/csp-report', '+json'] }));` },
    { title: 'a text that is no JSON', code: `${EXPRESS}app.use(express.text({ type: 'text/*' }));\napp.post('/notes', (req, res) => res.send(req.body));` },
    { title: 'a form', code: `${EXPRESS}app.use(express.urlencoded({ extended: false, type: '*/*' }));` },
    { title: 'a webhook, whose bodies are signed', code: `${EXPRESS}app.post('/stripe', express.json({ type: '*/*' }), (req, res) => res.json(stripe.webhooks.constructEvent(req.body, req.get('stripe-signature'), secret)));` },
    { title: 'webhooks alone, behind a parser for all', code: `${EXPRESS}app.use(express.json({ type: '*/*' }));\napp.get('/health', health);\napp.post('/github', (req, res) => res.sendStatus(check(req) ? 204 : 401));\nfunction check(req) { return crypto.createHmac('sha256', key).update(req.body).digest('hex') === req.get('x-hub'); }` },
    { title: 'a parser for the paths of webhooks', code: `${EXPRESS}app.use('/webhooks', express.json({ type: '*/*' }));\napp.post('/webhooks/stripe', onStripe);\napp.post('/notes', addNote);` },
    { title: 'a parser with a name, for a webhook', code: `${EXPRESS}const parse = express.json({ type: '*/*' });\napp.post('/webhook', parse, onEvent);\napp.post('/notes', addNote);` },
    { title: 'signatures, and routes that are elsewhere', code: `${EXPRESS}import { createHmac } from 'node:crypto';\napp.use(express.json({ type: '*/*' }));\nexport const sign = (text) => createHmac('sha256', key).update(text).digest('hex');` },
    { title: 'bytes that are kept for a signature', code: `${EXPRESS}app.use(express.json({ type: '*/*', verify: (req, res, buffer) => { req.raw = buffer; } }));` },
    { title: 'a function that asks', code: `${EXPRESS}app.use(express.json({ type: (req) => req.headers['content-type'] === 'application/json' }));` },
    { title: 'types that are not known', code: `${EXPRESS}app.use(express.json({ type: types }));` },
    { title: 'another json', code: "import { json } from './json.js';\njson({ type: '*/*' });" },
    { title: 'a Fastify parser of text', code: `${FASTIFY}app.addContentTypeParser('text/plain', { parseAs: 'string' }, (request, body, done) => done(null, body));` },
    { title: 'a Fastify parser of another JSON', code: `${FASTIFY}app.addContentTypeParser('application/vnd.api+json', { parseAs: 'string' }, (request, body, done) => done(null, JSON.parse(body)));` },
    { title: 'Koa with types of its own', code: "import bodyParser from 'koa-bodyparser';\napp.use(bodyParser({ extendTypes: { json: ['application/x-javascript'], text: ['text/plain'] } })); // cors" },
    { title: 'what browsers report', code: `${EXPRESS}app.post('/csp-report', express.json({ type: '*/*' }), onReport);\napp.post('/notes', addNote);` },
    { title: 'what browsers report, to a router', code: "import { Router, json as parse } from 'express';\nconst router = Router();\nrouter.post('/security/csp', parse({ type: '*/*', limit: '8kb' }), onReport);\nrouter.post('/notes', addNote);" },
    { title: 'a test', code: `${EXPRESS}app.use(express.json({ type: '*/*' }));`, filename: 'server.test.ts' },
  ],
  invalid: [
    {
      title: 'every type, in Express',
      code: `${EXPRESS}app.use(express.json({ type: '*/*' }));`,
      ...REPORTED,
      at: "'*/*'",
      message: "`'*/*'` makes express.json read JSON from a body of type 'text/plain', which a page of 'https://evil.example' can send without a preflight. Take 'application/json' alone.",
      suggestions: [`${EXPRESS}app.use(express.json({ type: 'application/json' }));`],
    },
    {
      title: 'with a session',
      code: `import session from 'express-session';\n${EXPRESS}app.use(session({ secret: 's' }));\napp.use(express.json({ type: 'text/plain' }));\napp.post('/transfer', (req, res) => res.json(transfer(req.session.user, req.body)));`,
      ...REPORTED,
      message: "`'text/plain'` makes express.json read JSON from a body of type 'text/plain', which a page of 'https://evil.example' can send without a preflight, with the visitor's cookies ('session') unless their SameSite attribute keeps them back. Take 'application/json' alone.",
    },
    { title: 'a webhook beside a route for visitors', code: `${EXPRESS}app.use(express.json({ type: '*/*' }));\napp.post('/webhook', (req, res) => res.json(stripe.webhooks.constructEvent(req.body, req.get('stripe-signature'), secret)));\napp.post('/notes', (req, res) => res.json(add(req.body)));`, ...REPORTED },
    { title: 'a webhook with a parser of its own, beside another', code: `${EXPRESS}app.post('/webhook', express.json({ type: '*/*' }), onEvent);\napp.post('/notes', express.json({ type: 'text/plain' }), addNote);`, ...REPORTED, at: "'text/plain'" },
    { title: 'Fastify: a webhook beside a route for visitors', code: `${FASTIFY}app.addContentTypeParser('text/plain', { parseAs: 'string' }, (request, body, done) => done(null, JSON.parse(body)));\napp.post('/webhook', onEvent);\napp.post('/notes', addNote);`, ...REPORTED },
    { title: 'a parser of one route', code: `${EXPRESS}app.get('/', home);\napp.post('/notes', express.json({ type: '*/*' }), addNote);`, ...REPORTED, at: "'*/*'" },
    { title: 'a parser for reports and for more', code: `${EXPRESS}app.use(express.json({ type: '*/*' }));\napp.post('/csp-report', onReport);\napp.post('/notes', addNote);`, ...REPORTED },
    { title: 'a list', code: `${EXPRESS}app.use(express.json({ limit: '1mb', type: ['application/json', 'text/plain'] }));`, ...REPORTED, suggestions: [`${EXPRESS}app.use(express.json({ limit: '1mb', type: 'application/json' }));`] },
    { title: 'a function that takes all', code: `${EXPRESS}app.use(express.json({ type: () => true }));`, ...REPORTED },
    { title: 'body-parser', code: "const bodyParser = require('body-parser');\nconst app = require('express')();\napp.use(bodyParser.json({ type: 'text/*' }));", ...REPORTED },
    { title: 'a constant', code: `${EXPRESS}const JSON_TYPE = '*/*';\nconst options = { type: JSON_TYPE };\napp.use(express.json(options)); // cors`, ...REPORTED },
    { title: 'text that is parsed as JSON', code: `${EXPRESS}app.use(express.text({ type: '*/*' }));\napp.post('/', (req, res) => res.json(save(JSON.parse(req.body))));`, ...REPORTED },
    { title: 'koa-bodyparser', code: "import Koa from 'koa';\nimport bodyParser from 'koa-bodyparser';\nnew Koa().use(bodyParser({ extendTypes: { json: ['text/plain'] } }));", ...REPORTED },
    { title: '@koa/bodyparser that detects', code: "import { bodyParser } from '@koa/bodyparser';\napp.use(bodyParser({ detectJSON: () => true }));", ...REPORTED },
    { title: 'Fastify', code: `${FASTIFY}app.addContentTypeParser('text/plain', { parseAs: 'string' }, (request, body, done) => done(null, JSON.parse(body)));`, ...REPORTED, suggestions: [FASTIFY] },
    {
      title: 'Fastify, for what has no parser',
      code: `${FASTIFY}app.addContentTypeParser('*', { parseAs: 'string' }, app.getDefaultJsonParser('ignore', 'ignore'));`,
      ...REPORTED,
      message: "`'*'` makes addContentTypeParser read JSON from a body of type 'application/x-www-form-urlencoded', which a page of 'https://evil.example' can send without a preflight. Take 'application/json' alone.",
    },
  ],
});

it('asks for the route that the parser is there for', () => {
  const { jsonReaders } = analysisOf(`${EXPRESS}app.get('/', home);\napp.post('/notes', express.json({ type: '*/*' }), addNote);`);
  expect(jsonReaders.map(({ scope }) => scope.paths)).toEqual([['/notes']]);
});
