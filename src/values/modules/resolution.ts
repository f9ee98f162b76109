import { existsSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import type { ResolverFactory } from 'oxc-resolver';
import { onDemand } from '../../on-demand.ts';
import { Aliases } from './aliases.ts';
import { isWorkspaceRoot, WorkspacePackages } from './workspace-packages.ts';

/** Where a specifier leads. */
export type Resolution =
  /** A file of the project, by its real path. */
  | { readonly kind: 'file'; readonly path: string }
  /** A package, a builtin, or a name that nothing on the disk answers to: known by its name only. */
  | { readonly kind: 'package' }
  /** A path that leads to no file of the project. */
  | { readonly kind: 'nowhere'; readonly reason: string };

/** Source first: where a compiled file lies beside what it was made from, the source is what people edit. */
const OPTIONS = {
  extensions: ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json'],
  extensionAlias: { '.js': ['.ts', '.tsx', '.js'], '.jsx': ['.tsx', '.jsx'], '.mjs': ['.mts', '.mjs'], '.cjs': ['.cts', '.cjs'] },
  conditionNames: ['source', 'development', 'import', 'require', 'node', 'default'],
  mainFields: ['source', 'module', 'main'],
  builtinModules: true,
  nodePath: false,
};

/** How long an answer is believed. An editor's process lives for days, while files come and go. */
const LIFETIME = 2_000;

const PACKAGE: Resolution = { kind: 'package' };

/**
 * Which file a specifier names, for one project: relative paths without extension or with that of the compiled file,
 * `paths` and `baseUrl` of the nearest tsconfig or jsconfig, `imports` of package.json, import maps, and the packages
 * of a monorepo by name.
 * What lies in `node_modules`, or outside of the project once links are followed, is not the project's code.
 */
export class SpecifierResolver {
  readonly #root: string;
  /** The monorepo that a directory belongs to. */
  readonly #workspaces = new Map<string, WorkspacePackages | null>();
  readonly #known = new Map<string, Resolution>();
  readonly #resolver = new (onDemand.oxcResolver().ResolverFactory)({ ...OPTIONS, tsconfig: 'auto' });
  /** For a project whose tsconfig does not parse, or extends what is not installed. */
  readonly #plain = new (onDemand.oxcResolver().ResolverFactory)(OPTIONS);
  readonly #jsconfigs = new Map<string, ResolverFactory | null>();
  readonly #aliases: Aliases;
  #since = Date.now();

  /** `root` is the directory that nothing is followed out of. */
  constructor(root: string) {
    this.#root = realPath(root) ?? root;
    this.#aliases = new Aliases(this.#root);
  }

  /** Where `specifier` leads from `file`, an absolute path. */
  resolve(file: string, specifier: string): Resolution {
    this.#expire();
    const key = `${dirname(file)}\0${specifier}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const resolution = this.#find(file, specifier);
    this.#known.set(key, resolution);
    return resolution;
  }

  #find(file: string, specifier: string): Resolution {
    const isPath = /^\.{0,2}\//.test(specifier) || specifier === '.' || specifier === '..' || isAbsolute(specifier);
    if (!isPath && /^(?:[a-z][\w+.-]+:|https?:\/\/)/.test(specifier)) return PACKAGE;
    const withTsconfig = this.#resolver.resolveFileSync(file, specifier);
    if (withTsconfig.builtin !== undefined) return PACKAGE;
    const path = withTsconfig.path ?? this.#plain.sync(dirname(file), specifier).path ?? (isPath ? undefined : this.#byName(dirname(file), specifier));
    if (path === undefined) return isPath ? { kind: 'nowhere', reason: `\`${specifier}\` leads to no file` } : PACKAGE;
    return this.#inside(path, specifier, isPath);
  }

  /** What a bare name leads to that neither Node nor a tsconfig finds. */
  #byName(directory: string, specifier: string): string | undefined {
    const find = (from: string, request: string): string | undefined => this.#plain.sync(from, request).path;
    const inWorkspace = this.#workspaceOf(directory)?.find(specifier, find);
    if (inWorkspace !== undefined) return inWorkspace;
    for (const { directory: from, request } of this.#aliases.requestsOf(directory, specifier)) {
      const found = find(from, request);
      if (found !== undefined) return found;
    }
    return this.#jsconfigOf(directory)?.sync(directory, specifier).path;
  }

  /** What resolves by the nearest jsconfig.json, which is a tsconfig for JavaScript. */
  #jsconfigOf(directory: string): ResolverFactory | null {
    const known = this.#jsconfigs.get(directory);
    if (known !== undefined) return known;
    const above = dirname(directory);
    const configFile = join(directory, 'jsconfig.json');
    const found = existsSync(configFile) ? this.#plain.cloneWithOptions({ ...OPTIONS, tsconfig: { configFile, references: 'auto' } }) : directory === this.#root || above === directory ? null : this.#jsconfigOf(above);
    this.#jsconfigs.set(directory, found);
    return found;
  }

  #inside(path: string, specifier: string, isPath: boolean): Resolution {
    const real = realPath(path);
    if (real === null) return { kind: 'nowhere', reason: `\`${specifier}\` leads to no file` };
    if (real.split(sep).includes('node_modules')) return PACKAGE;
    const inside = relative(this.#root, real);
    if (inside.startsWith('..') || isAbsolute(inside)) return isPath ? { kind: 'nowhere', reason: `\`${specifier}\` leads out of the project` } : PACKAGE;
    return { kind: 'file', path: real };
  }

  #workspaceOf(directory: string): WorkspacePackages | null {
    const known = this.#workspaces.get(directory);
    if (known !== undefined) return known;
    const above = dirname(directory);
    const found = isWorkspaceRoot(directory) ? new WorkspacePackages(directory) : directory === this.#root || above === directory ? null : this.#workspaceOf(above);
    this.#workspaces.set(directory, found);
    return found;
  }

  #expire(): void {
    const now = Date.now();
    if (now - this.#since < LIFETIME) return;
    this.#since = now;
    this.#known.clear();
    this.#workspaces.clear();
    this.#jsconfigs.clear();
    this.#aliases.clear();
    this.#resolver.clearCache();
    this.#plain.clearCache();
  }
}

/** A path with links followed; `null` when there is no such file. */
export function realPath(path: string): string | null {
  try {
    return realpathSync.native(path);
  } catch {
    return null;
  }
}

/** The file in whose directory a text without a file of its own is taken to lie. */
export function absoluteFile(file: string, cwd: string): string {
  return isAbsolute(file) ? file : join(cwd, file);
}
