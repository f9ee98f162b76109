import { getHeader, splitHeaderValue, type HeaderList } from './header-list.ts';

/**
 * Whether `Timing-Allow-Origin` lets `origin`, serialized, see how long a response took. Unlike
 * `Access-Control-Allow-Origin`, it may hold a list.
 * Fetch, section 'TAO check' (https://fetch.spec.whatwg.org/#tao-check).
 */
export function allowsTiming(headers: HeaderList, origin: string): boolean {
  const value = getHeader(headers, 'Timing-Allow-Origin');
  if (value === null) return false;
  const values = splitHeaderValue(value);
  return values.includes('*') || values.includes(origin);
}
