import { decisionFor, outcomesOf } from './allow-origin.ts';
import { accepts, FOR_SOME_REQUEST } from './origin-predicate.ts';
import type { Policy } from './policy.ts';
import { acceptedOrigin, FOREIGN_ORIGIN } from './witness.ts';

/** Two policies that are both asked about the same requests: the outer one first, whose headers the inner one replaces. */
export interface PolicyPair {
  readonly outer: Policy;
  readonly inner: Policy;
}

/** Frameworks whose responses keep one value of a header, the last that is set; the policy of a library is set before a handler runs. */
const REPLACING = /^(?:Express|Koa|Fastify|Hono|node:http)$/;

/** A library's policy with each that is written by hand for a route which it governs. */
export function overwrittenPairs(policies: readonly Policy[]): readonly PolicyPair[] {
  return libraryPolicies(policies).flatMap((outer) =>
    policies.filter((inner) => inner.preflight.by === 'handler' && inner.scope.reach === 'route' && REPLACING.test(inner.site.library) && governs(outer, inner)).map((inner) => ({ outer, inner })));
}

/** Policies of libraries that answer preflights, with each inner one of a library. */
export function nestedPairs(policies: readonly Policy[]): readonly PolicyPair[] {
  const ordered = libraryPolicies(policies).filter(({ preflight }) => preflight.status !== null);
  return ordered.flatMap((outer, index) => ordered.slice(index + 1).filter((inner) => inner.scope.reach === 'route' && governs(outer, inner)).map((inner) => ({ outer, inner })));
}

/** Two policies of one library for a whole application. */
export function doubledPairs(policies: readonly Policy[]): readonly PolicyPair[] {
  const ordered = libraryPolicies(policies).filter(({ scope, preflight }) => scope.reach === 'app' && preflight.status !== null);
  return ordered.flatMap((outer, index) => ordered.slice(index + 1).filter((inner) => inner.site.library === outer.site.library && samePaths(outer, inner) && areBothRegistered(outer, inner) && !sameAnswers(waysOf(outer, ordered), waysOf(inner, ordered))).map((inner) => ({ outer, inner })));
}

const libraryPolicies = (policies: readonly Policy[]): readonly Policy[] => policies.filter(({ preflight, scope, misplacement, site }) => preflight.by === 'library' && misplacement === null && scope.reach !== 'unknown' && scope.reach !== 'function' && site.use === null);

function governs(outer: Policy, inner: Policy): boolean {
  return outer.scope.reach === 'app' && inner.scope.paths.length > 0 && inner.scope.paths.every((path) => outer.scope.paths.includes(path));
}

function samePaths(a: Policy, b: Policy): boolean {
  return a.scope.paths.length > 0 && a.scope.paths.join() === b.scope.paths.join();
}

/** Whether two policies are registered each by a statement of its own: where a function stands in between, it may choose one of them. */
function areBothRegistered(a: Policy, b: Policy): boolean {
  return a.repair.registration !== undefined && b.repair.registration !== undefined && a.repair.registration.at !== b.repair.registration.at;
}

/** The policies of one registration: a function that decides on the options has one for each way through it. */
function waysOf({ site: { whole } }: Policy, policies: readonly Policy[]): readonly Policy[] {
  return policies.filter(({ site }) => site.whole.file === whole.file && site.whole.start === whole.start && site.whole.end === whole.end);
}

function sameAnswers(a: readonly Policy[], b: readonly Policy[]): boolean {
  const answers = (policies: readonly Policy[]): string => policies.map(({ allowOrigin, allowCredentials }) => JSON.stringify([allowOrigin, allowCredentials], (key, value: unknown) => (key === 'from' || key === 'place' || key === 'text' ? undefined : value))).join();
  return answers(a) === answers(b);
}

/** Whether pages of every site get the header, whatever else the request says. */
export function opensToAll(policy: Policy): boolean {
  return outcomesOf(policy.allowOrigin).some(({ answer, when, configured }) => !configured && (answer.kind === 'any' || answer.kind === 'echo') && accepts(when, FOREIGN_ORIGIN, FOR_SOME_REQUEST) === 'yes');
}

/** Whether pages of an origin certainly cannot read the answer. */
export function refuses(policy: Policy, origin: string): boolean {
  const decision = decisionFor(policy.allowOrigin, origin);
  return decision !== null && decision.value !== '*' && decision.value !== origin;
}

/** An origin that one policy lets read the answer, and another certainly does not; `null` when none is known. */
export function onlyAllowedBy(policy: Policy, other: Policy): string | null {
  for (const { answer, when, configured } of outcomesOf(policy.allowOrigin)) {
    const origin = configured ? null : answer.kind === 'fixed' ? answer.value : answer.kind === 'any' || answer.kind === 'echo' ? acceptedOrigin(when) : null;
    if (origin !== null && refuses(other, origin)) return origin;
  }
  return null;
}
