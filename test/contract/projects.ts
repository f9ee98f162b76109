/** A request that the page of a project sends. */
export interface PageRequest {
  readonly origin: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly credentials: boolean;
  /** A header of the response that the page reads. */
  readonly reads?: string;
}

/** A repository with a page and a server. `fixed` replaces files so that the server lets the page have what it asks for. */
export interface ProjectCase {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly fixed: Readonly<Record<string, string>>;
  /** What is reported: `messageId` and the place. */
  readonly findings: readonly string[];
  /** How the page asks after the edits, where one is of the page. */
  readonly edited?: Partial<PageRequest>;
  /** The file that starts the server, or exports its handler; see `boot.ts`. */
  readonly server: string;
  readonly runs: 'listen' | 'fetch' | 'routes';
  readonly request: PageRequest;
  /** What the browser makes of the request before the fix. */
  readonly refused: string;
}

const VITE = (name: string, more: Readonly<Record<string, string>> = {}): string =>
  JSON.stringify({ name, dependencies: { react: '^19.0.0', ...more }, devDependencies: { vite: '^7.0.0' } });
const MANIFEST = (name: string, dependencies: Readonly<Record<string, string>>): string => JSON.stringify({ name, dependencies });
const PAGE = '<!doctype html><div id="root"></div><script type="module" src="/src/main.jsx"></script>\n';
const ORIGIN = 'http://localhost:5173';

const expressServer = (options: string): string => `const express = require('express');
const cors = require('cors');

const app = express();
app.use(cors(${options}));
app.use(express.json());
app.use('/api/items', require('./items.js'));
app.listen(process.env.PORT || 3001);
`;

const expressItems = `const { Router } = require('express');

const router = Router();
router.get('/', (req, res) => res.json([]));
router.patch('/:id', (req, res) => res.json({ id: req.params.id }));
module.exports = router;
`;

