import type { Place } from './place.ts';

/** Stands in a path for text that the code does not show; no URL holds it. */
export const HIDDEN = '\u0000';

/** A request that a page sends to another origin, as far as its code shows. What is not shown is left out. */
export interface SentRequest {
  /** What sends it, as people call it: `fetch`, `axios`. */
  readonly client: string;
  /** The call, shortened to one line. */
  readonly text: string;
  readonly place: Place;
  /** Where it may go: one for each alternative that the code names. */
  readonly targets: readonly RequestTarget[];
  /** As the browser sends it; `null` where the code does not show it. */
  readonly method: string | null;
  readonly headers: readonly SentHeader[];
  /** Where the request is made one with credentials; `null` where it is not seen to be. */
  readonly credentials: Place | null;
  readonly reads: readonly HeaderRead[];
}

/** A URL in two parts. */
export interface RequestTarget {
  readonly base: TargetBase;
  /** From its first `/` to the query, with {@link HIDDEN} for what is not shown. */
  readonly path: string;
}

/** An origin that the code names, or a setting that holds a URL, possibly with the first part of the path. */
export type TargetBase =
  | { readonly kind: 'origin'; readonly origin: string }
  | { readonly kind: 'setting'; readonly name: string };

/** A header that the code, or the client by itself, gives the request. */
export interface SentHeader {
  readonly name: string;
  /** `null` where the code does not show it. */
  readonly value: string | null;
  readonly place: Place;
  /** Whether the client adds it, because of the body that it is given. */
  readonly isImplied: boolean;
}

/** A header of the response that the code reads. */
export interface HeaderRead {
  readonly name: string;
  readonly place: Place;
}
