import { sortedLowercaseNames, splitHeaderValue, type Header, type HeaderList } from './header-list.ts';
import { isForbiddenMethod } from './methods.ts';
import { mimeEssence } from './mime-type.ts';

/** Most bytes that the value of one safelisted header may have. */
export const MAX_SAFELISTED_VALUE_BYTES = 128;

/** Most bytes that the values of all safelisted headers of a request may have together. */
export const MAX_SAFELISTED_TOTAL_BYTES = 1024;

/** Media types that HTML forms can send, and that `Content-Type` may hence name without a preflight. */
export const SAFELISTED_CONTENT_TYPES = [
  'application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain',
] as const;

/**
 * Media types outside the safelist that browsers send across origins without a preflight all the same.
 * Fetch, section 'CORS protocol exceptions' (https://fetch.spec.whatwg.org/#cors-protocol-exceptions).
 */
export const EXEMPT_CONTENT_TYPES = [
  'application/csp-report', 'application/expect-ct-report+json', 'application/xss-auditor-report',
  'application/ocsp-request',
] as const;

/**
 * Header names that browsers alone write; a script that sets them is ignored.
 * Fetch, section 'Headers', forbidden request-header (https://fetch.spec.whatwg.org/#forbidden-request-header).
 */
export const FORBIDDEN_REQUEST_HEADER_NAMES = [
  'accept-charset', 'accept-encoding', 'access-control-request-headers', 'access-control-request-method',
  'connection', 'content-length', 'cookie', 'cookie2', 'date', 'dnt', 'expect', 'host', 'keep-alive', 'origin',
  'referer', 'set-cookie', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'via',
] as const;

/** Prefixes of further such names. */
export const FORBIDDEN_REQUEST_HEADER_PREFIXES = ['proxy-', 'sec-'] as const;

/** Headers that rename the method of a request; forbidden with a forbidden method as their value. */
export const METHOD_OVERRIDE_HEADER_NAMES = ['x-http-method', 'x-http-method-override', 'x-method-override'] as const;

/**
 * Header names that `*` in `Access-Control-Allow-Headers` never covers.
 * Fetch, section 'Headers', CORS non-wildcard request-header name
 * (https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name).
 */
export const NON_WILDCARD_REQUEST_HEADER_NAMES = ['authorization'] as const;

/** Control characters but for the tab, and the delimiters on which naive parsers split. */
const UNSAFE_BYTE = /[\u0000-\u0008\u000A-\u001F"():<>?@[\\\]{}\u007F]/;
const LANGUAGE_BYTES = /^[0-9A-Za-z *,\-.;=]*$/;

/** What the value of each safelisted header must satisfy, besides its length. */
const SAFELIST: ReadonlyMap<string, (value: string) => boolean> = new Map([
  ['accept', (value: string) => !UNSAFE_BYTE.test(value)],
  ['accept-language', (value: string) => LANGUAGE_BYTES.test(value)],
  ['content-language', (value: string) => LANGUAGE_BYTES.test(value)],
  ['content-type', (value: string) => !UNSAFE_BYTE.test(value) && isSafelistedContentType(value)],
  ['range', isSimpleRange],
]);

/** Names of the headers that a page may send across origins without asking, if their values qualify. */
export const SAFELISTED_REQUEST_HEADER_NAMES: readonly string[] = [...SAFELIST.keys()];

/**
 * Whether a page may send the header across origins without asking. `value` counts one byte a UTF-16 unit.
 * Fetch, section 'Headers', CORS-safelisted request-header
 * (https://fetch.spec.whatwg.org/#cors-safelisted-request-header).
 */
export function isSafelistedRequestHeader([name, value]: Header): boolean {
  if (value.length > MAX_SAFELISTED_VALUE_BYTES) return false;
  return SAFELIST.get(name.toLowerCase())?.(value) ?? false;
}

/**
 * The names that a preflight must ask for, in lower case and sorted. Past {@link MAX_SAFELISTED_TOTAL_BYTES} bytes
 * in all, the safelisted headers lose their exemption together.
 * Fetch, section 'Headers', CORS-unsafe request-header names
 * (https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names).
 */
export function unsafeRequestHeaderNames(headers: HeaderList): readonly string[] {
  const safe = headers.filter(isSafelistedRequestHeader);
  const size = safe.reduce((total, [, value]) => total + value.length, 0);
  const exempt = size > MAX_SAFELISTED_TOTAL_BYTES ? [] : safe;
  const unsafe = headers.filter((header) => !exempt.includes(header));
  return sortedLowercaseNames(unsafe.map(([name]) => name));
}

/** Whether `*` does not cover `name`. See {@link NON_WILDCARD_REQUEST_HEADER_NAMES}. */
export function isNonWildcardRequestHeaderName(name: string): boolean {
  return includes(NON_WILDCARD_REQUEST_HEADER_NAMES, name);
}

/**
 * Whether no script can set a header called `name`, whatever its value. See {@link FORBIDDEN_REQUEST_HEADER_NAMES}.
 */
export function isForbiddenRequestHeaderName(name: string): boolean {
  return includes(FORBIDDEN_REQUEST_HEADER_NAMES, name)
    || FORBIDDEN_REQUEST_HEADER_PREFIXES.some((prefix) => name.toLowerCase().startsWith(prefix));
}

/**
 * Whether a browser drops the header when a script sets it.
 * Fetch, section 'Headers', forbidden request-header (https://fetch.spec.whatwg.org/#forbidden-request-header).
 */
export function isForbiddenRequestHeader([name, value]: Header): boolean {
  return isForbiddenRequestHeaderName(name)
    || (includes(METHOD_OVERRIDE_HEADER_NAMES, name) && splitHeaderValue(value).some(isForbiddenMethod));
}

function isSafelistedContentType(value: string): boolean {
  const essence = mimeEssence(value);
  return SAFELISTED_CONTENT_TYPES.some((type) => type === essence);
}

/**
 * One range with a start, without blanks: what media elements have always sent.
 * Fetch, section 'Headers', parse a single range header value
 * (https://fetch.spec.whatwg.org/#simple-range-header-value).
 */
function isSimpleRange(value: string): boolean {
  const [, start, end] = /^bytes=(\d+)-(\d*)$/.exec(value) ?? [];
  return start !== undefined && (!end || BigInt(start) <= BigInt(end));
}

function includes(names: readonly string[], name: string): boolean {
  return names.includes(name.toLowerCase());
}
