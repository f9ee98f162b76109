/** Servers around what a fault is about: options of a library, or headers that are written by hand. */

const EXPRESS = "import express from 'express';\nconst app = express();\n";
const KOA = "import Koa from 'koa';\nconst app = new Koa();\n";
const FASTIFY = "import Fastify from 'fastify';\nconst app = Fastify();\n";
const HONO = "import { Hono } from 'hono';\nconst app = new Hono();\n";

/** A file by its name, where the name says what it is for. */
export interface Named {
  readonly code: string;
  readonly filename: string;
}

/** Options of `cors`, for a whole Express application. */
export const cors = (options: string, before = ''): string => `import cors from 'cors';\n${EXPRESS}${before}app.use(cors(${options}));\napp.get('/news', (req, res) => res.json([]));`;

/** Options of `@koa/cors`. */
export const koaCors = (options: string, before = ''): string => `import cors from '@koa/cors';\n${KOA}${before}app.use(cors(${options}));\napp.use((ctx) => {\n  ctx.body = [];\n});`;

/** Options of `hono/cors`. */
export const honoCors = (options: string, before = ''): string => `import { cors } from 'hono/cors';\n${HONO}${before}app.use('*', cors(${options}));\napp.get('/news', (c) => c.json([]));\nexport default app;`;

/** Options of `@fastify/cors`. */
export const fastifyCors = (options: string, before = ''): string => `import cors from '@fastify/cors';\n${FASTIFY}${before}await app.register(cors, ${options});\napp.get('/news', async () => []);`;

/** Options of `@elysiajs/cors`. */
export const elysiaCors = (options: string, before = ''): string => `import { cors } from '@elysiajs/cors';\nimport { Elysia } from 'elysia';\n${before}new Elysia().use(cors(${options})).get('/news', () => []).listen(3000);`;

/** Options of Nest. */
export const nest = (options: string, before = ''): string => `import { NestFactory } from '@nestjs/core';\nimport { AppModule } from './app.module';\n${before}const app = await NestFactory.create(AppModule);\napp.enableCors(${options});\nawait app.listen(3000);`;

/** Options of `handleCors` of h3. */
export const h3Cors = (options: string, before = ''): string => `import { defineEventHandler, handleCors } from 'h3';\n${before}export default defineEventHandler((event) => {\n  if (handleCors(event, ${options})) return;\n  return [];\n});`;

/** Options of a hapi server. */
export const hapi = (options: string, before = ''): string => `import Hapi from '@hapi/hapi';\n${before}const server = Hapi.server({ port: 3000, routes: { cors: ${options} } });\nserver.route({ method: 'GET', path: '/news', handler: () => [] });`;

/** Options of restify's middleware, written by hand or not. */
export const restify = (options: string, before = ''): string => `import corsMiddleware from 'restify-cors-middleware2';\nimport restify from 'restify';\n${before}const server = restify.createServer();\nconst cors = corsMiddleware(${options});\nserver.pre(cors.preflight);\nserver.use(cors.actual);\nserver.get('/news', (req, res, next) => {\n  res.send([]);\n  next();\n});`;

/** Options of Socket.IO, with handshakes that are checked. */
export const socketIo = (options: string, before = ''): string => `import { createServer } from 'node:http';\nimport { Server } from 'socket.io';\n${before}const server = createServer();\nconst io = new Server(server, { cors: ${options}, allowRequest: (req, callback) => callback(null, req.headers.origin === 'https://app.example.com') });`;

/** Options of Strapi. */
export const strapi = (options: string, before = ''): Named => ({ code: `${before}export default ['strapi::errors', { name: 'strapi::cors', config: ${options} }, 'strapi::router'];`, filename: 'config/middlewares.ts' });

/** Code of middleware of Express. */
export const express = (code: string, before = ''): string => `${EXPRESS}${before}app.use((req, res, next) => {\n  ${code}\n  next();\n});\napp.get('/news', (req, res) => res.json([]));`;

/** Code of middleware of Koa. */
export const koa = (code: string, before = ''): string => `${KOA}${before}app.use(async (ctx, next) => {\n  ${code}\n  await next();\n});`;

/** Code of middleware of Hono. */
export const hono = (code: string, before = ''): string => `${HONO}${before}app.use(async (c, next) => {\n  ${code}\n  await next();\n});\napp.get('/news', (c) => c.json([]));\nexport default app;`;

/** Code of a hook of Fastify. */
export const fastify = (code: string, before = ''): string => `${FASTIFY}${before}app.addHook('onRequest', async (request, reply) => {\n  ${code}\n});\napp.get('/news', async () => []);`;

/** Code of a server of Node. */
export const nodeHttp = (code: string, before = ''): string => `import { createServer } from 'node:http';\n${before}createServer((req, res) => {\n  ${code}\n  res.end('[]');\n}).listen(process.env.PORT);`;

/** Code of a handler of h3. */
export const h3 = (code: string, before = ''): string => `import { defineEventHandler, setResponseHeader, setResponseHeaders } from 'h3';\n${before}export default defineEventHandler((event) => {\n  ${code}\n  return [];\n});`;

/** Headers of the answer of a Worker. */
export const worker = (headers: string, before = ''): string => `${before}export default {\n  async fetch(request) {\n    return Response.json([], { headers: ${headers} });\n  },\n};`;

/** Headers of the answer of a Deno server. */
export const deno = (headers: string, before = ''): string => `${before}Deno.serve((request) => new Response('[]', { headers: ${headers} }));`;

/** Headers of the answer of a Bun server. */
export const bun = (headers: string, before = ''): string => `${before}Bun.serve({ port: 3000, fetch: (request) => new Response('[]', { headers: ${headers} }) });`;

/** Headers of the result of a Lambda function. */
export const lambda = (headers: string, before = ''): string => `${before}export const handler = async (event) => ({ statusCode: 200, headers: ${headers}, body: '[]' });`;

/** Headers of a route handler of Next.js. */
export const nextRoute = (headers: string, before = ''): Named => ({ code: `import { NextResponse } from 'next/server';\n${before}export async function GET(request) {\n  return NextResponse.json([], { headers: ${headers} });\n}`, filename: 'app/api/news/route.ts' });

/** Headers of the configuration of Next.js, as `{ key, value }`. */
export const nextConfig = (headers: string): Named => ({ code: `export default {\n  async headers() {\n    return [{ source: '/api/:path*', headers: [${headers}] }];\n  },\n};`, filename: 'next.config.mjs' });

/** Headers of an endpoint of SvelteKit. */
export const svelteKit = (headers: string, before = ''): Named => ({ code: `import { json } from '@sveltejs/kit';\n${before}export const GET = async ({ request }) => json([], { headers: ${headers} });`, filename: 'src/routes/api/news/+server.ts' });
