import { defineRule } from '../src/define-rule.ts';
import { outcomesOf, type Outcome } from '../src/policy/allow-origin.ts';
import { possibly } from '../src/policy/field.ts';
import { accepts, FOR_SOME_REQUEST } from '../src/policy/origin-predicate.ts';
import type { Policy } from '../src/policy/policy.ts';
import { respond } from '../src/policy/respond.ts';
import { FOREIGN_ORIGIN, witnessOf, type Witness } from '../src/policy/witness.ts';
import { isSecretHeaderName, sensitivityOf } from '../src/routes/sensitivity.ts';
import { listInstead } from '../src/suggestions.ts';

/**
 * A script reads seven safelisted headers of a cross-origin answer, and those that `Access-Control-Expose-Headers` names
 * (Fetch, section "CORS-safelisted response-header name"). A token that is answered in a header stays hidden from other
 * sites until it is listed there.
 */
export default defineRule({
  name: 'no-sensitive-expose-headers',
  description: 'Disallow exposing headers that hold tokens or keys to pages of every site',
  preset: 'strict',
  messages: {
    sensitiveHeader: "`{{name}}` in Access-Control-Expose-Headers lets a page of '{{origin}}' read what that header holds{{consequence}}. Do not expose it, or allow only the origins that need it.",
    everyHeader: "'*' in Access-Control-Expose-Headers lets a page of '{{origin}}' read every header of these answers ({{evidence}}), tokens and keys included. List the names that pages need.",
  },
  schema: null,
  defaults: {},
  *check(policy, { settings, declaredPublic }) {
    const outcome = outcomeForEveryone(policy);
    const { exposeHeaders } = policy;
    if (outcome === null || exposeHeaders.kind !== 'known' || exposeHeaders.value.kind !== 'list') return;
    const { value: { names }, from } = exposeHeaders;
    const withCredentials = possibly(policy.allowCredentials, Boolean);
    const secret = names.filter(isSecretHeaderName);
    const [name] = secret;
    if (name !== undefined) {
      yield {
        messageId: 'sensitiveHeader',
        data: { name, origin: FOREIGN_ORIGIN, consequence: withCredentials ? ", in answers to requests with the visitor's cookies" : '' },
        place: from.place,
        severity: withCredentials ? 'medium' : 'low',
        witness: witnessThatReads(policy, outcome),
        suggestions: from.kind === 'written' ? listInstead(policy, from.place, names.filter((each) => !isSecretHeaderName(each)), `Do not expose ${secret.join(', ')}.`) : [],
      };
    } else if (names.includes('*') && !withCredentials && !declaredPublic) {
      // With credentials `*` is the name of a header (Fetch, section "CORS protocol and credentials").
      const sensitivity = sensitivityOf(policy.scope, settings.sensitivePaths);
      if (sensitivity?.why !== 'guarded' && sensitivity?.why !== 'secret') return;
      yield { messageId: 'everyHeader', data: { origin: FOREIGN_ORIGIN, evidence: `'${sensitivity.evidence.text}'` }, place: from.place, severity: 'low', witness: witnessThatReads(policy, outcome), suggestions: [] };
    }
  },
});

/** How a site that nobody trusts gets an answer to read; `null` where it certainly gets none, or that is not known. */
function outcomeForEveryone(policy: Policy): Outcome | null {
  return outcomesOf(policy.allowOrigin).find(({ answer, when, configured }) => (answer.kind === 'any' || answer.kind === 'echo') && !configured && accepts(when, FOREIGN_ORIGIN, FOR_SOME_REQUEST) === 'yes') ?? null;
}

function witnessThatReads(policy: Policy, outcome: Outcome): Witness {
  const { request, response } = witnessOf(policy, FOREIGN_ORIGIN, outcome);
  const exposed = respond(policy, { origin: FOREIGN_ORIGIN, method: request.method, requestHeaders: null }, FOR_SOME_REQUEST)['Access-Control-Expose-Headers'];
  return { request, response: exposed === undefined ? response : { ...response, 'Access-Control-Expose-Headers': exposed } };
}
