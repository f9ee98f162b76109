import type { RequestListener } from 'node:http';
import { conforms, PRELUDE, serve, type Form } from './conformance.ts';

interface KoaApplication {
  readonly callback: () => RequestListener;
}

const app = (options: string): string => `${PRELUDE}
const Koa = require('koa');
const cors = require('@koa/cors');
const app = new Koa();
app.silent = true;
app.use(cors(${options}));
app.use((ctx) => { ctx.body = 'ok'; });
module.exports = app;
`;

const origins: readonly (readonly [title: string, origin: string])[] = [
  ['undefined', 'undefined'],
  ['null', 'null'],
  ['an empty string', "''"],
  ['the wildcard', "'*'"],
  ['true', 'true'],
  ['false', 'false'],
  ['one origin', 'GOOD'],
  ["the text 'null'", "'null'"],
  ['a list in one string', "LIST.join(',')"],
  ['a list of one', '[GOOD]'],
  ['a list with the wildcard', "['*']"],
  ['a pattern', '/app\\.example\\.com/'],
  ['a function with the origin header', "(ctx) => ctx.get('Origin')"],
  ['a function with the header object', '(ctx) => ctx.header.origin'],
  ['a function with the headers of the request', '(ctx) => ctx.request.headers.origin'],
  ['a function with a fallback to the wildcard', "(ctx) => ctx.request.header.origin || '*'"],
  ['a function with the wildcard', "() => '*'"],
  ['a function with one origin', '() => GOOD'],
  ['a function that refuses', '() => false'],
  ['a function that returns nothing', '() => {}'],
  ['a function that returns an empty string', "() => ''"],
  ['a function that returns true', '() => true'],
  ['a function with membership', "(ctx) => (LIST.includes(ctx.get('Origin')) ? ctx.get('Origin') : '')"],
  ['an async function with membership', "async (ctx) => (LIST.includes(ctx.get('Origin')) ? ctx.get('Origin') : '')"],
  ['a function with a fallback to the first origin', "(ctx) => { const origin = ctx.get('Origin'); return LIST.includes(origin) ? origin : LIST[0]; }"],
  ['a function with an early return', "(ctx) => { const { origin } = ctx.headers; if (!LIST.includes(origin)) return ''; return origin; }"],
  ['a function by suffix', "(ctx) => { const origin = ctx.get('Origin'); return origin.endsWith('app.example.com') ? origin : ''; }"],
  ['a function by find', "(ctx) => LIST.find((each) => each === ctx.get('Origin')) ?? ''"],
];

const others: readonly (readonly [title: string, options: string])[] = [
  ['no options', ''],
  ['an empty object', '{}'],
  ['credentials alone', '{ credentials: true }'],
  ["credentials: 'true'", "{ origin: GOOD, credentials: 'true' }"],
  ['credentials: 1', '{ origin: GOOD, credentials: 1 }'],
  ['credentials: 0', '{ origin: GOOD, credentials: 0 }'],
  ['credentials by a function', '{ origin: GOOD, credentials: () => true }'],
  ['methods as a list', "{ allowMethods: ['GET', 'PUT'] }"],
  ['methods as a text', "{ allowMethods: 'GET,PUT' }"],
  ['the wildcard as methods', "{ allowMethods: '*' }"],
  ['no methods', '{ allowMethods: [] }'],
  ['headers as a list', "{ allowHeaders: ['X-A', 'X-B'] }"],
  ['headers as a text', "{ allowHeaders: 'X-A' }"],
  ['the wildcard as headers', "{ allowHeaders: '*' }"],
  ['exposed headers as a list', "{ exposeHeaders: ['X-A', 'X-B'] }"],
  ['exposed headers as a text', "{ origin: GOOD, exposeHeaders: 'X-A' }"],
  ['maxAge as a number', '{ maxAge: 600 }'],
  ['maxAge as a text', "{ maxAge: '600' }"],
  ['maxAge zero', '{ maxAge: 0 }'],
  ["another library's names", "{ methods: ['GET'], allowedHeaders: ['X-A'], exposedHeaders: ['X-B'] }"],
];

conforms({ name: '@koa/cors', start: (exported) => serve((exported as KoaApplication).callback()) }, [
  ...others.map(([title, options]): Form => ({ title, source: app(options) })),
  ...origins.flatMap(([title, origin]): readonly Form[] => [
    { title: `origin ${title}`, source: app(`{ origin: ${origin} }`) },
    { title: `origin ${title}, with credentials`, source: app(`{ origin: ${origin}, credentials: true }`) },
  ]),
  // Several header lines: the answer is not one value.
  { title: 'origin a list of two', source: app('{ origin: LIST }'), undecided: ['Access-Control-Allow-Origin'] },
]);
