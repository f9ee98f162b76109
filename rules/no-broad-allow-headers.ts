import { defineRule } from '../src/define-rule.ts';
import type { Suggestion } from '../src/finding.ts';
import { outcomesOf } from '../src/policy/allow-origin.ts';
import { certainly } from '../src/policy/field.ts';
import { accepts, FOR_SOME_REQUEST } from '../src/policy/origin-predicate.ts';
import type { Place } from '../src/policy/place.ts';
import { quoted, type Policy } from '../src/policy/policy.ts';
import type { Severity } from '../src/policy/severity.ts';
import { FOREIGN_ORIGIN, listWitnessOf } from '../src/policy/witness.ts';
import { listInstead } from '../src/suggestions.ts';

/**
 * A preflight asks for the methods and headers that no form can send (Fetch, section "CORS-preflight fetch"). A server
 * that answers yes to all of them has given away the only question that it is asked before the request comes.
 */
export default defineRule({
  name: 'no-broad-allow-headers',
  description: 'Disallow answers to preflights that allow every request header or method',
  preset: 'strict',
  messages: {
    reflectedHeaders: "{{value}} allows whatever headers a preflight asks for: pages of allowed origins can send 'X-Requested-With' too, so a check for such a header keeps none of them out. List the headers that the server reads.",
    wildcardHeaders: "'*' in Access-Control-Allow-Headers allows every header but Authorization: pages of allowed origins can send 'X-Requested-With' too, so a check for such a header keeps none of them out. List the headers that the server reads.",
    wildcardMethods: "'*' in Access-Control-Allow-Methods allows every method: pages of allowed origins can send DELETE too. List the methods of these routes.",
    unusedMethods: '{{names}} in Access-Control-Allow-Methods: {{value}} answers {{methods}} alone. List only these.',
  },
  schema: null,
  defaults: {},
  *check(policy, { declaredPublic }) {
    // With credentials `*` is the name of a header or method: `no-credentialed-wildcard` says so.
    if (declaredPublic || !allowsSomebody(policy)) return;
    const { allowHeaders, allowMethods, scope } = policy;
    const severity: Severity = allowsEveryone(policy) ? 'low' : 'info';
    const isLiteral = certainly(policy.allowCredentials, Boolean);
    const headersWitness = listWitnessOf(policy, 'Access-Control-Allow-Headers', { 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'x-requested-with' });
    // Where no preflight gets to, the lists allow nothing.
    if (headersWitness === null) return;
    if (allowHeaders.kind === 'known') {
      const { value, from } = allowHeaders;
      const isWildcard = value.kind === 'list' && value.names.includes('*') && !isLiteral;
      if (value.kind === 'reflected' || isWildcard) {
        yield {
          messageId: isWildcard ? 'wildcardHeaders' : 'reflectedHeaders',
          data: { value: from.kind === 'default' ? `${from.library}, given no list of headers,` : from.kind === 'written' ? `\`${from.text}\`` : quoted(policy.site) },
          place: from.kind === 'default' ? policy.site.whole : from.place,
          severity,
          witness: headersWitness,
          suggestions: from.kind === 'written' ? allowOnly(policy, from.place, ['Content-Type', 'Authorization']) : [],
        };
      }
    }
    if (allowMethods.kind === 'known' && allowMethods.value.kind === 'list') {
      const { value: { names }, from } = allowMethods;
      const witness = listWitnessOf(policy, 'Access-Control-Allow-Methods');
      const known = scope.methods.filter((method) => method !== 'OPTIONS');
      const unused = names.filter((name) => /^(?:PUT|PATCH|DELETE)$/.test(name) && !known.includes(name));
      if (names.includes('*') && !isLiteral) {
        yield { messageId: 'wildcardMethods', data: {}, place: from.place, severity, witness, suggestions: known.length === 0 ? [] : allowOnly(policy, from.place, known) };
      } else if (from.kind === 'written' && unused.length > 0 && isReadOnly(policy)) {
        yield { messageId: 'unusedMethods', data: { names: unused.map((name) => `\`${name}\``).join(', '), value: scope.paths.map((path) => `'${path}'`).join(', ') || 'this function', methods: known.join(' and ') }, place: from.place, severity: 'info', witness, suggestions: allowOnly(policy, from.place, known) };
      }
    }
  },
});

function allowsSomebody(policy: Policy): boolean {
  return outcomesOf(policy.allowOrigin).some(({ answer }) => answer.kind === 'any' || answer.kind === 'echo' || answer.kind === 'fixed');
}

function allowsEveryone(policy: Policy): boolean {
  return outcomesOf(policy.allowOrigin).some(({ answer, when }) => (answer.kind === 'any' || answer.kind === 'echo') && accepts(when, FOREIGN_ORIGIN, FOR_SOME_REQUEST) === 'yes');
}

/** Whether all that the policy governs is seen, and only answers reads. */
function isReadOnly({ scope }: Policy): boolean {
  const known = scope.methods.filter((method) => method !== 'OPTIONS');
  return (scope.reach === 'route' || scope.reach === 'function') && known.length > 0 && known.every((method) => method === 'GET' || method === 'HEAD');
}

function allowOnly(policy: Policy, place: Place, names: readonly string[]): readonly Suggestion[] {
  return listInstead(policy, place, names, `Allow only ${names.join(', ')}.`);
}
