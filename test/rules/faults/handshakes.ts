import type { Fault } from './fault.ts';

const WS = "import { WebSocketServer } from 'ws';\n";
const SOCKET_IO = "import { Server } from 'socket.io';\n";
const GATEWAY = "import { WebSocketGateway } from '@nestjs/websockets';\n";
const FASTIFY = "import Fastify from 'fastify';\nimport websocket from '@fastify/websocket';\nconst app = Fastify();\n";
const EXPRESS_WS = "import express from 'express';\nimport session from 'express-session';\nimport expressWs from 'express-ws';\nconst app = express();\n";
const COOKIE = "\nwss.on('connection', (socket, request) => greet(socket, request.headers.cookie));";
const IO_COOKIE = "\nio.on('connection', (socket) => greet(socket, socket.handshake.headers.cookie));";
const ORIGIN = "'https://app.example.com'";

/** Who gets through to WebSocket servers, where no CORS header plays a part. */
export const HANDSHAKES: readonly Fault[] = [
  {
    fault: 'handshakes of every page, by cookies',
    rule: 'require-websocket-origin-check',
    messageId: 'everyOriginWithCookies',
    bad: {
      ws: [`${WS}const wss = new WebSocketServer({ server });${COOKIE}`, `${WS}const wss = new WebSocketServer({ noServer: true });\nserver.on('upgrade', (request, socket, head) => {\n  if (request.url !== '/live') return socket.destroy();\n  wss.handleUpgrade(request, socket, head, (client) => greet(client, request.headers.cookie));\n});`],
      // The check names the origin, and lets everyone in.
      'socket.io': `${SOCKET_IO}const io = new Server(server, { allowRequest: (request, callback) => {\n  if (request.headers.origin !== ${ORIGIN}) console.warn('not known');\n  callback(null, true);\n} });${IO_COOKIE}`,
      'engine.io': "const engine = require('engine.io').attach(server);\nengine.on('connection', (socket) => greet(socket, socket.request.headers.cookie));",
      'express-ws': `${EXPRESS_WS}expressWs(app);\napp.use(session({ secret: process.env.SECRET }));\napp.ws('/me', (socket, request) => socket.send(request.session.name));`,
      '@fastify/websocket': `${FASTIFY}app.register(websocket);\napp.get('/live', { websocket: true }, (socket, request) => greet(socket, request.cookies.sid));`,
      Bun: "Bun.serve({\n  fetch(request, server) {\n    const cookie = request.headers.get('cookie');\n    if (server.upgrade(request, { data: { cookie } })) return;\n    return new Response('ok');\n  },\n  websocket: { message() {} },\n});",
      Deno: "Deno.serve(async (request) => {\n  const user = await userOf(request.headers.get('cookie'));\n  const { socket, response } = Deno.upgradeWebSocket(request);\n  socket.onopen = () => socket.send(user.name);\n  return response;\n});",
    },
    good: {
      ws: [`${WS}const wss = new WebSocketServer({ server, verifyClient: ({ origin }) => origin === ${ORIGIN} });${COOKIE}`, `${WS}const wss = new WebSocketServer({ server });\nwss.on('connection', (socket, request) => {\n  if (request.headers.origin !== ${ORIGIN}) return socket.close(1008);\n  greet(socket, request.headers.cookie);\n});`],
      'engine.io': `const engine = require('engine.io').attach(server, { allowRequest: (request, callback) => callback(null, request.headers.origin === ${ORIGIN}) });\nengine.on('connection', (socket) => greet(socket, socket.request.headers.cookie));`,
      'socket.io': `${SOCKET_IO}import { assertAllowed } from './allowed.js';\nconst io = new Server(server, { allowRequest: (request, callback) => {\n  assertAllowed(request.headers.origin);\n  callback(null, true);\n} });${IO_COOKIE}`,
      // The session is for other requests.
      'express-ws': `${EXPRESS_WS}expressWs(app);\napp.use(session({ secret: process.env.SECRET }));\napp.ws('/time', (socket) => socket.send(String(Date.now())));`,
      '@fastify/websocket': `${FASTIFY}app.register(websocket, { options: { verifyClient: ({ origin }) => origin === ${ORIGIN} } });\napp.get('/live', { websocket: true }, (socket, request) => greet(socket, request.cookies.sid));`,
      Bun: `Bun.serve({\n  fetch(request, server) {\n    if (request.headers.get('Origin') !== ${ORIGIN}) return new Response('', { status: 403 });\n    if (server.upgrade(request, { data: { cookie: request.headers.get('cookie') } })) return;\n    return new Response('ok');\n  },\n  websocket: { message() {} },\n});`,
    },
  },
  {
    fault: 'cors, taken for a check of handshakes',
    rule: 'require-websocket-origin-check',
    messageId: 'corsIsNoCheck',
    bad: {
      'socket.io': [`${SOCKET_IO}const io = new Server(server, { cors: { origin: ${ORIGIN}, credentials: true } });${IO_COOKIE}`, `const io = require('socket.io')(server, { cors: { origin: [${ORIGIN}], credentials: true } });${IO_COOKIE}`],
      '@nestjs/websockets': `${GATEWAY}@WebSocketGateway(3001, { cors: { origin: ${ORIGIN}, credentials: true } })\nexport class Chat {\n  handleConnection(client) { greet(client, client.handshake.headers.cookie); }\n}`,
      'engine.io': `const engine = require('engine.io').attach(server, { cors: { origin: ${ORIGIN}, credentials: true } });\nengine.on('connection', (socket) => greet(socket, socket.request.headers.cookie));`,
    },
    good: {
      'socket.io': [`${SOCKET_IO}const io = new Server(server, { cors: { origin: ${ORIGIN}, credentials: true }, allowRequest: (request, callback) => callback(null, request.headers.origin === ${ORIGIN}) });${IO_COOKIE}`, `${SOCKET_IO}const io = new Server(server, { cors: { origin: ${ORIGIN}, credentials: true } });\nio.use((socket, next) => next(verify(socket.handshake.auth.token) ? undefined : new Error('refused')));\nio.on('connection', (socket) => socket.join('all'));`],
      // Polling alone, which CORS governs.
      'socket.io, polling': `${SOCKET_IO}const io = new Server(server, { transports: ['polling'], cors: { origin: ${ORIGIN}, credentials: true } });${IO_COOKIE}`,
      '@nestjs/websockets': `${GATEWAY}@UseGuards(SessionGuard)\n@WebSocketGateway({ cors: { origin: ${ORIGIN}, credentials: true } })\nexport class Chat {\n  handleConnection(client) { client.join('all'); }\n}`,
    },
  },
  {
    fault: 'handshakes of every page, on a server of one machine',
    rule: 'require-websocket-origin-check',
    messageId: 'everyOriginOnLoopback',
    bad: {
      ws: `${WS}const wss = new WebSocketServer({ port: 9100, host: '127.0.0.1' });\nwss.on('connection', (socket) => socket.on('message', run));`,
      'node:http': `${WS}import { createServer } from 'node:http';\nconst server = createServer();\nconst wss = new WebSocketServer({ server });\nwss.on('connection', (socket) => socket.send(state()));\nserver.listen(9100, 'localhost');`,
      '@fastify/websocket': `${FASTIFY}app.register(websocket);\napp.get('/live', { websocket: true }, (socket) => socket.on('message', run));\nawait app.listen({ port: 9100, host: '127.0.0.1' });`,
      Bun: "Bun.serve({\n  hostname: '127.0.0.1',\n  port: 9100,\n  fetch(request, server) {\n    if (server.upgrade(request)) return;\n    return new Response('ok');\n  },\n  websocket: { message: run },\n});",
    },
    good: {
      ws: `${WS}const wss = new WebSocketServer({ port: 9100, host: '127.0.0.1', verifyClient: ({ origin }) => origin === 'http://localhost:5173' });\nwss.on('connection', (socket) => socket.on('message', run));`,
      // A token that no other page has.
      'node:http': `${WS}import { createServer } from 'node:http';\nconst server = createServer();\nconst wss = new WebSocketServer({ server });\nwss.on('connection', (socket, request) => {\n  if (new URL(request.url, 'http://localhost').searchParams.get('token') !== process.env.TOKEN) return socket.close();\n  socket.send(state());\n});\nserver.listen(9100, 'localhost');`,
      '@fastify/websocket': `${FASTIFY}app.register(websocket, { options: { verifyClient: ({ origin }) => origin === 'http://localhost:5173' } });\napp.get('/live', { websocket: true }, (socket) => socket.on('message', run));\nawait app.listen({ port: 9100, host: '127.0.0.1' });`,
    },
  },
  {
    fault: 'a check that decides nothing',
    rule: 'require-websocket-origin-check',
    messageId: 'vacuousCheck',
    bad: {
      ws: `${WS}const wss = new WebSocketServer({ server, verifyClient: ({ origin }) => origin !== 'https://a.invalid' || origin === undefined });`,
      'socket.io': `${SOCKET_IO}const io = new Server(server, { allowRequest: (request, callback) => {\n  const isKnown = request.headers.origin === ${ORIGIN};\n  callback(null, isKnown || request.headers.origin !== 'null');\n} });${IO_COOKIE}`,
      'express-ws': `${EXPRESS_WS}expressWs(app, undefined, { wsOptions: { verifyClient: ({ origin }) => origin === ${ORIGIN} || origin !== 'null' } });\napp.use(session({ secret: process.env.SECRET }));\napp.ws('/me', (socket, request) => socket.send(request.session.name));`,
    },
    good: {
      ws: `${WS}const wss = new WebSocketServer({ server, verifyClient: ({ origin }) => !origin || origin === ${ORIGIN} });${COOKIE}`,
      'socket.io': `${SOCKET_IO}const io = new Server(server, { allowRequest: (request, callback) => callback(null, request.headers.origin === ${ORIGIN}) });${IO_COOKIE}`,
      'express-ws': `${EXPRESS_WS}expressWs(app, undefined, { wsOptions: { verifyClient: ({ origin }) => [${ORIGIN}].includes(origin) } });\napp.use(session({ secret: process.env.SECRET }));\napp.ws('/me', (socket, request) => socket.send(request.session.name));`,
    },
  },
  {
    fault: 'a promise, taken for a yes',
    rule: 'require-websocket-origin-check',
    messageId: 'promiseIsYes',
    bad: {
      ws: [`${WS}const wss = new WebSocketServer({ server, verifyClient: async (info) => (await load()).includes(info.origin) });`, `${WS}const wss = new WebSocketServer({ server, async verifyClient({ origin }) {\n  return (await load()).includes(origin);\n} });`],
      'express-ws': `${EXPRESS_WS}expressWs(app, undefined, { wsOptions: { verifyClient: async ({ origin }) => (await load()).includes(origin) } });\napp.ws('/me', (socket, request) => socket.send(request.session.name));`,
      '@fastify/websocket': `${FASTIFY}app.register(websocket, { options: { verifyClient: async ({ origin }) => (await load()).includes(origin) } });\napp.get('/live', { websocket: true }, (socket, request) => greet(socket, request.cookies.sid));`,
    },
    good: {
      // It answers by the callback.
      ws: `${WS}const wss = new WebSocketServer({ server, verifyClient: async ({ origin }, done) => done((await load()).includes(origin)) });${COOKIE}`,
      'socket.io': `${SOCKET_IO}const io = new Server(server, { allowRequest: async (request, callback) => callback(null, (await load()).includes(request.headers.origin)) });${IO_COOKIE}`,
      '@fastify/websocket': `${FASTIFY}app.register(websocket, { options: { verifyClient: ({ origin }, done) => { load().then((list) => done(list.includes(origin)), () => done(false)); } } });\napp.get('/live', { websocket: true }, (socket, request) => greet(socket, request.cookies.sid));`,
    },
  },
  {
    fault: 'handshakes of every page',
    rule: 'require-websocket-origin-check',
    messageId: 'everyOrigin',
    options: { scope: 'all' },
    bad: {
      ws: `${WS}const wss = new WebSocketServer({ port: 8080 });\nwss.on('connection', (socket) => socket.send('hello'));`,
      'socket.io': `${SOCKET_IO}const io = new Server(3000, { cors: { origin: '*' } });`,
      '@nestjs/websockets': `${GATEWAY}@WebSocketGateway({ cors: true })\nexport class Chat {\n  handleConnection(client) { client.join('all'); }\n}`,
    },
    good: {
      ws: [`${WS}const wss = new WebSocketServer({ port: 8080, verifyClient: ({ origin }) => origin === ${ORIGIN} });\nwss.on('connection', (socket) => socket.send('hello'));`, "import WebSocket from 'ws';\nconst socket = new WebSocket('ws://127.0.0.1:8080');"],
      'socket.io': `${SOCKET_IO}const io = new Server(3000, { allowRequest: (request, callback) => callback(null, request.headers.origin === ${ORIGIN}) });`,
      'graphql-ws': `${WS}import { useServer } from 'graphql-ws/lib/use/ws';\nconst wss = new WebSocketServer({ server, path: '/graphql' });\nuseServer({ schema, context: (ctx) => userOf(ctx.connectionParams) }, wss);`,
    },
  },
];
