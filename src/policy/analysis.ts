import type { ClientRequest } from './client-request.ts';
import type { Endpoint } from './endpoint.ts';
import type { Handshake } from './handshake.ts';
import type { JsonReader } from './json-reader.ts';
import type { LateHeader } from './late-header.ts';
import type { OptionFault } from './option-fault.ts';
import type { OriginGrant } from './origin-grant.ts';
import type { Policy } from './policy.ts';
import type { RemovedSafeguard } from './removed-safeguard.ts';
import type { SameSiteCookie } from './same-site-cookie.ts';
import { NO_SIBLINGS, type Siblings } from './siblings.ts';
import type { UnansweredRoute } from './unanswered-route.ts';
import type { WrittenHeader } from './written-header.ts';

/** What one file says about CORS. */
export interface Analysis {
  readonly policies: readonly Policy[];
  /** What answers a developer's browser, or the pages of a program's own windows: see `Audience`. */
  readonly privatePolicies: readonly Policy[];
  /** Protections that the code gives up. */
  readonly removedSafeguards: readonly RemovedSafeguard[];
  /** Who gets through the handshakes of its WebSocket servers. */
  readonly handshakes: readonly Handshake[];
  /** Every header of the protocol that the file writes, as a header or as a library's option. */
  readonly headers: readonly WrittenHeader[];
  /** What library calls are given and cannot use. */
  readonly optionFaults: readonly OptionFault[];
  /** The requests that client code sends. */
  readonly requests: readonly ClientRequest[];
  /** Where it reads JSON from what forms can send. */
  readonly jsonReaders: readonly JsonReader[];
  /** Cookies that are for pages of the server's own site. */
  readonly sameSiteCookies: readonly SameSiteCookie[];
  /** Headers and answers beside CORS that open the same data to other sites. */
  readonly siblings: Siblings;
  /** Where it takes what a request says of its origin for who sent it. */
  readonly originGrants: readonly OriginGrant[];
  /** What the file answers by code of its own, where nothing in front of it is seen to add CORS headers. */
  readonly endpoints: readonly Endpoint[];
  /** Headers that are written when it is too late. */
  readonly lateHeaders: readonly LateHeader[];
  /** Routes with CORS headers of their own, whose preflights nothing answers. */
  readonly unansweredRoutes: readonly UnansweredRoute[];
  /** Why the file, or a part of it, could not be read; rules are silent about it. */
  readonly unknowns: readonly string[];
}

/** What is said of a file that cannot be followed: nothing but why. */
export function unfollowed(reason: string): Analysis {
  return { policies: [], privatePolicies: [], handshakes: [], removedSafeguards: [], headers: [], optionFaults: [], requests: [], jsonReaders: [], originGrants: [], siblings: NO_SIBLINGS, sameSiteCookies: [], endpoints: [], lateHeaders: [], unansweredRoutes: [], unknowns: [reason] };
}
