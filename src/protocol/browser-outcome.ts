import { corsCheck, type CorsCheckFailure, type CorsRequest } from './cors-check.ts';
import { needsPreflight, preflightCheck, type Answer, type PreflightFailure } from './preflight.ts';
import { exposedHeaderNames } from './response-headers.ts';

/** What comes of a cross-origin request. */
export type CorsOutcome =
  | {
    readonly kind: 'allowed';
    readonly preflighted: boolean;
    /** The response headers that the page's script can read, in lower case and sorted. */
    readonly exposedHeaders: readonly string[];
  }
  /** Nothing was sent but the preflight. */
  | {
    readonly kind: 'blocked';
    readonly check: 'preflight';
    readonly reason: PreflightFailure | { readonly kind: 'preflight-unanswered' };
    readonly sent: false;
  }
  /** The request was sent, and the server acted on it; only the response is withheld from the script. */
  | { readonly kind: 'blocked'; readonly check: 'response'; readonly reason: CorsCheckFailure | { readonly kind: 'response-unanswered' }; readonly sent: true };

/**
 * What a browser does with `request`, given the server's answer to its preflight (`null`: none, as when the server
 * cannot be reached or never answers; not looked at when no preflight is due) and to itself (`null` likewise). Redirects of
 * the request proper are not followed here: see `redirectRequest`.
 * Fetch, sections 'Main fetch' and 'HTTP fetch' (https://fetch.spec.whatwg.org/#main-fetch,
 * https://fetch.spec.whatwg.org/#http-fetch).
 */
export function corsOutcome(request: CorsRequest, preflightAnswer: Answer | null, actualAnswer: Answer | null): CorsOutcome {
  const preflighted = needsPreflight(request);
  if (preflighted) {
    if (preflightAnswer === null) {
      return { kind: 'blocked', check: 'preflight', reason: { kind: 'preflight-unanswered' }, sent: false };
    }
    const preflight = preflightCheck(request, preflightAnswer);
    if (!preflight.ok) return { kind: 'blocked', check: 'preflight', reason: preflight.reason, sent: false };
  }
  if (actualAnswer === null) return { kind: 'blocked', check: 'response', reason: { kind: 'response-unanswered' }, sent: true };
  const shared = corsCheck(request, actualAnswer.headers);
  if (!shared.ok) return { kind: 'blocked', check: 'response', reason: shared.reason, sent: true };
  return {
    kind: 'allowed',
    preflighted,
    exposedHeaders: exposedHeaderNames(actualAnswer.headers, request.credentials),
  };
}
