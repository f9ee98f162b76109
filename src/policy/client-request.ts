import type { Place } from './place.ts';
import type { Removal } from './policy.ts';

/** A request that client code is about to send, or what it sets up for all of them. */
export interface ClientRequest {
  /** What sends it, as people call it: `fetch`, `axios`. */
  readonly client: string;
  readonly headers: readonly RequestHeader[];
  /** Whether the file is seen to run in browsers, rather than where the same function exists without a browser's rules. */
  readonly isInBrowser: boolean;
  /** `mode: 'no-cors'`; `null` for any other mode. */
  readonly noCors: { readonly place: Place; readonly removal: Removal | null } | null;
  /** What the code reads of the response. */
  readonly reads: readonly ResponseRead[];
}

/** A header that the request is given. */
export interface RequestHeader {
  readonly name: string;
  /** The value, where the code shows it. */
  readonly value: string | null;
  readonly place: Place;
  readonly removal: Removal | null;
}

/** A method or property of the response that the code uses, such as `json()` or `ok`. */
export interface ResponseRead {
  readonly text: string;
  readonly place: Place;
}