export const PROJECTS: readonly ProjectCase[] = [
  {
    name: 'express and an instance of axios with an interceptor',
    files: {
      'client/package.json': VITE('client', { axios: '^1.0.0' }),
      'client/index.html': PAGE,
      'client/src/http.js': `import axios from 'axios';

const http = axios.create({ baseURL: import.meta.env.VITE_API_URL ?? 'http://localhost:3001/api', withCredentials: true });
http.interceptors.request.use((config) => {
  const token = localStorage.getItem('token');
  if (token) config.headers.Authorization = \`Bearer \${token}\`;
  return config;
});
export default http;
`,
      'client/src/items.js': `import http from './http';

export const rename = (id, name) => http.patch(\`/items/\${id}\`, { name });
`,
      'server/package.json': MANIFEST('server', { express: '^5.0.0', cors: '^2.8.5' }),
      'server/index.js': expressServer("{ origin: 'http://localhost:5173', methods: ['GET', 'POST'], allowedHeaders: ['Content-Type'] }"),
      'server/items.js': expressItems,
    },
    fixed: { 'server/index.js': expressServer("{ origin: 'http://localhost:5173', credentials: true, methods: ['GET', 'POST', 'PATCH'], allowedHeaders: ['Content-Type', 'Authorization'] }") },
    findings: ['credentialsNotAllowed client/src/http.js:3', 'headerNotAllowed client/src/http.js:6', 'methodNotAllowed client/src/items.js:3'],
    server: 'server/index.js',
    runs: 'listen',
    request: { origin: ORIGIN, method: 'PATCH', path: '/api/items/1', headers: { Authorization: 'Bearer 1', 'Content-Type': 'application/json' }, credentials: true },
    refused: 'preflight: allow-credentials-missing',
  },
  {
    name: 'fastify, whose plugin allows three methods by itself, and fetch',
    files: {
      'web/package.json': VITE('web'),
      'web/index.html': PAGE,
      'web/src/Item.jsx': `import { useState } from 'react';

const API = 'http://localhost:3002';

export function Item({ id }) {
  const [gone, setGone] = useState(false);
  const remove = async () => {
    const response = await fetch(\`\${API}/items/\${id}\`, { method: 'DELETE' });
    setGone(response.ok);
  };
  return gone ? null : <button onClick={remove}>Remove</button>;
}
`,
      'api/package.json': MANIFEST('api', { fastify: '^5.0.0', '@fastify/cors': '^11.0.0' }),
      'api/index.mjs': `import cors from '@fastify/cors';
import Fastify from 'fastify';

const app = Fastify();
await app.register(cors, { origin: 'http://localhost:5173' });
app.get('/items', async () => []);
app.delete('/items/:id', async () => ({ ok: true }));
await app.listen({ port: Number(process.env.PORT ?? 3002) });
`,
    },
    fixed: {
      'api/index.mjs': `import cors from '@fastify/cors';
import Fastify from 'fastify';

const app = Fastify();
await app.register(cors, { origin: 'http://localhost:5173', methods: ['GET', 'DELETE'] });
app.get('/items', async () => []);
app.delete('/items/:id', async () => ({ ok: true }));
await app.listen({ port: Number(process.env.PORT ?? 3002) });
`,
    },
    findings: ['methodNotAllowed web/src/Item.jsx:8'],
    server: 'api/index.mjs',
    runs: 'listen',
    request: { origin: ORIGIN, method: 'DELETE', path: '/items/1', headers: {}, credentials: false },
    refused: 'preflight: method-not-allowed',
  },
  {
    name: 'koa and ky, which reads a header of the response',
    files: {
      'web/package.json': VITE('web', { ky: '^1.0.0' }),
      'web/index.html': PAGE,
      'web/src/list.ts': `import ky from 'ky';

const api = ky.create({ prefixUrl: 'http://localhost:3003/api' });

export async function list(page: number) {
  const response = await api.get('items', { searchParams: { page } });
  return { items: await response.json(), total: Number(response.headers.get('X-Total-Count')) };
}
`,
      'api/package.json': MANIFEST('api', { koa: '^3.0.0', '@koa/cors': '^5.0.0', '@koa/router': '^14.0.0' }),
      'api/index.js': `const cors = require('@koa/cors');
const Router = require('@koa/router');
const Koa = require('koa');

const app = new Koa();
const router = new Router({ prefix: '/api' });
router.get('/items', (ctx) => {
  ctx.set('X-Total-Count', '0');
  ctx.body = [];
});
app.use(cors({ origin: 'http://localhost:5173' }));
app.use(router.routes());
app.listen(3003);
`,
    },
    fixed: {
      'api/index.js': `const cors = require('@koa/cors');
const Router = require('@koa/router');
const Koa = require('koa');

const app = new Koa();
const router = new Router({ prefix: '/api' });
router.get('/items', (ctx) => {
  ctx.set('X-Total-Count', '0');
  ctx.body = [];
});
app.use(cors({ origin: 'http://localhost:5173', exposeHeaders: ['X-Total-Count'] }));
app.use(router.routes());
app.listen(3003);
`,
    },
    findings: ['headerNotExposed web/src/list.ts:7'],
    server: 'api/index.js',
    runs: 'listen',
    request: { origin: ORIGIN, method: 'GET', path: '/api/items', headers: {}, credentials: false, reads: 'x-total-count' },
    refused: 'unreadable: x-total-count',
  },
  {
    name: 'hono and fetch in workspaces that share a package',
    files: {
      'package.json': JSON.stringify({ private: true, workspaces: ['apps/*', 'packages/*'] }),
      'packages/client/package.json': JSON.stringify({ name: '@acme/client', main: './src/index.ts' }),
      'packages/client/src/index.ts': `export const API_URL = 'http://localhost:3004';
export const CLIENT_HEADERS = { 'X-Client-Version': '7' };
`,
      'apps/web/package.json': VITE('web', { '@acme/client': '*' }),
      'apps/web/index.html': PAGE,
      'apps/web/src/orders.ts': `import { API_URL, CLIENT_HEADERS } from '@acme/client';

export const orders = () => fetch(\`\${API_URL}/orders?open=1\`, { headers: CLIENT_HEADERS }).then((response) => response.json());
`,
      'apps/api/package.json': MANIFEST('api', { hono: '^4.0.0', '@hono/node-server': '^1.0.0' }),
      'apps/api/src/index.mjs': `import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { cors } from 'hono/cors';

const app = new Hono();
app.use('*', cors({ origin: ['http://localhost:5173'], allowHeaders: ['Content-Type'] }));
app.get('/orders', (c) => c.json([]));
serve({ fetch: app.fetch, port: 3004 });
`,
    },
    fixed: {
      'apps/api/src/index.mjs': `import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { cors } from 'hono/cors';

const app = new Hono();
app.use('*', cors({ origin: ['http://localhost:5173'], allowHeaders: ['Content-Type', 'X-Client-Version'] }));
app.get('/orders', (c) => c.json([]));
serve({ fetch: app.fetch, port: 3004 });
`,
    },
    findings: ['headerNotAllowed packages/client/src/index.ts:2'],
    server: 'apps/api/src/index.mjs',
    runs: 'listen',
    request: { origin: ORIGIN, method: 'GET', path: '/orders?open=1', headers: { 'X-Client-Version': '7' }, credentials: false },
    refused: 'preflight: header-not-allowed',
  },
  {
    name: 'a Next app that asks another server, with cookies',
    files: {
      'web/package.json': MANIFEST('web', { next: '^15.0.0', react: '^19.0.0' }),
      'web/app/profile.tsx': `'use client';
import { useEffect, useState } from 'react';

export function Profile() {
  const [name, setName] = useState('');
  useEffect(() => {
    fetch(\`\${process.env.NEXT_PUBLIC_API_URL}/profile\`, { credentials: 'include' })
      .then((response) => response.json())
      .then((profile) => setName(profile.name));
  }, []);
  return <p>{name}</p>;
}
`,
      'api/package.json': MANIFEST('api', { express: '^5.0.0', cors: '^2.8.5' }),
      'api/server.js': `const express = require('express');
const cors = require('cors');

const app = express();
app.use(cors());
app.get('/profile', (req, res) => res.json({ name: 'Ada' }));
app.listen(process.env.PORT || 4000);
`,
    },
    fixed: {
      'api/server.js': `const express = require('express');
const cors = require('cors');

const app = express();
app.use(cors({ origin: 'http://localhost:3000', credentials: true }));
app.get('/profile', (req, res) => res.json({ name: 'Ada' }));
app.listen(process.env.PORT || 4000);
`,
    },
    findings: ['credentialsWithWildcard web/app/profile.tsx:7'],
    edited: { credentials: false },
    server: 'api/server.js',
    runs: 'listen',
    request: { origin: 'http://localhost:3000', method: 'GET', path: '/profile', headers: {}, credentials: true },
    refused: 'response: allow-origin-wildcard-with-credentials',
  },
  {
    name: 'nest and axios, set up by its defaults',
    files: {
      'web/package.json': VITE('web', { axios: '^1.0.0' }),
      'web/index.html': PAGE,
      'web/src/main.jsx': `import axios from 'axios';

axios.defaults.baseURL = 'http://localhost:3005';
axios.defaults.headers.common['X-Tenant'] = 'acme';

export const cats = () => axios.get('/cats');
`,
      'api/package.json': MANIFEST('api', { '@nestjs/core': '^11.0.0', '@nestjs/common': '^11.0.0' }),
      'api/main.mjs': `import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

class AppModule {}
Module({})(AppModule);

const app = await NestFactory.create(AppModule, { logger: false });
app.enableCors({ origin: 'http://localhost:5173', allowedHeaders: 'Content-Type,Accept' });
await app.listen(3005);
`,
    },
    fixed: {
      'api/main.mjs': `import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

class AppModule {}
Module({})(AppModule);

const app = await NestFactory.create(AppModule, { logger: false });
app.enableCors({ origin: 'http://localhost:5173', allowedHeaders: 'Content-Type,Accept,X-Tenant' });
await app.listen(3005);
`,
    },
    findings: ['headerNotAllowed web/src/main.jsx:4'],
    server: 'api/main.mjs',
    runs: 'listen',
    request: { origin: ORIGIN, method: 'GET', path: '/cats', headers: { 'X-Tenant': 'acme' }, credentials: false },
    refused: 'preflight: header-not-allowed',
  },
  {
    name: 'a worker that writes the headers itself, and fetch',
    files: {
      'web/package.json': VITE('web'),
      'web/index.html': PAGE,
      'web/src/notes.ts': `const base = 'http://localhost:8787';

export async function save(id: string, text: string) {
  await fetch(\`\${base}/notes/\${id}\`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ text }),
  });
}
`,
      'worker/package.json': MANIFEST('worker', {}),
      'worker/wrangler.toml': 'name = "notes"\nmain = "src/index.mjs"\n',
      'worker/src/index.mjs': `const headers = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'GET, POST',
  'Access-Control-Allow-Headers': 'Content-Type',
};

export default {
  async fetch(request) {
    if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers });
    return new Response('{}', { headers });
  },
};
`,
    },
    fixed: {
      'worker/src/index.mjs': `const headers = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'GET, POST, PUT',
  'Access-Control-Allow-Headers': 'Content-Type',
};

export default {
  async fetch(request) {
    if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers });
    return new Response('{}', { headers });
  },
};
`,
    },
    findings: ['methodNotAllowed web/src/notes.ts:4'],
    server: 'worker/src/index.mjs',
    runs: 'fetch',
    request: { origin: ORIGIN, method: 'PUT', path: '/notes/1', headers: { 'Content-Type': 'application/json' }, credentials: false },
    refused: 'preflight: method-not-allowed',
  },
  {
    name: 'node:http and XMLHttpRequest',
    files: {
      'web/package.json': JSON.stringify({ name: 'web', devDependencies: { parcel: '^2.0.0' } }),
      'web/index.html': PAGE,
      'web/src/search.js': `export function search(term, done) {
  const xhr = new XMLHttpRequest();
  xhr.open('GET', 'http://127.0.0.1:3006/search?q=' + encodeURIComponent(term));
  xhr.setRequestHeader('X-Requested-With', 'XMLHttpRequest');
  xhr.onload = () => done(xhr.responseText);
  xhr.send();
}
`,
      'api/package.json': MANIFEST('api', {}),
      'api/server.js': `const { createServer } = require('node:http');

createServer((req, res) => {
  res.setHeader('Access-Control-Allow-Origin', '*');
  if (req.method === 'OPTIONS') return res.writeHead(204).end();
  res.end('[]');
}).listen(3006);
`,
    },
    fixed: {
      'api/server.js': `const { createServer } = require('node:http');

createServer((req, res) => {
  res.setHeader('Access-Control-Allow-Origin', '*');
  res.setHeader('Access-Control-Allow-Headers', 'X-Requested-With');
  if (req.method === 'OPTIONS') return res.writeHead(204).end();
  res.end('[]');
}).listen(3006);
`,
    },
    findings: ['headerNotAllowed web/src/search.js:4'],
    server: 'api/server.js',
    runs: 'listen',
    request: { origin: 'http://localhost:1234', method: 'GET', path: '/search?q=a', headers: { 'X-Requested-With': 'XMLHttpRequest' }, credentials: false },
    refused: 'preflight: header-not-allowed',
  },
  {
    name: 'express with cors on one route, which preflights do not get to',
    files: {
      'client/package.json': VITE('client'),
      'client/index.html': PAGE,
      'client/src/save.js': `export const save = (item) => fetch('http://localhost:3007/items', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(item) });
`,
      'server/package.json': MANIFEST('server', { express: '^5.0.0', cors: '^2.8.5' }),
      'server/index.js': `const express = require('express');
const cors = require('cors');

const app = express();
app.post('/items', cors({ origin: 'http://localhost:5173' }), express.json(), (req, res) => res.json(req.body));
app.listen(3007);
`,
    },
    fixed: {
      'server/index.js': `const express = require('express');
const cors = require('cors');

const app = express();
const page = cors({ origin: 'http://localhost:5173' });
app.options('/items', page);
app.post('/items', page, express.json(), (req, res) => res.json(req.body));
app.listen(3007);
`,
    },
    findings: ['preflightUnanswered client/src/save.js:1'],
    server: 'server/index.js',
    runs: 'listen',
    request: { origin: ORIGIN, method: 'POST', path: '/items', headers: { 'Content-Type': 'application/json' }, credentials: false },
    refused: 'preflight: allow-origin-missing',
  },
  {
    name: 'route handlers of Next, without OPTIONS, for the page of another app',
    files: {
      'web/package.json': VITE('web'),
      'web/index.html': PAGE,
      'web/src/quote.ts': `export const quote = () => fetch('http://localhost:3000/api/quotes', { headers: { 'X-Plan': 'pro' } }).then((response) => response.json());
`,
      'site/package.json': MANIFEST('site', { next: '^15.0.0', react: '^19.0.0' }),
      'site/app/api/quotes/route.mjs': `export async function GET() {
  return Response.json({ price: 1 }, { headers: { 'Access-Control-Allow-Origin': 'http://localhost:5173' } });
}
`,
    },
    fixed: {
      'site/app/api/quotes/route.mjs': `const headers = { 'Access-Control-Allow-Origin': 'http://localhost:5173', 'Access-Control-Allow-Headers': 'X-Plan' };

export async function OPTIONS() {
  return new Response(null, { status: 204, headers });
}

export async function GET() {
  return Response.json({ price: 1 }, { headers });
}
`,
    },
    findings: ['preflightUnanswered web/src/quote.ts:1'],
    server: 'site/app/api/quotes/route.mjs',
    runs: 'routes',
    request: { origin: ORIGIN, method: 'GET', path: '/api/quotes', headers: { 'X-Plan': 'pro' }, credentials: false },
    refused: 'preflight: allow-origin-missing',
  },
  {
    name: 'a middleware that writes the headers, and jQuery',
    files: {
      'client/package.json': JSON.stringify({ name: 'client', dependencies: { jquery: '^3.0.0' }, devDependencies: { vite: '^7.0.0' } }),
      'client/index.html': PAGE,
      'client/src/vote.js': `import $ from 'jquery';

export function vote(id) {
  return $.ajax({ url: 'http://localhost:3008/votes/' + id, type: 'put', headers: { 'X-Api-Key': 'k' }, xhrFields: { withCredentials: true } });
}
`,
      'server/package.json': MANIFEST('server', { express: '^5.0.0' }),
      'server/index.js': `const express = require('express');

const app = express();
app.use((req, res, next) => {
  res.header('Access-Control-Allow-Origin', 'http://localhost:5173');
  res.header('Access-Control-Allow-Headers', 'Origin, Content-Type, Accept');
  if (req.method === 'OPTIONS') {
    res.header('Access-Control-Allow-Methods', 'PUT, POST, GET');
    return res.status(200).json({});
  }
  next();
});
app.put('/votes/:id', (req, res) => res.json({}));
app.listen(3008);
`,
    },
    fixed: {
      'server/index.js': `const express = require('express');

const app = express();
app.use((req, res, next) => {
  res.header('Access-Control-Allow-Origin', 'http://localhost:5173');
  res.header('Access-Control-Allow-Credentials', 'true');
  res.header('Access-Control-Allow-Headers', 'Origin, Content-Type, Accept, X-Api-Key');
  if (req.method === 'OPTIONS') {
    res.header('Access-Control-Allow-Methods', 'PUT, POST, GET');
    return res.status(200).json({});
  }
  next();
});
app.put('/votes/:id', (req, res) => res.json({}));
app.listen(3008);
`,
    },
    findings: ['headerNotAllowed client/src/vote.js:4', 'credentialsNotAllowed client/src/vote.js:4'],
    server: 'server/index.js',
    runs: 'listen',
    request: { origin: ORIGIN, method: 'PUT', path: '/votes/1', headers: { 'X-Api-Key': 'k' }, credentials: true },
    refused: 'preflight: allow-credentials-missing',
  },
];
