import type { Fault } from './fault.ts';
import { bun, express, fastify, h3, hono, koa, lambda, nextConfig, nextRoute, nodeHttp, svelteKit, worker } from './servers.ts';

const APP = 'https://app.example.com';
const ORIGIN = `'Access-Control-Allow-Origin': '${APP}'`;
/** Headers beside an origin that is right. */
const beside = (headers: string): string => `{ ${ORIGIN}, ${headers} }`;

/** Names that browsers do not read in an answer. */
export const HEADER_NAMES: readonly Fault[] = [
  {
    fault: 'a misspelt name',
    rule: 'valid-cors-headers',
    messageId: 'misspelt',
    bad: {
      express: express("res.set('Access-Control-Allow-Orgin', '*');"),
      'node:http': nodeHttp(`res.setHeader('Access-Control-Allow-Origin', '${APP}');\n  res.setHeader('Access-Control-Allow-Method', 'PUT');`),
      'AWS Lambda': lambda(beside("'Access-Control-Allow-Header': 'X-Request-Id'")),
      hono: hono(`c.header('Access-Control-Allow-Origin', '${APP}');\n  c.header('Access-Control-Allow-Credential', 'true');`),
      'next.config': nextConfig("{ key: 'Access-Control-Origin', value: '*' }"),
      fastify: fastify(`reply.header('Access-Control-Allow-Origin', '${APP}');\n  reply.header('Access-Control-Expose-Header', 'ETag');`),
      'Next.js route': nextRoute(beside("'Access-Control-MaxAge': '600'")),
      koa: koa("ctx.set('Access-Allow-Origin', '*'); // CORS"),
      'Cloudflare Workers': worker("{ 'Allow-Control-Allow-Origin': '*' }").replace('async fetch', '// CORS\n  async fetch'),
    },
    good: {
      // Names compare without case.
      express: express("res.set('access-control-allow-origin', '*');"),
      'node:http': nodeHttp("res.setHeader('ACCESS-CONTROL-ALLOW-ORIGIN', '*');"),
      // A header of others, and a setting that is sent to nobody.
      fastify: fastify(`reply.header('X-Allow-Origin', 'no');\n  reply.header('Access-Control-Allow-Origin', '${APP}');`, "const settings = { 'allow-origin': '*', 'access-allow-methods': 'PUT' };\nlog(settings);\n"),
      // The right one is sent as well.
      hono: hono("c.header('Access-Control-Allow-Origin', '*');\n  c.header('Access-Control-Allow-Orgin', '*');"),
      'next.config': nextConfig("{ key: 'Access-Control-Allow-Orgin', value: '*' }, { key: 'Access-Control-Allow-Origin', value: '*' }"),
      // Headers of other protocols that are like them.
      'AWS Lambda': lambda(beside("Allow: 'GET, PUT', 'Timing-Allow-Origin': '*', 'Accept-Ranges': 'bytes'")),
      // A reader of its own header.
      koa: koa(`if (ctx.get('X-Access-Control') === '') ctx.throw(403);\n  ctx.set('Access-Control-Allow-Origin', '${APP}');`),
      'Cloudflare Workers': worker("{ 'Access-Control-Allow-Origin': '*' }", "const SLIPS = { 'access-control-allow-orgin': 'Access-Control-Allow-Origin' };\nlog(SLIPS);\n"),
    },
  },
  {
    fault: 'a header that browsers gave up',
    rule: 'valid-cors-headers',
    messageId: 'obsolete',
    options: { harmless: 'report' },
    bad: {
      express: express(`res.set(${beside("'Access-Control-Allow-Private-Network': 'true'")});`),
      koa: koa(`ctx.set('Access-Control-Allow-Origin', '${APP}');\n  ctx.set('Access-Control-Allow-Private-Network', 'true');`),
      'Cloudflare Workers': worker(beside("'Access-Control-Allow-Local-Network': 'true'")),
      'next.config': nextConfig(`{ key: 'Access-Control-Allow-Origin', value: '${APP}' }, { key: 'Access-Control-Allow-Private-Network', value: 'true' }`),
    },
    good: {
      // It is read, and not sent.
      express: express(`if (req.get('Access-Control-Request-Private-Network')) log(req.ip);\n  res.set('Access-Control-Allow-Origin', '${APP}');`),
      koa: koa(`ctx.set('Access-Control-Allow-Origin', '${APP}');\n  ctx.remove('Access-Control-Allow-Private-Network');`),
      'Cloudflare Workers': worker(beside("'Cross-Origin-Resource-Policy': 'cross-origin', 'Timing-Allow-Origin': '*'")),
    },
  },
  {
    fault: 'a header of requests in an answer',
    rule: 'valid-cors-headers',
    messageId: 'requestHeader',
    bad: {
      express: express(`res.set(${beside("'Access-Control-Request-Headers': 'X-Request-Id'")});`),
      h3: h3(`setResponseHeaders(event, ${beside("'Access-Control-Request-Method': 'PUT'")});`),
      bun: bun(beside("'Access-Control-Request-Headers': 'X-Request-Id'")),
      'SvelteKit': svelteKit(beside("'Access-Control-Request-Method': 'PUT'")),
      'next.config': nextConfig(`{ key: 'Access-Control-Allow-Origin', value: '${APP}' }, { key: 'Access-Control-Request-Headers', value: 'X-Request-Id' }`),
    },
    good: {
      // Its name in the `Vary` of an answer is right.
      express: express(`res.vary('Access-Control-Request-Headers');\n  res.set(${beside("'Access-Control-Allow-Headers': 'X-Request-Id'")});`),
      // A server that asks another one.
      'Cloudflare Workers': "export default {\n  async fetch(request) {\n    const answer = await fetch('https://api.example.com/news', { method: 'OPTIONS', headers: { Origin: 'https://app.example.com', 'Access-Control-Request-Method': 'PUT' } });\n    return Response.json(Object.fromEntries(answer.headers), { headers: { 'Access-Control-Allow-Origin': 'https://app.example.com' } });\n  },\n};",
      koa: koa(`if (ctx.method === 'OPTIONS' && ctx.get('Access-Control-Request-Method') === 'PUT') ctx.set('Access-Control-Allow-Methods', 'PUT');\n  ctx.set('Access-Control-Allow-Origin', '${APP}');`),
    },
  },
];
