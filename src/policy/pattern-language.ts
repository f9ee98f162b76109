import { RegExpParser, type AST } from '@eslint-community/regexpp';
import type { Concatenation, DFA, Expression, NoParent } from 'refa';
import { all, difference, END, intersection, none, NotExpressed, ofExpression, remembered, START, union, withoutMarks } from './automaton.ts';
import { onDemand } from '../on-demand.ts';

/** Longest source that becomes an automaton; on longer ones only candidates are tried. */
const MAX_SOURCE_LENGTH = 400;

/**
 * The texts in which a pattern finds a match.
 * @throws {NotExpressed} for backreferences, lookarounds inside the pattern, and what is beyond bounds
 */
export function matching(source: string, flags: string): DFA {
  if (source.length > MAX_SOURCE_LENGTH || /[yv]/.test(flags)) throw new NotExpressed(`/${source}/${flags}`);
  return remembered(MATCHING, `/${source}/${flags}`, () => compile(source, flags));
}

const MATCHING = new Map<string, DFA>();

function compile(source: string, flags: string): DFA {
  const pattern = new RegExpParser().parsePattern(source);
  // `^A|B$` has one anchor in each alternative: each is a language of its own.
  return pattern.alternatives.map((alternative) => ofAlternative(alternative, source, flags)).reduce(union, none());
}

function ofAlternative({ elements, start, end }: AST.Alternative, source: string, flags: string): DFA {
  const [anchor, ...rest] = elements;
  // `^(?!.*evil).*\.example\.com$`: what the lookahead forbids is taken away.
  const aheads = anchor?.type === 'Assertion' && anchor.kind === 'start' ? leadingAheads(rest) : [];
  const last = aheads.at(-1);
  if (last === undefined) return ofText(source.slice(start, end), flags);
  const own = ofText(`^(?:${source.slice(last.end, end)})`, flags);
  // What is asked again changes nothing.
  const distinct = [...new Map(aheads.map((ahead) => [ahead.raw, ahead])).values()];
  return distinct.reduce((language, ahead) => {
    const inside = ahead.alternatives.map((each) => ofText(`^(?:${each.raw})`, flags)).reduce(union, none());
    return ahead.negate ? difference(language, inside) : intersection(language, inside);
  }, own);
}

function leadingAheads(elements: readonly AST.Element[]): readonly AST.LookaheadAssertion[] {
  const aheads: AST.LookaheadAssertion[] = [];
  for (const element of elements) {
    if (element.type !== 'Assertion' || element.kind !== 'lookahead') break;
    aheads.push(element);
  }
  return aheads;
}

function ofText(source: string, flags: string): DFA {
  const { JS, transform, Transformers } = onDemand.refa();
  const { alternatives } = new RegExpParser().parsePattern(source);
  const parse = (text: string): NoParent<Expression> => withoutMarks(JS.Parser.fromLiteral({ source: text, flags: flags.replace(/[gudms]/g, '') + (flags.includes('s') ? 's' : '') }).parse({ assertions: 'parse', backreferences: 'throw', maxNodes: 2_000 }).expression);
  const simplified = (expression: NoParent<Expression>): NoParent<Expression> => transform(Transformers.simplify({ ignoreAmbiguity: true, ignoreOrder: true }), expression);
  const edges = edgesOf(alternatives);
  if (edges !== null) {
    // Most patterns say at their edges only where the text begins and ends: no other place can be taken for these.
    const inner = parse(source.slice(edges.start, edges.end));
    const elements = [only(START), ...(edges.isAnchored ? [] : [anything(false)]), alternation(inner), ...(edges.isClosed ? [] : [anything(false)]), only(END)];
    return ofExpression(simplified(inOrder(elements)));
  }
  const expression = simplified(inOrder([anything(true), alternation(parse(markAnchors(source, alternatives))), anything(true)]));
  for (const alternative of expression.alternatives) refuseInnerAssertions(alternative, true, true);
  return intersection(ofExpression(expression), all());
}

