import { ruleTable } from '../rules/rule-table.ts';

const ALL = { scope: 'all' };
const ACAO = "'Access-Control-Allow-Origin'";
const vite = (server: string): string => `import { defineConfig } from 'vite';\nexport default defineConfig({ server: ${server} });`;
const devServer = (headers: string): string => `module.exports = { devServer: { headers: ${headers} } };`;
const OPEN = { options: ALL, reports: ['wildcardDevelopmentServer'] };
const ECHO = { options: ALL, reports: ['reflectedDevelopmentServer'] };

ruleTable('no-wildcard-origin', {
  valid: [
    { title: 'Vite, where only production is judged', code: vite('{ cors: true }') },
    { title: 'webpack, where only production is judged', code: devServer(`{ ${ACAO}: '*' }`) },
    { title: 'a build tool that does not say so by its name', code: devServer(`{ ${ACAO}: '*' }`), filename: 'scripts/serve.ts' },
    { title: 'the default of Vite', code: vite('{ port: 5173 } /* cors */'), options: ALL },
    { title: 'the default of Vite with credentials', code: vite('{ cors: { credentials: true } }'), options: ALL },
    { title: 'one origin', code: vite("{ cors: { origin: 'https://app.example.com' } }"), options: ALL },
    { title: 'middleware, where only production is judged', code: `module.exports = { devServer: { before(app) { app.post('/api/me', (req, res) => { res.setHeader(${ACAO}, '*'); res.json(req.user); }); } } };` },
    { title: 'switched off', code: vite('{ cors: false }'), options: ALL },
    { title: 'one origin in headers', code: devServer(`{ ${ACAO}: 'https://app.example.com' }`), options: ALL },
    { title: 'the default of esbuild', code: "import { context } from 'esbuild';\nconst building = await context({});\nawait building.serve({ port: 8000 }); // cors", options: ALL },
    { title: 'an origin of esbuild', code: "import { context } from 'esbuild';\nconst building = await context({});\nawait building.serve({ cors: { origin: ['https://*.example.com'] } });", options: ALL },
    { title: 'the server of a test runner', code: "import { defineConfig } from 'cypress';\nexport default defineConfig({ component: { devServer: { framework: 'react', bundler: 'vite' } } }); // cors", options: ALL },
  ],
  invalid: [
    {
      title: 'Vite',
      code: vite('{ cors: true }'),
      ...OPEN,
      at: 'true',
      settings: { trustedOrigins: ['https://app.example.com'] },
      suggestions: [vite("{ cors: { origin: ['https://app.example.com'] } }"), vite("{ cors: { origin: (process.env.CORS_ALLOWED_ORIGINS ?? '').split(',') } }")],
    },
    { title: 'Vite, in a function', code: "import { defineConfig, loadEnv } from 'vite';\nexport default defineConfig(({ mode }) => {\n  const env = loadEnv(mode, process.cwd());\n  return { base: env.BASE, server: { cors: { origin: '*' } } };\n});", ...OPEN },
    { title: 'Vite, without the function', code: 'export default { preview: { cors: true } };', filename: 'vite.config.ts', ...OPEN },
    { title: 'headers of Vite', code: vite(`{ headers: { ${ACAO}: '*' } }`), ...OPEN },
    { title: 'Astro', code: `import { defineConfig } from 'astro/config';\nexport default defineConfig({ server: { headers: { ${ACAO}: '*' } } });`, ...OPEN },
    { title: 'Rsbuild', code: "import { defineConfig } from '@rsbuild/core';\nexport default defineConfig({ server: { cors: true } });", ...OPEN },
    {
      title: 'webpack',
      code: devServer(`{ ${ACAO}: '*' }`),
      filename: 'webpack.config.js',
      ...OPEN,
      at: "'*'",
      message: "`'*'` lets every website read what this development server serves: a page of 'https://evil.example' that a developer visits while it runs can fetch the source code.",
    },
    { title: 'webpack, a list', code: devServer(`[{ key: ${ACAO}, value: '*' }]`), ...OPEN },
    { title: 'webpack, a function', code: devServer(`() => ({ ${ACAO}: '*' })`), ...OPEN },
    { title: 'webpack, merged', code: `const { merge } = require('webpack-merge');\nmodule.exports = merge(common, { devServer: { hot: true, headers: { ${ACAO}: '*' } } });`, ...OPEN },
    { title: 'webpack, a constant', code: `const headers = { ${ACAO}: '*' };\nmodule.exports = (env) => ({ devServer: { headers } });`, ...OPEN },
    { title: 'a craco configuration', code: `module.exports = { devServer: { headers: { ${ACAO}: '*' } }, webpack: {} };`, filename: 'craco.config.js', ...OPEN },
    { title: 'middleware of webpack', code: `module.exports = { devServer: { setupMiddlewares(middlewares, devServer) { devServer.app.use((req, res, next) => { res.setHeader(${ACAO}, '*'); next(); }); return middlewares; } } };`, ...OPEN },
    { title: 'middleware of Vite', code: `export const plugin = () => ({ name: 'open', configureServer(server) { server.middlewares.use((req, res, next) => { res.setHeader(${ACAO}, '*'); next(); }); } });`, ...OPEN },
    { title: 'the server itself', code: `import WebpackDevServer from 'webpack-dev-server';\nnew WebpackDevServer({ headers: { ${ACAO}: '*' } }, compiler);`, ...OPEN },
    { title: 'esbuild', code: "import * as esbuild from 'esbuild';\nconst building = await esbuild.context({});\nawait building.serve({ servedir: 'www', cors: { origin: '*' } });", ...OPEN },
    { title: 'esbuild, a list', code: "const esbuild = require('esbuild');\nesbuild.context({}).then((building) => building.serve({ cors: { origin: ['*'] } }));", ...OPEN },
  ],
});

ruleTable('no-reflected-origin', {
  valid: [
    { title: 'Vite, where only production is judged', code: vite('{ cors: { origin: true, credentials: true } }') },
    { title: 'webpack, where only production is judged', code: devServer(`(request) => ({ ${ACAO}: request.headers.origin, 'Access-Control-Allow-Credentials': 'true' })`) },
    { title: 'pages of the same machine', code: vite('{ cors: { credentials: true } }'), options: ALL },
    { title: 'a pattern', code: vite('{ cors: { origin: /^https:\\/\\/app\\.example\\.com$/ } }'), options: ALL },
  ],
  invalid: [
    {
      title: 'Vite',
      code: vite('{ cors: { origin: true, credentials: true } }'),
      ...ECHO,
      at: 'true',
      message: "`true` sends back any Origin: a page of 'https://evil.example' that a developer visits while this development server runs can fetch the source code that it serves.",
    },
    { title: 'webpack', code: devServer(`(request) => ({ ${ACAO}: request.headers.origin, Vary: 'Origin' })`), ...ECHO },
    { title: 'every host of esbuild', code: "import { context } from 'esbuild';\nconst building = await context({});\nawait building.serve({ cors: { origin: 'https://*' } });", ...ECHO },
    { title: 'the defaults of json-server', code: "const jsonServer = require('json-server');\nconst server = jsonServer.create();\nserver.use(jsonServer.defaults()); // cors", ...ECHO },
  ],
});

ruleTable('no-credentialed-wildcard', {
  valid: [{ title: 'without credentials', code: devServer(`{ ${ACAO}: '*' }`) }],
  invalid: [{ title: 'what no browser accepts, wherever it is served', code: devServer(`{ ${ACAO}: '*', 'Access-Control-Allow-Credentials': 'true' }`), reports: ['wildcardWithCredentials'] }],
});
