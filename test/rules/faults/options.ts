import type { Fault } from './fault.ts';

const EXPRESS = "import cors from 'cors';\nimport express from 'express';\nconst app = express();\nconst list = ['https://app.example.com', 'https://admin.example.com'];\n";
const express = (options: string): string => `${EXPRESS}app.use(cors(${options}));`;
const fastify = (options: string): string => `import Fastify from 'fastify';\nimport cors from '@fastify/cors';\nconst list = ['https://app.example.com', 'https://admin.example.com'];\nconst app = Fastify();\nawait app.register(cors, ${options});`;
const hono = (options: string): string => `import { Hono } from 'hono';\nimport { cors } from 'hono/cors';\nconst list = ['https://app.example.com', 'https://admin.example.com'];\nconst app = new Hono();\napp.use(cors(${options}));`;
const koaWith = (name: string) => (options: string): string => `import Koa from 'koa';\nimport cors from '${name}';\nconst list = ['https://app.example.com', 'https://admin.example.com'];\nconst app = new Koa();\napp.use(cors(${options}));`;
const koa = koaWith('@koa/cors');
const koa2 = koaWith('koa2-cors');
const kcors = koaWith('kcors');
const nest = (options: string): string => `import { NestFactory } from '@nestjs/core';\nconst list = ['https://app.example.com', 'https://admin.example.com'];\nconst app = await NestFactory.create(AppModule);\napp.enableCors(${options});\nawait app.listen(3000);`;
const socket = (options: string): string => `import { Server } from 'socket.io';\nconst list = ['https://app.example.com', 'https://admin.example.com'];\nconst io = new Server(3000, { cors: ${options} });`;
const elysia = (options: string): string => `import { Elysia } from 'elysia';\nimport { cors } from '@elysiajs/cors';\nconst list = ['https://app.example.com', 'https://admin.example.com'];\nnew Elysia().use(cors(${options})).listen(3000);`;
const h3 = (options: string): string => `import { createApp, eventHandler, handleCors } from 'h3';\nconst app = createApp();\napp.use(eventHandler((event) => {\n  if (handleCors(event, ${options})) return;\n}));`;
const hapi = (cors: string): string => `import Hapi from '@hapi/hapi';\nconst server = Hapi.server({ port: 3000, routes: { cors: ${cors} } });`;

