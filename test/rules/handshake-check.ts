/** Frames of WebSocket servers for one expression over `origin`: everything else is right, so that only the check can be at fault. */

const ALLOWED = "const allowed = ['https://app.example.com', 'https://admin.example.com'];\n";
const WS = `import { WebSocketServer } from 'ws';\n${ALLOWED}`;
const COOKIE = "\nwss.on('connection', (socket, request) => greet(socket, request.headers.cookie));";

const byReturn = (check: string): string => `${WS}const wss = new WebSocketServer({ server, verifyClient: ({ origin }) => ${check} });${COOKIE}`;
const byAnswer = (check: string): string => `${WS}const wss = new WebSocketServer({ server, verifyClient });\nfunction verifyClient(info, done) {\n  const { origin } = info.req.headers;\n  if (${check}) done(true);\n  else done(false, 403, 'Forbidden');\n}${COOKIE}`;
const inUpgrade = (check: string): string =>
  `${WS}const wss = new WebSocketServer({ noServer: true });\nserver.on('upgrade', (request, socket, head) => {\n  const origin = request.headers.origin;\n  if (!(${check})) {\n    socket.destroy();\n    return;\n  }\n  wss.handleUpgrade(request, socket, head, (client) => wss.emit('connection', client, request));\n});${COOKIE}`;
const inAllowRequest = (check: string): string =>
  `import { Server } from 'socket.io';\n${ALLOWED}const isAllowed = (origin) => ${check};\nconst io = new Server(server, {\n  allowRequest: (req, callback) => callback(null, isAllowed(req.headers.origin)),\n});\nio.on('connection', (socket) => greet(socket, socket.handshake.headers.cookie));`;
const inGateway = (check: string): string =>
  `import { WebSocketGateway } from '@nestjs/websockets';\n${ALLOWED}@WebSocketGateway({ cors: { origin: allowed }, allowRequest: ({ headers: { origin } }, fn) => { fn(null, ${check}); } })\nexport class Gateway {\n  handleConnection(client) {\n    greet(client, client.handshake.headers.cookie);\n  }\n}`;

const FRAMES = { 'a verifyClient that returns': byReturn, 'a verifyClient with a callback': byAnswer, 'an upgrade by hand': inUpgrade, 'allowRequest of Socket.IO': inAllowRequest, 'a Nest gateway': inGateway } as const;

/** A row for each frame. */
export function inEveryHandshake<Row extends object>(check: string, row: Row): readonly (Row & { title: string; code: string; typescript: boolean })[] {
  return Object.entries(FRAMES).map(([frame, write]) => ({ title: `${check} in ${frame}`, code: write(check), typescript: frame === 'a Nest gateway', ...row }));
}
