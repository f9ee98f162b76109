import { checkText, placeOfFault, repairCheck } from '../src/check-suggestions.ts';
import { defineRule } from '../src/define-rule.ts';
import { faultsOf } from '../src/policy/check-faults.ts';
import { possibly } from '../src/policy/field.ts';
import { severityOf } from '../src/policy/severity.ts';
import { witnessOf } from '../src/policy/witness.ts';
import { exposureOf } from '../src/routes/sensitivity.ts';

/**
 * Whoever controls any host below a domain passes a check for all of them: a forgotten name that points to a released
 * address, or a blog with a hole, is enough.
 */
export default defineRule({
  name: 'no-wildcard-subdomain',
  description: 'Disallow allowing every subdomain of a domain',
  preset: 'strict',
  messages: {
    anySubdomain: "{{check}} accepts '{{origin}}', whatever that host is: one subdomain in wrong hands can read the answers{{consequence}}.",
  },
  schema: null,
  defaults: {},
  *check(policy, { settings, declaredPublic }) {
    const withCredentials = possibly(policy.allowCredentials, Boolean);
    if (declaredPublic && !withCredentials) return;
    for (const fault of faultsOf(policy, settings.trustedOrigins)) {
      if (fault.kind !== 'subdomain') continue;
      yield {
        messageId: 'anySubdomain',
        data: { check: checkText(fault, policy), origin: fault.origin, consequence: withCredentials ? " to requests with the visitor's cookies" : '' },
        place: placeOfFault(fault, policy),
        severity: severityOf('own-subdomain', withCredentials ? 'credentials' : exposureOf(policy.scope, settings.sensitivePaths)),
        witness: witnessOf(policy, fault.origin, fault.outcome),
        suggestions: repairCheck(fault, policy, settings).filter(({ description }) => /^(?:Compare|Allow only)/.test(description)),
      };
    }
  },
});
