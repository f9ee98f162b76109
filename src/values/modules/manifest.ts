import { readFileSync } from 'node:fs';

/** A file of JSON, with the comments and trailing commas that tools allow in it; `null` when there is none, or it is no object. */
export function manifestAt(file: string): Record<string, unknown> | null {
  const text = textAt(file);
  if (text === null) return null;
  return objectIn(text) ?? objectIn(withoutComments(text));
}

/** The text of a file; `null` when there is none. */
export function textAt(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** Whether a value that was read from JSON is an object. */
export const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The texts in an object of texts and objects, such as the conditions of an export. */
export function textsIn(value: unknown): readonly string[] {
  return typeof value === 'string' ? [value] : Array.isArray(value) || isRecord(value) ? Object.values(value).flatMap(textsIn) : [];
}

function objectIn(text: string): Record<string, unknown> | null {
  try {
    const manifest: unknown = JSON.parse(text);
    return isRecord(manifest) ? manifest : null;
  } catch {
    return null;
  }
}

/** Strings are kept as they are: a URL has two slashes. */
function withoutComments(text: string): string {
  const plain = text.replace(/^\uFEFF/, '').replace(/("(?:\\.|[^"\\])*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (_, string: string | undefined) => string ?? '');
  return plain.replace(/("(?:\\.|[^"\\])*")|,(?=\s*[}\]])/g, (_, string: string | undefined) => string ?? '');
}
