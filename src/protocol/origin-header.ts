import { serializeOrigin, type Origin } from './origin.ts';

/** How a request is made. Fetch, section 'Requests' (https://fetch.spec.whatwg.org/#concept-request-mode). */
export type RequestMode = 'cors' | 'same-origin' | 'no-cors' | 'navigate' | 'websocket' | 'webtransport';

/**
 * How much of its address a page gives away.
 * Referrer Policy, section 'Referrer Policies' (https://w3c.github.io/webappsec-referrer-policy/#referrer-policies).
 */
export type ReferrerPolicy =
  | 'no-referrer' | 'no-referrer-when-downgrade' | 'same-origin' | 'origin' | 'strict-origin'
  | 'origin-when-cross-origin' | 'strict-origin-when-cross-origin' | 'unsafe-url';

/** What decides whether a request says where it comes from. */
export interface OriginHeaderContext {
  readonly origin: Origin;
  /** Origin of the URL requested. */
  readonly target: Origin;
  readonly method: string;
  readonly mode: RequestMode;
  /** Whether redirects led through an origin other than the first; see {@link serializeRequestOrigin}. */
  readonly tainted: boolean;
  readonly referrerPolicy: ReferrerPolicy;
}

/**
 * The request's origin as servers see it. It is `null` after a redirect from one foreign origin to another, so
 * that neither can speak for the page that made the request.
 * Fetch, section 'Requests', serializing a request origin
 * (https://fetch.spec.whatwg.org/#serializing-a-request-origin).
 */
export function serializeRequestOrigin({ origin, tainted }: Pick<OriginHeaderContext, 'origin' | 'tainted'>): string {
  return tainted ? 'null' : serializeOrigin(origin);
}

/**
 * The `Origin` header of a request, or `null` when it has none. A same-origin `GET` has none; a same-origin `POST`
 * has one; so its presence does not prove that a request is a cross-origin one, nor its absence that it is not.
 * Fetch, section '`Origin` header', append a request `Origin` header
 * (https://fetch.spec.whatwg.org/#append-a-request-origin-header).
 */
export function originHeader(context: OriginHeaderContext): string | null {
  const serialized = serializeRequestOrigin(context);
  if (isCorsTainted(context) || context.mode === 'websocket' || context.mode === 'webtransport') return serialized;
  if (context.method === 'GET' || context.method === 'HEAD') return null;
  return context.mode !== 'cors' && isHidden(context) ? 'null' : serialized;
}

function isCorsTainted({ mode, origin, target, tainted }: OriginHeaderContext): boolean {
  return mode === 'cors' && (tainted || !isSameOrigin(origin, target));
}

/** Whether the referrer policy keeps the origin from this target, for requests that did not opt into CORS. */
function isHidden({ referrerPolicy, origin, target }: OriginHeaderContext): boolean {
  switch (referrerPolicy) {
    case 'no-referrer':
      return true;
    case 'no-referrer-when-downgrade':
    case 'strict-origin':
    case 'strict-origin-when-cross-origin':
      return isHttps(origin) && !isHttps(target);
    case 'same-origin':
      return !isSameOrigin(origin, target);
    case 'origin':
    case 'origin-when-cross-origin':
    case 'unsafe-url':
      return false;
  }
}

function isHttps(origin: Origin): boolean {
  return origin.kind === 'tuple' && origin.scheme === 'https';
}

/** Two opaque origins are never taken for the same one: their identity does not survive serialization. */
function isSameOrigin(left: Origin, right: Origin): boolean {
  return left.kind === 'tuple' && serializeOrigin(left) === serializeOrigin(right);
}
