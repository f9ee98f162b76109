import type { Fault } from './fault.ts';
import { bun, cors, deno, elysiaCors, express, fastify, fastifyCors, h3, h3Cors, hapi, hono, honoCors, koa, koaCors, lambda, nest, nextConfig, nextRoute, nodeHttp, restify, socketIo, strapi, svelteKit, worker } from './servers.ts';

const APP = 'https://app.example.com';
const ADMIN = 'https://admin.example.com';
const sent = (value: string): string => `{ 'Access-Control-Allow-Origin': ${value} }`;
const ALLOW = (condition: string, write: string): string => `if (${condition}) ${write};`;

/** Values that are meant as origins, and that no browser sends. */
export const ORIGIN_VALUES: readonly Fault[] = [
  {
    fault: 'several origins in one value',
    rule: 'valid-allow-origin',
    messageId: 'originList',
    bad: {
      cors: cors(`{ origin: '${APP},${ADMIN}' }`),
      koa: koa(`ctx.set('Access-Control-Allow-Origin', '${APP} ${ADMIN}');`),
      'AWS Lambda': lambda(sent(`['${APP}', '${ADMIN}'].join(', ')`)),
      'next.config': nextConfig(`{ key: 'Access-Control-Allow-Origin', value: '${APP}, ${ADMIN}' }`),
      'hono/cors': honoCors(`{ origin: ['${APP}, ${ADMIN}'] }`),
      // It sends two lines, which browsers join.
      'node:http': nodeHttp(`res.setHeader('Access-Control-Allow-Origin', ['${APP}', '${ADMIN}']);`),
    },
    good: {
      // These split the text by themselves.
      strapi: strapi(`{ origin: '${APP}, ${ADMIN}' }`),
      sails: { code: `module.exports.security = { cors: { allRoutes: true, allowOrigins: '${APP}, ${ADMIN}' } };`, filename: 'config/security.js' },
      cors: cors(`{ origin: '${APP},${ADMIN}'.split(',') }`),
      'node:http': nodeHttp(`res.setHeader('Access-Control-Allow-Origin', ['${APP}']);\n  res.setHeader('Vary', ['Accept', 'Origin']);`),
      koa: koa(`const origin = ctx.get('Origin');\n  ctx.vary('Origin');\n  ${ALLOW(`'${APP} ${ADMIN}'.split(' ').includes(origin)`, "ctx.set('Access-Control-Allow-Origin', origin)")}`),
    },
  },
  {
    fault: 'a star in a host',
    rule: 'valid-allow-origin',
    messageId: 'hostWildcard',
    bad: {
      'Cloudflare Workers': worker(sent("'https://*.example.com'")),
      'hono/cors': honoCors("{ origin: 'https://*.example.com' }"),
      '@fastify/cors': fastifyCors(`{ origin: ['${APP}', 'https://*.example.com'] }`),
      'Socket.IO': socketIo("{ origin: 'https://*.example.com' }"),
      fastify: fastify("reply.header('Access-Control-Allow-Origin', 'https://*.example.com');"),
    },
    good: {
      // These read it as a pattern.
      hapi: hapi("{ origin: ['https://*.example.com'] }"),
      'restify-cors-middleware2': restify("{ origins: ['https://*.example.com'] }"),
      cors: cors('{ origin: [/^https:\\/\\/[a-z]+\\.example\\.com$/] }'),
      hono: hono("const origin = c.req.header('Origin') ?? '';\n  c.header('Vary', 'Origin');\n  if (new RegExp(`^${'https://*.example.com'.split('*').map((part) => part.replace(/\\./g, '\\\\.')).join('[a-z0-9-]+')}$`).test(origin)) c.header('Access-Control-Allow-Origin', origin);"),
      vite: { code: "import { defineConfig } from 'vite';\nexport default defineConfig({ server: { allowedHosts: ['.example.com'], cors: { origin: 'http://localhost:3000' } } });", filename: 'vite.config.ts' },
    },
  },
  {
    fault: 'a star for a port',
    rule: 'valid-allow-origin',
    messageId: 'hostWildcard',
    bad: {
      nest: nest("{ origin: ['http://localhost:*'] }"),
      '@koa/cors': koaCors("{ origin: 'http://localhost:*' }"),
      bun: bun(sent("'http://localhost:*'")),
    },
    good: {
      hapi: hapi("{ origin: ['http://localhost:*'] }"),
      nest: nest('{ origin: [/^http:\\/\\/localhost:\\d+$/] }'),
      '@fastify/cors': fastifyCors("{ origin: (origin, callback) => callback(null, new URL(origin).hostname === 'localhost') }"),
    },
  },
  {
    fault: 'a slash at the end',
    rule: 'valid-allow-origin',
    messageId: 'notAnOrigin',
    bad: {
      cors: cors(`{ origin: ['${APP}/', '${ADMIN}'] }`),
      'SvelteKit': svelteKit(sent(`'${APP}/'`)),
      '@elysiajs/cors': elysiaCors(`{ origin: '${APP}/' }`),
      hapi: hapi(`{ origin: ['${APP}/'] }`),
      'node:http': nodeHttp(`const { origin } = req.headers;\n  res.setHeader('Vary', 'Origin');\n  ${ALLOW(`origin === '${APP}/'`, "res.setHeader('Access-Control-Allow-Origin', origin)")}`),
    },
    good: {
      cors: cors(`{ origin: ['${APP}/', '${ADMIN}/'].map((url) => url.replace(/\\/$/, '')) }`),
      'hono/cors': honoCors("{ origin: new URL(SITE).origin }", `const SITE = '${APP}/';\n`),
      'node:http': nodeHttp(`const { origin } = req.headers;\n  res.setHeader('Vary', 'Origin');\n  ${ALLOW(`\`\${origin}/\` === '${APP}/'`, "res.setHeader('Access-Control-Allow-Origin', origin)")}`),
      express: express(`if (req.path === '/login') return res.redirect('${APP}/');\n  res.set('Access-Control-Allow-Origin', '${APP}');`),
      'Cloudflare Workers': worker(sent("SITE.slice(0, -1)"), `const SITE = '${APP}/';\n`),
    },
  },
  {
    fault: 'a path',
    rule: 'valid-allow-origin',
    messageId: 'notAnOrigin',
    bad: {
      'next.config': nextConfig(`{ key: 'Access-Control-Allow-Origin', value: '${APP}/shop' }`),
      '@fastify/cors': fastifyCors(`{ origin: '${APP}/shop' }`),
      h3: h3(`setResponseHeader(event, 'Access-Control-Allow-Origin', '${APP}/shop');`),
    },
    good: {
      '@fastify/cors': fastifyCors(`{ origin: new URL('${APP}/shop').origin }`),
      h3: h3(`setResponseHeaders(event, { 'Access-Control-Allow-Origin': '${APP}', Link: '<${APP}/shop>; rel="canonical"' });`),
      express: express(`const { origin, referer } = req.headers;\n  res.vary('Origin');\n  if (origin === '${APP}' && referer?.startsWith('${APP}/shop')) res.set('Access-Control-Allow-Origin', origin);`),
    },
  },
  {
    fault: 'a query, or a fragment',
    rule: 'valid-allow-origin',
    messageId: 'notAnOrigin',
    bad: {
      nest: nest(`{ origin: '${APP}?from=api' }`),
      deno: deno(`new Headers(${sent(`'${APP}#top'`)})`),
      '@koa/cors': koaCors(`{ origin: '${APP}?from=api' }`),
    },
    good: {
      nest: nest(`{ origin: '${APP}?from=api'.split('?')[0] }`),
      deno: deno(`new Headers(${sent(`new URL('${APP}#top').origin`)})`),
      // There, a question mark in an entry with a star stands for one character.
      hapi: hapi("{ origin: ['https://*.v?.example.com'] }"),
    },
  },
  {
    fault: 'a user name',
    rule: 'valid-allow-origin',
    messageId: 'notAnOrigin',
    bad: {
      cors: cors("{ origin: 'https://deploy@app.example.com' }"),
      'AWS Lambda': lambda(sent("'https://deploy:secret@app.example.com'")),
      strapi: strapi("{ origin: ['https://deploy@app.example.com'] }"),
    },
    good: {
      cors: cors("{ origin: new URL('https://deploy@app.example.com').origin }"),
      'AWS Lambda': lambda(sent(`'${APP}'`), "const upstream = 'https://deploy:secret@app.example.com';\nconnect(upstream);\n"),
      koa: koa(`ctx.set('Access-Control-Allow-Origin', 'https://deploy@app.example.com'.replace('deploy@', ''));`),
    },
  },
  {
    fault: 'no scheme',
    rule: 'valid-allow-origin',
    messageId: 'missingScheme',
    bad: {
      cors: cors("{ origin: ['app.example.com'] }"),
      'Next.js route': nextRoute(sent("'app.example.com'")),
      nest: nest("{ origin: 'localhost:3000' }"),
      h3: h3Cors("{ origin: ['//app.example.com'] }"),
      'node:http': nodeHttp("const { origin } = req.headers;\n  res.setHeader('Vary', 'Origin');\n  if (['app.example.com'].includes(origin)) res.setHeader('Access-Control-Allow-Origin', origin);"),
      '@fastify/cors': fastifyCors("{ origin: 'https:/app.example.com' }"),
      '@elysiajs/cors': elysiaCors("{ origin: '//app.example.com', credentials: false }"),
    },
    good: {
      // An entry without scheme is compared with the host.
      '@elysiajs/cors': elysiaCors("{ origin: 'app.example.com', credentials: false }"),
      'node:http': nodeHttp("const { origin } = req.headers;\n  res.setHeader('Vary', 'Origin');\n  if (origin?.startsWith('https://') && ['app.example.com'].includes(new URL(origin).host)) res.setHeader('Access-Control-Allow-Origin', origin);"),
      'hono/cors': honoCors("{ origin: ['app.example.com', 'admin.example.com'].map((host) => `https://${host}`) }"),
      nest: nest(`{ origin: '${APP}' }`, "const host = 'app.example.com';\nlog(host);\n"),
      // Applications on phones have schemes of their own.
      '@fastify/cors': fastifyCors("{ origin: ['capacitor://localhost', 'ionic://localhost'] }"),
    },
  },
  {
    fault: 'upper case',
    rule: 'valid-allow-origin',
    messageId: 'notCanonical',
    bad: {
      cors: cors("{ origin: ['https://App.Example.com'] }"),
      hapi: hapi("{ origin: ['https://App.Example.com'] }"),
      'Cloudflare Workers': worker(sent("'HTTPS://app.example.com'")),
      'hono/cors': honoCors("{ origin: 'https://App.Example.com' }"),
      koa: koa("const origin = ctx.get('Origin');\n  ctx.vary('Origin');\n  if (origin === 'https://App.Example.com') ctx.set('Access-Control-Allow-Origin', origin);"),
    },
    good: {
      cors: cors("{ origin: ['https://App.Example.com'].map((each) => each.toLowerCase()) }"),
      hapi: hapi("{ origin: [new URL('https://App.Example.com').origin] }"),
      'Cloudflare Workers': worker(sent("'HTTPS://app.example.com'.toLowerCase()")),
      'hono/cors': honoCors('{ origin: (origin) => (/^https:\\/\\/App\\.Example\\.com$/i.test(origin) ? origin : null) }'),
      koa: koa("const origin = ctx.get('Origin');\n  ctx.vary('Origin');\n  if (origin.toLowerCase() === 'https://App.Example.com'.toLowerCase()) ctx.set('Access-Control-Allow-Origin', origin);"),
    },
  },
  {
    fault: 'a host that is not ASCII',
    rule: 'valid-allow-origin',
    messageId: 'notCanonical',
    bad: {
      cors: cors("{ origin: 'https://bücher.example' }"),
      'Next.js route': nextRoute(sent("'https://b%C3%BCcher.example'")),
      '@elysiajs/cors': elysiaCors("{ origin: ['https://bücher.example'] }"),
      'restify-cors-middleware2': restify("{ origins: ['https://bücher.example'] }"),
    },
    good: {
      cors: cors("{ origin: new URL('https://bücher.example').origin }"),
      'Next.js route': nextRoute(sent("'https://xn--bcher-kva.example'")),
      '@elysiajs/cors': elysiaCors("{ origin: ['https://xn--bcher-kva.example'] }"),
      express: express("const { origin } = req.headers;\n  res.vary('Origin');\n  if (origin?.startsWith('https://') && domainToUnicode(new URL(origin).host) === 'bücher.example') res.set('Access-Control-Allow-Origin', origin);", "import { domainToUnicode } from 'node:url';\n"),
    },
  },
  {
    fault: 'the port that the scheme implies',
    rule: 'valid-allow-origin',
    messageId: 'notCanonical',
    bad: {
      '@fastify/cors': fastifyCors(`{ origin: '${APP}:443' }`),
      bun: bun(sent("'http://app.example.com:80'")),
      nest: nest(`{ origin: ['${APP}:443'] }`),
      koa: koa(`ctx.set('Access-Control-Allow-Origin', '${APP}:443');`),
    },
    good: {
      '@fastify/cors': fastifyCors(`{ origin: new URL('${APP}:443').origin }`),
      // The port of the other scheme is one that browsers write.
      bun: bun(sent("'http://app.example.com:443'")),
      nest: nest("{ origin: ['https://app.example.com:80', 'https://app.example.com:8443'] }"),
      hono: hono(`const origin = c.req.header('Origin') ?? '';\n  c.header('Vary', 'Origin');\n  if (['${APP}', '${APP}:443'].includes(origin.includes(':', 6) ? origin : origin + ':443')) c.header('Access-Control-Allow-Origin', origin);`),
    },
  },
  {
    fault: 'no port behind a colon, or none that there is',
    rule: 'valid-allow-origin',
    messageId: 'notCanonical',
    bad: {
      cors: cors("{ origin: 'http://localhost:' }"),
      'hono/cors': honoCors("{ origin: 'http://localhost:030000' }"),
      'SvelteKit': svelteKit(sent("'http://localhost:65536'")),
    },
    good: {
      cors: cors('{ origin: `http://localhost:${process.env.PORT}` }'),
      'hono/cors': honoCors("{ origin: 'http://localhost:65535' }"),
      'SvelteKit': svelteKit(sent("'http://localhost:' + 3000")),
    },
  },
  {
    fault: 'an address in another form',
    rule: 'valid-allow-origin',
    messageId: 'notCanonical',
    bad: {
      cors: cors("{ origin: 'http://[0:0:0:0:0:0:0:1]:3000' }"),
      'Socket.IO': socketIo("{ origin: ['http://127.1:3000'] }"),
      deno: deno(sent("'http://0x7f.1:3000'")),
      '@fastify/cors': fastifyCors("{ origin: ['http://010.0.0.1'] }"),
    },
    good: {
      cors: cors("{ origin: ['http://[::1]:3000', 'http://127.0.0.1:3000'] }"),
      'Socket.IO': socketIo("{ origin: ['http://127.0.0.1:3000'] }"),
      deno: deno(sent("new URL('http://0x7f.1:3000').origin")),
      '@fastify/cors': fastifyCors("{ origin: ['http://[2001:db8::1]'] }"),
    },
  },
  {
    fault: 'a word',
    rule: 'valid-allow-origin',
    messageId: 'keyword',
    bad: {
      'Cloudflare Workers': worker(sent("'self'")),
      cors: cors("{ origin: 'true' }"),
      koa: koa("ctx.set('Access-Control-Allow-Origin', 'same-origin');"),
      'hono/cors': honoCors("{ origin: 'all' }"),
      nest: nest("{ origin: ['undefined'] }"),
      // It takes other texts without scheme for hosts.
      '@elysiajs/cors': elysiaCors("{ origin: 'self', credentials: false }"),
    },
    good: {
      'Cloudflare Workers': worker("{ 'Cross-Origin-Resource-Policy': 'same-origin', 'Content-Security-Policy': \"default-src 'self'\" }"),
      cors: cors('{ origin: false }'),
      koa: koa(`const origin = ctx.get('Origin');\n  ctx.vary('Origin');\n  ctx.set('Access-Control-Allow-Origin', origin === '${APP}' ? origin : 'false');`),
      'hono/cors': honoCors("{ origin: (origin) => (origin === 'https://app.example.com' ? origin : null) }"),
      nest: nest(`{ origin: ['${APP}', undefined].filter(Boolean) }`),
    },
  },
  {
    fault: 'a scheme whose pages have no origin',
    rule: 'valid-allow-origin',
    messageId: 'keyword',
    bad: {
      cors: cors("{ origin: ['data:'] }"),
      'Socket.IO': socketIo("{ origin: ['wss://app.example.com'] }"),
      '@fastify/cors': fastifyCors("{ origin: ['blob:'] }"),
    },
    good: {
      // Pages that an Android WebView loads from files send it.
      cors: cors("{ origin: ['file://'] }"),
      'Socket.IO': socketIo(`{ origin: ['${APP}'] }`, "const upstream = 'wss://app.example.com';\nconnect(upstream);\n"),
      '@fastify/cors': fastifyCors("{ origin: ['tauri://localhost', 'vscode-webview://0a1b2c'] }"),
    },
  },
  {
    fault: 'quotes inside of the value',
    rule: 'valid-allow-origin',
    messageId: 'notCanonical',
    bad: {
      express: express(`res.set('Access-Control-Allow-Origin', '"${APP}"');`),
      'hono/cors': honoCors(`{ origin: ["'${APP}'"] }`),
      'AWS Lambda': lambda(sent(`"'${APP}'"`)),
      '@elysiajs/cors': elysiaCors(`{ origin: '"${APP}"' }`),
    },
    good: {
      express: express(`res.set('Access-Control-Allow-Origin', JSON.parse('"${APP}"'));`),
      'hono/cors': honoCors(`{ origin: JSON.parse('["${APP}"]') }`),
      // The quotes are the syntax of the mappings of API Gateway.
      'AWS CDK': `import * as apigateway from 'aws-cdk-lib/aws-apigateway';\nnew apigateway.GatewayResponse(this, 'Denied', { restApi, type: apigateway.ResponseType.ACCESS_DENIED, responseHeaders: { 'Access-Control-Allow-Origin': "'${APP}'" } });`,
    },
  },
  {
    fault: 'a pattern in quotes',
    rule: 'valid-allow-origin',
    messageId: 'keyword',
    bad: {
      cors: cors("{ origin: ['/^https:\\\\/\\\\/app\\\\.example\\\\.com$/'] }"),
      nest: nest("{ origin: '^https://app\\\\.example\\\\.com$' }"),
      'Socket.IO': socketIo("{ origin: ['/\\\\.example\\\\.com$/'] }"),
      'hono/cors': honoCors("{ origin: 'https://${host}' }"),
    },
    good: {
      cors: cors("{ origin: [new RegExp('^https:\\\\/\\\\/app\\\\.example\\\\.com$')] }"),
      nest: nest('{ origin: /^https:\\/\\/app\\.example\\.com$/ }'),
      // A generator fills it in.
      'Socket.IO': socketIo("{ origin: '<your-origin>' }"),
      'hono/cors': honoCors('{ origin: `https://${host}` }', "const host = 'app.example.com';\n"),
    },
  },
  {
    fault: 'blanks around an entry of a list',
    rule: 'valid-allow-origin',
    messageId: 'notCanonical',
    bad: {
      cors: cors(`{ origin: [' ${APP}'] }`),
      '@elysiajs/cors': elysiaCors(`{ origin: ['${APP} '] }`),
      'node:http': nodeHttp(`const { origin } = req.headers;\n  res.setHeader('Vary', 'Origin');\n  if (new Set(['${APP} ']).has(origin)) res.setHeader('Access-Control-Allow-Origin', origin);`),
      hapi: hapi(`{ origin: ['${APP} '] }`),
    },
    good: {
      cors: cors(`{ origin: [' ${APP}'].map((each) => each.trim()) }`),
      strapi: strapi(`{ origin: ' ${APP} , ${ADMIN}' }`),
      // Whoever reads a header leaves the blanks around its value out.
      'node:http': nodeHttp(`res.setHeader('Access-Control-Allow-Origin', '${APP} ');`),
      '@fastify/cors': fastifyCors(`{ origin: ' ${APP}' }`),
    },
  },
  {
    fault: 'a list that is split and not trimmed',
    rule: 'valid-allow-origin',
    messageId: 'notCanonical',
    bad: {
      cors: cors(`{ origin: (process.env.ORIGINS ?? '${APP}, ${ADMIN}').split(',') }`),
      'hono/cors': honoCors(`{ origin: '${APP}, ${ADMIN}'.split(',') }`),
      fastify: fastify(`const { origin } = request.headers;\n  reply.header('Vary', 'Origin');\n  if (allowed.includes(origin)) reply.header('Access-Control-Allow-Origin', origin);`, `const allowed = '${APP}, ${ADMIN}'.split(',');\n`),
      '@elysiajs/cors': elysiaCors(`{ origin: '${APP}; ${ADMIN}'.split(';') }`),
    },
    good: {
      cors: cors(`{ origin: (process.env.ORIGINS ?? '${APP}, ${ADMIN}').split(',').map((each) => each.trim()).filter(Boolean) }`),
      'hono/cors': honoCors(`{ origin: '${APP}, ${ADMIN}'.split(', ') }`),
      fastify: fastify(`const { origin } = request.headers;\n  reply.header('Vary', 'Origin');\n  if (allowed.includes(origin)) reply.header('Access-Control-Allow-Origin', origin);`, `const allowed = '${APP}, ${ADMIN}'.split(/\\s*,\\s*/);\n`),
      // What the variable holds is not shown.
      '@elysiajs/cors': elysiaCors("{ origin: process.env.ORIGINS.split(',') }"),
      express: express("const { origin } = req.headers;\n  res.vary('Origin');\n  if (list.some((each) => each.trim() === origin)) res.set('Access-Control-Allow-Origin', origin);", `const list = '${APP}, ${ADMIN}'.split(',');\n`),
    },
  },
  {
    fault: 'the wildcard as an entry of a list that is compared',
    rule: 'valid-allow-origin',
    messageId: 'starInList',
    bad: {
      cors: cors("{ origin: ['*'] }"),
      'hono/cors': honoCors("{ origin: ['*'] }"),
      nest: nest(`{ origin: ['${APP}', '*'] }`),
      h3: h3Cors("{ origin: ['*'] }"),
      'Socket.IO': socketIo("{ origin: ['*'] }"),
    },
    good: {
      '@fastify/cors': fastifyCors("{ origin: ['*'] }"),
      '@elysiajs/cors': elysiaCors("{ origin: ['*'], credentials: false }"),
      '@tinyhttp/cors': "import { App } from '@tinyhttp/app';\nimport { cors } from '@tinyhttp/cors';\nnew App().use(cors({ origin: ['*'] })).get('/news', (req, res) => res.json([])).listen(3000);",
      express: express("const { origin } = req.headers;\n  if (allowed.includes('*')) res.set('Access-Control-Allow-Origin', '*');\n  else if (allowed.includes(origin)) res.vary('Origin').set('Access-Control-Allow-Origin', origin);", `const allowed = ['*', '${APP}'];\n`),
    },
  },
  {
    fault: 'the header, sent twice',
    rule: 'no-inconsistent-policy',
    messageId: 'repeated',
    bad: {
      cors: `${cors(`{ origin: '${APP}' }`)}\napp.get('/prices', (req, res) => {\n  res.append('Access-Control-Allow-Origin', '${ADMIN}');\n  res.json([]);\n});`,
      koa: koa(`ctx.set('Access-Control-Allow-Origin', '${APP}');\n  ctx.append('Access-Control-Allow-Origin', '${ADMIN}');`),
      'Cloudflare Workers': `export default {\n  async fetch(request) {\n    const headers = new Headers();\n    headers.append('Access-Control-Allow-Origin', '${APP}');\n    headers.append('Access-Control-Allow-Origin', '${ADMIN}');\n    return new Response('[]', { headers });\n  },\n};`,
      'node:http': nodeHttp(`res.setHeader('Access-Control-Allow-Origin', '${APP}');\n  res.appendHeader('Access-Control-Allow-Origin', '${ADMIN}');`),
    },
    good: {
      // The second write takes the place of the first.
      express: express(`res.set('Access-Control-Allow-Origin', '${ADMIN}');\n  res.set('Access-Control-Allow-Origin', '${APP}');`),
      koa: koa(`ctx.append('Vary', 'Accept');\n  ctx.append('Vary', 'Origin');\n  ctx.append('Access-Control-Allow-Origin', '${APP}');`),
      'Cloudflare Workers': `export default {\n  async fetch(request) {\n    const headers = new Headers({ Vary: 'Origin' });\n    if (request.headers.get('Origin') === '${APP}') headers.append('Access-Control-Allow-Origin', '${APP}');\n    else headers.append('Access-Control-Allow-Origin', '${ADMIN}');\n    return new Response('[]', { headers });\n  },\n};`,
      'node:http': nodeHttp(`res.setHeader('Access-Control-Allow-Origin', '${APP}');\n  res.writeHead(200, { 'Access-Control-Allow-Origin': '${APP}' });`),
    },
  },
];
