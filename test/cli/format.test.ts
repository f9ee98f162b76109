import { describe, expect, it } from 'vitest';
import { codeFrame } from '../../src/cli/code-frame.ts';
import { createPaint } from '../../src/cli/paint.ts';
import { displayWidth, wrap } from '../../src/cli/printable.ts';
import { directoryOf, run } from './run.ts';

const FILES = {
  'src/app.js': 'const app = express();\napp.use(cors({ origin: true, credentials: true }));\n',
  'src/b.ts': '\n\n\n\n\n\n\n\n\ncorsInfo(\n  x,\n); corsInfo(y);\n',
  'c.mjs': 'cors(',
  'd.js': '',
};

describe('the stylish format', () => {
  it('shows each finding with its code, its proof and its repair', async () => {
    const { out } = await run(directoryOf(FILES), []);
    expect(`\n${out}`).toBe(`
  c.mjs
    1:6  error     This file does not parse: Expected \`)\` but found \`EOF\`.

  src/app.js
    2:14  critical  \`{ origin: true, credentials: true }\` lets every site read responses sent   cors/no-reflected-origin
                    with cookies.

      1 | const app = express();
    > 2 | app.use(cors({ origin: true, credentials: true }));
        |              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

      GET /api/me                  → Access-Control-Allow-Origin: https://evil.example
      Origin: https://evil.example   Access-Control-Allow-Credentials: true

      fix: List the trusted origins.

  src/b.ts
     11:3  info      \`x\` lets every site read responses sent with cookies.  cors/no-info

      10 | corsInfo(
    > 11 |   x,
         |   ^

      GET /api/me                  → Access-Control-Allow-Origin: https://evil.example
      Origin: https://evil.example   Access-Control-Allow-Credentials: true

      fix: List the trusted origins.

    12:13  info      \`y\` lets every site read responses sent with cookies.  cors/no-info

      11 |   x,
    > 12 | ); corsInfo(y);
         |             ^

      GET /api/me                  → Access-Control-Allow-Origin: https://evil.example
      Origin: https://evil.example   Access-Control-Allow-Credentials: true

      fix: List the trusted origins.

3 findings (1 critical, 2 info) in 2 of 3 files; 3 files had CORS code. Errors in 1 file.
`);
  });

  it('colours only when it may', async () => {
    const cwd = directoryOf(FILES);
    const plain = await run(cwd, []);
    const coloured = await run(cwd, [], { hasColor: true });
    const refused = await run(cwd, ['--no-color'], { hasColor: true });
    expect(plain.out).not.toContain('\u001b');
    expect(refused.out).toBe(plain.out);
    expect(coloured.out).toContain('\u001b[31m');
    expect(coloured.out.replace(/\u001b\[\d+m/gu, '')).toBe(plain.out);
  });
});

describe('the JSON format', () => {
  it('has everything a program needs, in a fixed order', async () => {
    const cwd = directoryOf(FILES);
    const { code, out } = await run(cwd, ['--format', 'json']);
    expect(code).toBe(1);
    const witness = {
      request: { method: 'GET', path: '/api/me', headers: { Origin: 'https://evil.example' } },
      response: { 'Access-Control-Allow-Origin': 'https://evil.example', 'Access-Control-Allow-Credentials': 'true' },
    };
    const report = JSON.parse(out) as { findings: unknown[] };
    expect(report).toEqual({
      version: 1,
      tool: { name: 'cors-lint', version: expect.stringMatching(/^\d/u) },
      findings: [
        {
          rule: 'no-reflected-origin',
          messageId: 'reflected',
          message: '`{ origin: true, credentials: true }` lets every site read responses sent with cookies.',
          severity: 'critical',
          file: 'src/app.js',
          line: 2,
          column: 14,
          endLine: 2,
          endColumn: 49,
          witness,
          suggestions: [{ description: 'List the trusted origins.', edits: [{ start: 36, end: 71, text: '[]' }] }],
        },
        expect.objectContaining({ file: 'src/b.ts', line: 11, column: 3 }),
        expect.objectContaining({ file: 'src/b.ts', line: 12, column: 13 }),
      ],
      errors: [
        { file: 'c.mjs', message: 'This file does not parse: Expected `)` but found `EOF`.', line: 1, column: 6 },
      ],
      summary: {
        files: 3,
        filesWithMarkers: 3,
        findings: 3,
        declared: 0,
        bySeverity: { critical: 1, high: 0, medium: 0, low: 0, info: 2 },
      },
    });
    expect((await run(cwd, ['src/b.ts', 'd.js', 'c.mjs', 'src', '--format', 'json'])).out).toBe(out);
  });
});

describe('codeFrame', () => {
  const plain = createPaint(false);
  const frame = (text: string, span: [number, number, number, number], width = 80) => {
    const [line, column, endLine, endColumn] = span;
    return codeFrame(text, { line, column, endLine, endColumn }, width, plain);
  };

  it('underlines over tabs, wide characters and line ends of every kind', () => {
    expect(frame("a;\r\n\tconst s = '😀日本'; cors(x);\r\nb;", [2, 25, 2, 26])).toEqual([
      '  1 | a;',
      "> 2 |   const s = '😀日本'; cors(x);",
      '    |                            ^',
    ]);
  });

  it('underlines the first line of a longer span', () => {
    expect(frame('cors({\n  a: 1,\n});', [1, 6, 3, 2])).toEqual(['> 1 | cors({', '    |      ^']);
  });

  it('cuts long lines around the span', () => {
    const text = `${'a+'.repeat(3000)}cors(x)${'+b'.repeat(3000)}`;
    const lines = frame(text, [1, 6006, 1, 6007], 40);
    const [code = '', carets = ''] = lines;
    expect(lines).toHaveLength(2);
    expect(displayWidth(code)).toBeLessThanOrEqual(40);
    expect(code[carets.indexOf('^')]).toBe('x');
    expect(code).toMatch(/^> 1 \| ….*…$/u);
  });

  it('shows nothing for a place that is not in the text', () => {
    expect(frame('a', [7, 1, 7, 2])).toEqual([]);
  });
});

describe('wrap', () => {
  it('breaks at spaces and keeps long words whole', () => {
    expect(wrap('one two three https://a-very-long-word.example four', 10)).toEqual([
      'one two',
      'three',
      'https://a-very-long-word.example',
      'four',
    ]);
    expect(wrap('', 10)).toEqual(['']);
  });
});
