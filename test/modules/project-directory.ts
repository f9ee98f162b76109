import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Linter } from 'eslint';
import plugin from '../../src/index.ts';
import { eslintParser } from '../../src/parse.ts';

/** A project on the disk, for as long as a test needs it. */
export class ProjectDirectory {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'cors-project-')));

  constructor(files: Readonly<Record<string, string>>) {
    this.write({ '.git/HEAD': '', ...files });
  }

  write(files: Readonly<Record<string, string>>): void {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(this.path(file)), { recursive: true });
      writeFileSync(this.path(file), text);
    }
  }

  path(file: string): string {
    return join(this.root, file);
  }

  /** The rules that report a text which an editor holds for a file, and on which line. */
  lint(file: string, text: string): readonly string[] {
    return this.#verify(file, text).map(({ line, ruleId, message }) => `${String(line)} ${ruleId?.replace('cors/', '') ?? message}`);
  }

  messages(file: string, text: string): readonly string[] {
    return this.#verify(file, text).map(({ message }) => message);
  }

  /** The text after each suggestion. */
  suggestions(file: string, text: string): readonly string[] {
    return this.#verify(file, text).flatMap(({ suggestions = [] }) => suggestions.map(({ fix }) => text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1])));
  }

  #verify(file: string, text: string): readonly Linter.LintMessage[] {
    const linter = new Linter({ cwd: this.root });
    const config = [plugin.configs.recommended, { files: ['**/*.{js,ts}'], languageOptions: { parser: eslintParser } }];
    return linter.verify(text, config, { filename: this.path(file) });
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }
}
