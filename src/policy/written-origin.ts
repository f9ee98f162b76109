import { outcomesOf, type AllowOrigin } from './allow-origin.ts';
import type { Provenance } from './field.ts';
import { atomsOf, type OriginPredicate } from './origin-predicate.ts';
import type { Place } from './place.ts';
import type { Removal } from './policy.ts';

/** A text that the code writes where an origin belongs. */
export interface WrittenOrigin {
  readonly text: string;
  readonly place: Place;
  /** Whether the place is a plain string with this text, so that an edit can replace it. */
  readonly isQuoted: boolean;
  /** Whether it is a piece of a text that the place splits. */
  readonly isPiece: boolean;
  /** `sent` as the header to every caller, or `compared` with the request's origin; `listed` is an entry of a library's own list. */
  readonly use: 'sent' | 'compared' | 'listed';
  /** Whether other requests get another answer: then a text that equals no origin may just be a refusal. */
  readonly isAlternative: boolean;
  /** What to delete to take an entry off its list; `null` where it is no entry of a list in the source. */
  readonly removal: Removal | null;
}

/** Every origin that a decision is made of, as it is written. Checks of a part, such as the host, are made of no origins. */
export function writtenOriginsOf(allowOrigin: AllowOrigin): readonly WrittenOrigin[] {
  const outcomes = outcomesOf(allowOrigin);
  return outcomes.flatMap(({ answer, when }): readonly WrittenOrigin[] => {
    if (answer.kind === 'fixed') {
      if (answer.from.kind !== 'written') return comparedIn(when);
      const sent: WrittenOrigin = { text: answer.value, place: answer.from.place, isQuoted: isQuoted(answer.value, answer.from), isPiece: false, use: 'sent', isAlternative: outcomes.length > 1, removal: null };
      return [sent, ...comparedIn(when)];
    }
    return comparedIn(when);
  });
}

function comparedIn(when: OriginPredicate): readonly WrittenOrigin[] {
  return [...atomsOf(withoutParts(when))].flatMap((atom) => {
    if (atom.op !== 'listed') return [];
    const isOwnList = !/\.(?:includes|has|contains|indexOf|some|find|every|test|get)\(|[=!]==?| in /.test(atom.text);
    return (atom.repair?.entries ?? []).map(({ value: text, place, isQuoted: isText, isPiece, removal }): WrittenOrigin => ({ text, place, isQuoted: isText, isPiece, use: isOwnList ? 'listed' : 'compared', isAlternative: false, removal }));
  });
}

/** The formula without what it asks of parts of the origin, or of what the code makes of it. */
function withoutParts(predicate: OriginPredicate): OriginPredicate {
  switch (predicate.op) {
    case 'and':
    case 'or':
      return { ...predicate, of: predicate.of.map(withoutParts) };
    case 'not':
      return { ...predicate, of: withoutParts(predicate.of) };
    case 'part':
    case 'made':
      return { op: 'never' };
    default:
      return predicate;
  }
}

function isQuoted(value: string, from: Extract<Provenance, { kind: 'written' }>): boolean {
  return /^(['"`]).*\1$/.test(from.text) && from.text.slice(1, -1) === value;
}
