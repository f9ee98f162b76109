import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as typescriptParser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { Linter as Linter9 } from 'eslint9';
import { Linter as Linter915 } from 'eslint915';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import * as analysis from '../src/analyze.ts';
import plugin from '../src/index.ts';
import { packageRoot } from '../src/package-info.ts';
import { eslintParser } from '../src/parse.ts';

const require = createRequire(import.meta.url);
const root = packageRoot();

const FILES: Readonly<Record<string, string>> = {
  'reflect.js': "const cors = require('cors');\nconst app = require('express')();\napp.use(cors({ origin: true, credentials: true }));\n",
  'module.mjs': "import cors from 'cors';\nimport express from 'express';\nconst app = express();\napp.use(cors());\napp.get('/api/me', requireAuth, (req, res) => res.json(req.user));\n",
  'both.js': "import cors from 'cors';\nimport express from 'express';\nconst app = express();\napp.use(cors({ credentials: true }));\n",
  'vary.js': "const allowed = ['https://app.example.com'];\nmodule.exports = (req, res) => {\n  if (allowed.includes(req.headers.origin)) res.setHeader('Access-Control-Allow-Origin', req.headers.origin);\n  res.end();\n};\n",
  'worker.js': "export default { fetch(request) {\n  return new Response('', { headers: { 'Access-Control-Allow-Origin': request.headers.get('Origin'), 'Access-Control-Allow-Credentials': 'true' } });\n} };\n",
  'clean.js': "import cors from 'cors';\nexport const middleware = cors({ origin: ['https://app.example.com'], credentials: true });\n",
  'typed.ts': "import cors, { type CorsOptions } from 'cors';\nimport express from 'express';\nconst app = express();\nconst options: CorsOptions = { origin: true as boolean, credentials: true };\napp.use(cors(options satisfies CorsOptions));\n",
};

interface Reported {
  readonly rule: string | null;
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

const HOSTS = { 'ESLint 9.15': Linter915, 'ESLint 9.39': Linter9, 'ESLint 10': Linter } as const;
const PARSERS = { 'the default parser': null, 'the TypeScript parser': typescriptParser, 'the parser of this package': eslintParser } as const;

function reportsOf(host: keyof typeof HOSTS, parser: keyof typeof PARSERS, file: string): readonly Reported[] {
  const chosen = PARSERS[parser];
  const config = [
    plugin.configs.recommended,
    { files: ['**/*.js', '**/*.mjs', '**/*.ts'], languageOptions: { ...(chosen === null ? {} : { parser: chosen }), sourceType: 'module' as const } },
  ];
  // The three versions declare the same shapes apart.
  const linter = new HOSTS[host]({ configType: 'flat' }) as Linter;
  const messages = linter.verify(FILES[file] ?? '', config, { filename: file });
  return messages.map(({ ruleId, message, line, column }) => ({ rule: ruleId, message, line, column })).sort(byPlace);
}

const byPlace = (a: Reported, b: Reported): number => a.line - b.line || a.column - b.column || (a.rule ?? '').localeCompare(b.rule ?? '');

describe.each(Object.keys(FILES))('%s', (file) => {
  const reference = reportsOf('ESLint 10', 'the TypeScript parser', file);
  const parsers = (Object.keys(PARSERS) as (keyof typeof PARSERS)[]).filter((parser) => !file.endsWith('.ts') || parser !== 'the default parser');
  const pairs = (Object.keys(HOSTS) as (keyof typeof HOSTS)[]).flatMap((host) => parsers.map((parser) => [host, parser] as const));

  it('has the reports that it is for', () => {
    expect(reference.length > 0).toBe(file !== 'clean.js');
    expect(reference.every(({ rule }) => rule?.startsWith('cors/') === true)).toBe(true);
  });

  it.each(pairs)('is reported alike by %s with %s', (host, parser) => {
    expect(reportsOf(host, parser, file)).toEqual(reference);
  });
});

describe('oxlint', () => {
  let directory = '';

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'cors-oxlint-'));
    for (const [name, text] of Object.entries(FILES)) writeFileSync(join(directory, name), text);
    writeFileSync(
      join(directory, '.oxlintrc.json'),
      JSON.stringify({ categories: { correctness: 'off' }, jsPlugins: [{ name: 'cors', specifier: join(root, 'dist/src/index.js') }], rules: Object.fromEntries(Object.keys(plugin.configs.recommended.rules ?? {}).map((rule) => [rule, 'error'])) }),
    );
  });

  afterAll(() => {
    rmSync(directory, { recursive: true });
  });

  it('reports the same in the same places', () => {
    const found = oxlint(directory);
    const expected = Object.keys(FILES).flatMap((file) => reportsOf('ESLint 10', 'the TypeScript parser', file).map((report) => `${file}:${String(report.line)}:${String(report.column)} ${report.rule ?? ''} ${report.message}`));
    expect(found).toEqual(expected.sort());
  });
});

function oxlint(directory: string): readonly string[] {
  let out: string;
  try {
    out = execFileSync(process.execPath, [join(root, 'node_modules/oxlint/bin/oxlint'), '--format', 'json', '.'], { cwd: directory, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    // Findings make the exit code 1.
    out = (error as { stdout: string }).stdout;
  }
  const { diagnostics } = JSON.parse(out) as { diagnostics: readonly { message: string; code: string; filename: string; labels: readonly { span: { line: number; column: number } }[] }[] };
  return diagnostics
    .map(({ message, code, filename, labels }) => {
      const { line, column } = labels[0]?.span ?? { line: 0, column: 0 };
      const rule = code.replace(/^(.*)\((.*)\)$/, '$1/$2');
      return `${filename.replace(/^.*[\\/]/, '')}:${String(line)}:${String(column)} ${rule} ${message}`;
    })
    .sort();
}

describe('the built package', () => {
  it('is the plugin itself for require', () => {
    const required = require('eslint-plugin-cors') as typeof plugin;
    expect(required.meta).toEqual(plugin.meta);
    expect(Object.keys(required.rules)).toEqual(Object.keys(plugin.rules));
    expect(Object.keys(required.configs)).toEqual(['recommended', 'strict']);
  });

  it('is the plugin as the default for import', async () => {
    const imported = (await import(pathToFileURL(join(root, 'dist/src/index.js')).href)) as { default: typeof plugin };
    expect(imported.default.meta).toEqual(plugin.meta);
    expect(Object.keys(imported.default.rules)).toEqual(Object.keys(plugin.rules));
  });
});

describe('costs', () => {
  const contextFor = (text: string): unknown => ({ sourceCode: { text }, settings: {}, options: [], filename: 'a.js', cwd: '/' });

  it.each(Object.entries(plugin.rules))('%s has no visitor in a file without markers', (_name, rule) => {
    expect(rule.create(contextFor('const answer = 42;') as never)).toEqual({});
    expect(Object.keys(rule.create(contextFor("import cors from 'cors';") as never))).toEqual(['Program:exit']);
  });

  it('all rules share one analysis of a file', () => {
    const spy = vi.spyOn(analysis, 'analyze');
    try {
      reportsOf('ESLint 10', 'the default parser', 'both.js');
      expect(spy).toHaveBeenCalledTimes(1);
    } finally {
      spy.mockRestore();
    }
  });
});
