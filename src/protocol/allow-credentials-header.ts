import { normalizeHeaderValue } from './header-list.ts';

/** Why a value does not allow credentials. */
export interface AllowCredentialsFault {
  /** `negative` is the wish to forbid, which is written by leaving the header out. */
  readonly kind: 'empty' | 'case' | 'quotes' | 'synonym' | 'negative' | 'repeated' | 'unknown';
  /** `true` when that was probably meant, else `null`. */
  readonly canonical: 'true' | null;
}

/** Credentials allowed, or why the value allows none. */
export type AllowCredentials =
  | { readonly ok: true }
  | { readonly ok: false; readonly value: string; readonly fault: AllowCredentialsFault };

// Ordered: the first pattern that matches names the fault.
const FAULTS = [
  [/^$/, { kind: 'empty', canonical: null }],
  [/^true$/i, { kind: 'case', canonical: 'true' }],
  [/^["'`]true["'`]$/i, { kind: 'quotes', canonical: 'true' }],
  [/^true(?:\s*,\s*true)+$/i, { kind: 'repeated', canonical: 'true' }],
  [/^["'`]?(?:1|yes|on|y|t|include|allow|enabled?)["'`]?$/i, { kind: 'synonym', canonical: 'true' }],
  [
    /^["'`]?(?:false|0|no|off|n|f|null|undefined|none|omit|deny|disabled?)["'`]?$/i,
    { kind: 'negative', canonical: null },
  ],
] as const satisfies readonly (readonly [RegExp, AllowCredentialsFault])[];

/**
 * Parses `Access-Control-Allow-Credentials`. The one value that counts is `true`, in lower case.
 * Fetch, section 'HTTP new-header syntax' (https://fetch.spec.whatwg.org/#http-new-header-syntax).
 */
export function parseAllowCredentials(value: string): AllowCredentials {
  const normalized = normalizeHeaderValue(value);
  if (normalized === 'true') return { ok: true };
  const fault = FAULTS.find(([pattern]) => pattern.test(normalized))?.[1] ?? { kind: 'unknown', canonical: null };
  return { ok: false, value: normalized, fault };
}
