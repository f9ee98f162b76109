import { getHeaderLines, normalizeHeaderValue, type HeaderList } from './header-list.ts';
import { originFault, type OriginFault } from './origin-fault.ts';
import { parseOrigin, type TupleOrigin } from './origin.ts';

/** What an `Access-Control-Allow-Origin` value means. */
export type AllowOriginValue =
  /** `*`: any origin, for requests without credentials. */
  | { readonly kind: 'any' }
  /** `null`: every sandboxed frame of every site. */
  | { readonly kind: 'null' }
  | { readonly kind: 'origin'; readonly origin: TupleOrigin; readonly value: string }
  /** No browser's origin equals the value, so it allows nobody. */
  | { readonly kind: 'invalid'; readonly value: string; readonly fault: OriginFault }
  /** More than one line: browsers join them into a value that equals no origin. */
  | { readonly kind: 'repeated'; readonly values: readonly string[] };

/**
 * Parses one value; white space around it does not count.
 * Fetch, section 'HTTP new-header syntax' (https://fetch.spec.whatwg.org/#http-new-header-syntax).
 */
export function parseAllowOrigin(value: string): AllowOriginValue {
  const normalized = normalizeHeaderValue(value);
  if (normalized === '*') return { kind: 'any' };
  const fault = originFault(normalized);
  if (fault !== null) return { kind: 'invalid', value: normalized, fault };
  const origin = parseOrigin(normalized);
  return origin?.kind === 'tuple' ? { kind: 'origin', origin, value: normalized } : { kind: 'null' };
}

/**
 * What the header says in a whole response; `null` when it is absent.
 * Fetch, section 'CORS check' (https://fetch.spec.whatwg.org/#cors-check).
 */
export function allowOrigin(headers: HeaderList): AllowOriginValue | null {
  const values = getHeaderLines(headers, 'Access-Control-Allow-Origin');
  const [value, ...others] = values;
  if (value === undefined) return null;
  return others.length > 0 ? { kind: 'repeated', values } : parseAllowOrigin(value);
}
