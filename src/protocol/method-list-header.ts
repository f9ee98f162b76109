import { isForbiddenMethod, isSafelistedMethod, NORMALIZED_METHODS } from './methods.ts';
import { parseTokenList, type TokenList } from './token-list.ts';

/** Why an entry of `Access-Control-Allow-Methods` allows less than it seems to, or nothing. */
export type MethodEntryFault =
  /** Methods compare with case, and this spelling is not the one that clients send. */
  | { readonly kind: 'case'; readonly method: string; readonly canonical: string }
  /** Browsers refuse to send the method. */
  | { readonly kind: 'forbidden'; readonly method: string; readonly canonical: null }
  /** A word that stands for all methods elsewhere; here `*` does, without credentials. */
  | { readonly kind: 'keyword'; readonly method: string; readonly canonical: null };

/** Methods that HTTP standards define and pages use: those of RFC 9110 that are not forbidden, and RFC 5789. */
const STANDARD_METHODS: readonly string[] = [...NORMALIZED_METHODS, 'PATCH'];
const KEYWORDS: readonly string[] = ['ALL', 'ANY', 'TRUE', 'FALSE', 'NONE', 'UNDEFINED', 'NULL'];

/**
 * Parses `Access-Control-Allow-Methods`.
 * Fetch, section 'HTTP new-header syntax' (https://fetch.spec.whatwg.org/#http-new-header-syntax).
 */
export function parseMethodList(value: string): TokenList {
  return parseTokenList(value);
}

/**
 * What is wrong with one entry of the list, or `null`.
 * Fetch, section 'Methods' (https://fetch.spec.whatwg.org/#methods).
 */
export function methodEntryFault(method: string): MethodEntryFault | null {
  const upper = method.toUpperCase();
  if (isForbiddenMethod(method)) return { kind: 'forbidden', method, canonical: null };
  if (KEYWORDS.includes(upper)) return { kind: 'keyword', method, canonical: null };
  if (method !== upper && STANDARD_METHODS.includes(upper)) return { kind: 'case', method, canonical: upper };
  return null;
}

/**
 * Whether listing `method` changes nothing, because browsers never ask for it. `OPTIONS` is not among them: the
 * preflight itself needs no entry, but a script that sends `OPTIONS` does.
 * Fetch, section 'CORS-preflight fetch' (https://fetch.spec.whatwg.org/#cors-preflight-fetch-0).
 */
export function isNeedlessMethodEntry(method: string): boolean {
  return isSafelistedMethod(method);
}
