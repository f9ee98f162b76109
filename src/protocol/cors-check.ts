import { parseAllowCredentials, type AllowCredentialsFault } from './allow-credentials-header.ts';
import type { CredentialsMode } from './credentials-mode.ts';
import { getHeader, getHeaderLines, type HeaderList } from './header-list.ts';
import { originFault, type OriginFault } from './origin-fault.ts';

/** A cross-origin request in mode `cors`, as the browser is about to send it. */
export interface CorsRequest {
  /** Serialized: what the `Origin` header says. */
  readonly origin: string;
  /** After normalization, as `normalizeMethod` does it: `DELETE`, but `patch` if the script wrote so. */
  readonly method: string;
  readonly credentials: CredentialsMode;
  /** The headers that the script set, without forbidden ones. */
  readonly headers: HeaderList;
  /** Fetch's use-CORS-preflight flag: set by `XMLHttpRequest` when a listener watches the upload. */
  readonly forcesPreflight?: boolean;
}

/** Why a response is not shared with the page that asked for it. */
export type CorsCheckFailure =
  | { readonly kind: 'allow-origin-missing'; readonly expected: string }
  /** `*` does not count for a request with credentials. */
  | { readonly kind: 'allow-origin-wildcard-with-credentials'; readonly got: '*'; readonly expected: string }
  /** Several lines; `got` is how they read together. */
  | {
    readonly kind: 'allow-origin-repeated';
    readonly got: string;
    readonly values: readonly string[];
    readonly expected: string;
  }
  /** Another origin, or with a `fault` a value that is no origin at all. */
  | {
    readonly kind: 'allow-origin-mismatch';
    readonly got: string;
    readonly expected: string;
    readonly fault: OriginFault | null;
  }
  | { readonly kind: 'allow-credentials-missing'; readonly expected: 'true' }
  | {
    readonly kind: 'allow-credentials-invalid';
    readonly got: string;
    readonly expected: 'true';
    readonly fault: AllowCredentialsFault;
  };

/** Shared with the page, or the reason why not. */
export type CorsCheck = { readonly ok: true } | { readonly ok: false; readonly reason: CorsCheckFailure };

/**
 * Whether a browser shares a response that has these headers with the page that sent `request`.
 * Fetch, section 'CORS check' (https://fetch.spec.whatwg.org/#cors-check).
 */
export function corsCheck(request: CorsRequest, responseHeaders: HeaderList): CorsCheck {
  const reason = allowOriginFailure(request, responseHeaders)
    ?? (request.credentials === 'include' ? allowCredentialsFailure(responseHeaders) : null);
  return reason === null ? { ok: true } : { ok: false, reason };
}

function allowOriginFailure(request: CorsRequest, headers: HeaderList): CorsCheckFailure | null {
  const { origin: expected, credentials } = request;
  const got = getHeader(headers, 'Access-Control-Allow-Origin');
  if (got === null) return { kind: 'allow-origin-missing', expected };
  if (got === expected) return null;
  if (got === '*') {
    return credentials === 'include' ? { kind: 'allow-origin-wildcard-with-credentials', got, expected } : null;
  }
  const values = getHeaderLines(headers, 'Access-Control-Allow-Origin');
  if (values.length > 1) return { kind: 'allow-origin-repeated', got, values, expected };
  return { kind: 'allow-origin-mismatch', got, expected, fault: originFault(got) };
}

function allowCredentialsFailure(headers: HeaderList): CorsCheckFailure | null {
  const got = getHeader(headers, 'Access-Control-Allow-Credentials');
  if (got === null) return { kind: 'allow-credentials-missing', expected: 'true' };
  const parsed = parseAllowCredentials(got);
  return parsed.ok ? null : { kind: 'allow-credentials-invalid', got, expected: 'true', fault: parsed.fault };
}
