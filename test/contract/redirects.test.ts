import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import cors from 'cors';
import express from 'express';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { lint } from '../fixtures/support/lint.ts';
import { send } from '../fixtures/support/client.ts';
import { load } from '../libraries/conformance.ts';
import { corsOutcome } from '../../src/protocol/browser-outcome.ts';
import { corsCheck, type CorsRequest } from '../../src/protocol/cors-check.ts';
import { redirectRequest } from '../../src/protocol/redirect.ts';
import { installedBrowser, PageBrowser } from './page-browser.ts';

const PAGE = 'http://app.example.com';
const TARGET = 'http://files.example.net';

/** Servers that send a page on to another origin, and what else they can do: tell it the address. */
const SERVERS: Readonly<Record<string, readonly [bad: string, good: string]>> = {
  'node:http': twins((answer) => `const { createServer } = require('node:http');\nconst server = createServer((req, res) => {\n  res.setHeader('Access-Control-Allow-Origin', '${PAGE}');\n  ${answer}\n});\nserver.listen(0, '127.0.0.1');\nmodule.exports = server;`, [`res.writeHead(302, { Location: '${TARGET}/orders' });\n  res.end();`, `res.statusCode = 401;\n  res.end(JSON.stringify({ address: '${TARGET}/orders' }));`]),
  express: twins((answer) => `const express = require('express');\nconst app = express();\napp.get('/orders', (req, res) => {\n  res.set('Access-Control-Allow-Origin', '${PAGE}');\n  ${answer}\n});\nmodule.exports = app.listen(0, '127.0.0.1');`, [`res.redirect(307, '${TARGET}/orders');`, `res.json({ address: '${TARGET}/orders' });`]),
  koa: twins((answer) => `const Koa = require('koa');\nconst Router = require('@koa/router');\nconst app = new Koa();\nconst router = new Router();\nrouter.get('/orders', (ctx) => {\n  ctx.set('Access-Control-Allow-Origin', '${PAGE}');\n  ${answer}\n});\napp.use(router.routes());\nmodule.exports = app.listen(0, '127.0.0.1');`, [`ctx.redirect('${TARGET}/orders');`, `ctx.body = { address: '${TARGET}/orders' };`]),
};

function twins(source: (answer: string) => string, [bad, good]: readonly [string, string]): readonly [string, string] {
  return [source(bad), source(good)];
}

const open = new Set<Server>();

