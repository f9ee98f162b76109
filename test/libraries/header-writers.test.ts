import type { RequestListener, Server } from 'node:http';
import { conforms, onFetch, onServer, PRELUDE, serve, type Form } from './conformance.ts';

type Fetch = (request: Request) => Response | Promise<Response>;

/** A handler's body in every idiom of its platform: the title says the policy, the text what the handler does. */
type Bodies = readonly (readonly [title: string, body: string, undecided?: Form['undecided']])[];

const formsOf = (bodies: Bodies, source: (body: string) => string): readonly Form[] =>
  bodies.map(([title, body, undecided = []]) => ({ title, source: PRELUDE + source(body), undecided }));

const nodeBodies: Bodies = [
  ['setHeader with the wildcard', "res.setHeader('Access-Control-Allow-Origin', '*');"],
  ['setHeader with one origin and credentials', "res.setHeader('Access-Control-Allow-Origin', GOOD); res.setHeader('Access-Control-Allow-Credentials', 'true');"],
  ['setHeader with credentials as a boolean', "res.setHeader('Access-Control-Allow-Origin', GOOD); res.setHeader('Access-Control-Allow-Credentials', true);"],
  ['setHeader in lower case', "res.setHeader('access-control-allow-origin', GOOD);"],
  ['an echo', "if (req.headers.origin) res.setHeader('Access-Control-Allow-Origin', req.headers.origin);"],
  ['an echo by name', "const { origin } = req.headers; if (origin) { res.setHeader('Access-Control-Allow-Origin', origin); res.setHeader('Vary', 'Origin'); }"],
  ['an echo with a fallback', "res.setHeader('Access-Control-Allow-Origin', req.headers.origin || '*');"],
  ['an echo behind a list', "const origin = req.headers.origin; if (LIST.includes(origin)) { res.setHeader('Access-Control-Allow-Origin', origin); res.setHeader('Access-Control-Allow-Credentials', 'true'); }"],
  ['an echo behind a list, always varied', "res.setHeader('Vary', 'Origin'); if (LIST.includes(req.headers.origin)) res.setHeader('Access-Control-Allow-Origin', req.headers.origin);"],
  ['an echo behind an early return', "const origin = req.headers.origin; if (!LIST.includes(origin)) { res.end(); return; } res.setHeader('Access-Control-Allow-Origin', origin);"],
  ['a choice in the value', "const origin = req.headers.origin; res.setHeader('Access-Control-Allow-Origin', LIST.includes(origin) ? origin : GOOD);"],
  ['a suffix check', "const origin = req.headers.origin ?? ''; if (origin.endsWith('app.example.com')) res.setHeader('Access-Control-Allow-Origin', origin);"],
  ['a suffix check on the header itself', "if (req.headers.origin && req.headers.origin.endsWith('app.example.com')) res.setHeader('Access-Control-Allow-Origin', req.headers.origin);"],
  ['a suffix check with an optional call', "if (req.headers.origin?.endsWith('app.example.com')) res.setHeader('Access-Control-Allow-Origin', req.headers.origin);"],
  ['a pattern', "const origin = req.headers.origin; if (/^https:\\/\\/app.example.com/.test(origin)) res.setHeader('Access-Control-Allow-Origin', origin);"],
  ['a switch', "switch (req.headers.origin) { case GOOD: case LIST[1]: res.setHeader('Access-Control-Allow-Origin', req.headers.origin); break; default: }"],
  ['writeHead', "res.writeHead(200, { 'Access-Control-Allow-Origin': GOOD, 'Access-Control-Allow-Credentials': 'true', Vary: 'Origin' });"],
  ['writeHead with a reason', "res.writeHead(200, 'OK', { 'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': 'X-A' });"],
  ['writeHead with a shared constant', "const headers = { 'Access-Control-Allow-Origin': '*' }; res.writeHead(200, headers);"],
  ['writeHead over setHeader', "res.setHeader('Access-Control-Allow-Origin', GOOD); res.writeHead(200, { 'Access-Control-Allow-Origin': '*' });"],
  ['a header that is written twice', "res.setHeader('Access-Control-Allow-Origin', '*'); res.setHeader('Access-Control-Allow-Origin', GOOD);"],
  ['a header that is removed', "res.setHeader('Access-Control-Allow-Origin', '*'); if (!LIST.includes(req.headers.origin)) res.removeHeader('Access-Control-Allow-Origin');"],
  ['setHeaders', "res.setHeaders(new Map([['Access-Control-Allow-Origin', GOOD]]));"],
  ['appendHeader for Vary', "if (LIST.includes(req.headers.origin)) { res.setHeader('Access-Control-Allow-Origin', req.headers.origin); res.appendHeader('Vary', 'Origin'); }"],
  ['a header in a list', "res.setHeader('Access-Control-Allow-Origin', [GOOD]);"],
  ['a preflight with lists', "res.setHeader('Access-Control-Allow-Origin', GOOD); res.setHeader('Access-Control-Allow-Methods', 'GET, PUT'); res.setHeader('Access-Control-Allow-Headers', 'Content-Type'); res.setHeader('Access-Control-Max-Age', 600);"],
  ['a helper that writes', "const allow = (response, origin) => { response.setHeader('Access-Control-Allow-Origin', origin); response.setHeader('Vary', 'Origin'); }; if (LIST.includes(req.headers.origin)) allow(res, req.headers.origin);"],
  ['a helper that checks', "const isAllowed = (origin) => LIST.some((each) => each === origin); if (isAllowed(req.headers.origin)) res.setHeader('Access-Control-Allow-Origin', req.headers.origin);"],
  ['a name from a constant', "const NAME = 'Access-Control-Allow-Origin'; res.setHeader(NAME, GOOD);"],
  ['the value null', "res.setHeader('Access-Control-Allow-Origin', null);"],
  ['a loop over headers', "for (const [name, value] of Object.entries({ 'Access-Control-Allow-Origin': '*' })) res.setHeader(name, value);", ['Access-Control-Allow-Origin', 'Access-Control-Allow-Credentials']],
];