type Element = NoParent<Concatenation>['elements'][number];

const inOrder = (elements: Element[]): NoParent<Expression> => ({ type: 'Expression', alternatives: [{ type: 'Concatenation', elements }] });
const alternation = ({ alternatives }: NoParent<Expression>): Element => ({ type: 'Alternation', alternatives });

function only(mark: string): Element {
  const code = mark.charCodeAt(0);
  return { type: 'CharacterClass', characters: onDemand.refa().CharSet.empty(0xffff).union([{ min: code, max: code }]) };
}

/** Any characters; only those of a text, or the marks as well. */
function anything(withMarks: boolean): Element {
  const every = onDemand.refa().CharSet.all(0xffff);
  const characters = withMarks ? every : every.without({ min: START.charCodeAt(0), max: END.charCodeAt(0) });
  return { type: 'Quantifier', min: 0, max: Infinity, lazy: false, alternatives: [{ type: 'Concatenation', elements: [{ type: 'CharacterClass', characters }] }] };
}

/** What stands between the anchors at the edges of a pattern; `null` when it has other assertions. */
function edgesOf(alternatives: readonly AST.Alternative[]): { readonly start: number; readonly end: number; readonly isAnchored: boolean; readonly isClosed: boolean } | null {
  const [alternative, ...others] = alternatives;
  if (alternative === undefined || others.length > 0) return null;
  const isAnchor = (element: AST.Element | undefined, kind: 'start' | 'end'): boolean => element?.type === 'Assertion' && element.kind === kind;
  const isAnchored = isAnchor(alternative.elements[0], 'start');
  const isClosed = isAnchor(alternative.elements.at(-1), 'end');
  const inner = alternative.elements.slice(isAnchored ? 1 : 0, isClosed ? -1 : undefined);
  if (inner.some(hasAssertion)) return null;
  return { start: alternative.start + (isAnchored ? 1 : 0), end: alternative.end - (isClosed ? 1 : 0), isAnchored, isClosed };
}

function hasAssertion(element: AST.Element): boolean {
  if (element.type === 'Quantifier') return hasAssertion(element.element);
  if (element.type === 'Group' || element.type === 'CapturingGroup') return element.alternatives.some((each) => each.elements.some(hasAssertion));
  return element.type === 'Assertion';
}

/** The source with the marks of beginning and end in place of `^` and `$`. */
function markAnchors(source: string, alternatives: readonly AST.Alternative[]): string {
  const anchors: { readonly at: number; readonly mark: string }[] = [];
  const visit = (inside: readonly AST.Alternative[]): void => {
    for (const element of inside.flatMap((alternative) => alternative.elements)) {
      const inner = element.type === 'Quantifier' ? element.element : element;
      if (inner.type === 'Assertion' && (inner.kind === 'start' || inner.kind === 'end')) anchors.push({ at: inner.start, mark: inner.kind === 'start' ? START : END });
      else if ('alternatives' in inner) visit(inner.alternatives);
    }
  };
  visit(alternatives);
  return anchors.sort((a, b) => b.at - a.at).reduce((text, { at, mark }) => text.slice(0, at) + mark + text.slice(at + 1), source);
}

/** What is left of assertions at the edges asks for a text without marks; anywhere else it is not expressed. */
function refuseInnerAssertions({ elements }: NoParent<Concatenation>, isFirst: boolean, isLast: boolean): void {
  elements.forEach((element, index) => {
    const first = isFirst && index === 0;
    const last = isLast && index === elements.length - 1;
    switch (element.type) {
      case 'Assertion':
        if (!(element.kind === 'ahead' ? last : first)) throw new NotExpressed('a lookaround inside the pattern');
        return;
      case 'Alternation':
        for (const alternative of element.alternatives) refuseInnerAssertions(alternative, first, last);
        return;
      case 'Quantifier':
        for (const alternative of element.alternatives) refuseInnerAssertions(alternative, false, false);
        return;
      case 'CharacterClass':
      case 'Unknown':
        return;
    }
  });
}
