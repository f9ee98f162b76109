import { ruleTable } from './rule-table.ts';

const WS = "import { WebSocketServer } from 'ws';\n";
const SIO = "import { Server } from 'socket.io';\n";
const GATEWAY = "import { WebSocketGateway } from '@nestjs/websockets';\n";
const COOKIE = "\nwss.on('connection', (socket, request) => greet(socket, request.headers.cookie));";
const TOKEN = "\nwss.on('connection', (socket, request) => {\n  const token = new URL(request.url, 'http://x').searchParams.get('token');\n  if (!verify(token)) socket.close();\n});";
const ENVIRONMENT = "(process.env.CORS_ALLOWED_ORIGINS ?? '').split(',')";
const all = { options: { scope: 'all' } } as const;

ruleTable('require-websocket-origin-check', {
  valid: [
    { title: 'a list that the check compares with', code: `${WS}const wss = new WebSocketServer({ server, verifyClient: ({ origin }) => allowed.has(origin) });${COOKIE}` },
    { title: 'a missing origin, which no browser sends', code: `${WS}const wss = new WebSocketServer({ server, verifyClient: ({ origin }) => !origin || ['https://app.example.com'].includes(origin) });${COOKIE}` },
    { title: 'a check of another file', code: `${WS}import { verifyClient } from './verify-client.js';\nconst wss = new WebSocketServer({ server, verifyClient });${COOKIE}` },
    { title: 'options of another file', code: `${WS}import { options } from './options.js';\nconst wss = new WebSocketServer(options);${COOKIE}` },
    { title: 'options that are spread', code: `${WS}const wss = new WebSocketServer({ server, ...options });${COOKIE}` },
    { title: 'an asynchronous check that answers by its callback', code: `${WS}const wss = new WebSocketServer({ server, verifyClient: async ({ origin }, done) => done((await load()).includes(origin)) });${COOKIE}` },
    { title: 'neither cookies nor loopback', code: `${WS}const wss = new WebSocketServer({ port: 8080 });\nwss.on('connection', (socket) => socket.send('hello'));` },
    { title: 'a token in the URL', code: `${WS}const wss = new WebSocketServer({ server });${TOKEN}`, ...all },
    { title: 'a token in the URL, on loopback', code: `${WS}const wss = new WebSocketServer({ port: 8080, host: '127.0.0.1' });${TOKEN}` },
    { title: 'a token that a helper reads', code: `${WS}const wss = new WebSocketServer({ port: 8080, host: '127.0.0.1' });\nfunction isAuthorized(request) { return request.headers.authorization === process.env.KEY; }\nwss.on('connection', (socket, request) => { if (!isAuthorized(request)) socket.terminate(); });`, ...all },
    { title: 'a subprotocol that carries a token, beside a cookie', code: `${WS}const wss = new WebSocketServer({ server });\nwss.on('connection', (socket, request) => start(request.headers.cookie, request.headers['sec-websocket-protocol']));`, ...all },
    { title: 'a token in the first message', code: `${WS}const wss = new WebSocketServer({ port: 8080, host: 'localhost' });\nwss.on('connection', (socket) => socket.on('message', (text) => { if (JSON.parse(text).token !== TOKEN) socket.close(); }));`, ...all },
    { title: 'connectionParams of graphql-ws', code: `${WS}import { useServer } from 'graphql-ws/lib/use/ws';\nconst wss = new WebSocketServer({ server, path: '/graphql' });\nuseServer({ schema, context: (ctx) => userOf(ctx.connectionParams) }, wss);`, ...all },
    { title: 'a listener that closes what it does not know', code: `${WS}const wss = new WebSocketServer({ server });\nwss.on('connection', (socket, request) => {\n  if (request.headers.origin !== 'https://app.example.com') return socket.close(1008);\n  greet(socket, request.headers.cookie);\n});` },
    { title: 'a listener that asks for the origin in its own way', code: `${WS}const wss = new WebSocketServer({ server });\nwss.on('connection', (socket, request) => {\n  if (!policy.test(request.headers.origin)) policy.refuse(socket);\n  greet(socket, request.headers.cookie);\n});` },
    { title: 'an upgrade that another file decides', code: `${WS}import { isAllowed } from './allowed.js';\nconst wss = new WebSocketServer({ noServer: true });\nserver.on('upgrade', (request, socket, head) => {\n  if (!isAllowed(request)) return socket.destroy();\n  wss.handleUpgrade(request, socket, head, (client) => greet(client, request.headers.cookie));\n});` },
    { title: 'an upgrade function that others call', code: `${WS}const wss = new WebSocketServer({ noServer: true });\nexport function upgrade(request, socket, head) {\n  wss.handleUpgrade(request, socket, head, (client) => greet(client, request.headers.cookie));\n}` },
    { title: 'a server without code that completes its handshakes', code: `${WS}export const wss = new WebSocketServer({ noServer: true });` , ...all },
    { title: 'allowRequest beside cors', code: `${SIO}const io = new Server(server, { cors: { origin: true, credentials: true }, allowRequest: (req, callback) => callback(null, req.headers.origin === 'https://app.example.com') });\nio.on('connection', (socket) => greet(socket, socket.handshake.headers.cookie));` },
    { title: 'handshake.auth', code: `${SIO}const io = new Server(server, { cors: { origin: '*', credentials: true } });\nio.use((socket, next) => next(verify(socket.handshake.auth.token) ? undefined : new Error('no')));\nio.on('connection', (socket) => socket.join('all'));`, ...all },
    { title: 'middleware that asks for the origin', code: `${SIO}const io = new Server(server, { cors: { origin: ['https://app.example.com'], credentials: true } });\nio.use((socket, next) => {\n  if (socket.handshake.headers.origin !== 'https://app.example.com') return next(new Error('no'));\n  next();\n});\nio.on('connection', (socket) => greet(socket, socket.handshake.headers.cookie));` },
    { title: 'middleware of another file', code: `${SIO}import { authenticate } from './authenticate.js';\nconst io = new Server(server, { cors: { origin: '*', credentials: true } });\nio.use(authenticate);\nio.on('connection', (socket) => socket.join('all'));` },
    { title: 'connections that another file gets', code: `${SIO}import { listen } from './chat.js';\nconst io = new Server(server, { cors: { origin: '*', credentials: true } });\nlisten(io);` },
    { title: 'a gateway behind a guard', code: `${GATEWAY}@UseGuards(SessionGuard)\n@WebSocketGateway({ cors: { origin: '*', credentials: true } })\nexport class Chat {\n  handleConnection(client) { client.join('all'); }\n}` },
    { title: 'a gateway without credentials', code: `${GATEWAY}@WebSocketGateway({ cors: true })\nexport class Chat {\n  handleConnection(client) { client.join('all'); }\n}` },
    { title: 'a hook of Fastify that asks for the origin', code: "import Fastify from 'fastify';\nimport websocket from '@fastify/websocket';\nconst app = Fastify();\napp.register(websocket);\napp.addHook('preValidation', async (request, reply) => {\n  if (request.headers.origin !== 'https://app.example.com') await reply.code(403).send();\n});\napp.get('/live', { websocket: true }, (socket, request) => greet(socket, request.cookies.sid));" },
    { title: 'a session that only requests without WebSocket read', code: "import express from 'express';\nimport session from 'express-session';\nimport expressWs from 'express-ws';\nconst app = express();\nexpressWs(app);\napp.use(session({ secret: process.env.SECRET }));\napp.ws('/time', (socket) => socket.send(String(Date.now())));" },
    { title: 'Bun, after a check', code: "Bun.serve({\n  fetch(request, server) {\n    if (request.headers.get('Origin') !== 'https://app.example.com') return new Response('', { status: 403 });\n    if (server.upgrade(request, { data: { cookie: request.headers.get('cookie') } })) return;\n    return new Response('ok');\n  },\n  websocket: { message() {} },\n});" },
    { title: 'a server of a test', filename: 'test/server.test.ts', code: `${WS}const wss = new WebSocketServer({ port: 0, host: '127.0.0.1' });`, ...all },
    { title: 'an example', filename: 'examples/server.js', code: `${WS}const wss = new WebSocketServer({ server });${COOKIE}` },
    { title: 'a client', code: "import WebSocket from 'ws';\nconst socket = new WebSocket('ws://127.0.0.1:8080');", ...all },
  ],
  invalid: [
    {
      title: 'ws without a check, and a cookie',
      code: `${WS}const wss = new WebSocketServer({ server });${COOKIE}`,
      reports: ['everyOriginWithCookies'],
      at: 'new WebSocketServer({ server })',
      message: "`new WebSocketServer({ server })` completes the handshake of every page, and the code for it relies on cookies (request.headers.cookie): 'https://evil.example' can open a WebSocket with those of the visitor that are not SameSite.",
      suggestions: [`${WS}const wss = new WebSocketServer({ verifyClient: ({ origin }) => ${ENVIRONMENT}.includes(origin), server });${COOKIE}`],
    },
    {
      title: 'the trusted origins of the project',
      code: `${WS}const wss = new WebSocketServer({ server });${COOKIE}`,
      settings: { trustedOrigins: ['https://app.example.com'] },
      reports: ['everyOriginWithCookies'],
      suggestions: [
        `${WS}const wss = new WebSocketServer({ verifyClient: ({ origin }) => ['https://app.example.com'].includes(origin), server });${COOKIE}`,
        `${WS}const wss = new WebSocketServer({ verifyClient: ({ origin }) => ${ENVIRONMENT}.includes(origin), server });${COOKIE}`,
      ],
    },
    { title: 'ws by require', code: `const WebSocket = require('ws');\nconst wss = new WebSocket.Server({ server });${COOKIE}`, reports: ['everyOriginWithCookies'] },
    { title: 'Server of ws', code: `const { Server } = require('ws');\nconst wss = new Server({ server });${COOKIE}`, reports: ['everyOriginWithCookies'] },
    { title: 'a check that lets everyone in', code: `${WS}const wss = new WebSocketServer({ server, verifyClient: () => true });${COOKIE}`, reports: ['everyOriginWithCookies'], at: '() => true' },
    { title: 'a check of something else', code: `${WS}const wss = new WebSocketServer({ server, verifyClient: (info, done) => done(info.req.url === '/live') });${COOKIE}`, reports: ['everyOriginWithCookies'] },
    { title: 'a check that decides nothing', code: `${WS}const wss = new WebSocketServer({ server, verifyClient: ({ origin }) => origin !== 'https://a.invalid' || origin === undefined });`, reports: ['vacuousCheck'] },
    { title: 'a promise', code: `${WS}const wss = new WebSocketServer({ server, verifyClient: async (info) => (await load()).includes(info.origin) });`, reports: ['promiseIsYes'], message: "`async (info) => (await load()).includes(info.origin)` returns a promise, which ws takes for a yes without awaiting it: the handshake of 'https://evil.example' gets through, like that of every other page." },
    { title: 'a promise of a method', code: `${WS}const wss = new WebSocketServer({ server, async verifyClient({ origin }) { return (await load()).includes(origin); } });`, reports: ['promiseIsYes'], suggestions: [`${WS}const wss = new WebSocketServer({ server, verifyClient: ({ origin }) => ${ENVIRONMENT}.includes(origin) });`] },
    { title: 'loopback, by the option of ws', code: `${WS}const wss = new WebSocketServer({ port: 9100, host: '127.0.0.1' });\nwss.on('connection', (socket) => socket.on('message', run));\nfunction run(command) { exec(command); }`, reports: ['everyOriginOnLoopback'] },
    { title: 'loopback, by listen', code: `${WS}import { createServer } from 'node:http';\nconst server = createServer();\nconst wss = new WebSocketServer({ server });\nwss.on('connection', (socket) => socket.send(state()));\nserver.listen(9100, 'localhost');`, reports: ['everyOriginOnLoopback'] },
    { title: 'a method of a class as the listener', code: `${WS}export class Hub {\n  constructor(server) {\n    this.wss = new WebSocketServer({ server });\n    this.wss.on('connection', this.onConnection.bind(this));\n  }\n  onConnection(socket, request) {\n    greet(socket, request.headers.cookie);\n  }\n}`, reports: ['everyOriginWithCookies'] },
    { title: 'a cookie that a helper reads', code: `${WS}const wss = new WebSocketServer({ server });\nconst sessionOf = (request) => sessions.get(request.headers.cookie);\nwss.on('connection', (socket, request) => greet(socket, sessionOf(request)));`, reports: ['everyOriginWithCookies'] },
    {
      title: 'an upgrade by hand, behind a session',
      code: `${WS}import session from 'express-session';\nconst parse = session({ secret: process.env.SECRET });\nconst wss = new WebSocketServer({ noServer: true });\nserver.on('upgrade', (request, socket, head) => {\n  socket.on('error', () => socket.destroy());\n  parse(request, {}, () => {\n    if (!request.session.user) return socket.destroy();\n    wss.handleUpgrade(request, socket, head, (client) => wss.emit('connection', client, request));\n  });\n});`,
      reports: ['everyOriginWithCookies'],
      suggestions: [`${WS}import session from 'express-session';\nconst parse = session({ secret: process.env.SECRET });\nconst wss = new WebSocketServer({ noServer: true });\nserver.on('upgrade', (request, socket, head) => {\n  if (!${ENVIRONMENT}.includes(request.headers.origin)) return void socket.destroy();\n  socket.on('error', () => socket.destroy());\n  parse(request, {}, () => {\n    if (!request.session.user) return socket.destroy();\n    wss.handleUpgrade(request, socket, head, (client) => wss.emit('connection', client, request));\n  });\n});`],
    },
    { title: 'a named upgrade handler', code: `${WS}const wss = new WebSocketServer({ noServer: true });\nfunction upgrade(request, socket, head) {\n  if (request.url !== '/live') return socket.destroy();\n  wss.handleUpgrade(request, socket, head, (client) => greet(client, request.headers.cookie));\n}\nserver.on('upgrade', upgrade);`, reports: ['everyOriginWithCookies'] },
    { title: 'cors of Socket.IO, and a cookie', code: `${SIO}const io = new Server(server, { cors: { origin: 'https://app.example.com', credentials: true } });\nio.on('connection', (socket) => greet(socket, socket.handshake.headers.cookie));`, reports: ['corsIsNoCheck'], message: "In Socket.IO, 'cors' governs polling alone: a WebSocket handshake from 'https://evil.example' is completed whatever it says, with the visitor's cookies that are not SameSite (socket.handshake.headers.cookie)." },
    { title: 'every origin with credentials', code: `${SIO}const io = new Server(server, { cors: { origin: '*', credentials: true } });\nio.on('connection', (socket) => socket.on('chat', (text) => io.emit('chat', text)));`, reports: ['corsIsNoCheck'] },
    { title: 'a session in the engine', code: `${SIO}import session from 'express-session';\nconst sessions = session({ secret: process.env.SECRET });\nconst io = new Server(server);\nio.engine.use(sessions);\nio.on('connection', (socket) => socket.join(socket.request.session.room));`, reports: ['everyOriginWithCookies'], suggestions: [`${SIO}import session from 'express-session';\nconst sessions = session({ secret: process.env.SECRET });\nconst io = new Server(server, { allowRequest: (req, callback) => callback(null, ${ENVIRONMENT}.includes(req.headers.origin)) });\nio.engine.use(sessions);\nio.on('connection', (socket) => socket.join(socket.request.session.room));`] },
    { title: 'Socket.IO by a call', code: "const io = require('socket.io')(server, { cors: { origin: true, credentials: true } });\nio.on('connection', (socket) => socket.join('all'));", reports: ['corsIsNoCheck'] },
    { title: 'engine.io', code: "const engine = require('engine.io').attach(server);\nengine.on('connection', (socket) => greet(socket, socket.request.headers.cookie));", reports: ['everyOriginWithCookies'] },
    { title: 'a gateway for everyone, with credentials', code: `${GATEWAY}@WebSocketGateway(3001, { cors: { origin: true, credentials: true } })\nexport class Chat {\n  handleConnection(client) { client.join('all'); }\n}`, reports: ['corsIsNoCheck'], typescript: true },
    { title: 'express-ws', code: "import express from 'express';\nimport session from 'express-session';\nimport expressWs from 'express-ws';\nconst app = express();\nexpressWs(app);\napp.use(session({ secret: process.env.SECRET }));\napp.ws('/me', (socket, request) => socket.send(request.session.name));", reports: ['everyOriginWithCookies'], at: 'expressWs(app)', suggestions: [`import express from 'express';\nimport session from 'express-session';\nimport expressWs from 'express-ws';\nconst app = express();\nexpressWs(app, undefined, { wsOptions: { verifyClient: ({ origin }) => ${ENVIRONMENT}.includes(origin) } });\napp.use(session({ secret: process.env.SECRET }));\napp.ws('/me', (socket, request) => socket.send(request.session.name));`] },
    { title: '@fastify/websocket', code: "import Fastify from 'fastify';\nimport websocket from '@fastify/websocket';\nconst app = Fastify();\napp.register(websocket);\napp.get('/live', { websocket: true }, (socket, request) => greet(socket, request.cookies.sid));", reports: ['everyOriginWithCookies'], suggestions: [`import Fastify from 'fastify';\nimport websocket from '@fastify/websocket';\nconst app = Fastify();\napp.register(websocket, { options: { verifyClient: ({ origin }) => ${ENVIRONMENT}.includes(origin) } });\napp.get('/live', { websocket: true }, (socket, request) => greet(socket, request.cookies.sid));`] },
    { title: 'options of @fastify/websocket', code: "import websocket from '@fastify/websocket';\napp.register(websocket, { options: { maxPayload: 1000 } });\napp.get('/live', { websocket: true }, (socket, request) => greet(socket, request.cookies.sid));", reports: ['everyOriginWithCookies'] },
    { title: 'graphql-ws that reads a cookie', code: `${WS}import { useServer } from 'graphql-ws/lib/use/ws';\nconst wss = new WebSocketServer({ server, path: '/graphql' });\nuseServer({ schema, context: (ctx) => userOf(ctx.extra.request.headers.cookie) }, wss);`, reports: ['everyOriginWithCookies'] },
    { title: 'Bun', code: "Bun.serve({\n  fetch(request, server) {\n    const cookie = request.headers.get('cookie');\n    if (server.upgrade(request, { data: { cookie } })) return;\n    return new Response('ok');\n  },\n  websocket: { message() {} },\n});", reports: ['everyOriginWithCookies'] },
    { title: 'Deno', code: "Deno.serve(async (request) => {\n  const user = await userOf(request.headers.get('cookie'));\n  const { socket, response } = Deno.upgradeWebSocket(request);\n  socket.onopen = () => socket.send(user.name);\n  return response;\n});", reports: ['everyOriginWithCookies'], suggestions: ["Deno.serve(async (request) => {\n  if (!(Deno.env.get('CORS_ALLOWED_ORIGINS') ?? '').split(',').includes(request.headers.get('Origin'))) return new Response('Forbidden', { status: 403 });\n  const user = await userOf(request.headers.get('cookie'));\n  const { socket, response } = Deno.upgradeWebSocket(request);\n  socket.onopen = () => socket.send(user.name);\n  return response;\n});"] },
    { title: 'Cloudflare Workers', code: "export default {\n  async fetch(request, env) {\n    const user = await env.USERS.get(request.headers.get('Cookie'));\n    const [client, server] = Object.values(new WebSocketPair());\n    server.accept();\n    server.send(user);\n    return new Response(null, { status: 101, webSocket: client });\n  },\n};", reports: ['everyOriginWithCookies'] },
    { title: 'everyone', code: `${WS}const wss = new WebSocketServer({ port: 8080 });\nwss.on('connection', (socket) => socket.send('hello'));`, ...all, reports: ['everyOrigin'] },
    { title: 'Socket.IO for everyone', code: `${SIO}const io = new Server(3000, { cors: { origin: '*' } });`, ...all, reports: ['everyOrigin'] },
  ],
});

