import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isWorkspaceRoot } from './workspace-packages.ts';

const roots = new Map<string, string>();

/**
 * The directory that imports are followed within: the monorepo or repository that a working directory belongs to, or
 * the working directory itself.
 */
export function projectRootOf(cwd: string): string {
  const known = roots.get(cwd);
  if (known !== undefined) return known;
  let root = cwd;
  for (let directory = cwd; ; directory = dirname(directory)) {
    if (existsSync(join(directory, '.git')) || isWorkspaceRoot(directory)) {
      root = directory;
      break;
    }
    if (directory === dirname(directory)) break;
  }
  roots.set(cwd, root);
  return root;
}
