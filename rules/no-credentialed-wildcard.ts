import { defineRule } from '../src/define-rule.ts';
import { outcomesOf } from '../src/policy/allow-origin.ts';
import { settingThatOpens } from '../src/policy/open-outcome.ts';
import { certainly, possibly, type Field } from '../src/policy/field.ts';
import { accepts, FOR_SOME_REQUEST, IN_SOME_DEPLOYMENT } from '../src/policy/origin-predicate.ts';
import { quoted, type ListValue } from '../src/policy/policy.ts';
import { severityOf } from '../src/policy/severity.ts';
import { FOREIGN_ORIGIN, listWitnessOf, witnessOf } from '../src/policy/witness.ts';
import { denyInstead, dropCredentials, listTrustedOrigins } from '../src/suggestions.ts';

/**
 * With credentials, `*` is no wildcard: a browser refuses the answer when the origin is `*` (Fetch, section "CORS
 * check"), and reads `*` in the list headers as the name of a header or method (section "CORS protocol and credentials").
 */
export default defineRule({
  name: 'no-credentialed-wildcard',
  description: 'Disallow wildcards in policies that allow credentials, where browsers refuse them',
  preset: 'recommended',
  messages: {
    wildcardWithCredentials:
      "{{value}} with Access-Control-Allow-Credentials: true works for nobody: browsers refuse '*' for requests with credentials. List the origins, or drop the credentials.",
    wildcardWhileUnset:
      "While {{setting}} is unset, {{value}} is '*', which with Access-Control-Allow-Credentials: true works for nobody: browsers refuse it for requests with credentials. Deny every origin then, or list the origins.",
    wildcardList:
      "'*' in {{header}} is no wildcard when credentials are allowed: browsers look for the literal name '*'. List the names.",
    authorizationNotCovered: "'*' in Access-Control-Allow-Headers never covers Authorization, which {{evidence}} needs: browsers refuse that request. Add 'Authorization' to the list.",
  },
  schema: null,
  defaults: {},
  // What browsers refuse works for nobody, wherever it is served.
  checkPrivate: 'check',
  *check(policy, { settings }) {
    if (possibly(policy.allowCredentials, Boolean)) {
      for (const outcome of outcomesOf(policy.allowOrigin)) {
        const { answer, when, configured, whenUnset } = outcome;
        // What a switch of the configuration turns on is the operator's pair, unless it is what an unset one leaves.
        if (answer.kind !== 'any' || (configured && whenUnset === null)) continue;
        if (accepts(when, FOREIGN_ORIGIN, IN_SOME_DEPLOYMENT) !== 'yes') continue;
        const setting = whenUnset ?? (accepts(when, FOREIGN_ORIGIN, FOR_SOME_REQUEST) === 'yes' ? null : settingThatOpens(outcome));
        yield {
          messageId: setting === null ? 'wildcardWithCredentials' : 'wildcardWhileUnset',
          data: {
            setting: setting ?? '',
            value: answer.from.kind === 'default' ? `${setting === null ? 'The' : 'the'} default origin '*' of ${policy.site.library}` : quoted(policy.site),
          },
          place: policy.site.place,
          severity: severityOf('any', 'credentials'),
          witness: witnessOf(policy, FOREIGN_ORIGIN, outcome),
          // Without credentials, a fallback to '*' would still open the policy while its setting is missing.
          suggestions: [...(whenUnset === null ? [] : denyInstead(policy, answer.from.place, whenUnset)), ...listTrustedOrigins(policy, settings), ...(setting === null ? dropCredentials(policy) : [])],
        };
        return;
      }
    }
    if (certainly(policy.allowCredentials, Boolean)) {
      for (const [header, field] of [
        ['Access-Control-Allow-Methods', policy.allowMethods],
        ['Access-Control-Allow-Headers', policy.allowHeaders],
        ['Access-Control-Expose-Headers', policy.exposeHeaders],
      ] as const) {
        if (!isWildcard(field)) continue;
        yield { messageId: 'wildcardList', data: { header }, place: field.from.place, severity: 'medium', witness: listWitnessOf(policy, header), suggestions: dropCredentials(policy, `so that '*' in ${header} is a wildcard. Requests with cookies are refused then`) };
        return;
      }
    } else if (isWildcard(policy.allowHeaders)) {
      const evidence = policy.scope.evidence.find((each) => each.kind === 'authorization-header');
      if (evidence === undefined) return;
      yield { messageId: 'authorizationNotCovered', data: { evidence: 'this route' }, place: policy.allowHeaders.from.place, severity: 'medium', witness: listWitnessOf(policy, 'Access-Control-Allow-Headers', { 'Access-Control-Request-Headers': 'authorization' }), suggestions: [] };
    }
  },
});

function isWildcard(field: Field<ListValue>): boolean {
  return field.kind === 'known' && field.value.kind === 'list' && field.value.names.length === 1 && field.value.names[0] === '*';
}