async function urlOf(server: Server): Promise<string> {
  open.add(server);
  if (!server.listening) await new Promise((resolve) => server.once('listening', resolve));
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

async function close(server: Server): Promise<void> {
  open.delete(server);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

/** The other server, which answers pages of its list; below `/open`, everyone. It keeps the origins that it was asked by. */
async function startTarget(): Promise<{ readonly url: string; readonly server: Server; readonly askedBy: (string | undefined)[] }> {
  const askedBy: (string | undefined)[] = [];
  const app = express();
  app.use((req, _res, next) => {
    askedBy.push(req.headers.origin);
    next();
  });
  app.use('/open', cors());
  app.use(cors({ origin: [PAGE] }));
  app.get(['/orders', '/open'], (_req, res) => { res.json([]); });
  const server = createServer(app).listen(0, '127.0.0.1');
  return { url: await urlOf(server), server, askedBy };
}

/** What is said of answers; that the page has no certificate is for want of one here. */
const redirects = (source: string): readonly string[] => lint(source, 'server.cjs', {}, 'strict').findings.filter(({ rule }) => rule !== 'no-insecure-origin').map(({ rule, messageId }) => `${rule}: ${messageId}`);

/** The same server, which sends pages on to what everyone may read. */
const toOpen = (source: string): string => source.replace(`${TARGET}/orders`, `${TARGET}/open`);

describe('an answer that redirects to another origin, by the protocol', () => {
  afterEach(async () => { for (const server of open) await close(server); });

  const request: CorsRequest = { origin: PAGE, method: 'GET', credentials: 'omit', headers: [] };
  const ask = (url: string, path: string, { origin, method }: CorsRequest): ReturnType<typeof send> => send(url, { method, path, headers: [['Origin', origin]] });

  /** What a page gets of a server that redirects, from the one that it is sent on to. */
  async function followed(source: string): Promise<{ readonly origin: string; readonly kind: string; readonly reason: string | null }> {
    const target = await startTarget();
    const url = await urlOf(load(source) as Server);
    const { status, headers } = await ask(url, '/orders', request);
    expect(corsCheck(request, headers)).toEqual({ ok: true });
    const to = new URL(headers.find(([name]) => name.toLowerCase() === 'location')?.[1] ?? '');
    const next = redirectRequest(request, { from: new URL(url), status, to });
    if (!next.ok) throw new Error(next.reason.kind);
    const outcome = corsOutcome(next.request, null, await ask(target.url, to.pathname, next.request));
    return { origin: next.request.origin, kind: outcome.kind, reason: outcome.kind === 'blocked' ? outcome.reason.kind : null };
  }

  it.each(Object.entries(SERVERS))('%s: is blocked at the list of the other server, which is asked by null', async (_title, [bad]) => {
    expect(redirects(bad)).toEqual(['require-allow-origin: redirectElsewhere']);
    expect(await followed(bad)).toEqual({ origin: 'null', kind: 'blocked', reason: 'allow-origin-missing' });
  });

  it.each(Object.entries(SERVERS))('%s: passes where everyone may read the answer', async (_title, [bad]) => {
    expect(await followed(toOpen(bad))).toEqual({ origin: 'null', kind: 'allowed', reason: null });
  });

  it.each(Object.entries(SERVERS))('%s: the page goes there itself, with its own origin, where it is told the address', async (_title, [, good]) => {
    expect(redirects(good)).toEqual([]);
    const [target, url] = [await startTarget(), await urlOf(load(good) as Server)];
    expect(corsOutcome(request, null, await ask(url, '/orders', request)).kind).toBe('allowed');
    expect(corsOutcome(request, null, await ask(target.url, '/orders', request)).kind).toBe('allowed');
  });
});

const browser = installedBrowser();

describe.skipIf(browser === null)('an answer that redirects to another origin, in a real browser', () => {
  let pages: PageBrowser | null = null;
  let target: Awaited<ReturnType<typeof startTarget>> | null = null;
  beforeAll(async () => {
    target = await startTarget();
    pages = await PageBrowser.launch(browser ?? '', [PAGE], { [new URL(TARGET).host]: new URL(target.url).host });
  }, 60_000);
  beforeEach(() => { target?.askedBy.splice(0); });
  afterAll(async () => {
    await pages?.close();
    for (const server of open) await close(server);
  });

  async function fromPage(url: string, path = '/orders'): Promise<readonly [isAnswered: boolean, corsError: string | null]> {
    const { isAnswered, corsError } = await (pages as PageBrowser).send(url, { origin: PAGE, method: 'GET', path, headers: {}, credentials: false });
    return [isAnswered, corsError];
  }

  it.each(Object.entries(SERVERS))('%s: is refused for the answer of the other server, which the browser asks by null', async (_title, [bad, good]) => {
    expect(await fromPage(await urlOf(load(bad) as Server))).toEqual([false, 'MissingAllowOriginHeader']);
    expect(target?.askedBy).toEqual(['null']);
    expect(await fromPage(await urlOf(load(toOpen(bad)) as Server))).toEqual([true, null]);
    expect(target?.askedBy).toEqual(['null', 'null']);
    // Told the address, the page asks for it itself.
    expect(await fromPage(await urlOf(load(good) as Server))).toEqual([true, null]);
    expect(await fromPage(TARGET)).toEqual([true, null]);
    expect(target?.askedBy).toEqual(['null', 'null', PAGE]);
  }, 30_000);
});
