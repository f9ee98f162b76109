import type { Evidence, OriginCheck } from './policy.ts';
import type { Guard } from './severity.ts';
import { withoutParameters, type Witness } from './witness.ts';

/**
 * Who gets through a WebSocket handshake. A page of any site may send one (RFC 6455, section 10.2): it is a `GET` with the
 * page's `Origin` and the visitor's cookies, other than `SameSite` ones; there is no preflight, and no header of the answer
 * is asked whether the page may read what follows. In `allowOrigin`, an echo stands for status 101.
 */
export interface Handshake extends OriginCheck {
  readonly authority: Authority;
  /** Why the origin is not asked for, where that is no plain omission. */
  readonly pretence: Pretence | null;
}

/**
 * What a connection is trusted by, besides its origin: what browsers send by themselves, what only code that has it can
 * send, or the place from which the server can be reached.
 */
export type Authority =
  | { readonly kind: 'cookies' | 'token' | 'network-position'; readonly evidence: Evidence }
  | { readonly kind: 'unknown' };

/** What looks like a check and is none: an option that governs something else, a function whose promise counts as a yes. */
export type Pretence = 'cors' | 'promise';

/** The handshake of a page from `origin`, which gets through. `Sec-WebSocket-Key` and `-Version` go with it. */
export function handshakeWitness({ scope }: Handshake, origin: string): Witness {
  return { request: { method: 'GET', path: withoutParameters(scope.paths[0] ?? '*'), headers: { Origin: origin, Connection: 'Upgrade', Upgrade: 'websocket' } }, response: {}, status: 101 };
}

/** What stands between a visitor's browser and a connection. */
export function guardOf({ authority }: Handshake): Guard {
  switch (authority.kind) {
    case 'cookies':
      return 'credentials';
    case 'network-position':
      return 'network-position';
    case 'token':
    case 'unknown':
      return 'token-or-public';
  }
}
