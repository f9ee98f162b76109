import type { DFA } from 'refa';
import { intersection, shortest } from './automaton.ts';
import { outside, registrableOrigins } from './origin-language.ts';
import { atomsOf, type Freedom, type OriginPredicate } from './origin-predicate.ts';
import { acceptedLanguage } from './predicate-language.ts';
import { structureOf } from './predicate-structure.ts';

/** Domains that are taken out of the language one by one; more of them are tried on candidates only. */
const MAX_DOMAINS = 12;

/** Answers by what was asked: one check guards many handlers. */
const FOUND = new Map<string, readonly string[]>();
const MAX_REMEMBERED = 500;

/** Tests of a condition that becomes an automaton; more of them are tried on candidates only. */
const MAX_TESTS = 60;

/** Texts that are tried of one language. */
const MAX_TRIED = 12;

/**
 * Origins that the predicate accepts and that lie outside of the domains, the shortest first, from an automaton of all
 * that it accepts. None when there is none, or when the predicate is no regular language or beyond bounds.
 */
export function foreignOrigins(when: OriginPredicate, domains: ReadonlySet<string>, freedom: Freedom): readonly string[] {
  if (domains.size > MAX_DOMAINS || [...atomsOf(when)].length > MAX_TESTS) return [];
  const key = JSON.stringify([structureOf(when), [...domains], freedom]);
  const known = FOUND.get(key);
  if (known !== undefined) return known;
  if (FOUND.size >= MAX_REMEMBERED) FOUND.clear();
  const found = search(when, domains, freedom);
  FOUND.set(key, found);
  return found;
}

/** Registrable origins outside of the domains: the same for all that is asked of one policy. */
function strangers(domains: ReadonlySet<string>): DFA {
  const key = [...domains].sort().join(' ');
  const known = STRANGERS.get(key);
  if (known !== undefined) return known;
  if (STRANGERS.size >= MAX_SETS) STRANGERS.clear();
  const language = outside(registrableOrigins(), domains);
  STRANGERS.set(key, language);
  return language;
}

const STRANGERS = new Map<string, DFA>();
const MAX_SETS = 20;

function search(when: OriginPredicate, domains: ReadonlySet<string>, freedom: Freedom): readonly string[] {
  try {
    const accepted = acceptedLanguage(when, freedom);
    return [...shortest(intersection(strangers(domains), accepted), MAX_TRIED)];
  } catch {
    // Not expressed, or too many states: candidates have been tried before.
    return [];
  }
}