conforms({ name: 'node:http', start: (exported) => serve(exported as RequestListener) }, formsOf(nodeBodies, (body) => `const http = require('node:http');
module.exports = function handler(req, res) { ${body} res.end('ok'); };
`));

const expressBodies: Bodies = [
  ['set', "res.set('Access-Control-Allow-Origin', '*');"],
  ['header', "res.header('Access-Control-Allow-Origin', GOOD); res.header('Access-Control-Allow-Credentials', true);"],
  ['setHeader', "res.setHeader('Access-Control-Allow-Origin', GOOD);"],
  ['set with an object', "res.set({ 'Access-Control-Allow-Origin': GOOD, 'Access-Control-Allow-Credentials': 'true', Vary: 'Origin' });"],
  ['a chain', "res.set('Access-Control-Allow-Origin', GOOD).set('Access-Control-Allow-Credentials', 'true').vary('Origin');"],
  ['status first', "res.status(200).set('Access-Control-Allow-Origin', '*');"],
  ['an echo with get', "if (req.get('Origin')) res.set('Access-Control-Allow-Origin', req.get('Origin'));"],
  ['an echo with header', "const origin = req.header('origin'); if (origin) { res.vary('Origin'); res.set('Access-Control-Allow-Origin', origin); }"],
  ['an echo behind a Set', "const allowed = new Set(LIST); const origin = req.get('origin'); res.vary('Origin'); if (allowed.has(origin)) { res.set('Access-Control-Allow-Origin', origin); res.set('Access-Control-Allow-Credentials', 'true'); }"],
  ['an echo behind a substring', "const origin = req.headers.origin; if (origin && origin.includes('example.com')) res.set('Access-Control-Allow-Origin', origin);"],
  ['an echo behind &&', "LIST.includes(req.headers.origin) && res.set('Access-Control-Allow-Origin', req.headers.origin);"],
  ['append', "res.append('Access-Control-Allow-Origin', GOOD); res.append('Vary', 'Origin');"],
  ['vary with a list', "res.vary(['Accept', 'Origin']); res.set('Access-Control-Allow-Origin', GOOD);"],
  ['vary by set', "res.set('Vary', 'Accept-Encoding, Origin'); if (LIST.includes(req.headers.origin)) res.set('Access-Control-Allow-Origin', req.headers.origin);"],
  ['a number as max-age', "res.set('Access-Control-Allow-Origin', '*'); res.set('Access-Control-Max-Age', 600); res.set('Access-Control-Allow-Methods', 'GET,PUT');"],
  ['a template', "res.set('Access-Control-Allow-Origin', `https://${'app'}.example.com`);"],
  ['the value undefined', "res.set('Access-Control-Allow-Origin', undefined);"],
  ['a choice between origins', "res.set('Access-Control-Allow-Origin', req.headers.origin === GOOD ? GOOD : 'https://admin.example.com');"],
  ['find', "const origin = LIST.find((each) => each === req.headers.origin); if (origin) res.set('Access-Control-Allow-Origin', origin);"],
];

