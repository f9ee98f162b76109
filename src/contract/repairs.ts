import { projectPath, textOfFile } from '../analyze.ts';
import type { Suggestion } from '../finding.ts';
import type { Field } from '../policy/field.ts';
import type { Place } from '../policy/place.ts';
import type { ListValue } from '../policy/policy.ts';
import type { Refusal } from '../policy/refusal.ts';
import type { Project } from '../project.ts';

/** The edit of the server by which the browser lets a page have what it asks for: a name more in a list that the code writes. */
export function repairsOf(refusal: Refusal, finding: Place, project: Project): readonly Suggestion[] {
  const missing = missingIn(refusal);
  // A list that is absent is said to be written where the origin is.
  if (missing === null || missing.field.kind !== 'known' || missing.field.value.kind !== 'list' || missing.field.from.kind !== 'written') return [];
  const { place } = missing.field.from;
  const text = textOfFile(place.file)?.slice(place.start, place.end);
  const room = text === undefined ? null : roomIn(text, missing.name);
  if (room === null) return [];
  const at = place.start + room.at;
  const file = projectPath(place.file, project.cwd);
  return [{
    description: `Add ${missing.name} to the list at ${file}:${String(place.line)}: pages of all origins that this policy allows ${missing.effect}.`,
    edits: [{ ...(place.file === finding.file ? {} : { file }), start: at, end: at, text: room.text }],
  }];
}

/** The list that lacks a name; none for a wildcard, which is no list. */
function missingIn(refusal: Refusal): { readonly field: Field<ListValue>; readonly name: string; readonly effect: string } | null {
  const { policy } = refusal;
  switch (refusal.kind) {
    case 'header':
      return refusal.wildcardIgnored ? null : { field: policy.allowHeaders, name: refusal.header.name, effect: 'can then send it' };
    case 'method':
      // Another case of a method that is there has to be written on both sides.
      return refusal.wildcardIgnored || refusal.otherCase !== null || refusal.method !== refusal.method.toUpperCase() ? null : { field: policy.allowMethods, name: refusal.method, effect: 'can then use it' };
    case 'unexposed':
      return refusal.wildcardIgnored ? null : { field: policy.exposeHeaders, name: refusal.read.name, effect: 'can then read it' };
    case 'wildcard':
    case 'credentials':
    case 'unanswered':
      return null;
  }
}

/** Where a name goes in an array of texts, or in one text with commas, and how it is written there. */
function roomIn(list: string, name: string): { readonly at: number; readonly text: string } | null {
  const array = /^\[[^]*?(,?)\s*\]$/.exec(list);
  if (array !== null) {
    const [, comma = ''] = array;
    const quote = /['"`]/.exec(list)?.[0] ?? "'";
    const end = list.length - 1 - (/\s*$/.exec(list.slice(0, -1))?.[0].length ?? 0);
    const isEmpty = /^\[\s*\]$/.test(list);
    return { at: isEmpty ? 1 : end, text: `${isEmpty ? '' : comma === '' ? ', ' : ' '}${quote}${name}${quote}` };
  }
  const quoted = /^(['"`])([^'"`$\\\n]*)\1$/.exec(list);
  if (quoted === null) return null;
  const [, , names = ''] = quoted;
  return { at: list.length - 1, text: `${names.trim() === '' ? '' : /,\S/.test(names) ? ',' : ', '}${name}` };
}