/** Options and functions that the library at hand ignores, or does not understand as they are meant. */
export const OPTIONS: readonly Fault[] = [
  {
    fault: 'an option by the name of another library',
    rule: 'valid-cors-options',
    messageId: 'unknownKey',
    bad: {
      cors: [express('{ origins: list }'), express('{ origin: list, allowHeaders: ["X-Id"] }'), express('{ origin: list, maxage: 600 }')],
      '@koa/cors': koa("{ origin: 'https://app.example.com', methods: ['GET'] }"),
      'hono/cors': hono("{ origin: list, exposedHeaders: ['ETag'] }"),
      '@fastify/cors': fastify("{ origin: list, allowMethods: ['GET'] }"),
      '@nestjs/core': nest('{ origin: list, credential: true }'),
      'socket.io': socket('{ origins: list }'),
      '@elysiajs/cors': elysia("{ origins: 'app.example.com' }"),
    },
    good: {
      cors: [express("{ origin: list, allowedHeaders: ['X-Id'], exposedHeaders: ['ETag'], maxAge: 600, optionsSuccessStatus: 200, preflightContinue: false }"), express('{ origin: list, name: "shop" }')],
      '@koa/cors': koa("{ origin: 'https://app.example.com', allowMethods: 'GET', allowHeaders: ['X-Id'], exposeHeaders: ['ETag'], keepHeadersOnError: true, secureContext: true, privateNetworkAccess: false }"),
      'hono/cors': hono("{ origin: list, allowMethods: ['GET'], allowHeaders: ['X-Id'], exposeHeaders: ['ETag'], maxAge: 600 }"),
      '@fastify/cors': fastify("{ origin: list, methods: ['GET'], hook: 'preHandler', strictPreflight: false, logLevel: 'warn', delegator: undefined }"),
    },
  },
  {
    fault: 'a form of the origin that is sent as a text',
    rule: 'valid-cors-options',
    messageId: 'sentAsText',
    bad: {
      '@koa/cors': [koa('{ origin: list }'), koa('{ origin: true }'), koa('{ origin: /\\.example\\.com$/ }')],
      'koa2-cors': koa2('{ origin: list }'),
      kcors: kcors('{ origin: true }'),
    },
    good: {
      '@koa/cors': koa("{ origin: (ctx) => (list.includes(ctx.get('Origin')) ? ctx.get('Origin') : '') }"),
      // These compare a list.
      cors: express('{ origin: list }'),
      'hono/cors': hono('{ origin: list }'),
      '@fastify/cors': fastify('{ origin: list }'),
    },
  },
  {
    fault: 'a form of the origin that makes every request fail',
    rule: 'valid-cors-options',
    messageId: 'fails',
    bad: {
      'hono/cors': [hono('{ origin: true }'), hono('{ origin: /^https:\\/\\/app\\.example\\.com$/ }')],
      '@hapi/hapi': hapi('{ origin: true }'),
      'graphql-yoga': "import { createYoga } from 'graphql-yoga';\nconst yoga = createYoga({ schema, cors: { origin: true } });",
      h3: h3('{ origin: true }'),
    },
    good: {
      'hono/cors': hono("{ origin: ['https://app.example.com'] }"),
      // These take `true`, or a pattern, for what it says.
      '@fastify/cors': fastify('{ origin: /^https:\\/\\/app\\.example\\.com$/ }'),
      '@hapi/hapi': hapi("{ origin: ['https://app.example.com'] }"),
      h3: h3("{ origin: ['https://app.example.com'] }"),
      cors: express('{ origin: [/^https:\\/\\/app\\.example\\.com$/] }'),
    },
  },
  {
    fault: 'a text where a list is taken',
    rule: 'valid-cors-options',
    messageId: 'textForList',
    bad: {
      'hono/cors': [hono("{ origin: list, allowMethods: 'GET,PUT' }"), hono("{ origin: list, allowHeaders: '*' }"), hono("{ origin: list, exposeHeaders: 'ETag' }")],
      'koa2-cors': koa2("{ origin: 'https://app.example.com', allowHeaders: 'X-Id, X-Trace' }"),
      '@hapi/hapi': hapi("{ origin: ['https://app.example.com'], headers: 'X-Id' }"),
      'graphql-yoga': "import { createYoga } from 'graphql-yoga';\nconst yoga = createYoga({ schema, cors: { origin: 'https://app.example.com', methods: 'POST' } });",
      h3: h3("{ origin: ['https://app.example.com'], methods: 'PUT' }"),
    },
    good: {
      'hono/cors': hono("{ origin: list, allowMethods: ['GET', 'PUT'], allowHeaders: ['X-Id'], exposeHeaders: [] }"),
      // These take a text for a list.
      cors: express("{ origin: list, methods: 'GET,PUT', allowedHeaders: 'X-Id, X-Trace', exposedHeaders: 'ETag' }"),
      '@koa/cors': koa("{ origin: 'https://app.example.com', allowMethods: 'GET,PUT' }"),
      '@elysiajs/cors': elysia("{ origin: 'app.example.com', credentials: false, methods: 'PUT' }"),
      // It knows the star.
      h3: h3("{ origin: ['https://app.example.com'], allowHeaders: '*' }"),
    },
  },
  {
    fault: 'a pattern that remembers where it stopped',
    rule: 'valid-cors-options',
    messageId: 'statefulPattern',
    bad: {
      cors: [express('{ origin: /^https:\\/\\/app\\.example\\.com$/g }'), express('{ origin: [/^https:\\/\\/app\\.example\\.com$/y] }')],
      '@nestjs/core': nest('{ origin: /^https:\\/\\/app\\.example\\.com$/gi }'),
      'socket.io': socket('{ origin: /^https:\\/\\/app\\.example\\.com$/g }'),
    },
    good: {
      cors: [express('{ origin: /^https:\\/\\/app\\.example\\.com$/i }'), express("{ origin: 'https://app.example.com/'.replace(/\\/$/g, '') }")],
      // Its copy of the pattern starts anew each time.
      '@fastify/cors': fastify('{ origin: /^https:\\/\\/app\\.example\\.com$/g }'),
      '@nestjs/core': nest('{ origin: /^https:\\/\\/app\\.example\\.com$/ }'),
    },
  },
  {
    fault: 'a function that never calls back',
    rule: 'valid-cors-options',
    messageId: 'noCallback',
    bad: {
      cors: [express('{ origin: (origin) => list.includes(origin) }'), express('{ origin: (origin, callback) => list.includes(origin) }'), express('{ origin: async (origin) => list.includes(origin) }'), express('(request) => ({ origin: list })'), express('async (request, callback) => ({ origin: list.includes(request.headers.origin) })')],
      '@nestjs/core': nest('{ origin(origin) {\n  return list.includes(origin);\n} }'),
      'socket.io': socket('{ origin: (origin) => list.includes(origin) }'),
      // It waits for a promise, or for the callback.
      '@fastify/cors': [fastify('{ origin: (origin) => list.includes(origin) }'), fastify('{ origin: (origin, callback) => {\n  if (list.includes(origin)) return true;\n  return false;\n} }'), fastify('{ delegator: (request, callback) => ({ origin: list }) }'), fastify('() => async (request, callback) => ({ origin: list })')],
    },
    good: {
      cors: [express('{ origin: (origin, callback) => callback(null, list.includes(origin)) }'), express('{ origin: (...given) => given[1](null, list.includes(given[0])) }'), express('{ origin: (origin, callback) => { lookUp(origin).then((isKnown) => callback(null, isKnown), callback); } }'), express('(request, callback) => callback(null, { origin: list })')],
      '@fastify/cors': [fastify('{ delegator: async (request) => ({ origin: list }) }'), fastify('{ delegator: (request, callback) => callback(null, { origin: list }) }'), fastify('() => (request, callback) => callback(null, { origin: list })'), fastify('{ origin: async (origin) => list.includes(origin) }'), fastify('{ origin: (origin) => lookUp(origin) }')],
      'hono/cors': hono('{ origin: (origin) => (list.includes(origin) ? origin : null) }'),
      '@elysiajs/cors': elysia("{ origin: ({ headers }) => list.includes(headers.get('origin')) }"),
    },
  },
  {
    fault: 'a function that calls back on some ways only',
    rule: 'valid-cors-options',
    messageId: 'someUnanswered',
    bad: {
      cors: [express('{ origin: (origin, callback) => { if (list.includes(origin)) callback(null, true); } }'), express("{ origin: (origin, callback) => {\n  if (!origin) return callback(null, true);\n  if (list.includes(origin)) callback(null, true);\n  else console.warn('refused');\n} }")],
      '@nestjs/core': nest('{ origin: (origin, callback) => { list.includes(origin) && callback(null, true); } }'),
      '@fastify/cors': fastify('{ origin: (origin, callback) => {\n  if (!list.includes(origin)) return false;\n  callback(null, true);\n} }'),
      'socket.io': socket('{ origin: (origin, callback) => { if (list.includes(origin)) callback(null, true); } }'),
    },
    good: {
      cors: [express("{ origin: (origin, callback) => { if (list.includes(origin)) callback(null, true); else callback(new Error('refused')); } }"), express('{ origin: (origin, callback) => { for (const each of list) { if (each === origin) return callback(null, true); } callback(null, false); } }')],
      '@nestjs/core': nest('{ origin: (origin, callback) => callback(null, list.includes(origin)) }'),
      // The other way answers with a promise.
      '@fastify/cors': fastify('{ origin: (origin, callback) => {\n  if (list.includes(origin)) return callback(null, true);\n  return lookUp(origin);\n} }'),
    },
  },
  {
    fault: 'a function that calls back twice on one way',
    rule: 'valid-cors-options',
    messageId: 'answeredTwice',
    bad: {
      cors: express("{ origin: (origin, callback) => {\n  if (!list.includes(origin)) callback(new Error('refused'));\n  callback(null, true);\n} }"),
      '@nestjs/core': nest("{ origin: (origin, callback) => {\n  if (list.includes(origin)) callback(null, true);\n  callback(new Error('refused'));\n} }"),
      '@fastify/cors': fastify('{ origin: (origin, callback) => {\n  if (!origin) callback(null, true);\n  callback(null, list.includes(origin));\n} }'),
    },
    good: {
      cors: [express('{ origin: (origin, callback) => {\n  if (!origin) return callback(null, true);\n  callback(null, list.includes(origin));\n} }'), express('{ origin: (origin, callback) => {\n  const isKnown = list.includes(origin);\n  if (isKnown) callback(null, true);\n  if (!isKnown) callback(null, false);\n} }')],
      '@nestjs/core': nest('{ origin: (origin, callback) => {\n  switch (origin) {\n    case list[0]:\n      callback(null, true);\n      break;\n    default:\n      callback(null, false);\n  }\n} }'),
      '@fastify/cors': fastify('{ origin: (origin, callback) => {\n  for (const each of list) {\n    if (each === origin) {\n      callback(null, true);\n      return;\n    }\n  }\n  callback(null, false);\n} }'),
    },
  },
  {
    fault: 'a function that calls back where it must return',
    rule: 'valid-cors-options',
    messageId: 'needlessCallback',
    bad: {
      'hono/cors': hono('{ origin: (origin, callback) => callback(null, list.includes(origin)) }'),
      '@koa/cors': koa('{ origin: (origin, callback) => callback(null, origin) }'),
      'koa2-cors': koa2('{ origin: (origin, callback) => callback(null, true) }'),
      '@elysiajs/cors': elysia('{ origin: (request, callback) => callback(null, true) }'),
    },
    good: {
      // The second parameter is the context.
      'hono/cors': hono("{ origin: (origin, c) => (c.env.ORIGIN === origin ? origin : null) }"),
      '@koa/cors': koa("{ origin: (ctx) => (list.includes(ctx.get('Origin')) ? ctx.get('Origin') : '') }"),
      cors: express('{ origin: (origin, callback) => callback(null, list.includes(origin)) }'),
      '@fastify/cors': fastify('{ origin: (origin, callback) => callback(null, list.includes(origin)) }'),
    },
  },
  {
    fault: 'a function that answers with true',
    rule: 'valid-cors-options',
    messageId: 'booleanAnswer',
    bad: {
      'hono/cors': [hono('{ origin: (origin) => list.includes(origin) }'), hono("{ origin: (origin) => {\n  if (list.includes(origin)) return true;\n  return null;\n} }")],
      '@koa/cors': koa("{ origin: (ctx) => list.includes(ctx.get('Origin')) }"),
      'koa2-cors': koa2("{ origin: (ctx) => ctx.get('Origin') === 'https://app.example.com' }"),
    },
    good: {
      'hono/cors': [hono('{ origin: (origin) => (list.includes(origin) ? origin : null) }'), hono('{ origin: (origin) => list.find((each) => each === origin) }')],
      // These take a yes for one.
      '@elysiajs/cors': elysia("{ origin: ({ headers }) => list.includes(headers.get('origin')) }"),
      '@fastify/cors': fastify('{ origin: async (origin) => list.includes(origin) }'),
      '@koa/cors': koa("{ origin: (ctx) => list.includes(ctx.get('Origin')) && ctx.get('Origin') }"),
    },
  },
  {
    fault: 'the context, taken for the origin',
    rule: 'valid-cors-options',
    messageId: 'contextAnswer',
    bad: {
      '@koa/cors': koa('{ origin: (origin) => origin }'),
      'koa2-cors': koa2('{ origin: (origin) => origin }'),
      kcors: kcors('{ origin: (origin) => origin }'),
    },
    good: {
      '@koa/cors': koa("{ origin: (ctx) => (ctx.get('Origin') === list[0] ? list[0] : '') }"),
      // Here it is the origin.
      'hono/cors': hono('{ origin: (origin) => (origin === list[0] ? origin : null) }'),
      cors: express('{ origin: (origin, callback) => callback(null, origin === list[0] ? origin : false) }'),
    },
  },
  {
    fault: 'a type that opens',
    rule: 'no-reflected-origin',
    messageId: 'reflectedWithCredentials',
    bad: {
      cors: [express('{ origin: new Set(list), credentials: true }'), express('{ origin: new URL(list[0]), credentials: true }'), express('{ origin: (origin, callback) => callback(null, isKnown(origin)), credentials: true }').concat('\nasync function isKnown(origin) {\n  return (await load()).includes(origin);\n}')],
      '@nestjs/core': nest('{ origin: new Set(list), credentials: true }'),
      'socket.io': socket('{ origin: new Set(list), credentials: true }'),
      '@fastify/cors': fastify('{ origin: new Set(list), credentials: true }'),
    },
    good: {
      cors: [express('{ origin: [...new Set(list)], credentials: true }'), express('{ origin: new URL(list[0]).origin, credentials: true }'), express('{ origin: async (origin, callback) => callback(null, (await lookUp(origin)) === true), credentials: true }')],
      '@nestjs/core': nest('{ origin: Array.from(new Set(list)), credentials: true }'),
      '@fastify/cors': fastify('{ origin: async (origin) => new Set(list).has(origin), credentials: true }'),
    },
  },
  {
    fault: 'a star in a list',
    rule: 'valid-allow-origin',
    messageId: 'starInList',
    bad: {
      cors: express("{ origin: ['*'] }"),
      'hono/cors': hono("{ origin: ['*'] }"),
      '@nestjs/core': nest("{ origin: ['*'] }"),
    },
    good: {
      cors: express("{ origin: '*' }"),
      'hono/cors': hono("{ origin: '*' }"),
      // It counts there.
      '@fastify/cors': fastify("{ origin: ['*'] }"),
    },
  },
  {
    fault: 'a pattern in quotes',
    rule: 'valid-allow-origin',
    messageId: 'keyword',
    bad: {
      cors: express("{ origin: '/^https:\\\\/\\\\/.*\\\\.example\\\\.com$/' }"),
      'hono/cors': hono("{ origin: ['/\\\\.example\\\\.com$/'] }"),
      '@fastify/cors': fastify("{ origin: '/\\\\.example\\\\.com$/' }"),
    },
    good: {
      cors: express('{ origin: /^https:\\/\\/app\\.example\\.com$/ }'),
      'hono/cors': hono("{ origin: (origin) => (/^https:\\/\\/app\\.example\\.com$/.test(origin) ? origin : null) }"),
      '@fastify/cors': fastify('{ origin: /^https:\\/\\/app\\.example\\.com$/ }'),
    },
  },
];
