import type { Server } from 'node:http';
import { conforms, onServer, PRELUDE, type Form, type Running } from './conformance.ts';

interface FastifyApplication {
  readonly listen: (options: { port: number; host: string }) => Promise<unknown>;
  readonly server: Server;
  readonly close: () => Promise<unknown>;
}

async function start(exported: unknown): Promise<Running> {
  const app = exported as FastifyApplication;
  await app.listen({ port: 0, host: '127.0.0.1' });
  return onServer(app.server, () => app.close());
}

const app = (options: string): string => `${PRELUDE}
const fastify = require('fastify');
const cors = require('@fastify/cors');
const app = fastify();
app.register(cors${options === '' ? '' : `, ${options}`});
app.get('/', async () => 'ok');
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
  ['an origin with a trailing slash', "GOOD + '/'"],
  ['a list', 'LIST'],
  ['an empty list', '[]'],
  ['a list with the wildcard alone', "['*']"],
  ['a list with the wildcard and an origin', "['*', GOOD]"],
  ["a list with 'null'", "['null', GOOD]"],
  ['a list with a pattern', '[/\\.example\\.com$/]'],
  ['an unanchored pattern', '/app\\.example\\.com/'],
  ['an exact pattern', '/^https:\\/\\/app\\.example\\.com$/'],
  ['a pattern with unescaped dots', '/^https:\\/\\/app.example.com$/'],
  ['a callback that accepts', '(origin, callback) => callback(null, true)'],
  ['a callback that refuses', '(origin, callback) => callback(null, false)'],
  ['a callback with one origin', '(origin, callback) => callback(null, GOOD)'],
  ['a callback with the wildcard', "(origin, callback) => callback(null, '*')"],
  ['a callback with a list', '(origin, callback) => callback(null, LIST)'],
  ['a callback with the origin itself', '(origin, callback) => callback(null, origin)'],
  ['a callback with an error', "(origin, callback) => callback(new Error('no'), false)"],
  ['a callback with membership', '(origin, callback) => callback(null, LIST.includes(origin))'],
  ['a callback with a pattern', '(origin, callback) => callback(null, /^https:\\/\\/app\\.example\\.com$/)'],
  ['a callback with a guard', "(origin, callback) => { if (LIST.includes(origin)) return callback(null, true); callback(new Error('no'), false); }"],
  ['a callback by suffix', "(origin, callback) => callback(null, !!origin && origin.endsWith('app.example.com'))"],
  ['an async function that accepts', 'async (origin) => true'],
  ['an async function that refuses', 'async (origin) => false'],
  ['an async function with membership', 'async (origin) => LIST.includes(origin)'],
  ['an async function with the origin itself', 'async (origin) => origin'],
  ['an async function with one origin', 'async () => GOOD'],
  ['an async function with the wildcard', "async () => '*'"],
];

const others: readonly (readonly [title: string, options: string])[] = [
  ['no options', ''],
  ['an empty object', '{}'],
  ['credentials alone', '{ credentials: true }'],
  ["credentials: 'true'", "{ origin: GOOD, credentials: 'true' }"],
  ['credentials: 1', '{ origin: GOOD, credentials: 1 }'],
  ["credentials: 'false'", "{ origin: LIST, credentials: 'false' }"],
  ['credentials: 0', '{ origin: GOOD, credentials: 0 }'],
  ['methods as a list', "{ methods: ['GET', 'PUT'] }"],
  ['methods as a text', "{ methods: 'GET,PUT' }"],
  ['methods in lower case', "{ methods: ['get', 'put'] }"],
  ['the wildcard as methods', "{ methods: '*' }"],
  ['headers as a list', "{ allowedHeaders: ['X-A', 'X-B'] }"],
  ['headers as a text', "{ origin: LIST, allowedHeaders: 'X-A' }"],
  ['the wildcard as headers', "{ allowedHeaders: '*' }"],
  ['exposed headers as a list', "{ exposedHeaders: ['X-A', 'X-B'] }"],
  ['exposed headers as a text', "{ origin: LIST, exposedHeaders: 'X-A' }"],
  ['maxAge as a number', '{ maxAge: 600 }'],
  ['maxAge zero', '{ maxAge: 0 }'],
  ['a spread of shared options', '{ ...{ origin: LIST, credentials: true }, maxAge: 5 }'],
];

conforms({ name: '@fastify/cors', start }, [
  ...others.map(([title, options]): Form => ({ title, source: app(options) })),
  ...origins.flatMap(([title, origin]): readonly Form[] => [
    { title: `origin ${title}`, source: app(`{ origin: ${origin} }`) },
    { title: `origin ${title}, with credentials`, source: app(`{ origin: ${origin}, credentials: true }`) },
  ]),
  { title: 'a delegate that answers with options', source: app('{ delegator: (req, callback) => callback(null, { origin: true, credentials: true }) }'), undecided: ['Access-Control-Allow-Origin', 'Access-Control-Allow-Credentials'] },
  { title: 'a function that gives a delegate', source: app('() => (req, callback) => callback(null, { origin: LIST, credentials: true })') },
]);
