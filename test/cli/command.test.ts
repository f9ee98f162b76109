import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { directoryOf, run, withUnreadable } from './run.ts';

const FAULT = 'app.use(cors({ origin: true }));\n';

async function json(cwd: string, args: readonly string[]) {
  const { code, out } = await run(cwd, [...args, '--format', 'json']);
  return { code, report: JSON.parse(out) as { errors: unknown[]; findings: unknown[]; summary: Record<string, unknown> } };
}

describe('exit codes', () => {
  it('is 0 without findings', async () => {
    const cwd = directoryOf({ 'a.js': 'listen();', 'b.js': 'cors();' });
    expect(await run(cwd, [])).toEqual({
      code: 0,
      out: 'No findings in 2 files; 1 file had CORS code.\n',
      error: '',
    });
  });

  it('is 0 without files', async () => {
    const { code, out } = await run(directoryOf({ 'a.py': '' }), []);
    expect(code).toBe(0);
    expect(out).toContain('No JavaScript or TypeScript files found');
  });

  it('is 1 with findings', async () => {
    expect((await run(directoryOf({ 'a.js': FAULT }), [])).code).toBe(1);
  });

  it('tolerates findings of severity low or info up to --max-warnings, and no others', async () => {
    const cwd = directoryOf({ 'a.js': 'corsInfo(1); corsInfo(2);', 'b/b.js': FAULT });
    expect((await run(cwd, ['a.js'])).code).toBe(1);
    expect((await run(cwd, ['a.js', '--max-warnings', '1'])).code).toBe(1);
    expect((await run(cwd, ['a.js', '--max-warnings', '2'])).code).toBe(0);
    expect((await run(cwd, ['b', '--max-warnings', '9'])).code).toBe(1);
  });

  it.each([
    [['--bad'], "Unknown option '--bad'. See cors-lint --help."],
    [['--format', 'xml'], 'Unknown format "xml"; known are stylish and json.'],
    [['--format'], "Option '--format <value>' argument missing. See cors-lint --help."],
    [['--strict=yes'], "Option '--strict' does not take an argument. See cors-lint --help."],
    [['--max-warnings', 'few'], '--max-warnings needs a whole number, not "few".'],
    [['--stdin', 'a.js'], '--stdin cannot be combined with paths.'],
    [['--stdin-filename', 'a.js'], '--stdin-filename needs --stdin.'],
    [[''], 'A path must not be empty.'],
    [['missing.js'], '"missing.js" does not exist.'],
    [['--trusted-origin', 'https://a.example/'], 'command line: settings.cors.trustedOrigins: "https://a.example/" is not'],
  ])('is 2 with a sentence for %j', async (args, sentence) => {
    const { code, out, error } = await run(directoryOf({ 'a.js': FAULT }), args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(error).toContain(`cors-lint: ${sentence}`);
    expect(error).not.toContain('    at ');
  });

  it('is 0 for --help and --version', async () => {
    const help = await run('/', ['--help']);
    expect(help.code).toBe(0);
    expect(help.out).toContain('Usage: cors-lint [paths…] [options]');
    expect(await run('/', ['--version'])).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/u) });
  });

  it('is 2 when a rule fails, and the other files are still linted', async () => {
    const cwd = directoryOf({ 'a.js': 'cors(crashTheCorsRule);', 'b.js': FAULT });
    const { code, report } = await json(cwd, []);
    expect(code).toBe(2);
    expect(report.findings).toMatchObject([{ file: 'b.js' }]);
    expect(report.errors).toMatchObject([{ file: 'a.js', message: expect.stringContaining('boom') }]);
  });
});

