import { afterEach, expect, it } from 'vitest';
import { policiesOf } from '../read.ts';
import { ProjectDirectory } from './project-directory.ts';

const CORS = "export default defineEventHandler((event) => {\n  setHeader(event, 'Access-Control-Allow-Origin', '*');\n});\n";
const CREATE = "export default defineEventHandler(async (event) => ({ link: await save(await readBody(event)) }));\n";
const GUARD = "export default defineEventHandler((event) => {\n  if (getHeader(event, 'Authorization') !== `Bearer ${useRuntimeConfig(event).token}`) throw createError({ statusCode: 401 });\n});\n";

const open: ProjectDirectory[] = [];
afterEach(() => {
  for (const directory of open.splice(0)) directory.remove();
});

function messages(file: string, files: Readonly<Record<string, string>>): readonly string[] {
  const directory = new ProjectDirectory(files);
  open.push(directory);
  return directory.messages(file, files[file] ?? '');
}

it('takes routes for open to everyone where no middleware asks who is calling', () => {
  expect(messages('server/middleware/cors.js', { 'server/middleware/cors.js': CORS, 'server/api/links.post.ts': CREATE })).toEqual([expect.stringContaining("lets every website call 'POST /api/links'")]);
});

it('takes them for guarded where other middleware does', () => {
  const found = messages('server/middleware/cors.js', { 'server/middleware/cors.js': CORS, 'server/middleware/auth.ts': GUARD, 'server/api/links.post.ts': CREATE });
  expect(found).toEqual([expect.stringContaining("what guarded routes ('Authorization') answer")]);
});

it('takes directories of these names in another server for what they are', () => {
  const middleware = "module.exports = (req, res, next) => {\n  res.setHeader('Access-Control-Allow-Origin', '*');\n  next();\n};\n";
  expect(messages('server/middleware/cors.js', { 'server/middleware/cors.js': middleware, 'server/api/links.post.js': 'exports.create = (req, res) => res.json(save(req.body));\n' })).toEqual([]);
});

it("knows a request's URL as h3 reads it: which path is asked for decides nothing about the origin", () => {
  const echo = "export default defineEventHandler((event) => {\n  if (!getRequestURL(event).pathname.startsWith('/api/')) return;\n  setResponseHeaders(event, { 'Access-Control-Allow-Origin': getHeader(event, 'origin'), 'Access-Control-Allow-Credentials': 'true', Vary: 'Origin' });\n});\n";
  expect(messages('server/middleware/cors.js', { 'server/middleware/cors.js': echo })).toEqual([expect.stringContaining('sends back any Origin')]);
});

it('names a route of Nitro without what its file says besides the path', () => {
  const guarded = "export default defineEventHandler(async (event) => {\n  setResponseHeader(event, 'Access-Control-Allow-Origin', '*');\n  return await listOf(event);\n});\n";
  const pathOf = (file: string): unknown => policiesOf(guarded, file)[0]?.scope;
  expect(pathOf('server/routes/.well-known/site.json.get.ts')).toMatchObject({ paths: ['/.well-known/site.json'], methods: ['GET'] });
  expect(pathOf('server/routes/index.ts')).toMatchObject({ paths: ['/'], methods: [] });
  expect(pathOf('apps/site/server/api/(admin)/users/[id].delete.dev.ts')).toMatchObject({ paths: ['/api/users/[id]'], methods: ['DELETE'] });
  expect(pathOf('server/api/health/index.get.ts')).toMatchObject({ paths: ['/api/health'], methods: ['GET'] });
});
