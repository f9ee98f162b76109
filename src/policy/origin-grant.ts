import type { AskedRequest } from './asked-request.ts';
import type { Place } from './place.ts';

/** A place where `Origin` or `Referer` alone is taken for who sends a request. */
export interface OriginGrant {
  /** `identity`: the sender is given a name or a right. `skipped`: a check of credentials is passed over. */
  readonly kind: 'identity' | 'skipped';
  readonly place: Place;
  /** The test of the header, as the code writes it. */
  readonly text: string;
  /** What is granted, or the check that is passed over. */
  readonly granted: string;
  readonly header: 'Origin' | 'Referer';
  /** A value of the header that passes; `null` where a setting has it. */
  readonly passing: string | null;
  /** The request that gets to the test with such a header; `null` where none is seen to. */
  readonly request: AskedRequest | null;
}