describe('files that cannot be linted', () => {
  it('reports one that does not parse and lints the others', async () => {
    const cwd = directoryOf({ 'a.js': 'cors(;\n', 'b.js': 'cors();' });
    const { code, report } = await json(cwd, []);
    expect(code).toBe(1);
    expect(report.errors).toEqual([
      { file: 'a.js', message: 'This file does not parse: Unexpected token.', line: 1, column: 6 },
    ]);
    expect((await json(cwd, ['a.js'])).code).toBe(2);
  });

  it('does not parse what has no CORS code', async () => {
    const { code, report } = await json(directoryOf({ 'a.js': 'this is (not', 'b.js': '' }), []);
    expect(code).toBe(0);
    expect(report.summary).toMatchObject({ files: 2, filesWithMarkers: 0 });
  });

  it('reports what is not UTF-8 text if it was named or has CORS code', async () => {
    const utf16 = Buffer.from(`\uFEFF${FAULT}`, 'utf16le');
    const latin1 = Buffer.from('// Zürich\ncors({ origin: true })', 'latin1');
    const cwd = directoryOf({ 'binary.js': new Uint8Array([0, 1, 2, 255]), 'utf16.js': utf16, 'latin1.js': latin1 });
    const searched = await json(cwd, []);
    expect(searched.report.errors).toEqual([
      { file: 'latin1.js', message: 'This file is not UTF-8 text.', line: null, column: null },
      { file: 'utf16.js', message: 'This file is not UTF-8 text.', line: null, column: null },
    ]);
    expect(searched.code).toBe(1);

    const named = await json(cwd, ['binary.js']);
    expect(named.report.errors).toMatchObject([{ message: 'This file is binary, not text.' }]);
    expect(named.code).toBe(2);
  });

  it('reports what is too long to have been written by hand', async () => {
    const cwd = directoryOf({ 'bundle.js': `${FAULT}${'// filler\n'.repeat(200_000)}`, 'b.js': '' });
    const { code, report } = await json(cwd, []);
    expect(code).toBe(1);
    expect(report.errors).toMatchObject([{ file: 'bundle.js', message: expect.stringContaining('longer than 2,000,000') }]);
  });

  it.skipIf(process.platform === 'win32')('does not wait for a pipe that nobody writes to', async () => {
    const cwd = directoryOf({ 'b.js': FAULT });
    execFileSync('mkfifo', [join(cwd, 'pipe.js')]);
    const { code, report } = await json(cwd, ['pipe.js']);
    expect(code).toBe(2);
    expect(report.errors).toMatchObject([{ file: 'pipe.js', message: 'This is not a regular file.' }]);
    expect((await json(cwd, ['.'])).report.errors).toEqual([]);
  });

  it('reports a file that it may not read', async () => {
    const cwd = directoryOf({ 'secret.js': FAULT, 'b.js': FAULT });
    const { code, report } = await withUnreadable(cwd, join(cwd, 'secret.js'), () => json(cwd, []));
    expect(code).toBe(1);
    expect(report.errors).toMatchObject([{ message: 'This file cannot be read: permission denied.' }]);
    expect(report.findings).toHaveLength(1);
  });
});

describe('comments in the code', () => {
  it('declare findings', async () => {
    const cwd = directoryOf({
      'a.ts': `// eslint-disable-next-line cors/no-reflected-origin -- public\n${FAULT}${FAULT}`,
      'b.tsx': '/* eslint-disable */ const v = <b>{cors({})}</b>;',
    });
    const { report } = await json(cwd, []);
    expect(report.findings).toMatchObject([{ file: 'a.ts', line: 3 }]);
    expect(report.summary).toMatchObject({ declared: 2 });
    expect((await run(cwd, ['b.tsx'])).out).toBe('No findings in 1 file; 1 file had CORS code. 1 more declared by comments.\n');
  });

  it('about rules of other plugins, and about nothing, are no matter of ours', async () => {
    const cwd = directoryOf({
      'a.js': '/* eslint other/rule: 2 */\n/* eslint-env node */\n// eslint-disable-next-line another/rule\ncors({});/* global a:bogus */',
    });
    const { report } = await json(cwd, []);
    expect(report).toMatchObject({ errors: [], findings: [{ line: 4 }] });
  });

  it('that configure a rule of ours wrongly are reported', async () => {
    const { code, report } = await json(directoryOf({ 'a.js': '/* eslint cors/no-such-rule: 2 */ cors();' }), []);
    expect(code).toBe(1);
    expect(report.errors).toMatchObject([{ line: 1, message: expect.stringContaining('no-such-rule') }]);
  });
});

