/** Patterns longer than this are not run. */
const MAX_LENGTH = 300;

/**
 * Whether `RegExp` runs a pattern on a short text in no time: no group is repeated, and few things are without an end.
 * For the replacements that code makes (`/^https?:\/\//`, `/[.+]/g`); whether a pattern matches at all is decided without
 * running it.
 */
export function isCheapPattern(source: string): boolean {
  if (source.length > MAX_LENGTH) return false;
  const bare = source.replace(/\\./g, 'x').replace(/\[(?:[^\]])*\]/g, 'x');
  return !/\)(?:[*+]|\{)/.test(bare) && (bare.match(/[*+]|,\}/g) ?? []).length <= 3;
}
