import { byHand, inCallback, inEveryFrame } from './origin-check.ts';
import { inEveryHandshake } from './handshake-check.ts';
import { lint, ruleTable } from './rule-table.ts';
import { expect, it } from 'vitest';

const CORS = "import cors from 'cors';\nimport express from 'express';\nconst app = express();\n";
const REPORTED = { reports: ['foreignOrigin'] } as const;

/** Checks and the first origin of someone else that they accept. */
const BYPASSED: readonly (readonly [check: string, witness: string])[] = [
  // The end of an origin.
  ["origin.endsWith('example.com')", 'https://evilexample.com'],
  ["origin.slice(-11) === 'example.com'", 'https://evilexample.com'],
  ["origin.substr(-11) === 'example.com'", 'https://evilexample.com'],
  ["origin.toLowerCase().endsWith('example.com')", 'https://evilexample.com'],
  ["origin.replace(/\\/$/, '').endsWith('example.com')", 'https://evilexample.com'],
  ["origin.startsWith('https://') && origin.endsWith('example.com')", 'https://evilexample.com'],
  ["/example\\.com$/.test(origin)", 'https://evilexample.com'],
  ["origin.lastIndexOf('example.com') === origin.length - 'example.com'.length", 'https://evilexample.com'],
  // The beginning.
  ["origin.startsWith('https://app.example.com')", 'https://app.example.com.evil.com'],
  ["origin.indexOf('https://app.example.com') === 0", 'https://app.example.com.evil.com'],
  ["0 === origin.indexOf('https://app.example.com')", 'https://app.example.com.evil.com'],
  ["origin.lastIndexOf('https://app.example.com', 0) === 0", 'https://app.example.com.evil.com'],
  ["origin.substring(0, 19) === 'https://example.com'", 'https://example.com.evil.com'],
  ["origin.startsWith('http://localhost')", 'http://localhost.evil.com'],
  ["origin.startsWith('http://192.168.')", 'http://192.168.evil.com'],
  ["allowed.some((entry) => origin.startsWith(entry))", 'https://app.example.com.evil.com'],
  ["allowed.find((entry) => origin.startsWith(entry)) !== undefined", 'https://app.example.com.evil.com'],
  // A text somewhere in it.
  ["origin.includes('example.com')", 'https://evilexample.com'],
  ["origin.includes('example')", 'https://example.evil.com'],
  ["origin.indexOf('example.com') !== -1", 'https://evilexample.com'],
  ["origin.indexOf('example.com') > -1", 'https://evilexample.com'],
  ["origin.indexOf('example.com') >= 0", 'https://evilexample.com'],
  ["origin.indexOf('example.com') > 0", 'https://evilexample.com'],
  ["!(origin.indexOf('example.com') === -1)", 'https://evilexample.com'],
  ["~origin.indexOf('example.com')", 'https://evilexample.com'],
  ["origin.search('example.com') !== -1", 'https://evilexample.com'],
  ["origin.match('example.com')", 'https://evilexample.com'],
  ["origin.match(/example\\.com/) !== null", 'https://evilexample.com'],
  ["allowed.filter((entry) => origin.includes(entry)).length > 0", 'https://app.example.com.evil.com'],
  ["allowed.findIndex((entry) => origin.includes(entry)) !== -1", 'https://app.example.com.evil.com'],
  // The other way round.
  ["'https://app.example.com,https://b.example'.includes(origin)", 'https://app.example.co'],
  ["allowed.join(',').indexOf(origin) !== -1", 'https://app.example.co'],
  ["allowed.some((entry) => entry.startsWith(origin))", 'https://app.example.co'],
  // Patterns.
  ["/^https:\\/\\/www.example.com$/.test(origin)", 'https://wwwxexample.com'],
  ["/^https:\\/\\/api.example.co.uk$/.test(origin)", 'https://apixexample.co.uk'],
  ["/^https:\\/\\/app\\.example\\.com|https:\\/\\/admin\\.example\\.com$/.test(origin)", 'https://app.example.com.evil.com'],
  ["/^https:\\/\\/example\\.com[^.]*$/.test(origin)", 'https://example.community'],
  ["/^https:\\/\\/example\\.com[^a-zA-Z0-9.-]/.test(origin)", 'https://example.com_.evil.com'],
  ["/^https:\\/\\/.*example\\.com$/.exec(origin)", 'https://evilexample.com'],
  ["new RegExp('^https://app.example.com').test(origin)", 'https://app.example.com.evil.com'],
  ["['https://*.example.com'].some((glob) => new RegExp(glob.replace('*', '.*')).test(origin))", 'https://evilexample.com'],
  // Parts, and what is not one.
  ["new URL(origin).hostname.endsWith('example.com')", 'https://evilexample.com'],
  ["new URL(origin).host.includes('example.com')", 'https://evilexample.com'],
  ["url.parse(origin).hostname === 'app.example.com'", 'https://app.example.com`.evil.com'],
  ["origin.split('//')[1].startsWith('app.example.com')", 'https://app.example.com.evil.com'],
];

