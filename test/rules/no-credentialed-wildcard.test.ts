import { describe, expect, it } from 'vitest';
import { lint, ruleTable } from './rule-table.ts';

const CORS = "import cors from 'cors';\nimport express from 'express';\nconst app = express();\n";
const middleware = (body: string): string => `import express from 'express';\nconst app = express();\napp.use((req, res, next) => {\n  ${body}\n  next();\n});`;

ruleTable('no-credentialed-wildcard', {
  valid: [
    { title: 'a file about something else', code: 'export const answer = 42;' },
    { title: 'the wildcard without credentials', code: `${CORS}app.use(cors({ origin: '*' }));` },
    { title: 'credentials with a list', code: `${CORS}app.use(cors({ origin: ['https://app.example.com'], credentials: true }));` },
    { title: 'credentials as a text, which the middleware ignores', code: `${CORS}app.use(cors({ origin: '*', credentials: 'true' }));` },
    { title: 'credentials as a number, which the middleware ignores', code: `${CORS}app.use(cors({ origin: '*', credentials: 1 }));` },
    { title: 'credentials switched off', code: `${CORS}app.use(cors({ origin: '*', credentials: false }));` },
    { title: 'Koa, where the wildcard becomes an echo', code: "import Koa from 'koa';\nimport cors from '@koa/cors';\nconst app = new Koa();\napp.use(cors({ credentials: true }));" },
    { title: 'lists with names', code: `${CORS}app.use(cors({ origin: ['https://app.example.com'], credentials: true, allowedHeaders: ['Content-Type'], methods: ['GET'] }));` },
    { title: 'the wildcard as headers without credentials', code: `${CORS}app.use(cors({ allowedHeaders: '*' }));` },
    { title: 'the wildcard beside Authorization', code: middleware("res.set('Access-Control-Allow-Origin', '*');\n  res.set('Access-Control-Allow-Headers', '*, Authorization');\n  check(req.headers.authorization);") },
    { title: 'headers on different ways', code: middleware("if (req.path === '/public') res.set('Access-Control-Allow-Origin', '*');\n  else {\n    res.set('Access-Control-Allow-Origin', 'https://app.example.com');\n    res.set('Access-Control-Allow-Credentials', 'true');\n  }") },
    { title: 'the value false', code: middleware("res.set('Access-Control-Allow-Origin', '*');\n  res.set('Access-Control-Allow-Credentials', 'false');") },
    { title: 'options that are not in the file', code: `import { options } from './options.js';\n${CORS}app.use(cors({ ...options, credentials: true }));` },
    { title: 'a development branch', code: `${CORS}if (process.env.NODE_ENV === 'development') app.use(cors({ origin: '*', credentials: true }));` },
  ],
  invalid: [
    {
      title: 'the wildcard with credentials',
      code: `${CORS}app.use(cors({ origin: '*', credentials: true }));`,
      reports: ['wildcardWithCredentials'],
      at: "'*'",
      message: "`'*'` with Access-Control-Allow-Credentials: true works for nobody: browsers refuse '*' for requests with credentials. List the origins, or drop the credentials.",
      suggestions: [
        `${CORS}app.use(cors({ origin: (process.env.CORS_ALLOWED_ORIGINS ?? '').split(','), credentials: true }));`,
        `${CORS}app.use(cors({ origin: '*' }));`,
      ],
    },
    { title: 'a list from a setting, split and trimmed in one optional chain', code: `${CORS}const origins = process.env.ORIGINS?.split(',').map((each) => each.trim()).filter(Boolean);\napp.use(cors({ origin: origins && origins.length > 0 ? origins : '*', credentials: true }));`, reports: ['wildcardWhileUnset'], message: "While ORIGINS is unset, `origins && origins.length > 0 ? origins : '*'` is '*', which with Access-Control-Allow-Credentials: true works for nobody: browsers refuse it for requests with credentials. Deny every origin then, or list the origins." },
    { title: 'the default with credentials', code: `${CORS}app.use(cors({ credentials: true }));`, reports: ['wildcardWithCredentials'], message: "The default origin '*' of cors with Access-Control-Allow-Credentials: true works for nobody: browsers refuse '*' for requests with credentials. List the origins, or drop the credentials." },
    { title: 'Fastify, where any truthy value counts', code: "import fastify from 'fastify';\nimport cors from '@fastify/cors';\nconst app = fastify();\napp.register(cors, { origin: '*', credentials: 'true' });", reports: ['wildcardWithCredentials'] },
    { title: 'Fastify with the wildcard in a list', code: "import fastify from 'fastify';\nimport cors from '@fastify/cors';\nconst app = fastify();\napp.register(cors, { origin: ['*'], credentials: true });", reports: ['wildcardWithCredentials'] },
    { title: 'Hono', code: "import { Hono } from 'hono';\nimport { cors } from 'hono/cors';\nconst app = new Hono();\napp.use(cors({ origin: '*', credentials: true }));", reports: ['wildcardWithCredentials'] },
    { title: 'Nest', code: "import { NestFactory } from '@nestjs/core';\nconst app = await NestFactory.create(AppModule);\napp.enableCors({ credentials: true });", reports: ['wildcardWithCredentials'] },
    {
      title: 'two headers of Express',
      code: middleware("res.header('Access-Control-Allow-Origin', '*');\n  res.header('Access-Control-Allow-Credentials', 'true');"),
      reports: ['wildcardWithCredentials'],
      at: "'*'",
    },
    { title: 'a boolean as the header', code: middleware("res.header('Access-Control-Allow-Origin', '*');\n  res.header('Access-Control-Allow-Credentials', true);"), reports: ['wildcardWithCredentials'] },
    { title: 'one object of headers', code: middleware("res.set({ 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Credentials': 'true' });"), reports: ['wildcardWithCredentials'] },
    { title: 'a shared constant', code: "export const corsHeaders = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Credentials': 'true' };", reports: ['wildcardWithCredentials'], suggestions: ["export const corsHeaders = { 'Access-Control-Allow-Origin': '*' };"] },
    { title: 'a Response', code: "export function GET() {\n  return new Response('', { headers: { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Credentials': 'true' } });\n}", reports: ['wildcardWithCredentials'] },
    { title: 'a Lambda', code: "exports.handler = async () => ({ statusCode: 200, headers: { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Credentials': true }, body: '' });", reports: ['wildcardWithCredentials'] },
    { title: 'node:http', code: "import http from 'node:http';\nhttp.createServer((req, res) => {\n  res.writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Credentials': 'true' });\n  res.end();\n});", reports: ['wildcardWithCredentials'] },
    {
      title: 'the wildcard as headers with credentials',
      code: `${CORS}app.use(cors({ origin: ['https://app.example.com'], credentials: true, allowedHeaders: '*' }));`,
      reports: ['wildcardList'],
      message: "'*' in Access-Control-Allow-Headers is no wildcard when credentials are allowed: browsers look for the literal name '*'. List the names.",
    },
    { title: 'the wildcard as methods with credentials', code: `${CORS}app.use(cors({ origin: ['https://app.example.com'], credentials: true, methods: ['*'] }));`, reports: ['wildcardList'] },
    { title: 'the wildcard as exposed headers with credentials', code: `${CORS}app.use(cors({ origin: ['https://app.example.com'], credentials: true, exposedHeaders: '*' }));`, reports: ['wildcardList'] },
    {
      title: 'Authorization, which the wildcard never covers',
      code: `${middleware("res.set('Access-Control-Allow-Origin', '*');\n  res.set('Access-Control-Allow-Headers', '*');")}\napp.get('/data', (req, res) => res.json(check(req.headers.authorization)));`,
      reports: ['authorizationNotCovered'],
      message: "'*' in Access-Control-Allow-Headers never covers Authorization, which this route needs: browsers refuse that request. Add 'Authorization' to the list.",
    },
    { title: 'TypeScript', code: "import cors, { type CorsOptions } from 'cors';\nimport express from 'express';\nconst app = express();\nconst options: CorsOptions = { origin: '*', credentials: true };\napp.use(cors(options!));", reports: ['wildcardWithCredentials'], typescript: true },
  ],
});

describe('what removing the credentials is said to do', () => {
  const descriptions = (options: string): readonly string[] => lint('no-credentialed-wildcard', `${CORS}app.use(cors(${options}));`).flatMap(({ suggestions }) => suggestions.map(({ desc }) => desc)).filter((each) => each.startsWith('Remove'));

  it('keeps an open policy open', () => {
    expect(descriptions("{ origin: '*', credentials: true }")).toEqual(['Remove Access-Control-Allow-Credentials, and keep the answer open to every site.']);
  });

  it('says nothing of every site where there is a list', () => {
    expect(descriptions("{ origin: ['https://app.example.com'], credentials: true, methods: ['*'] }")).toEqual(["Remove Access-Control-Allow-Credentials, so that '*' in Access-Control-Allow-Methods is a wildcard. Requests with cookies are refused then."]);
  });
});
