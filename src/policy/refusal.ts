import { corsCheck, type CorsRequest } from '../protocol/cors-check.ts';
import { type HeaderList } from '../protocol/header-list.ts';
import { needsPreflight, preflightCheck, preflightRequest } from '../protocol/preflight.ts';
import { isSafelistedRequestHeader, SAFELISTED_REQUEST_HEADER_NAMES } from '../protocol/request-headers.ts';
import { exposedHeaderNames, isForbiddenResponseHeaderName, isSafelistedResponseHeaderName } from '../protocol/response-headers.ts';
import { decisionFor, outcomesOf } from './allow-origin.ts';
import { accepts, FOR_SOME_REQUEST } from './origin-predicate.ts';
import type { Policy } from './policy.ts';
import { isPreflightOnly } from './preflight-only.ts';
import { headersOf, respond, type CorsHeader, type PolicyRequest, type PredictedHeaders } from './respond.ts';
import type { HeaderRead, SentHeader, SentRequest } from './sent-request.ts';
import { acceptedOrigin, type Witness } from './witness.ts';

/** Why the page does not get what it asks for, though its origin is accepted. */
export type Refusal = { readonly policy: Policy; readonly origin: string; readonly witness: Witness } & (
  | { readonly kind: 'header'; readonly header: SentHeader; readonly allowed: readonly string[]; readonly wildcardIgnored: boolean }
  | { readonly kind: 'method'; readonly method: string; readonly allowed: readonly string[]; readonly otherCase: string | null; readonly wildcardIgnored: boolean }
  /** `*` to a request with credentials, or no `Access-Control-Allow-Credentials`. */
  | { readonly kind: 'wildcard' | 'credentials'; readonly stage: 'preflight' | 'response' }
  /** The answer to the preflight has no CORS header. */
  | { readonly kind: 'unanswered'; readonly why: SentHeader | null }
  /** The response arrives, without a header that the code reads. */
  | { readonly kind: 'unexposed'; readonly read: HeaderRead; readonly exposed: readonly string[]; readonly wildcardIgnored: boolean }
);

/** The policies that answer a request to one route. Where there are several, any of them may. */
export interface Answering {
  /** Those that its preflight gets to; empty where the framework answers it by itself. */
  readonly preflight: readonly Policy[];
  readonly response: readonly Policy[];
  readonly path: string;
}

/**
 * Every reason for which a browser refuses a request, or hides a header of the response, from a page whose origin
 * the policy accepts; each by itself, as if the others were mended. What is not known of the request or of the answer
 * is taken in their favour.
 */
export function refusalsOf(sent: SentRequest, answering: Answering, pageOrigin: string): readonly Refusal[] {
  const request = corsRequest(sent, certainHeaders(sent), pageOrigin);
  const asks = needsPreflight(request);
  const [answers] = answering.response;
  if (answers === undefined) return [];
  if (asks && answering.preflight.length === 0) {
    const [origin = pageOrigin] = originsOf(answers, pageOrigin);
    const why = unsafeHeaders(sent)[0] ?? null;
    return [{ kind: 'unanswered', why, policy: answers, origin, witness: preflightWitness({ ...request, origin }, answering.path, { 'Access-Control-Allow-Origin': null }) }];
  }
  const asking = asks ? [...listRefusals(sent, request, answering)] : [];
  const shared = (asks ? sharingRefusal(request, answering, 'preflight') : null) ?? sharingRefusal(request, answering, 'response');
  return [...(shared === null ? [] : [shared]), ...asking, ...readRefusals(sent, request, answering)];
}

/** A header may have any value where the code does not show it, except where the value decides whether it may be sent. */
function certainHeaders(sent: SentRequest): readonly SentHeader[] {
  return sent.headers.filter(({ name, value }) => value !== null || !SAFELISTED_REQUEST_HEADER_NAMES.includes(name.toLowerCase()));
}

function unsafeHeaders(sent: SentRequest): readonly SentHeader[] {
  return certainHeaders(sent).filter(({ name, value }) => !isSafelistedRequestHeader([name, value ?? '1']));
}

function corsRequest(sent: SentRequest, headers: readonly SentHeader[], origin: string): CorsRequest {
  return { origin, method: sent.method ?? 'GET', credentials: sent.credentials === null ? 'same-origin' : 'include', headers: headers.map(({ name, value }) => [name, value ?? '1'] as const) };
}

