import { checkText, placeOfFault, repairCheck } from '../src/check-suggestions.ts';
import { defineRule } from '../src/define-rule.ts';
import { faultsOf } from '../src/policy/check-faults.ts';
import { possibly } from '../src/policy/field.ts';
import { guardOf, handshakeWitness } from '../src/policy/handshake.ts';
import { severityOf } from '../src/policy/severity.ts';
import { witnessOf } from '../src/policy/witness.ts';
import { exposureOf } from '../src/routes/sensitivity.ts';

/**
 * A server that answers an origin after a check trusts what the check accepts, not what it was written for. Origins are
 * compared as texts (Fetch, section "CORS check"), so a test of a piece of the text is met by the origins of others.
 */
export default defineRule({
  name: 'no-bypassable-origin-check',
  description: 'Disallow checks of the `Origin` that a site of someone else passes',
  preset: 'recommended',
  messages: {
    foreignOrigin: "{{check}} also accepts '{{origin}}', a name that anyone can register{{consequence}}.",
    anyExtension: "{{check}} accepts every browser extension, such as '{{origin}}'{{consequence}}.",
  },
  schema: null,
  defaults: {},
  *check(policy, { settings, declaredPublic }) {
    const withCredentials = possibly(policy.allowCredentials, Boolean);
    if (declaredPublic && !withCredentials) return;
    for (const fault of faultsOf(policy, settings.trustedOrigins)) {
      if (fault.kind !== 'foreign' && fault.kind !== 'extension') continue;
      yield {
        messageId: fault.kind === 'foreign' ? 'foreignOrigin' : 'anyExtension',
        data: {
          check: checkText(fault, policy),
          origin: fault.origin,
          consequence: withCredentials ? ", so that site can read responses and act with the visitor's cookies" : ', and lets it read the answers',
        },
        place: placeOfFault(fault, policy),
        severity: fault.kind === 'extension' ? 'medium' : severityOf('registrable', withCredentials ? 'credentials' : exposureOf(policy.scope, settings.sensitivePaths)),
        witness: witnessOf(policy, fault.origin, fault.outcome),
        suggestions: repairCheck(fault, policy, settings),
      };
    }
  },
  *checkHandshake(handshake, { settings }) {
    const withCookies = handshake.authority.kind === 'cookies';
    for (const fault of faultsOf(handshake, settings.trustedOrigins)) {
      if (fault.kind !== 'foreign' && fault.kind !== 'extension') continue;
      yield {
        messageId: fault.kind === 'foreign' ? 'foreignOrigin' : 'anyExtension',
        data: { check: checkText(fault, handshake), origin: fault.origin, consequence: withCookies ? ", so that site can open a WebSocket with the visitor's cookies" : ", and lets it open a WebSocket from a visitor's browser" },
        place: placeOfFault(fault, handshake),
        severity: fault.kind === 'extension' ? 'medium' : severityOf('registrable', guardOf(handshake)),
        witness: handshakeWitness(handshake, fault.origin),
        suggestions: repairCheck(fault, handshake, settings),
      };
    }
  },
});
