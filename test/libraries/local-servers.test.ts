import { mkdtempSync } from 'node:fs';
import { request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Compiler } from 'webpack';
import type DevServer from 'webpack-dev-server';
import { analysisOf } from '../read.ts';
import { conforms, load, onServer, PRELUDE, serve, type Form, type Running } from './conformance.ts';

const QUIET = { host: '127.0.0.1', port: 0, hot: false, liveReload: false, client: false };

interface WebpackServer {
  readonly server: Server;
  readonly stop: () => Promise<void>;
}

/** Versions 4 and 5 of webpack-dev-server, by the names under which they are installed. */
async function startWebpack(exported: unknown, name = 'webpack-dev-server'): Promise<WebpackServer> {
  const { default: WebpackDevServer } = (await import(name)) as { readonly default: typeof DevServer };
  const server = new WebpackDevServer({ ...(exported as { readonly devServer: object }).devServer, ...QUIET }, await compiler());
  await server.start();
  return { server: server.server as Server, stop: () => server.stop() };
}

const VERSION_3: string = 'webpack-dev-server-3';

/** Version 3 takes its arguments the other way round, and listens as Node does. */
async function startWebpackVersion3(exported: unknown): Promise<WebpackServer> {
  const { default: WebpackDevServer } = (await import(VERSION_3)) as { readonly default: new (compiler: Compiler, options: object) => { readonly listeningApp: Server; listen(port: number, host: string, done: () => void): void; close(done: () => void): void } };
  const server = new WebpackDevServer(await compiler(), { ...(exported as { readonly devServer: object }).devServer, hot: false, inline: false, liveReload: false, noInfo: true, quiet: true, clientLogLevel: 'none', contentBase: false });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return { server: server.listeningApp, stop: () => new Promise<void>((resolve) => { server.close(resolve); }) };
}

async function compiler(): Promise<Compiler> {
  const { default: webpack } = await import('webpack');
  const made = webpack({ mode: 'development', entry: {}, stats: 'none', infrastructureLogging: { level: 'none' } });
  if (made === null) throw new Error('webpack made no compiler.');
  return made;
}

async function startVite(exported: unknown): Promise<Running> {
  const { createServer } = await import('vite');
  const { server = {} } = exported as { readonly server?: object };
  const root = mkdtempSync(join(tmpdir(), 'vite-'));
  const vite = await createServer({ root, configFile: false, logLevel: 'silent', optimizeDeps: { noDiscovery: true }, server: { ...server, middlewareMode: true, ws: false, watch: null } });
  const running = await serve(vite.middlewares);
  return { ...running, close: async () => { await running.close(); await vite.close(); } };
}

const HEADERS: readonly Form[] = [
  ['an object', "{ 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': 'content-type, x-a' }"],
  ['an object with credentials', "{ 'Access-Control-Allow-Origin': GOOD, 'Access-Control-Allow-Credentials': 'true', 'Access-Control-Max-Age': '600' }"],
  ['a list of lines', "{ 'Access-Control-Allow-Origin': [GOOD] }"],
  ['a list of keys and values', "[{ key: 'Access-Control-Allow-Origin', value: '*' }, { key: 'Access-Control-Expose-Headers', value: 'X-A' }]"],
  ['a function', "() => ({ 'Access-Control-Allow-Origin': GOOD, 'Access-Control-Allow-Methods': 'GET, PUT' })"],
  ['a function of the request', "(request) => ({ 'Access-Control-Allow-Origin': request.headers.origin ?? '', Vary: 'Origin' })"],
  ['a function that makes a list', "(request) => [{ key: 'Access-Control-Allow-Origin', value: LIST.includes(request.headers.origin) ? request.headers.origin : GOOD }]"],
].map(([title = '', headers = '']) => ({ title, source: `${PRELUDE}module.exports = { devServer: { headers: ${headers} } };` }));

const ELSEWHERE: readonly Form[] = [
  { title: 'headers that stand elsewhere', source: "const headers = { 'Access-Control-Allow-Origin': '*' };\nmodule.exports = { devServer: { headers } };" },
  { title: 'a server that stands elsewhere', source: "const devServer = { headers: { 'Access-Control-Allow-Origin': '*' } };\nmodule.exports = { devServer };" },
];

// Version 3 knows no function, and no list of keys and values.
for (const [name, start, forms] of [
  ['webpack-dev-server', startWebpack, [...HEADERS, ...ELSEWHERE]],
  ['webpack-dev-server 4', (exported) => startWebpack(exported, 'webpack-dev-server-4'), [...HEADERS, ...ELSEWHERE]],
  ['webpack-dev-server 3', startWebpackVersion3, [...HEADERS.filter(({ title }) => /^an object|lines$/.test(title)), ...ELSEWHERE]],
] as const satisfies readonly (readonly [string, (exported: unknown) => Promise<WebpackServer>, readonly Form[]])[]) {
  conforms(
    {
      name,
      file: 'webpack.config.cjs',
      // The list of what is served comes before the headers until version 4.
      path: name === 'webpack-dev-server' ? '/webpack-dev-server' : '/main.js',
      start: async (exported) => {
        const { server, stop } = await start(exported);
        return onServer(server, stop);
      },
    },
    forms,
  );
}

