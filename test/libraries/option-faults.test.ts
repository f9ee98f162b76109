import { once } from 'node:events';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import koaCors from '@koa/cors';
import cors from 'cors';
import express from 'express';
import { Hono } from 'hono';
import { cors as honoCors } from 'hono/cors';
import Koa from 'koa';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../fixtures/support/cases.ts';
import { analysisOf } from '../read.ts';

const require = createRequire(import.meta.url);
const ORIGIN = { Origin: 'https://a.example' };

/** What each message about options says that a server does, asked of the server. */
describe('the libraries do what is said of their options', () => {
  it('cors waits for a callback that is not called', async () => {
    const app = express();
    app.use(cors({ origin: (origin, callback) => { if (origin === 'https://b.example') callback(null, true); } }));
    app.use((_request, response) => { response.send('answered'); });
    const server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
      expect(await (await fetch(url, { headers: { Origin: 'https://b.example' } })).text()).toBe('answered');
      await expect(fetch(url, { headers: ORIGIN, signal: AbortSignal.timeout(300) })).rejects.toThrow();
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it('hono/cors sends a boolean as a text', async () => {
    const app = new Hono();
    app.use(honoCors({ origin: (() => true) as unknown as () => string }));
    app.get('/', (c) => c.text(''));
    expect((await app.request('/', { headers: ORIGIN })).headers.get('Access-Control-Allow-Origin')).toBe('true');
  });

  it('@koa/cors sends the context as a text', async () => {
    const app = new Koa();
    app.use(koaCors({ origin: ((origin: unknown) => origin) as unknown as (ctx: Koa.Context) => string })).use((ctx) => { ctx.body = ''; });
    const server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const response = await fetch(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`, { headers: ORIGIN });
      expect(response.headers.get('Access-Control-Allow-Origin')).toBe('[object Object]');
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it('@fastify/cors cannot run before there is an application', () => {
    const plugin = require('@fastify/cors') as (options: object) => unknown;
    expect(() => plugin({ origin: 'https://a.example' })).toThrow(/is not a function/);
  });
});

describe('paths of Express', () => {
  const faultsOf = (path: string, version: string | null): readonly string[] =>
    analysisOf(`import cors from 'cors';\nimport express from 'express';\nconst app = express();\napp.options('${path}', cors());`, 'server.ts', undefined, (name) => (name === 'express' ? version : null)).optionFaults.map(({ kind, instead }) => `${kind} ${instead ?? ''}`);
  const throws = (program: string, path: string): boolean => {
    const app = (require(program) as typeof express)();
    try {
      app.options(path, (_request, response) => { response.end(); });
      return false;
    } catch {
      return true;
    }
  };

  it.each([
    ['*', "'/{*splat}'"],
    ['/*', "'/{*splat}'"],
    ['/api/*', "'/api/{*splat}'"],
    ['/files/*.json', ''],
    ['/{*splat}', null],
    ['/files/*name', null],
    ['/files', null],
  ] as const)('%s', (path, instead) => {
    expect(throws('express', path)).toBe(instead !== null);
    expect(throws('express4', path)).toBe(false);
    expect(faultsOf(path, '5.1.0')).toEqual(instead === null ? [] : [`path-syntax ${instead}`]);
    expect(faultsOf(path, '^5.0.0')).toEqual(instead === null ? [] : [`path-syntax ${instead}`]);
    expect(faultsOf(path, '4.21.2')).toEqual([]);
    expect(faultsOf(path, null)).toEqual([]);
    if (instead !== null && instead !== '') expect(throws('express', instead.slice(1, -1))).toBe(false);
  });

  it('are told from the installed version', () => {
    expect((require(`${ROOT}node_modules/express/package.json`) as { version: string }).version).toMatch(/^5\./);
  });
});
