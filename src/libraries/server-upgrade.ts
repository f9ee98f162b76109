import type { UpgradeCall } from './handshake-model.ts';

/** `Bun.serve({ fetch(request, server) { if (server.upgrade(request)) return; … }, websocket })` */
export const bunUpgrade = {
  id: 'bun',
  name: 'Bun',
  platform: 'websocket',
  measured: 'not run',
  documentation: 'https://www.npmjs.com/package/bun',
  completes: /\b(?:server|srv|bunServer)\.upgrade$/,
  kind: 'call',
  arguments: 1,
  refuses: null,
  safe: "if (!LIST.includes(REQUEST.headers.get('Origin'))) return new Response('Forbidden', { status: 403 });",
} as const satisfies UpgradeCall;

/** `Deno.upgradeWebSocket(request)` */
export const denoUpgrade = {
  ...bunUpgrade,
  id: 'deno',
  name: 'Deno',
  measured: 'not run',
  documentation: 'https://www.npmjs.com/package/deno',
  completes: /^Deno\.upgradeWebSocket$/,
} as const satisfies UpgradeCall;

/** Cloudflare Workers: `new WebSocketPair()`, one end of which goes into the answer. */
export const workersUpgrade = {
  ...bunUpgrade,
  id: 'workers',
  name: 'Cloudflare Workers',
  measured: 'not run',
  documentation: 'https://www.npmjs.com/package/@cloudflare/workers-types',
  completes: /^WebSocketPair$/,
  kind: 'new',
  arguments: 0,
} as const satisfies UpgradeCall;
