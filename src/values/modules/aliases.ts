import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isRecord, manifestAt, textsIn } from './manifest.ts';

/** Directories that the roots of `@/` and `~/` are, where no tsconfig says it: bundlers and frameworks have it in code. */
const SOURCE_ROOTS = ['.', 'src', 'app'];

/** Files that name specifiers of their own, in a directory. */
interface Declared {
  readonly directory: string;
  /** What a specifier, or its beginning where that ends in `/`, stands for: paths from the directory. */
  readonly names: ReadonlyMap<string, readonly string[]>;
}

/**
 * What specifiers stand for that neither Node nor TypeScript resolves: import maps of Deno, `_moduleAliases` of
 * package.json, `$lib` of SvelteKit, and `@/` and `~/` of bundlers.
 */
export class Aliases {
  readonly #root: string;
  readonly #declared = new Map<string, Declared | null>();

  /** `root` is the directory that nothing is looked for above of. */
  constructor(root: string) {
    this.#root = root;
  }

  /** Relative requests that a specifier may stand for, with the directories that they start from, the likeliest first. */
  requestsOf(directory: string, specifier: string): readonly { readonly directory: string; readonly request: string }[] {
    for (const each of this.#upwards(directory)) {
      const declared = this.#declaredIn(each);
      const requests = declared === null ? [] : requestsIn(declared, specifier);
      if (requests.length > 0) return requests;
    }
    const root = /^[@~]\/(.+)$/.exec(specifier)?.[1];
    const home = root === undefined ? undefined : this.#upwards(directory).find((each) => existsSync(join(each, 'package.json')));
    return home === undefined || root === undefined ? [] : SOURCE_ROOTS.map((source) => ({ directory: home, request: `./${source}/${root}` }));
  }

  #upwards(directory: string): readonly string[] {
    const above = dirname(directory);
    return directory === this.#root || above === directory ? [directory] : [directory, ...this.#upwards(above)];
  }

  #declaredIn(directory: string): Declared | null {
    const known = this.#declared.get(directory);
    if (known !== undefined) return known;
    const names = new Map<string, readonly string[]>();
    const add = (map: unknown, base = '.'): void => {
      if (!isRecord(map)) return;
      for (const [name, target] of Object.entries(map)) {
        const paths = textsIn(target).filter((path) => /^\.{0,2}\/|^\.$|^\.\.$/.test(path) || !/^[\w.+-]+:/.test(path));
        if (!names.has(name) && paths.length > 0) names.set(name, paths.map((path) => `./${join(base, path)}${path.endsWith('/') && !join(base, path).endsWith('/') ? '/' : ''}`));
      }
    };
    const deno = manifestAt(join(directory, 'deno.json')) ?? manifestAt(join(directory, 'deno.jsonc'));
    add(deno?.['imports']);
    const map = typeof deno?.['importMap'] === 'string' ? deno['importMap'] : 'import_map.json';
    if (!/^https?:/.test(map)) add(manifestAt(join(directory, map))?.['imports'], dirname(map));
    add(manifestAt(join(directory, 'package.json'))?.['_moduleAliases']);
    if (['js', 'ts', 'mjs'].some((extension) => existsSync(join(directory, `svelte.config.${extension}`)))) names.set('$lib', ['./src/lib']);
    const declared = names.size === 0 ? null : { directory, names };
    this.#declared.set(directory, declared);
    return declared;
  }

  /** Forgets what was read. */
  clear(): void {
    this.#declared.clear();
  }
}

function requestsIn({ directory, names }: Declared, specifier: string): readonly { readonly directory: string; readonly request: string }[] {
  const exact = names.get(specifier);
  if (exact !== undefined) return exact.map((request) => ({ directory, request }));
  // The longest name wins, as in import maps.
  const prefix = [...names.keys()].filter((name) => specifier.startsWith(name.endsWith('/') ? name : `${name}/`)).sort((a, b) => b.length - a.length)[0];
  if (prefix === undefined) return [];
  const rest = specifier.slice(prefix.replace(/\/$/, '').length + 1);
  return (names.get(prefix) ?? []).map((path) => ({ directory, request: `${path.replace(/\/$/, '')}/${rest}` }));
}
