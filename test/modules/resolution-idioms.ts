import type { Idiom } from './idioms.ts';

/** Ways in which a specifier leads to a file. */
export const RESOLUTION: readonly Idiom[] = [
  {
    about: 'a prefix of a Deno import map',
    files: {
      'deno.json': '{ "imports": { "@/": "./src/", "hono": "jsr:@hono/hono", "options": "./src/options.ts" } }',
      'src/main.ts': "import { Hono } from 'hono';\nimport { cors } from 'hono/cors';\nimport { corsOptions } from '@/options.ts';\nconst app = new Hono();\napp.use('*', cors(corsOptions));\napp.post('/orders', (c) => c.json({}));\nDeno.serve(app.fetch);\n",
      'src/options.ts': 'export const corsOptions = { origin: (origin: string) => origin, credentials: true };\n',
    },
    alone: ['src/main.ts:5 no-reflected-origin'],
    together: ['src/options.ts:1 no-reflected-origin'],
  },
  {
    about: 'a bare name of a Deno import map with comments',
    files: {
      'deno.jsonc': '{ // x\n "imports": { "options": "./src/options.ts" } }',
      'src/main.ts': "import { Hono } from 'npm:hono';\nimport { cors } from 'npm:hono/cors';\nimport { corsOptions } from 'options';\nconst app = new Hono();\napp.use('*', cors(corsOptions));\napp.post('/orders', (c) => c.json({}));\nDeno.serve(app.fetch);\n",
      'src/options.ts': 'export const corsOptions = { origin: (origin: string) => origin, credentials: true };\n',
    },
    alone: ['src/main.ts:5 no-reflected-origin'],
    together: ['src/options.ts:1 no-reflected-origin'],
  },
  {
    about: 'an import map of its own',
    files: {
      'supabase/functions/import_map.json': '{ "imports": { "shared/": "./_shared/" } }',
      'supabase/functions/deno.json': '{ "importMap": "./import_map.json" }',
      'supabase/functions/me/index.ts': "import { corsHeaders } from 'shared/cors.ts';\nDeno.serve(async (req) => {\n  const user = await verify(req.headers.get('Authorization'));\n  return new Response(JSON.stringify(user), { headers: corsHeaders });\n});\n",
      'supabase/functions/_shared/cors.ts': "export const corsHeaders = { 'Access-Control-Allow-Origin': '*' };\n",
    },
    alone: ['supabase/functions/me/index.ts:4 no-wildcard-origin'],
    together: ['supabase/functions/_shared/cors.ts:1 no-wildcard-origin'],
  },
  {
    about: 'JSON imported with its type',
    files: {
      'app.mjs': "import cors from 'cors';\nimport express from 'express';\nconst app = express();\nimport options from './cors.json' with { type: 'json' };\napp.use(cors(options));\n",
      'cors.json': '{ "origin": true, "credentials": true }',
    },
    alone: ['app.mjs:5 no-reflected-origin'],
    together: ['app.mjs:5 no-reflected-origin'],
  },
  {
    about: 'JSON imported on demand',
    files: {
      'app.mjs': "import cors from 'cors';\nimport express from 'express';\nconst app = express();\nconst { default: options } = await import('./cors.json', { with: { type: 'json' } });\napp.use(cors(options));\n",
      'cors.json': '{ "origin": true, "credentials": true }',
    },
    alone: ['app.mjs:5 no-reflected-origin'],
    together: ['app.mjs:5 no-reflected-origin'],
  },
  {
    about: 'a property of imported JSON',
    files: {
      'app.ts': "import cors from 'cors';\nimport express from 'express';\nconst app = express();\nimport * as config from './config.json';\napp.use(cors(config.cors));\n",
      'config.json': '{ "cors": { "origin": true, "credentials": true }}',
    },
    alone: ['app.ts:5 no-reflected-origin'],
    together: ['app.ts:5 no-reflected-origin'],
  },
  {
    about: 'the default export of a dynamic import',
    files: {
      'app.mjs': "import cors from 'cors';\nimport express from 'express';\nconst app = express();\nconst options = (await import('./cors.mjs')).default;\napp.use(cors(options));\n",
      'cors.mjs': 'export default { origin: true, credentials: true };\n',
    },
    alone: ['app.mjs:5 no-reflected-origin'],
    together: ['app.mjs:5 no-reflected-origin'],
  },
  {
    about: 'a dynamic import that is waited for with then',
    files: {
      'app.mjs': "import cors from 'cors';\nimport express from 'express';\nconst app = express();\nimport('./cors.mjs').then(({ corsOptions }) => {\n  app.use(cors(corsOptions));\n});\n",
      'cors.mjs': 'export const corsOptions = { origin: true, credentials: true };\n',
    },
    alone: ['app.mjs:5 no-reflected-origin'],
    together: ['cors.mjs:1 no-reflected-origin'],
  },
  {
    about: 'the default export of a required module',
    files: {
      'app.js': "const cors = require('cors');\nconst app = require('express')();\nconst options = require('./cors').default;\napp.use(cors(options));\n",
      'cors.js': 'export default { origin: true, credentials: true };\n',
    },
    alone: ['app.js:4 no-reflected-origin'],
    together: ['app.js:4 no-reflected-origin'],
  },
  {
    about: "a default export by Babel's helper",
    files: {
      'app.js': "const cors = require('cors');\nconst app = require('express')();\nconst _cors = require('./cors');\nconst opts = _interopRequireDefault(_cors);\nfunction _interopRequireDefault(e) { return e && e.__esModule ? e : { default: e }; }\napp.use(cors(opts.default));\n",
      'cors.js': 'exports.__esModule = true;\nexports.default = { origin: true, credentials: true };\n',
    },
    alone: ['app.js:6 no-reflected-origin'],
    together: ['app.js:6 no-reflected-origin'],
  },
  {
    about: "a default export by TypeScript's helper",
    files: {
      'app.js': '"use strict";\nvar __importDefault = (this && this.__importDefault) || function (mod) {\n    return (mod && mod.__esModule) ? mod : { "default": mod };\n};\nObject.defineProperty(exports, "__esModule", { value: true });\nconst express_1 = __importDefault(require("express"));\nconst cors_1 = __importDefault(require("cors"));\nconst options_1 = __importDefault(require("./options"));\nconst app = (0, express_1.default)();\napp.use((0, cors_1.default)(options_1.default));\n',
      'options.js': '"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });\nexports.default = { origin: true, credentials: true };\n',
    },
    alone: ['app.js:10 no-reflected-origin'],
    together: ['app.js:10 no-reflected-origin'],
  },
  {
    about: 'an export assignment',
    files: {
      'app.ts': "import cors = require('cors');\nimport express = require('express');\nimport options = require('./options');\nconst app = express();\napp.use(cors(options));\n",
      'options.ts': 'const options = { origin: true, credentials: true };\nexport = options;\n',
    },
    alone: ['app.ts:5 no-reflected-origin'],
    together: ['app.ts:5 no-reflected-origin'],
  },
  {
    about: 'a tsconfig that extends two',
    files: {
      'tsconfig.json': '{ "extends": ["./a.json", "./b.json"] }',
      'a.json': '{ "compilerOptions": { "strict": true } }',
      'b.json': '{ "compilerOptions": { "paths": { "@config/*": ["./src/config/*"] } } }',
      'src/app.ts': "import cors from 'cors';\nimport express from 'express';\nconst app = express();\nimport { corsOptions } from '@config/cors';\napp.use(cors(corsOptions));\n",
      'src/config/cors.ts': 'export const corsOptions = { origin: true, credentials: true };\n',
    },
    alone: ['src/app.ts:5 no-reflected-origin'],
    together: ['src/config/cors.ts:1 no-reflected-origin'],
  },
  {
    about: 'a tsconfig with references',
    files: {
      'tsconfig.json': '{ "files": [], "references": [{ "path": "./tsconfig.app.json" }] }',
      'tsconfig.app.json': '{ "compilerOptions": { "paths": { "@config/*": ["./src/config/*"] } }, "include": ["src"] }',
      'src/app.ts': "import cors from 'cors';\nimport express from 'express';\nconst app = express();\nimport { corsOptions } from '@config/cors';\napp.use(cors(corsOptions));\n",
      'src/config/cors.ts': 'export const corsOptions = { origin: true, credentials: true };\n',
    },
    alone: ['src/app.ts:5 no-reflected-origin'],
    together: ['src/config/cors.ts:1 no-reflected-origin'],
  },
  {
    about: 'paths without a baseUrl',
    files: {
      'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
      'src/app.ts': "import cors from 'cors';\nimport express from 'express';\nconst app = express();\nimport { corsOptions } from '@/config/cors';\napp.use(cors(corsOptions));\n",
      'src/config/cors.ts': 'export const corsOptions = { origin: true, credentials: true };\n',
    },
    alone: ['src/app.ts:5 no-reflected-origin'],
    together: ['src/config/cors.ts:1 no-reflected-origin'],
  },
  {
    about: 'paths of a jsconfig',
    files: {
      'jsconfig.json': '{ "compilerOptions": { "baseUrl": ".", "paths": { "@/*": ["src/*"] } } }',
      'src/app.js': "import cors from 'cors';\nimport express from 'express';\nconst app = express();\nimport { corsOptions } from '@/config/cors';\napp.use(cors(corsOptions));\n",
      'src/config/cors.js': 'export const corsOptions = { origin: true, credentials: true };\n',
    },
    alone: ['src/app.js:5 no-reflected-origin'],
    together: ['src/config/cors.js:1 no-reflected-origin'],
  },
  {
    about: 'a built path that a workspace package exports',
    files: {
      'pnpm-workspace.yaml': 'packages:\n  - packages/*\n  - apps/*\n',
      'packages/shared/package.json': '{ "name": "@acme/shared", "exports": { "./cors": { "types": "./dist/cors.d.ts", "import": "./dist/cors.js" } } }',
      'packages/shared/src/cors.ts': 'export const corsOptions = { origin: true, credentials: true };\n',
      'apps/api/package.json': '{"name":"api"}',
      'apps/api/app.ts': "import cors from 'cors';\nimport express from 'express';\nconst app = express();\nimport { corsOptions } from '@acme/shared/cors';\napp.use(cors(corsOptions));\n",
    },
    alone: ['apps/api/app.ts:5 no-reflected-origin'],
    together: ['packages/shared/src/cors.ts:1 no-reflected-origin'],
  },
  {
    about: 'a pattern of paths that a workspace package exports',
    files: {
      'package.json': '{ "workspaces": { "packages": ["packages/*", "apps/*"] } }',
      'packages/shared/package.json': '{ "name": "@acme/shared", "exports": { "./*": "./lib/*.js" } }',
      'packages/shared/lib/http/cors.js': 'exports.corsOptions = { origin: true, credentials: true };\n',
      'apps/api/package.json': '{"name":"api"}',
      'apps/api/app.ts': "import cors from 'cors';\nimport express from 'express';\nconst app = express();\nimport { corsOptions } from '@acme/shared/http/cors';\napp.use(cors(corsOptions));\n",
    },
    alone: ['apps/api/app.ts:5 no-reflected-origin'],
    together: ['packages/shared/lib/http/cors.js:1 no-reflected-origin'],
  },
  {
    about: 'a renamed path that a workspace package exports',
    files: {
      'package.json': '{ "workspaces": ["packages/**"] }',
      'packages/shared/package.json': '{ "name": "shared", "exports": { ".": "./src/main.ts", "./policy": { "default": "./src/internal/cors-policy.ts" } } }',
      'packages/shared/src/internal/cors-policy.ts': 'export const corsOptions = { origin: true, credentials: true };\n',
      'packages/api/package.json': '{"name":"api"}',
      'packages/api/app.ts': "import cors from 'cors';\nimport express from 'express';\nconst app = express();\nimport { corsOptions } from 'shared/policy';\napp.use(cors(corsOptions));\n",
    },
    alone: ['packages/api/app.ts:5 no-reflected-origin'],
    together: ['packages/api/app.ts:5 no-reflected-origin'],
  },
  {
    about: 'a built file of a workspace package',
    files: {
      'package.json': '{ "workspaces": ["packages/*"] }',
      'packages/shared/package.json': '{ "name": "shared", "main": "dist/index.js" }',
      'packages/shared/src/cors.ts': 'export const corsOptions = { origin: true, credentials: true };\n',
      'packages/api/package.json': '{"name":"api"}',
      'packages/api/app.ts': "import cors from 'cors';\nimport express from 'express';\nconst app = express();\nimport { corsOptions } from 'shared/dist/cors';\napp.use(cors(corsOptions));\n",
    },
    alone: ['packages/api/app.ts:5 no-reflected-origin'],
    together: ['packages/shared/src/cors.ts:1 no-reflected-origin'],
  },
  {
    about: 'a workspace package whose entry is built',
    files: {
      'package.json': '{ "workspaces": ["packages/*"] }',
      'packages/shared/package.json': '{ "name": "shared", "main": "lib/index.js" }',
      'packages/shared/src/index.ts': 'export const corsOptions = { origin: true, credentials: true };\n',
      'packages/api/package.json': '{"name":"api"}',
      'packages/api/app.ts': "import cors from 'cors';\nimport express from 'express';\nconst app = express();\nimport { corsOptions } from 'shared';\napp.use(cors(corsOptions));\n",
    },
    alone: ['packages/api/app.ts:5 no-reflected-origin'],
    together: ['packages/shared/src/index.ts:1 no-reflected-origin'],
  },
  {
    about: 'a package of Lerna',
    files: {
      'lerna.json': '{ "packages": ["modules/*"] }',
      'modules/shared/package.json': '{ "name": "shared", "main": "index.js" }',
      'modules/shared/index.js': 'exports.corsOptions = { origin: true, credentials: true };\n',
      'modules/api/app.ts': "import cors from 'cors';\nimport express from 'express';\nconst app = express();\nimport { corsOptions } from 'shared';\napp.use(cors(corsOptions));\n",
    },
    alone: ['modules/api/app.ts:5 no-reflected-origin'],
    together: ['modules/shared/index.js:1 no-reflected-origin'],
  },
  {
    about: 'a member of a Deno workspace',
    files: {
      'deno.json': '{ "workspace": ["./shared", "./api"] }',
      'shared/deno.json': '{ "name": "@acme/shared", "exports": "./mod.ts" }',
      'shared/mod.ts': 'export const corsOptions = { origin: true, credentials: true };\n',
      'api/app.ts': "import cors from 'cors';\nimport express from 'express';\nconst app = express();\nimport { corsOptions } from '@acme/shared';\napp.use(cors(corsOptions));\n",
    },
    alone: ['api/app.ts:5 no-reflected-origin'],
    together: ['shared/mod.ts:1 no-reflected-origin'],
  },
  {
    about: 'a path that is joined',
    files: {
      'app.js': "const cors = require('cors');\nconst app = require('express')();\nconst path = require('path');\nconst options = require(path.join(__dirname, 'config', 'cors'));\napp.use(cors(options));\n",
      'config/cors.js': 'module.exports = { origin: true, credentials: true };\n',
    },
    alone: ['app.js:5 no-reflected-origin'],
    together: ['app.js:5 no-reflected-origin'],
  },
  {
    about: 'a path in a template',
    files: {
      'app.js': "const cors = require('cors');\nconst app = require('express')();\nconst options = require(`${__dirname}/config/cors`);\napp.use(cors(options));\n",
      'config/cors.js': 'module.exports = { origin: true, credentials: true };\n',
    },
    alone: ['app.js:4 no-reflected-origin'],
    together: ['app.js:4 no-reflected-origin'],
  },
];
