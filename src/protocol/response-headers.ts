import type { CredentialsMode } from './credentials-mode.ts';
import { sortedLowercaseNames, type HeaderList } from './header-list.ts';
import { extractTokenList } from './token-list.ts';

/**
 * Header names that scripts may read in every response that is shared with them.
 * Fetch, section 'Headers', CORS-safelisted response-header name
 * (https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name).
 */
export const SAFELISTED_RESPONSE_HEADER_NAMES = [
  'cache-control', 'content-language', 'content-length', 'content-type', 'expires', 'last-modified', 'pragma',
] as const;

/**
 * Header names that no script ever reads, exposed or not.
 * Fetch, section 'Headers', forbidden response-header name
 * (https://fetch.spec.whatwg.org/#forbidden-response-header-name).
 */
export const FORBIDDEN_RESPONSE_HEADER_NAMES = ['set-cookie', 'set-cookie2'] as const;

/** Whether scripts may read `name` without its being exposed. See {@link SAFELISTED_RESPONSE_HEADER_NAMES}. */
export function isSafelistedResponseHeaderName(name: string): boolean {
  return SAFELISTED_RESPONSE_HEADER_NAMES.some((known) => known === name.toLowerCase());
}

/** Whether exposing `name` is in vain. See {@link FORBIDDEN_RESPONSE_HEADER_NAMES}. */
export function isForbiddenResponseHeaderName(name: string): boolean {
  return FORBIDDEN_RESPONSE_HEADER_NAMES.some((known) => known === name.toLowerCase());
}

/**
 * The names of the response's headers that a script can read, in lower case and sorted. An
 * `Access-Control-Expose-Headers` that cannot be parsed exposes nothing; `*` exposes all, but to a request with
 * credentials it is a header of that name.
 * Fetch, section 'Main fetch' (https://fetch.spec.whatwg.org/#main-fetch), and section 'Responses', CORS filtered
 * response (https://fetch.spec.whatwg.org/#concept-filtered-response-cors).
 */
export function exposedHeaderNames(response: HeaderList, credentials: CredentialsMode): readonly string[] {
  const list = extractTokenList(response, 'Access-Control-Expose-Headers');
  const listed = list?.ok === true ? list.items.map((name) => name.toLowerCase()) : [];
  const all = credentials !== 'include' && listed.includes('*');
  const names = sortedLowercaseNames(response.map(([name]) => name));
  return names.filter((name) => isSafelistedResponseHeaderName(name)
    || (!isForbiddenResponseHeaderName(name) && (all || listed.includes(name))));
}
