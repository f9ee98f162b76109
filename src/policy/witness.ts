import { outcomesOf, type Outcome } from './allow-origin.ts';
import { accepts, atomsOf, comparedTexts, FOR_SOME_REQUEST, type OriginAtom, type OriginPredicate } from './origin-predicate.ts';
import type { Policy } from './policy.ts';
import { isPreflightOnly } from './preflight-only.ts';
import { headersOf, respond, type CorsHeader } from './respond.ts';

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
  /** The status of the answer, where that is what the finding is about: 101 for a WebSocket handshake. */
  readonly status?: number;
}

/** An origin that no server trusts: `.example` is reserved (RFC 2606), so nobody can own it. */
export const FOREIGN_ORIGIN = 'https://evil.example';

/** Origins without anything in common, none of them trusted: a check that accepts them all accepts every origin. */
export const UNRELATED_ORIGINS = [FOREIGN_ORIGIN, 'https://attacker.test', 'https://a.b.c.invalid:8443'] as const;

/** The route that a witness goes to, where the evidence names one. */
export interface Route {
  readonly method: string | null;
  readonly path: string | null;
  /** A query parameter without which it does something else, and its value. */
  readonly parameter?: { readonly name: string; readonly value: string };
}

/** The request from `origin` that brings an outcome about, with the answer that the policy predicts. */
export function witnessOf(policy: Policy, origin: string, outcome: Outcome, route: Route | null = null): Witness {
  const { methods } = policy.scope;
  const method = isPreflightOnly(outcome.when) ? 'OPTIONS' : (route?.method ?? (methods.includes('GET') ? 'GET' : (methods[0] ?? 'GET')));
  const { answer } = outcome;
  const value = answer.kind === 'any' ? '*' : answer.kind === 'fixed' ? answer.value : origin;
  const predicted = headersOf(outcome.whenUnset === null ? policy : whileUnset(policy), { kind: answer.kind === 'any' || answer.kind === 'fixed' ? answer.kind : 'echo', value }, { origin, method });
  const response: Record<string, string | null> = { 'Access-Control-Allow-Origin': value };
  for (const name of ['Access-Control-Allow-Credentials', 'Vary'] as const) {
    const header = predicted[name];
    if (header !== undefined) response[name] = header;
  }
  const headers: Record<string, string> = { Origin: origin, ...(method === 'OPTIONS' ? { 'Access-Control-Request-Method': 'GET' } : {}) };
  const source = answer.kind === 'echo' ? answer.source : null;
  if (source?.kind === 'header') headers[source.name] = `${origin}/`;
  const parameter = source?.kind === 'query' ? { name: source.name, value: origin } : route?.parameter;
  const query = parameter === undefined ? '' : `?${encodeURIComponent(parameter.name)}=${encodeURIComponent(parameter.value)}`;
  const path = withoutParameters(route?.path ?? policy.scope.paths[0] ?? (query === '' ? '*' : '/'));
  return { request: { method, path: `${path}${query}`, headers }, response };
}

/** The policy of a deployment that sets nothing: `options.credentials ?? true` is true there. */
function whileUnset(policy: Policy): Policy {
  const { allowCredentials } = policy;
  const [value, another] = allowCredentials.kind === 'one-of' && !allowCredentials.complete ? allowCredentials.values : [];
  return value === undefined || another !== undefined ? policy : { ...policy, allowCredentials: { kind: 'known', value, from: allowCredentials.from } };
}

/** A plain request from `origin` to what the policy governs, with the answer that is predicted for it. */
export function witnessFrom(policy: Policy, origin: string, response: Witness['response'], method = policy.scope.methods[0] ?? 'GET', headers: Witness['request']['headers'] = {}): Witness {
  return { request: { method, path: withoutParameters(policy.scope.paths[0] ?? '*'), headers: { Origin: origin, ...headers } }, response };
}

