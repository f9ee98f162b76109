import type { Fault } from './fault.ts';

const EXPRESS = "import express from 'express';\nconst app = express();\n";
const CORS = `import cors from 'cors';\n${EXPRESS}`;
const KOA = "import Koa from 'koa';\nconst app = new Koa();\n";

/** Values that no browser sends as the origin of a page. */
export const ORIGIN_VALUES: readonly Fault[] = [
  {
    fault: 'several origins in one value',
    rule: 'valid-allow-origin',
    messageId: 'originList',
    bad: {
      cors: `${CORS}app.use(cors({ origin: 'https://app.example.com,https://admin.example.com' }));`,
      koa: `${KOA}app.use(async (ctx, next) => {\n  ctx.set('Access-Control-Allow-Origin', 'https://app.example.com https://admin.example.com');\n  await next();\n});`,
      'AWS Lambda': "export const handler = async () => ({ statusCode: 200, headers: { 'Access-Control-Allow-Origin': 'https://app.example.com, https://admin.example.com' }, body: '[]' });",
    },
    good: {
      cors: `${CORS}app.use(cors({ origin: 'https://app.example.com,https://admin.example.com'.split(',') }));`,
      koa: `${KOA}app.use(async (ctx, next) => {\n  const origin = ctx.get('Origin');\n  ctx.vary('Origin');\n  if ('https://app.example.com https://admin.example.com'.split(' ').includes(origin)) ctx.set('Access-Control-Allow-Origin', origin);\n  await next();\n});`,
      'AWS Lambda': "const allowed = ['https://app.example.com', 'https://admin.example.com'];\nexport const handler = async (event) => ({ statusCode: 200, headers: { Vary: 'Origin', 'Access-Control-Allow-Origin': allowed.includes(event.headers.origin) ? event.headers.origin : allowed[0] }, body: '[]' });",
    },
  },
];
