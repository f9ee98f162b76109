import { join } from 'node:path';
import { Linter } from 'eslint';
import { findingsIn } from '../../src/define-rule.ts';
import type { Finding } from '../../src/finding.ts';
import plugin from '../../src/index.ts';
import { eslintParser } from '../../src/parse.ts';
import { ROOT } from '../fixtures/support/cases.ts';
import type { Fence } from './markdown.ts';

/**
 * A code block that says what a rule answers. Its first line is `// ✗ <messageId>` or `// ✓`; lines below it may give
 * the file's name, the rule's options and `settings.cors`: `// file: …`, `// options: {…}`, `// settings.cors: {…}`.
 */
export interface Example {
  readonly name: string;
  /** The message that is reported; `null` for a correct block. */
  readonly messageId: string | null;
  readonly file: string;
  readonly options: object | null;
  readonly settings: object;
  readonly code: string;
}

/** The example that a block is; `null` for a block that claims nothing. */
export function exampleOf(fence: Fence): Example | null {
  const mark = /^\/\/ (?:✗ (\w+)|✓)\n/.exec(fence.code);
  if (mark === null) return null;
  const note = (name: string): string | null => new RegExp(`^// ${name}: (.+)$`, 'm').exec(fence.code)?.[1] ?? null;
  const json = (name: string): object | null => {
    const text = note(name);
    return text === null ? null : (JSON.parse(text) as object);
  };
  return {
    name: `line ${String(fence.line)}: ${mark[1] ?? 'correct'}`,
    messageId: mark[1] ?? null,
    file: note('file') ?? `server.${fence.language}`,
    options: json('options'),
    settings: json('settings\\.cors') ?? {},
    code: fence.code,
  };
}

export interface Outcome {
  readonly messages: readonly Linter.LintMessage[];
  readonly findings: readonly Finding[];
}

/** Lints an example under the recommended preset and `rule`, which may be a strict one; its options are those of `rule`. */
export function lint({ code, file, options, settings }: Example, rule: string): Outcome {
  const linter = new Linter({ cwd: ROOT });
  const messages = linter.verify(
    code,
    [
      {
        files: ['**/*.{js,jsx,ts,tsx}'],
        plugins: { cors: plugin },
        rules: { ...plugin.configs.recommended.rules, [`cors/${rule}`]: options === null ? 'error' : ['error', options] },
        settings: { cors: settings },
        languageOptions: { parser: eslintParser },
        linterOptions: { reportUnusedDisableDirectives: 'error' },
      },
    ],
    { filename: join(ROOT, file) },
  );
  const program = (linter.getSourceCode() as { ast: object } | null)?.ast;
  return { messages, findings: program === undefined ? [] : findingsIn(program) };
}
