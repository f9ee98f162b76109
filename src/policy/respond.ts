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
  /** `Access-Control-Request-Method` of a preflight; `null` elsewhere. */
  readonly requestMethod?: string | null;
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
  if (isMissed(policy, request) || (request.origin === 'null' && policy.nullOrigin === 'nothing')) return NO_HEADERS;
  const decision = decisionFor(policy.allowOrigin, request.origin, freedom);
  const asked = request.method === 'OPTIONS' ? preflighted(policy, decision, request) : policy.preflight.only === true ? NOTHING(policy) : decision;
  return headersOf(policy, request.origin === null ? withoutOrigin(policy, asked, request) : asked, request);
}

/** No CORS header at all. */
const NOTHING = (policy: Policy): Decision => ({ kind: policy.vary.off.kind === 'known' && policy.vary.off.value ? 'refused' : 'off', value: null });

/** A strict library answers a preflight only if everything that it asks for is allowed. */
function preflighted(policy: Policy, decision: Decision | null, request: PolicyRequest): Decision | null {
  if (policy.preflight.strict !== true || decision === null) return decision;
  // Names of headers compare without case, and methods with it.
  const covers = [covered(policy.allowHeaders, request.requestHeaders ?? '', (name) => name.toLowerCase()), covered(policy.allowMethods, request.requestMethod ?? '', (method) => method)];
  if (covers.includes(false)) return { kind: 'off', value: null };
  return covers.includes(undefined) ? null : decision;
}

function covered(field: Field<ListValue>, asked: string, normal: (name: string) => string): boolean | undefined {
  const list = valueOf(field);
  if (list === undefined) return undefined;
  if (list.kind !== 'list') return list.kind !== 'absent';
  const allowed = list.names.map(normal);
  return asked.split(',').every((name) => name.trim() === '' || allowed.includes(normal(name.trim())));
}

function withoutOrigin(policy: Policy, decision: Decision | null, request: PolicyRequest): Decision | null {
  if (policy.withoutOrigin === undefined || decision === null) return decision;
  switch (policy.withoutOrigin) {
    case 'nothing':
      return { kind: 'off', value: null };
    case 'refused':
      return decision.kind === 'off' ? decision : { kind: 'refused', value: null };
    case 'differs':
      return null;
    case 'any':
      return { kind: 'any', value: '*' };
    case 'empty':
      return request.method === 'OPTIONS' ? decision : { ...decision, value: '' };
  }
}

/** Whether something that is registered before the policy answers: a route, or what turns preflights away. */
function isMissed({ misplacement }: Policy, { method }: PolicyRequest): boolean {
  return misplacement !== null && (misplacement.kind === 'after-routes') === (method !== 'OPTIONS');
}

const NO_HEADERS: PredictedHeaders = {
  'Access-Control-Allow-Origin': null,
  'Access-Control-Allow-Credentials': null,
  'Access-Control-Allow-Methods': null,
  'Access-Control-Allow-Headers': null,
  'Access-Control-Expose-Headers': null,
  'Access-Control-Max-Age': null,
  Vary: null,
};

/** The headers that go with a decision; `null` stands for one that is not known. */
export function headersOf(policy: Policy, decision: Decision | null, request: PolicyRequest): PredictedHeaders {
  const isPreflight = request.method === 'OPTIONS';
  const { preflight } = policy;
  // A library keeps the list headers for preflights; code writes them wherever it says so.
  const everywhere = preflight.by === 'handler' || preflight.lists === 'always' || preflight.lists === 'but-age';
  const asPreflight = isPreflight && (request.origin !== null || preflight.withoutOrigin);
  const answered = preflight.lists !== 'never' && (everywhere || asPreflight);
  const accompany = (value: string | null | undefined): string | null | undefined => {
    if (decision === null) return value === null ? null : undefined;
    return isAnswered(decision, policy) ? value : null;
  };
  const onPreflight = (value: string | null | undefined): string | null | undefined => (answered ? accompany(value) : null);
  const credentials = asPreflight && preflight.credentials === true ? true : valueOf(policy.allowCredentials);
  return {
    'Access-Control-Allow-Origin': decision === null ? undefined : decision.value,
    'Access-Control-Allow-Credentials': accompany(credentials === undefined ? undefined : credentials ? 'true' : null),
    'Access-Control-Allow-Methods': onPreflight(listText(policy.allowMethods, request)),
    'Access-Control-Allow-Headers': onPreflight(listText(policy.allowHeaders, request)),
    'Access-Control-Expose-Headers': (asPreflight ? preflight.exposes === false : preflight.exposes === 'preflight') ? null : accompany(listText(policy.exposeHeaders, request)),
    'Access-Control-Max-Age': preflight.lists === 'but-age' && !asPreflight ? null : onPreflight(valueOf(policy.maxAge)),
    Vary: isPreflight && preflight.vary !== undefined && decision?.failed !== true ? (preflight.vary === null ? undefined : preflight.vary ? 'Origin' : null) : varyFor(policy, decision),
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
  // Express and Koa take back the headers of an answer that fails, unless the application handles the error itself.
  if (decision?.failed === true) return valueOf(policy.vary.off) === false ? null : undefined;
  const fields = decision === null ? Object.values(policy.vary) : [policy.vary[decision.kind]];
  const values = fields.map(valueOf);
  const [first] = values;
  if (first === undefined || values.some((value) => value !== first)) return undefined;
  return first ? 'Origin' : null;
}

function listText(field: Field<ListValue>, request: PolicyRequest): string | null | undefined {
  const list = valueOf(field);
  if (list === undefined) return undefined;
  switch (list.kind) {
    case 'absent':
      return null;
    case 'reflected':
      return request.requestHeaders ?? null;
    case 'requested':
      return request.requestMethod ?? null;
    case 'list':
      return list.names.join(',');
  }
}

function valueOf<T>(field: Field<T>): T | undefined {
  return field.kind === 'known' ? field.value : undefined;
}