/** Whether the answer lets a page read it at all: only what the request's credentials bring about is held against it. */
function sharingRefusal(request: CorsRequest, answering: Answering, stage: 'preflight' | 'response'): Refusal | null {
  return refusedByAll(answering[stage], request.origin, (policy, origin): Refusal | null => {
    const asked = { ...request, origin };
    const predicted = stage === 'preflight' ? preflightAnswer(policy, asked) : answerTo(policy, { origin, method: request.method });
    const check = corsCheck(asked, headerList(predicted, asked));
    if (check.ok || (check.reason.kind !== 'allow-origin-wildcard-with-credentials' && check.reason.kind !== 'allow-credentials-missing')) return null;
    const kind = check.reason.kind === 'allow-credentials-missing' ? 'credentials' : 'wildcard';
    return { kind, stage, policy, origin, witness: stage === 'preflight' ? preflightWitness(asked, answering.path, shown(predicted)) : responseWitness(asked, answering.path, shown(predicted)) };
  });
}

/** What the answer to the preflight does not list: each header, and the method. */
function* listRefusals(sent: SentRequest, request: CorsRequest, answering: Answering): Generator<Refusal> {
  const without = { ...request, headers: [] };
  const tries = [...unsafeHeaders(sent).map((header) => ({ header, asked: { ...request, method: 'GET', headers: [[header.name, header.value ?? '1'] as const] } })), { header: null, asked: without }];
  let isMethodSaid = false;
  for (const { header, asked } of tries) {
    if (!needsPreflight(asked)) continue;
    const refusal = refusedByAll(answering.preflight, request.origin, (policy, origin) => listRefusal(policy, { ...asked, origin }, header, answering.path, request));
    if (refusal === null || (refusal.kind === 'method' && isMethodSaid)) continue;
    isMethodSaid ||= refusal.kind === 'method';
    yield refusal;
  }
}

function listRefusal(policy: Policy, asked: CorsRequest, header: SentHeader | null, path: string, request: CorsRequest): Refusal | null {
  const { origin } = asked;
  const predicted = preflightAnswer(policy, { ...request, origin });
  // Whether the answer is shared at all is another question.
  const hoped = { ...predicted, 'Access-Control-Allow-Origin': undefined, 'Access-Control-Allow-Credentials': undefined };
  const check = preflightCheck(asked, { status: 204, headers: headerList(hoped, asked) });
  // No answer to this origin at all: registered too late, or switched off.
  if (check.ok || predicted['Access-Control-Allow-Origin'] === null) return null;
  const base = { policy, origin, witness: preflightWitness({ ...request, origin }, path, shown(predicted, ['Access-Control-Allow-Methods', 'Access-Control-Allow-Headers'])) };
  const { reason } = check;
  switch (reason.kind) {
    case 'header-not-allowed':
      return header === null ? null : { kind: 'header', header, allowed: reason.allowed, wildcardIgnored: reason.wildcardIgnored, ...base };
    case 'method-not-allowed':
      return { kind: 'method', method: reason.method, allowed: reason.allowed, otherCase: reason.otherCase, wildcardIgnored: reason.wildcardIgnored, ...base };
    default:
      return null;
  }
}

/** Headers of the response that the code reads and does not get. */
function readRefusals(sent: SentRequest, request: CorsRequest, { response, path }: Answering): readonly Refusal[] {
  return sent.reads.flatMap((read) => {
    if (isSafelistedResponseHeaderName(read.name) || isForbiddenResponseHeaderName(read.name)) return [];
    return refusedByAll(response, request.origin, (policy, origin): Refusal | null => {
      const asked = { ...request, origin };
      const predicted = answerTo(policy, { origin, method: request.method });
      const exposed = predicted['Access-Control-Expose-Headers'];
      if (exposed === undefined || predicted['Access-Control-Allow-Origin'] === null) return null;
      const names = exposedHeaderNames([...headerList(predicted, asked), [read.name, '1']], request.credentials);
      if (names.includes(read.name.toLowerCase())) return null;
      const listed = (exposed ?? '').split(',').map((name) => name.trim()).filter((name) => name !== '');
      return { kind: 'unexposed', read, exposed: listed, wildcardIgnored: listed.includes('*'), policy, origin, witness: responseWitness(asked, path, shown(predicted, ['Access-Control-Expose-Headers'])) };
    }) ?? [];
  });
}

