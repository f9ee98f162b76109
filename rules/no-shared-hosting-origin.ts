import { checkText, dropEntry, placeOfFault, repairCheck } from '../src/check-suggestions.ts';
import { defineRule } from '../src/define-rule.ts';
import { faultsOf } from '../src/policy/check-faults.ts';
import { possibly } from '../src/policy/field.ts';
import { guardOf, handshakeWitness } from '../src/policy/handshake.ts';
import { severityOf } from '../src/policy/severity.ts';
import { witnessOf } from '../src/policy/witness.ts';
import { exposureOf } from '../src/routes/sensitivity.ts';

/**
 * Below the host of a hosting service, anyone gets a name in a minute (Public Suffix List, private section): a check that
 * accepts whatever is below `vercel.app` accepts everyone who deploys there.
 */
export default defineRule({
  name: 'no-shared-hosting-origin',
  description: 'Disallow allowing every name of a hosting service on which anyone gets one',
  preset: 'recommended',
  messages: {
    sharedSuffix: "{{check}} accepts '{{origin}}', and anyone can get a name under '{{suffix}}'{{consequence}}.",
    playground: "'{{origin}}' runs code that anyone can write there{{consequence}}.",
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
      if (fault.kind !== 'shared') continue;
      const dropped = fault.suffix === null ? dropEntry(fault, policy) : [];
      yield {
        messageId: fault.suffix === null ? 'playground' : 'sharedSuffix',
        data: {
          check: checkText(fault, policy),
          origin: fault.origin,
          suffix: fault.suffix ?? '',
          consequence: withCredentials ? ", so strangers' pages can read responses and act with the visitor's cookies" : ", so strangers' pages can read the answers",
        },
        place: placeOfFault(fault, policy),
        severity: severityOf('shared-host', withCredentials ? 'credentials' : exposureOf(policy.scope, settings.sensitivePaths)),
        witness: witnessOf(policy, fault.origin, fault.outcome),
        suggestions: dropped.length > 0 ? dropped : repairCheck(fault, policy, settings),
      };
    }
  },
  *checkHandshake(handshake, { settings, options }) {
    const withCookies = handshake.authority.kind === 'cookies';
    if (!withCookies && options.scope === 'credentials') return;
    for (const fault of faultsOf(handshake, settings.trustedOrigins)) {
      if (fault.kind !== 'shared') continue;
      const dropped = fault.suffix === null ? dropEntry(fault, handshake) : [];
      yield {
        messageId: fault.suffix === null ? 'playground' : 'sharedSuffix',
        data: { check: checkText(fault, handshake), origin: fault.origin, suffix: fault.suffix ?? '', consequence: `, so strangers' pages can open a WebSocket${withCookies ? " with the visitor's cookies" : ''}` },
        place: placeOfFault(fault, handshake),
        severity: severityOf('shared-host', guardOf(handshake)),
        witness: handshakeWitness(handshake, fault.origin),
        suggestions: dropped.length > 0 ? dropped : repairCheck(fault, handshake, settings),
      };
    }
  },
});