describe('without headers', () => {
  it('webpack-dev-server sends no CORS header', async () => {
    const { server, stop } = await startWebpack({ devServer: {} });
    const running = onServer(server, stop);
    const answer = await running.send({ method: 'GET', path: '/webpack-dev-server', headers: { origin: 'https://evil.example' } });
    await running.close();
    expect([...answer.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });
});

describe('headers of Vite', () => {
  it.each([
    ['the wildcard', "{ 'Access-Control-Allow-Origin': '*' }", '*'],
    ['one origin', "{ 'Access-Control-Allow-Origin': 'https://app.example.com' }", 'https://app.example.com'],
  ])('%s: is sent with what is served', async (_title, headers, expected) => {
    const source = `module.exports = { server: { headers: ${headers} } };`;
    expect(analysisOf(source, 'vite.config.cjs').privatePolicies.map(({ audience, site }) => [audience, site.library])).toEqual([['developer', 'Vite']]);
    const running = await startVite(load(source));
    const answer = await running.send({ method: 'GET', path: '/@vite/client', headers: { origin: 'https://evil.example' } });
    await running.close();
    expect(answer.get('access-control-allow-origin')).toBe(expected);
  });
});

/** What a request for another host gets. */
function answerFor(url: { readonly port: number }, path: string, host = 'evil.example', method = 'GET'): Promise<{ readonly status: number; readonly body: string }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port: url.port, path, method, headers: { host }, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => { body += text; });
      response.on('end', () => { resolve({ status: response.statusCode ?? 0, body }); });
    });
    request.on('error', reject);
    request.end();
  });
}

async function statusFor(...request: Parameters<typeof answerFor>): Promise<number> {
  return (await answerFor(...request)).status;
}

describe('a host check is off where the analysis says so', () => {
  it.each([
    ['nothing', '{}', false],
    ['no check', '{ disableHostCheck: true }', true],
    ['a check', '{ disableHostCheck: false }', false],
  ])('webpack-dev-server 3 with %s', async (_title, devServer, isOff) => {
    const source = `module.exports = { devServer: ${devServer} };`;
    expect(analysisOf(source, 'webpack.config.cjs').removedSafeguards).toHaveLength(isOff ? 1 : 0);
    const { server, stop } = await startWebpackVersion3(load(source));
    const { body } = await answerFor(server.address() as AddressInfo, '/webpack-dev-server/');
    expect(body === 'Invalid Host header').toBe(!isOff);
    await stop();
  });

  it.each([
    ['nothing', '{}', false],
    ["'all'", "{ allowedHosts: 'all' }", true],
    ["'auto'", "{ allowedHosts: 'auto' }", false],
    ['a list', "{ allowedHosts: ['app.example.com'] }", false],
    ["a list with 'all'", "{ allowedHosts: ['app.example.com', 'all'] }", true],
    ['a condition', "{ allowedHosts: process.env.CORS_TEST_HOSTS === 'any' ? 'all' : 'auto' }", false],
  ])('webpack-dev-server with %s', async (_title, devServer, isOff) => {
    const source = `module.exports = { devServer: ${devServer} };`;
    expect(analysisOf(source, 'webpack.config.cjs').removedSafeguards).toHaveLength(isOff ? 1 : 0);
    const { server, stop } = await startWebpack(load(source));
    expect(await statusFor(server.address() as AddressInfo, '/webpack-dev-server')).toBe(isOff ? 200 : 403);
    await stop();
  });

  it.each([
    ['nothing', '{}', false],
    ['true', '{ allowedHosts: true }', true],
    ['a list', "{ allowedHosts: ['app.example.com'] }", false],
    ["a list with 'all'", "{ allowedHosts: ['all'] }", false],
  ])('Vite with %s', async (_title, server, isOff) => {
    const source = `module.exports = { server: ${server} };`;
    expect(analysisOf(source, 'vite.config.cjs').removedSafeguards).toHaveLength(isOff ? 1 : 0);
    const { createServer } = await import('vite');
    const vite = await createServer({ ...(load(source) as object), root: mkdtempSync(join(tmpdir(), 'vite-')), configFile: false, logLevel: 'silent', optimizeDeps: { noDiscovery: true }, server: { ...(load(source) as { readonly server: object }).server, host: '127.0.0.1', port: 0, ws: false, watch: null } });
    await vite.listen(41_900);
    expect(await statusFor(vite.httpServer?.address() as AddressInfo, '/@vite/client')).toBe(isOff ? 200 : 403);
    await vite.close();
  });

  const mcp = (options: string, before = ''): string => `
const { createServer } = require('node:http');
const { StreamableHTTPServerTransport } = require('@modelcontextprotocol/sdk/server/streamableHttp.js');
const server = createServer(async (request, response) => {
  ${before}
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined${options} });
  await transport.handleRequest(request, response);
});
module.exports = server.listen(0, '127.0.0.1');
`;
  it.each([
    ['nothing', mcp(''), ['absent']],
    ['the check off', mcp(', enableDnsRebindingProtection: false'), ['off']],
    ['hosts, and no check', mcp(", allowedHosts: ['127.0.0.1']"), ['absent']],
    ['a check of nothing', mcp(', enableDnsRebindingProtection: true'), ['idle']],
    ['a check of an empty list', mcp(', enableDnsRebindingProtection: true, allowedHosts: []'), ['idle']],
    ['a check of hosts', mcp(", enableDnsRebindingProtection: true, allowedHosts: ['127.0.0.1']"), []],
    ['a check of its own', mcp('', "if (request.headers.host !== '127.0.0.1') { response.writeHead(403).end(); return; }"), []],
  ])('the MCP SDK with %s', async (_title, source, expected) => {
    expect(analysisOf(source, 'server.cjs').removedSafeguards.map(({ how }) => how)).toEqual(expected);
    const server = load(source) as Server;
    if (!server.listening) await new Promise((resolve) => server.once('listening', resolve));
    // Behind the check, a request of this kind is refused for what it asks, with another status.
    const status = await statusFor(server.address() as AddressInfo, '/', 'evil.example', 'POST');
    expect(status === 403).toBe(expected.length === 0);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
});
