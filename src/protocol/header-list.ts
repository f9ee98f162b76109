/** One header line: its name as written and its value, one UTF-16 unit a byte (isomorphic decoding). */
export type Header = readonly [name: string, value: string];

/**
 * Header lines in the order of the message; a name may occur more than once.
 * Fetch, section 'Headers' (https://fetch.spec.whatwg.org/#concept-header-list).
 */
export type HeaderList = readonly Header[];

/**
 * `value` without leading and trailing tabs, spaces, CR and LF, which no receiver ever sees.
 * Other blanks, such as U+00A0, are content and stay.
 * Fetch, section 'Headers', normalize (https://fetch.spec.whatwg.org/#concept-header-value-normalize).
 */
export function normalizeHeaderValue(value: string): string {
  return value.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '');
}

/**
 * The normalized values of the lines called `name`, in order; empty when there is none. Names compare without case.
 * Fetch, section 'Headers' (https://fetch.spec.whatwg.org/#concept-header-list).
 */
export function getHeaderLines(list: HeaderList, name: string): readonly string[] {
  const wanted = name.toLowerCase();
  return list.filter(([held]) => held.toLowerCase() === wanted).map(([, value]) => normalizeHeaderValue(value));
}

/**
 * The value of `name`, or `null` when no line has it. Lines that share a name are joined by a comma and a space,
 * which is why a second `Access-Control-Allow-Origin` line spoils the first.
 * Fetch, section 'Headers', get (https://fetch.spec.whatwg.org/#concept-header-list-get).
 */
export function getHeader(list: HeaderList, name: string): string | null {
  const lines = getHeaderLines(list, name);
  return lines.length === 0 ? null : lines.join(', ');
}

/**
 * The elements of a value between its commas, trimmed; commas within double quotes do not separate.
 * Fetch, section 'Headers', get, decode, and split
 * (https://fetch.spec.whatwg.org/#concept-header-list-get-decode-split).
 */
export function splitHeaderValue(value: string): readonly string[] {
  const elements: string[] = [];
  let element = '';
  // Each piece is a quoted string (an unclosed one runs to the end), a comma, or the text between those.
  for (const [piece] of value.matchAll(/"(?:\\[^]|[^"\\])*(?:"|\\?$)|,|[^",]+/g)) {
    if (piece === ',') {
      elements.push(element);
      element = '';
    } else {
      element += piece;
    }
  }
  elements.push(element);
  return elements.map((text) => text.replace(/^[\t ]+|[\t ]+$/g, ''));
}

/**
 * The distinct names in lower case, in byte order: the form in which a preflight lists them.
 * Fetch, section 'Headers', convert header names to a sorted-lowercase set
 * (https://fetch.spec.whatwg.org/#convert-header-names-to-a-sorted-lowercase-set).
 */
export function sortedLowercaseNames(names: Iterable<string>): readonly string[] {
  return [...new Set(Array.from(names, (name) => name.toLowerCase()))].sort();
}
