import type { Place } from './place.ts';

/** A cookie that browsers send with requests from pages of the server's own site alone. */
export interface SameSiteCookie {
  /** Where its attribute is written. */
  readonly place: Place;
  /** The attribute, as the code writes it. */
  readonly text: string;
}
