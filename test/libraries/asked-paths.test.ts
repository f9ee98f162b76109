import { describe, expect, it } from 'vitest';
import { policiesOf } from '../read.ts';

const EXPRESS = "const app = require('express')();\n";
const ROUTES = "app.get('/changes', requireAuth, list);\napp.get('/feeds/news', list);\n";

/** The paths that the only policy of a source governs. */
function pathsOf(source: string): readonly string[] | undefined {
  return policiesOf(source)[0]?.scope.paths;
}

const middleware = (body: string): string => `${EXPRESS}app.use((req, res, next) => {\n${body}\n  next();\n});\n${ROUTES}`;
const WRITE = "res.setHeader('Access-Control-Allow-Origin', '*');";

describe('a header that is written for some paths governs the routes there', () => {
  it.each([
    ['a prefix', `if (req.path.startsWith('/feeds')) ${WRITE}`],
    ['a path that leaves', `if (!req.path.startsWith('/feeds/')) return next();\n${WRITE}`],
    ['the other way', `if (req.path === '/changes') { next(); } else { ${WRITE} }`],
    ['an end', `if (req.originalUrl.endsWith('/news')) ${WRITE}`],
    ['one of two', `if (req.path === '/atom' || req.path.includes('news')) ${WRITE}`],
    ['both', `if (req.method === 'GET' && req.path.startsWith('/feeds')) ${WRITE}`],
    ['a list', `if (['/feeds/news', '/atom'].includes(req.path)) ${WRITE}`],
  ])('%s', (_title, body) => {
    expect(pathsOf(middleware(body))).toEqual(['/feeds/news']);
  });

  it('and has their evidence, not that of the others', () => {
    const [policy] = policiesOf(middleware(`if (req.path.startsWith('/feeds')) ${WRITE}`));
    expect(policy?.scope.evidence.map(({ kind }) => kind)).not.toContain('authentication');
  });

  it.each([
    ['a test that is not known', `if (isOpen(req.path)) ${WRITE}`],
    ['either a path or something else', `if (req.path.startsWith('/feeds') || config.open) ${WRITE}`],
    ['none', WRITE],
  ])('all, with %s', (_title, body) => {
    expect(pathsOf(middleware(body))).toEqual(['/changes', '/feeds/news']);
  });
});

it.each([
  ['of a parameter', "if (req.path === '/users/me') ", "app.get('/users/:id', requireAuth, list);", ['/users/:id']],
  ['beside the path asked for', "if (req.path.startsWith('/feeds')) ", "app.get('/users/:id', requireAuth, list);", []],
  ['below a parameter', "if (req.path.endsWith('/avatar')) ", "app.get('/users/:id/:part', requireAuth, list);", ['/users/:id/:part']],
])('a route %s', (_title, test, route, paths) => {
  expect(pathsOf(`${EXPRESS}app.use((req, res, next) => {\n${test}${WRITE}\n  next();\n});\n${route}\n`)?.filter((path) => path.includes(':'))).toEqual(paths);
});

it('a route whose path is not known may be any', () => {
  const [policy] = policiesOf(`${EXPRESS}import { path } from 'paths';\napp.use((req, res, next) => {\n  if (req.path.startsWith('/feeds')) ${WRITE}\n  next();\n});\napp.get(path, requireAuth, list);\n`);
  expect(policy?.scope.evidence.map(({ kind }) => kind)).toContain('authentication');
});

describe('without such a route, the path that the test names is the one to ask for', () => {
  it.each([
    ['Express', middleware(`if (req.path.startsWith('/atom/')) ${WRITE}`), ['/atom/']],
    ['node:http', `import http from 'node:http';\nhttp.createServer((req, res) => {\n  if (req.url === '/feed') ${WRITE}\n  res.end();\n});\n`, ['/feed']],
    ['a worker', "export default {\n  async fetch(request) {\n    const { pathname } = new URL(request.url);\n    if (pathname === '/feed') return new Response('', { headers: { 'Access-Control-Allow-Origin': '*' } });\n    return new Response('');\n  },\n};\n", ['/feed']],
    ['Nitro', "export default defineEventHandler((event) => {\n  if (getRequestURL(event).pathname.startsWith('/feed')) setHeader(event, 'Access-Control-Allow-Origin', '*');\n});\n", ['/feed']],
    ['an address, which is no path', "export default {\n  async fetch(request) {\n    if (request.url.startsWith('https://')) return new Response('', { headers: { 'Access-Control-Allow-Origin': '*' } });\n    return new Response('');\n  },\n};\n", []],
    ['a path that is left out', `import http from 'node:http';\nhttp.createServer((req, res) => {\n  if (req.url !== '/health') ${WRITE}\n  res.end();\n});\n`, []],
  ])('%s', (_title, source, paths) => {
    expect(pathsOf(source)).toEqual(paths);
  });
});

it('leaves routes below a mount, which are not named by the path that is asked for', () => {
  expect(pathsOf(`${EXPRESS}app.use('/api', (req, res, next) => {\n  if (req.path.startsWith('/feeds')) ${WRITE}\n  next();\n});\napp.get('/api/feeds/news', list);\n`)).toEqual(['/api/feeds/news']);
});
