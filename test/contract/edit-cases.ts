import type { PageRequest, ProjectCase } from './projects.ts';

/** A server and a page of which one thing is refused, and every edit against it; each by itself lets the request pass. */
export interface EditCase {
  readonly name: string;
  /** Files of the server; the first starts it. */
  readonly server: Readonly<Record<string, string>>;
  readonly runs?: ProjectCase['runs'];
  /** The call of the page. */
  readonly page: string;
  readonly request: Partial<PageRequest>;
  readonly messageId: string;
  readonly refused: string;
  /** The first words of each edit's description. */
  readonly offers: readonly string[];
  /** How the page asks after the edits of the page. */
  readonly edited?: Partial<PageRequest>;
}

const express = (options: string, routes = "app.all('/items', (req, res) => res.set('X-Total', '0').json([]));"): Readonly<Record<string, string>> => ({
  'api/index.js': `const express = require('express');\nconst cors = require('cors');\n\nconst app = express();\napp.use(cors(${options}));\n${routes}\napp.listen(3001);\n`,
});
const NAMED = "origin: 'http://localhost:5173'";
const call = (options: string): string => `export const items = () => fetch('http://localhost:3001/items', ${options}).then((response) => response.json());\n`;
const reading = "export const total = () => fetch('http://localhost:3001/items').then((response) => response.headers.get('X-Total'));\n";
const node = (body: string): Readonly<Record<string, string>> => ({ 'api/index.js': `const { createServer } = require('node:http');\n\ncreateServer((req, res) => {\n${body}\n}).listen(3001);\n` });
const HEADER = { headers: { 'X-Id': '1' } };
const WITH_HEADER = call("{ headers: { 'X-Id': '1' } }");
const DELETE = { method: 'DELETE' };
const WITH_DELETE = call("{ method: 'DELETE' }");
const COOKIES = { credentials: true };
const WITH_COOKIES = call("{ credentials: 'include' }");