for (const version of ['express', 'express4']) {
  conforms({ name: version, start: (exported) => serve(exported as RequestListener) }, formsOf(expressBodies, (body) => `const express = require('${version}');${version === 'express' ? '' : " // require('express')"}
const app = express();
app.use((req, res, next) => { ${body} next(); });
app.all('/', (req, res) => res.send('ok'));
module.exports = app;
`));
}

const koaBodies: Bodies = [
  ['ctx.set', "ctx.set('Access-Control-Allow-Origin', '*');"],
  ['ctx.set with an object', "ctx.set({ 'Access-Control-Allow-Origin': GOOD, 'Access-Control-Allow-Credentials': 'true' });"],
  ['ctx.response.set', "ctx.response.set('Access-Control-Allow-Origin', GOOD); ctx.vary('Origin');"],
  ['ctx.res.setHeader', "ctx.res.setHeader('Access-Control-Allow-Origin', GOOD);"],
  ['an echo with ctx.get', "if (ctx.get('Origin')) ctx.set('Access-Control-Allow-Origin', ctx.get('Origin'));"],
  ['an echo with ctx.headers', "const { origin } = ctx.headers; if (LIST.includes(origin)) { ctx.set('Access-Control-Allow-Origin', origin); ctx.vary('Origin'); }"],
  ['an echo with ctx.request.header', "const origin = ctx.request.header.origin; if (LIST.includes(origin)) ctx.set('Access-Control-Allow-Origin', origin);"],
  ['ctx.append', "ctx.append('Access-Control-Allow-Origin', GOOD); ctx.append('Vary', 'Origin');"],
  ['ctx.remove', "ctx.set('Access-Control-Allow-Origin', '*'); if (ctx.get('Origin') !== GOOD) ctx.remove('Access-Control-Allow-Origin');"],
];

conforms({ name: 'koa', start: (exported) => serve((exported as { callback: () => RequestListener }).callback()) }, formsOf(koaBodies, (body) => `const Koa = require('koa');
const app = new Koa();
app.silent = true;
app.use(async (ctx, next) => { ${body} await next(); });
app.use((ctx) => { ctx.body = 'ok'; });
module.exports = app;
`));

const fastifyBodies: Bodies = [
  ['reply.header', "reply.header('Access-Control-Allow-Origin', '*');"],
  ['reply.headers', "reply.headers({ 'Access-Control-Allow-Origin': GOOD, 'Access-Control-Allow-Credentials': 'true' });"],
  ['a chain', "reply.header('Access-Control-Allow-Origin', GOOD).header('Vary', 'Origin');"],
  ['reply.raw.setHeader', "reply.raw.setHeader('Access-Control-Allow-Origin', GOOD);"],
  ['an echo', "if (request.headers.origin) reply.header('Access-Control-Allow-Origin', request.headers.origin);"],
  ['an echo behind a list', "const { origin } = request.headers; if (LIST.includes(origin)) { reply.header('Access-Control-Allow-Origin', origin); reply.header('Vary', 'Origin'); reply.header('Access-Control-Allow-Credentials', 'true'); }"],
  ['reply.removeHeader', "reply.header('Access-Control-Allow-Origin', '*'); if (request.headers.origin !== GOOD) reply.removeHeader('Access-Control-Allow-Origin');"],
];

