import { describe, expect, it } from 'vitest';
import { lint } from '../fixtures/support/lint.ts';

const ORDERS = "app.get('/orders', list);\napp.post('/orders', create);\napp.delete('/orders/:id', remove);";
const server = (code: string, routes = ORDERS): string => `import express from 'express';\nconst app = express();\napp.use((req, res, next) => {\n  const { origin, host } = req.headers;\n  ${code}\n  next();\n});\n${routes}\napp.listen(3000, '127.0.0.1');`;
const ADMIN = "req.isAdmin = true;";

/** The requests that the findings of a rule are proven by. */
const requestsOf = (rule: string, code: string): readonly object[] => lint(code, 'server.js', {}, 'strict').findings.filter((finding) => finding.rule === rule).map(({ witness }) => witness?.request ?? {});

describe('the request that has a right gets to the test for it', () => {
  const headers = { Origin: 'https://app.example.com' };
  it.each([
    ['any request', "origin === 'https://app.example.com'", { method: 'GET', path: '/orders' }],
    ['a method', "req.method === 'POST' && origin === 'https://app.example.com'", { method: 'POST', path: '/orders' }],
    ['a method of another route', "req.method === 'DELETE' && origin === 'https://app.example.com'", { method: 'DELETE', path: '/orders/1' }],
    ['every method but one', "req.method !== 'GET' && origin === 'https://app.example.com'", { method: 'POST', path: '/orders' }],
    ['a list of methods', "['PUT', 'DELETE'].includes(req.method) && origin === 'https://app.example.com'", { method: 'DELETE', path: '/orders/1' }],
    ['a path', "req.path === '/reports' && origin === 'https://app.example.com'", { method: 'GET', path: '/reports' }],
    ['paths', "req.path.startsWith('/orders/') && origin === 'https://app.example.com'", { method: 'DELETE', path: '/orders/1' }],
  ])('%s', (_title, test, request) => {
    expect(requestsOf('no-origin-authentication', server(`if (${test}) ${ADMIN}`))).toEqual([{ ...request, headers }]);
  });
});

describe('the request of a rebound page is one that a browser sends', () => {
  const headers = { Origin: 'http://evil.example:3000', Host: 'evil.example:3000' };
  const test = 'if (origin && new URL(origin).host !== host) return res.sendStatus(403);';
  it.each([
    ['with Origin, for which GET has none', server(test), { method: 'POST', path: '/orders', headers }],
    ['by what routes there are', server(test, "app.get('/orders', list);\napp.delete('/orders/:id', remove);"), { method: 'DELETE', path: '/orders/1', headers }],
    ['to any path', server(test, ''), { method: 'POST', path: '*', headers }],
    ['with the only port of a setting', server(test).replace('3000', 'process.env.PORT ?? 8080'), { method: 'POST', path: '/orders', headers: { Origin: 'http://evil.example:8080', Host: 'evil.example:8080' } }],
    ['without a port that is not known', server(test).replace('3000', 'port'), { method: 'POST', path: '/orders', headers: { Origin: 'http://evil.example', Host: 'evil.example' } }],
  ])('%s', (_title, code, request) => {
    expect(requestsOf('require-host-check', code)).toEqual([request]);
  });
});
