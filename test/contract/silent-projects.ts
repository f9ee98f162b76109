/** A server that lets pages have little: one origin, no credentials, `GET`, and no header of their own. */
export const STRICT_SERVER = {
  'server/package.json': JSON.stringify({ name: 'server', dependencies: { express: '^5.0.0', cors: '^2.8.5' } }),
  'server/index.js': `const express = require('express');
const cors = require('cors');

const app = express();
app.use(cors({ origin: 'http://localhost:5173', methods: ['GET'], allowedHeaders: ['Content-Type'] }));
app.get('/api/items', (req, res) => res.json([]));
app.put('/api/items', (req, res) => res.json([]));
app.listen(process.env.PORT || 3001);
`,
} as const;

const page = (more: object = {}): Readonly<Record<string, string>> => ({
  'client/package.json': JSON.stringify({ name: 'client', dependencies: { react: '^19.0.0' }, devDependencies: { vite: '^7.0.0' }, ...more }),
  'client/index.html': '<!doctype html>',
});

/** The request that the strict server refuses. */
const REFUSED = "fetch('http://localhost:3001/api/items', { headers: { 'X-Plan': 'pro' } })";

/** Repositories in which nothing is refused, or nobody can tell: each beside the strict server. */
export const SILENT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'a relative URL, which a development proxy hands on': {
    ...page(),
    'client/vite.config.js': "export default { server: { proxy: { '/api': 'http://localhost:3001' } } };",
    'client/src/a.js': "export const load = () => fetch('/api/items', { method: 'PUT', headers: { 'X-Plan': 'pro' } });",
  },
  'a relative base in production, which is what is judged': {
    ...page(),
    'client/src/a.js': "const base = import.meta.env.PROD ? '/api' : 'http://localhost:3001/api';\nexport const load = () => fetch(`${base}/items`, { headers: { 'X-Plan': 'pro' } });",
  },
  'a setting, or else the page\'s own origin': {
    ...page(),
    'client/src/a.js': "const base = import.meta.env.VITE_API_URL || '';\nexport const load = () => fetch(`${base}/api/items`, { headers: { 'X-Plan': 'pro' } });",
  },
  'a form, which needs no preflight': {
    ...page(),
    'client/src/a.js': "export const save = (body) => fetch('http://localhost:3001/api/items', { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body });",
  },
  'headers and methods that the policy allows': {
    ...page(),
    'client/src/a.js': "export const load = () => fetch('http://localhost:3001/api/items', { headers: { 'Content-Type': 'application/json', Accept: 'application/json' } });",
  },
  'a response header that every page may read': {
    ...page(),
    'client/src/a.js': "export async function type() {\n  const response = await fetch('http://localhost:3001/api/items');\n  return response.headers.get('Content-Type');\n}",
  },
  'a header that only browsers write': {
    ...page(),
    'client/src/a.js': "export const load = () => fetch('http://localhost:3001/api/items', { headers: { 'Accept-Encoding': 'gzip', 'Sec-Fetch-Mode': 'cors' } });",
  },
  'a script that runs in Node': { ...page(), 'client/scripts/seed.js': `${REFUSED};`, 'client/src/a.js': "import { readFile } from 'node:fs/promises';\nexport const load = () => " + REFUSED + ';' },
  'a test': { ...page(), 'client/src/a.test.js': `it('works', () => ${REFUSED});` },
  'a package of another server': {
    'worker/package.json': JSON.stringify({ name: 'worker', dependencies: { express: '^5.0.0' } }),
    'worker/src/a.js': `export const load = () => ${REFUSED};`,
  },
  'a server component of Next': {
    'web/package.json': JSON.stringify({ name: 'web', dependencies: { next: '^15.0.0', react: '^19.0.0' } }),
    'web/app/page.jsx': `export default async function Page() {\n  const response = await ${REFUSED};\n  return <p>{response.status}</p>;\n}`,
    'web/lib/items.js': `export const load = () => ${REFUSED};`,
    'web/pages/old.jsx': `import { useState } from 'react';\nexport async function getServerSideProps() {\n  const response = await ${REFUSED};\n  return { props: {} };\n}\nexport default function Old() { useState(0); return <p />; }`,
  },
  'an app of React Native': {
    'app/package.json': JSON.stringify({ name: 'app', dependencies: { 'react-native': '^0.80.0', react: '^19.0.0' } }),
    'app/src/a.js': `export const load = () => ${REFUSED};`,
  },
  'a page on the port of the server': {
    ...page({ devDependencies: { 'react-scripts': '^5.0.0' }, scripts: { start: 'PORT=3001 react-scripts start' } }),
    'client/src/a.js': `export const load = () => ${REFUSED};`,
  },
  'a port on which another server listens': {
    ...page(),
    'client/src/a.js': "export const load = () => fetch('http://localhost:9999/api/items', { headers: { 'X-Plan': 'pro' } });",
  },
  'a foreign host': {
    ...page(),
    'client/src/a.js': "export const load = () => fetch('https://api.example.com/api/items', { headers: { 'X-Plan': 'pro' } });",
  },
  'a setting that leads elsewhere': {
    ...page(),
    'client/.env.example': 'VITE_API_URL=https://api.example.com\n',
    'client/src/a.js': "export const load = () => fetch(`${import.meta.env.VITE_API_URL}/api/items`, { headers: { 'X-Plan': 'pro' } });",
  },
  'a setting, and a path that the server does not have': {
    ...page(),
    'client/src/a.js': "export const load = () => fetch(`${import.meta.env.VITE_API_URL}/charges`, { headers: { 'X-Plan': 'pro' } });",
  },
  'a setting, and two servers that have the path': {
    ...page(),
    'other/package.json': JSON.stringify({ name: 'other', dependencies: { express: '^5.0.0', cors: '^2.8.5' } }),
    'other/index.js': STRICT_SERVER['server/index.js'].replace('3001', '3002'),
    'client/src/a.js': "export const load = () => fetch(`${import.meta.env.VITE_API_URL}/api/items`, { headers: { 'X-Plan': 'pro' } });",
  },
  'credentials that only some callers ask for': {
    ...page(),
    'client/src/a.js': "export const load = (withCookies) => fetch('http://localhost:3001/api/items', { credentials: withCookies ? 'include' : 'omit' });",
  },
  'a header whose value takes it away': {
    ...page(),
    'client/src/a.js': "import axios from 'axios';\nexport const load = () => axios.get('http://localhost:3001/api/items', { headers: { 'X-Plan': undefined } });",
  },
  'a declaration by a comment': {
    ...page(),
    'client/src/a.js': `// eslint-disable-next-line cors/client-contract -- the gateway adds the header\nexport const load = () => ${REFUSED};`,
  },
};

/** The same request, seen to be refused: what all of the above would be without what makes them silent. */
export const REFUSED_PAGE: Readonly<Record<string, string>> = { ...page(), 'client/src/a.js': `export const load = () => ${REFUSED};` };
