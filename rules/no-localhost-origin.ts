import { checkText, dropEntry, placeOfFault } from '../src/check-suggestions.ts';
import { defineRule } from '../src/define-rule.ts';
import { faultsOf } from '../src/policy/check-faults.ts';
import { possibly } from '../src/policy/field.ts';
import { severityOf } from '../src/policy/severity.ts';
import { witnessOf } from '../src/policy/witness.ts';
import { exposureOf } from '../src/routes/sensitivity.ts';

/**
 * `http://localhost:3000` is whatever listens there on the visitor's machine. In production nobody's page is meant by it,
 * and any program that serves a page is let in (Secure Contexts, section "Is origin potentially trustworthy?", speaks of
 * the machine, not of who runs on it).
 */
export default defineRule({
  name: 'no-localhost-origin',
  description: "Disallow allowing origins on the visitor's own machine or network in production",
  preset: 'strict',
  messages: {
    localOrigin: "{{check}} allows '{{origin}}' in production: whatever serves a page there, on the visitor's machine or network, can read the answers{{consequence}}.",
  },
  schema: null,
  defaults: {},
  *check(policy, { settings }) {
    const withCredentials = possibly(policy.allowCredentials, Boolean);
    for (const fault of faultsOf(policy, settings.trustedOrigins)) {
      if (fault.kind !== 'local' || fault.outcome.configured || settings.trustedOrigins.includes(fault.origin)) continue;
      yield {
        messageId: 'localOrigin',
        data: { check: checkText(fault, policy), origin: fault.origin, consequence: withCredentials ? " to requests with the visitor's cookies" : '' },
        place: placeOfFault(fault, policy),
        severity: severityOf('localhost', withCredentials ? 'credentials' : exposureOf(policy.scope, settings.sensitivePaths)),
        witness: witnessOf(policy, fault.origin, fault.outcome),
        suggestions: dropEntry(fault, policy),
      };
    }
  },
});