describe('presets and settings', () => {
  it('asks the questions of the strict preset with --strict', async () => {
    const cwd = directoryOf({ 'a.js': 'corsStrict(1);' });
    expect((await run(cwd, [])).code).toBe(0);
    expect((await run(cwd, ['--strict'])).code).toBe(1);
  });

  const fixOf = async (cwd: string, args: readonly string[]) => {
    const { report } = await json(cwd, args);
    return (report.findings as { suggestions: { edits: { text: string }[] }[] }[])[0]?.suggestions[0]?.edits[0]?.text;
  };

  it('gives the rules the origins of the settings file and of the command line', async () => {
    const settings = { trustedOrigins: ['https://a.example'] };
    const option = ['--trusted-origin', 'https://b.example'];
    const file = directoryOf({ 'a.js': FAULT, 'cors-lint.config.json': JSON.stringify(settings) });
    expect(await fixOf(file, option)).toBe('["https://a.example","https://b.example"]');
    const manifest = directoryOf({ 'a.js': FAULT, 'package.json': JSON.stringify({ 'cors-lint': settings }) });
    expect(await fixOf(manifest, [])).toBe('["https://a.example"]');
  });

  it.each([
    [{ 'cors-lint.config.json': '{' }, 'cors-lint.config.json is not valid JSON'],
    [{ 'package.json': 'no' }, 'package.json is not valid JSON'],
    [{ 'cors-lint.config.json': '[]' }, 'cors-lint.config.json: settings.cors must be an object, not [].'],
    [{ 'cors-lint.config.json': '{"trusted":[]}' }, 'cors-lint.config.json: settings.cors has no setting "trusted"'],
    [{ 'package.json': '{"cors-lint":{"publicPaths":1}}' }, 'package.json, key "cors-lint": settings.cors.publicPaths must'],
    [{ 'package.json': '{"cors-lint":{}}', 'cors-lint.config.json': '{}' }, 'keep one'],
  ])('refuses %j', async (files, sentence) => {
    const { code, error } = await run(directoryOf({ 'a.js': FAULT, ...files }), []);
    expect(code).toBe(2);
    expect(error).toContain(sentence);
  });
});

describe('--stdin', () => {
  const stdin = (text: string | Uint8Array) => ({ readStdin: async () => Buffer.from(text) });

  it('lints the text under the name it is given', async () => {
    const cwd = directoryOf({});
    const { code, out } = await run(cwd, ['--stdin', '--stdin-filename', 'src/a.ts'], stdin(`const a: string = cors({});`));
    expect(code).toBe(1);
    expect(out).toContain('  src/a.ts\n    1:24  critical  ');
  });

  it('needs no name', async () => {
    const { code, out } = await run(directoryOf({}), ['--stdin'], stdin('const v = <b>{cors({})}</b>;'));
    expect(code).toBe(1);
    expect(out).toContain('  <stdin>\n');
  });

  it('takes an empty text for clean and bytes for what they are', async () => {
    expect((await run(directoryOf({}), ['--stdin'], stdin(''))).code).toBe(0);
    expect(await run(directoryOf({}), ['--stdin'], stdin(new Uint8Array([0, 255])))).toMatchObject({ code: 2 });
  });
});

describe('places', () => {
  it('lints files outside of the working directory and in node_modules when they are named', async () => {
    const root = directoryOf({ 'api/a.js': FAULT, 'web/node_modules/x/b.js': FAULT });
    const { report } = await json(join(root, 'web'), ['../api', 'node_modules/x/b.js']);
    expect(report.errors).toEqual([]);
    expect(report.findings).toMatchObject([{ file: '../api/a.js' }, { file: 'node_modules/x/b.js' }]);
  });

  it('shows no byte-order mark and no colour of the linted code', async () => {
    const cwd = directoryOf({ 'a.js': `\uFEFFcors({ a: '\u001b[31m' });` });
    const { out } = await run(cwd, []);
    expect(out).toContain("    > 1 | cors({ a: '·[31m' });\n        |      ^^^^^^^^^^^^^^\n");
  });
});