/** Checks that accept only what they name, or someone below it, or everyone, or nobody. */
const SOUND: readonly string[] = [
  'allowed.includes(origin)',
  'allowed.indexOf(origin) !== -1',
  'allowed.indexOf(origin) > -1',
  'allowed.indexOf(origin) >= 0',
  'allowed.indexOf(origin) > 0',
  '~allowed.indexOf(origin)',
  'allowed.some((entry) => entry === origin)',
  'allowed.filter((entry) => entry === origin).length > 0',
  'allowed.find((entry) => entry === origin)',
  'allowed.findIndex((entry) => entry === origin) !== -1',
  'new Set(allowed).has(origin)',
  "new Map([['https://app.example.com', 1]]).has(origin)",
  "new Map([['https://app.example.com', 1]]).get(origin)",
  "Object.hasOwn({ 'https://app.example.com': 1 }, origin)",
  "Object.prototype.hasOwnProperty.call({ 'https://app.example.com': 1 }, origin)",
  "origin in { 'https://app.example.com': 1 }",
  "({ 'https://app.example.com': true })[origin]",
  'allowed.includes(origin.toLowerCase().trim())',
  "allowed.includes(origin.replace(/\\/$/, ''))",
  'allowed.includes(new URL(origin).origin)',
  "new URL(origin).origin === 'https://app.example.com'",
  "typeof origin === 'string' && allowed.includes(origin)",
  "origin.endsWith('.example.com')",
  "origin.endsWith('//example.com')",
  "origin.endsWith('://example.com')",
  "origin.endsWith('https://example.com')",
  "origin.startsWith('https://app.example.com:')",
  "origin.startsWith('http://localhost:')",
  "origin.startsWith('https://app.example.com/')",
  "origin.includes('https://app.example.com:')",
  "new URL(origin).hostname === 'app.example.com'",
  "new URL(origin).hostname.endsWith('.example.com')",
  "origin.split('.').slice(-2).join('.') === 'example.com'",
  "origin.replace(/^https?:\\/\\//, '') === 'app.example.com'",
  "/^https:\\/\\/example.com$/.test(origin)",
  "/^https:\\/\\/example\\.com(:\\d+)?\\/?$/i.test(origin)",
  "/^https:\\/\\/example\\.com(:.*)?$/.test(origin)",
  "/^https:\\/\\/[^.]+\\.example\\.com$/.test(origin)",
  "/^https:\\/\\/.*\\.example\\.com$/.test(origin)",
  "/^(?!.*evil).*\\.example\\.com$/.test(origin)",
  "/^(?:https:\\/\\/app\\.example\\.com|https:\\/\\/admin\\.example\\.com)$/.test(origin)",
  "/^https?:\\/\\/localhost(:\\d+)?$/.test(origin)",
  "/^https?:\\/\\/(?:(?:[^:]+\\.)?localhost|127\\.0\\.0\\.1|\\[::1\\])(?::\\d+)?$/.test(origin)",
  "/.*/.test(origin)",
  "origin.startsWith('https://')",
  'allowed.indexOf(origin)',
  '!allowed.includes(origin)',
  "origin.endsWith('example.com') && allowed.includes(origin)",
  "isAllowed(origin)",
];

