import { defineRule } from '../src/define-rule.ts';
import type { Suggestion } from '../src/finding.ts';
import { decisionFor, outcomesOf } from '../src/policy/allow-origin.ts';
import { PREFLIGHTED_METHODS } from '../src/policy/endpoint.ts';
import { certainly, possibly } from '../src/policy/field.ts';
import { doubledPairs, nestedPairs, onlyAllowedBy, opensToAll, overwrittenPairs, refuses, type PolicyPair } from '../src/policy/policy-pairs.ts';
import type { Policy } from '../src/policy/policy.ts';
import type { WrittenHeader } from '../src/policy/written-header.ts';
import { FOREIGN_ORIGIN, witnessFrom, type Witness } from '../src/policy/witness.ts';
import { splitPolicies } from '../src/policy/split-policies.ts';
import { sensitivityOf } from '../src/routes/sensitivity.ts';
import { listTrustedOrigins } from '../src/suggestions.ts';

/**
 * One answer has one policy. Where two places write it, the later one decides, or both values are sent, which no browser
 * accepts (Fetch, section "CORS check"); and who answers the preflight decides whether the other is asked at all.
 */
export default defineRule({
  name: 'no-inconsistent-policy',
  description: 'Disallow two CORS policies that contradict each other for the same answer',
  preset: 'recommended',
  messages: {
    replacesStricter: "`{{value}}` replaces the policy of `{{library}}` at line {{line}}, which lists the origins: here every website, such as '{{origin}}', can read the answer{{credentials}}.",
    repeated: '`{{value}}` adds a second Access-Control-Allow-Origin to that of line {{line}}: browsers refuse an answer with two values.',
    doubled: '`{{library}}` is registered at line {{line}} already, with another policy: that one answers all preflights, and this one all other requests. Of the two, line {{looser}} is the looser.',
    unreached: "`{{library}}` at line {{line}} answers the preflights for {{route}}, and refuses '{{origin}}', which this policy allows: the browser never sends the request.",
    looserAnswer: "`{{value}}` is for every website, such as '{{origin}}', though line {{line}} answers preflights by a list: a {{method}} request that needs no preflight is never held against that list, and its answer can be read by all.",
    looserPreflight: "`{{value}}` answers preflights of every website, such as '{{origin}}', though line {{line}} is for a list: browsers send their {{method}} requests, and keep only the answers from them.",
  },
  schema: null,
  defaults: {},
  *checkFile({ policies, headers, endpoints }, { settings }) {
    for (const { looser, open, strict, method } of endpoints.flatMap((endpoint) => splitPolicies(endpoint, policies))) {
      const isAny = outcomesOf(open.allowOrigin).some(({ answer }) => answer.kind === 'any');
      // What the other rules say of an echo, and of a wildcard, is said there.
      if (!isAny || (looser === 'answer' && (sensitivityOf(open.scope, settings.sensitivePaths) !== null || possibly(open.allowCredentials, Boolean)))) continue;
      yield {
        messageId: looser === 'answer' ? 'looserAnswer' : 'looserPreflight',
        data: { value: open.site.text, origin: FOREIGN_ORIGIN, line: String((strict.written ?? strict.place).line), method },
        place: open.site.place,
        severity: looser === 'preflight' && possibly(open.allowCredentials, Boolean) ? 'medium' as const : 'low' as const,
        witness: looser === 'answer'
          ? { request: { method, path: open.scope.paths[0] ?? '*', headers: { Origin: FOREIGN_ORIGIN } }, response: { 'Access-Control-Allow-Origin': '*' } }
          : { request: { method: 'OPTIONS', path: open.scope.paths[0] ?? '*', headers: { Origin: FOREIGN_ORIGIN, 'Access-Control-Request-Method': method } }, response: { 'Access-Control-Allow-Origin': '*' } },
        suggestions: listTrustedOrigins(open, settings),
      };
    }
    for (const policy of policies) {
      const earlier = addedTo(policy, policies);
      if (earlier !== null) yield { messageId: 'repeated', data: { value: policy.site.text, line: String(earlier) }, place: policy.site.place, severity: 'medium' as const, witness: null, suggestions: removeWrite(policy, headers, `Remove this one, and keep the header of line ${String(earlier)}.`) };
    }
    for (const { outer, inner } of overwrittenPairs(policies)) {
      // What the other rules say of the looser one is said there.
      if (inner.adds !== undefined || !opensWide(inner) || !refuses(outer, FOREIGN_ORIGIN) || sensitivityOf(inner.scope, settings.sensitivePaths) !== null || possibly(inner.allowCredentials, Boolean)) continue;
      const withCredentials = certainly(outer.allowCredentials, Boolean);
      yield {
        messageId: 'replacesStricter',
        data: { value: inner.site.text, library: outer.site.library, line: lineOf(outer), origin: FOREIGN_ORIGIN, credentials: withCredentials ? ', and requests with cookies are refused, because browsers do not take `*` for them' : '' },
        place: inner.site.place,
        severity: 'medium' as const,
        witness: witnessFrom(inner, FOREIGN_ORIGIN, { 'Access-Control-Allow-Origin': '*' }),
        suggestions: removeWrite(inner, headers, `Remove the header here, and leave the answer to the policy of line ${lineOf(outer)}.`),
      };
    }
    for (const pair of doubledPairs(policies)) {
      const { outer, inner } = pair;
      const looser = opensToAll(inner) && !opensToAll(outer) ? inner : outer;
      yield { messageId: 'doubled', data: { library: outer.site.library, line: lineOf(outer), looser: lineOf(looser) }, place: inner.site.place, severity: 'medium' as const, witness: null, suggestions: keepOne(pair, looser) };
    }
    for (const pair of nestedPairs(policies)) {
      const origin = unreachedOrigin(pair);
      const [method] = pair.inner.scope.methods;
      if (origin === null || method === undefined || isAnsweredBefore(pair, origin, policies)) continue;
      yield {
        messageId: 'unreached',
        data: { library: pair.outer.site.library, line: lineOf(pair.outer), route: `${method} ${pair.inner.scope.paths[0] ?? ''}`, origin },
        place: pair.inner.site.place,
        severity: 'medium' as const,
        witness: preflightWitness(pair, origin, method),
        suggestions: answerBefore(pair, method),
      };
    }
  },
});