export const EDIT_CASES: readonly EditCase[] = [
  { name: 'a list in another file', server: { ...express(`{ ${NAMED}, allowedHeaders }`), 'api/index.js': express(`{ ${NAMED}, allowedHeaders }`)['api/index.js']?.replace("const cors = require('cors');", "const cors = require('cors');\nconst { allowedHeaders } = require('./settings.js');") ?? '', 'api/settings.js': "module.exports = { allowedHeaders: ['Content-Type'] };\n" }, page: WITH_HEADER, request: HEADER, messageId: 'headerNotAllowed', refused: 'preflight: header-not-allowed', offers: ['Add X-Id to the list at api/settings.js:1', 'Send it without X-Id'], edited: { headers: {} } },
  { name: 'a header that the server reads', server: express(`{ ${NAMED}, allowedHeaders: ['Content-Type'] }`, "app.get('/items', (req, res) => res.json({ id: req.get('x-id') }));"), page: WITH_HEADER, request: HEADER, messageId: 'headerNotAllowed', refused: 'preflight: header-not-allowed', offers: ['Add X-Id to the list at api/index.js:5'] },
  { name: 'a header among others', server: express(`{ ${NAMED}, allowedHeaders: ['Content-Type'] }`), page: call("{ headers: { 'X-Id': '1', Accept: 'application/json' } }"), request: HEADER, messageId: 'headerNotAllowed', refused: 'preflight: header-not-allowed', offers: ['Add X-Id to the list at api/index.js:5', 'Send it without X-Id'], edited: { headers: {} } },
  { name: 'a header of XMLHttpRequest', server: express(`{ ${NAMED}, allowedHeaders: ['Content-Type'] }`), page: "export function items(done) {\n  const xhr = new XMLHttpRequest();\n  xhr.open('GET', 'http://localhost:3001/items');\n  xhr.setRequestHeader('X-Id', '1');\n  xhr.onload = () => done(xhr.responseText);\n  xhr.send();\n}\n", request: HEADER, messageId: 'headerNotAllowed', refused: 'preflight: header-not-allowed', offers: ['Add X-Id to the list at api/index.js:5', 'Send it without X-Id'], edited: { headers: {} } },
  { name: 'a header of an interceptor', server: express(`{ ${NAMED}, allowedHeaders: ['Content-Type'] }`), page: "import axios from 'axios';\n\nconst api = axios.create({ baseURL: 'http://localhost:3001' });\napi.interceptors.request.use((config) => {\n  config.headers['X-Id'] = '1';\n  return config;\n});\nexport const items = () => api.get('/items');\n", request: HEADER, messageId: 'headerNotAllowed', refused: 'preflight: header-not-allowed', offers: ['Add X-Id to the list at api/index.js:5', 'Send it without X-Id'], edited: { headers: {} } },
  { name: 'a method in small letters', server: express(`{ ${NAMED}, methods: ['GET', 'PATCH'] }`), page: call("{ method: 'patch' }"), request: { method: 'patch' }, messageId: 'methodCase', refused: 'preflight: method-not-allowed', offers: ['Write PATCH, as the policy at api/index.js:5 does'], edited: { method: 'PATCH' } },
  { name: 'a method in small letters that is not on the list', server: express(`{ ${NAMED}, methods: ['GET'] }`), page: call("{ method: 'patch' }"), request: { method: 'patch' }, messageId: 'methodCase', refused: 'preflight: method-not-allowed', offers: ['Write PATCH here. Add PATCH to the list at api/index.js:5'], edited: { method: 'PATCH' } },
  { name: 'a list as one text', server: express(`{ ${NAMED}, methods: 'GET,POST' }`), page: WITH_DELETE, request: DELETE, messageId: 'methodNotAllowed', refused: 'preflight: method-not-allowed', offers: ['Add DELETE to the list at api/index.js:5'] },
  { name: 'a wildcard that does not cover Authorization', server: express(`{ ${NAMED}, allowedHeaders: ['*'] }`), page: call('{ headers: { Authorization: `Bearer ${localStorage.token}` } }'), request: { headers: { Authorization: 'Bearer 1' } }, messageId: 'headerNotCovered', refused: 'preflight: header-not-allowed', offers: ['Add Authorization to the list at api/index.js:5'] },
  { name: 'an option that is not written', server: express(`{ ${NAMED} }`), page: reading, request: { reads: 'x-total' }, messageId: 'headerNotExposed', refused: 'unreadable: x-total', offers: ['Send Access-Control-Expose-Headers: X-Total at api/index.js:5'] },
  { name: 'a library without options', server: express(''), page: reading, request: { reads: 'x-total' }, messageId: 'headerNotExposed', refused: 'unreadable: x-total', offers: ['Send Access-Control-Expose-Headers: X-Total at api/index.js:5'] },
  { name: 'empty options', server: express('{}'), page: reading, request: { reads: 'x-total' }, messageId: 'headerNotExposed', refused: 'unreadable: x-total', offers: ['Send Access-Control-Expose-Headers: X-Total at api/index.js:5'] },
  { name: 'credentials that are off', server: express(`{ ${NAMED}, credentials: false }`), page: WITH_COOKIES, request: COOKIES, messageId: 'credentialsNotAllowed', refused: 'response: allow-credentials-missing', offers: ['Allow credentials at api/index.js:5', 'Send it without credentials'], edited: { credentials: false } },
  { name: 'credentials for a list', server: express("{ origin: ['http://localhost:5173', 'https://app.example.com'] }"), page: WITH_COOKIES, request: COOKIES, messageId: 'credentialsNotAllowed', refused: 'response: allow-credentials-missing', offers: ['Allow credentials at api/index.js:5', 'Send it without credentials'], edited: { credentials: false } },
  { name: 'credentials for every site, which no edit allows', server: express('{ origin: true }'), page: WITH_COOKIES, request: COOKIES, messageId: 'credentialsNotAllowed', refused: 'response: allow-credentials-missing', offers: ['Send it without credentials'], edited: { credentials: false } },
  { name: 'credentials for a check that every site can meet, which no edit allows', server: express("{ origin: (origin, callback) => callback(null, origin !== 'https://blocked.example') }"), page: WITH_COOKIES, request: COOKIES, messageId: 'credentialsNotAllowed', refused: 'response: allow-credentials-missing', offers: ['Send it without credentials'], edited: { credentials: false } },
  { name: 'credentials for everyone', server: express(''), page: WITH_COOKIES, request: COOKIES, messageId: 'credentialsWithWildcard', refused: 'response: allow-origin-wildcard-with-credentials', offers: ['Send it without credentials'], edited: { credentials: false } },
  {
    name: 'headers of node:http by one call, with credentials as a header',
    server: node("  const headers = { 'Access-Control-Allow-Origin': 'http://localhost:5173' };\n  res.writeHead(200, headers);\n  res.end('[]');"),
    page: WITH_COOKIES,
    request: COOKIES,
    messageId: 'credentialsNotAllowed',
    refused: 'response: allow-credentials-missing',
    offers: ['Allow credentials at api/index.js:4', 'Send it without credentials'],
    edited: { credentials: false },
  },
  {
    name: 'a header that a statement writes',
    server: node("  res.setHeader('Access-Control-Allow-Origin', 'http://localhost:5173');\n  if (req.method === 'OPTIONS') return res.writeHead(204).end();\n  res.end('[]');"),
    page: WITH_DELETE,
    request: DELETE,
    messageId: 'methodNotAllowed',
    refused: 'preflight: method-not-allowed',
    offers: ['Send Access-Control-Allow-Methods: DELETE at api/index.js:4'],
  },
  {
    name: 'a header of Koa',
    server: { 'api/index.js': "const Koa = require('koa');\n\nconst app = new Koa();\napp.use((ctx) => {\n  ctx.set('Access-Control-Allow-Origin', 'http://localhost:5173');\n  ctx.set('X-Total', '0');\n  ctx.body = [];\n});\napp.listen(3001);\n" },
    page: reading,
    request: { reads: 'x-total' },
    messageId: 'headerNotExposed',
    refused: 'unreadable: x-total',
    offers: ['Send Access-Control-Expose-Headers: X-Total at api/index.js:5'],
  },
  {
    name: 'options of Hono',
    server: { 'api/index.mjs': "import { serve } from '@hono/node-server';\nimport { Hono } from 'hono';\nimport { cors } from 'hono/cors';\n\nconst app = new Hono();\napp.use(cors({ origin: 'http://localhost:5173', allowMethods: ['GET'] }));\napp.delete('/items', (c) => c.json([]));\nserve({ fetch: app.fetch, port: 3001 });\n" },
    page: WITH_DELETE,
    request: DELETE,
    messageId: 'methodNotAllowed',
    refused: 'preflight: method-not-allowed',
    offers: ['Add DELETE to the list at api/index.mjs:6'],
  },
  {
    name: 'an option of axios',
    server: express(`{ ${NAMED} }`),
    page: "import axios from 'axios';\n\nconst api = axios.create({ baseURL: 'http://localhost:3001', withCredentials: true });\nexport const items = () => api.get('/items');\n",
    request: COOKIES,
    messageId: 'credentialsNotAllowed',
    refused: 'response: allow-credentials-missing',
    offers: ['Allow credentials at api/index.js:5', 'Send it without credentials'],
    edited: { credentials: false },
  },
  {
    name: 'XMLHttpRequest',
    server: express(`{ ${NAMED} }`),
    page: "export function items(done) {\n  const xhr = new XMLHttpRequest();\n  xhr.open('GET', 'http://localhost:3001/items');\n  xhr.withCredentials = true;\n  xhr.onload = () => done(xhr.responseText);\n  xhr.send();\n}\n",
    request: COOKIES,
    messageId: 'credentialsNotAllowed',
    refused: 'response: allow-credentials-missing',
    offers: ['Allow credentials at api/index.js:5', 'Send it without credentials'],
    edited: { credentials: false },
  },
];

/** A case as a project, for the servers that run. */
export function projectOfCase({ name, server, runs = 'listen', page, request, refused, edited }: EditCase): ProjectCase {
  const [entry = ''] = Object.keys(server);
  return {
    name,
    files: {
      'web/package.json': JSON.stringify({ name: 'web', dependencies: { react: '^19.0.0', axios: '^1.0.0' }, devDependencies: { vite: '^7.0.0' } }),
      'web/index.html': '<!doctype html><script type="module" src="/src/items.js"></script>\n',
      'web/src/items.js': page,
      'api/package.json': JSON.stringify({ name: 'api', dependencies: { express: '^5.0.0', cors: '^2.8.5', koa: '^3.0.0', hono: '^4.0.0' } }),
      ...server,
    },
    fixed: {},
    findings: [],
    server: entry,
    runs,
    ...(edited === undefined ? {} : { edited }),
    request: { origin: 'http://localhost:5173', method: 'GET', path: '/items', headers: {}, credentials: false, ...request },
    refused,
  };
}
