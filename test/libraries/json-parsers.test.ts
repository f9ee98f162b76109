import { createServer, type RequestListener } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { bodyParser as scopedBodyParser } from '@koa/bodyparser';
import bodyParser from 'body-parser';
import express from 'express';
import fastify from 'fastify';
import Koa from 'koa';
import { describe, expect, it } from 'vitest';
import { needsPreflight } from '../../src/protocol/preflight.ts';
import { SAFELISTED_CONTENT_TYPES } from '../../src/protocol/request-headers.ts';
import { analysisOf } from '../read.ts';

/** It has no types of its own. */
const koaBodyParser = createRequire(import.meta.url)('koa-bodyparser') as (options: object) => Koa.Middleware;

const TYPES = [...SAFELISTED_CONTENT_TYPES, 'application/json', 'application/vnd.api+json'] as const;

/** What every form of the option is written as, with its value. */
const FORMS: readonly (readonly [string, unknown])[] = [
  ["'*/*'", '*/*'],
  ["'text/plain'", 'text/plain'],
  ["'text/*'", 'text/*'],
  ["'text'", 'text'],
  ["'urlencoded'", 'urlencoded'],
  ["'multipart'", 'multipart'],
  ["'+json'", '+json'],
  ["'json'", 'json'],
  ["'application/json'", 'application/json'],
  ["'application/*'", 'application/*'],
  ["['application/json', 'text/plain']", ['application/json', 'text/plain']],
  ["['application/json', 'application/vnd.api+json']", ['application/json', 'application/vnd.api+json']],
];
const FUNCTION = ['() => true', () => true] as const;

interface Case {
  readonly title: string;
  /** The program as it is written, with the form of the option. */
  readonly source: (option: string) => string;
  /** The program as it runs, answering with what it read. */
  readonly listener: (option: unknown) => RequestListener;
  readonly forms: readonly (readonly [string, unknown])[];
}

type Middleware = ReturnType<typeof express.json>;
const answering = (parser: Middleware): RequestListener => express().use(parser).use((req, res) => { res.json({ read: (req.body as unknown) ?? null }); });
const answeringKoa = (parser: Koa.Middleware): RequestListener => {
  const app = new Koa();
  app.silent = true;
  app.use(parser).use((ctx) => { ctx.body = JSON.stringify({ read: (ctx.request as unknown as { body?: unknown }).body ?? null }); });
  const callback = app.callback();
  return (request, response) => void callback(request, response);
};

const CASES: readonly Case[] = [
  { title: 'express.json', source: (option) => `import express from 'express';\nconst app = express();\napp.use(express.json({ type: ${option} }));`, listener: (type) => answering(express.json({ type: type as string })), forms: [...FORMS, FUNCTION] },
  { title: 'body-parser', source: (option) => `const bodyParser = require('body-parser');\nconst app = require('express')();\napp.use(bodyParser.json({ type: ${option} }));`, listener: (type) => answering(bodyParser.json({ type: type as string })), forms: [...FORMS, FUNCTION] },
  { title: 'koa-bodyparser', source: (option) => `import Koa from 'koa';\nimport bodyParser from 'koa-bodyparser';\nnew Koa().use(bodyParser({ extendTypes: { json: ${option} } }));`, listener: (json) => answeringKoa(koaBodyParser({ extendTypes: { json } })), forms: FORMS },
  { title: '@koa/bodyparser', source: (option) => `import Koa from 'koa';\nimport { bodyParser } from '@koa/bodyparser';\nnew Koa().use(bodyParser({ extendTypes: { json: ${option} } }));`, listener: (json) => answeringKoa(scopedBodyParser({ extendTypes: { json: json as string[] } })), forms: FORMS.map(([text, value]) => (Array.isArray(value) ? [text, value] : [`[${text}]`, [value]])) },
  { title: 'koa-bodyparser that detects', source: (option) => `import bodyParser from 'koa-bodyparser';\nbodyParser({ detectJSON: ${option} });`, listener: (detectJSON) => answeringKoa(koaBodyParser({ detectJSON })), forms: [FUNCTION] },
  { title: '@koa/bodyparser that detects', source: (option) => `import bodyParser from '@koa/bodyparser';\nbodyParser({ detectJSON: ${option} });`, listener: (detectJSON) => answeringKoa(scopedBodyParser({ detectJSON: detectJSON as () => boolean })), forms: [FUNCTION] },
  {
    title: 'fastify',
    source: (option) => `import fastify from 'fastify';\nconst app = fastify();\napp.addContentTypeParser(${option}, { parseAs: 'string' }, (request, body, done) => done(null, JSON.parse(body)));`,
    listener: (type) => {
      const app = fastify();
      app.addContentTypeParser(type as string, { parseAs: 'string' }, (_request, body, done) => { done(null, JSON.parse(body as string)); });
      app.post('/', (request) => ({ read: request.body }));
      const ready = app.ready();
      return (request, response) => void ready.then(() => { app.routing(request, response); });
    },
    forms: [["'*'", '*'], ["['*']", ['*']], ["'text/plain'", 'text/plain'], ["'multipart/form-data'", 'multipart/form-data'], ["['text/plain', 'application/vnd.api+json']", ['text/plain', 'application/vnd.api+json']], ["'application/vnd.api+json'", 'application/vnd.api+json']],
  },
];

/** The media types of which a server reads a body as JSON. */
async function typesRead(listener: RequestListener): Promise<readonly string[]> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
    const read: string[] = [];
    for (const type of TYPES) {
      const response = await fetch(url, { method: 'POST', headers: { 'Content-Type': type }, body: '{"amount":1}' });
      if ((await response.text()) === '{"read":{"amount":1}}') read.push(type);
    }
    return read;
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe.each(CASES.map((each): [string, Case] => [each.title, each]))('%s', (_title, { source, listener, forms }) => {
  it.each(forms)('reads with %s what the analysis says', async (text, value) => {
    const read = await typesRead(listener(value));
    const claimed = analysisOf(source(text)).jsonReaders.flatMap(({ contentTypes }) => contentTypes);
    expect(claimed).toEqual(SAFELISTED_CONTENT_TYPES.filter((type) => read.includes(type)));
  });
});

describe('a body of one of these types', () => {
  it.each(SAFELISTED_CONTENT_TYPES)('%s needs no preflight', (type) => {
    expect(needsPreflight({ origin: 'https://evil.example', method: 'POST', headers: [['Content-Type', type]], credentials: 'include' })).toBe(false);
  });
});
