import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

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
    if (existsSync(join(directory, '.git')) || existsSync(join(directory, 'pnpm-workspace.yaml')) || hasWorkspaces(directory)) {
      root = directory;
      break;
    }
    if (directory === dirname(directory)) break;
  }
  roots.set(cwd, root);
  return root;
}

function hasWorkspaces(directory: string): boolean {
  try {
    return /"workspaces"\s*:/.test(readFileSync(join(directory, 'package.json'), 'utf8'));
  } catch {
    return false;
  }
}
