import { ruleTable } from './rule-table.ts';

const OFF = { reports: ['hostCheckOff'] } as const;
const MCP = "import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';\nconst app = express();\n";
const LOOPBACK = "\napp.listen(3000, '127.0.0.1');";
const CIRCULAR = { reports: ['circularHostCheck'] } as const;
/** A server that refuses what is not so. */
const gate = (condition: string, before = ''): string => `const app = express();\n${before}app.use((req, res, next) => {\n  const { origin } = req.headers;\n  if (${condition}) return res.sendStatus(403);\n  next();\n});`;
const OWN = 'origin && new URL(origin).host !== req.headers.host';

ruleTable('require-host-check', {
  valid: [
    { title: 'no word about hosts', code: 'module.exports = { devServer: { port: 8080 } };' },
    { title: 'the default, written out', code: "module.exports = { devServer: { allowedHosts: 'auto' } };" },
    { title: 'a list of hosts', code: "module.exports = { devServer: { allowedHosts: ['.example.com'] } };" },
    { title: 'a value from outside', code: 'module.exports = { devServer: { allowedHosts: process.env.HOSTS } };' },
    { title: 'the check left on', code: 'module.exports = { devServer: { disableHostCheck: false } };' },
    { title: 'a list in Vite', code: "import { defineConfig } from 'vite';\nexport default defineConfig({ server: { allowedHosts: ['app.example.com'] } });" },
    { title: 'the same name in another configuration', code: 'export default { server: { allowedHosts: true } };', filename: 'gateway.config.ts' },
    { title: 'a test', code: "module.exports = { devServer: { allowedHosts: 'all' } };", filename: 'test/webpack.test.js' },
    { title: 'a transport of a server that is not local', code: `${MCP}const transport = new StreamableHTTPServerTransport({});\napp.listen(3000);` },
    { title: 'a transport of a server on every address', code: `${MCP}const transport = new StreamableHTTPServerTransport({});\napp.listen(3000, '0.0.0.0');` },
    { title: 'a transport that checks', code: `${MCP}const transport = new StreamableHTTPServerTransport({ enableDnsRebindingProtection: true, allowedHosts: ['127.0.0.1:3000'] });${LOOPBACK}` },
    { title: 'a transport with hosts from elsewhere', code: `${MCP}const transport = new StreamableHTTPServerTransport({ enableDnsRebindingProtection: true, allowedHosts: hosts });${LOOPBACK}` },
    { title: 'a transport with options from elsewhere', code: `${MCP}const transport = new StreamableHTTPServerTransport(options);${LOOPBACK}` },
    { title: 'a transport with options that are spread', code: `${MCP}const transport = new StreamableHTTPServerTransport({ ...options });${LOOPBACK}` },
    { title: 'a check of its own', code: `${MCP}app.use((req, res, next) => (req.headers.host === '127.0.0.1:3000' ? next() : res.sendStatus(403)));\nconst transport = new StreamableHTTPServerTransport({});${LOOPBACK}` },
    { title: 'the application of the SDK', code: `import { createMcpExpressApp } from '@modelcontextprotocol/sdk/server/express.js';\n${MCP}const mcp = createMcpExpressApp();\nconst transport = new StreamableHTTPServerTransport({});${LOOPBACK}` },
    { title: 'a server that asks for a token', code: `${MCP}app.post('/mcp', requireBearerAuth({ verifier }), async (req, res) => {\n  const transport = new StreamableHTTPServerTransport({});\n  await transport.handleRequest(req, res, req.body);\n});${LOOPBACK}` },
    { title: 'names of its own', code: `${gate('!ALLOWED_HOSTS.has(req.headers.host)', "const ALLOWED_HOSTS = new Set(['127.0.0.1:3000']);\n")}${LOOPBACK}` },
    { title: 'names of its own, and the comparison', code: `${gate(`!ALLOWED_HOSTS.has(req.headers.host) || (${OWN})`, "const ALLOWED_HOSTS = new Set(['127.0.0.1:3000']);\n")}${LOOPBACK}` },
    { title: 'the comparison on every address', code: `${gate(OWN)}\napp.listen(3000);` },
    { title: 'the comparison with a certificate', code: `import https from 'node:https';\n${gate(OWN)}\nhttps.createServer({ key, cert }, app).listen(3000, '127.0.0.1');` },
    { title: 'the comparison behind authentication', code: `${gate(OWN, 'app.use(requireAuth);\n')}${LOOPBACK}` },
    { title: 'a comparison that refuses nobody', code: `${gate(OWN).replace('return res.sendStatus(403)', "log('another site')")}${LOOPBACK}` },
    { title: 'a list of origins', code: `${gate("origin && !['http://localhost:3000'].includes(origin)")}${LOOPBACK}` },
    { title: 'the comparison after a list of origins', code: `${gate(OWN, "app.use((req, res, next) => {\n  if (req.headers.origin !== 'http://localhost:3000') return res.sendStatus(403);\n  next();\n});\n")}${LOOPBACK}` },
    { title: 'no origin at all', code: `${gate('origin')}${LOOPBACK}` },
    { title: 'declared', code: "// eslint-disable-next-line cors/require-host-check -- Behind a proxy.\nmodule.exports = { devServer: { allowedHosts: 'all' } };" },
  ],
  invalid: [
    {
      title: 'the sender compared with itself',
      code: `${gate(OWN)}${LOOPBACK}`,
      ...CIRCULAR,
      at: 'new URL(origin).host !== req.headers.host',
      message: "`new URL(origin).host !== req.headers.host` compares two names that the client gives, and this server listens on '127.0.0.1': a page of 'http://evil.example' whose name is pointed there while it is open (DNS rebinding) sends that name as `Origin` and as `Host`, and passes. Compare `Host` with the names that this server has.",
      suggestions: [],
    },
    { title: 'the same, put together', code: `${gate('origin !== `http://${req.headers.host}`')}${LOOPBACK}`, ...CIRCULAR },
    { title: 'the same, by its end', code: `${gate("!origin.endsWith(req.get('host'))")}${LOOPBACK}`, ...CIRCULAR },
    { title: 'the same, under a name', code: `${gate('origin && new URL(origin).host !== host').replace('const { origin }', 'const { origin, host }')}${LOOPBACK}`, ...CIRCULAR },
    {
      title: 'webpack-dev-server 4 and 5',
      code: "module.exports = { devServer: { port: 8080, allowedHosts: 'all' } };",
      ...OFF,
      at: "allowedHosts: 'all'",
      message: "`allowedHosts: 'all'` makes webpack-dev-server answer whatever `Host` a request names: a page of 'http://evil.example' whose name is pointed at this machine while it is open (DNS rebinding) reads the source code that the development server serves, without CORS.",
      suggestions: ['module.exports = { devServer: { port: 8080 } };'],
    },
    { title: 'webpack-dev-server 3', code: 'module.exports = (env) => ({ devServer: { disableHostCheck: true } });', ...OFF, suggestions: ['module.exports = (env) => ({ devServer: {} });'] },
    { title: 'only while developing', code: "const isDevelopment = process.env.NODE_ENV !== 'production';\nmodule.exports = { ...(isDevelopment && { devServer: { disableHostCheck: true } }) };", ...OFF },
    { title: 'Vue', code: "const { defineConfig } = require('@vue/cli-service');\nmodule.exports = defineConfig({ devServer: { allowedHosts: ['all'] } });", ...OFF },
    { title: 'the server itself', code: "import WebpackDevServer from 'webpack-dev-server';\nnew WebpackDevServer({ allowedHosts: 'all' }, compiler);", ...OFF },
    { title: 'Rspack', code: "import { defineConfig } from '@rspack/cli';\nexport default defineConfig({ devServer: { allowedHosts: 'all' } });", ...OFF },
    { title: 'Vite', code: "import { defineConfig } from 'vite';\nexport default defineConfig({ server: { allowedHosts: true }, preview: { port: 1 } });", ...OFF },
    { title: 'Vite, in a function', code: "import { defineConfig } from 'vite';\nexport default defineConfig(async ({ mode }) => {\n  return { server: { allowedHosts: true } };\n});", ...OFF },
    { title: 'Vite, without the function', code: 'export default { server: { allowedHosts: true } } satisfies UserConfig;', filename: 'vite.config.ts', typescript: true, ...OFF },
    { title: 'the preview of Vite', code: "import { defineConfig } from 'vite';\nexport default defineConfig({ preview: { allowedHosts: true } });", ...OFF },
    { title: 'Astro', code: "import { defineConfig } from 'astro/config';\nexport default defineConfig({ vite: { server: { allowedHosts: true } } });", ...OFF },
    { title: 'Storybook', code: 'const config = { stories: [], core: { allowedHosts: true } };\nexport default config;', filename: '.storybook/main.ts', ...OFF },
    { title: 'a transport without a check', code: `${MCP}const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });${LOOPBACK}`, reports: ['missingHostCheck'], at: 'StreamableHTTPServerTransport' },
    { title: 'a transport with the check off', code: `${MCP}const transport = new StreamableHTTPServerTransport({ enableDnsRebindingProtection: false });${LOOPBACK}`, reports: ['missingHostCheck'] },
    { title: 'hosts that nothing compares', code: `${MCP}const transport = new StreamableHTTPServerTransport({ allowedHosts: ['127.0.0.1:3000'] });${LOOPBACK}`, reports: ['missingHostCheck'] },
    { title: 'a check of nothing', code: `${MCP}const transport = new StreamableHTTPServerTransport({ enableDnsRebindingProtection: true, allowedHosts: [] });${LOOPBACK}`, reports: ['idleHostCheck'] },
    { title: 'events', code: "const { SSEServerTransport } = require('@modelcontextprotocol/sdk/server/sse.js');\nhttp.createServer(async (req, res) => {\n  const transport = new SSEServerTransport('/messages', res);\n}).listen(3000, 'localhost');", reports: ['missingHostCheck'] },
  ],
});
