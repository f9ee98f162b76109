import type { CharSet, DFA, Expression, NoParent } from 'refa';
import { onDemand, once } from '../on-demand.ts';

/**
 * Languages of whole texts. A text stands between two characters that mark its beginning and its end and occur nowhere
 * else, so that `^` and `$` are characters like any other: the text `a` is the word `START a END`.
 */
export const START = '\u0002';

/** See {@link START}. */
export const END = '\u0003';

/** The alphabet: what a JavaScript string is made of without the `u` flag. */
const MAX_CHARACTER = { maxCharacter: 0xffff } as const;

/** States of one automaton before the answer is unknown; real checks need some dozens. */
const MAX_STATES = 1_000;

/** Thrown where a language cannot be expressed within bounds: the answer is unknown. */
export class NotExpressed extends Error {
  override readonly name = 'NotExpressed';
}

const factory = () => new (onDemand.refa().DFA.LimitedNodeFactory)(MAX_STATES);

/** No text. */
export function none(): DFA {
  return onDemand.refa().DFA.empty(MAX_CHARACTER, factory());
}

/** Every text. */
export const all = once(() => fixed('[^]*'));

/** Texts that both languages have. */
export function intersection(left: DFA, right: DFA): DFA {
  return minimized(onDemand.refa().DFA.fromIntersection(left, right, factory()));
}

/** Texts that the language does not have. */
export function complement(language: DFA): DFA {
  return intersection(opposite(language), all());
}

/** Texts that the first language has, and the other has not. */
export function difference(left: DFA, right: DFA): DFA {
  return intersection(left, opposite(right));
}

/** Texts that one of the languages has. */
export function union(left: DFA, right: DFA): DFA {
  if (left.isEmpty) return right;
  return right.isEmpty ? left : minimized(opposite(intersection(opposite(left), opposite(right))));
}

/** All words that the language does not have, marked or not. */
function opposite(language: DFA): DFA {
  const copy = language.copy(factory());
  copy.complement(factory());
  return copy;
}

/** Exactly these texts. */
export function words(texts: readonly string[]): DFA {
  return minimized(onDemand.refa().DFA.fromWords(texts.map((text) => Array.from(START + text + END, (character) => character.charCodeAt(0))), MAX_CHARACTER, factory()));
}

const FIXED = new Map<string, DFA>();

/** Languages that are remembered at once: a rule's check, its repairs, and the next file's check have most in common. */
const MAX_REMEMBERED = 200;

/** The texts that a pattern without assertions matches as a whole. */
export function fixed(source: string): DFA {
  return remembered(FIXED, source, () => compile(source));
}

/** What was made for a key before, or what is made now. */
export function remembered(known: Map<string, DFA>, key: string, make: () => DFA): DFA {
  const before = known.get(key);
  if (before !== undefined) return before;
  if (known.size >= MAX_REMEMBERED) known.clear();
  const made = make();
  known.set(key, made);
  return made;
}

function compile(source: string): DFA {
  const { JS } = onDemand.refa();
  const { expression } = JS.Parser.fromLiteral({ source: `${START}(?:${source})${END}`, flags: '' }).parse({ assertions: 'throw' });
  return ofExpression(withoutMarks(expression));
}

/** The language of an expression over marked texts; assertions that only hold outside of the marks never do. */
export function ofExpression(expression: NoParent<Expression>): DFA {
  const { NFA, DFA: Dfa } = onDemand.refa();
  return minimized(Dfa.fromFA(NFA.fromRegex(expression, MAX_CHARACTER, { assertions: 'disable' }, new NFA.LimitedNodeFactory(MAX_STATES)), factory()));
}

/** The expression in which no class takes a mark, but for the marks themselves. */
export function withoutMarks(expression: NoParent<Expression>): NoParent<Expression> {
  const { visitAst } = onDemand.refa();
  const [start, end] = [START.charCodeAt(0), END.charCodeAt(0)];
  visitAst(expression, {
    onCharacterClassEnter(node) {
      if (node.characters.size > 1) node.characters = node.characters.without({ min: start, max: end });
    },
  });
  return expression;
}

