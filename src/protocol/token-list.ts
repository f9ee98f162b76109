import { getHeaderLines, normalizeHeaderValue, type HeaderList } from './header-list.ts';
import { isToken } from './token.ts';

/** Why a value is not a comma-separated list of tokens. */
export interface TokenListFault {
  /** The first element that is no token, as written, such as `X-A X-B`. */
  readonly element: string;
  /** What most likely went wrong in that element. */
  readonly kind: 'spaces-for-commas' | 'semicolons-for-commas' | 'quotes' | 'brackets' | 'not-a-token';
  /** The list that was probably meant, such as `X-A, X-B`; `null` when it cannot be told. */
  readonly canonical: string | null;
}

/** The elements of a list header, or why it cannot be parsed. */
export type TokenList =
  | { readonly ok: true; readonly items: readonly string[] }
  | { readonly ok: false; readonly fault: TokenListFault };

// Ordered: an element such as `["X-A"; "X-B"]` is named by its outermost fault.
const FAULT_KINDS = [
  ['brackets', /[[\]{}()]/],
  ['quotes', /["]|^'.*'$/],
  ['semicolons-for-commas', /;/],
  ['spaces-for-commas', /\s/],
] as const;

/**
 * Parses `#method` or `#field-name`, the grammar of `Access-Control-Allow-Methods`, `-Allow-Headers` and
 * `-Expose-Headers`. Empty elements are skipped, as RFC 9110, section 5.6.1.2 asks of recipients; `*` is a token.
 * Fetch, section 'HTTP new-header syntax' (https://fetch.spec.whatwg.org/#http-new-header-syntax).
 */
export function parseTokenList(value: string): TokenList {
  const elements = value.split(',').map(normalizeHeaderValue).filter((element) => element !== '');
  const bad = elements.find((element) => !isToken(element));
  if (bad === undefined) return { ok: true, items: elements };

  const kind = FAULT_KINDS.find(([, pattern]) => pattern.test(bad))?.[0] ?? 'not-a-token';
  const guess = value.split(/[\s,;[\](){}"]+/)
    .filter((item) => item !== '')
    .map((item) => item.replace(/^'(.*)'$/, '$1'));
  const canonical = guess.length > 0 && guess.every(isToken) ? guess.join(', ') : null;
  return { ok: false, fault: { element: bad, kind, canonical } };
}

/**
 * The elements of all lines called `name`; `null` when the header is absent. One line that cannot be parsed makes
 * the whole header a failure.
 * Fetch, section 'Headers', extract header list values
 * (https://fetch.spec.whatwg.org/#extract-header-list-values).
 */
export function extractTokenList(headers: HeaderList, name: string): TokenList | null {
  const lines = getHeaderLines(headers, name);
  if (lines.length === 0) return null;
  const items: string[] = [];
  for (const line of lines) {
    const list = parseTokenList(line);
    if (!list.ok) return list;
    items.push(...list.items);
  }
  return { ok: true, items };
}
