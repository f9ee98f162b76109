import type { Idiom } from './idioms.ts';

const FASTIFY = "import Fastify from 'fastify';\nimport { setHeaders } from './csv';\nconst app = Fastify();\n";
const EXPRESS = "import express from 'express';\nimport { setHeaders } from './csv';\nconst app = express();\n";
const CORS = "import cors from 'cors';\n";

/** What the application does in one route. */
const fastify = (code: string): string => `${FASTIFY}app.get('/export', async (request, reply) => {\n  ${code}\n  return reply.send(await rows());\n});\n`;
const express = (code: string): string => `${EXPRESS}app.get('/export', async (req, res) => {\n  ${code}\n  res.json(await rows());\n});\n`;
/** A file that is linted for what it says of who is calling, which it may believe the header of. */
const guarded = (app: string): string => app.replace('/export\', ', '/export\', requireAuth, ');

/** A helper that writes what its body says, with credentials, to what `target` names. */
const helper = (parameters: string, target: string, write: string, before = ''): string => `export function setHeaders(${parameters}) {\n${before}  ${write}\n  ${target}('Access-Control-Allow-Credentials', 'true');\n  ${target}('Vary', 'Origin');\n}\n`;

/** Files whose own text says nothing of CORS are not linted: what they give is reported where it is taken. */
const given = (about: string, app: string, csv: string, together: readonly string[]): Idiom => ({ about, files: { 'app.ts': app, 'csv.ts': csv }, alone: [], together });

const TAKES_OBJECT = helper('{ response, origin }: { response: FastifyReply; origin?: string }', 'response.header', "response.header('Access-Control-Allow-Origin', origin);");
const TAKES_RAW = helper('{ response, origin }', 'response.raw.setHeader', "response.raw.setHeader('Access-Control-Allow-Origin', origin);");
const READS_OBJECT = helper('args', 'args.response.header', "args.response.header('Access-Control-Allow-Origin', args.origin);");
const UNPACKS_OBJECT = helper('args', 'response.header', "response.header('Access-Control-Allow-Origin', origin);", '  const { response, origin } = args;\n');
const WITH_DEFAULT = helper("{ res, origin = '*' }", 'res.setHeader', "res.setHeader('Access-Control-Allow-Origin', origin);");
const WITH_FALLBACK = helper('res, origin', 'res.setHeader', "res.setHeader('Access-Control-Allow-Origin', origin ?? '*');");
const WITH_LIST = helper('{ res, origin, allowed }', 'res.setHeader', "if (allowed.includes('*') || allowed.includes(origin)) res.setHeader('Access-Control-Allow-Origin', origin);");
const TAKES_RES = helper('{ res, origin }', 'res.setHeader', "res.setHeader('Access-Control-Allow-Origin', origin);");

const GIVES = 'setHeaders({ response: reply, origin: request.headers.origin });';
const GIVES_ONE = "setHeaders({ response: reply, origin: 'https://app.example.com' });";

