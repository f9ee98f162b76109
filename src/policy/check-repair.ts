import type { Place } from './place.ts';
import type { Removal } from './policy.ts';

/** What a suggestion needs to rewrite one test of the origin. */
export interface CheckRepair {
  /** Code that is the whole origin where the test stands; `null` where there is none. */
  readonly subject: string | null;
  /** Code for the text that it is compared with, where that is a name, such as an entry of a list; `null` elsewhere. */
  readonly other: string | null;
  /** Whether the expression is true where the test fails, as in `origin.indexOf(x) === -1`. */
  readonly negated: boolean;
  /** The `!` right before the test; `null` when there is none. */
  readonly bang: Removal | null;
  /** The regular expression literal of the test; `null` when it is none. */
  readonly pattern: Place | null;
  /** The entries of a list that the file writes out. */
  readonly entries: readonly ListEntry[];
}

/** One origin in a list. */
export interface ListEntry {
  readonly value: string;
  readonly place: Place;
  /** Whether the place is a plain string with this value, so that an edit can replace it. */
  readonly isQuoted: boolean;
  /** Whether it is a piece of a text that the place splits. */
  readonly isPiece: boolean;
  /** What to delete to take it off the list; `null` where it stands in no literal. */
  readonly removal: Removal | null;
}
