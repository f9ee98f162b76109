import { normalizeHeaderValue } from './header-list.ts';
import { isToken } from './token.ts';

/** What a response's content depends on besides the URL. */
export interface Vary {
  /** `*` is present: on things that no cache can know. */
  readonly any: boolean;
  /** Request header names, in lower case, in the order written. */
  readonly names: readonly string[];
  /** Elements that are no header names, such as `Origin Accept`. */
  readonly invalid: readonly string[];
}

/**
 * Parses `Vary`.
 * RFC 9110, section 12.5.5 (https://www.rfc-editor.org/rfc/rfc9110#section-12.5.5).
 */
export function parseVary(value: string): Vary {
  const elements = value.split(',').map(normalizeHeaderValue).filter((element) => element !== '');
  return {
    any: elements.includes('*'),
    names: elements.filter((element) => element !== '*' && isToken(element)).map((element) => element.toLowerCase()),
    invalid: elements.filter((element) => !isToken(element)),
  };
}

/**
 * Whether caches keep responses apart by the request header `name`, given the response's `vary` value (`null`: no
 * `Vary`). A response whose `Access-Control-Allow-Origin` depends on the request needs this for `Origin`, and so
 * does the answer to a request without an `Origin`, which may be the one that is cached. The preflight cache does
 * not read `Vary`.
 * Fetch, section 'CORS protocol and HTTP caches' (https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches).
 */
export function variesOn(vary: string | null, name: string): boolean {
  if (vary === null) return false;
  const { any, names } = parseVary(vary);
  return any || names.includes(name.toLowerCase());
}