conforms(
  {
    name: 'fastify',
    start: async (exported) => {
      const app = exported as { listen: (options: object) => Promise<unknown>; server: Server; close: () => Promise<unknown> };
      await app.listen({ port: 0, host: '127.0.0.1' });
      return onServer(app.server, () => app.close());
    },
  },
  formsOf(fastifyBodies, (body) => `const fastify = require('fastify');
const app = fastify();
app.addHook('onRequest', async (request, reply) => { ${body} });
app.route({ method: ['GET', 'OPTIONS'], url: '/', handler: async () => 'ok' });
module.exports = app;
`),
);

const honoBodies: Bodies = [
  ['c.header', "c.header('Access-Control-Allow-Origin', '*'); return c.text('ok');"],
  ['c.header with credentials', "c.header('Access-Control-Allow-Origin', GOOD); c.header('Access-Control-Allow-Credentials', 'true'); return c.text('ok');"],
  ['an appended Vary', "c.header('Vary', 'Accept'); c.header('Vary', 'Origin', { append: true }); c.header('Access-Control-Allow-Origin', GOOD); return c.text('ok');"],
  ['headers of c.json', "return c.json({}, 200, { 'Access-Control-Allow-Origin': GOOD });"],
  ['headers of c.body', "return c.body('ok', 200, { 'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': 'X-A' });"],
  ['c.res.headers', "c.res.headers.set('Access-Control-Allow-Origin', GOOD); return c.res;"],
  ['an echo', "const origin = c.req.header('Origin'); if (origin) c.header('Access-Control-Allow-Origin', origin); return c.text('ok');"],
  ['an echo behind a list', "const origin = c.req.header('origin'); if (LIST.includes(origin)) { c.header('Access-Control-Allow-Origin', origin); c.header('Vary', 'Origin'); } return c.text('ok');"],
  ['a new Response', "return new Response('ok', { headers: { 'Access-Control-Allow-Origin': c.req.header('Origin') ?? '*' } });"],
];

conforms({ name: 'hono', start: (exported) => Promise.resolve(onFetch((request) => (exported as { fetch: Fetch }).fetch(request))) }, formsOf(honoBodies, (body) => `const { Hono } = require('hono');
const app = new Hono();
app.all('/', (c) => { ${body} });
module.exports = app;
`));

