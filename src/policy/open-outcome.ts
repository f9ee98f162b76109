import type { Outcome } from './allow-origin.ts';
import { accepts, atomsOf, FOR_SOME_REQUEST, IN_SOME_DEPLOYMENT, type Freedom } from './origin-predicate.ts';
import { UNRELATED_ORIGINS } from './witness.ts';

/** Whether origins that have nothing in common are all accepted. */
export function acceptsAny(outcome: Outcome, freedom: Freedom): boolean {
  return UNRELATED_ORIGINS.every((origin) => accepts(outcome.when, origin, { ...freedom, isStranger: true }) === 'yes');
}

/** The environment variable, or option of the program, without which every origin is accepted; `null` when there is none. */
export function settingThatOpens(outcome: Outcome): string | null {
  if (outcome.whenUnset !== null && acceptsAny(outcome, IN_SOME_DEPLOYMENT)) return outcome.whenUnset;
  if (outcome.configured) return null;
  const settings = [...atomsOf(outcome.when)].flatMap((atom) => ((atom.op === 'depends' || atom.op === 'configured') && atom.setting !== null ? [atom.setting] : []));
  return settings.find((setting) => acceptsAny(outcome, { ...FOR_SOME_REQUEST, unset: setting })) ?? null;
}
