import type { SourceModule } from '../source-module.ts';
import { moduleCache, type Loaded } from './module-cache.ts';
import { projectRootOf } from './project-root.ts';
import { absoluteFile, realPath, SpecifierResolver } from './resolution.ts';

/** Imports followed one after the other, from the file at hand. */
const MAX_HOPS = 12;

/** Files followed for one file at hand: its own policy's modules, not the whole project. */
const MAX_MODULES = 150;

/** Where a specifier leads, with its tree where that is a file of the project. */
export type Linked = Loaded | { readonly kind: 'package' };

const PACKAGE: Linked = { kind: 'package' };

/** One for each project, because answers are remembered. */
const resolvers = new Map<string, SpecifierResolver>();

/** What finds files for a working directory's project. */
export function resolverOf(cwd: string): SpecifierResolver {
  const root = projectRootOf(cwd);
  const resolver = resolvers.get(root) ?? new SpecifierResolver(root);
  resolvers.set(root, resolver);
  return resolver;
}

/** The modules that one file leads to, loaded when a name of theirs is asked for. */
export class ModuleGraph {
  /** The working directory of the host. */
  readonly cwd: string;
  readonly #main: SourceModule;
  readonly #mainFile: string;
  readonly #resolver: SpecifierResolver;
  readonly #hops = new Map<SourceModule, number>();
  /** Followed by the graphs of imported modules. */
  readonly #joined = new Set<SourceModule>();
  readonly #links = new Map<SourceModule, Map<string, Linked>>();
  #isWhole = true;

  /** `main` is the file at hand, whose text may not be on the disk yet. */
  constructor(main: SourceModule, cwd: string) {
    this.cwd = cwd;
    this.#resolver = resolverOf(cwd);
    this.#main = main;
    const file = absoluteFile(main.file, cwd);
    this.#mainFile = realPath(file) ?? file;
    this.#hops.set(main, 0);
  }

  /** The modules followed so far, the file at hand left out. */
  get modules(): readonly SourceModule[] {
    return [...new Set([...this.#hops.keys(), ...this.#joined])].filter((module) => module !== this.#main);
  }

  /** Whether everything that was asked for could be read. What could not is no module whose change would be noticed. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  /** The graph of an imported module, as that module has it for itself. */
  from(module: SourceModule): ModuleGraph {
    return new ModuleGraph(module, this.cwd);
  }

  /**
   * Takes what a graph of an imported module followed for what this one follows. False where it is not the same: it leads
   * to the file at hand, whose text may not be on the disk yet, or further than this one goes.
   */
  join({ modules }: ModuleGraph): boolean {
    const added = modules.filter((module) => !this.#hops.has(module) && !this.#joined.has(module));
    if (modules.some(({ file }) => file === this.#mainFile) || this.#hops.size + this.#joined.size + added.length > MAX_MODULES) return false;
    for (const module of added) this.#joined.add(module);
    return true;
  }

  /** The module that `specifier` names in `from`. */
  link(from: SourceModule, specifier: string): Linked {
    const links = this.#links.get(from) ?? new Map<string, Linked>();
    this.#links.set(from, links);
    const known = links.get(specifier);
    if (known !== undefined) return known;
    const linked = this.#follow(from, specifier);
    if (linked.kind === 'unread') this.#isWhole = false;
    links.set(specifier, linked);
    return linked;
  }

  #follow(from: SourceModule, specifier: string): Linked {
    if (this.#hops.size > MAX_MODULES) return { kind: 'unread', reason: `more than ${String(MAX_MODULES)} files are imported` };
    const hops = (this.#hops.get(from) ?? 0) + 1;
    const resolution = this.#resolver.resolve(from === this.#main ? this.#mainFile : from.file, specifier);
    switch (resolution.kind) {
      case 'package':
        return PACKAGE;
      case 'nowhere':
        return { kind: 'unread', reason: resolution.reason };
      case 'file':
        return this.#load(resolution.path, specifier, hops);
    }
  }

  #load(path: string, specifier: string, hops: number): Linked {
    if (path === this.#mainFile) return { kind: 'module', module: this.#main };
    if (hops > MAX_HOPS) return { kind: 'unread', reason: `\`${specifier}\` is more than ${String(MAX_HOPS)} imports away` };
    const loaded = moduleCache.load(path);
    if (loaded.kind === 'unread') return { kind: 'unread', reason: `\`${specifier}\` ${loaded.reason}` };
    this.#hops.set(loaded.module, Math.min(this.#hops.get(loaded.module) ?? hops, hops));
    return loaded;
  }
}
