import { describe, expect, it } from 'vitest';
import { analysisOf } from '../read.ts';
import { load, onUrl, serve, type Running } from './conformance.ts';

const ORIGIN = 'https://app.example.com';
/** How long a server may take to answer at all. */
const PATIENCE = 300;

const PACKAGES: Readonly<Record<string, readonly (readonly [title: string, packages: Readonly<Record<string, string>>])[]>> = {
  cors: [['Express 5', {}], ['Express 4', { express: 'express4' }]],
  '@fastify/cors': [['@fastify/cors 11', {}], ['@fastify/cors 10', { '@fastify/cors': 'fastify-cors-10' }], ['@fastify/cors 8 in Fastify 4', { '@fastify/cors': 'fastify-cors-8', fastify: 'fastify-4' }]],
};

const SOURCES: Readonly<Record<string, (options: string) => string>> = {
  cors: (options) => `const express = require('express');\nconst cors = require('cors');\nconst list = ['${ORIGIN}'];\nconst app = express();\napp.use(cors(${options}));\napp.get('/', (request, response) => response.send('ok'));\nmodule.exports = app;`,
  '@fastify/cors': (options) => `const fastify = require('fastify');\nconst cors = require('@fastify/cors');\nconst list = ['${ORIGIN}'];\nconst app = fastify({ forceCloseConnections: true });\napp.register(cors, ${options});\napp.get('/', async () => 'ok');\nmodule.exports = app;`,
};

interface FastifyServer {
  listen(options: { readonly port: number; readonly host: string }): Promise<string>;
  close(): Promise<void>;
}

async function start(library: string, options: string, packages: Readonly<Record<string, string>>): Promise<Running> {
  const exported = load(SOURCES[library]?.(options) ?? '', packages);
  if (library === 'cors') return serve(exported as Parameters<typeof serve>[0]);
  const app = exported as FastifyServer;
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return onUrl(url, () => app.close());
}

/** The answer to a page of the origin: its header, or that there was none in the time that it may take. */
async function answerOf(library: string, options: string, packages: Readonly<Record<string, string>>): Promise<string | null> {
  const running = await start(library, options, packages);
  try {
    const answer = running.send({ method: 'GET', path: '/', headers: { origin: ORIGIN } }).then((headers) => headers.get('access-control-allow-origin') ?? '', () => 'error');
    return await Promise.race([answer, new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE))]);
  } finally {
    await running.close();
  }
}

const NEVER: readonly (readonly [library: string, options: string])[] = [
  ['cors', '{ origin: (origin, callback) => list.includes(origin) }'],
  ['cors', '(request) => ({ origin: list })'],
  ['cors', '(request, callback) => ({ origin: list })'],
  ['cors', 'async (request, callback) => ({ origin: list })'],
  ['@fastify/cors', '{ origin: (origin, callback) => list.includes(origin) }'],
  ['@fastify/cors', '{ delegator: (request, callback) => ({ origin: list }) }'],
  ['@fastify/cors', '{ delegator: async (request, callback) => ({ origin: list }) }'],
  ['@fastify/cors', '() => (request, callback) => ({ origin: list })'],
];

const ANSWERED: readonly (readonly [library: string, options: string])[] = [
  ['cors', '{ origin: (origin, callback) => callback(null, list.includes(origin)) }'],
  ['cors', '(request, callback) => callback(null, { origin: list })'],
  ['@fastify/cors', '{ origin: async (origin, callback) => list.includes(origin) }'],
  ['@fastify/cors', '{ delegator: (request, callback) => callback(null, { origin: list }) }'],
  ['@fastify/cors', '{ delegator: async (request) => ({ origin: list }) }'],
  ['@fastify/cors', '() => (request, callback) => callback(null, { origin: list })'],
];

const inEach = (rows: typeof NEVER): readonly (readonly [string, string, string, Readonly<Record<string, string>>])[] =>
  rows.flatMap(([library, options]) => (PACKAGES[library] ?? []).map(([title, packages]) => [title, options, library, packages] as const));

describe('a callback that is waited for', () => {
  it.each(inEach(NEVER))('%s gets no answer by %s', async (_title, options, library, packages) => {
    expect(analysisOf(SOURCES[library]?.(options) ?? '', 'server.cjs').optionFaults.map(({ kind }) => kind)).toEqual(['no-callback']);
    expect(await answerOf(library, options, packages)).toBeNull();
  });

  it.each(inEach(ANSWERED))('%s gets an answer by %s', async (_title, options, library, packages) => {
    expect(analysisOf(SOURCES[library]?.(options) ?? '', 'server.cjs').optionFaults).toEqual([]);
    expect(await answerOf(library, options, packages)).toBe(ORIGIN);
  });
});
