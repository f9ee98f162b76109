import type { Place } from './place.ts';
import type { Insertion, Policy } from './policy.ts';

/** A route whose CORS headers are for its own method alone, where nothing answers the preflights that come before. */
export interface UnansweredRoute {
  /** The middleware where the route names it, or the write of the header in the handler. */
  readonly place: Place;
  /** The middleware as the code writes it; `null` for headers written by hand. */
  readonly middleware: string | null;
  readonly method: string;
  readonly path: string;
  /** The header by which a request with a simple method needs the preflight; `null` where the method does. */
  readonly header: string | null;
  /** Whether another file starts the application, or mounts the router, and may answer before it. */
  readonly isExported: boolean;
  readonly policy: Policy;
  /** A route for `OPTIONS` with the same middleware; `null` where it cannot be written as the code stands. */
  readonly answer: Insertion | null;
}