function preflightAnswer(policy: Policy, request: CorsRequest): PredictedHeaders {
  const requestHeaders = preflightRequest(request).headers.find(([name]) => name === 'Access-Control-Request-Headers')?.[1] ?? null;
  return answerTo(policy, { origin: request.origin, method: 'OPTIONS', requestMethod: request.method, requestHeaders });
}

/** The answer to an origin that is accepted: where the code does not show which are, the page's is taken to be. */
function answerTo(policy: Policy, request: PolicyRequest): PredictedHeaders {
  const predicted = respond(policy, request, FOR_SOME_REQUEST);
  if (predicted['Access-Control-Allow-Origin'] !== undefined || policy.preflight.strict === true || (policy.preflight.only === true && request.method !== 'OPTIONS')) return predicted;
  return { ...headersOf(policy, { kind: 'echo', value: request.origin }, request), 'Access-Control-Allow-Origin': undefined };
}

/** The refusal of the first policy, when none of them lets the request pass from any origin that it accepts. */
function refusedByAll(policies: readonly Policy[], pageOrigin: string, judge: (policy: Policy, origin: string) => Refusal | null): Refusal | null {
  const refusals = policies.flatMap((policy) => originsOf(policy, pageOrigin).map((origin) => judge(policy, origin)));
  return refusals.includes(null) ? null : (refusals[0] ?? null);
}

/** Origins that the policy accepts, the page's own if it is one of them; the page's where the code does not show any. */
function originsOf(policy: Policy, pageOrigin: string): readonly string[] {
  const found = outcomesOf(policy.allowOrigin).flatMap(({ answer, when }) => {
    if (answer.kind === 'any') return [pageOrigin];
    if (answer.kind === 'fixed') return [answer.value];
    if (answer.kind !== 'echo') return [];
    return [accepts(when, pageOrigin, FOR_SOME_REQUEST) === 'yes' ? pageOrigin : (acceptedOrigin(when) ?? pageOrigin)];
  });
  // A branch may accept nothing that is seen, such as one for requests without an origin.
  return [...new Set(found.length === 0 ? [pageOrigin] : found)].filter((origin) => decisionFor(policy.allowOrigin, origin, FOR_SOME_REQUEST)?.value !== null);
}

/** The predicted answer, with what would let the request pass in place of what is not known. */
function headerList(predicted: PredictedHeaders, request: CorsRequest): HeaderList {
  const hoped: Partial<Record<CorsHeader, string>> = {
    'Access-Control-Allow-Origin': request.origin,
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Allow-Methods': request.method,
    'Access-Control-Allow-Headers': request.headers.map(([name]) => name).join(','),
  };
  return (Object.entries(predicted) as [CorsHeader, string | null | undefined][]).flatMap(([name, value]) => {
    const text = value === undefined ? hoped[name] : value;
    return text === undefined || text === null || text === '' ? [] : [[name, text] as const];
  });
}

function preflightWitness(request: CorsRequest, path: string, response: Witness['response']): Witness {
  const headers = Object.fromEntries(preflightRequest(request).headers.filter(([name]) => name !== 'Accept'));
  return { request: { method: 'OPTIONS', path, headers }, response };
}

function responseWitness(request: CorsRequest, path: string, response: Witness['response']): Witness {
  return { request: { method: request.method, path, headers: { Origin: request.origin } }, response };
}

function shown(predicted: PredictedHeaders, more: readonly CorsHeader[] = []): Witness['response'] {
  const names: readonly CorsHeader[] = ['Access-Control-Allow-Origin', 'Access-Control-Allow-Credentials', ...more];
  return Object.fromEntries(names.flatMap((name) => (predicted[name] === undefined ? [] : [[name, predicted[name] ?? null]])));
}

/** Whether a policy has a part in answers other than those to preflights. */
export function answersRequests(policy: Policy): boolean {
  if (policy.preflight.only === true) return false;
  return outcomesOf(policy.allowOrigin).some(({ when }) => !isPreflightOnly(when));
}
