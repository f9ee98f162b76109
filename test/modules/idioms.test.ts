import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { Linter } from 'eslint';
import { Linter as Linter9 } from 'eslint9';
import { Linter as Linter915 } from 'eslint915';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { corsEngine } from '../../src/cli/cors-engine.ts';
import { discover } from '../../src/cli/discover.ts';
import { lintFiles } from '../../src/cli/lint.ts';
import plugin from '../../src/index.ts';
import { packageRoot } from '../../src/package-info.ts';
import { eslintParser } from '../../src/parse.ts';
import { IDIOMS, type Idiom } from './idioms.ts';

const HOSTS = { 'ESLint 9.15': Linter915, 'ESLint 9.39': Linter9, 'ESLint 10': Linter } as const;
const RULES = Object.keys(plugin.configs.recommended.rules ?? {});

let root = '';
const directoryOf = (idiom: Idiom): string => join(root, String(IDIOMS.indexOf(idiom)));
const sourcesOf = ({ files }: Idiom): readonly string[] => Object.keys(files).filter((file) => !['.json', '.jsonc', '.yaml'].includes(extname(file)));

beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'cors-modules-')));
  for (const idiom of IDIOMS) {
    const directory = directoryOf(idiom);
    // Each project is a root of its own, and no file of the machine around it counts.
    for (const [file, text] of Object.entries({ '.git/HEAD': '', ...idiom.files })) {
      mkdirSync(dirname(join(directory, file)), { recursive: true });
      writeFileSync(join(directory, file), text);
    }
    for (const [from, to] of Object.entries(idiom.links ?? {})) {
      mkdirSync(dirname(join(directory, from)), { recursive: true });
      symlinkSync(join(directory, to), join(directory, from), 'junction');
    }
  }
});

afterAll(() => {
  rmSync(root, { recursive: true });
});

describe.each(IDIOMS)('$about', (idiom) => {
  it.each(Object.keys(HOSTS) as (keyof typeof HOSTS)[])('is reported by %s, file by file', (host) => {
    const linter = new HOSTS[host]({ configType: 'flat', cwd: directoryOf(idiom) }) as Linter;
    const found = sourcesOf(idiom).flatMap((file) => {
      const config = [plugin.configs.recommended, { files: ['**/*.{js,mjs,cjs,ts}'], languageOptions: { parser: eslintParser } }];
      return linter.verify(idiom.files[file] ?? '', config, { filename: join(directoryOf(idiom), file) }).map(({ line, ruleId, message }) => `${file}:${String(line)} ${ruleId?.replace('cors/', '') ?? message}`);
    });
    expect(found.sort()).toEqual([...idiom.alone].sort());
  });

  it('is reported by the command, once', async () => {
    const cwd = directoryOf(idiom);
    const { targets } = await discover(['.'], cwd);
    const { findings, errors } = await lintFiles(targets, [], { cwd, preset: 'recommended', settings: {}, comparesClients: true }, corsEngine);
    expect(errors).toEqual([]);
    expect(findings.map(({ file, line, finding }) => `${file}:${String(line)} ${finding.rule}`).sort()).toEqual([...idiom.together].sort());
  });
});

describe('oxlint', () => {
  it('reports the same as ESLint', () => {
    writeFileSync(join(root, '.oxlintrc.json'), JSON.stringify({ categories: { correctness: 'off' }, jsPlugins: [{ name: 'cors', specifier: join(packageRoot(), 'dist/src/index.js') }], rules: Object.fromEntries(RULES.map((rule) => [rule, 'error'])) }));
    expect([...oxlint(root)].sort()).toEqual(IDIOMS.flatMap((idiom, index) => idiom.alone.map((line) => `${String(index)}/${line}`)).sort());
  }, 60_000);
});

function oxlint(directory: string): readonly string[] {
  let out: string;
  try {
    out = execFileSync(process.execPath, [join(packageRoot(), 'node_modules/oxlint/bin/oxlint'), '--config', join(root, '.oxlintrc.json'), '--format', 'json', '.'], { cwd: directory, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    // Findings make the exit code 1.
    out = (error as { stdout: string }).stdout;
  }
  const { diagnostics } = JSON.parse(out) as { diagnostics: readonly { code: string; filename: string; labels: readonly { span: { line: number } }[] }[] };
  return diagnostics.map(({ code, filename, labels }) => `${filename.replaceAll('\\', '/')}:${String(labels[0]?.span.line)} ${code.replace(/^.*\((.*)\)$/, '$1')}`);
}
