import { allowOriginFor } from './allow-origin.ts';
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
  const allowOrigin = allowOriginFor(policy.allowOrigin, request.origin, freedom);
  const accepted = allowOrigin === undefined ? undefined : allowOrigin !== null;
  const isPreflight = request.method === 'OPTIONS';
  const preflightOnly = (value: string | null | undefined): string | null | undefined => (isPreflight ? value : null);
  return {
    'Access-Control-Allow-Origin': allowOrigin,
    'Access-Control-Allow-Credentials': credentialsFor(policy, accepted),
    'Access-Control-Allow-Methods': preflightOnly(listText(policy.allowMethods, null)),
    'Access-Control-Allow-Headers': preflightOnly(listText(policy.allowHeaders, request.requestHeaders ?? null)),
    'Access-Control-Expose-Headers': listText(policy.exposeHeaders, null),
    'Access-Control-Max-Age': preflightOnly(valueOf(policy.maxAge)),
    Vary: varyFor(policy, accepted),
  };
}

function credentialsFor(policy: Policy, accepted: boolean | undefined): string | null | undefined {
  const credentials = valueOf(policy.allowCredentials);
  if (credentials === undefined) return undefined;
  if (!credentials) return null;
  if (!policy.credentialsOnlyWhenAccepted) return 'true';
  return accepted === undefined ? undefined : accepted ? 'true' : null;
}

function varyFor(policy: Policy, accepted: boolean | undefined): string | null | undefined {
  const whenAccepted = valueOf(policy.vary.accepted);
  const whenRefused = valueOf(policy.vary.refused);
  const varies = accepted === undefined ? (whenAccepted === whenRefused ? whenAccepted : undefined) : accepted ? whenAccepted : whenRefused;
  return varies === undefined ? undefined : varies ? 'Origin' : null;
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
