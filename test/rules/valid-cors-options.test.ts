import { ruleTable } from './rule-table.ts';

const CORS = "import cors from 'cors';\nimport express from 'express';\nconst app = express();\n";
const cors = (options: string): string => `${CORS}app.use(cors(${options}));`;
const FASTIFY = "import fastify from 'fastify';\nimport cors from '@fastify/cors';\nconst app = fastify();\n";
const HONO = "import { Hono } from 'hono';\nimport { cors } from 'hono/cors';\nconst app = new Hono();\n";
const KOA = "import Koa from 'koa';\nimport cors from '@koa/cors';\nconst app = new Koa();\n";
const NEST = "import { NestFactory } from '@nestjs/core';\nconst app = await NestFactory.create(AppModule);\n";

ruleTable('valid-cors-options', {
  valid: [
    { title: 'the options of cors', code: cors("{ origin: 'https://a.example', methods: ['GET'], allowedHeaders: ['X-Id'], exposedHeaders: ['ETag'], credentials: true, maxAge: 600, optionsSuccessStatus: 200, preflightContinue: false }") },
    { title: 'the older name of an option', code: cors("{ origin: 'https://a.example', headers: ['X-Id'] }") },
    { title: 'the options of Koa', code: `${KOA}app.use(cors({ origin: 'https://a.example', allowMethods: 'GET', allowHeaders: ['X-Id'], exposeHeaders: ['ETag'], keepHeadersOnError: true }));` },
    { title: 'the options of Hono', code: `${HONO}app.use(cors({ origin: ['https://a.example'], allowMethods: ['GET'], allowHeaders: ['X-Id'] }));` },
    { title: 'the options of Fastify', code: `${FASTIFY}app.register(cors, { origin: [/^https:\\/\\/a\\.example$/g], methods: ['GET'], hook: 'preHandler', strictPreflight: false });` },
    { title: 'keys that are nowhere near', code: cors("{ origin: 'https://a.example', name: 'api', enabled: true }") },
    { title: 'both names, for two readers', code: cors("{ origin: 'https://a.example', origins: ['https://a.example'] }") },
    { title: 'options of something else', code: `${CORS}const settings = { origins: ['https://a.example'] };\napp.use(cors({ origin: settings.origins }));` },
    { title: 'a callback', code: cors('{ origin: (origin, callback) => callback(null, allowed.has(origin)) }') },
    { title: 'a callback in a rest parameter', code: cors('{ origin: (...args) => args[1](null, true) }') },
    { title: 'a delegate', code: cors("(request, callback) => callback(null, { origin: 'https://a.example' })") },
    { title: 'a function of Fastify that returns', code: `${FASTIFY}app.register(cors, { origin: async (origin) => origin === 'https://a.example' });` },
    { title: 'a function of Hono with the context', code: `${HONO}app.use(cors({ origin: (origin, c) => (c.env.ORIGIN === origin ? origin : null) }));` },
    { title: 'a function of Koa', code: `${KOA}app.use(cors({ origin: (ctx) => ctx.get('Origin') }));` },
    { title: 'a pattern without flags', code: cors('{ origin: /^https:\\/\\/a\\.example$/ }') },
    { title: 'the plugin of Fastify, which is handed over', code: `${FASTIFY}app.register(cors);` },
    { title: 'a middleware of the project', code: "import cors from './cors.js';\nimport express from 'express';\nexpress().use(cors);" },
    { title: 'a middleware in a name', code: `${CORS}const allow = cors({ origin: 'https://a.example' });\napp.use(allow);` },
    { title: 'a list of Koa with one origin', code: `${KOA}app.use(cors({ origin: ['https://a.example'] }));` },
    { title: 'a test', code: cors('{ origins: [] }'), filename: 'test/a.js' },
  ],
  invalid: [
    {
      title: 'origins',
      code: cors("{ origins: ['https://a.example'] }"),
      reports: ['unknownKey'],
      at: 'origins',
      message: '`origins` is no option of cors, which ignores it and keeps its default, which allows every origin. The option is called `origin`.',
      suggestions: [cors("{ origin: ['https://a.example'] }")],
    },
    { title: 'a shorthand', code: `${CORS}const allowedOrigins = ['https://a.example'];\napp.use(cors({ allowedOrigins }));`, reports: ['unknownKey'], suggestions: [`${CORS}const allowedOrigins = ['https://a.example'];\napp.use(cors({ origin: allowedOrigins }));`] },
    { title: 'the credentials of Rails', code: cors("{ origin: 'https://a.example', credential: true }"), reports: ['unknownKey'], message: '`credential` is no option of cors, which ignores it and keeps its default. The option is called `credentials`.' },
    { title: 'options of Hono for cors', code: cors("{ origin: 'https://a.example', allowHeaders: ['X-Id'] }"), reports: ['unknownKey'], suggestions: [cors("{ origin: 'https://a.example', allowedHeaders: ['X-Id'] }")] },
    { title: 'options of cors for Koa', code: `${KOA}app.use(cors({ origin: 'https://a.example', methods: ['GET'] }));`, reports: ['unknownKey'] },
    { title: 'options of cors for Hono', code: `${HONO}app.use(cors({ origin: 'https://a.example', exposedHeaders: ['ETag'] }));`, reports: ['unknownKey'] },
    { title: 'another case on Nest', code: `${NEST}app.enableCors({ origin: 'https://a.example', maxage: 600 });`, reports: ['unknownKey'] },
    { title: 'a header as a key of Fastify', code: `${FASTIFY}app.register(cors, { origin: 'https://a.example', 'Access-Control-Allow-Credentials': true });`, reports: ['unknownKey'] },
    {
      title: 'a list of Koa',
      code: `${KOA}app.use(cors({ origin: ['https://a.example', 'https://b.example'] }));`,
      reports: ['sentAsText'],
      message: "`['https://a.example', 'https://b.example']` is no origin option of @koa/cors: it sends 'Access-Control-Allow-Origin: https://a.example,https://b.example', which equals no origin, so browsers refuse every answer.",
    },
    { title: 'true for Koa', code: `${KOA}app.use(cors({ origin: true }));`, reports: ['sentAsText'] },
    { title: 'a pattern for Koa', code: `${KOA}app.use(cors({ origin: /a\\.example$/ }));`, reports: ['sentAsText'] },
    { title: 'true for Hono', code: `${HONO}app.use(cors({ origin: true }));`, reports: ['fails'], message: '`true` is no origin option of hono/cors: every request fails, without CORS headers.' },
    { title: 'a pattern for Hono', code: `${HONO}app.use(cors({ origin: /a\\.example$/ }));`, reports: ['fails'] },
    { title: 'true for Hono on a path', code: `${HONO}app.use('/api/*', cors({ origin: true, credentials: true }));`, reports: ['fails'] },
    { title: 'a pattern in a list of Hono', code: `${HONO}app.use(cors({ origin: ['https://a.example', /b\\.example$/] }));`, reports: ['ignoredEntry'], at: '/b\\.example$/' },
    { title: 'a pattern with g', code: cors('{ origin: /^https:\\/\\/a\\.example$/g }'), reports: ['statefulPattern'], suggestions: [cors('{ origin: /^https:\\/\\/a\\.example$/ }')] },
    { title: 'a pattern with y in a list', code: cors('{ origin: [/^https:\\/\\/a\\.example$/iy] }'), reports: ['statefulPattern'], suggestions: [cors('{ origin: [/^https:\\/\\/a\\.example$/i] }')] },
    { title: 'a pattern with g on Nest', code: `${NEST}app.enableCors({ origin: /^https:\\/\\/a\\.example$/g });`, reports: ['statefulPattern'] },
    { title: 'a function that returns', code: cors('{ origin: (origin) => allowed.includes(origin) }'), reports: ['noCallback'], suggestions: [cors('{ origin: (origin, callback) => callback(null, allowed.includes(origin)) }')] },
    { title: 'an async function that returns', code: cors('{ origin: async (origin) => allowed.has(origin) }'), reports: ['noCallback'], suggestions: [] },
    { title: 'a function of Nest that returns', code: `${NEST}app.enableCors({ origin: () => true });`, reports: ['noCallback'] },
    { title: 'a callback for Hono', code: `${HONO}app.use(cors({ origin: (origin, callback) => callback(null, true) }));`, reports: ['needlessCallback'] },
    { title: 'a callback for Koa', code: `${KOA}app.use(cors({ origin: function (origin, cb) {\n  cb(null, origin);\n} }));`, reports: ['needlessCallback'] },
    { title: 'a callback for Hono on a way', code: `${HONO}app.use(cors({ origin: (origin, done) => {\n  if (origin) done(null, origin);\n} }));`, reports: ['needlessCallback'] },
    { title: 'cors without a call', code: `${CORS}app.use(cors);`, reports: ['notCalled'], at: 'cors', suggestions: [`${CORS}app.use(cors());`], message: '`cors` is the function that makes the middleware of cors, not the middleware: requests get no Access-Control-Allow-Origin. Call it.' },
    { title: 'cors of one route without a call', code: `${CORS}app.get('/items', cors, list);`, reports: ['notCalled'] },
    { title: 'Koa without a call', code: `${KOA}app.use(cors);`, reports: ['notCalled'] },
    { title: 'Hono without a call', code: `${HONO}app.use('*', cors);`, reports: ['notCalled'] },
  ],
});
