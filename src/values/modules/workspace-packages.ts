import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Directories looked at while the packages of a monorepo are searched: far above what one has. */
const MAX_DIRECTORIES = 2_000;

/** Finds a file in a directory by a relative request; `undefined` when there is none. */
type FindIn = (directory: string, request: string) => string | undefined;

/**
 * The packages that a monorepo is made of, by name. Where they are installed, `node_modules` links to them and nothing
 * of this is needed; a fresh checkout, or a package whose entry is not built yet, has only their manifests.
 */
export class WorkspacePackages {
  readonly #root: string;
  #directories: ReadonlyMap<string, string> | null = null;

  constructor(root: string) {
    this.#root = root;
  }

  /** The source file that `@scope/name/path` stands for. */
  find(specifier: string, findIn: FindIn): string | undefined {
    const [name, rest] = split(specifier);
    this.#directories ??= this.#read();
    const directory = this.#directories.get(name);
    if (directory === undefined) return undefined;
    const requests = rest === '' ? entriesOf(directory) : [`./${rest}`, `./src/${rest}`];
    for (const request of requests) {
      const found = findIn(directory, request);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #read(): ReadonlyMap<string, string> {
    const directories = new Map<string, string>();
    let looked = 0;
    for (const pattern of patternsOf(this.#root)) {
      for (const directory of expand(this.#root, pattern.replace(/\/+$/, '').split('/'))) {
        if (++looked > MAX_DIRECTORIES) return directories;
        const name = manifestOf(directory)?.['name'];
        if (typeof name === 'string' && !directories.has(name)) directories.set(name, directory);
      }
    }
    return directories;
  }
}

/** Whether a directory is the root of a monorepo. */
export function isWorkspaceRoot(directory: string): boolean {
  return existsSync(join(directory, 'pnpm-workspace.yaml')) || manifestOf(directory)?.['workspaces'] !== undefined;
}

function split(specifier: string): readonly [name: string, rest: string] {
  const parts = specifier.split('/');
  const length = specifier.startsWith('@') ? 2 : 1;
  return [parts.slice(0, length).join('/'), parts.slice(length).join('/')];
}

/** `workspaces` of package.json (npm, Yarn, Bun), `packages` of pnpm-workspace.yaml. */
function patternsOf(root: string): readonly string[] {
  const workspaces = manifestOf(root)?.['workspaces'];
  const listed = Array.isArray(workspaces) ? workspaces : isRecord(workspaces) ? workspaces['packages'] : undefined;
  const fromManifest = Array.isArray(listed) ? listed.filter((each) => typeof each === 'string') : [];
  const yaml = textOf(join(root, 'pnpm-workspace.yaml')) ?? '';
  const list = /^packages:[ \t]*\r?\n((?:[ \t]*(?:-.*|#.*)?\r?\n?)*)/m.exec(yaml)?.[1] ?? '';
  const fromYaml = [...list.matchAll(/^[ \t]*-[ \t]*(["']?)([^"'#\n\r]+?)\1[ \t]*(?:#.*)?$/gm)].map((match) => match[2] ?? '');
  return [...fromManifest, ...fromYaml].filter((pattern) => pattern !== '' && !pattern.startsWith('!'));
}

/** The directories that a pattern of plain names, `*` and `**` stands for. */
function expand(directory: string, segments: readonly string[]): readonly string[] {
  const [first, ...rest] = segments;
  if (first === undefined) return [directory];
  if (first === '.') return expand(directory, rest);
  if (!first.includes('*')) {
    const next = join(directory, first);
    return existsSync(next) ? expand(next, rest) : [];
  }
  const name = new RegExp(`^${first.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*+/g, '.*')}$`);
  const below = subdirectories(directory).filter((each) => name.test(each)).map((each) => join(directory, each));
  if (first === '**') return [...expand(directory, rest), ...below.flatMap((each) => expand(each, segments))];
  return below.flatMap((each) => expand(each, rest));
}

function subdirectories(directory: string): readonly string[] {
  try {
    return readdirSync(directory, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.'))
      .map((entry) => entry.name);
  } catch {
    return [];
  }
}

/** What a package's entry is, or, where that is built, what it is likely built from. */
function entriesOf(directory: string): readonly string[] {
  const manifest = manifestOf(directory);
  const named = ['source', 'module', 'main'].flatMap((key) => (typeof manifest?.[key] === 'string' ? [`./${manifest[key].replace(/^\.\//, '')}`] : []));
  const exported = exportTargets(manifest?.['exports']);
  const sources = [...named, ...exported].map((entry) => entry.replace(/^\.\/(?:dist|build|lib|out)\//, './src/').replace(/\.d\.[cm]?ts$/, '.ts'));
  return [...new Set([...named, ...exported, ...sources, './src/index', './index'])];
}

function exportTargets(exports: unknown): readonly string[] {
  if (typeof exports === 'string') return [exports];
  if (!isRecord(exports)) return [];
  const main = exports['.'] ?? exports;
  if (typeof main === 'string') return [main];
  return isRecord(main) ? Object.values(main).flatMap((each) => (typeof each === 'string' ? [each] : exportTargets(each))) : [];
}

function manifestOf(directory: string): Record<string, unknown> | null {
  const text = textOf(join(directory, 'package.json'));
  if (text === null) return null;
  try {
    const manifest: unknown = JSON.parse(text);
    return isRecord(manifest) ? manifest : null;
  } catch {
    return null;
  }
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
