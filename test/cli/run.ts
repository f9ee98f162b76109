import { chmodSync, chownSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { runCommand } from '../../src/cli/command.ts';
import type { Host } from '../../src/cli/command.ts';
import { fakeEngine } from './fake-engine.ts';

/** A temporary directory with these files, removed after the test. A key that ends in `/` is a directory. */
export function directoryOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'cors-lint-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    const path = join(root, name);
    mkdirSync(name.endsWith('/') ? path : dirname(path), { recursive: true });
    if (!name.endsWith('/')) writeFileSync(path, content);
  }
  return root;
}

/** A user whom file modes hold back, as they do not hold back root: `nobody`. */
const ORDINARY_USER = 65_534;

/** Makes the file or directory one that may not be read, and runs `attempt` as a user for whom that holds. */
export async function withUnreadable<Result>(root: string, path: string, attempt: () => Promise<Result>): Promise<Result> {
  const isRoot = process.geteuid?.() === 0;
  chmodSync(path, 0);
  if (isRoot) {
    chownSync(root, ORDINARY_USER, ORDINARY_USER);
    process.seteuid?.(ORDINARY_USER);
  }
  try {
    return await attempt();
  } finally {
    if (isRoot) process.seteuid?.(0);
    chmodSync(path, 0o755);
  }
}

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** Runs the command with the fake plugin. */
export async function run(cwd: string, args: readonly string[], host: Partial<Host> = {}): Promise<Outcome> {
  let out = '';
  let error = '';
  const code = await runCommand(
    args,
    {
      cwd,
      hasColor: false,
      width: 120,
      readStdin: async () => new Uint8Array(),
      writeOut: (text) => void (out += text),
      writeError: (text) => void (error += text),
      ...host,
    },
    fakeEngine,
  );
  return { code, out, error };
}
