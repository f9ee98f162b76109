import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What a package's manifest and the files beside it say about where its code runs. */
export interface PackageFacts {
  readonly directory: string;
  /**
   * `page`: built for browsers, and served by a development server of its own. `next` and `universal`: some of it runs
   * in browsers, some on the server. `foreign`: runs where CORS does not hold, or where nobody can tell.
   */
  readonly runs: 'page' | 'next' | 'universal' | 'foreign' | 'server';
  /** Whether it depends on a server framework, so that its files may run there as well. */
  readonly hasServer: boolean;
  /** Port of its development server; `null` where there is none, or it is not known. */
  readonly port: number | null;
  /** Whether the package itself says so, rather than the tool's default, which gives way when it is taken. */
  readonly isPortChosen: boolean;
  /** Values of settings in its `.env` files, by name. */
  readonly settings: ReadonlyMap<string, readonly string[]>;
}

/** React Native, desktop shells and extensions send requests past the browser's check. */
const FOREIGN = /^(?:react-native|expo|electron|nativescript|webextension-polyfill|wxt|plasmo|@crxjs\/vite-plugin|@types\/chrome|@capacitor\/core|@tauri-apps\/api|@types\/vscode|vscode)$/;
const UNIVERSAL = /^(?:nuxt|@sveltejs\/kit|@remix-run\/react|astro|gatsby|@angular\/ssr|@tanstack\/(?:react-)?start|@tanstack\/start|@solidjs\/start|solid-start|vike|vite-plugin-ssr|@react-router\/(?:dev|node)|waku|@analogjs\/platform|ember-cli-fastboot)$/;
const SERVER = /^(?:express|fastify|koa|hono|@nestjs\/core|@hapi\/hapi|polka|elysia|@apollo\/server|restify|h3|@feathersjs\/feathers)$/;

/** Tools that serve a page while it is worked on, with their ports. Vite serves pages only where there is a document. */
const DEVELOPMENT_SERVERS: readonly (readonly [name: RegExp, port: number])[] = [
  [/^(?:react-scripts|@craco\/craco|react-app-rewired|@rsbuild\/core)$/, 3000],
  [/^(?:@angular\/cli|@angular-devkit\/build-angular|@angular\/build)$/, 4200],
  [/^(?:@vue\/cli-service|webpack-dev-server)$/, 8080],
  [/^parcel(?:-bundler)?$/, 1234],
  [/^vite$|^rolldown-vite$/, 5173],
];

/** Ports of a page in scripts: `vite --port 3000`, `PORT=3006 react-scripts start`. */
const SCRIPT_PORT = /(?:--port[= ]|\s-p[= ]|\bPORT=)(\d{2,5})\b/;

/** Finds the packages that files belong to. */
export class Packages {
  readonly #root: string;
  readonly #byDirectory = new Map<string, PackageFacts | null>();

  constructor(root: string) {
    this.#root = root;
  }

  /** The package whose manifest is the nearest above the file, inside of the run's directory; `null` without one. */
  of(file: string): PackageFacts | null {
    return this.#at(dirname(file));
  }

  #at(directory: string): PackageFacts | null {
    const known = this.#byDirectory.get(directory);
    if (known !== undefined) return known;
    const above = directory === this.#root || dirname(directory) === directory ? null : dirname(directory);
    const facts = existsSync(join(directory, 'package.json')) ? readFacts(directory) : above === null ? null : this.#at(above);
    this.#byDirectory.set(directory, facts);
    return facts;
  }
}

function readFacts(directory: string): PackageFacts | null {
  const manifest = readManifest(join(directory, 'package.json'));
  if (manifest === null) return null;
  const names = Object.keys(manifest.dependencies);
  const has = (pattern: RegExp): boolean => names.some((name) => pattern.test(name));
  const server = DEVELOPMENT_SERVERS.find(([name]) => has(name));
  const scripts = Object.values(manifest.scripts);
  const hasDocument = ['index.html', 'src/index.html', 'public/index.html', 'client/index.html', 'web/index.html', 'frontend/index.html'].some((name) => existsSync(join(directory, name)));
  const isPage = server !== undefined && (hasDocument || (server[1] !== 5173 && server[1] !== 8080));
  const runs = has(FOREIGN) ? 'foreign' : has(/^next$/) ? 'next' : has(UNIVERSAL) ? 'universal' : isPage ? 'page' : 'server';
  const chosen = runs === 'page' ? (configuredPort(directory) ?? scriptPort(scripts)) : runs === 'next' ? scriptPort(scripts) : null;
  const usual = runs === 'next' ? 3000 : runs === 'page' && server !== undefined ? server[1] : null;
  return { directory, runs, hasServer: has(SERVER), port: chosen ?? usual, isPortChosen: chosen !== null, settings: readSettings(directory) };
}

function scriptPort(scripts: readonly string[]): number | null {
  const [own] = scripts.filter((script) => /\b(?:next|vite|react-scripts|craco|react-app-rewired|ng|vue-cli-service|parcel|webpack|rsbuild)\b/.test(script)).flatMap((script) => SCRIPT_PORT.exec(script)?.[1] ?? []);
  return own === undefined ? null : Number(own);
}

/** `server: { port: 3000 }` in Vite's configuration, read as text: which of several ports is meant does not matter. */
function configuredPort(directory: string): number | null {
  for (const name of ['vite.config.ts', 'vite.config.js', 'vite.config.mts', 'vite.config.mjs']) {
    const port = /\bport:\s*(\d{2,5})\b/.exec(readText(join(directory, name)) ?? '')?.[1];
    if (port !== undefined) return Number(port);
  }
  return null;
}

interface Manifest {
  readonly dependencies: Readonly<Record<string, unknown>>;
  readonly scripts: Readonly<Record<string, string>>;
}

function readManifest(path: string): Manifest | null {
  try {
    const manifest: unknown = JSON.parse((readText(path) ?? '').replace(/^\uFEFF/, ''));
    const record = (name: string): Record<string, unknown> => {
      const value = typeof manifest === 'object' && manifest !== null ? (manifest as Record<string, unknown>)[name] : null;
      return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
    };
    const scripts = Object.fromEntries(Object.entries(record('scripts')).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
    return { dependencies: { ...record('dependencies'), ...record('devDependencies') }, scripts };
  } catch {
    return null;
  }
}

/** The settings that a package's `.env` files, or the examples for them, give values to. */
function readSettings(directory: string): ReadonlyMap<string, readonly string[]> {
  const settings = new Map<string, string[]>();
  for (const name of listed(directory).filter((each) => /^\.env(?:\.|$)|^(?:example|sample)\.env$/.test(each))) {
    for (const line of (readText(join(directory, name)) ?? '').split(/\r?\n/)) {
      const [, key, value] = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*["']?([^"'#]*?)["']?\s*(?:#.*)?$/.exec(line) ?? [];
      if (key !== undefined && value !== undefined && value !== '') settings.set(key, [...(settings.get(key) ?? []), value]);
    }
  }
  return settings;
}

function listed(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
