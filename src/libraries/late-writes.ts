/** When the headers of an answer are settled, and what becomes of those that are written afterwards. */
export interface LateWrites {
  /** Methods that have settled the headers when they return: sent them, or made an answer with them. */
  readonly settledBy: readonly string[];
  readonly outcome:
    /** The write throws `ERR_HTTP_HEADERS_SENT`. */
    | 'throws'
    /** The write does nothing that anybody sees. */
    | 'lost'
    /** The answer that was made does without. */
    | 'made';
}
