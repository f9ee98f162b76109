import { mkdtempSync, realpathSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { parseSource } from '../../src/parse.ts';
import { Evaluator } from '../../src/values/evaluate.ts';
import { moduleCache } from '../../src/values/modules/module-cache.ts';
import { ModuleGraph } from '../../src/values/modules/module-graph.ts';
import { SourceModule } from '../../src/values/source-module.ts';
import type { Value } from '../../src/values/value.ts';
import { ProjectDirectory } from './project-directory.ts';

const USE = "import cors from 'cors';\nimport { corsOptions } from './options';\nexport const middleware = cors(corsOptions);\n";
const BAD = 'export const corsOptions = { origin: true, credentials: true };\n';
const GOOD = "export const corsOptions = { origin: ['https://app.example.com'], credentials: true };\n";
const REPORTED = ['3 no-reflected-origin'];

let project: ProjectDirectory | null = null;
const open = (files: Readonly<Record<string, string>>): ProjectDirectory => (project = new ProjectDirectory(files));

afterEach(() => {
  project?.remove();
  project = null;
});

/** What the last expression of a file is, with the graph that was followed for it. */
function lastValue(directory: ProjectDirectory, file: string, text: string): { value: Value; graph: ModuleGraph } {
  const parsed = parseSource(text, directory.path(file));
  if (!parsed.ok) throw new Error(parsed.message);
  const { ast, scopeManager, visitorKeys } = parsed;
  const module = new SourceModule({ file: directory.path(file), text, ast, scopeManager, visitorKeys });
  const graph = new ModuleGraph(module, directory.root);
  const last = ast.body.at(-1);
  if (last?.type !== 'ExpressionStatement') throw new Error('the last statement is no expression');
  return { value: new Evaluator(module, graph).evaluate(last.expression), graph };
}

const reasonOf = (directory: ProjectDirectory, specifier: string): string | null => {
  const { value } = lastValue(directory, 'app.ts', `import { corsOptions } from '${specifier}';\ncorsOptions;\n`);
  return value.kind === 'imported' ? value.reason : `followed to ${value.kind}`;
};

describe('what cannot be followed is unknown, with the reason', () => {
  it('a file that is not there', () => {
    const directory = open({});
    expect(reasonOf(directory, './options')).toBe('`./options` leads to no file');
    expect(directory.lint('app.ts', USE)).toEqual([]);
  });

  it('a file that does not parse', () => {
    const directory = open({ 'options.ts': 'export const corsOptions = {{\n' });
    expect(reasonOf(directory, './options')).toBe('`./options` does not parse');
    expect(directory.lint('app.ts', USE)).toEqual([]);
  });

  it('a file without such an export', () => {
    const directory = open({ 'options.ts': 'export const other = 1;\n' });
    expect(reasonOf(directory, './options')).toBe('`./options` is not seen to export corsOptions');
    expect(directory.lint('app.ts', USE)).toEqual([]);
  });

  it('a huge file', () => {
    const directory = open({ 'options.ts': `${BAD}// ${'x'.repeat(1_000_000)}\n` });
    expect(reasonOf(directory, './options')).toBe('`./options` is longer than 1,000,000 bytes');
    expect(directory.lint('app.ts', USE)).toEqual([]);
  });

  it('a directory', () => {
    const directory = open({ 'options.ts/index.html': '' });
    expect(reasonOf(directory, './options')).toBe('`./options` leads to no file');
  });

  it('a file behind a link that leads out of the project', () => {
    const directory = open({});
    const outside = realpathSync(mkdtempSync(join(tmpdir(), 'cors-outside-')));
    writeFileSync(join(outside, 'options.ts'), BAD);
    symlinkSync(join(outside, 'options.ts'), directory.path('options.ts'));
    expect(reasonOf(directory, './options')).toBe('`./options` leads out of the project');
    expect(directory.lint('app.ts', USE)).toEqual([]);
    rmSync(outside, { recursive: true });
  });

  it('a path that climbs out of the project', () => {
    expect(reasonOf(open({}), '../../../../../../../../../../etc/hosts')).toMatch(/leads (?:out of the project|to no file)$/);
  });

  it('a package, whatever its code says', () => {
    const directory = open({ 'node_modules/options/package.json': '{ "main": "index.js" }', 'node_modules/options/index.js': BAD });
    expect(reasonOf(directory, 'options')).toBeNull();
    expect(reasonOf(directory, './node_modules/options/index.js')).toBeNull();
    expect(directory.lint('app.ts', USE.replace('./options', 'options'))).toEqual([]);
  });

  it('a module that is too many imports away', () => {
    const chain = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`m${String(index)}.ts`, `import { corsOptions as next } from './m${String(index + 1)}';\nexport const corsOptions = next;\n`]));
    const directory = open({ ...chain, 'm30.ts': BAD, 'm3.ts': BAD });
    expect(reasonOf(directory, './m0')).toBe('followed to object');
    expect(reasonOf(directory, './m4')).toMatch(/^`\.\/m\d+` is more than 12 imports away$/);
  });
});

