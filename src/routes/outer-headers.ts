import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** Files in which a platform, or a framework, is told to send headers with the answers of a project's handlers. */
const OUTER_FILE = /^(?:next\.config\.[cm]?[jt]s|vercel\.json|netlify\.toml|_headers|staticwebapp\.config\.json|firebase\.json|(?:middleware|proxy|hooks\.server|_middleware)\.[cm]?[jt]s|serverless\.(?:ya?ml|[jt]s|json)|(?:template|sam)\.ya?ml|sst\.config\.[jt]s|samconfig\.toml|nginx\.conf|Caddyfile)$/;

/** Directories beside those on the way up in which such files stand. */
const BESIDE = ['.', 'src', 'public', 'functions', 'static'];

const MAX_LEVELS = 12;
const MAX_BYTES = 200_000;

/** Whether something in front of a handler of this file is told about CORS, so that its answers are not all that is sent. */
export function hasOuterHeaders(file: string, cwd: string): boolean {
  let directory = dirname(file);
  for (let level = 0; level < MAX_LEVELS; level++) {
    if (relative(cwd, directory).startsWith('..')) return false;
    if (BESIDE.some((each) => speaksOfCors(join(directory, each)))) return true;
    if (directory === cwd || dirname(directory) === directory) return false;
    directory = dirname(directory);
  }
  return false;
}

function speaksOfCors(directory: string): boolean {
  let names: readonly string[];
  try {
    names = readdirSync(directory);
  } catch {
    return false;
  }
  return names.some((name) => {
    if (!OUTER_FILE.test(name)) return false;
    try {
      const path = join(directory, name);
      return statSync(path).size <= MAX_BYTES && /access-control-allow-|\bcors\b/i.test(readFileSync(path, 'utf8'));
    } catch {
      return false;
    }
  });
}
