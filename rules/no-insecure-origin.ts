import { checkText, placeOfFault, repairCheck, withTls } from '../src/check-suggestions.ts';
import { defineRule } from '../src/define-rule.ts';
import { faultsOf } from '../src/policy/check-faults.ts';
import { possibly } from '../src/policy/field.ts';
import { guardOf, handshakeWitness } from '../src/policy/handshake.ts';
import { severityOf } from '../src/policy/severity.ts';
import { witnessOf } from '../src/policy/witness.ts';
import { exposureOf } from '../src/routes/sensitivity.ts';

/**
 * Whoever is on the network path can answer in the name of a page without TLS. An API that trusts such a page gives its
 * answers to them, although it is itself reached over TLS.
 */
export default defineRule({
  name: 'no-insecure-origin',
  description: 'Disallow allowing origins without TLS',
  preset: 'recommended',
  messages: {
    insecureOrigin: "{{check}} allows '{{origin}}', a page without TLS: whoever is on the network path can put code into it{{consequence}}.",
  },
  schema: {
    type: 'object',
    properties: {
      scope: { enum: ['credentials', 'all'], description: 'Whether to report only policies that allow credentials, or all.' },
    },
    additionalProperties: false,
  },
  defaults: { scope: 'credentials' },
  strict: { scope: 'all' },
  *check(policy, { settings, options, declaredPublic }) {
    const withCredentials = possibly(policy.allowCredentials, Boolean);
    if (!withCredentials && (declaredPublic || options.scope === 'credentials')) return;
    for (const fault of faultsOf(policy, settings.trustedOrigins)) {
      if (fault.kind !== 'insecure' || settings.trustedOrigins.includes(fault.origin)) continue;
      const renamed = withTls(fault, policy);
      yield {
        messageId: 'insecureOrigin',
        data: { check: checkText(fault, policy), origin: fault.origin, consequence: withCredentials ? " that reads responses with the visitor's cookies" : ' that reads the answers' },
        place: placeOfFault(fault, policy),
        severity: severityOf('insecure', withCredentials ? 'credentials' : exposureOf(policy.scope, settings.sensitivePaths)),
        witness: witnessOf(policy, fault.origin, fault.outcome),
        suggestions: renamed.length > 0 ? renamed : repairCheck(fault, policy, settings),
      };
    }
  },
  *checkHandshake(handshake, { settings, options }) {
    const withCookies = handshake.authority.kind === 'cookies';
    if (!withCookies && options.scope === 'credentials') return;
    for (const fault of faultsOf(handshake, settings.trustedOrigins)) {
      if (fault.kind !== 'insecure' || settings.trustedOrigins.includes(fault.origin)) continue;
      const renamed = withTls(fault, handshake);
      yield {
        messageId: 'insecureOrigin',
        data: { check: checkText(fault, handshake), origin: fault.origin, consequence: ` that opens a WebSocket${withCookies ? " with the visitor's cookies" : ''}` },
        place: placeOfFault(fault, handshake),
        severity: severityOf('insecure', guardOf(handshake)),
        witness: handshakeWitness(handshake, fault.origin),
        suggestions: renamed.length > 0 ? renamed : repairCheck(fault, handshake, settings),
      };
    }
  },
});
