import type { Place } from './place.ts';
import type { Scope } from './policy.ts';

/** A place in a server that reads JSON from bodies which say that they are something else. */
export interface JsonReader {
  /** What decides it: the option's value, or the parser's registration. */
  readonly place: Place;
  /** The source text at `place`, shortened to one line. */
  readonly text: string;
  /** The library, as messages name it. */
  readonly library: string;
  /** Media types of forms, which pages send across origins without a preflight, that are read as JSON. */
  readonly contentTypes: readonly string[];
  /** The requests that come to it. */
  readonly scope: Scope;
  /** The replacement of a range by which only `application/json` is read; `null` where there is none. */
  readonly repair: { readonly start: number; readonly end: number; readonly text: string } | null;
}
