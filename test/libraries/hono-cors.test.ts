import { conforms, onFetch, PRELUDE, type Form } from './conformance.ts';

interface HonoApplication {
  readonly fetch: (request: Request) => Response | Promise<Response>;
}

const app = (options: string): string => `${PRELUDE}
const { Hono } = require('hono');
const { cors } = require('hono/cors');
const app = new Hono();
app.onError((error, c) => c.text('error', 500));
app.use(cors(${options}));
app.get('/', (c) => c.text('ok'));
module.exports = app;
`;

const origins: readonly (readonly [title: string, origin: string])[] = [
  ['undefined', 'undefined'],
  ['null', 'null'],
  ['an empty string', "''"],
  ['the wildcard', "'*'"],
  ['true', 'true'],
  ['false', 'false'],
  ['a pattern', '/app\\.example\\.com/'],
  ['one origin', 'GOOD'],
  ["the text 'null'", "'null'"],
  ['an origin with a trailing slash', "GOOD + '/'"],
  ['a list in one string', "LIST.join(',')"],
  ['a list', 'LIST'],
  ['an empty list', '[]'],
  ['a list with the wildcard alone', "['*']"],
  ['a list with the wildcard and an origin', "['*', GOOD]"],
  ["a list with 'null'", "['null', GOOD]"],
  ['a list with a pattern', '[/app\\.example\\.com/]'],
  ['a function with the origin itself', '(origin) => origin'],
  ['a function with the wildcard', "() => '*'"],
  ['a function with one origin', '() => GOOD'],
  ['a function that returns null', '() => null'],
  ['a function that returns undefined', '() => undefined'],
  ['a function that returns an empty string', "() => ''"],
  ['a function that returns true', '() => true'],
  ['a function that returns false', '() => false'],
  ['a function with membership', '(origin) => (LIST.includes(origin) ? origin : null)'],
  ['an async function with membership', 'async (origin) => (LIST.includes(origin) ? origin : null)'],
  ['a function with a fallback to the first origin', '(origin) => (LIST.includes(origin) ? origin : LIST[0])'],
  ['a function by suffix', "(origin) => (origin.endsWith('app.example.com') ? origin : '')"],
  ['a function by prefix', "(origin) => origin.startsWith('https://app.example.com') ? origin : undefined"],
  ['a function by &&', '(origin) => LIST.includes(origin) && origin'],
  ['a function by find', '(origin) => LIST.find((each) => each === origin)'],
  ['a function with the context', "(origin, c) => c.req.header('Origin')"],
];

const others: readonly (readonly [title: string, options: string])[] = [
  ['no options', ''],
  ['an empty object', '{}'],
  ['credentials alone', '{ credentials: true }'],
  ["credentials: 'true'", "{ origin: GOOD, credentials: 'true' }"],
  ['credentials: 1', '{ origin: GOOD, credentials: 1 }'],
  ['credentials: 0', '{ origin: GOOD, credentials: 0 }'],
  ['methods as a list', "{ allowMethods: ['GET', 'PUT'] }"],
  ['no methods', '{ allowMethods: [] }'],
  ['the wildcard as methods', "{ allowMethods: ['*'] }"],
  ['headers as a list', "{ allowHeaders: ['X-A', 'X-B'] }"],
  ['no headers', '{ allowHeaders: [] }'],
  ['the wildcard as headers', "{ origin: LIST, allowHeaders: ['*'] }"],
  ['exposed headers as a list', "{ exposeHeaders: ['X-A', 'X-B'] }"],
  ['exposed headers for a refused origin', "{ origin: [GOOD], exposeHeaders: ['X-A'] }"],
  ['maxAge as a number', '{ maxAge: 600 }'],
  ['maxAge zero', '{ maxAge: 0 }'],
  ["another library's names", "{ methods: ['GET'], allowedHeaders: ['X-A'], exposedHeaders: ['X-B'] }"],
];

conforms({ name: 'hono/cors', start: (exported) => Promise.resolve(onFetch((request) => (exported as HonoApplication).fetch(request))) }, [
  ...others.map(([title, options]): Form => ({ title, source: app(options) })),
  ...origins.flatMap(([title, origin]): readonly Form[] => [
    { title: `origin ${title}`, source: app(`{ origin: ${origin} }`) },
    { title: `origin ${title}, with credentials`, source: app(`{ origin: ${origin}, credentials: true }`) },
  ]),
]);
