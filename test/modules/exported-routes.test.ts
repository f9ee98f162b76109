import { afterEach, describe, expect, it } from 'vitest';
import { corsEngine } from '../../src/cli/cors-engine.ts';
import { discover } from '../../src/cli/discover.ts';
import { lintFiles } from '../../src/cli/lint.ts';
import { ProjectDirectory } from './project-directory.ts';

let project: ProjectDirectory | null = null;

afterEach(() => {
  project?.remove();
  project = null;
});

const ROUTER = `const { Router } = require('express');
const router = Router();
router.put('/items', (req, res) => {
  res.set('Access-Control-Allow-Origin', 'https://a.example');
  res.json([]);
});
router.get('/items', (req, res) => {
  if (!req.query.id) return res.sendStatus(400);
  res.set('Access-Control-Allow-Origin', 'https://a.example');
  res.json([]);
});
module.exports = router;
`;
const APP = "const express = require('express');\nconst app = express();\napp.use('/api', require('./items'));\napp.listen(3000);\n";
const CORS_APP = APP.replace("app.use('/api'", "app.use(require('cors')({ origin: 'https://a.example' }));\napp.use('/api'");

async function command(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  project = new ProjectDirectory(files);
  const { targets } = await discover(['.'], project.root);
  const { findings } = await lintFiles(targets, [], { cwd: project.root, preset: 'recommended', settings: {}, comparesClients: false }, corsEngine);
  return findings.map(({ finding, file }) => `${file}:${String(finding.place.line)} ${finding.rule}`).sort();
}

function editor(files: Readonly<Record<string, string>>, file: string): readonly string[] {
  project = new ProjectDirectory(files);
  return project.lint(file, files[file] ?? '');
}

describe('a router that another file mounts', () => {
  it('in an editor: the preflight that nothing here answers is reported, what the application may add is not', () => {
    expect(editor({ 'items.js': ROUTER, 'app.js': APP }, 'items.js')).toEqual(['4 require-preflight']);
  });

  it.each([
    ['an entry that speaks of CORS', { 'app.js': CORS_APP }],
    ['an entry in the directory above', { 'src/app.js': CORS_APP }],
    ['a package that depends on a middleware', { 'app.js': APP, 'package.json': '{ "dependencies": { "cors": "^2.8.5" } }' }],
    ['a middleware of its own', { 'app.js': APP, 'middleware/index.js': "module.exports = (req, res, next) => { res.set('Access-Control-Allow-Origin', '*'); next(); };" }],
  ])('in an editor, silent behind %s', (_, files) => {
    expect(editor({ 'items.js': ROUTER, ...files }, 'items.js')).toEqual([]);
  });

  it('in the command: judged with the application that mounts it', async () => {
    expect(await command({ 'items.js': ROUTER, 'app.js': APP })).toEqual(['items.js:4 require-preflight', 'items.js:8 require-allow-origin']);
  });

  it.each([
    ['the application has a middleware', { 'app.js': CORS_APP }],
    ['the application gets one from another file', { 'app.js': APP.replace("app.use('/api'", "require('./headers')(app);\napp.use('/api'"), 'headers.js': "module.exports = (app) => app.use((req, res, next) => { res.set('Access-Control-Allow-Origin', '*'); res.set('Vary', 'Origin'); next(); });\n" }],
  ])('in the command, silent where %s', async (_, files) => {
    expect((await command({ 'items.js': ROUTER, ...files })).filter((each) => each.startsWith('items.js'))).toEqual([]);
  });

  it('in the command: another router with headers of its own adds nothing', async () => {
    const other = "const router = require('express').Router();\nrouter.get('/', (req, res) => {\n  res.set('Access-Control-Allow-Origin', 'https://a.example');\n  res.json([]);\n});\nmodule.exports = router;\n";
    expect(await command({ 'items.js': ROUTER, 'other.js': other, 'app.js': APP.replace('app.listen', "app.use('/other', require('./other'));\napp.listen") })).toEqual(['items.js:4 require-preflight', 'items.js:8 require-allow-origin']);
  });
});

describe('an application that is exported', () => {
  it.each([
    ['Express', "import express from 'express';\nexport const app = express();\napp.put('/items', (req, res) => {\n  res.set('Access-Control-Allow-Origin', 'https://a.example');\n  res.json([]);\n});\n"],
    ['Hono', "import { Hono } from 'hono';\nconst app = new Hono();\napp.delete('/items/:id', (c) =>\n  c.json([], 200, { 'Access-Control-Allow-Origin': 'https://a.example' }));\nexport default app;\n"],
    ['a plugin of Fastify', "export default async function (fastify) {\n  fastify.put('/items', async (request, reply) => {\n\n    reply.header('Access-Control-Allow-Origin', 'https://a.example');\n    return [];\n  });\n}\n"],
  ])('is judged by what it shows: %s', (_, text) => {
    expect(editor({ 'routes.js': text }, 'routes.js')).toEqual([`4 require-preflight`]);
  });
});
