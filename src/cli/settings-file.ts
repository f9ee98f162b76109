import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode, explainError } from './explain-error.ts';
import { UsageError } from './usage-error.ts';

const CONFIG_FILE = 'cors-lint.config.json';
const PACKAGE_KEY = 'cors-lint';

/** Settings as somebody wrote them, not yet checked, and where. */
export interface WrittenSettings {
  readonly value: unknown;
  readonly source: string;
}

/**
 * The settings in `cors-lint.config.json` or in package.json's `cors-lint` key; null without either.
 * @throws {UsageError} when a file is not JSON, or both have settings.
 */
export async function readSettings(cwd: string): Promise<WrittenSettings | null> {
  const [file, manifest] = await Promise.all([readJson(cwd, CONFIG_FILE), readJson(cwd, 'package.json')]);
  const inManifest = isRecord(manifest) && PACKAGE_KEY in manifest;
  if (file !== undefined && inManifest) {
    throw new UsageError(`Both ${CONFIG_FILE} and the "${PACKAGE_KEY}" key of package.json hold settings; keep one.`);
  }
  if (file !== undefined) return { value: file, source: CONFIG_FILE };
  if (inManifest) return { value: manifest[PACKAGE_KEY], source: `package.json, key "${PACKAGE_KEY}"` };
  return null;
}

/**
 * The written settings with the origins and paths of the command line added.
 * @throws {UsageError} when `check` refuses either.
 */
export function mergeSettings(
  written: WrittenSettings | null,
  { trustedOrigins, publicPaths }: { readonly trustedOrigins: readonly string[]; readonly publicPaths: readonly string[] },
  check: (value: unknown) => unknown,
): Readonly<Record<string, unknown>> {
  if (written !== null) explain(written.source, () => check(written.value));
  explain('command line', () => check({ trustedOrigins, publicPaths }));

  const settings = isRecord(written?.value) ? written.value : {};
  return {
    ...settings,
    trustedOrigins: [...toArray(settings['trustedOrigins']), ...trustedOrigins],
    publicPaths: [...toArray(settings['publicPaths']), ...publicPaths],
  };
}

function explain(source: string, check: () => unknown): void {
  try {
    check();
  } catch (error) {
    throw new UsageError(`${source}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

async function readJson(cwd: string, name: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(join(cwd, name), 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw new UsageError(`${name} cannot be read: ${explainError(error)}.`, { cause: error });
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch (error) {
    throw new UsageError(`${name} is not valid JSON: ${(error as SyntaxError).message}`, { cause: error });
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function toArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
