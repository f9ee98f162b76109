import type { AskedRequest } from './asked-request.ts';
import type { Place } from './place.ts';
import type { Removal } from './policy.ts';

/** A name whose owner points it at the visitor's machine; `.example` is reserved (RFC 2606). */
export const REBOUND_NAME = 'evil.example';

/** A protection that code gives up, or does not switch on where nothing else stands in for it. */
export interface RemovedSafeguard {
  readonly protects: 'host' | 'same-origin';
  /**
   * `off`: the code says so. `absent`: nothing switches it on. `idle`: it is on, and is given nothing to check. `circular`: what
   * it compares are two names that the sender gives.
   */
  readonly how: 'off' | 'absent' | 'idle' | 'circular';
  /** Who has the protection, as messages name it. */
  readonly library: string;
  /** What is at stake. */
  readonly what: string;
  /** The option, as the code writes it. */
  readonly text: string;
  readonly place: Place;
  /** Where the server listens, for one that nothing switches on. */
  readonly address: string | null;
  /** For a comparison of what the sender gives: the request of a page with a rebound name that passes, and what its `Host` is. */
  readonly rebound: (AskedRequest & { readonly host: string }) | null;
  /** The range of the option as a whole; `null` where leaving it out is no repair. */
  readonly removal: Removal | null;
}
