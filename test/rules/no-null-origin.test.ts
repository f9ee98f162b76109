import { inCallback, inEveryFrame } from './origin-check.ts';
import { inEveryHandshake } from './handshake-check.ts';
import { ruleTable } from './rule-table.ts';

const CORS = "import cors from 'cors';\nimport express from 'express';\nconst app = express();\n";
const REPORTED = { reports: ['nullOrigin'] } as const;

ruleTable('no-null-origin', {
  valid: [
    ...["allowed.includes(origin)", "origin !== 'null' && allowed.includes(origin)", "!origin || allowed.includes(origin)", "origin === null || allowed.includes(origin)"].flatMap((check) => inEveryHandshake(check, {})),
    ...['allowed.includes(origin)', "origin !== 'null' && allowed.includes(origin)", "origin.endsWith('.example.com')", "/^https:\\/\\/app\\.example\\.com$/.test(origin)", "new URL(origin).origin !== 'null' && allowed.includes(origin)", "origin === null || allowed.includes(origin)"].flatMap((check) => inEveryFrame(check, {})),
    { title: 'null of JavaScript as the option', code: `${CORS}app.use(cors({ origin: null }));` },
    { title: 'everyone, which is another rule', code: `${CORS}app.use(cors({ origin: true, credentials: true }));` },
    { title: 'null of JavaScript as the header', code: "export function GET(request: Request) {\n  const known = request.headers.get('x-key') === 'k';\n  return new Response('', { headers: { 'Access-Control-Allow-Origin': known ? 'https://app.example.com' : null } });\n}" },
    { title: 'a list without it', code: `${CORS}app.use(cors({ origin: ['https://app.example.com'] }));` },
  ],
  invalid: [
    ...["origin === 'null' || allowed.includes(origin)", "['null', 'https://app.example.com'].includes(origin)", "/^(?:null|https:\\/\\/app\\.example\\.com)$/.test(origin)"].flatMap((check) => inEveryHandshake(check, { reports: ['nullOrigin'] })),
    ...["origin === 'null' || allowed.includes(origin)", "allowed.concat('null').includes(origin)", "/^(?:null|https:\\/\\/app\\.example\\.com)$/.test(origin)", "['null', 'https://app.example.com'].indexOf(origin) !== -1", "['file://', 'null'].includes(origin)"].flatMap((check) => inEveryFrame(check, REPORTED)),
    {
      title: 'in a list of the option',
      code: `${CORS}app.use(cors({ origin: ['https://app.example.com', 'null'], credentials: true }));`,
      ...REPORTED,
      at: "'null'",
      message: "`['https://app.example.com', 'null']` allows the origin 'null', which every site can send from a sandboxed frame, so it can read responses and act with the visitor's cookies.",
      suggestions: [`${CORS}app.use(cors({ origin: ['https://app.example.com'], credentials: true }));`],
    },
    { title: 'first in a list', code: `${CORS}app.use(cors({ origin: ['null', 'https://app.example.com'] }));`, ...REPORTED, suggestions: [`${CORS}app.use(cors({ origin: ['https://app.example.com'] }));`] },
    { title: 'in a Set', code: inCallback("new Set(['https://app.example.com', 'null']).has(origin)"), ...REPORTED },
    { title: 'together with a missing one', code: inCallback("!origin || origin === 'null'"), ...REPORTED, suggestions: [inCallback('!origin || false')] },
    { title: 'as the header', code: "import { createServer } from 'node:http';\ncreateServer((req, res) => {\n  res.setHeader('Access-Control-Allow-Origin', 'null');\n  res.end();\n});", ...REPORTED, at: "'null'" },
    { title: 'as a missing origin is replaced', code: "import express from 'express';\nconst app = express();\napp.use((req, res, next) => {\n  res.set({ 'Access-Control-Allow-Origin': 'null', 'Access-Control-Allow-Credentials': 'true' });\n  next();\n});", ...REPORTED },
  ],
});
