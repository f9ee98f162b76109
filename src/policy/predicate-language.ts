import type { DFA } from 'refa';
import { all, around, complement, difference, END, fixed, intersection, none, NotExpressed, START, union, words } from './automaton.ts';
import { once } from '../on-demand.ts';
import { matching } from './pattern-language.ts';
import type { Freedom, OriginAtom, OriginPredicate } from './origin-predicate.ts';
import type { Position } from './text-position.ts';
import type { OriginPart, TextStep } from './text-steps.ts';

/** The texts for which a formula is certainly true, and those for which it is certainly false; each made when it is asked for. */
interface Languages {
  readonly true: () => DFA;
  readonly false: () => DFA;
}

/**
 * The origins that a predicate certainly accepts: the same answer as `accepts` gives for each of them, for all of them
 * at once. Only web origins are looked at; what is said of other texts does not matter.
 * @throws {NotExpressed} when a part of it is no regular language, or beyond bounds
 */
export function acceptedLanguage(predicate: OriginPredicate, freedom: Freedom): DFA {
  return languagesOf(predicate, freedom).true();
}

const exactly = (language: DFA): Languages => ({ true: () => language, false: once(() => complement(language)) });
const UNDECIDED: Languages = { true: none, false: none };

function languagesOf(predicate: OriginPredicate, freedom: Freedom): Languages {
  switch (predicate.op) {
    case 'always':
    case 'present':
      return { true: all, false: none };
    case 'never':
      return { true: none, false: all };
    case 'and': {
      const parts = predicate.of.map((part) => languagesOf(part, freedom));
      return { true: once(() => parts.map((part) => part.true()).reduce(intersection)), false: once(() => parts.map((part) => part.false()).reduce(union)) };
    }
    case 'or': {
      const parts = predicate.of.map((part) => languagesOf(part, freedom));
      return { true: once(() => parts.map((part) => part.true()).reduce(union)), false: once(() => parts.map((part) => part.false()).reduce(intersection)) };
    }
    case 'not': {
      const part = languagesOf(predicate.of, freedom);
      return { true: part.false, false: part.true };
    }
    case 'depends':
      if (predicate.setting !== null && predicate.setting === freedom.unset) return { true: none, false: all };
      return freedom[predicate.on] ? { true: all, false: all } : UNDECIDED;
    case 'configured': {
      if (predicate.setting === freedom.unset) return predicate.whenUnset === null ? UNDECIDED : languagesOf(predicate.whenUnset, freedom);
      return freedom.configuration ? languagesOf(predicate.is, freedom) : UNDECIDED;
    }
    case 'unknown':
      return UNDECIDED;
    case 'part':
      return lifted(languagesOf(predicate.is, freedom), predicate.part);
    case 'made':
      return made(predicate.by, predicate.is, freedom);
    default:
      return textLanguages(predicate);
  }
}

type TextAtom = Extract<OriginAtom, { op: 'listed' | 'starts-with' | 'ends-with' | 'contains' | 'matches' | 'part-of' | 'position' }>;

function textLanguages(atom: TextAtom): Languages {
  switch (atom.op) {
    case 'listed': {
      const values = words(atom.values);
      return { true: () => values, false: once(() => (atom.complete ? complement(values) : none())) };
    }
    case 'starts-with':
      return exactly(fixed(`${literal(atom.operand)}[^]*`));
    case 'ends-with':
      return exactly(fixed(`[^]*${literal(atom.operand)}`));
    case 'contains':
      return exactly(fixed(`[^]*${literal(atom.operand)}[^]*`));
    case 'part-of':
      return exactly(words(piecesOf(atom.whole, atom.from)));
    case 'matches':
      return exactly(matching(atom.source, atom.flags));
    case 'position':
      return exactly(positionLanguage(atom.position));
  }
}

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** Longest text whose pieces are listed. */
const MAX_WHOLE = 120;

function piecesOf(whole: string, from: 'start' | 'anywhere'): readonly string[] {
  if (whole.length > MAX_WHOLE) throw new NotExpressed('a long text');
  const starts = from === 'start' ? [0] : Array.from({ length: whole.length }, (_, index) => index);
  // Only pieces that are origins matter.
  return starts.flatMap((start) => (/^https?:/.test(whole.slice(start)) ? Array.from({ length: whole.length - start }, (_, length) => whole.slice(start, start + length + 1)) : []));
}

function positionLanguage({ method, operand, operator, to, fromEnd }: Position): DFA {
  const text = literal(operand);
  const contains = fixed(`[^]*${text}[^]*`);
  // Where the text stands at the end, and where neither side is found: both are -1.
  if (method === 'lastIndexOf' && fromEnd && -to === operand.length && (operator === '==' || operator === '!=')) {
    const same = union(fixed(`[^]*${text}`), difference(fixed(`[^]{${String(operand.length - 1)}}`), contains));
    return operator === '==' ? same : complement(same);
  }
  if (method === 'indexOf' && !fromEnd && to === 0 && operator === '>') return difference(contains, fixed(`${text}[^]*`));
  throw new NotExpressed('a position');
}

const HOST = '[^/:]+';
const PORT = '(?::\\d+)?';

/** Web origins whose part is in the language; addresses of IPv6 are left out. */
function lifted(inner: Languages, part: OriginPart): Languages {
  const lift = (language: DFA): DFA => {
    switch (part) {
      case 'protocol':
        return union(schemeIn(language, 'https'), schemeIn(language, 'http'));
      case 'hostname':
        return around('https?:\\/\\/', language, PORT, '/:');
      case 'host':
        return around('https?:\\/\\/', language, '', '/');
      case 'port':
        return union(around(`https?:\\/\\/${HOST}:`, language, '', '/:'), language.test(marked('')) ? fixed(`https?:\\/\\/${HOST}`) : none());
    }
  };
  return { true: once(() => lift(inner.true())), false: once(() => lift(inner.false())) };
}

const marked = (text: string): readonly number[] => Array.from(START + text + END, (each) => each.charCodeAt(0));

function schemeIn(language: DFA, scheme: string): DFA {
  return language.test(marked(`${scheme}:`)) ? fixed(`${scheme}:\\/\\/${HOST}${PORT}`) : none();
}

/** What is done to the text, for the few steps that have a simple inverse on web origins. */
function made(by: TextStep, is: OriginPredicate, freedom: Freedom): Languages {
  if (by.step === 'url' && by.part === 'origin') return languagesOf(is, freedom);
  const withoutScheme = (by.step === 'split' && by.joiner === null && ((by.separator === '//' && (by.from === 1 || by.from === -1)) || (by.separator === '://' && (by.from === 1 || by.from === -1))))
    || (by.step === 'replace' && /^\^?\(?(?:\?:)?https\?:\\\/\\\/\)?$/.test(by.what) && by.flags !== null && by.by === '');
  if (withoutScheme) return lifted(languagesOf(is, freedom), 'host');
  throw new NotExpressed(`the step ${by.step}`);
}
