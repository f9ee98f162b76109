import { intersection, shortest } from './automaton.ts';
import { outside, registrableOrigins } from './origin-language.ts';
import type { Freedom, OriginPredicate } from './origin-predicate.ts';
import { acceptedLanguage } from './predicate-language.ts';

/** Domains that are taken out of the language one by one; more of them are tried on candidates only. */
const MAX_DOMAINS = 12;

/** Texts that are tried of one language. */
const MAX_TRIED = 12;

/**
 * Origins that the predicate accepts and that lie outside of the domains, the shortest first, from an automaton of all
 * that it accepts. None when there is none, or when the predicate is no regular language or beyond bounds.
 */
export function* foreignOrigins(when: OriginPredicate, domains: ReadonlySet<string>, freedom: Freedom): Generator<string> {
  if (domains.size > MAX_DOMAINS) return;
  try {
    const accepted = acceptedLanguage(when, freedom);
    yield* shortest(outside(intersection(registrableOrigins(), accepted), domains), MAX_TRIED);
  } catch {
    // Not expressed, or too many states: candidates have been tried before.
  }
}