const fetchBodies: Bodies = [
  ['new Response', "return new Response('ok', { headers: { 'Access-Control-Allow-Origin': '*' } });"],
  ['Response.json', "return Response.json({}, { headers: { 'Access-Control-Allow-Origin': GOOD, 'Access-Control-Allow-Credentials': 'true', Vary: 'Origin' } });"],
  ['a Headers object', "const headers = new Headers(); headers.set('Access-Control-Allow-Origin', GOOD); headers.append('Vary', 'Origin'); return new Response('ok', { headers });"],
  ['a Headers object with a start', "return new Response('ok', { headers: new Headers({ 'Access-Control-Allow-Origin': GOOD }) });"],
  ['a shared constant', "return new Response('ok', { headers: corsHeaders });"],
  ['a shared constant that is spread', "return new Response('ok', { headers: { ...corsHeaders, 'Content-Type': 'text/plain' } });"],
  ['a shared constant that is spread and overridden', "return new Response('ok', { headers: { ...corsHeaders, 'Access-Control-Allow-Origin': GOOD } });"],
  ['headers of a response', "const response = new Response('ok'); response.headers.set('Access-Control-Allow-Origin', GOOD); response.headers.set('Vary', 'Origin'); return response;"],
  ['an echo', "const origin = request.headers.get('Origin'); return new Response('ok', { headers: origin ? { 'Access-Control-Allow-Origin': origin } : {} });"],
  ['an echo with a fallback', "return new Response('ok', { headers: { 'Access-Control-Allow-Origin': request.headers.get('origin') ?? '*' } });"],
  ['an echo behind a list', "const origin = request.headers.get('Origin'); const headers = { Vary: 'Origin' }; if (LIST.includes(origin)) headers['Access-Control-Allow-Origin'] = origin; return new Response('ok', { headers });"],
  ['an echo in a conditional spread', "const origin = request.headers.get('Origin'); return new Response('ok', { headers: { Vary: 'Origin', ...(LIST.includes(origin) && { 'Access-Control-Allow-Origin': origin }) } });"],
  ['headers of a helper', "const headersFor = (origin) => ({ 'Access-Control-Allow-Origin': LIST.includes(origin) ? origin : GOOD, Vary: 'Origin' }); return new Response('ok', { headers: headersFor(request.headers.get('Origin')) });"],
  ['a deleted header', "const response = new Response('ok', { headers: { 'Access-Control-Allow-Origin': '*' } }); response.headers.delete('Access-Control-Allow-Origin'); response.headers.set('Access-Control-Allow-Origin', GOOD); return response;"],
  ['pairs', "return new Response('ok', { headers: [['Access-Control-Allow-Origin', '*']] });"],
  ['a preflight apart', "if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: corsHeaders }); return new Response('ok', { headers: corsHeaders });"],
];

conforms({ name: 'Response', start: (exported) => Promise.resolve(onFetch(exported as Fetch)) }, formsOf(fetchBodies, (body) => `${body.includes('corsHeaders') ? "const corsHeaders = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': 'content-type' };" : ''}
module.exports = async function handler(request) { ${body} };
`));

const h3Bodies: Bodies = [
  ['setResponseHeader', "setResponseHeader(event, 'Access-Control-Allow-Origin', '*');"],
  ['setHeader', "setHeader(event, 'Access-Control-Allow-Origin', GOOD); setHeader(event, 'Access-Control-Allow-Credentials', 'true');"],
  ['setResponseHeaders', "setResponseHeaders(event, { 'Access-Control-Allow-Origin': GOOD, 'Access-Control-Allow-Credentials': 'true', Vary: 'Origin' });"],
  ['setHeaders with a shared constant', "const headers = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': 'X-A' }; setHeaders(event, headers);"],
  ['appendResponseHeader', "appendResponseHeader(event, 'Access-Control-Allow-Origin', GOOD); appendHeader(event, 'Vary', 'Origin');"],
  ['an echo', "const origin = getRequestHeader(event, 'origin'); if (origin) setResponseHeader(event, 'Access-Control-Allow-Origin', origin);"],
  ['an echo behind a list', "const origin = getHeader(event, 'origin'); appendResponseHeader(event, 'Vary', 'Origin'); if (LIST.includes(origin)) setResponseHeader(event, 'Access-Control-Allow-Origin', origin);"],
  ['a header that is removed', "setResponseHeader(event, 'Access-Control-Allow-Origin', '*'); if (!LIST.includes(getHeader(event, 'origin'))) removeResponseHeader(event, 'Access-Control-Allow-Origin');"],
  ['the response of Node', "event.node.res.setHeader('Access-Control-Allow-Origin', GOOD);"],
];

conforms({ name: 'h3', start: (exported) => serve(exported as RequestListener) }, formsOf(h3Bodies, (body) => `const { appendHeader, appendResponseHeader, createApp, eventHandler, getHeader, getRequestHeader, removeResponseHeader, setHeader, setHeaders, setResponseHeader, setResponseHeaders, toNodeListener } = require('h3');
const app = createApp();
app.use(eventHandler((event) => { ${body} return 'ok'; }));
module.exports = toNodeListener(app);
`));
