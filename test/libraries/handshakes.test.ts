import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { compileFunction } from 'node:vm';
import { afterEach, describe, expect, it } from 'vitest';
import { accepts } from '../../src/policy/origin-predicate.ts';
import { openWebSocket } from '../fixtures/support/client.ts';
import { handshakesOf } from '../fixtures/support/lint.ts';

const require = createRequire(import.meta.url);
const GOOD = 'https://app.example.com';
const ORIGINS = [GOOD, 'https://app.example.com.evil.example', 'https://evil.example', 'null'];

/** How a server with a check is written, and the path that its handshakes go to. */
interface Program {
  readonly path: string;
  readonly write: (check: string | null) => string;
}

const attached = (module: string, key: string, call: (options: string) => string, path: string): Program => ({
  path,
  write: (check) => `const library = require('${module}');\nconst server = createServer();\nconst io = ${call(check === null ? '{ cors: { origin: GOOD, credentials: true } }' : `{ ${key}: ${check} }`)};\nmodule.exports = { server, close: () => io.close() };`,
});

const WS: Program = {
  path: '/',
  write: (check) => `const { WebSocketServer } = require('ws');\nconst server = createServer();\nconst wss = new WebSocketServer({ server${check === null ? '' : `, verifyClient: ${check}`} });\nmodule.exports = { server, close: () => wss.close() };`,
};
const UPGRADE: Program = {
  path: '/',
  write: (check) => `const { WebSocketServer } = require('ws');\nconst server = createServer();\nconst wss = new WebSocketServer({ noServer: true });\nserver.on('upgrade', (request, socket, head) => {\n  ${check ?? ''}\n  wss.handleUpgrade(request, socket, head, () => {});\n});\nmodule.exports = { server, close: () => wss.clients.forEach((client) => client.terminate()) };`,
};
const SOCKET_IO = attached('socket.io', 'allowRequest', (options) => `new library.Server(server, ${options})`, '/socket.io/?EIO=4&transport=websocket');
const ENGINE_IO = attached('engine.io', 'allowRequest', (options) => `library.attach(server, ${options})`, '/engine.io/?EIO=4&transport=websocket');
const SOCKET_IO_2 = attached('socket.io-2', 'allowRequest', (options) => `library(server, ${options})`, '/socket.io/?EIO=3&transport=websocket');
const ORIGINS_2 = attached('socket.io-2', 'origins', (options) => `library(server, ${options})`, '/socket.io/?EIO=3&transport=websocket');

const VERIFY_CLIENT = [
  null,
  'undefined',
  '() => true',
  '() => false',
  '() => {}',
  '({ origin }) => origin === GOOD',
  '({ origin }) => origin',
  '(info) => info.req.headers.origin.startsWith(GOOD)',
  '(info) => [GOOD].find((one) => one === info.origin)',
  '(info) => info.origin.match(/^https:\\/\\/app\\.example\\.com/)',
  'async ({ origin }) => origin === GOOD',
  '({ origin }) => Promise.resolve(origin === GOOD)',
  '({ origin }, done) => done(origin === GOOD)',
  '({ origin }, done) => done(origin === GOOD, 403, "Forbidden")',
  '(info, done) => { if (info.origin !== GOOD) return done(false, 403); done(true); }',
  'async (info, done) => { done(info.origin === GOOD); }',
  '(info, done) => { setImmediate(() => done(/example\\.com$/.test(info.origin))); }',
  '(info, done) => done(undefined)',
];
const ALLOW_REQUEST = [
  null,
  'undefined',
  '(req, fn) => fn(null, true)',
  '(req, fn) => fn(null, false)',
  '(req, fn) => fn("no")',
  '(req, fn) => fn("no", true)',
  '(req, fn) => fn(null, req.headers.origin === GOOD)',
  '({ headers }, fn) => fn(null, headers.origin.startsWith(GOOD))',
  '(req, fn) => { if (req.headers.origin === GOOD) fn(null, true); else fn("forbidden", false); }',
  'async (req, fn) => { fn(null, [GOOD].includes(req.headers.origin)); }',
];
const CHECKS: readonly (readonly [name: string, program: Program, checks: readonly (string | null)[]])[] = [
  ['verifyClient of ws', WS, VERIFY_CLIENT],
  ['an upgrade by hand', UPGRADE, [null, 'if (request.headers.origin !== GOOD) return socket.destroy();', 'if (request.headers.origin !== GOOD) socket.destroy();', "if (!request.headers.origin.startsWith(GOOD)) { socket.end('HTTP/1.1 403 Forbidden\\r\\n\\r\\n'); return; }", "socket.on('error', () => socket.destroy());"]],
  ['allowRequest of Socket.IO', SOCKET_IO, ALLOW_REQUEST],
  ['allowRequest of engine.io', ENGINE_IO, ALLOW_REQUEST],
  ['allowRequest of Socket.IO 2', SOCKET_IO_2, ALLOW_REQUEST],
  // What it makes of a text is not told, and `null` is no origin to it.
  ['origins of Socket.IO 2', ORIGINS_2, ["'*:*'", '(origin, fn) => fn(null, origin === GOOD)', '(origin, fn) => fn(null, origin.startsWith(GOOD))', '(origin, fn) => fn(origin === GOOD ? null : "no", true)']],
];

/** Forms about which nothing is claimed: they ask for the origin, and decide by something else. */
const UNDECIDED = ['({ origin }) => Promise.resolve(origin === GOOD)'];

const running: { readonly server: Server; readonly close: () => void }[] = [];
afterEach(async () => {
  for (const { server, close } of running.splice(0)) {
    close();
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
});

describe.each(CHECKS)('%s lets in whom the model says', (_name, { path, write }, checks) => {
  it.each(checks)('%s', async (check) => {
    const body = write(check);
    const module = { exports: {} as (typeof running)[number] };
    const program = compileFunction(body, ['require', 'createServer', 'module', 'GOOD']) as (...given: readonly unknown[]) => void;
    program(require, createServer, module, GOOD);
    const { server } = module.exports;
    running.push(module.exports);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;

    // The analyzer reads the names of packages as people write them; versions are found beside the file.
    const source = `const { createServer } = require('node:http');\nconst GOOD = '${GOOD}';\n${body.replace('socket.io-2', 'socket.io')}`;
    const handshakes = handshakesOf(source, body.includes('socket.io-2') ? '/nowhere/version-2.js' : 'program.js', body.includes('socket.io-2') ? () => '2.5.1' : undefined);
    expect(handshakes).toHaveLength(1);
    for (const { allowOrigin } of handshakes) {
      if (allowOrigin.kind !== 'echo') throw new Error(`Unexpected ${allowOrigin.kind}.`);
      for (const origin of ORIGINS) {
        if (origin === 'null' && body.includes('origins:')) continue;
        const answer = (await openWebSocket(url, path, origin)) === 101 ? 'yes' : 'no';
        expect(accepts(allowOrigin.when, origin), origin).toBe(UNDECIDED.includes(check ?? '') ? 'unknown' : answer);
      }
    }
  });
});
