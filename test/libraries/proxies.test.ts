import { describe, expect, it } from 'vitest';
import { decisionFor } from '../../src/policy/allow-origin.ts';
import { analysisOf, policiesOf } from '../read.ts';
import { lint } from '../rules/rule-table.ts';

const EVIL = 'https://evil.example';

function answers(source: string, file = 'gateway.ts'): readonly (string | null | undefined)[] {
  return policiesOf(source, file).map((policy) => decisionFor(policy.allowOrigin, EVIL)?.value);
}

const MIDDLEWARE = "import { createProxyMiddleware, responseInterceptor } from 'http-proxy-middleware';\n";
const PROXY = "import httpProxy from 'http-proxy';\nconst proxy = httpProxy.createProxyServer({ target });\n";
const EXPRESS = "import proxy from 'express-http-proxy';\n";
const FASTIFY = "import proxy from '@fastify/http-proxy';\n";

describe('headers of answers that are passed on', () => {
  it.each<[title: string, source: string, expected: readonly (string | null)[]]>([
    ['http-proxy-middleware 3', `${MIDDLEWARE}createProxyMiddleware({ target, on: { proxyRes: (proxyRes, req) => { proxyRes.headers['access-control-allow-origin'] = req.headers.origin; } } });`, [EVIL]],
    ['http-proxy-middleware 2', `${MIDDLEWARE}createProxyMiddleware({ target, onProxyRes(proxyRes) { proxyRes.headers['Access-Control-Allow-Origin'] = '*'; } });`, ['*']],
    ['an interceptor', `${MIDDLEWARE}createProxyMiddleware({ target, selfHandleResponse: true, on: { proxyRes: responseInterceptor(async (body, proxyRes, req, res) => { res.setHeader('Access-Control-Allow-Origin', '*'); return body; }) } });`, ['*']],
    ['http-proxy', `${PROXY}proxy.on('proxyRes', (proxyRes, req, res) => { res.setHeader('Access-Control-Allow-Origin', req.headers.origin ?? ''); });`, [EVIL]],
    ['express-http-proxy', `${EXPRESS}proxy(target, { userResHeaderDecorator: (headers, userReq) => ({ ...headers, 'access-control-allow-origin': userReq.headers.origin }) });`, [EVIL]],
    ['Fastify', `${FASTIFY}app.register(proxy, { upstream, replyOptions: { rewriteHeaders(headers, request) { headers['access-control-allow-origin'] = '*'; return headers; } } });`, ['*']],
    ['a header that is taken away', `${MIDDLEWARE}createProxyMiddleware({ target, on: { proxyRes(proxyRes) { delete proxyRes.headers['access-control-allow-origin']; } } });`, []],
    ['a proxy for everyone', "import proxy from 'cors-anywhere';\nproxy.createServer({ originWhitelist: [], removeHeaders: ['cookie'] }).listen(port);", ['*']],
    ['the same with its default', "const proxy = require('cors-anywhere');\nproxy.createServer();", ['*']],
    ['the same for some', "const proxy = require('cors-anywhere');\nproxy.createServer({ originWhitelist: ['https://app.example.com'] });", []],
  ])('%s', (_title, source, expected) => {
    expect(answers(source)).toEqual(expected);
  });

  it.each([
    ['headers of http-proxy-middleware', `${MIDDLEWARE}createProxyMiddleware({ target, headers: { 'Access-Control-Allow-Origin': '*' } });`],
    ['headers by name', `${MIDDLEWARE}const headers = { 'Access-Control-Allow-Origin': '*' };\ncreateProxyMiddleware({ target, headers });`],
    ['options by name, of a function under another name', "const { createProxyMiddleware: gateway } = require('http-proxy-middleware');\nconst options = { target, headers: { 'Access-Control-Allow-Origin': '*' } };\noptions.onProxyRes = (proxyRes) => { delete proxyRes.headers['x-powered-by']; };\napp.use(gateway(options));"],
    ['headers of http-proxy', "import httpProxy from 'http-proxy';\nhttpProxy.createProxyServer({ target, headers: { 'Access-Control-Allow-Origin': '*' } });"],
    ['an event of http-proxy', `${PROXY}proxy.on('proxyReq', (outgoing, req) => { outgoing.setHeader('Access-Control-Allow-Origin', req.headers.origin); });`],
    ['a hook of http-proxy-middleware', `${MIDDLEWARE}createProxyMiddleware({ target, on: { proxyReq: (out, req, res) => { out.setHeader('Access-Control-Allow-Origin', '*'); } } });`],
    ['Fastify', `${FASTIFY}app.register(proxy, { upstream, replyOptions: { rewriteRequestHeaders: (request, headers) => ({ ...headers, 'access-control-allow-origin': '*' }) } });`],
    ['express-http-proxy', `${EXPRESS}proxy(target, { proxyReqOptDecorator(options) { options.headers['Access-Control-Allow-Origin'] = '*'; return options; } });`],
    ['h3', "import { defineEventHandler, proxyRequest } from 'h3';\nexport default defineEventHandler((event) => proxyRequest(event, target, { headers: { 'access-control-allow-origin': '*' } }));"],
  ])('%s: what goes on to the other server is no answer', (_title, source) => {
    expect(answers(source)).toEqual([]);
  });

  it('say nothing of what the other server sends beside them', () => {
    const [policy] = policiesOf(`${MIDDLEWARE}createProxyMiddleware({ target, on: { proxyRes(proxyRes, req) { proxyRes.headers['access-control-allow-origin'] = req.headers.origin; } } });`);
    expect([policy?.allowCredentials.kind, policy?.vary.echo.kind]).toEqual(['unknown', 'unknown']);
  });

  it('say what they hold themselves', () => {
    const [policy] = policiesOf(`${MIDDLEWARE}createProxyMiddleware({ target, on: { proxyRes(proxyRes, req) { proxyRes.headers['access-control-allow-origin'] = req.headers.origin; proxyRes.headers['access-control-allow-credentials'] = 'true'; proxyRes.headers['vary'] = 'Origin'; } } });`);
    expect([policy?.allowCredentials, policy?.vary.echo]).toMatchObject([{ kind: 'known', value: true }, { kind: 'known', value: true }]);
  });
});

