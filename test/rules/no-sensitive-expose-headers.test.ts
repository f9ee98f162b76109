import { ruleTable } from './rule-table.ts';

const CORS = "import cors from 'cors';\nimport express from 'express';\nconst app = express();\n";
const FASTIFY = "import fastify from 'fastify';\nimport cors from '@fastify/cors';\nconst app = fastify();\n";
const REPORTED = { reports: ['sensitiveHeader'] } as const;

ruleTable('no-sensitive-expose-headers', {
  valid: [
    { title: 'names of no secret', code: `${CORS}app.use(cors({ exposedHeaders: ['X-Total-Count', 'Retry-After', 'ETag', 'X-Request-Id'] }));` },
    { title: 'a token for the pages of a list', code: `${CORS}app.use(cors({ origin: ['https://app.example.com'], exposedHeaders: ['Authorization'] }));` },
    { title: 'a token behind a check', code: `${CORS}const list = ['https://app.example.com'];\napp.use(cors({ origin: (origin, callback) => callback(null, list.includes(origin)), exposedHeaders: ['X-Auth-Token'] }));` },
    { title: 'a wildcard on routes for everyone', code: `${CORS}app.use(cors({ exposedHeaders: '*' }));\napp.get('/prices', (req, res) => res.json(prices));` },
    { title: 'a wildcard with credentials, which is the name of a header', code: `${FASTIFY}app.register(cors, { origin: true, credentials: true, exposedHeaders: ['*'] });` },
    { title: 'an unknown list', code: `${CORS}app.use(cors({ exposedHeaders: headers }));` },
    { title: 'a test', code: `${CORS}app.use(cors({ exposedHeaders: ['Authorization'] }));`, filename: 'test/app.ts' },
  ],
  invalid: [
    {
      title: 'with credentials',
      code: `${FASTIFY}app.register(cors, { origin: true, credentials: true, exposedHeaders: ['X-CSRF-Token', 'X-Total'] });`,
      ...REPORTED,
      at: "['X-CSRF-Token', 'X-Total']",
      message: "`X-CSRF-Token` in Access-Control-Expose-Headers lets a page of 'https://evil.example' read what that header holds, in answers to requests with the visitor's cookies. Do not expose it, or allow only the origins that need it.",
      suggestions: [`${FASTIFY}app.register(cors, { origin: true, credentials: true, exposedHeaders: ['X-Total'] });`],
    },
    { title: 'the default origin of cors', code: `${CORS}app.use(cors({ exposedHeaders: 'authorization' }));`, ...REPORTED },
    { title: 'by hand', code: `${CORS}app.use((req, res, next) => {\n  res.set('Access-Control-Allow-Origin', '*');\n  res.set('Access-Control-Expose-Headers', 'X-Api-Key, X-Total');\n  next();\n});`, ...REPORTED, suggestions: [`${CORS}app.use((req, res, next) => {\n  res.set('Access-Control-Allow-Origin', '*');\n  res.set('Access-Control-Expose-Headers', 'X-Total');\n  next();\n});`] },
    { title: 'a Lambda', code: "export const handler = async () => ({ statusCode: 200, headers: { 'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': 'x-amz-security-token' }, body: '' });", ...REPORTED },
    { title: 'Koa', code: "import Koa from 'koa';\nimport cors from '@koa/cors';\nnew Koa().use(cors({ credentials: true, exposeHeaders: ['X-Refresh-Token'] }));", ...REPORTED },
    {
      title: 'a wildcard on guarded routes',
      code: `${CORS}app.use(cors({ exposedHeaders: '*' }));\napp.get('/me', requireAuth, (req, res) => res.json(me(req)));`,
      reports: ['everyHeader'],
      message: "'*' in Access-Control-Expose-Headers lets a page of 'https://evil.example' read every header of these answers ('requireAuth'), tokens and keys included. List the names that pages need.",
    },
  ],
});
