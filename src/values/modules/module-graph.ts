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
  readonly #main: SourceModule;
  readonly #mainFile: string;
  readonly #resolver: SpecifierResolver;
  readonly #hops = new Map<SourceModule, number>();
  readonly #links = new Map<SourceModule, Map<string, Linked>>();

  /** `cwd` is the working directory of the host; `main` is the file at hand, whose text may not be on the disk yet. */
  constructor(main: SourceModule, cwd: string) {
    this.#resolver = resolverOf(cwd);
    this.#main = main;
    const file = absoluteFile(main.file, cwd);
    this.#mainFile = realPath(file) ?? file;
    this.#hops.set(main, 0);
  }

  /** The modules followed so far, the file at hand left out. */
  get modules(): readonly SourceModule[] {
    return [...this.#hops.keys()].filter((module) => module !== this.#main);
  }

  /** The module that `specifier` names in `from`. */
  link(from: SourceModule, specifier: string): Linked {
    const links = this.#links.get(from) ?? new Map<string, Linked>();
    this.#links.set(from, links);
    const known = links.get(specifier);
    if (known !== undefined) return known;
    const linked = this.#follow(from, specifier);
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
