import { inEveryFrame } from './origin-check.ts';
import { ruleTable } from './rule-table.ts';

const CORS = "import cors from 'cors';\nimport express from 'express';\nconst app = express();\n";
const REPORTED = { reports: ['anySubdomain'] } as const;

ruleTable('no-wildcard-subdomain', {
  valid: [
    ...['allowed.includes(origin)', "/^https:\\/\\/(?:app|admin)\\.example\\.com$/.test(origin)", "origin.startsWith('https://app.example.com:')", "origin.endsWith('example.com')", "origin.endsWith('.vercel.app')", "origin.endsWith('.localhost')"].flatMap((check) => inEveryFrame(check, {})),
    { title: 'everyone, which is another rule', code: `${CORS}app.use(cors({ origin: true }));` },
  ],
  invalid: [
    ...["origin.endsWith('.example.com')", "origin.startsWith('https://') && origin.endsWith('.example.com')", "/^https:\\/\\/[a-z0-9-]+\\.example\\.com$/.test(origin)", "/^https:\\/\\/(?:.+\\.)?example\\.com$/.test(origin)", "new URL(origin).hostname.endsWith('.example.com')", "origin.split('.').slice(-2).join('.') === 'example.com'", "/^https:\\/\\/preview-\\d+\\.example\\.com$/.test(origin)"].flatMap((check) => inEveryFrame(check, REPORTED)),
    { title: 'a pattern of the option', code: `${CORS}app.use(cors({ origin: /^https:\\/\\/.*\\.example\\.com$/ }));`, ...REPORTED, message: "`/^https:\\/\\/.*\\.example\\.com$/` accepts 'https://evil.example.com', whatever that host is: one subdomain in wrong hands can read the answers." },
  ],
});
