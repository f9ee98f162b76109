import { RegExpParser, type AST } from '@eslint-community/regexpp';

/** A piece of a text that a pattern describes: literal, or filled in where the pattern leaves a choice. */
interface Piece {
  readonly text: string;
  /** `wild`: chosen among several; `dot`: an unescaped dot, which was most likely meant as one. */
  readonly kind: 'literal' | 'wild' | 'dot';
}

/** One reading of a pattern. */
export interface Sample {
  /** A text that the pattern most likely matches; assertions are not looked at. */
  readonly text: string;
  /** What is literal in it: everything between two wild pieces, an unescaped dot read as one. */
  readonly literals: readonly string[];
  /** Whether all of it is literal. */
  readonly isLiteral: boolean;
  /** The same text with other characters where the pattern has an unescaped dot. */
  readonly loose: readonly string[];
}

/** Readings of one pattern: its alternatives and optional parts are expanded up to this many. */
const MAX_SAMPLES = 64;

/** Longest source that is read. */
const MAX_SOURCE_LENGTH = 2_000;

/** What a wild piece is filled with, as far as the pattern allows it. */
const FILLER = 'evil';
const CHARACTERS = 'evilxa1-_.';

/** Texts that a pattern describes; empty when it cannot be parsed. */
export function samplesOf(source: string, flags: string): readonly Sample[] {
  if (source.length > MAX_SOURCE_LENGTH) return [];
  try {
    const parser = new RegExpParser();
    const { unicode, unicodeSets } = parser.parseFlags(flags);
    const { alternatives } = parser.parsePattern(source, 0, source.length, { unicode, unicodeSets });
    return ofAlternatives(alternatives, flags.includes('i')).map(withoutEmptyLabels).map(sample);
  } catch {
    return [];
  }
}

type Reading = readonly Piece[];

function ofAlternatives(alternatives: readonly AST.Alternative[], lower: boolean): readonly Reading[] {
  return alternatives.flatMap((alternative) => ofSequence(alternative.elements, lower)).slice(0, MAX_SAMPLES);
}

/** Longest sequence that is read: an origin is shorter. */
const MAX_ELEMENTS = 300;

function ofSequence(elements: readonly AST.Element[], lower: boolean): readonly Reading[] {
  if (elements.length > MAX_ELEMENTS) return [];
  return elements.reduce<readonly Reading[]>((readings, element) => {
    const next = ofElement(element, lower);
    return readings.flatMap((reading) => next.map((pieces) => [...reading, ...pieces])).slice(0, MAX_SAMPLES);
  }, [[]]);
}

function ofElement(element: AST.Element, lower: boolean): readonly Reading[] {
  switch (element.type) {
    case 'Character': {
      const text = String.fromCodePoint(element.value);
      return [[{ text: lower ? text.toLowerCase() : text, kind: 'literal' }]];
    }
    case 'CharacterSet':
      return element.kind === 'any' ? [[{ text: '.', kind: 'dot' }]] : [[wild(element, 1)]];
    case 'CharacterClass':
      return [[onlyCharacter(element) ?? wild(element, 1)]];
    case 'Group':
    case 'CapturingGroup':
      return ofAlternatives(element.alternatives, lower);
    case 'Quantifier':
      return ofQuantifier(element, lower);
    default:
      return [[]];
  }
}

/** `[.]` is another way to write a dot. */
function onlyCharacter(node: AST.CharacterClass): Piece | null {
  const [only] = node.elements;
  return !node.negate && node.elements.length === 1 && only?.type === 'Character' ? { text: String.fromCodePoint(only.value), kind: 'literal' } : null;
}

function ofQuantifier({ element, min, max }: AST.Quantifier, lower: boolean): readonly Reading[] {
  if (element.type === 'CharacterSet' || element.type === 'CharacterClass') {
    const filled: Reading = [wild(element, Math.min(Math.max(min, FILLER.length), max))];
    return min === 0 ? [filled, [{ text: '', kind: 'wild' }]] : [filled];
  }
  const once = ofElement(element, lower);
  if (min === 0) return [...once.map((reading) => (max > 1 ? reading.map(asWild) : reading)), max > 1 ? [{ text: '', kind: 'wild' }] : []];
  return once.map((reading) => {
    const repeated = Array.from({ length: Math.min(min, 8) }, () => reading).flat();
    return max > min ? repeated.map(asWild) : repeated;
  });
}

const asWild = (piece: Piece): Piece => ({ ...piece, kind: 'wild' });

/** As many accepted characters as asked for, readable where the class allows it. */
function wild(node: AST.CharacterSet | AST.CharacterClass, length: number): Piece {
  const accepts = acceptance(node);
  const readable = Array.from(FILLER).every(accepts) ? FILLER : '';
  const other = Array.from(CHARACTERS).find(accepts) ?? '';
  return { text: (readable.slice(0, length) + other.repeat(length)).slice(0, Math.min(length, 32)), kind: 'wild' };
}

function acceptance(node: AST.CharacterSet | AST.CharacterClass): (character: string) => boolean {
  if (node.type === 'CharacterSet' && node.kind === 'any') return () => true;
  try {
    const expression = new RegExp(`^${node.raw}$`, node.type === 'CharacterClass' && node.unicodeSets ? 'v' : '');
    return (character) => expression.test(character);
  } catch {
    return () => false;
  }
}

/** A dot beside a dot was not meant as one, since no label is empty: it is any character of one. */
function withoutEmptyLabels(reading: Reading): Reading {
  return reading.map((piece, index) => (piece.kind === 'dot' && (reading[index - 1]?.text.endsWith('.') === true || reading[index + 1]?.text.startsWith('.') === true) ? { text: 'x', kind: 'wild' } : piece));
}

function sample(reading: Reading): Sample {
  const dots = reading.flatMap((piece, index) => (piece.kind === 'dot' ? [index] : []));
  const textWith = (isReplaced: (index: number) => boolean): string => reading.map((piece, index) => (isReplaced(index) ? 'x' : piece.text)).join('');
  return {
    text: textWith(() => false),
    literals: reading.map((piece) => (piece.kind === 'wild' ? '\0' : piece.text)).join('').split(/\0+/).filter((text) => text !== ''),
    isLiteral: reading.every((piece) => piece.kind !== 'wild'),
    loose: dots.length === 0 ? [] : [textWith((index) => dots.includes(index)), ...dots.map((dot) => textWith((index) => index === dot))],
  };
}
