/** What a library sends as `Access-Control-Allow-Origin` for one form of its origin option. */
export type OriginEffect =
  /** No CORS header at all, and `OPTIONS` is left to the application. */
  | 'off'
  /** No `Access-Control-Allow-Origin`, while the other CORS headers are sent. */
  | 'absent'
  /** `*` */
  | 'any'
  /** The request's own origin, whatever it is. */
  | 'echo'
  /** The value itself, to every caller, without comparison. */
  | 'fixed'
  /** The request's origin if it equals the value. */
  | 'equal'
  /** The request's origin if it equals one of the parts of the text between commas. */
  | 'split'
  /** The same, with the spaces around each part removed. */
  | 'split-trimmed'
  /** The request's origin if it is a part of the text, wherever it stands in it. */
  | 'part'
  /** The request's origin if it is a page of the same machine, by `LOOPBACK_ORIGIN`. */
  | 'loopback'
  /** The request's origin if the pattern matches it. */
  | 'match'
  /** The request's origin if an element accepts it, by `elements`. */
  | 'list'
  /** One header line for each element: a valid answer only for a single element. */
  | 'lines'
  /** The elements in one header, between commas: a valid answer only for a single element. */
  | 'joined'
  /** The value converted to a string, to every caller: always a mistake. */
  | 'text'
  /** An error for every request, or at start. */
  | 'error';
