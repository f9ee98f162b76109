import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isCheapPattern } from '../../pattern-cost.ts';

/** Files of one directory, and directories below each other: what a program loads at its start. */
const MAX_FILES = 200;
const MAX_DEPTH = 6;

/** A file below a directory, with the directories between them. */
export interface DirectoryFile {
  readonly path: string;
  readonly below: readonly string[];
  readonly name: string;
}

/** A pattern of relative paths that are left out. */
export type Ignored = { readonly source: string; readonly flags: string } | null;

/** The files below a directory in the order of their names, those of a directory before those below it; none when it cannot be read. */
export function filesBelow(directory: string, ignored: Ignored = null): readonly DirectoryFile[] {
  const found: DirectoryFile[] = [];
  collect(directory, [], testOf(ignored), found);
  return found;
}

/** A pattern that cannot be run leaves nothing in: which files it is about is not known. */
function testOf(ignored: Ignored): (path: string) => boolean {
  if (ignored === null) return () => false;
  if (!isCheapPattern(ignored.source)) return () => true;
  try {
    const pattern = new RegExp(ignored.source, ignored.flags.replace(/[gy]/g, ''));
    return (path) => pattern.test(path);
  } catch {
    return () => true;
  }
}

function collect(directory: string, below: readonly string[], isIgnored: (path: string) => boolean, found: DirectoryFile[]): void {
  const entries = entriesOf(directory)
    .filter((entry) => !isIgnored([...below, entry.name].join('/')))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (found.length >= MAX_FILES) return;
    if (entry.isFile()) found.push({ path: join(directory, entry.name), below, name: entry.name });
  }
  if (below.length >= MAX_DEPTH) return;
  for (const entry of entries) {
    if (entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.')) collect(join(directory, entry.name), [...below, entry.name], isIgnored, found);
  }
}

function entriesOf(directory: string) {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch {
    return [];
  }
}
