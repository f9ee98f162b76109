import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The directory of this package's manifest, from the sources as from their build. */
export function packageRoot(): string {
  let directory = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(directory, 'package.json')) && directory !== dirname(directory)) directory = dirname(directory);
  return directory;
}

/** What the package says of itself: the one place that names, versions and links are taken from. */
export const packageInfo = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as {
  readonly name: string;
  readonly version: string;
  readonly homepage: string;
};