/** Takes back what is written by hand, so that the other policy stands. */
function removeWrite({ site }: Policy, headers: readonly WrittenHeader[], description: string): readonly Suggestion[] {
  const removal = headers.find(({ values }) => values.some(({ place }) => place.start === site.place.start && place.end === site.place.end))?.removal ?? null;
  return removal === null ? [] : [{ description, edits: [{ ...removal, text: '' }] }];
}

/** Whether a route for `OPTIONS` before the outer policy lets the origin pass. */
function isAnsweredBefore({ outer, inner }: PolicyPair, origin: string, policies: readonly Policy[]): boolean {
  return policies.some((each) => each.scope.reach === 'route' && each.scope.methods.includes('OPTIONS') && each.site.place.start < outer.site.place.start && inner.scope.paths.every((path) => each.scope.paths.includes(path)) && !refuses(each, origin));
}

/** Leaves one of two registrations: the stricter one, or the first with the origins of both. */
function keepOne({ outer, inner }: PolicyPair, looser: Policy): readonly Suggestion[] {
  const gone = opensToAll(looser) ? looser : inner;
  const kept = gone === inner ? outer : inner;
  const { registration } = gone.repair;
  if (registration === undefined) return [];
  const removal = { ...registration.removal, text: '' };
  if (opensToAll(looser)) return opensToAll(kept) ? [] : [{ description: `Remove the registration of line ${lineOf(gone)}, and keep that of line ${lineOf(kept)} for preflights and requests alike: what only this one allows is then refused.`, edits: [removal] }];
  const { allowList, knownOrigins } = outer.repair;
  const isAllowed = (origin: string): boolean => [outer, inner].some((policy) => decisionFor(policy.allowOrigin, origin)?.value === origin);
  if (allowList === null || allowList.forList === null || knownOrigins.length < 2 || !knownOrigins.every(isAllowed)) return [];
  const list = `[${knownOrigins.map((origin) => `'${origin}'`).join(', ')}]`;
  return [{
    description: `Allow ${knownOrigins.map((origin) => `'${origin}'`).join(', ')} at line ${lineOf(outer)}, and remove the registration of line ${lineOf(inner)}: preflights and answers are then for all of these.`,
    edits: [{ start: allowList.start, end: allowList.end, text: allowList.forList.replaceAll('LIST', () => list) }, removal],
  }];
}

/** Lets the inner policy answer the preflights of its route, before the outer one is asked. */
function answerBefore({ outer, inner }: PolicyPair, method: string): readonly Suggestion[] {
  const before = outer.repair.registration;
  const options = inner.repair.registration?.options ?? null;
  if (before === undefined || options === null) return [];
  return [{ description: `Answer OPTIONS for this path with the same policy, before line ${lineOf(outer)}: pages of the origins that it allows can then send ${method} requests.`, edits: [{ start: before.at, end: before.at, text: options.text }] }];
}

const lineOf = ({ site }: Policy): string => String(site.place.line);

/** `*` alone: an echo is what `no-reflected-origin` is about. */
const opensWide = (policy: Policy): boolean => opensToAll(policy) && policy.allowOrigin.kind === 'any';

/** The line of the first of two values that are both sent. */
function addedTo({ adds, scope }: Policy, policies: readonly Policy[]): number | null {
  if (adds === undefined) return null;
  if (adds !== 'unknown') return adds.line;
  const outer = policies.find((each) => each.preflight.by === 'library' && each.scope.reach === 'app' && each.site.use === null && scope.reach === 'route' && scope.paths.length > 0 && scope.paths.every((path) => each.scope.paths.includes(path)) && (each.allowOrigin.kind === 'any' || each.allowOrigin.kind === 'fixed'));
  return outer?.site.place.line ?? null;
}

/** An origin whose preflights the outer policy refuses, so that the inner one is never asked. */
function unreachedOrigin({ outer, inner }: PolicyPair): string | null {
  const needsPreflight = inner.scope.methods.length > 0 && inner.scope.methods.every((method) => PREFLIGHTED_METHODS.includes(method));
  return needsPreflight ? onlyAllowedBy(inner, outer) : null;
}

function preflightWitness({ outer, inner }: PolicyPair, origin: string, method: string): Witness {
  const value = outer.allowOrigin.kind === 'fixed' ? outer.allowOrigin.value : null;
  return witnessFrom(inner, origin, { 'Access-Control-Allow-Origin': value }, 'OPTIONS', { 'Access-Control-Request-Method': method });
}
