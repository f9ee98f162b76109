import { describe, expect, it } from 'vitest';
import { valueOf } from './show.ts';

const within = (params: string, expression: string, before = ''): string => `export const handler = (${params}) => { ${before} probe(${expression}); };`;

describe('idioms that read the request\'s origin', () => {
  it.each([
    ['node:http', within('req, res', 'req.headers.origin')],
    ['node:http, by string', within('req, res', "req.headers['origin']")],
    ['node:http, in another case', within('req, res', "req.headers['Origin']")],
    ['node:http, optional', within('req, res', 'req?.headers?.origin')],
    ['node:http, asserted', within('req: IncomingMessage, res', 'req.headers.origin!')],
    ['node:http, cast', within('req, res', 'req.headers.origin as string')],
    ['node:http, distinct', within('req, res', 'req.headersDistinct.origin[0]')],
    ['node:http, trimmed', within('req, res', 'req.headers.origin.trim()')],
    ['a renamed request, by its type', within('incoming1: IncomingMessage, res', 'incoming1.headers.origin')],
    ['an underscore', within('_req, res', '_req.headers.origin')],
    ['Express get', within('req, res, next', "req.get('Origin')")],
    ['Express get, lower case', within('req, res, next', "req.get('origin')")],
    ['Express header', within('req, res, next', "req.header('Origin')")],
    ['Express with a type', within('r: Request, res: Response', "r.header('origin')")],
    ['Koa get', within('ctx', "ctx.get('Origin')")],
    ['Koa headers', within('ctx', 'ctx.headers.origin')],
    ['Koa header', within('ctx', 'ctx.header.origin')],
    ['Koa request headers', within('ctx', 'ctx.request.headers.origin')],
    ['Koa request header', within('ctx', 'ctx.request.header.origin')],
    ['Koa request get', within('ctx', "ctx.request.get('Origin')")],
    ['Koa req headers', within('ctx', 'ctx.req.headers.origin')],
    ['Fastify', within('request, reply', 'request.headers.origin')],
    ['Fastify raw', within('request, reply', 'request.raw.headers.origin')],
    ['Hono', within('c', "c.req.header('Origin')")],
    ['Hono raw', within('c', "c.req.raw.headers.get('Origin')")],
    ['Fetch', within('request', "request.headers.get('Origin')")],
    ['Fetch with a type', within('r: Request', "r.headers.get('origin')")],
    ['NextRequest', within('req: NextRequest', "req.headers.get('origin')")],
    ['Next headers()', "import { headers } from 'next/headers'; export async function GET() { const list = await headers(); probe(list.get('origin')); }"],
    ['Next headers(), synchronous', "import { headers } from 'next/headers'; export function GET() { probe(headers().get('origin')); }"],
    ['Lambda', within('event', 'event.headers.origin')],
    ['Lambda, in upper case', within('event', 'event.headers.Origin')],
    ['Lambda, optional', within('event: APIGatewayProxyEvent', "event.headers?.['origin']")],
    ['h3', "import { getHeader } from 'h3'; " + within('event', "getHeader(event, 'origin')")],
    ['h3, new name', "import { getRequestHeader } from 'h3'; " + within('event', "getRequestHeader(event, 'Origin')")],
    ['http2', "server.on('stream', (stream, headers) => { probe(headers.origin); });"],
    ['http2, compatibility', within('req: Http2ServerRequest, res', 'req.headers.origin')],
    ['destructured headers', within('{ headers }', 'headers.origin')],
    ['destructured headers, Fetch', within('{ headers }', "headers.get('origin')")],
    ['destructured origin', within('req, res', 'origin', 'const { origin } = req.headers;')],
    ['destructured and renamed', within('req, res', 'from', 'const { origin: from } = req.headers;')],
    ['destructured deeply', within('req, res', 'origin', 'const { headers: { origin } } = req;')],
    ['destructured in the parameter', within('{ headers: { origin } }, res', 'origin')],
    ['headers by name', within('req, res', 'h.origin', 'const h = req.headers;')],
    ['SvelteKit', within('{ request }', "request.headers.get('origin')")],
    ['Nitro node', within('event', 'event.node.req.headers.origin')],
    ['a helper', "const originOf = (req) => req.headers.origin; " + within('req, res', 'originOf(req)')],
    ['a method that keeps an origin as it is', within('req, res', 'req.headers.origin.toLowerCase()')],
  ])('%s', (_title, source) => {
    expect(valueOf(source)).toBe('header.origin');
  });
});

describe('what else a request or a name may be', () => {
  it.each([
    [within('req, res', "req.get('Referer')"), 'header.referer'],
    [within('req, res', 'req.headers.host'), 'header.host'],
    [within('req, res', "req.headers['x-forwarded-host']"), 'header.x-forwarded-host'],
    [within('req, res', 'req.query.origin'), 'request.query.origin'],
    [within('req, res', 'req.body.origin'), 'request.body.origin'],
    [within('req, res', 'req.method'), 'request.method'],
    [within('req, res', 'req.url'), 'request.url'],
    [within('req, res', 'res.headers.origin'), 'parameter res.headers.origin'],
    [within('user', 'user.origin'), 'parameter user.origin'],
    ['const config = { headers: { origin: "x" } }; probe(config.headers.origin)', "'x'"],
    [within('req, res', 'req.headers.origin.length'), 'header.origin.length'],
    [within('req, res', "req.headers.origin.endsWith('.example')"), "header.origin.endsWith('.example')"],
    [within('req, res', "req.get('Origin').startsWith('https:')"), "header.origin.startsWith('https:')"],
    [within('req, res', "req.headers.origin?.includes('example')"), "header.origin.includes('example')"],
    [within('req, res', 'origin.length', 'const { origin } = req.headers;'), 'header.origin.length'],
    [within('req, res', "req.headers.origin || 'none'"), "(req.headers.origin ? header.origin : 'none')"],
    [within('req, res', 'new URL(req.headers.origin).hostname'), 'new unknown(header.origin).hostname'],
  ])('%s → %s', (source, value) => {
    expect(valueOf(source)).toBe(value);
  });
});
