import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { describe, expect, it } from 'vitest';
import { SECURITY_HEADERS } from '../../src/libraries/reading/security-headers.ts';
import { analysisOf } from '../read.ts';

/** What a server answers to one request. */
async function ask(listener: RequestListener, path: string): Promise<{ readonly type: string | null; readonly body: string }> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const answer = await fetch(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}${path}`);
  const body = await answer.text();
  await new Promise((done) => server.close(done));
  return { type: answer.headers.get('Content-Type'), body };
}

describe("the options of Hono's secureHeaders", () => {
  const own = SECURITY_HEADERS.find(({ place }) => 'module' in place && place.module.test('hono/secure-headers'));

  it.each((own?.headers ?? []).flatMap(([option, header]) => ['cross-origin', 'none-such'].map((value) => [option, header, value] as const)))('%s becomes %s: %s, as it is written', async (option, header, value) => {
    const app = new Hono().use(secureHeaders({ [option]: value })).get('/', (c) => c.text('ok'));
    const sent = (await app.request('/')).headers.get(header);
    expect(sent).toBe(value);
    const { siblings } = analysisOf(`import { Hono } from 'hono';\nimport { secureHeaders } from 'hono/secure-headers';\nconst app = new Hono();\napp.use(secureHeaders({ ${option}: '${value}' }));`);
    expect(siblings.headers.map(({ name, value: written }) => [name, written.text])).toEqual([[header, sent]]);
  });

  it('are words of its own where they are true, and nothing where they are false', async () => {
    const app = new Hono().use(secureHeaders({ crossOriginEmbedderPolicy: true, crossOriginResourcePolicy: false })).get('/', (c) => c.text('ok'));
    const { headers } = await app.request('/');
    expect([headers.get('Cross-Origin-Embedder-Policy'), headers.get('Cross-Origin-Resource-Policy')]).toEqual(['require-corp', null]);
    const { siblings } = analysisOf("import { Hono } from 'hono';\nimport { secureHeaders } from 'hono/secure-headers';\nnew Hono().use(secureHeaders({ crossOriginEmbedderPolicy: true, crossOriginResourcePolicy: false }));");
    expect(siblings.headers).toEqual([]);
  });
});

describe("Express' res.jsonp", () => {
  const app = express().get('/', (_req, res) => { res.jsonp({ a: 1 }); });
  const renamed = express().set('jsonp callback name', 'cb').get('/', (_req, res) => { res.jsonp({ a: 1 }); });

  it('is a script where the parameter is there, and JSON where it is not', async () => {
    expect(await ask(app, '/?callback=read')).toEqual({ type: 'text/javascript; charset=utf-8', body: "/**/ typeof read === 'function' && read({\"a\":1});" });
    expect((await ask(app, '/')).type).toBe('application/json; charset=utf-8');
  });

  it('has its parameter from a setting', async () => {
    expect((await ask(renamed, '/?callback=read')).type).toBe('application/json; charset=utf-8');
    expect((await ask(renamed, '/?cb=read')).type).toBe('text/javascript; charset=utf-8');
    const parameters = (code: string): readonly string[] => analysisOf(`import express from 'express';\nconst app = express();\n${code}`).siblings.scripts.map(({ parameter }) => parameter);
    expect(parameters("app.get('/', (req, res) => res.jsonp({ a: 1 }));")).toEqual(['callback']);
    expect(parameters("app.set('jsonp callback name', 'cb');\napp.get('/', (req, res) => res.jsonp({ a: 1 }));")).toEqual(['cb']);
  });
});
