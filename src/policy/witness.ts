import { FOR_SOME_REQUEST, IN_SOME_DEPLOYMENT } from './origin-predicate.ts';
import type { EchoSource } from './allow-origin.ts';
import type { Policy } from './policy.ts';
import { respond } from './respond.ts';

/**
 * The cross-origin request that proves a finding, and the answer predicted for it.
 * A replay sends `request` to the running server and compares the answer with `response`.
 */
export interface Witness {
  readonly request: {
    readonly method: string;
    /** Path of the request target; `*` stands for "any path that the policy governs". */
    readonly path: string;
    /** Headers as the browser sends them, `Origin` first. */
    readonly headers: Readonly<Record<string, string>>;
  };
  /**
   * The CORS headers that the server is predicted to answer, by their canonical name.
   * `null` says that the header is absent; a header that cannot be predicted is not listed.
   */
  readonly response: Readonly<Record<string, string | null>>;
}

/** An origin that no server trusts: `.example` is reserved (RFC 2606), so nobody can own it. */
export const FOREIGN_ORIGIN = 'https://evil.example';

/** Origins without anything in common, none of them trusted: a check that accepts them all accepts every origin. */
export const UNRELATED_ORIGINS = [FOREIGN_ORIGIN, 'https://attacker.test', 'https://a.b.c.invalid:8443'] as const;

/** The request from `origin` that the policy governs, with the answer that it predicts. */
export function witnessOf(policy: Policy, origin: string, source?: EchoSource): Witness {
  const method = policy.scope.methods.includes('GET') ? 'GET' : (policy.scope.methods[0] ?? 'GET');
  const predicted = respond(policy, { origin, method }, FOR_SOME_REQUEST);
  const deployed = respond(policy, { origin, method }, IN_SOME_DEPLOYMENT);
  const response: Record<string, string | null> = {};
  for (const name of ['Access-Control-Allow-Origin', 'Access-Control-Allow-Credentials', 'Vary'] as const) {
    const value = predicted[name] ?? deployed[name] ?? (predicted[name] === null ? null : undefined);
    if (value !== undefined) response[name] = value;
  }
  const headers: Record<string, string> = { Origin: origin };
  if (source?.kind === 'header') headers[source.name === 'referer' ? 'Referer' : source.name] = source.name === 'referer' ? `${origin}/` : origin;
  return { request: { method, path: policy.scope.paths[0] ?? '*', headers }, response };
}
