import type { Move } from './order.ts';
import type { Place } from './place.ts';

/** A CORS header that is written after the headers of the response have been sent, or the answer has been made. */
export interface LateHeader {
  /** The write. */
  readonly place: Place;
  readonly text: string;
  /** The header's name, in lower case. */
  readonly name: string;
  /** What has sent the headers, or made the answer. */
  readonly settling: { readonly line: number; readonly text: string };
  /** Whether the write throws, does nothing, or leaves the answer that was made as it is. */
  readonly outcome: 'throws' | 'lost' | 'made';
  /** Whether it is too late on every way to the write. */
  readonly always: boolean;
  /** How the write is put before that; `null` where that says something else, or names that it uses are not known there. */
  readonly move: Move | null;
}
