import * as typescriptParser from '@typescript-eslint/parser';
import { Linter, RuleTester, type Rule } from 'eslint';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.ts';

RuleTester.describe = describe;
RuleTester.it = it;

/** What a source is linted with. */
export interface Conditions {
  readonly filename?: string;
  readonly options?: object;
  readonly settings?: object;
}

/** Code that the rule is silent about. */
export interface ValidRow extends Conditions {
  readonly title: string;
  readonly code: string;
}

/** Code that the rule reports. */
export interface InvalidRow extends ValidRow {
  /** The message ids, in order of the reports. */
  readonly reports: readonly string[];
  /** The message of the first report in full. */
  readonly message?: string;
  /** The source text that the first report is at. */
  readonly at?: string;
  /** The code after each suggestion of the first report, in order. */
  readonly suggestions?: readonly string[];
  /** Whether the code has TypeScript's syntax. */
  readonly typescript?: boolean;
}

interface Report {
  readonly messageId: string;
  readonly message: string;
  readonly text: string;
  readonly suggestions: readonly { readonly desc: string; readonly output: string }[];
}

/** Paths of files are relative to this directory. */
const linter = new Linter({ configType: 'flat', cwd: '/project' });

/** Runs one rule over one text. */
export function lint(name: string, code: string, { filename, options, settings }: Conditions = {}, parser: Linter.Parser | null = typescriptParser): readonly Report[] {
  const messages = verify({ [`cors/${name}`]: options === undefined ? 'error' : ['error', options] }, code, { filename, settings }, parser);
  return messages.map((message) => reportOf(message, code));
}

/** Runs several rules over one text, and says which of them made each report. */
export function lintAll(names: readonly string[], code: string, { filename, settings }: Omit<Conditions, 'options'> = {}): readonly (Report & { readonly rule: string })[] {
  const messages = verify(Object.fromEntries(names.map((name) => [`cors/${name}`, 'error'])), code, { filename, settings }, typescriptParser);
  return messages.map((message) => ({ rule: (message.ruleId ?? '').replace('cors/', ''), ...reportOf(message, code) }));
}

function verify(entries: Linter.RulesRecord, code: string, { filename = 'server.ts', settings = {} }: { readonly filename: string | undefined; readonly settings: object | undefined }, parser: Linter.Parser | null): readonly Linter.LintMessage[] {
  return linter.verify(
    code,
    [
      {
        files: ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'],
        plugins: { cors: { rules: rules } },
        rules: entries,
        settings: { cors: settings },
        ...(parser === null ? {} : { languageOptions: { parser } }),
      },
    ],
    { filename },
  );
}

function reportOf(message: Linter.LintMessage, code: string): Report {
  if (message.ruleId === null) throw new Error(`${message.message}\n${code}`);
  const lines = code.split('\n');
  const offset = (line: number, column: number): number => lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
  return {
    messageId: message.messageId ?? '',
    message: message.message,
    text: code.slice(offset(message.line, message.column), offset(message.endLine ?? message.line, message.endColumn ?? message.column)),
    suggestions: (message.suggestions ?? []).map(({ desc, fix }) => ({ desc, output: code.slice(0, fix.range[0]) + fix.text + code.slice(fix.range[1]) })),
  };
}

/** Runs the tables of one rule: under ESLint's tester, and with the promises that every report and suggestion keeps. */
export function ruleTable(name: keyof typeof rules, { valid, invalid }: { readonly valid: readonly ValidRow[]; readonly invalid: readonly InvalidRow[] }): void {
  const rule = rules[name] as Rule.RuleModule;
  const tester = new RuleTester({ languageOptions: { parser: typescriptParser } });
  const conditions = ({ filename = 'server.ts', options, settings }: Conditions) => ({
    filename,
    ...(options === undefined ? {} : { options: [options] }),
    ...(settings === undefined ? {} : { settings: { cors: settings } }),
  });

  describe(name, () => {
    describe('is silent', () => {
      it.each(valid.map((row): [string, ValidRow] => [row.title, row]))('%s', (_title, row) => {
        expect(lint(name, row.code, row).map(({ message }) => message)).toEqual([]);
      });
    });

    describe('reports', () => {
      it.each(invalid.map((row): [string, InvalidRow] => [row.title, row]))('%s', (_title, row) => {
        const reports = lint(name, row.code, row);
        expect(reports.map(({ messageId }) => messageId)).toEqual(row.reports);
        if (row.message !== undefined) expect(reports[0]?.message).toBe(row.message);
        if (row.at !== undefined) expect(reports[0]?.text).toBe(row.at);
        if (row.suggestions !== undefined) expect(reports[0]?.suggestions.map(({ output }) => output)).toEqual(row.suggestions);
      });
    });

    const suggested = invalid.flatMap((row) => lint(name, row.code, row).flatMap((report) => report.suggestions.map(({ desc, output }): [string, InvalidRow, Report, string] => [`${row.title}: ${desc}`, row, report, output])));
    describe.runIf(suggested.length > 0)('suggests only what silences it', () => {
      it.each(suggested)('%s', (_title, row, report, output) => {
        const before = lint(name, row.code, row);
        const after = lint(name, output, row);
        expect(after.length, `still reported: ${after.map(({ message }) => message).join(' ')}\n${output}`).toBeLessThan(before.length);
        expect(report.message).not.toContain('{{');
      });
    });

    describe('says the same of JavaScript without a TypeScript parser', () => {
      it.each(invalid.filter(({ typescript }) => typescript !== true).map((row): [string, InvalidRow] => [row.title, row]))('%s', (_title, row) => {
        const asJavaScript = { ...row, filename: (row.filename ?? 'server.ts').replace(/\.ts$/, '.js') };
        expect(lint(name, row.code, asJavaScript, null)).toEqual(lint(name, row.code, row));
      });
    });

    tester.run('under the tester of ESLint', rule, {
      // The tester gives the rule another name, which a comment in the code does not know.
      valid: valid.filter(({ code }) => !code.includes('eslint-disable')).map((row) => ({ name: row.title, code: row.code, ...conditions(row) })),
      invalid: invalid.map((row) => ({
        name: row.title,
        code: row.code,
        ...conditions(row),
        errors: lint(name, row.code, row).map(({ messageId, suggestions }) => ({ messageId, ...(suggestions.length === 0 ? {} : { suggestions: [...suggestions] }) })),
      })).filter(({ errors }) => errors.length > 0),
    });
  });
}
