import { outcomesOf } from './allow-origin.ts';
import type { Answer } from './endpoint.ts';
import type { Policy } from './policy.ts';
import { acceptedOrigin, FOREIGN_ORIGIN } from './witness.ts';

/** An origin whose pages can read an answer; `null` when the code does not show one. */
export function originReading({ value, written }: Answer, policies: readonly Policy[]): string | null {
  if (value === '*') return FOREIGN_ORIGIN;
  if (value !== null) return value;
  if (written === null) return null;
  const policy = policies.find(({ site }) => site.place.file === written.file && site.place.start >= written.start && site.place.end <= written.end);
  for (const { answer, when } of policy === undefined ? [] : outcomesOf(policy.allowOrigin)) {
    const origin = answer.kind === 'fixed' ? answer.value : answer.kind === 'echo' ? acceptedOrigin(when) : null;
    if (origin !== null) return origin;
  }
  return null;
}
