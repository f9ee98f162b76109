import type { Idiom } from './idioms.ts';

/** An application that asks another file for its origins. */
const project = (about: string, env: string, origin: string, reports: readonly string[]): Idiom => ({
  about,
  files: { 'app.ts': `import cors from 'cors';\nimport express from 'express';\nimport { vars } from './env';\nconst app = express();\napp.use(cors({ origin: ${origin}, credentials: true }));\n`, 'env.ts': env },
  alone: reports,
  together: reports,
});

const WILDCARD = ['app.ts:5 no-credentialed-wildcard'];
const REFLECTED = ['app.ts:5 no-reflected-origin'];

const DOTENV = "import dotenv from 'dotenv';\n";
const ARKTYPE = "import { type } from 'arktype';\n";

/** Ways in which a program reads and checks the variables of its environment. */
export const ENVIRONMENTS: readonly Idiom[] = [
  project('what dotenv parsed, open while unset', `${DOTENV}export const vars = dotenv.config().parsed;\n`, "vars?.ORIGIN || '*'", WILDCARD),
  project('what dotenv parsed, destructured, open while unset', `${DOTENV}const { parsed } = dotenv.config();\nexport const vars = parsed!;\n`, 'vars.ORIGIN ?? true', REFLECTED),
  project('what dotenv parsed, with an empty default, open while unset', "const { parsed = {} } = require('dotenv').config();\nexport const vars = parsed;\n", 'vars.ORIGIN || true', REFLECTED),
  project('a variable that dotenv parsed and another package expanded, open while unset', `${DOTENV}import { expand } from 'dotenv-expand';\nexport const vars = expand(dotenv.config()).parsed;\n`, 'vars.ORIGIN || true', REFLECTED),
  project('what dotenv parsed, closed while unset', `${DOTENV}export const vars = dotenv.config().parsed;\n`, "vars?.ORIGIN || 'https://app.example.com'", []),
  project('what dotenv parsed, a list', `${DOTENV}const { parsed } = dotenv.config();\nexport const vars = parsed;\n`, "vars?.ORIGIN?.split(',') ?? []", []),
  project('what dotenv parsed, as it is', `${DOTENV}export const vars = dotenv.config().parsed;\n`, 'vars.ORIGIN', []),
  project('an environment that arktype checks, open while unset', `${ARKTYPE}export const vars = type({ ORIGIN: 'string = "*"' })(process.env);\n`, 'vars.ORIGIN', WILDCARD),
  project('an environment that arktype asserts, open while unset', `${ARKTYPE}export const vars = type({ ORIGIN: "string = '*'", PORT: 'string.numeric' }).assert(process.env);\n`, 'vars.ORIGIN', WILDCARD),
  project('an environment that arktype checks by a tuple, open while unset', `${ARKTYPE}const Env = type({ ORIGIN: ['string', '=', '*'] });\nexport const vars = Env(process.env);\nif (vars instanceof type.errors) throw new Error(vars.summary);\n`, 'vars.ORIGIN', WILDCARD),
  project('an environment that arktype checks by types of their own, open while unset', `${ARKTYPE}const Env = type({ ORIGIN: type('string').default('*'), NAME: 'string' }).onUndeclaredKey('delete');\nexport const vars = Env.assert(process.env);\n`, 'vars.ORIGIN', WILDCARD),
  project('an environment that arktype checks by keywords, open while unset', `${ARKTYPE}const Env = type({ ORIGIN: type.string.default('*') });\nexport const vars = Env.assert(process.env);\n`, 'vars.ORIGIN', WILDCARD),
  project('an optional setting of arktype, open while unset', `${ARKTYPE}export const vars = type({ 'ORIGIN?': 'string' }).assert(process.env);\n`, 'vars.ORIGIN || true', REFLECTED),
  project('an optional setting of arktype, closed while unset', `${ARKTYPE}export const vars = type({ 'ORIGIN?': 'string' }).assert(process.env);\n`, "vars.ORIGIN || 'https://app.example.com'", []),
  project('a setting of arktype that must be set', `${ARKTYPE}export const vars = type({ ORIGIN: 'string' }).assert(process.env);\n`, 'vars.ORIGIN || true', []),
  project('a list that arktype makes', `${ARKTYPE}export const vars = type({ ORIGIN: type('string').pipe((list) => list.split(',')) }).assert(process.env);\n`, 'vars.ORIGIN', []),
  project('a setting of arktype with one origin', `${ARKTYPE}export const vars = type({ ORIGIN: 'string.url = "https://app.example.com"' }).assert(process.env);\n`, 'vars.ORIGIN', []),
  project('a default that arktype parses', `${ARKTYPE}export const vars = type({ ORIGIN: 'string.json.parse = "true"' }).assert(process.env);\n`, 'vars.ORIGIN', []),
  project('a default that arktype changes', `${ARKTYPE}export const vars = type({ ORIGIN: type('string').pipe((text) => originsOf(text)).default('*') }).assert(process.env);\n`, 'vars.ORIGIN', []),
  project('what arktype makes of a whole environment', `${ARKTYPE}export const vars = type({ ORIGIN: 'string = "*"' }).pipe((all) => ({ ORIGIN: originOf(all) })).assert(process.env);\n`, 'vars.ORIGIN', []),
  project('what arktype checks, which is no environment', `${ARKTYPE}export const vars = type({ ORIGIN: 'string = "*"' }).assert(await load());\n`, 'vars.ORIGIN', []),
];