/** States of an automaton that is not worth making smaller. */
const FEW_STATES = 60;

function minimized(language: DFA): DFA {
  language.removeUnreachable();
  if ([...language.nodes()].length > FEW_STATES) language.minimize();
  return language;
}

/** Characters in the order in which they make a readable name. */
const READABLE = Array.from('evil-site.abcdfghjkmnopqruwxyz0123456789_:/', (character) => character.charCodeAt(0));

const order = (rank: number): number => (rank === -1 ? READABLE.length : rank);

/** The shortest texts of a language, at most `limit` of them. */
export function* shortest(language: DFA, limit: number): Generator<string> {
  let level: { readonly node: DFA.ReadonlyNode; readonly text: string }[] = [{ node: language.initial, text: '' }];
  const finals: ReadonlySet<DFA.ReadonlyNode> = language.finals;
  const visits = new Map<DFA.ReadonlyNode, number>();
  let found = 0;
  for (let length = 0; length < 80 && level.length > 0; length++) {
    const next: typeof level = [];
    for (const { node, text } of level) {
      if (finals.has(node)) {
        yield text.slice(START.length, -END.length);
        if (++found >= limit) return;
      }
      const count = visits.get(node) ?? 0;
      if (count >= 4) continue;
      visits.set(node, count + 1);
      const steps = [...node.out].map(([range, target]) => ({ rank: READABLE.findIndex((each) => range.min <= each && each <= range.max), range, target }));
      for (const { rank, range, target } of steps.sort((x, y) => order(x.rank) - order(y.rank))) {
        next.push({ node: target, text: text + String.fromCharCode(READABLE[rank] ?? range.min) });
      }
    }
    level = next;
  }
}

/** A language with something before and after its texts: `before` and `after` are patterns, `forbidden` the characters that its texts do not have. */
export function around(before: string, language: DFA, after: string, forbidden: string): DFA {
  const { JS, CharSet: Sets, DFA: Dfa } = onDemand.refa();
  const partly = (source: string): DFA => ofExpression(withoutMarks(JS.Parser.fromLiteral({ source, flags: '' }).parse({ assertions: 'throw' }).expression));
  const [opening, closing] = [partly(`${START}(?:${before})`), partly(`(?:${after})${END}`)];
  const inside = new Set(language.nodes());
  const first = language.initial.out.get(START.charCodeAt(0));
  if (first === undefined) return none();
  const kept = Sets.empty(MAX_CHARACTER.maxCharacter).union(Array.from(forbidden + START + END, (each) => ({ min: each.charCodeAt(0), max: each.charCodeAt(0) }))).negate();
  const isComplete = (node: DFA.Node): boolean => {
    const end = node.out.get(END.charCodeAt(0));
    return end !== undefined && language.finals.has(end);
  };
  const transitions = (node: DFA.Node, into: Map<DFA.Node, CharSet>): void => {
    for (const [range, target] of node.out) {
      const characters = Sets.empty(MAX_CHARACTER.maxCharacter).union([range]);
      const taken = inside.has(node) ? characters.intersect(kept) : characters;
      if (!taken.isEmpty) into.set(target, into.get(target)?.union(taken) ?? taken);
    }
    if (opening.finals.has(node)) transitions(first, into);
    if (inside.has(node) && isComplete(node)) transitions(closing.initial, into);
  };
  return minimized(
    Dfa.fromFA<DFA.Node>(
      {
        ...MAX_CHARACTER,
        transitionIterator: () => ({
          initial: opening.initial,
          getOut: (node) => {
            const out = new Map<DFA.Node, CharSet>();
            transitions(node, out);
            return out;
          },
          isFinal: (node) => closing.finals.has(node),
        }),
      },
      factory(),
    ),
  );
}
