/** How bad a finding is, worst first. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const;

/** One of {@link SEVERITIES}. */
export type Severity = (typeof SEVERITIES)[number];

/** Which origins an attacker can act from. */
export type OriginSet = 'reflected' | 'any' | 'null' | 'registrable' | 'shared-host' | 'own-subdomain' | 'insecure' | 'localhost';

/**
 * What stands between a visitor's browser and the answer: cookies that are sent along, only the network position (or
 * nothing at all), or a token that a foreign page does not have.
 */
export type Guard = 'credentials' | 'network-position' | 'token-or-public';

/**
 * Severity of the triple (which origins) × (credentials) × (what guards the server). Literal `*` with credentials is
 * refused by browsers: a broken policy, not a leak, and one edit away from reflection.
 */
const TABLE: Readonly<Record<OriginSet, Readonly<Record<Guard, Severity>>>> = {
  reflected: { credentials: 'critical', 'network-position': 'high', 'token-or-public': 'low' },
  any: { credentials: 'medium', 'network-position': 'high', 'token-or-public': 'low' },
  null: { credentials: 'high', 'network-position': 'high', 'token-or-public': 'low' },
  registrable: { credentials: 'critical', 'network-position': 'high', 'token-or-public': 'low' },
  'shared-host': { credentials: 'high', 'network-position': 'medium', 'token-or-public': 'low' },
  'own-subdomain': { credentials: 'medium', 'network-position': 'low', 'token-or-public': 'info' },
  insecure: { credentials: 'medium', 'network-position': 'low', 'token-or-public': 'info' },
  localhost: { credentials: 'low', 'network-position': 'medium', 'token-or-public': 'info' },
};

/** Looks the triple up. */
export function severityOf(origins: OriginSet, guard: Guard): Severity {
  return TABLE[origins][guard];
}
