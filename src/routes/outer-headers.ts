import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** Files in which a platform, or a framework, is told to send headers with the answers of a project's handlers. */
const OUTER_FILE = /^(?:next\.config\.[cm]?[jt]s|vercel\.json|netlify\.toml|_headers|staticwebapp\.config\.json|firebase\.json|(?:middleware|proxy|hooks\.server|_middleware)\.[cm]?[jt]s|serverless\.(?:ya?ml|[jt]s|json)|(?:template|sam)\.ya?ml|sst\.config\.[jt]s|samconfig\.toml|nginx\.conf|Caddyfile)$/;

/** Directories beside those on the way up in which such files stand. */
const BESIDE = ['.', 'src', 'public', 'functions', 'static'];

/** Where Astro looks for its middleware, too. */
const MIDDLEWARE_DIRECTORY = 'src/middleware';

const MAX_LEVELS = 12;
const MAX_BYTES = 200_000;

/** Files that start applications, or give them their middleware, by the names that people give these. */
const ENTRY_FILE = /^(?:app|application|server|index|main|express|koa|fastify|cors|middlewares?|setup|bootstrap|loaders?|plugins?)\.[cm]?[jt]s$/;

/** Directories in which such files stand. */
const BESIDE_ENTRY = [...BESIDE, 'middleware', 'middlewares', 'src/middleware', 'src/middlewares', 'plugins', 'src/plugins', 'loaders', 'src/loaders', 'config', 'src/config'];

/** Packages that answer preflights for a whole application. */
const CORS_PACKAGE = /^(?:cors|@koa\/cors|koa2?-cors|kcors|@fastify\/cors|fastify-cors|restify-cors-middleware2?|express-cors)$/;

/** Whether something in front of a handler of this file is told about CORS, so that its answers are not all that is sent. */
export function hasOuterHeaders(file: string, cwd: string): boolean {
  const words = /access-control-allow-|\bcors\b/i;
  return directoriesUp(file, cwd).some((directory) => BESIDE.some((each) => speaksOfCors(join(directory, each), OUTER_FILE, words, file)) || speaksOfCors(join(directory, MIDDLEWARE_DIRECTORY), /^index\.[cm]?[jt]s$/, words, file));
}

/**
 * Whether the application that mounts a router of this file, or runs the one that it exports, may do something about CORS:
 * a file with the name of an entry speaks of it, or the package depends on a middleware for it.
 */
export function mayStandBehindCors(file: string, cwd: string): boolean {
  return directoriesUp(file, cwd).some((directory) =>
    dependsOnCors(join(directory, 'package.json')) || BESIDE_ENTRY.some((each) => speaksOfCors(join(directory, each), ENTRY_FILE, /access-control-|cors/i, file)));
}

/** The directory of a file and those around it, as far as the project goes. */
function directoriesUp(file: string, cwd: string): readonly string[] {
  const directories: string[] = [];
  let directory = dirname(file);
  for (let level = 0; level < MAX_LEVELS; level++) {
    if (relative(cwd, directory).startsWith('..')) break;
    directories.push(directory);
    if (directory === cwd || dirname(directory) === directory) break;
    directory = dirname(directory);
  }
  return directories;
}

function dependsOnCors(manifest: string): boolean {
  try {
    const { dependencies } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly dependencies?: unknown };
    return typeof dependencies === 'object' && dependencies !== null && Object.keys(dependencies).some((name) => CORS_PACKAGE.test(name));
  } catch {
    return false;
  }
}

function speaksOfCors(directory: string, file: RegExp, words: RegExp, except: string): boolean {
  let names: readonly string[];
  try {
    names = readdirSync(directory);
  } catch {
    return false;
  }
  return names.some((name) => {
    const path = join(directory, name);
    if (!file.test(name) || path === except) return false;
    try {
      return statSync(path).size <= MAX_BYTES && words.test(readFileSync(path, 'utf8'));
    } catch {
      return false;
    }
  });
}
