import { checkText, dropEntry, placeOfFault, repairCheck } from '../src/check-suggestions.ts';
import { defineRule } from '../src/define-rule.ts';
import { faultsOf } from '../src/policy/check-faults.ts';
import { possibly } from '../src/policy/field.ts';
import { guardOf, handshakeWitness } from '../src/policy/handshake.ts';
import { severityOf } from '../src/policy/severity.ts';
import { witnessOf } from '../src/policy/witness.ts';
import { exposureOf } from '../src/routes/sensitivity.ts';

/**
 * `null` is what a browser sends for an opaque origin (HTML, section "Origin"): a sandboxed frame, a `data:` document, a
 * local file. Any site can make one, so that allowing `null` allows everyone.
 */
export default defineRule({
  name: 'no-null-origin',
  description: 'Disallow allowing the origin `null`, which any site can send',
  preset: 'recommended',
  messages: {
    nullOrigin: "{{check}} allows the origin 'null', which every site can send from a sandboxed frame{{consequence}}.",
  },
  schema: null,
  defaults: {},
  *check(policy, { settings, declaredPublic }) {
    const withCredentials = possibly(policy.allowCredentials, Boolean);
    if (declaredPublic && !withCredentials) return;
    for (const fault of faultsOf(policy, settings.trustedOrigins)) {
      if (fault.kind !== 'null') continue;
      const dropped = dropEntry(fault, policy);
      yield {
        messageId: 'nullOrigin',
        data: { check: checkText(fault, policy), consequence: withCredentials ? ", so it can read responses and act with the visitor's cookies" : ', so it can read the answers' },
        place: placeOfFault(fault, policy),
        severity: severityOf('null', withCredentials ? 'credentials' : exposureOf(policy.scope, settings.sensitivePaths)),
        witness: witnessOf(policy, 'null', fault.outcome),
        suggestions: dropped.length > 0 ? dropped : repairCheck(fault, policy, settings),
      };
    }
  },
  *checkHandshake(handshake, { settings }) {
    for (const fault of faultsOf(handshake, settings.trustedOrigins)) {
      if (fault.kind !== 'null') continue;
      const dropped = dropEntry(fault, handshake);
      yield {
        messageId: 'nullOrigin',
        data: { check: checkText(fault, handshake), consequence: `, so it can open a WebSocket ${handshake.authority.kind === 'cookies' ? "with the visitor's cookies" : "from a visitor's browser"}` },
        place: placeOfFault(fault, handshake),
        severity: severityOf('null', guardOf(handshake)),
        witness: handshakeWitness(handshake, 'null'),
        suggestions: dropped.length > 0 ? dropped : repairCheck(fault, handshake, settings),
      };
    }
  },
});
