import { describe, expect, it } from 'vitest';
import { queryParameterOf } from '../../src/values/request.ts';
import { probed, valueOf } from './show.ts';

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

describe('idioms that read a parameter of the query', () => {
  const read = (source: string): string | null | undefined => {
    const { node, evaluator } = probed(source);
    return queryParameterOf(evaluator.evaluate(node))?.name;
  };

  it.each([
    ['Express', within('req, res', 'req.query.target')],
    ['Express, by string', within('req, res', "req.query['target']")],
    ['Express, cast', within('req, res', 'req.query.target as string')],
    ['Express, destructured', within('req, res', 'target', 'const { target } = req.query;')],
    ['Express, destructured twice', within('req, res', 'target', 'const { query: { target } } = req;')],
    ['Koa', within('ctx', 'ctx.query.target')],
    ['Koa, of its request', within('ctx', 'ctx.request.query.target')],
    ['Egg', 'class Home extends Controller { async index() { probe(this.ctx.query.target); } }'],
    ['Fastify', within('request, reply', 'request.query.target')],
    ['Hono', within('c', "c.req.query('target')")],
    ['Hono, destructured', within('c', "req.query('target')", 'const { req } = c;')],
    ['h3', within('event', 'getQuery(event).target')],
    ['Lambda', within('event', 'event.queryStringParameters.target')],
    ['Lambda, optional', within('event', 'event.queryStringParameters?.target')],
    ['Fetch', within('request', "new URL(request.url).searchParams.get('target')")],
    ['Fetch, destructured', within('request', "searchParams.get('target')", 'const { searchParams } = new URL(request.url);')],
    ['Fetch, by names', within('request', "params.get('target')", 'const url = new URL(request.url); const params = url.searchParams;')],
    ['Fetch, parsed apart', within('request', "new URLSearchParams(new URL(request.url).search).get('target')")],
    ['node:http', within('req, res', "new URL(req.url, `http://${req.headers.host}`).searchParams.get('target')")],
    ['node:url', "import { parse } from 'node:url'; export const handler = (req, res) => { probe(parse(req.url, true).query.target); };"],
    ['Next', within('request: NextRequest', "request.nextUrl.searchParams.get('target')")],
    ['SvelteKit', within('{ event }', "event.url.searchParams.get('target')")],
    ['a request under another name', within('r, w', 'r.query.target')],
  ])('%s', (_, source) => {
    expect(read(source)).toBe('target');
  });

  it.each([
    ['Express', within('req, res', 'req.query[name]')],
    ['Fetch', within('request', 'new URL(request.url).searchParams.get(name)')],
    ['Hono', within('c', 'c.req.query(name)')],
  ])('%s, by a name that is not shown', (_, source) => {
    expect(read(source)).toBeNull();
  });

  it.each([
    ['the query', within('req, res', 'req.query')],
    ['the body', within('req, res', 'req.body.query.target')],
    ['a header', within('req, res', 'req.headers.origin')],
    ['the parameters of an origin', within('request', "new URL(request.headers.get('Origin')).searchParams.get('target')")],
    ['a statement for a database', within('c', "c.query('target')")],
    ['options', within('options', 'options.query.target')],
    ['what is found by a part of the request', within('req, res', 'find(req.body.id).query.target')],
    ['another address', within('req, res', "new URL('https://app.example.com/?target=1').searchParams.get('target')")],
  ])('not: %s', (_, source) => {
    expect(read(source)).toBeUndefined();
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
