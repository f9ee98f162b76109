import { inEveryFrame } from './origin-check.ts';
import { ruleTable } from './rule-table.ts';

const CORS = "import cors from 'cors';\nimport express from 'express';\nconst app = express();\n";
const REPORTED = { reports: ['localOrigin'] } as const;

ruleTable('no-localhost-origin', {
  valid: [
    ...['allowed.includes(origin)', "process.env.NODE_ENV !== 'production' && origin.startsWith('http://localhost:')", "origin.endsWith('.example.com')", "origin.startsWith('http://localhost')", "origin === 'capacitor://localhost'"].flatMap((check) => inEveryFrame(check, {})),
    { title: 'outside of production', code: `${CORS}const local = process.env.NODE_ENV === 'production' ? [] : ['http://localhost:3000'];\napp.use(cors({ origin: ['https://app.example.com', ...local] }));` },
    { title: 'declared', code: `${CORS}app.use(cors({ origin: ['http://localhost:3000'] }));`, settings: { trustedOrigins: ['http://localhost:3000'] } },
  ],
  invalid: [
    ...["origin === 'http://localhost:3000'", "['http://127.0.0.1:8080'].includes(origin)", "origin.startsWith('http://localhost:')", "/^https?:\\/\\/localhost(:\\d+)?$/.test(origin)", "new URL(origin).hostname === 'localhost'", "origin === 'http://192.168.0.10'"].flatMap((check) => inEveryFrame(check, REPORTED)),
    { title: 'in a list of the option', code: `${CORS}app.use(cors({ origin: ['https://app.example.com', 'http://localhost:3000'] }));`, ...REPORTED, at: "'http://localhost:3000'", suggestions: [`${CORS}app.use(cors({ origin: ['https://app.example.com'] }));`] },
    { title: 'two of them', code: `${CORS}app.use(cors({ origin: ['https://app.example.com', 'http://localhost:3000', 'http://localhost:5173'] }));`, reports: ['localOrigin', 'localOrigin'] },
    { title: 'as the option', code: `${CORS}app.use(cors({ origin: 'http://localhost:3000', credentials: true }));`, ...REPORTED },
  ],
});
