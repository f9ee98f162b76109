import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isRecord, manifestAt, textAt, textsIn } from './manifest.ts';

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
    const requests = rest === '' ? entriesOf(directory) : pathsOf(directory, rest);
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
  return (
    existsSync(join(directory, 'pnpm-workspace.yaml')) ||
    existsSync(join(directory, 'lerna.json')) ||
    manifestAt(join(directory, 'package.json'))?.['workspaces'] !== undefined ||
    denoManifest(directory)?.['workspace'] !== undefined
  );
}

function split(specifier: string): readonly [name: string, rest: string] {
  const parts = specifier.split('/');
  const length = specifier.startsWith('@') ? 2 : 1;
  return [parts.slice(0, length).join('/'), parts.slice(length).join('/')];
}

/** `workspaces` of package.json (npm, Yarn, Bun), `packages` of lerna.json and pnpm-workspace.yaml, `workspace` of deno.json. */
function patternsOf(root: string): readonly string[] {
  const workspaces = manifestAt(join(root, 'package.json'))?.['workspaces'];
  const listed = isRecord(workspaces) ? workspaces['packages'] : workspaces;
  const fromManifest = [listed, manifestAt(join(root, 'lerna.json'))?.['packages'], denoManifest(root)?.['workspace']].flatMap((each) => (Array.isArray(each) ? textsIn(each) : []));
  const yaml = textAt(join(root, 'pnpm-workspace.yaml')) ?? '';
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
  const { exports } = manifest ?? {};
  const exported = [...textsIn(isRecord(exports) ? (exports['.'] ?? withoutPaths(exports)) : exports), ...textsIn(denoExports(directory))];
  return [...withSources([...named, ...exported]), './src/index', './index'];
}

/** What a path below a package's name stands for: what `exports` says, else the path itself. */
function pathsOf(directory: string, rest: string): readonly string[] {
  const { exports } = manifestOf(directory) ?? {};
  const exported = isRecord(exports) ? Object.entries(exports).flatMap(([key, target]) => targetsOf(key, `./${rest}`, target)) : [];
  return [...withSources([...exported, `./${rest}`]), `./src/${rest}`];
}

function targetsOf(key: string, path: string, target: unknown): readonly string[] {
  if (key === path) return textsIn(target);
  const [before, after] = key.split('*');
  if (before === undefined || after === undefined || !path.startsWith(before) || !path.endsWith(after) || path.length < before.length + after.length) return [];
  const middle = path.slice(before.length, path.length - after.length);
  return textsIn(target).map((each) => each.replaceAll('*', middle));
}

/** Conditions, without the paths that may stand beside them. */
function withoutPaths(exports: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(exports).filter(([key]) => !key.startsWith('.')));
}

/** Paths with those of the sources that the built files among them were made from. */
function withSources(paths: readonly string[]): readonly string[] {
  const sources = paths.flatMap((path) => (BUILT.test(path) ? [path.replace(BUILT, './src/'), path.replace(BUILT, './')] : []).map((each) => each.replace(/\.d\.[cm]?ts$/, '.ts')));
  return [...new Set([...paths.filter((path) => !/\.d\.[cm]?ts$/.test(path)), ...sources])];
}

/** Where compilers put what they make: `dist/`, `dist/cjs/`. */
const BUILT = /^\.\/(?:dist|build|lib|out)\/(?:(?:cjs|esm|src|types)\/)?/;

function manifestOf(directory: string): Record<string, unknown> | null {
  return manifestAt(join(directory, 'package.json')) ?? denoManifest(directory);
}

function denoManifest(directory: string): Record<string, unknown> | null {
  return manifestAt(join(directory, 'deno.json')) ?? manifestAt(join(directory, 'deno.jsonc'));
}

function denoExports(directory: string): unknown {
  return denoManifest(directory)?.['exports'];
}
