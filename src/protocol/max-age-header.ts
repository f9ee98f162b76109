import { normalizeHeaderValue } from './header-list.ts';

/**
 * Seconds for which a preflight is cached when `Access-Control-Max-Age` is absent or cannot be parsed.
 * Fetch, section 'CORS-preflight fetch' (https://fetch.spec.whatwg.org/#cors-preflight-fetch-0).
 */
export const DEFAULT_MAX_AGE_SECONDS = 5;

const MDN = 'https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Access-Control-Max-Age';

/**
 * Seconds past which browsers do not go, whatever the header says, most patient first.
 * Fetch lets each impose a limit (https://fetch.spec.whatwg.org/#cors-preflight-fetch-0).
 */
export const MAX_AGE_CAPS = [
  { browser: 'Firefox', seconds: 86_400, source: MDN },
  { browser: 'Chromium', seconds: 7_200, source: MDN },
  { browser: 'Safari', seconds: 600, source: 'https://github.com/jub0bs/cors' },
] as const;

/** One entry of {@link MAX_AGE_CAPS}. */
export type MaxAgeCap = (typeof MAX_AGE_CAPS)[number];

/** Why a value is not a number of seconds. */
export interface MaxAgeFault {
  readonly kind: 'empty' | 'negative' | 'fraction' | 'unit' | 'repeated' | 'not-a-number';
  /** Seconds that were probably meant; `null` when that cannot be told. */
  readonly seconds: number | null;
}

/** Seconds, or why the value gives none. */
export type MaxAge =
  | { readonly ok: true; readonly seconds: number }
  | { readonly ok: false; readonly value: string; readonly fault: MaxAgeFault };

const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 };

const UNIT = /^(\d+)\s*(s|m|h|d|w)(?:ec(?:ond)?s?|in(?:ute)?s?|ours?|ays?|eeks?|rs?)?$/i;

/** The largest delta-seconds that a recipient must tell apart. RFC 9111, section 1.2.2. */
const MAX_DELTA_SECONDS = 2 ** 31;

/**
 * Parses `Access-Control-Max-Age`: decimal digits and nothing else.
 * RFC 9111, section 1.2.2 (https://www.rfc-editor.org/rfc/rfc9111#section-1.2.2), by way of Fetch, section
 * 'HTTP new-header syntax' (https://fetch.spec.whatwg.org/#http-new-header-syntax).
 */
export function parseMaxAge(value: string): MaxAge {
  const normalized = normalizeHeaderValue(value);
  if (/^\d+$/.test(normalized)) return { ok: true, seconds: Math.min(Number(normalized), MAX_DELTA_SECONDS) };
  return { ok: false, value: normalized, fault: maxAgeFault(normalized) };
}

/**
 * Seconds for which a browser keeps the answer to a preflight that has `value` as its `Access-Control-Max-Age`
 * (`null`: no such header), under the limit `cap` in seconds (`null`: no limit).
 * Fetch, section 'CORS-preflight fetch' (https://fetch.spec.whatwg.org/#cors-preflight-fetch-0).
 */
export function cachedSeconds(value: string | null, cap: number | null): number {
  const parsed = value === null ? null : parseMaxAge(value);
  const seconds = parsed?.ok === true ? parsed.seconds : DEFAULT_MAX_AGE_SECONDS;
  return cap === null ? seconds : Math.min(seconds, cap);
}

/** The browsers that cut a maximum age of `seconds` short. */
export function capsBelow(seconds: number): readonly MaxAgeCap[] {
  return MAX_AGE_CAPS.filter((cap) => cap.seconds < seconds);
}

function maxAgeFault(value: string): MaxAgeFault {
  if (value === '') return { kind: 'empty', seconds: null };
  if (/^-\d+(?:\.\d+)?$/.test(value)) return { kind: 'negative', seconds: 0 };
  if (/^\d*\.\d+$|^\d+\.$/.test(value)) return { kind: 'fraction', seconds: Math.round(Number(value)) };
  const [, amount, unit] = UNIT.exec(value) ?? [];
  const scale = unit === undefined ? undefined : UNIT_SECONDS[unit.toLowerCase()];
  if (scale !== undefined) return { kind: 'unit', seconds: Number(amount) * scale };
  const numbers = value.split(/\s*,\s*/);
  if (numbers.length > 1 && numbers.every((number) => /^\d+$/.test(number))) {
    return { kind: 'repeated', seconds: new Set(numbers).size === 1 ? Number(numbers[0]) : null };
  }
  const quoted = /^(["'`])(\d+)\1$/.exec(value)?.[2];
  return { kind: 'not-a-number', seconds: quoted === undefined ? null : Number(quoted) };
}
