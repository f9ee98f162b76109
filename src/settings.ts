import picomatch from 'picomatch';

/** Project-wide facts that the code does not show: `settings.cors` in an ESLint configuration. */
export interface Settings {
  /** Serialized origins that the server is meant for; suggestions use them. */
  readonly trustedOrigins: readonly string[];
  /** Route paths that are sensitive although nothing in the code says so. Globs, as in `/reports/**`. */
  readonly sensitivePaths: readonly string[];
  /** Endpoints that are meant for every site, declared by path or by file, with the reason. */
  readonly publicPaths: readonly PublicPath[];
  /** Names of the project's own functions that authenticate a request. */
  readonly authMiddleware: readonly string[];
}

/** One declaration of intended openness. */
export interface PublicPath {
  /** Route path or glob; `null` when the declaration is by file. */
  readonly path: string | null;
  /** File or glob, relative to the working directory; `null` when the declaration is by path. */
  readonly file: string | null;
  readonly reason: string | null;
}

/** The settings of a project that has none. */
export const NO_SETTINGS: Settings = { trustedOrigins: [], sensitivePaths: [], publicPaths: [], authMiddleware: [] };

const KEYS = ['trustedOrigins', 'sensitivePaths', 'publicPaths', 'authMiddleware'] as const;

/** A setting that cannot be used. The message names the setting, the value, and what is expected. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * Reads `settings.cors`.
 * @throws {SettingsError} for an unknown key or a value of the wrong form, so that a typo is never a silent pass.
 */
export function parseSettings(value: unknown): Settings {
  if (value === undefined) return NO_SETTINGS;
  if (!isRecord(value)) throw new SettingsError(`settings.cors must be an object, not ${show(value)}.`);
  for (const key of Object.keys(value)) {
    if (!(KEYS as readonly string[]).includes(key)) {
      throw new SettingsError(`settings.cors has no setting "${key}"; it knows ${KEYS.join(', ')}.`);
    }
  }
  return {
    trustedOrigins: strings(value, 'trustedOrigins').map(checkOrigin),
    sensitivePaths: strings(value, 'sensitivePaths'),
    publicPaths: list(value, 'publicPaths').map(parsePublicPath),
    authMiddleware: strings(value, 'authMiddleware'),
  };
}

/** Whether a route path falls under a glob of the settings; `:id` in the route is a segment like any other. */
export function matchesPath(glob: string, path: string): boolean {
  if (glob === path) return true;
  return picomatch(glob, { dot: true })(path);
}

function parsePublicPath(entry: unknown): PublicPath {
  if (typeof entry === 'string' && entry !== '') return { path: entry, file: null, reason: null };
  if (!isRecord(entry)) {
    throw new SettingsError(`settings.cors.publicPaths must hold paths or { path or file, reason } objects, not ${show(entry)}.`);
  }
  const { path, file, reason, ...rest } = entry;
  const unknown = Object.keys(rest)[0];
  if (unknown !== undefined) throw new SettingsError(`settings.cors.publicPaths: unknown key "${unknown}"; expected path, file and reason.`);
  if ((typeof path === 'string') === (typeof file === 'string')) {
    throw new SettingsError(`settings.cors.publicPaths: ${show(entry)} needs either a path or a file.`);
  }
  if (typeof reason !== 'string' || reason.trim() === '') {
    throw new SettingsError(`settings.cors.publicPaths: ${show(entry)} needs a reason, so that a reviewer can judge it.`);
  }
  return { path: typeof path === 'string' ? path : null, file: typeof file === 'string' ? file : null, reason };
}

function checkOrigin(origin: string): string {
  // A URL parser is the oracle for http(s); other schemes (`capacitor://localhost`) only need the shape.
  const canonical = URL.canParse(origin) ? new URL(origin).origin : null;
  const isOrigin = canonical === origin || (canonical === 'null' && /^[a-z][a-z0-9+.-]*:\/\/[^/?#]+$/.test(origin));
  if (isOrigin) return origin;
  const hint = canonical !== null && canonical !== 'null' ? ` Write "${canonical}".` : '';
  throw new SettingsError(`settings.cors.trustedOrigins: "${origin}" is not a serialized origin such as "https://app.example.com".${hint}`);
}

function list(settings: Record<string, unknown>, key: (typeof KEYS)[number]): readonly unknown[] {
  const value = settings[key];
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new SettingsError(`settings.cors.${key} must be an array, not ${show(value)}.`);
  return value;
}

function strings(settings: Record<string, unknown>, key: (typeof KEYS)[number]): readonly string[] {
  return list(settings, key).map((entry) => {
    if (typeof entry !== 'string' || entry === '') throw new SettingsError(`settings.cors.${key} must hold non-empty strings, not ${show(entry)}.`);
    return entry;
  });
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const show = (value: unknown): string => JSON.stringify(value) ?? String(value);
