import type { Place } from './place.ts';
import type { Removal } from './policy.ts';

/** A policy that is registered too late: after the routes that it is for, or after what turns preflights away. */
export interface Misplacement {
  readonly kind: 'after-routes' | 'after-authentication';
  /** The registration of the policy. */
  readonly place: Place;
  /** What is registered before it: the first route, or the middleware that turns preflights away. */
  readonly before: { readonly place: Place; readonly text: string };
  /** A route whose answer lacks the policy's headers. */
  readonly route: { readonly method: string; readonly path: string };
  /** How the registration is moved to where it belongs; `null` where it cannot be moved as it stands. */
  readonly move: Move | null;
}

/** A statement taken from one place and put at another. */
export interface Move {
  readonly removed: Removal;
  readonly at: number;
  readonly text: string;
}
