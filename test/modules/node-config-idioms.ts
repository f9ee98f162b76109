import type { Idiom } from './idioms.ts';

const APP = "import cors from 'cors';\nimport express from 'express';\nimport config from 'config';\nconst app = express();\n";

/** The application, with what it reads of its configuration. */
const app = (origin: string): string => `${APP}app.use(cors({ origin: ${origin}, credentials: true }));\n`;
const GET = app("config.get('cors.origin')");

const REFLECTED = ['app.ts:5 no-reflected-origin'];

const project = (about: string, files: Idiom['files'], reports: readonly string[] = []): Idiom => ({ about: `node-config: ${about}`, files: { 'app.ts': GET, ...files }, alone: reports, together: reports });

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;
const origin = (value: unknown): string => json({ cors: { origin: value } });
const ONE = 'https://app.example.com';

/** Ways in which a program gets its settings from the package `config`. */
export const NODE_CONFIG: readonly Idiom[] = [
  project('JSON', { 'config/default.json': origin(true) }, REFLECTED),
  project('JSON with a star', { 'config/default.json': origin('*') }, ['app.ts:5 no-credentialed-wildcard']),
  project('a list', { 'config/default.json': origin([ONE]) }),
  project('CommonJS', { 'config/default.js': 'module.exports = { cors: { origin: true } };\n' }, REFLECTED),
  project('TypeScript', { 'config/default.ts': 'export default { cors: { origin: true } };\n' }, REFLECTED),
  project('a variable of the environment, open while unset', { 'config/default.ts': 'export default { cors: { origin: process.env.ORIGIN || true } };\n' }, REFLECTED),
  project('a variable of the environment, closed while unset', { 'config/default.ts': `export default { cors: { origin: process.env.ORIGIN || '${ONE}' } };\n` }),
  { about: 'node-config: a directory further up', files: { 'src/http/app.ts': GET, 'config/default.json': origin(true) }, alone: ['src/http/app.ts:5 no-reflected-origin'], together: ['src/http/app.ts:5 no-reflected-origin'] },
  project('whole options', { 'app.ts': `${APP}app.use(cors(config.get('cors')));\n`, 'config/default.json': json({ cors: { origin: true, credentials: true } }) }, REFLECTED),
  project('a property of what it gets', { 'app.ts': app("config.get('cors').origin"), 'config/default.json': origin(true) }, REFLECTED),
  project('properties', { 'app.ts': app('config.cors.origin'), 'config/default.json': origin(true) }, REFLECTED),
  project('production, which closes', { 'config/default.json': origin(true), 'config/production.json': origin(ONE) }),
  project('production, which opens', { 'config/default.json': origin(ONE), 'config/production.json': origin(true) }, REFLECTED),
  project('production, which is about something else', { 'config/default.json': origin(true), 'config/production.json': json({ port: 80 }) }, REFLECTED),
  project('production, of which not all is shown', { 'config/default.json': origin(true), 'config/production.js': 'module.exports = { ...settings(), port: 80 };\n' }),
  project('production in another format', { 'config/default.json': origin(true), 'config/production.yaml': 'port: 80\n' }),
  project('development, which opens', { 'config/default.json': origin(ONE), 'config/development.json': origin(true) }),
  project('yaml', { 'config/default.yaml': 'cors:\n  origin: true\n' }),
  project('one machine, which closes', { 'config/default.json': origin(true), 'config/local.json': origin('http://localhost:3000') }),
  project('one machine, which is about something else', { 'config/default.json': origin(true), 'config/local.json': json({ port: 80 }) }, REFLECTED),
  project('a variable that custom-environment-variables names, open while unset', { 'config/default.json': origin(true), 'config/custom-environment-variables.json': origin('CORS_ORIGIN') }, REFLECTED),
  project('a variable that custom-environment-variables parses, open while unset', { 'config/default.json': origin(true), 'config/custom-environment-variables.json': origin({ __name: 'CORS_ORIGIN', __format: 'json' }) }, REFLECTED),
  project('a variable that custom-environment-variables names, closed while unset', { 'config/default.json': origin(ONE), 'config/custom-environment-variables.json': origin('CORS_ORIGIN') }),
  project('a variable that custom-environment-variables names, without a default', { 'config/default.json': json({ port: 80 }), 'config/custom-environment-variables.json': origin('CORS_ORIGIN') }),
  project('custom-environment-variables in another format', { 'config/default.json': origin(true), 'config/custom-environment-variables.yaml': 'cors:\n  origin: CORS_ORIGIN\n' }),
  project('a setting that no file has', { 'config/default.json': json({ port: 80 }) }),
  project('a setting that is made later', { 'config/default.js': "const { defer } = require('config/defer');\nmodule.exports = { cors: { origin: defer((all) => originOf(all)) } };\n" }),
  project('defaults that code makes', { 'config/default.js': 'module.exports = settings();\n' }),
  project('no files', {}),
];
