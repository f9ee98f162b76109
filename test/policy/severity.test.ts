import { expect, it } from 'vitest';
import { SEVERITIES, severityOf, type Guard, type OriginSet } from '../../src/policy/severity.ts';

const GUARDS: readonly Guard[] = ['credentials', 'network-position', 'token-or-public'];
const rank = (origins: OriginSet, guard: Guard): number => SEVERITIES.indexOf(severityOf(origins, guard));

it.each<[OriginSet, ...string[]]>([
  ['reflected', 'critical', 'high', 'low'],
  ['any', 'medium', 'high', 'low'],
  ['null', 'high', 'high', 'low'],
  ['registrable', 'critical', 'high', 'low'],
  ['shared-host', 'high', 'medium', 'low'],
  ['own-subdomain', 'medium', 'low', 'info'],
  ['insecure', 'medium', 'low', 'info'],
  ['localhost', 'low', 'medium', 'info'],
])('%s: credentials, network position, token', (origins, ...severities) => {
  expect(GUARDS.map((guard) => severityOf(origins, guard))).toEqual(severities);
});

it('is never worse for an answer that a token or nothing protects', () => {
  for (const origins of ['reflected', 'any', 'null', 'registrable', 'shared-host', 'own-subdomain', 'insecure', 'localhost'] as const) {
    expect(rank(origins, 'token-or-public')).toBeGreaterThanOrEqual(Math.max(rank(origins, 'credentials'), rank(origins, 'network-position')));
  }
});
