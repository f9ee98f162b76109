import { isToken } from './token.ts';

/**
 * Methods that a page can use across origins without asking, as HTML forms always could.
 * Fetch, section 'Methods', CORS-safelisted method (https://fetch.spec.whatwg.org/#cors-safelisted-method).
 */
export const SAFELISTED_METHODS = ['GET', 'HEAD', 'POST'] as const;

/**
 * Methods that no page can use. They compare without case.
 * Fetch, section 'Methods', forbidden method (https://fetch.spec.whatwg.org/#forbidden-method).
 */
export const FORBIDDEN_METHODS = ['CONNECT', 'TRACE', 'TRACK'] as const;

/**
 * Methods that `fetch()` and `XMLHttpRequest` write in upper case, however a script spells them. `PATCH` is not one.
 * Fetch, section 'Methods', normalize (https://fetch.spec.whatwg.org/#concept-method-normalize).
 */
export const NORMALIZED_METHODS = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT'] as const;

/**
 * Whether `text` has the form of a method.
 * Fetch, section 'Methods' (https://fetch.spec.whatwg.org/#concept-method).
 */
export function isMethodToken(text: string): boolean {
  return isToken(text);
}

/** Whether `method` never needs to be allowed. Compares with case. See {@link SAFELISTED_METHODS}. */
export function isSafelistedMethod(method: string): boolean {
  return SAFELISTED_METHODS.some((known) => known === method);
}

/** Whether browsers refuse `method`, in any case. See {@link FORBIDDEN_METHODS}. */
export function isForbiddenMethod(method: string): boolean {
  return FORBIDDEN_METHODS.some((known) => known === method.toUpperCase());
}

/** `method` as a browser sends it for a script that wrote it so. See {@link NORMALIZED_METHODS}. */
export function normalizeMethod(method: string): string {
  const upper = method.toUpperCase();
  return NORMALIZED_METHODS.some((known) => known === upper) ? upper : method;
}