const TRPC = "import { createHTTPHandler, createHTTPServer } from '@trpc/server/adapters/standalone';\nimport cors from 'cors';\n";
const LIST = "['https://app.example.com', 'https://admin.example.com']";

describe('tRPC', () => {
  it.each<[title: string, code: string, reports: readonly string[]]>([
    ['one origin', `${TRPC}createHTTPServer({ router, middleware: cors({ origin: 'https://app.example.com' }) });`, []],
    ['the wildcard', `${TRPC}createHTTPServer({ router, middleware: cors() });`, []],
    ['the middleware in Express', `import { createExpressMiddleware } from '@trpc/server/adapters/express';\nimport cors from 'cors';\nimport express from 'express';\nconst app = express();\napp.use(cors({ origin: ${LIST} }));\napp.use('/trpc', createExpressMiddleware({ router }));`, []],
    ['another key', `${TRPC}createHTTPServer({ router, other: cors({ origin: ${LIST} }) });`, []],
    ['a list', `${TRPC}createHTTPServer({ router, middleware: cors({ origin: ${LIST} }) });`, ['missingVary']],
    ['a list of a handler', `${TRPC}createHTTPHandler({ router, middleware: cors({ origin: ${LIST} }) });`, ['missingVary']],
    ['by name', `${TRPC}const middleware = cors({ origin: ${LIST} });\ncreateHTTPServer({ router, middleware });`, ['missingVary']],
  ])('drops Vary: %s', (_title, code, reports) => {
    expect(lint('require-vary-origin', code).map(({ messageId }) => messageId)).toEqual(reports);
  });

  it('of version 10 keeps what the middleware sends', () => {
    const [policy] = analysisOf(`${TRPC}createHTTPServer({ router, middleware: cors({ origin: ${LIST} }) });`, 'server.ts', undefined, (name) => (name === '@trpc/server' ? '10.45.4' : null)).policies;
    expect(policy?.vary.echo).toMatchObject({ kind: 'known', value: true });
  });

  it('sends the headers of responseMeta as they are', () => {
    expect(answers("import { fetchRequestHandler } from '@trpc/server/adapters/fetch';\nexport const GET = (request: Request) => fetchRequestHandler({ endpoint: '/trpc', req: request, router, responseMeta: () => ({ headers: { 'Access-Control-Allow-Origin': '*' } }) });")).toEqual(['*']);
  });
});

describe('answers of API Gateway', () => {
  const gateway = (origin: string): string => `import { ResponseType } from 'aws-cdk-lib/aws-apigateway';\napi.addGatewayResponse('Refused', { type: ResponseType.DEFAULT_4XX, responseHeaders: { 'Access-Control-Allow-Origin': ${origin}, 'Access-Control-Allow-Credentials': "'true'", 'Access-Control-Max-Age': "'600'" } });`;

  it.each(['valid-allow-origin', 'valid-cors-headers', 'no-credentialed-wildcard', 'no-reflected-origin'])('%s: quotes are not sent', (name) => {
    expect(lint(name, gateway('"\'https://app.example.com\'"'))).toEqual([]);
  });

  it('are told from the wildcard, without a suggestion that would lose the quotes', () => {
    expect(lint('no-credentialed-wildcard', gateway('"\'*\'"'))).toMatchObject([{ messageId: 'wildcardWithCredentials', suggestions: [] }]);
  });
});
