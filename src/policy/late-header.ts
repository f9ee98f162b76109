import type { Move } from './order.ts';
import type { Place } from './place.ts';

/** A CORS header that is written after the headers of the response have been sent. */
export interface LateHeader {
  /** The write. */
  readonly place: Place;
  readonly text: string;
  /** The header's name, in lower case. */
  readonly name: string;
  /** What has sent the headers. */
  readonly sending: { readonly line: number; readonly text: string };
  /** How the write is put before that; `null` where names that it uses are not known there. */
  readonly move: Move | null;
}
