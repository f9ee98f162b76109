import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import plugin from '../../src/index.ts';
import { rules } from '../../rules/index.ts';
import { exampleOf, lint, type Example } from './examples.ts';
import { parseDocument, readDocument, ROOT, rowsOf, sectionOf } from './markdown.ts';
import { presetsOf } from './tables.ts';

const HEADINGS = [
  'What goes wrong',
  'What it reports',
  'Incorrect',
  'Correct',
  'Options',
  'Settings',
  'Limits',
  'Declaring intended openness',
  'When not to use it',
  'Further reading',
];

/** Messages that every rule has say something about the file, not about the rule; `docs/limits.md` explains them. */
const SHARED = Object.keys(Object.values(plugin.rules)[0]?.meta?.messages ?? {}).filter((id) =>
  Object.values(plugin.rules).every(({ meta }) => Object.hasOwn(meta?.messages ?? {}, id)),
);

interface Schema {
  readonly properties: Readonly<Record<string, { readonly enum?: readonly string[] }>>;
}

test('every rule has a page, and every page a rule', () => {
  const pages = readdirSync(`${ROOT}docs/rules`).sort();
  expect(pages).toEqual(Object.keys(rules).map((name) => `${name}.md`).sort());
});

test('messages that all rules share are explained with the limits', () => {
  const limits = readDocument('docs/limits.md');
  for (const id of SHARED) expect(limits).toContain(`\`${id}\``);
});

describe.each(Object.keys(rules) as (keyof typeof rules)[])('docs/rules/%s.md', (name) => {
  const text = readDocument(`docs/rules/${name}.md`);
  const page = parseDocument(text);
  const examples = page.fences.map(exampleOf).filter((example) => example !== null);
  const { meta } = plugin.rules[name] ?? {};
  const messages = Object.keys(meta?.messages ?? {}).filter((id) => !SHARED.includes(id));

  test('starts with its name, its description and its presets', () => {
    const [title, description, header] = text.split('\n\n');
    expect(title).toBe(`# \`cors/${name}\``);
    expect(description).toBe(`${meta?.docs?.description ?? ''}.`);
    expect(header).toBe(`Presets: ${presetsOf(name)}. It offers suggestions, and changes no code by itself.`);
    expect(meta?.hasSuggestions).toBe(true);
    expect(meta?.fixable).toBeUndefined();
  });

  test('has the headings of a rule page, in order', () => {
    expect(page.headings.filter(({ level }) => level === 2).map((heading) => heading.text)).toEqual(HEADINGS);
  });

  test('shows what goes wrong as a request and its response', () => {
    const exchanges = page.fences.filter(({ language, heading }) => language === 'http' && heading === 'What goes wrong');
    expect(exchanges).not.toEqual([]);
    for (const { code } of exchanges) {
      expect(code).toMatch(/^[A-Z]+ \/\S* HTTP\/1\.1\n(?:[\w-]+: .+\n)*Origin: .+\n(?:[\w-]+: .+\n)*\nHTTP\/1\.1 \d{3} [\w ]+\n(?:[\w-]+: .+\n)+$/);
    }
  });

  test('lists every message, and shows each of them', () => {
    const listed = rowsOf(sectionOf(text, 'What it reports')).map(([message]) => message);
    expect(listed).toEqual(messages.map((message) => `\`${message}\``));
    expect([...new Set(examples.flatMap(({ messageId }) => messageId ?? []))].sort()).toEqual([...messages].sort());
  });

  test('documents every option with each of its values', () => {
    const [schema] = meta?.schema as readonly Schema[];
    if (schema === undefined) {
      expect(sectionOf(text, 'Options').trim()).toBe('This rule has no options.');
      return;
    }
    for (const [option, { enum: values }] of Object.entries(schema.properties)) {
      const section = sectionOf(text, `\`${option}\``);
      for (const value of values ?? []) expect(section).toContain(`- \`"${value}"\``);
      expect(parseDocument(section).fences.map(exampleOf).filter((example) => example?.options !== undefined && example.options !== null)).not.toEqual([]);
    }
  });

  test('marks every block of code', () => {
    const unmarked = page.fences.filter((fence) => /^[jt]sx?$/.test(fence.language) && exampleOf(fence) === null);
    expect(unmarked).toEqual([]);
  });

  describe('incorrect', () => {
    const severities = new Map(rowsOf(sectionOf(text, 'What it reports')).map(([message, , severity]) => [message, severity ?? '']));

    test.each(examples.filter(({ messageId }) => messageId !== null))('$name', (example: Example) => {
      const { messages: reported, findings } = lint(example, name);
      const own = reported.filter(({ ruleId }) => ruleId === `cors/${name}`);
      expect(own.map(({ messageId }) => messageId)).toEqual([example.messageId]);
      expect(reported.filter(({ ruleId }) => ruleId === null)).toEqual([]);
      const finding = findings.find(({ rule }) => rule === name);
      expect(severities.get(`\`${example.messageId ?? ''}\``)).toMatch(new RegExp(`\\b${finding?.severity ?? 'no finding'}\\b|\\bas \`\\w+\``));
    });
  });

  describe('correct', () => {
    test.each(examples.filter(({ messageId }) => messageId === null))('$name', (example: Example) => {
      expect(lint(example, name).messages).toEqual([]);
    });
  });
});
