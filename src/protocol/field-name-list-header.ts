import { corsHeader } from './header-names.ts';
import { isForbiddenRequestHeaderName } from './request-headers.ts';
import { isForbiddenResponseHeaderName, isSafelistedResponseHeaderName } from './response-headers.ts';
import { parseTokenList, type TokenList } from './token-list.ts';

/** Why an entry of `Access-Control-Allow-Headers` is pointless. */
export type AllowHeadersEntryFault =
  /** Browsers alone write the header, so no script ever needs the permission. */
  | { readonly kind: 'forbidden'; readonly name: string }
  /** A header by which the server answers, listed as one that a script sends. */
  | { readonly kind: 'response-header'; readonly name: string };

/** Why an entry of `Access-Control-Expose-Headers` is pointless. */
export type ExposeHeadersEntryFault =
  /** No script ever reads the header. */
  | { readonly kind: 'forbidden'; readonly name: string }
  /** A header of requests, which no response has. */
  | { readonly kind: 'request-header'; readonly name: string }
  /** Scripts can read the header anyway. */
  | { readonly kind: 'needless'; readonly name: string };

/**
 * Headers that only requests carry and that are seen in lists of exposed ones; RFC 9110, sections 10.1 and 12.5.
 * `Authorization` is not listed: login endpoints do answer with a token in it.
 */
const REQUEST_ONLY: readonly string[] = [
  'accept', 'accept-charset', 'accept-encoding', 'accept-language', 'cookie', 'host', 'referer', 'user-agent',
  'x-requested-with',
];

/**
 * Parses `Access-Control-Allow-Headers` or `Access-Control-Expose-Headers`.
 * Fetch, section 'HTTP new-header syntax' (https://fetch.spec.whatwg.org/#http-new-header-syntax).
 */
export function parseFieldNameList(value: string): TokenList {
  return parseTokenList(value);
}

/**
 * Why allowing the request header `name` achieves nothing, or `null`. Safelisted names are never faulted: their
 * values may still need the permission, as `Content-Type: application/json` does.
 * Fetch, section 'Headers', forbidden request-header (https://fetch.spec.whatwg.org/#forbidden-request-header).
 */
export function allowHeadersEntryFault(name: string): AllowHeadersEntryFault | null {
  if (corsHeader(name)?.direction === 'response') return { kind: 'response-header', name };
  return isForbiddenRequestHeaderName(name) ? { kind: 'forbidden', name } : null;
}

/**
 * Why exposing the response header `name` achieves nothing, or `null`.
 * Fetch, section 'Headers', CORS-safelisted response-header name
 * (https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name).
 */
export function exposeHeadersEntryFault(name: string): ExposeHeadersEntryFault | null {
  if (isForbiddenResponseHeaderName(name)) return { kind: 'forbidden', name };
  if (isSafelistedResponseHeaderName(name)) return { kind: 'needless', name };
  const requestOnly = REQUEST_ONLY.includes(name.toLowerCase());
  return requestOnly || corsHeader(name)?.direction === 'request' ? { kind: 'request-header', name } : null;
}
