import { inCallback, inEveryFrame } from './origin-check.ts';
import { inEveryHandshake } from './handshake-check.ts';
import { ruleTable } from './rule-table.ts';

const CORS = "import cors from 'cors';\nimport express from 'express';\nconst app = express();\n";
const REPORTED = { reports: ['insecureOrigin'] } as const;

ruleTable('no-insecure-origin', {
  valid: [
    ...["allowed.includes(origin)", "/^https:\\/\\/app\\.example\\.com$/.test(origin)", "origin?.startsWith('https://') && origin.endsWith('.example.com')"].flatMap((check) => inEveryHandshake(check, {})),
    ...['allowed.includes(origin)', "origin.startsWith('https://') && origin.endsWith('.example.com')", "/^https:\\/\\/app\\.example\\.com$/.test(origin)", "origin.startsWith('http://localhost:')", "/^https?:\\/\\/localhost(:\\d+)?$/.test(origin)", "origin === 'http://printer.local'", "origin === 'http://192.168.1.20'", "new URL(origin).protocol === 'https:' && new URL(origin).hostname === 'app.example.com'", "origin === 'http://intranet'"].flatMap((check) => inEveryFrame(check, {})),
    { title: 'without credentials', code: `${CORS}app.use(cors({ origin: ['http://app.example.com'] }));` },
    { title: 'declared', code: `${CORS}app.use(cors({ origin: ['http://kiosk.example.com'], credentials: true }));`, settings: { trustedOrigins: ['http://kiosk.example.com'] } },
    { title: 'everyone, which is another rule', code: `${CORS}app.use(cors({ origin: true, credentials: true }));` },
  ],
  invalid: [
    ...["['http://app.example.com', 'https://app.example.com'].includes(origin)", "/^https?:\\/\\/app\\.example\\.com$/.test(origin)", "origin === 'http://app.example.com'"].flatMap((check) => inEveryHandshake(check, { reports: ['insecureOrigin'] })),
    ...["origin === 'http://app.example.com'", "['http://app.example.com'].includes(origin)", "origin.endsWith('.example.com')", "new URL(origin).hostname === 'app.example.com'", "new URL(origin).host === 'app.example.com'", "/^https?:\\/\\/app\\.example\\.com$/.test(origin)", "origin.replace(/^https?:\\/\\//, '') === 'app.example.com'", "origin.split('//')[1] === 'app.example.com'", "origin.split('://').pop() === 'app.example.com'", "origin.split('.').slice(-2).join('.') === 'example.com'", "origin.endsWith('//example.com')"].flatMap((check) => inEveryFrame(check, REPORTED)),
    {
      title: 'in a list of the option',
      code: `${CORS}app.use(cors({ origin: ['https://app.example.com', 'http://shop.example.com'], credentials: true }));`,
      ...REPORTED,
      at: "'http://shop.example.com'",
      suggestions: [`${CORS}app.use(cors({ origin: ['https://app.example.com', 'https://shop.example.com'], credentials: true }));`],
    },
    { title: 'as the header', code: "import express from 'express';\nconst app = express();\napp.use((req, res, next) => {\n  res.set('Access-Control-Allow-Origin', 'http://app.example.com');\n  res.set('Access-Control-Allow-Credentials', 'true');\n  next();\n});", ...REPORTED },
    { title: 'as the option', code: `${CORS}app.use(cors({ origin: 'http://app.example.com', credentials: true }));`, ...REPORTED, suggestions: [`${CORS}app.use(cors({ origin: 'https://app.example.com', credentials: true }));`] },
    { title: 'https or http in a pattern of the option', code: `${CORS}app.use(cors({ origin: /^https?:\\/\\/app\\.example\\.com$/, credentials: true }));`, ...REPORTED },
    { title: 'without credentials, on demand', code: `${CORS}app.use(cors({ origin: ['http://app.example.com'] }));`, options: { scope: 'all' }, ...REPORTED },
    { title: 'a helper of the file', code: `${CORS}const ok = (o) => new URL(o).hostname === 'app.example.com';\napp.use(cors({ credentials: true, origin: (origin, callback) => callback(null, ok(origin)) }));`, ...REPORTED },
    { title: 'beside a missing origin', code: inCallback("!origin || origin === 'http://app.example.com'"), ...REPORTED },
  ],
});
