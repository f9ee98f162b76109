import { textOfFile } from '../analyze.ts';
import type { Edit, Suggestion } from '../finding.ts';
import type { Place } from '../policy/place.ts';
import type { SentHeader, SentRequest } from '../policy/sent-request.ts';
import type { Project } from '../project.ts';
import { textAt } from '../values/modules/manifest.ts';

/** Files that are searched for a reader of one header. */
const MAX_READERS = 1_000;

/** Headers that a library or a framework reads by itself: no file has to name them. */
const READ_BY_OTHERS = /auth|token|csrf|xsrf|key|secret|session|signature|^(?:content|accept|if|sec|sentry|trace|baggage)|^range$|^x-(?:requested-with|request-id|forwarded)/i;

/** The request without what makes it one with credentials. */
export function withoutCredentials({ credentials, client }: SentRequest, finding: Place): readonly Suggestion[] {
  if (credentials === null || credentials.file !== finding.file) return [];
  const written = /^([^]*?)(?:(['"`])include\2|true)$/.exec(writtenAt(credentials));
  if (written === null) return [];
  const [, before = '', quotes] = written;
  return [{
    description: `Send it without credentials: the server then gets no cookies of the visitor with ${client === 'fetch' ? 'it' : 'what this client sends'}, and answers as to a stranger.`,
    edits: [{ start: credentials.start + before.length, end: credentials.end, text: quotes === undefined ? 'false' : `${quotes}same-origin${quotes}` }],
  }];
}

/** The request without a header that no other file of the run names. */
export function withoutHeader({ name, place, isImplied }: SentHeader, finding: Place, project: Project): readonly Suggestion[] {
  if (isImplied || place.file !== finding.file || READ_BY_OTHERS.test(name)) return [];
  const edit = removalOf(place);
  if (edit === null || isNamedElsewhere(name, place.file, project)) return [];
  return [{ description: `Send it without ${name}: no other file of this run names this header, and what reads it elsewhere no longer gets it.`, edits: [edit] }];
}

/** The method in capitals, where the call writes it once. */
export function methodInCapitals({ place }: SentRequest, method: string, finding: Place): Edit | null {
  if (place.file !== finding.file) return null;
  const found = [...writtenAt(place).matchAll(new RegExp(`(['"\`])${method}\\1`, 'g'))];
  const [only] = found;
  if (found.length !== 1 || only === undefined) return null;
  const start = place.start + only.index + 1;
  return { start, end: start + method.length, text: method.toUpperCase() };
}

/** A property with the comma that goes with it, or a statement with its line. */
function removalOf({ file, start, end }: Place): Edit | null {
  const text = textOfFile(file) ?? '';
  const [before, after] = [text.slice(0, start), text.slice(end)];
  if (/^(?:(['"`]?)[\w-]+\1|\[[^\]]*\])\s*:/.test(text.slice(start, end)) && /[{,]\s*$/.test(before)) {
    const next = /^\s*,[ \t]*/.exec(after)?.[0];
    if (next !== undefined) return { start, end: end + next.length, text: '' };
    const comma = /,\s*$/.exec(before)?.[0];
    return /^\s*\}/.test(after) ? { start: start - (comma?.length ?? 0), end, text: '' } : null;
  }
  const from = before.lastIndexOf('\n') + 1;
  const to = after.includes('\n') ? end + after.indexOf('\n') + 1 : text.length;
  // The statement before must have ended: this one may be the body of an `if`.
  return WRITE.test(text.slice(from, to)) && /(?:^|[;{}])\s*$/.test(text.slice(0, from)) ? { start: from, end: to, text: '' } : null;
}

/** A line that does nothing but give one header a text: `xhr.setRequestHeader('X-Id', '1');`, `config.headers['X-Id'] = '1';`. */
const WRITE = /^\s*[\w$.]+(?:\.(?:setRequestHeader|set|append)\((['"`])[\w-]+\1,\s*(['"`])[^'"`\n]*\2\)|(?:\.\w+|\[(['"])[\w-]+\3\])\s*=\s*(['"`])[^'"`\n]*\4);?\s*$/;

function isNamedElsewhere(name: string, file: string, project: Project): boolean {
  const others = [...project.files.keys()].filter((path) => path !== file);
  // A file that cannot be read may name anything.
  return others.length > MAX_READERS || others.some((path) => textAt(path)?.toLowerCase().includes(name.toLowerCase()) !== false);
}

function writtenAt({ file, start, end }: Place): string {
  return textOfFile(file)?.slice(start, end) ?? '';
}
