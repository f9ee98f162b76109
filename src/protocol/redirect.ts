import type { CorsRequest } from './cors-check.ts';
import { originOfUrl, serializeOrigin } from './origin.ts';
import { isNonWildcardRequestHeaderName } from './request-headers.ts';

const REDIRECT_STATUSES: ReadonlySet<number | null> = new Set([301, 302, 303, 307, 308]);

/** Whether browsers follow an answer with this status (Fetch, section 'Statuses', redirect status). */
export function isRedirectStatus(status: number | null): boolean {
  return REDIRECT_STATUSES.has(status);
}

/** One redirect: the URL that answered, its redirect status and its resolved `Location`. */
export interface Hop {
  readonly from: URL;
  readonly status: number;
  readonly to: URL;
}

/** The request that follows a redirect, or why there is none. */
export type Redirect =
  | { readonly ok: true; readonly request: CorsRequest }
  | { readonly ok: false; readonly reason: RedirectFailure };

/** What about the `Location` makes the request fail; `got` is its scheme or the whole URL. */
export interface RedirectFailure {
  readonly kind: 'scheme-not-http' | 'url-credentials';
  readonly got: string;
}

/** Headers that describe a body and go when a redirect takes the body away. */
const REQUEST_BODY_HEADER_NAMES: readonly string[] = [
  'content-encoding', 'content-language', 'content-location', 'content-type',
];

/**
 * The request that a browser sends after a redirect of a cross-origin `request`. Past a change of origin it loses
 * `Authorization`, and past a change from one foreign origin to another its own origin reads `null`, which a server
 * that expects the page's origin will refuse. The response that redirects must itself pass the CORS check.
 * Fetch, section 'HTTP-redirect fetch' (https://fetch.spec.whatwg.org/#http-redirect-fetch).
 */
export function redirectRequest(request: CorsRequest, { from, status, to }: Hop): Redirect {
  if (to.protocol !== 'http:' && to.protocol !== 'https:') {
    return { ok: false, reason: { kind: 'scheme-not-http', got: to.protocol } };
  }
  if (to.username !== '' || to.password !== '') {
    return { ok: false, reason: { kind: 'url-credentials', got: to.href } };
  }
  const source = serializeOrigin(originOfUrl(from));
  const leaves = source !== serializeOrigin(originOfUrl(to));
  const becomesGet = status === 303
    ? request.method !== 'GET' && request.method !== 'HEAD'
    : (status === 301 || status === 302) && request.method === 'POST';
  const headers = request.headers.filter(([name]) => !(leaves && isNonWildcardRequestHeaderName(name))
    && !(becomesGet && REQUEST_BODY_HEADER_NAMES.includes(name.toLowerCase())));
  return {
    ok: true,
    request: {
      ...request,
      origin: leaves && source !== request.origin ? 'null' : request.origin,
      method: becomesGet ? 'GET' : request.method,
      headers,
    },
  };
}
