import { inCallback, inEveryFrame } from './origin-check.ts';
import { inEveryHandshake } from './handshake-check.ts';
import { ruleTable } from './rule-table.ts';

const CORS = "import cors from 'cors';\nimport express from 'express';\nconst app = express();\n";
const SUFFIX = { reports: ['sharedSuffix'] } as const;

ruleTable('no-shared-hosting-origin', {
  valid: [
    ...["allowed.includes(origin)", "origin === 'https://my-app.vercel.app'", "/^https:\\/\\/[a-z-]+\\.example\\.com$/.test(origin)"].flatMap((check) => inEveryHandshake(check, {})),
    ...["origin === 'https://my-app.vercel.app'", "['https://my-app.vercel.app', 'https://app.example.com'].includes(origin)", "origin.endsWith('.example.com')", "/^https:\\/\\/my-app\\.netlify\\.app$/.test(origin)", "origin.endsWith('.my-app.vercel.app')", "/^https:\\/\\/(?:my-app|my-shop)\\.pages\\.dev$/.test(origin)"].flatMap((check) => inEveryFrame(check, {})),
    { title: 'without credentials', code: `${CORS}app.use(cors({ origin: /\\.vercel\\.app$/ }));` },
    { title: 'one name in a list', code: `${CORS}app.use(cors({ origin: ['https://my-app.vercel.app'], credentials: true }));` },
  ],
  invalid: [
    ...["/^https:\\/\\/[a-z0-9-]+\\.vercel\\.app$/.test(origin)", "origin === 'https://app.example.com' || origin?.endsWith('.netlify.app')", "new URL(origin).hostname.endsWith('.github.io')"].flatMap((check) => inEveryHandshake(check, { reports: ['sharedSuffix'] })),
    ...["origin.endsWith('.vercel.app')", "origin.endsWith('vercel.app')", "origin.includes('.netlify.app')", "/^https:\\/\\/.*\\.github\\.io$/.test(origin)", "/^https:\\/\\/my-app-[a-z0-9]+-team\\.vercel\\.app$/.test(origin)", "origin.startsWith('https://my-app') && origin.endsWith('.vercel.app')", "new URL(origin).hostname.endsWith('.pages.dev')", "origin.endsWith('-my-team.vercel.app')", "origin.endsWith('.webcontainer.io')"].flatMap((check) => inEveryFrame(check, SUFFIX)),
    {
      title: 'a pattern of the option',
      code: `${CORS}app.use(cors({ origin: ['https://app.example.com', /^https:\\/\\/.*\\.vercel\\.app$/], credentials: true }));`,
      ...SUFFIX,
      at: '/^https:\\/\\/.*\\.vercel\\.app$/',
      message: "`/^https:\\/\\/.*\\.vercel\\.app$/` accepts 'https://evil.vercel.app', and anyone can get a name under 'vercel.app', so strangers' pages can read responses and act with the visitor's cookies.",
    },
    { title: 'without credentials, on demand', code: `${CORS}app.use(cors({ origin: /\\.vercel\\.app$/ }));`, options: { scope: 'all' }, ...SUFFIX },
    { title: 'a playground', code: `${CORS}app.use(cors({ origin: ['https://app.example.com', 'https://codepen.io'], credentials: true }));`, reports: ['playground'], at: "'https://codepen.io'", suggestions: [`${CORS}app.use(cors({ origin: ['https://app.example.com'], credentials: true }));`] },
    { title: 'a playground in a callback', code: inCallback("['https://jsfiddle.net'].includes(origin)"), reports: ['playground'] },
  ],
});
