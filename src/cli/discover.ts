import fs from 'node:fs';
import { lstat, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { globby, isDynamicPattern } from 'globby';
import { displayPath } from './display-path.ts';
import { errorCode, explainError } from './explain-error.ts';
import type { FileError } from './report.ts';
import { UsageError } from './usage-error.ts';

const EXTENSIONS = ['js', 'mjs', 'cjs', 'jsx', 'ts', 'mts', 'cts', 'tsx'] as const;

/** Code that nobody wrote here: installed, built, cached, minified, or without behaviour. */
const SKIPPED_DIRECTORIES = [
  ...['node_modules', 'bower_components', 'dist', 'build', 'coverage', '.git', '.hg', '.svn'],
  ...['.angular', '.aws-sam', '.cache', '.docusaurus', '.expo', '.netlify', '.next', '.nuxt', '.nyc_output', '.output'],
  ...['.parcel-cache', '.pnpm-store', '.serverless', '.svelte-kit', '.turbo', '.vercel', '.wrangler', '.yarn'],
] as const;
const SKIPPED_FILES = ['*.min.{js,mjs,cjs}', '*.d.{ts,mts,cts}', '*.d.*.ts'] as const;
const SKIPPED = [
  ...SKIPPED_DIRECTORIES.map((name) => `**/${name}/**`),
  ...SKIPPED_FILES.map((pattern) => `**/${pattern}`),
];

/** A file to lint. */
export interface Target {
  readonly path: string;
  /** Whether the file itself was asked for, and not only a directory or glob that has it. */
  readonly isNamed: boolean;
}

export interface Discovery {
  /** In the order of their paths, each once. */
  readonly targets: readonly Target[];
  /** Directories that could not be read. */
  readonly errors: readonly FileError[];
}

/**
 * Finds the files that the arguments stand for.
 * @throws {UsageError} when an argument stands for nothing.
 */
export async function discover(paths: readonly string[], cwd: string): Promise<Discovery> {
  const found = new Map<string, Target>();
  const errors = new Map<string, FileError>();
  const searches = await Promise.all(paths.map((path) => toSearch(path, cwd)));

  for (const search of searches) {
    if (search.kind === 'file') {
      found.set(search.path, { path: search.path, isNamed: true });
      continue;
    }
    const files = await searchDirectory(search.directory, search.pattern, (directory, error) => {
      const file = displayPath(directory, cwd);
      errors.set(file, { file, message: `This directory cannot be read: ${explainError(error)}.`, line: null, column: null });
    });
    if (files.length === 0 && search.kind === 'glob' && errors.size === 0) {
      throw new UsageError(`No JavaScript or TypeScript file matches "${search.glob}"; ignored files do not count.`);
    }
    for (const path of files) if (!found.has(path)) found.set(path, { path, isNamed: false });
  }

  return {
    targets: [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
    errors: [...errors.values()].sort((a, b) => (a.file < b.file ? -1 : 1)),
  };
}

type Search =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'directory'; readonly directory: string; readonly pattern: string }
  | { readonly kind: 'glob'; readonly directory: string; readonly pattern: string; readonly glob: string };

async function toSearch(path: string, cwd: string): Promise<Search> {
  const absolute = resolve(cwd, path);
  let problem: unknown;
  try {
    const isDirectory = (await stat(absolute)).isDirectory();
    // A path that exists is itself, even with glob characters, as in `app/[slug]/route.ts`.
    return isDirectory ? { kind: 'directory', directory: absolute, pattern: '**' } : { kind: 'file', path: absolute };
  } catch (error) {
    problem = error;
  }
  if (path.startsWith('!')) throw new UsageError(`"${path}" cannot be negated; .gitignore can leave files out.`);
  if (isDynamicPattern(path)) return globSearch(path, cwd);
  if (await isLink(absolute)) throw new UsageError(`"${path}" is a broken symbolic link.`);
  if (errorCode(problem) === 'ENOENT') throw new UsageError(`"${path}" does not exist.`);
  throw new UsageError(`"${path}" cannot be read: ${explainError(problem)}.`);
}

/** Splits `../api/src/{a,b}/*.ts` at its first magic segment, since ignore files are looked for from the directory on. */
function globSearch(glob: string, cwd: string): Search {
  const segments = glob.split('/');
  const magic = segments.findIndex((segment) => segment !== '' && isDynamicPattern(segment));
  const start = Math.max(magic, 0);
  const base = segments.slice(0, start).join('/');
  const directory = resolve(cwd, glob.startsWith('/') ? `/${base}` : base);
  return { kind: 'glob', directory, pattern: segments.slice(start).join('/').replace(/\/+$/u, ''), glob };
}

async function isLink(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isSymbolicLink();
  } catch {
    return false;
  }
}

async function searchDirectory(
  directory: string,
  pattern: string,
  onUnreadable: (directory: string, error: Error) => void,
): Promise<string[]> {
  const found = await globby([pattern, `${pattern}/**`], {
    cwd: directory,
    absolute: true,
    dot: true,
    expandDirectories: false,
    followSymbolicLinks: false,
    gitignore: true,
    ignore: SKIPPED,
    fs: { readdir: reportingReaddir(onUnreadable) },
  });
  const isSource = new RegExp(`\\.(?:${EXTENSIONS.join('|')})$`, 'iu');
  return found.map((path) => resolve(path)).filter((path) => isSource.test(path));
}

/** Without it one locked directory would end the whole search. */
function reportingReaddir(onUnreadable: (directory: string, error: Error) => void): typeof fs.readdir {
  const readdir = (path: string, options: { withFileTypes: true }, callback: (error: Error | null, entries: fs.Dirent[]) => void) => {
    fs.readdir(path, options, (error, entries) => {
      if (error === null) return callback(null, entries);
      // What is gone since it was listed needs no report.
      if (errorCode(error) !== 'ENOENT') onUnreadable(path, error);
      callback(null, []);
    });
  };
  return readdir as typeof fs.readdir;
}
