import type { HeaderWriter } from './library-model.ts';

/**
 * `node:http`, `https` and the compatibility API of `http2`, and whatever hands out their response: connect, polka,
 * Next.js API routes, Vercel functions. `setHeader(name, undefined)` throws; `null` becomes the text `null` on HTTP/1.
 */
export const nodeHttp = {
  id: 'node:http',
  name: 'node:http',
  platform: 'node',
  measured: '20.20.2',
  modules: /^(?:node:)?(?:https?|http2)$|^(?:connect|polka)$/,
  receivers: /res|resp|response|reply|raw|stream|out/i,
  methods: { setHeader: 'set', appendHeader: 'append', writeHead: 'head', setHeaders: 'all', removeHeader: 'remove', respond: 'set' },
  values: { undefined: 'error', null: 'null' },
  // With what Express and Next.js add to Node's response. `sendFile`, `download`, `render` and a stream that is piped send the headers later.
  late: { settledBy: ['end', 'write', 'writeHead', 'flushHeaders', 'send', 'json', 'jsonp', 'sendStatus', 'redirect'], outcome: 'throws' },
  vary: "TARGET.appendHeader('Vary', 'Origin');",
} as const satisfies HeaderWriter;
