import { describe, expect, it } from 'vitest';
import { OPTION_LIBRARIES } from '../../src/libraries/all-libraries.ts';
import { analysisOf } from '../read.ts';
import { load, onFetch, serve, type Running } from './conformance.ts';

const ORIGIN = 'https://app.example.com';
/** How long an application may take: one that was given no middleware may wait for ever. */
const PATIENCE = 300;

interface Program {
  /** The package of the model. */
  readonly package: string;
  /** The program, with `CORS` for the middleware or the wrapper. */
  readonly source: string;
  /** Another package that is installed in the place of the model's. */
  readonly installed?: string;
  start(exported: never): Promise<Running>;
}

const listen = (handler: Parameters<typeof serve>[0]): Promise<Running> => serve(handler);
const koa = (name: string, installed?: string): Program => ({
  package: name,
  ...(installed === undefined ? {} : { installed }),
  source: `const Koa = require('koa');\nconst cors = require('${name}');\nconst app = new Koa();\napp.silent = true;\napp.use(CORS);\napp.use((ctx) => { ctx.body = 'ok'; });\nmodule.exports = app.callback();`,
  start: listen,
});

const PROGRAMS: Readonly<Record<string, Program>> = {
  'Express 5': { package: 'cors', source: "const express = require('express');\nconst cors = require('cors');\nconst app = express();\napp.use(CORS);\napp.get('/', (req, res) => res.send('ok'));\nmodule.exports = app;", start: listen },
  'a route of Express 5': { package: 'cors', source: "const express = require('express');\nconst cors = require('cors');\nconst app = express();\napp.get('/', CORS, (req, res) => res.send('ok'));\nmodule.exports = app;", start: listen },
  'Express 4': { package: 'cors', source: "const express = require('express4');\nconst cors = require('cors');\nconst app = express();\napp.use(CORS);\napp.get('/', (req, res) => res.send('ok'));\nmodule.exports = app;", start: listen },
  Connect: { package: 'cors', source: "const connect = require('connect');\nconst cors = require('cors');\nconst app = connect();\napp.use(CORS);\napp.use((req, res) => res.end('ok'));\nmodule.exports = app;", start: listen },
  Polka: { package: 'cors', source: "const polka = require('polka');\nconst cors = require('cors');\nconst app = polka();\napp.use(CORS);\napp.get('/', (req, res) => res.end('ok'));\nmodule.exports = app.handler;", start: listen },
  Koa: koa('@koa/cors'),
  'Koa, version 4': koa('@koa/cors', 'koa-cors-4'),
  'Koa, version 3': koa('@koa/cors', 'koa-cors-3'),
  kcors: koa('kcors'),
  'koa2-cors': koa('koa2-cors'),
  Hono: {
    package: 'hono',
    source: "const { Hono } = require('hono');\nconst { cors } = require('hono/cors');\nconst app = new Hono();\napp.use('*', CORS);\napp.get('/', (c) => c.text('ok'));\nmodule.exports = async (request) => { const answer = await app.fetch(request); return answer instanceof Response ? answer : new Response(null, { status: 500 }); };",
    start: (handler: (request: Request) => Promise<Response>) => Promise.resolve(onFetch(handler)),
  },
  '@tinyhttp/cors': { package: '@tinyhttp/cors', source: "const polka = require('polka');\nconst { cors } = require('@tinyhttp/cors');\nconst app = polka();\napp.use(CORS);\napp.get('/', (req, res) => res.end('ok'));\nmodule.exports = app.handler;", start: listen },
  Middy: {
    package: '@middy/http-cors',
    source: "const middy = require('@middy/core').default;\nconst cors = require('@middy/http-cors').default;\nmodule.exports = middy(async () => ({ statusCode: 200, headers: {}, body: 'ok' })).use(CORS);",
    start: (handler: (event: object, context: object) => Promise<{ readonly statusCode: number; readonly headers: Record<string, string> }>) => Promise.resolve(onFetch(async (request) => {
      const { statusCode, headers } = await handler({ version: '1.0', httpMethod: request.method, path: '/', headers: Object.fromEntries(request.headers) }, { getRemainingTimeInMillis: () => 1000 });
      return new Response(null, { status: statusCode, headers });
    })),
  },
  'micro-cors': { package: 'micro-cors', source: "const cors = require('micro-cors');\nconst handler = (req, res) => res.end('ok');\nmodule.exports = CORS(handler);", start: listen },
};

const run = ({ source, package: name, installed = name }: Program, cors: string): unknown => load(source.replace('CORS', cors), { [name]: installed });

/** What a page of the origin is allowed by, `null` where it gets no answer, or one without the header. */
async function allowOriginOf(program: Program, cors: string): Promise<string | null> {
  const running = await program.start(run(program, cors) as never);
  try {
    const answer = running.send({ method: 'GET', path: '/', headers: { origin: ORIGIN } }).then((headers) => headers.get('access-control-allow-origin') ?? null, () => null);
    return await Promise.race([answer, new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE))]);
  } finally {
    await running.close();
  }
}

describe('a library in the place of what it makes', () => {
  it('is tried for every model that says so', () => {
    const tried = new Set(Object.values(PROGRAMS).map((each) => each.package));
    const models = OPTION_LIBRARIES.filter(({ calls, conformance }) => conformance === 'run' && calls.some((call) => call.kind === 'call' && call.makes !== undefined));
    expect(models.length).toBeGreaterThanOrEqual(tried.size);
    expect([...new Set(models.map((each) => each.package))].filter((name) => !tried.has(name))).toEqual([]);
  });

  it.each(Object.entries(PROGRAMS))('%s: is called', async (_title, program) => {
    const cors = `cors({ origin: '${ORIGIN}' })`;
    expect(analysisOf(program.source.replace('CORS', cors), 'server.cjs').optionFaults).toEqual([]);
    expect(await allowOriginOf(program, cors)).toBe(ORIGIN);
  });

  it.each(Object.entries(PROGRAMS).filter(([name]) => name !== 'Middy'))('%s: gives no page an answer where it is not called', async (_title, program) => {
    expect(analysisOf(program.source.replace('CORS', 'cors'), 'server.cjs').optionFaults.map(({ kind }) => kind)).toEqual(['not-called']);
    expect(await allowOriginOf(program, 'cors')).toBeNull();
  });

  it('Middy: does not start where it is not called', () => {
    const { Middy } = PROGRAMS;
    if (Middy === undefined) throw new Error('There is no program of Middy.');
    expect(analysisOf(Middy.source.replace('CORS', 'cors'), 'server.cjs').optionFaults.map(({ kind }) => kind)).toEqual(['not-called']);
    expect(() => run(Middy, 'cors')).toThrow('Middleware must be an object');
  });

  it('Elysia: works all the same, so that nothing is said', async () => {
    const source = "const { Elysia } = require('elysia');\nconst { cors } = require('@elysiajs/cors');\nmodule.exports = new Elysia().use(cors).get('/', () => 'ok');";
    expect(analysisOf(source, 'server.cjs').optionFaults).toEqual([]);
    const { handle } = load(source) as { handle(request: Request): Promise<Response> };
    const answer = await handle(new Request('http://localhost/', { headers: { Origin: ORIGIN } }));
    expect(answer.headers.get('access-control-allow-origin')).toBe(ORIGIN);
  });
});
