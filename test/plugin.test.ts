import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../rules/index.ts';
import plugin from '../src/index.ts';
import { packageInfo, packageRoot } from '../src/package-info.ts';

const root = packageRoot();
const names = Object.keys(rules);
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { name: string; version: string; homepage: string };

describe('the plugin', () => {
  it('says its name, version and namespace', () => {
    expect(plugin.meta).toEqual({ name: manifest.name, version: manifest.version, namespace: 'cors' });
    expect(packageInfo).toMatchObject(manifest);
  });

  it('has the rules that have a file, a test and a page', () => {
    const rule = (directory: string, end: string): string[] => readdirSync(join(root, directory)).filter((file) => file.endsWith(end) && file !== 'index.ts').map((file) => file.slice(0, -end.length)).sort();
    expect(rule('rules', '.ts')).toEqual(names);
    expect(names.filter((name) => !rule('test/rules', '.test.ts').includes(name))).toEqual([]);
    expect(names.filter((name) => !existsSync(join(root, 'docs/rules', `${name}.md`)))).toEqual([]);
  });

  it('has presets that contain it', () => {
    expect(plugin.configs.recommended.plugins).toEqual({ cors: plugin });
    expect(plugin.configs.strict.plugins).toEqual({ cors: plugin });
  });

  it('recommends what the rules say of themselves', () => {
    const recommended = Object.entries(rules).filter(([, { meta }]) => meta?.docs?.recommended === true).map(([name]) => `cors/${name}`);
    expect(Object.keys(plugin.configs.recommended.rules ?? {})).toEqual(recommended);
    expect(Object.keys(plugin.configs.strict.rules ?? {})).toEqual(names.map((name) => `cors/${name}`));
  });

  it('sets in the strict preset the options that rules have for it', () => {
    for (const [name, rule] of Object.entries(rules)) {
      expect(plugin.configs.strict.rules?.[`cors/${name}`]).toEqual(rule.strictOptions === null ? 'error' : ['error', rule.strictOptions]);
    }
  });
});

describe.each(Object.entries(rules))('%s', (name, { meta }) => {
  const messages = Object.entries(meta?.messages ?? {});

  it('has a page that the package links to', () => {
    expect(meta?.docs?.url).toBe(`${manifest.homepage}?activeTab=code#docs/rules/${name}.md`);
  });

  it('has a description without a full stop', () => {
    expect(meta?.docs?.description).toMatch(/^(?:Disallow|Require|Enforce) .*[^.]$/);
  });

  it('suggests, and never fixes by itself', () => {
    expect(meta?.hasSuggestions).toBe(true);
    expect(meta?.fixable).toBeUndefined();
  });

  it('describes every option and refuses others', () => {
    const schema = meta?.schema as readonly { properties: Record<string, { description?: string }>; additionalProperties: boolean }[];
    for (const { properties, additionalProperties } of schema) {
      expect(additionalProperties).toBe(false);
      for (const option of Object.values(properties)) expect(option.description).toMatch(/^[A-Z].*\.$/);
    }
    expect((meta?.defaultOptions ?? []).length).toBe(schema.length);
  });

  it('has messages', () => {
    expect(messages.length).toBeGreaterThan(0);
  });

  it.each(messages.map(([id, message]) => [id, message.replace('{{notes}}', '')] as const))('message %s starts with a value or a capital letter, and ends with a full stop', (_id, message) => {
    expect(message).toMatch(/^(?:[A-Z'"`]|\{\{)[\s\S]*\.$/);
    expect(message).not.toMatch(/\n|\s{2}|TODO|make sure|is safe here/i);
  });
});