describe('cycles end', () => {
  it('of values', () => {
    const directory = open({ 'options.ts': "import { other } from './other';\nexport const corsOptions = other;\n", 'other.ts': "import { corsOptions } from './options';\nexport const other = corsOptions;\n" });
    expect(directory.lint('app.ts', USE)).toEqual([]);
  });

  it('of barrels, which still give what is there', () => {
    const directory = open({ 'options.ts': "export * from './a';\n", 'a.ts': "export * from './b';\n", 'b.ts': `export * from './options';\nexport * from './a';\n${BAD}` });
    expect(directory.lint('app.ts', USE)).toEqual(REPORTED);
  });

  it('of CommonJS modules', () => {
    const directory = open({ 'options.js': "module.exports = { ...require('./other') };\n", 'other.js': "module.exports = { ...require('./options') };\n" });
    expect(directory.lint('app.js', "const cors = require('cors');\nmodule.exports = cors(require('./options'));\n")).toEqual([]);
  });

  it('of helpers that write headers', () => {
    const directory = open({ 'a.js': "const { b } = require('./b');\nexports.a = (res) => { res.setHeader('Access-Control-Allow-Origin', 'https://app.example.com'); b(res); };\n", 'b.js': "const { a } = require('./a');\nexports.b = (res) => a(res);\n" });
    expect(directory.lint('app.js', "const { a } = require('./a'); // cors\nmodule.exports = (req, res) => a(res);\n")).toEqual([]);
  });
});

