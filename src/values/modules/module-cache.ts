import { readFileSync, statSync } from 'node:fs';
import type { TSESLint } from '@typescript-eslint/utils';
import { parseSource } from '../../parse.ts';
import { SourceModule } from '../source-module.ts';

/** A file that was read, or why there is nothing to read in it. */
export type Loaded = { readonly kind: 'module'; readonly module: SourceModule } | { readonly kind: 'unread'; readonly reason: string };

interface Entry {
  readonly modified: number;
  readonly size: number;
  readonly loaded: Loaded;
  /** The look at the disk that it was last compared in. */
  look: number;
}

/** Trees kept at a time: those of a large project's shared modules, some hundred megabytes at the very most. */
const MAX_ENTRIES = 1_000;

/** Larger files are generated, or data. */
const MAX_BYTES = 1_000_000;

/**
 * Imported files with their trees, shared by all files that import them. A file is read again when its time of change
 * or its size differ: an editor's process lives on while files change. Each file is asked for them once a look, so that
 * what is read for one file at hand is of one moment.
 */
class ModuleCache {
  readonly #entries = new Map<string, Entry>();
  #look = 0;
  /** How many files were parsed, for tests and benchmarks. */
  parsed = 0;

  /** Begins a look at the disk: what was read before may have changed since. */
  lookAgain(): void {
    this.#look++;
  }

  /** How many files are kept. */
  get size(): number {
    return this.#entries.size;
  }

  /** `known` is the file's text, where it has been read already. */
  load(path: string, known: string | null = null): Loaded {
    const before = this.#entries.get(path);
    if (before?.look === this.#look) return before.loaded;
    const entry = this.#read(path, before, known);
    // The order of a map is that of insertion: what was used last stands last.
    this.#entries.delete(path);
    this.#entries.set(path, entry);
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= MAX_ENTRIES) break;
      this.#entries.delete(oldest);
    }
    return entry.loaded;
  }

  /** Forgets everything, for measurements. */
  clear(): void {
    this.#entries.clear();
  }

  /** Whether a module is what its file on the disk says now. */
  has(module: SourceModule): boolean {
    const loaded = this.load(module.file);
    return loaded.kind === 'module' && loaded.module === module;
  }

  #read(path: string, before: Entry | undefined, known: string | null): Entry {
    const look = this.#look;
    try {
      const stats = statSync(path);
      const { mtimeMs: modified, size } = stats;
      if (before?.modified === modified && before.size === size) {
        before.look = look;
        return before;
      }
      const unread = (reason: string): Entry => ({ modified, size, look, loaded: { kind: 'unread', reason } });
      if (!stats.isFile()) return unread('is no file');
      if (size > MAX_BYTES) return unread(`is longer than ${MAX_BYTES.toLocaleString('en')} bytes`);
      const text = known ?? readFileSync(path, 'utf8');
      this.parsed++;
      return { modified, size, look, loaded: parse(path, text) };
    } catch {
      return { modified: 0, size: 0, look, loaded: { kind: 'unread', reason: 'cannot be read' } };
    }
  }
}

function parse(path: string, original: string): Loaded {
  const isData = path.endsWith('.json');
  // JSON is a subset of expressions: as a module it exports its value by default.
  const text = isData ? `export default ${original.replace(/^\uFEFF/, '')}` : original.replace(/^\uFEFF/, '');
  const parsed = parseSource(text, isData ? `${path}.js` : path);
  if (!parsed.ok) return { kind: 'unread', reason: 'does not parse' };
  const { ast, visitorKeys } = parsed;
  const scopeManager: TSESLint.Scope.ScopeManager = parsed.scopeManager;
  return { kind: 'module', module: new SourceModule({ file: path, text, ast, scopeManager, visitorKeys }, 'imported') };
}

/** The cache of this process. */
export const moduleCache = new ModuleCache();
