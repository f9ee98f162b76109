import { and, not, or, type OriginPredicate } from './origin-predicate.ts';

/** Ways of accepting that are told apart; past them the condition is taken as one. */
const MAX_DISJUNCTS = 64;

/**
 * The ways in which a condition can hold: it does exactly if one of them does. Each is a conjunction, so that a fault of
 * one of them can be shown at its own test, and the others are left out of it.
 */
export function disjunctsOf(predicate: OriginPredicate): readonly OriginPredicate[] {
  return split(inward(predicate, true))?.filter((way) => way.op !== 'never') ?? [predicate];
}

/** Negations moved to the leaves. */
function inward(predicate: OriginPredicate, holds: boolean): OriginPredicate {
  switch (predicate.op) {
    case 'not':
      return inward(predicate.of, !holds);
    case 'and':
    case 'or': {
      const parts = predicate.of.map((part) => inward(part, holds));
      return (predicate.op === 'and') === holds ? and(...parts) : or(...parts);
    }
    default:
      return holds ? predicate : not(predicate);
  }
}

function split(predicate: OriginPredicate): readonly OriginPredicate[] | null {
  switch (predicate.op) {
    case 'or': {
      const parts = predicate.of.map(split);
      const all = parts.flatMap((part) => part ?? []);
      return parts.includes(null) || all.length > MAX_DISJUNCTS ? null : all;
    }
    case 'and': {
      let products: readonly OriginPredicate[] = [and()];
      for (const part of predicate.of) {
        const choices = split(part);
        if (choices === null || choices.length * products.length > MAX_DISJUNCTS) return null;
        products = products.flatMap((product) => choices.map((choice) => and(product, choice)));
      }
      return products;
    }
    default:
      return [predicate];
  }
}

/** A conjunction without its conditions that are not about the origin: some request meets them. */
export function aboutOrigin(conjunction: OriginPredicate): OriginPredicate {
  const parts = conjunction.op === 'and' ? conjunction.of : [conjunction];
  return and(...parts.filter((part) => part.op !== 'depends' && !(part.op === 'not' && part.of.op === 'depends')));
}