/** The request that finds out whether a list header allows what it is for, and the name or method that it asks about. */
const LIST_REQUESTS = {
  'Access-Control-Allow-Methods': { method: 'OPTIONS', headers: { 'Access-Control-Request-Method': 'DELETE' } },
  'Access-Control-Allow-Headers': { method: 'OPTIONS', headers: { 'Access-Control-Request-Method': 'GET', 'Access-Control-Request-Headers': 'x-request-id' } },
  'Access-Control-Expose-Headers': { method: 'GET', headers: {} },
} as const satisfies Partial<Record<CorsHeader, { method: string; headers: Record<string, string> }>>;

/** The headers that list methods or header names. */
export type ListHeader = keyof typeof LIST_REQUESTS;

/** The request of an accepted origin that a list header answers, with `headers` in place of the usual ones; `null` when no origin is known to be accepted. */
export function listWitnessOf(policy: Policy, header: ListHeader, asked?: Readonly<Record<string, string>>): Witness | null {
  if (LIST_REQUESTS[header].method === 'OPTIONS' && !isReachedByPreflight(policy)) return null;
  for (const outcome of outcomesOf(policy.allowOrigin)) {
    const { answer, when } = outcome;
    const origin = answer.kind === 'fixed' ? answer.value : answer.kind === 'echo' || answer.kind === 'any' ? acceptedOrigin(when) : null;
    if (origin === null) continue;
    const { request, response } = witnessOf(policy, origin, outcome);
    const { method, headers } = LIST_REQUESTS[header];
    const names = { Origin: origin, ...headers, ...asked };
    const predicted = respond(policy, { origin, method, requestHeaders: asked?.['Access-Control-Request-Headers'] ?? null }, FOR_SOME_REQUEST)[header];
    if (predicted === undefined) continue;
    return { request: { ...request, method, headers: names }, response: { ...response, [header]: predicted } };
  }
  return null;
}

/** Whether a preflight certainly gets to the code: a route or function of `GET` alone is not asked, middleware of its own included, and most frameworks answer without its headers. */
export function isReachedByPreflight({ scope }: Policy): boolean {
  return (scope.reach !== 'route' && scope.reach !== 'function') || scope.methods.length === 0 || scope.methods.includes('OPTIONS');
}

/** A path that a route's pattern matches: `/devices/1` for `/devices/:id`, `/devices/{id}`, `/devices/[id]` and `devices/:id`. */
export function withoutParameters(path: string): string {
  const filled = path.replace(/:[A-Za-z_]\w*(?:\([^()]*\))?\??|\{[A-Za-z_]\w*\}|\[(?:\.\.\.)?[A-Za-z_]\w*\]|(?<=\/)\*{1,2}(?=\/|$)/g, '1');
  // A request target starts with a slash (RFC 9112, section 3.2.1), a router's paths need not.
  return filled === '*' || filled.startsWith('/') ? filled : `/${filled}`;
}

/** An origin that the predicate certainly accepts for some request, as plain as there is one; `null` when none is known. */
export function acceptedOrigin(when: OriginPredicate): string | null {
  const candidates = [...[...atomsOf(when)].flatMap(candidatesFor), FOREIGN_ORIGIN];
  return candidates.find((origin) => URL.canParse(origin) && new URL(origin).origin === origin && accepts(when, origin, FOR_SOME_REQUEST) === 'yes') ?? null;
}

function candidatesFor(atom: OriginAtom): readonly string[] {
  switch (atom.op) {
    case 'part':
    case 'made':
      return [...atomsOf(atom.is)].flatMap(candidatesFor);
    default:
      return comparedTexts(atom).flatMap(asOrigins);
  }
}

/** Origins that have `text` as a whole, a host, or the end of a host. */
function asOrigins(text: string): readonly string[] {
  if (/^[a-z][a-z0-9+.-]*:\/\//.test(text)) return [text, `${text}8443`, `${text}app.example`];
  return text.startsWith('.') ? [`https://app${text}`] : [`https://${text}`, `https://app.${text}`];
}
