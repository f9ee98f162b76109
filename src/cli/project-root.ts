import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, relative } from 'node:path';

/**
 * The directory that a file is linted from: the working directory if the file is inside, else the nearest one above
 * the file that looks like a project. ESLint lints no file outside of it, and imports are followed inside of it only.
 */
export function projectRoot(file: string, cwd: string): string {
  if (isInside(file, cwd)) return cwd;
  for (let directory = dirname(file); ; directory = dirname(directory)) {
    if (['package.json', '.git'].some((name) => existsSync(join(directory, name)))) return directory;
    if (directory === dirname(directory)) return dirname(file);
  }
}

function isInside(file: string, directory: string): boolean {
  const path = relative(directory, file);
  return !isAbsolute(path) && path.split(/[\\/]/u)[0] !== '..';
}