ruleTable('no-bypassable-origin-check', {
  valid: [
    ...["allowed.includes(origin)", "!origin || allowed.includes(origin)", "origin === undefined || allowed.indexOf(origin) !== -1", "origin === 'https://app.example.com'", "origin.startsWith('https://app.example.com/') || allowed.includes(origin)", "origin?.startsWith('https://') && origin.endsWith('.example.com')", "new URL(origin).hostname === 'app.example.com'", "new URL(origin).hostname.endsWith('.example.com')", "['https://app.example.com'].some((one) => one === origin)", "/^https:\\/\\/app\\.example\\.com$/.test(origin)", "/^https:\\/\\/(?:app|admin)\\.example\\.com(?::\\d+)?$/.test(origin)", "/^https:\\/\\/[a-z]+\\.example\\.com$/.exec(origin) !== null"].flatMap((check) => inEveryHandshake(check, {})),
    ...SOUND.flatMap((check) => inEveryFrame(check, {})),
    { title: 'a list from the environment', code: inCallback("process.env.ALLOWED.split(',').includes(origin)") },
    { title: 'a text from the environment, which is not shown', code: inCallback('origin.endsWith(process.env.DOMAIN)') },
    { title: 'a glob for whole labels', code: inCallback("minimatch(origin, 'https://*.example.com')") },
    { title: 'a glob for whole labels, compiled', code: inCallback("picomatch('https://*.example.com')(origin)") },
    { title: 'a path that denies', code: byHand("!origin.endsWith('example.com') && false") },
    { title: 'a development branch', code: `${CORS}if (process.env.NODE_ENV !== 'production') app.use(cors({ origin: /localhost/, credentials: true }));` },
    { title: 'a development check', code: inCallback("process.env.NODE_ENV !== 'production' && origin.includes('localhost')") },
    { title: 'text that is not the origin', code: "import express from 'express';\nconst app = express();\napp.use((req, res, next) => {\n  res.set('Access-Control-Allow-Origin', 'https://app.example.com');\n  if (req.headers.referer.includes('example.com')) log(req);\n  next();\n});" },
    { title: 'declared public, without credentials', code: `${CORS}app.get('/feed', cors({ origin: /example\\.com$/ }), h);`, settings: { publicPaths: [{ path: '/feed', reason: 'a feed' }] } },
  ],
  invalid: [
    ...["origin.startsWith('https://app.example.com')", "origin?.indexOf('https://app.example.com') === 0", "allowed.some((one) => origin.startsWith(one))", "origin.endsWith('example.com')", "new URL(origin).hostname.endsWith('example.com')", "!origin || origin.endsWith('example.com')", "origin.includes('example.com')", "origin && origin.indexOf('app.example.com') !== -1", "allowed.some((one) => origin.includes(one))", "/^https:\\/\\/app.example.com$/.test(origin)", "/^https:\\/\\/(?:app|admin).example\\.com$/.test(origin)", "origin.match(/^https:\\/\\/app.example\\.com$/)", "/https:\\/\\/app\\.example\\.com/.test(origin)", "/^https:\\/\\/app\\.example\\.com/.test(origin)", "/example\\.com$/.test(origin)"].flatMap((check) => inEveryHandshake(check, { reports: ['foreignOrigin'] })),
    ...BYPASSED.flatMap(([check]) => inEveryFrame(check, REPORTED)),
    { title: 'a glob that begins with the domain', code: inCallback("minimatch(origin, 'https://*example.com')"), ...REPORTED },
    { title: 'a function of lodash', code: inCallback("_.endsWith(origin, 'example.com')"), ...REPORTED },
    { title: 'every extension', code: inCallback("origin.startsWith('chrome-extension://')"), reports: ['anyExtension'] },
    {
      title: 'a pattern of the option',
      code: `${CORS}app.use(cors({ origin: /example\\.com$/, credentials: true }));`,
      ...REPORTED,
      at: '/example\\.com$/',
      message: "`/example\\.com$/` also accepts 'https://evilexample.com', a name that anyone can register, so that site can read responses and act with the visitor's cookies.",
      suggestions: [
        `${CORS}app.use(cors({ origin: /^https:\\/\\/example\\.com$/, credentials: true }));`,
        `${CORS}app.use(cors({ origin: (process.env.CORS_ALLOWED_ORIGINS ?? '').split(','), credentials: true }));`,
      ],
    },
    { title: 'a pattern in a list of the option', code: `${CORS}app.use(cors({ origin: ['https://app.example.com', /example\\.org$/] }));`, ...REPORTED, at: '/example\\.org$/' },
    { title: 'two patterns, each at its place', code: `${CORS}app.use(cors({ origin: [/example\\.com$/, /example\\.org$/] }));`, reports: ['foreignOrigin', 'foreignOrigin'], at: '/example\\.com$/' },
    { title: 'a pattern of Fastify', code: "import Fastify from 'fastify';\nimport cors from '@fastify/cors';\nconst app = Fastify();\napp.register(cors, { origin: /example\\.com$/, credentials: true });", ...REPORTED },
    { title: 'a function of Koa', code: "import Koa from 'koa';\nimport cors from '@koa/cors';\nconst app = new Koa();\napp.use(cors({ credentials: true, origin: (ctx) => {\n  const origin = ctx.get('Origin');\n  if (origin.endsWith('example.com')) return origin;\n  return '';\n} }));", ...REPORTED, at: "origin.endsWith('example.com')" },
    { title: 'a helper of the file', code: `${CORS}function isAllowed(o) {\n  for (const domain of ['example.com', 'example.org']) {\n    if (o.endsWith(domain)) return true;\n  }\n  return false;\n}\napp.use(cors({ credentials: true, origin: (origin, callback) => callback(null, !origin || isAllowed(origin)) }));`, ...REPORTED, at: 'o.endsWith(domain)' },
    { title: 'an asynchronous function', code: "import Fastify from 'fastify';\nimport cors from '@fastify/cors';\nconst app = Fastify();\napp.register(cors, { origin: async (origin) => origin.includes('example.com') });", ...REPORTED },
    { title: 'a list with texts and patterns', code: `${CORS}const list = ['https://app.example.com', /example\\.org$/];\napp.use(cors({ origin: (origin, callback) => callback(null, list.some((entry) => (entry instanceof RegExp ? entry.test(origin) : entry === origin))) }));`, ...REPORTED },
    { title: 'an early return', code: "import express from 'express';\nconst app = express();\napp.use((req, res, next) => {\n  const origin = req.get('Origin');\n  if (!origin || !/example\\.com/.test(origin)) return next();\n  res.set('Access-Control-Allow-Origin', origin);\n  res.set('Access-Control-Allow-Credentials', 'true');\n  res.vary('Origin');\n  next();\n});", ...REPORTED },
    { title: 'without credentials', code: `${CORS}app.use(cors({ origin: /example\\.com$/ }));`, ...REPORTED, message: "`/example\\.com$/` also accepts 'https://evilexample.com', a name that anyone can register, and lets it read the answers." },
    {
      title: 'with declared origins',
      code: `${CORS}app.use(cors({ origin: (origin, callback) => callback(null, origin.endsWith('example.com')) }));`,
      settings: { trustedOrigins: ['https://app.example.com'] },
      ...REPORTED,
      suggestions: [
        `${CORS}app.use(cors({ origin: (origin, callback) => callback(null, (origin === 'https://app.example.com')) }));`,
        `${CORS}app.use(cors({ origin: (origin, callback) => callback(null, (origin === 'https://example.com' || (origin.startsWith('https://') && origin.endsWith('.example.com')))) }));`,
        `${CORS}app.use(cors({ origin: ['https://app.example.com'] }));`,
        `${CORS}app.use(cors({ origin: (process.env.CORS_ALLOWED_ORIGINS ?? '').split(',') }));`,
      ],
    },
  ],
});

it.each(BYPASSED)('shows the origin that gets through %s: %s', (check, witness) => {
  expect(lint('no-bypassable-origin-check', inCallback(check)).map(({ message }) => message).join('\n')).toContain(`'${witness}'`);
});
