import type { Removal } from './policy.ts';
import type { Place } from './place.ts';

/** A text of a header's value, with what it takes to remove it. */
export interface WrittenValue {
  readonly text: string;
  readonly place: Place;
  /** Whether the place is a literal with this text, so that an edit can replace it. */
  readonly isQuoted: boolean;
  /** The range of an element of a list, with its comma; `null` for a value that is no element. */
  readonly removal: Removal | null;
  /** The source text, for messages. */
  readonly source: string;
}

/** A header as the code writes it, or the option of a library that becomes one. */
export interface WrittenHeader {
  /** The name as written; for an option, that of the header that the library makes of it. */
  readonly name: string;
  /** The name in the code; for an option, its key. */
  readonly namePlace: Place;
  /** Whether the name is a plain string or key, so that an edit can replace it. */
  readonly isNameQuoted: boolean;
  /** The option's key; `null` for a header write. */
  readonly option: string | null;
  /** Whether the library takes only `true` to switch credentials on. */
  readonly isStrictBoolean: boolean;
  /** The library or platform, as messages name it. */
  readonly library: string;
  /** Texts of the value: one for each alternative of a header, or for each element of a list option. */
  readonly values: readonly WrittenValue[];
  /** Lower-case names of the headers that are written with it. */
  readonly beside: readonly string[];
  /** Whether the code is seen to answer with it, rather than only to name it in an object. */
  readonly isSent: boolean;
  /** The whole write, where it can be removed. */
  readonly removal: Removal | null;
}