/** Ways in which a file gives to the helpers of another what they write. */
export const GIVEN: readonly Idiom[] = [
  given('an object with the reply and the origin, destructured', fastify(GIVES), TAKES_OBJECT, ['csv.ts:2 no-reflected-origin']),
  {
    about: 'an object with the response and the origin, of a file that asks who is calling',
    files: { 'app.ts': guarded(express('setHeaders({ res, origin: req.headers.origin });')), 'csv.ts': TAKES_RES },
    alone: ['app.ts:5 no-reflected-origin'],
    together: ['app.ts:5 no-reflected-origin'],
  },
  given('an object with the reply and one origin, destructured', fastify(GIVES_ONE), TAKES_OBJECT, []),
  given("an object with the reply, whose raw response is written to", fastify(GIVES), TAKES_RAW, ['csv.ts:2 no-reflected-origin']),
  given("an object with the reply and one origin, whose raw response is written to", fastify(GIVES_ONE), TAKES_RAW, []),
  given('an object whose properties are read', fastify(GIVES), READS_OBJECT, ['csv.ts:2 no-reflected-origin']),
  given('an object with one origin, whose properties are read', fastify(GIVES_ONE), READS_OBJECT, []),
  given('an object that is unpacked', fastify(GIVES), UNPACKS_OBJECT, ['csv.ts:3 no-reflected-origin']),
  given('an object that a name holds', express("const answer = { res, origin: req.get('origin') };\n  setHeaders(answer);"), TAKES_RES, ['csv.ts:2 no-reflected-origin']),
  given('an object without an origin, for a helper with an open default', express('setHeaders({ res });'), WITH_DEFAULT, ['csv.ts:2 no-credentialed-wildcard']),
  given('an origin, for a helper with an open default', express('setHeaders({ res, origin: req.headers.origin });'), WITH_DEFAULT, ['csv.ts:2 no-reflected-origin']),
  given('an origin, for a helper with a fallback', express('setHeaders(res, req.headers.origin);'), WITH_FALLBACK, ['csv.ts:2 no-reflected-origin']),
  given('one origin, for a helper with a fallback', express("setHeaders(res, 'https://app.example.com');"), WITH_FALLBACK, []),
  given('an origin and a list that has a star', express("setHeaders({ res, origin: req.headers.origin, allowed: ['*'] });"), WITH_LIST, ['csv.ts:2 no-reflected-origin']),
  given('an origin and a list', express("setHeaders({ res, origin: req.headers.origin, allowed: ['https://app.example.com'] });"), WITH_LIST, []),
  given('an origin and a list that is not shown', express('setHeaders({ res, origin: req.headers.origin, allowed: await loadAllowed() });'), WITH_LIST, []),
  given('an origin that was checked before', express("const asked = req.headers.origin;\n  const origin = ['https://app.example.com'].includes(asked) ? asked : 'https://app.example.com';\n  setHeaders({ res, origin });"), TAKES_RES, []),
  given('an origin under a check', express("if (['https://app.example.com'].includes(req.headers.origin)) setHeaders({ res, origin: req.headers.origin });"), TAKES_RES, []),
  given('an origin that is not shown', express('setHeaders({ res, origin: await originOf(req) });'), TAKES_RES, []),
  given('an origin of a function that takes any other', express('setHeaders({ res, origin: req.headers.origin, allow: () => true });'), helper('{ res, origin, allow }', 'res.setHeader', "if (allow(origin)) res.setHeader('Access-Control-Allow-Origin', origin);"), ['csv.ts:2 no-reflected-origin']),
  given('options, to a factory', "import express from 'express';\nimport { secure } from './csv';\nconst app = express();\napp.use(secure({ origin: true }));\n", `${CORS}export const secure = ({ origin }) => cors({ origin, credentials: true });\n`, ['csv.ts:2 no-reflected-origin']),
  given('a list, to a factory', "import express from 'express';\nimport { secure } from './csv';\nconst app = express();\napp.use(secure({ origin: ['https://app.example.com'] }));\n", `${CORS}export const secure = ({ origin }) => cors({ origin, credentials: true });\n`, []),
  {
    about: 'an origin of one user, and one origin of another',
    files: { 'app.ts': express('setHeaders({ res, origin: req.headers.origin });'), 'other.ts': express("setHeaders({ res, origin: 'https://app.example.com' });"), 'csv.ts': TAKES_RES },
    alone: [],
    together: ['csv.ts:2 no-reflected-origin'],
  },
  {
    about: 'an origin of a file with CORS code of its own, for a helper with a fallback',
    files: { 'app.ts': `// For CORS.\n${express('setHeaders(res, req.headers.origin);')}`, 'csv.ts': WITH_FALLBACK },
    alone: ['app.ts:6 no-reflected-origin'],
    together: ['csv.ts:2 no-reflected-origin'],
  },
  {
    about: 'an origin of a file with CORS code of its own',
    files: { 'app.ts': `// For CORS.\n${express('setHeaders({ res, origin: req.headers.origin });')}`, 'csv.ts': TAKES_RES },
    alone: ['app.ts:6 no-reflected-origin'],
    together: ['app.ts:6 no-reflected-origin'],
  },
  {
    about: 'a context of Koa with its origin',
    files: {
      'app.ts': "import Koa from 'koa';\nimport { setHeaders } from './csv';\nconst app = new Koa();\napp.use(async (ctx, next) => {\n  setHeaders({ ctx, origin: ctx.get('Origin') });\n  await next();\n});\n",
      'csv.ts': helper('{ ctx, origin }', 'ctx.set', "ctx.set('Access-Control-Allow-Origin', origin);"),
    },
    alone: [],
    together: ['csv.ts:2 no-reflected-origin'],
  },
];
