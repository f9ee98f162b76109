import { describe, expect, test } from 'vitest';
import { runCommand } from '../../src/cli/command.ts';
import { corsEngine } from '../../src/cli/cors-engine.ts';
import { USAGE } from '../../src/cli/usage.ts';
import { readDocument, ROOT, rowsOf, sectionOf } from './markdown.ts';
import { librariesDocument } from './libraries.ts';
import { librariesTable, rulesTable } from './tables.ts';

/** What the command prints when it runs in the project's directory. */
async function run(...args: readonly string[]): Promise<string> {
  let output = '';
  await runCommand(
    args,
    {
      cwd: ROOT.slice(0, -1),
      hasColor: false,
      width: 110,
      readStdin: () => Promise.resolve(new Uint8Array()),
      writeOut: (text) => (output += text),
      writeError: (text) => (output += text),
    },
    corsEngine,
  );
  return output;
}

/** The document with its generated parts replaced, each between comments that carry its name. */
function fill(text: string, parts: Readonly<Record<string, string>>): string {
  return Object.entries(parts).reduce((filled, [name, content]) => {
    const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
    expect(filled.split(open)).toHaveLength(2);
    return filled.slice(0, filled.indexOf(open) + open.length) + `\n\n${content}\n\n` + filled.slice(filled.indexOf(close));
  }, text);
}

const block = (language: string, text: string): string => `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;

// `vitest run test/docs -u` writes these files anew.
describe('generated parts are what the code says now', () => {
  test('README.md', async () => {
    const example = block('console', `$ npx cors-lint docs/shop\n\n${await run('docs/shop')}`);
    const filled = fill(readDocument('README.md'), { example, rules: rulesTable(), libraries: librariesTable() });
    await expect(filled).toMatchFileSnapshot('../../README.md');
  });

  test('docs/libraries.md', async () => {
    await expect(librariesDocument()).toMatchFileSnapshot('../../docs/libraries.md');
  });

  test('docs/command.md', async () => {
    const filled = fill(readDocument('docs/command.md'), { usage: block('text', USAGE) });
    await expect(filled).toMatchFileSnapshot('../../docs/command.md');
  });
});

test('the example shows rules of several kinds, none of them twice', async () => {
  const rows = rulesTable().match(/(?<=\[`)[\w-]+/g) ?? [];
  const { findings } = JSON.parse(await run('--format', 'json', 'docs/shop')) as { findings: readonly { rule: string }[] };
  const shown = findings.map(({ rule }) => rule);
  expect(rows).toEqual(expect.arrayContaining(shown));
  expect(shown.length).toBeGreaterThan(4);
  expect([...new Set(shown)]).toEqual(shown);
});

test('docs/command.md names every field of the JSON output, and no other', async () => {
  const named = rowsOf(sectionOf(readDocument('docs/command.md'), 'JSON')).flatMap(([fields]) => fields?.match(/[\w.[\]]+/g) ?? []);
  const output = JSON.parse(await run('--format', 'json', 'docs/shop')) as { findings: { witness: object | null; suggestions: { edits: object[] }[] }[]; errors: unknown[] };
  // Fields that not every finding has.
  Object.assign(output.findings.find(({ witness }) => witness !== null)?.witness ?? {}, { status: 101 });
  Object.assign(output.findings.flatMap(({ suggestions }) => suggestions.flatMap(({ edits }) => edits))[0] ?? {}, { file: '' });
  output.errors = [{ file: '', message: '', line: null, column: null }];
  expect(new Set(named)).toEqual(new Set(fieldsOf(output, '')));
});

/** Paths of the fields; maps by header or severity, and lists without elements, are fields themselves. */
function* fieldsOf(value: unknown, path: string): Generator<string> {
  if (Array.isArray(value)) {
    if (/^(?:findings|errors|findings\[\]\.suggestions)$/.test(path)) yield path;
    for (const element of value) yield* fieldsOf(element, `${path}[]`);
  } else if (typeof value === 'object' && value !== null && !/headers$|response$|bySeverity$/.test(path)) {
    if (path === 'findings[].witness') yield path;
    for (const [key, inner] of Object.entries(value)) yield* fieldsOf(inner, path === '' ? key : `${path}.${key}`);
  } else {
    yield path;
  }
}

test('docs/architecture.md states the bounds that the code has', () => {
  const rows = rowsOf(sectionOf(readDocument('docs/architecture.md'), 'Bounds'));
  expect(rows).not.toEqual([]);
  for (const [bound = '', where = ''] of rows) {
    const [, file = '', name = ''] = /^`(.+)`, `(.+)`$/.exec(where) ?? [];
    const value = new RegExp(`const ${name} = ([\\d_]+)`).exec(readDocument(`src/${file}`))?.[1];
    expect(bound.replaceAll(',', '').split(' ')[0], where).toBe(value?.replaceAll('_', ''));
  }
});

test('docs/settings.md quotes errors as they are', () => {
  const text = readDocument('docs/settings.md');
  for (const settings of [
    { trustedOrgins: [] },
    { trustedOrigins: ['https://app.example.com/'] },
    { publicPaths: [{ path: '/feeds/**' }] },
  ]) {
    let message = '';
    try {
      corsEngine.checkSettings(settings);
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).not.toBe('');
    expect(text).toContain(`\n${message}\n`);
  }
});
