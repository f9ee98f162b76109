import { corsCheck, type CorsCheckFailure, type CorsRequest } from './cors-check.ts';
import { getHeader, type Header, type HeaderList } from './header-list.ts';
import { cachedSeconds } from './max-age-header.ts';
import { isSafelistedMethod } from './methods.ts';
import { isNonWildcardRequestHeaderName, unsafeRequestHeaderNames } from './request-headers.ts';
import { extractTokenList, type TokenListFault } from './token-list.ts';

/** What a server answers: its status and headers. */
export interface Answer {
  readonly status: number;
  readonly headers: HeaderList;
}

/** The request by which a browser asks for leave to send another. It never carries credentials. */
export interface PreflightRequest {
  readonly method: 'OPTIONS';
  readonly headers: HeaderList;
}

/** Why the request proper is not sent. */
export type PreflightFailure =
  | CorsCheckFailure
  /** Not 200 to 299. A redirect is not followed. */
  | { readonly kind: 'status-not-ok'; readonly got: number; readonly redirect: boolean }
  /** The list cannot be parsed, which fails every preflight. */
  | { readonly kind: 'allow-methods-unparsable'; readonly got: string; readonly fault: TokenListFault }
  | { readonly kind: 'allow-headers-unparsable'; readonly got: string; readonly fault: TokenListFault }
  | {
    readonly kind: 'method-not-allowed';
    readonly method: string;
    readonly allowed: readonly string[];
    /** The entry that differs only in case, such as `patch`; methods compare with case. */
    readonly otherCase: string | null;
    /** `*` is listed, but names a method `*` to a request with credentials. */
    readonly wildcardIgnored: boolean;
  }
  | {
    readonly kind: 'header-not-allowed';
    /** In lower case. */
    readonly header: string;
    readonly allowed: readonly string[];
    /** `*` is listed, but does not cover this header: the request has credentials, or it is `authorization`. */
    readonly wildcardIgnored: boolean;
  };

/** What a successful preflight permits, and for how long the browser remembers it; or the reason of its failure. */
export type PreflightCheck =
  | {
    readonly ok: true;
    readonly methods: readonly string[];
    readonly headerNames: readonly string[];
    /** Before the browser's own limit. */
    readonly maxAgeSeconds: number;
  }
  | { readonly ok: false; readonly reason: PreflightFailure };

/**
 * Whether a browser asks before it sends `request`.
 * Fetch, section 'Main fetch' (https://fetch.spec.whatwg.org/#main-fetch).
 */
export function needsPreflight({ method, headers, forcesPreflight = false }: CorsRequest): boolean {
  return forcesPreflight || !isSafelistedMethod(method) || unsafeRequestHeaderNames(headers).length > 0;
}

/**
 * The preflight for `request`. Names in `Access-Control-Request-Headers` are sorted, in lower case, and separated by
 * a comma without a space, so a server that compares the whole value sees one form only.
 * Fetch, section 'CORS-preflight fetch' (https://fetch.spec.whatwg.org/#cors-preflight-fetch-0).
 */
export function preflightRequest(request: CorsRequest): PreflightRequest {
  const names = unsafeRequestHeaderNames(request.headers);
  const asked: readonly Header[] = names.length === 0 ? [] : [['Access-Control-Request-Headers', names.join(',')]];
  return {
    method: 'OPTIONS',
    headers: [
      ['Origin', request.origin],
      ['Accept', '*/*'],
      ['Access-Control-Request-Method', request.method],
      ...asked,
    ],
  };
}

/**
 * Whether `answer` to its preflight lets `request` be sent. The CORS check looks at the credentials of `request`,
 * although the preflight has none. Where the standard demands several things at once, the first in its order is
 * the reason given.
 * Fetch, section 'CORS-preflight fetch' (https://fetch.spec.whatwg.org/#cors-preflight-fetch-0).
 */
export function preflightCheck(request: CorsRequest, answer: Answer): PreflightCheck {
  const { status, headers } = answer;
  const shared = corsCheck(request, headers);
  if (!shared.ok) return shared;
  if (status < 200 || status > 299) {
    return { ok: false, reason: { kind: 'status-not-ok', got: status, redirect: status >= 300 && status <= 399 } };
  }
  const methods = extractTokenList(headers, 'Access-Control-Allow-Methods') ?? { ok: true, items: [] };
  if (!methods.ok) {
    const got = getHeader(headers, 'Access-Control-Allow-Methods') ?? '';
    return { ok: false, reason: { kind: 'allow-methods-unparsable', got, fault: methods.fault } };
  }
  const names = extractTokenList(headers, 'Access-Control-Allow-Headers') ?? { ok: true, items: [] };
  if (!names.ok) {
    const got = getHeader(headers, 'Access-Control-Allow-Headers') ?? '';
    return { ok: false, reason: { kind: 'allow-headers-unparsable', got, fault: names.fault } };
  }
  const reason = methodFailure(request, methods.items) ?? headerFailure(request, names.items);
  if (reason !== null) return { ok: false, reason };
  const maxAgeSeconds = cachedSeconds(getHeader(headers, 'Access-Control-Max-Age'), null);
  return { ok: true, methods: methods.items, headerNames: names.items, maxAgeSeconds };
}

function methodFailure({ method, credentials }: CorsRequest, allowed: readonly string[]): PreflightFailure | null {
  const wildcard = allowed.includes('*');
  if (allowed.includes(method) || isSafelistedMethod(method) || (wildcard && credentials !== 'include')) return null;
  const otherCase = allowed.find((entry) => entry.toLowerCase() === method.toLowerCase()) ?? null;
  return { kind: 'method-not-allowed', method, allowed, otherCase, wildcardIgnored: wildcard };
}

function headerFailure({ headers, credentials }: CorsRequest, allowed: readonly string[]): PreflightFailure | null {
  const wildcard = allowed.includes('*');
  const lower = allowed.map((name) => name.toLowerCase());
  const refused = unsafeRequestHeaderNames(headers).filter((name) => !lower.includes(name)
    && (!wildcard || credentials === 'include' || isNonWildcardRequestHeaderName(name)));
  // The standard puts the names that `*` never covers before the others.
  const header = refused.find(isNonWildcardRequestHeaderName) ?? refused[0];
  return header === undefined ? null : { kind: 'header-not-allowed', header, allowed, wildcardIgnored: wildcard };
}
