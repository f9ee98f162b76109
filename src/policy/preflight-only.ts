import type { OriginPredicate } from './origin-predicate.ts';

/** A comparison of the request's method with `OPTIONS`, as code writes it. */
const ASKS_FOR_OPTIONS = /^(?!.*!==?).*\bmethod\b.*===?\s*['"`]OPTIONS['"`]|^['"`]OPTIONS['"`]\s*===?.*\bmethod\b/i;

/** Whether a condition holds for preflights only. */
export function isPreflightOnly(when: OriginPredicate): boolean {
  switch (when.op) {
    case 'depends':
      return ASKS_FOR_OPTIONS.test(when.text);
    case 'and':
      return when.of.some(isPreflightOnly);
    case 'or':
      return when.of.length > 0 && when.of.every(isPreflightOnly);
    default:
      return false;
  }
}
