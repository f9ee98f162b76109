import { decisionFor, type Decision } from './allow-origin.ts';
import type { Freedom } from './origin-predicate.ts';
import type { Field } from './field.ts';
import type { ListValue, Policy } from './policy.ts';

/** A cross-origin request as far as a policy looks at it. */
export interface PolicyRequest {
  /** Serialized origin; `null` for a request without `Origin`. */
  readonly origin: string | null;
  readonly method: string;
  /** `Access-Control-Request-Headers` of a preflight; `null` elsewhere. */
  readonly requestHeaders?: string | null;
}

/**
 * The CORS headers that the server is predicted to answer, by canonical name: the value, `null` when the header is
 * absent, `undefined` when the code does not show it. `Vary` is `Origin` or `null`: whether it names `Origin`.
 */
export type PredictedHeaders = Readonly<Record<CorsHeader, string | null | undefined>>;

/** The headers that {@link respond} predicts. */
export type CorsHeader =
  | 'Access-Control-Allow-Origin'
  | 'Access-Control-Allow-Credentials'
  | 'Access-Control-Allow-Methods'
  | 'Access-Control-Allow-Headers'
  | 'Access-Control-Expose-Headers'
  | 'Access-Control-Max-Age'
  | 'Vary';

/**
 * Applies a policy to a request. With `freedom`, conditions on other parts of the request are taken as met, so that the
 * answer is that of some request from this origin.
 */
export function respond(policy: Policy, request: PolicyRequest, freedom?: Freedom): PredictedHeaders {
  return headersOf(policy, decisionFor(policy.allowOrigin, request.origin, freedom), request);
}

/** The headers that go with a decision; `null` stands for one that is not known. */
export function headersOf(policy: Policy, decision: Decision | null, request: PolicyRequest): PredictedHeaders {
  const isPreflight = request.method === 'OPTIONS';
  // A library keeps the list headers for preflights; code writes them wherever it says so.
  const answered = policy.preflight.by === 'handler' || (isPreflight && (request.origin !== null || policy.preflight.withoutOrigin));
  const accompany = (value: string | null | undefined): string | null | undefined => {
    if (decision === null) return value === null ? null : undefined;
    return isAnswered(decision, policy) ? value : null;
  };
  const onPreflight = (value: string | null | undefined): string | null | undefined => (answered ? accompany(value) : null);
  const credentials = valueOf(policy.allowCredentials);
  return {
    'Access-Control-Allow-Origin': decision === null ? undefined : decision.value,
    'Access-Control-Allow-Credentials': accompany(credentials === undefined ? undefined : credentials ? 'true' : null),
    'Access-Control-Allow-Methods': onPreflight(listText(policy.allowMethods, null)),
    'Access-Control-Allow-Headers': onPreflight(listText(policy.allowHeaders, request.requestHeaders ?? null)),
    'Access-Control-Expose-Headers': isPreflight && !policy.preflight.exposes ? null : accompany(listText(policy.exposeHeaders, null)),
    'Access-Control-Max-Age': onPreflight(valueOf(policy.maxAge)),
    Vary: varyFor(policy, decision),
  };
}

function isAnswered(decision: Decision, policy: Policy): boolean {
  switch (decision.kind) {
    case 'any':
    case 'fixed':
    case 'echo':
      return true;
    case 'refused':
      return policy.answersRefused;
    case 'off':
      return false;
  }
}

function varyFor(policy: Policy, decision: Decision | null): string | null | undefined {
  const fields = decision === null ? Object.values(policy.vary) : [policy.vary[decision.kind]];
  const values = fields.map(valueOf);
  const [first] = values;
  if (first === undefined || values.some((value) => value !== first)) return undefined;
  return first ? 'Origin' : null;
}

function listText(field: Field<ListValue>, asked: string | null): string | null | undefined {
  const list = valueOf(field);
  if (list === undefined) return undefined;
  switch (list.kind) {
    case 'absent':
      return null;
    case 'reflected':
      return asked;
    case 'list':
      return list.names.join(',');
  }
}

function valueOf<T>(field: Field<T>): T | undefined {
  return field.kind === 'known' ? field.value : undefined;
}
