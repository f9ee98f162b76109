import type { Place } from './policy/place.ts';
import type { Severity } from './policy/severity.ts';
import type { Witness } from './policy/witness.ts';

/** A replacement of `[start, end)` (UTF-16 offsets) by `text`. */
export interface Edit {
  /** The file, from the directory of the run, where it is not that of the finding: only the command offers such edits. */
  readonly file?: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A repair that the author may choose: applied, the file parses and the same rule is silent at this place. */
export interface Suggestion {
  readonly description: string;
  readonly edits: readonly Edit[];
}

/** One fault in one place, as every output (ESLint, the command, its JSON) shows it. */
export interface Finding {
  /** Rule name without the plugin's prefix, such as `no-reflected-origin`. */
  readonly rule: string;
  readonly messageId: string;
  readonly message: string;
  readonly place: Place;
  readonly severity: Severity;
  readonly witness: Witness | null;
  readonly suggestions: readonly Suggestion[];
}
