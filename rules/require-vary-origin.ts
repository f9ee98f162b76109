import { defineRule } from '../src/define-rule.ts';
import { outcomesOf, type Outcome } from '../src/policy/allow-origin.ts';
import { certainly } from '../src/policy/field.ts';
import { accepts, atomsOf, IN_SOME_DEPLOYMENT } from '../src/policy/origin-predicate.ts';
import { isPreflightOnly } from '../src/policy/preflight-only.ts';
import { quoted, type Policy } from '../src/policy/policy.ts';
import { acceptedOrigin, FOREIGN_ORIGIN, witnessOf } from '../src/policy/witness.ts';
import { addVaryOrigin } from '../src/suggestions.ts';

/**
 * When the answer depends on the request's origin, a cache must know (Fetch, section "CORS protocol and HTTP caches"):
 * without `Vary: Origin` it hands one site's answer to another, which the browser then refuses, or should not have seen.
 */
export default defineRule({
  name: 'require-vary-origin',
  description: 'Require `Vary: Origin` where the allowed origin depends on the request',
  preset: 'recommended',
  messages: {
    missingVary:
      "{{value}} makes the answer depend on the request's Origin, but Vary: Origin is not sent: a cache can hand the answer for '{{origin}}' to another site.",
    missingVaryUnseen:
      "{{value}} makes the answer depend on the request's Origin, but Vary: Origin is not sent: a cache can hand one site's answer to another.",
  },
  schema: null,
  defaults: {},
  *check(policy) {
    // Caches store answers to GET and HEAD (RFC 9111, section 2); other methods need no Vary.
    const { methods } = policy.scope;
    if (methods.length > 0 && !methods.some((method) => method === 'GET' || method === 'HEAD')) return;
    const outcome = outcomesOf(policy.allowOrigin).find((each) => dependsOnOrigin(each) && lacksVary(each, policy));
    if (outcome === undefined) return;
    const origin = acceptedOrigin(outcome.when);
    yield {
      messageId: origin === null ? 'missingVaryUnseen' : 'missingVary',
      data: { value: quoted(policy.site), origin: origin ?? '' },
      place: policy.site.place,
      severity: isStored(policy) ? 'medium' : 'low',
      witness: origin === null ? null : witnessOf(policy, origin, outcome),
      suggestions: addVaryOrigin(policy),
    };
  },
});

function lacksVary({ answer }: Outcome, policy: Policy): boolean {
  if (answer.kind !== 'echo' && answer.kind !== 'fixed' && answer.kind !== 'any') return false;
  return certainly(policy.vary[answer.kind], (varies) => !varies);
}

function dependsOnOrigin(outcome: Outcome): boolean {
  const { answer, when } = outcome;
  // `Vary` says nothing to the preflight cache.
  if (when.op === 'never' || isPreflightOnly(when)) return false;
  const asks = [...atomsOf(when)].some((atom) => atom.op !== 'depends' && atom.op !== 'unknown');
  if (answer.kind === 'fixed' || answer.kind === 'any') return asks && acceptedOrigin(when) !== null;
  if (answer.kind !== 'echo' || answer.source.kind !== 'origin') return false;
  return accepts(when, FOREIGN_ORIGIN, IN_SOME_DEPLOYMENT) !== 'no' || asks;
}

function isStored(policy: Policy): boolean {
  return policy.scope.evidence.some((each) => each.kind === 'public-cache' || each.kind === 'public-content' || each.kind === 'static-files');
}