describe('limits', () => {
  it('of files for one file', () => {
    const count = 3_000;
    const directory = open(Object.fromEntries(Array.from({ length: count }, (_, index) => [`m${String(index)}.js`, `exports.origin = 'https://m${String(index)}.example.com';\n`])));
    const list = Array.from({ length: count }, (_, index) => `require('./m${String(index)}').origin`).join(', ');
    const start = performance.now();
    const { value, graph } = lastValue(directory, 'app.js', `[${list}];\n`);
    expect(graph.modules.length).toBe(150);
    expect(value.kind === 'array' && value.elements.filter((element) => element.kind === 'constant').length).toBe(150);
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  it('of evaluations for one expression, which leave enough for the others', () => {
    const turns = Array.from({ length: 14 }, (_, index) => `  if (value.a${String(index)}) value = walk({ ...value, b${String(index)}: walk(value.c${String(index)}) });`).join('\n');
    const directory = open({
      'schema.ts': `export function walk(value) {\n${turns}\n  return value;\n}\nexport function validate(value) {\n  return { errors: walk(value).errors ?? [] };\n}\n`,
      'config.ts': "export class Config {\n  isOn = !!process.env.CORS;\n  isCorsOn() {\n    return this.isOn;\n  }\n}\n",
    });
    const asked = Array.from({ length: 6 }, (_, index) => `app.post('/items/${String(index)}', (req, res) => res.json(validate(req.body[${String(index)}]).errors.map((error) => error.message)));`).join('\n');
    const text = `import express from 'express';\nimport { validate } from './schema';\nimport { Config } from './config';\nconst app = express();\nconst config = new Config();\napp.use((req, res, next) => {\n  if (config.isCorsOn()) {\n    res.setHeader('Vary', 'Origin');\n    res.setHeader('Access-Control-Allow-Origin', req.headers.origin);\n    res.setHeader('Access-Control-Allow-Credentials', 'true');\n  }\n  next();\n});\n${asked}\n`;
    expect(directory.lint('app.ts', text)).toStrictEqual(['9 no-reflected-origin']);
  });

  it('of trees that are kept', () => {
    const directory = open(Object.fromEntries(Array.from({ length: 1_100 }, (_, index) => [`m${String(index)}.js`, 'exports.a = 1;\n'])));
    for (let index = 0; index < 1_100; index++) moduleCache.load(directory.path(`m${String(index)}.js`));
    expect(moduleCache.size).toBe(1_000);
  });

  it('of parsing: a shared module is parsed once for all that import it', () => {
    const directory = open({ 'options.ts': BAD });
    const before = moduleCache.parsed;
    for (let index = 0; index < 20; index++) expect(directory.lint(`app${String(index)}.ts`, USE)).toEqual(REPORTED);
    expect(moduleCache.parsed - before).toBe(1);
  });
});

describe('an editor', () => {
  it('gets the new verdict when only the imported file has changed', () => {
    const directory = open({ 'options.ts': BAD });
    expect(directory.lint('app.ts', USE)).toEqual(REPORTED);
    directory.write({ 'options.ts': GOOD });
    expect(directory.lint('app.ts', USE)).toEqual([]);
    directory.write({ 'options.ts': BAD });
    expect(directory.lint('app.ts', USE)).toEqual(REPORTED);
  });

  it('gets it for a change of the same length, and two imports away', () => {
    const directory = open({ 'options.ts': "export { corsOptions } from './deep';\n", 'deep.ts': 'export const corsOptions = { origin: true , credentials: true };\n' });
    expect(directory.lint('app.ts', USE)).toEqual(REPORTED);
    directory.write({ 'deep.ts': 'export const corsOptions = { origin: false, credentials: true };\n' });
    utimesSync(directory.path('deep.ts'), new Date(), new Date(Date.now() + 5_000));
    expect(directory.lint('app.ts', USE)).toEqual([]);
  });

  it('has its own text of the file at hand read, also by what that file imports', () => {
    const directory = open({
      'app.ts': "export const origin = ['https://app.example.com'];\n",
      'options.ts': "import { origin } from './app';\nexport const corsOptions = { origin, credentials: true };\n",
    });
    const saved = `${USE}export const origin = ['https://app.example.com'];\n`;
    expect(directory.lint('app.ts', saved)).toEqual([]);
    expect(directory.lint('app.ts', saved.replace("['https://app.example.com']", 'true'))).toEqual(['4 no-reflected-origin']);
  });
});

describe('an origin function of another file, which is read once for all that import it', () => {
  const FUNCTION = "import { isAllowed } from './check';\nexport const corsOptions = { credentials: true, origin: (origin, callback) => callback(null, isAllowed(origin)) };\n";
  const CHECKED = "import { origins } from './app';\nexport const isAllowed = (origin) => origins.includes(origin);\n";

  it('is read again when a check that it asks has changed', () => {
    const directory = open({ 'options.ts': FUNCTION, 'check.ts': "export const isAllowed = (origin) => origin === 'https://app.example.com';\n" });
    for (const file of ['app.ts', 'other.ts']) expect(directory.lint(file, USE)).toEqual([]);
    directory.write({ 'check.ts': 'export const isAllowed = (origin) => origin !== undefined;\n' });
    for (const file of ['app.ts', 'other.ts']) expect(directory.lint(file, USE)).toEqual(REPORTED);
  });

  it('is read again when a check that it asks has been mended', () => {
    const directory = open({ 'options.ts': FUNCTION, 'check.ts': 'export const isAllowed = (origin) => {{\n' });
    expect(directory.lint('app.ts', USE)).toEqual([]);
    directory.write({ 'check.ts': 'export const isAllowed = (origin) => origin !== undefined;\n' });
    expect(directory.lint('app.ts', USE)).toEqual(REPORTED);
  });

  it('has the text that an editor holds of the file at hand, and what is on the disk of others', () => {
    const directory = open({ 'options.ts': FUNCTION, 'check.ts': CHECKED, 'app.ts': "export const origins = ['https://app.example.com'];\n" });
    const opened = `${USE}export const origins = ['https://app.example.com', 'null'];\n`;
    expect(directory.lint('other.ts', USE)).toEqual([]);
    expect(directory.lint('app.ts', opened)).toEqual(['4 no-null-origin']);
    expect(directory.lint('other.ts', USE)).toEqual([]);
  });

  it('is what each library makes of it', () => {
    const directory = open({ 'options.ts': "export const corsOptions = { credentials: true, origin: () => '*' };\n" });
    const use = (library: string): string => USE.replace("'cors'", `'${library}'`);
    expect(directory.lint('koa.ts', use('@koa/cors'))).not.toEqual(directory.lint('express.ts', use('cors')));
  });
});

describe('a message', () => {
  it('says where the options come from', () => {
    const directory = open({ 'config/cors.ts': `\n\n${BAD}` });
    const found = directory.messages('app.ts', USE.replace('./options', './config/cors'));
    expect(found).toEqual([expect.stringContaining('`corsOptions` from `config/cors.ts:3` sends back any Origin with Access-Control-Allow-Credentials: true')]);
  });

  it('is followed by an edit of the file at hand only', () => {
    const directory = open({ 'options.ts': BAD });
    const [first] = directory.suggestions('app.ts', USE);
    expect(first).toContain('cors({ ...corsOptions, origin: ');
    expect(directory.lint('app.ts', first ?? '')).toEqual([]);
  });
});
