import { isAbsolute, relative, sep } from 'node:path';

/** A path as reports show it: relative to the working directory, with forward slashes. */
export function displayPath(path: string, cwd: string): string {
  const shown = isAbsolute(path) ? relative(cwd, path) || '.' : path;
  return sep === '/' ? shown : shown.replaceAll(sep, '/');
}
