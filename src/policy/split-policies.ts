import { outcomesOf } from './allow-origin.ts';
import { answersOf, type Answer, type Endpoint } from './endpoint.ts';
import { accepts } from './origin-predicate.ts';
import { opensToAll } from './policy-pairs.ts';
import type { Policy } from './policy.ts';
import { FOREIGN_ORIGIN } from './witness.ts';

/** A preflight and an answer of one resource, of which one is for every site and the other for a list. */
export interface SplitPolicy {
  /** Which of the two is for every site. */
  readonly looser: 'answer' | 'preflight';
  readonly open: Policy;
  readonly strict: Answer;
  /** The request that the difference matters to. */
  readonly method: string;
}

/** Methods that a page can send without a preflight, and those that it cannot, or not with JSON. */
const UNASKED = ['GET', 'POST'] as const;
const ASKED = ['PUT', 'PATCH', 'DELETE', 'POST'] as const;

/** Where the code for `OPTIONS` and that for other methods differ in whom they allow. */
export function splitPolicies(endpoint: Endpoint, policies: readonly Policy[]): readonly SplitPolicy[] {
  const reached = endpoint.handlers.flatMap((handler) => answersOf(handler));
  const preflights = reached.filter(({ methods, forOptions }) => forOptions && methods.size === 1 && methods.has('OPTIONS'));
  const actual = reached.filter(({ methods }) => !methods.has('OPTIONS'));
  // Where either side is not shown whole, what is seen of it may not be all.
  if (preflights.length === 0 || [...preflights, ...actual].some(({ answer }) => answer === null || answer.allowOrigin === undefined)) return [];
  const sent = ({ answer }: { readonly answer: Answer | null }): readonly Answer[] => (answer?.allowOrigin === true ? [answer] : []);
  const asked = preflights.flatMap(sent);
  const answered = actual.flatMap((each) => sent(each).map((answer) => ({ answer, methods: each.methods })));
  const [listed] = asked;
  const found: SplitPolicy[] = [];
  if (listed !== undefined && asked.every((each) => isForList(each, policies))) {
    for (const { answer, methods } of answered) {
      const open = openPolicyOf(answer, policies);
      const method = UNASKED.find((each) => methods.has(each));
      if (open !== null && method !== undefined) found.push({ looser: 'answer', open, strict: listed, method });
    }
  }
  const [strict] = answered;
  const method = ASKED.find((each) => answered.some(({ methods }) => methods.has(each)));
  // A handler that refuses by status does not do what it is asked.
  const refuses = actual.some(({ answer }) => answer?.status === 401 || answer?.status === 403);
  if (strict !== undefined && method !== undefined && !refuses && answered.every(({ answer }) => isForList(answer, policies))) {
    for (const answer of asked) {
      const open = openPolicyOf(answer, policies);
      if (open !== null) found.push({ looser: 'preflight', open, strict: strict.answer, method });
    }
  }
  return found;
}

function policyOf({ written }: Answer, policies: readonly Policy[]): Policy | null {
  return written === null ? null : (policies.find(({ site }) => site.place.file === written.file && site.place.start >= written.start && site.place.end <= written.end) ?? null);
}

function openPolicyOf(answer: Answer, policies: readonly Policy[]): Policy | null {
  const policy = policyOf(answer, policies);
  return policy !== null && opensToAll(policy) ? policy : null;
}

/** Whether an answer is certainly for some origins alone. */
function isForList(answer: Answer, policies: readonly Policy[]): boolean {
  if (answer.value !== null) return answer.value !== '*';
  const policy = policyOf(answer, policies);
  if (policy === null) return false;
  const outcomes = outcomesOf(policy.allowOrigin).filter(({ answer: each }) => each.kind !== 'absent' && each.kind !== 'off' && !(each.kind === 'unknown' && each.reason === 'the header is written elsewhere'));
  return outcomes.length > 0 && outcomes.every(({ answer: each, when, configured }) => {
    if (configured || each.kind === 'unknown') return false;
    return each.kind === 'fixed' ? each.value !== FOREIGN_ORIGIN : accepts(when, FOREIGN_ORIGIN) === 'no';
  });
}
