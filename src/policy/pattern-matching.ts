import { RegExpParser, type AST } from '@eslint-community/regexpp';

/** Longest source that is parsed at all. */
const MAX_SOURCE_LENGTH = 2_000;

/** Longest text that a pattern is applied to; origins are shorter. */
const MAX_TEXT_LENGTH = 512;

/** Elementary steps of one match; real patterns on real origins need some hundreds. */
const MAX_STEPS = 10_000;

/** Patterns that went beyond the bounds; they do so again on the next origin. */
const TOO_LONG = new WeakSet<AST.Pattern>();

/**
 * Whether a JavaScript pattern finds a match in `text`; `null` when that cannot be said within bounds.
 *
 * The pattern comes from code that nobody vouches for, and `RegExp` backtracks: `/^(a|a)*$/` takes for ever on thirty
 * characters (CWE-1333). Whether there is a match does not depend on the order in which it is looked for, so this walks
 * all ways at once: for each node the set of positions at which it can end. That takes polynomial time.
 *
 * `g` and `y` keep state between calls; the first answer of a fresh pattern is the one that counts here.
 */
export function findsMatch(source: string, flags: string, text: string): boolean | null {
  if (source.length > MAX_SOURCE_LENGTH || text.length > MAX_TEXT_LENGTH) return null;
  const parsed = parse(source, flags);
  if (parsed === null || TOO_LONG.has(parsed.pattern)) return null;
  const known = parsed.answers.get(text);
  if (known !== undefined) return known;
  if (parsed.answers.size >= MAX_ANSWERS) parsed.answers.clear();
  try {
    const isFound = new Match(parsed, text).isFound();
    parsed.answers.set(text, isFound);
    return isFound;
  } catch (error) {
    if (!(error instanceof BeyondBounds) && !(error instanceof RangeError)) throw error;
    TOO_LONG.add(parsed.pattern);
    return null;
  }
}

/** What positions cannot express (a backreference needs the text of its group), or too many steps. */
class BeyondBounds extends Error {
  override readonly name = 'BeyondBounds';
}

interface Parsed {
  readonly pattern: AST.Pattern;
  readonly flags: string;
  readonly isSticky: boolean;
  readonly isUnicode: boolean;
  /** What was found in texts so far: every rule asks about the same origins. */
  readonly answers: Map<string, boolean>;
  /** Whether a one-character node takes a character. */
  readonly takes: Map<AST.Node, Map<string, boolean>>;
}

const PARSED = new Map<string, Parsed | null>();

/** Patterns that are remembered at once: a rule tries some dozens of origins on each. */
const MAX_REMEMBERED = 64;

/** Answers that are remembered of one pattern. */
const MAX_ANSWERS = 500;

function parse(source: string, flags: string): Parsed | null {
  const key = `/${source}/${flags}`;
  const known = PARSED.get(key);
  if (known !== undefined) return known;
  if (PARSED.size >= MAX_REMEMBERED) PARSED.clear();
  const parsed = parseFresh(source, flags);
  PARSED.set(key, parsed);
  return parsed;
}

function parseFresh(source: string, flags: string): Parsed | null {
  try {
    const parser = new RegExpParser();
    const { unicode, unicodeSets, sticky } = parser.parseFlags(flags);
    const pattern = parser.parsePattern(source, 0, source.length, { unicode, unicodeSets });
    return { pattern, flags: flags.replace(/[gyd]/g, ''), isSticky: sticky, isUnicode: unicode || unicodeSets, answers: new Map(), takes: new Map() };
  } catch {
    // A syntax error, or nesting deeper than the call stack.
    return null;
  }
}

const WORD = /^\w$/;
const LINE_END = /^[\n\r\u2028\u2029]$/;

class Match {
  readonly #pattern: AST.Pattern;
  readonly #flags: string;
  readonly #isSticky: boolean;
  readonly #characters: readonly string[];
  /** Where a node can end, by the node and where it starts. */
  readonly #ends = new Map<AST.Node, Map<number, readonly number[]>>();
  readonly #takes: Parsed['takes'];
  #steps = 0;

  constructor({ pattern, flags, isSticky, isUnicode, takes }: Parsed, text: string) {
    this.#takes = takes;
    this.#pattern = pattern;
    this.#flags = flags;
    this.#isSticky = isSticky;
    this.#characters = isUnicode ? Array.from(text) : text.split('');
  }

  isFound(): boolean {
    const last = this.#isSticky ? 0 : this.#characters.length;
    for (let start = 0; start <= last; start++) {
      if (this.#ofAlternatives(this.#pattern.alternatives, start).length > 0) return true;
    }
    return false;
  }

  #ofAlternatives(alternatives: readonly AST.Alternative[], start: number): readonly number[] {
    const [only] = alternatives;
    if (alternatives.length === 1 && only !== undefined) return this.#endsOf(only, start);
    return union(alternatives.map((alternative) => this.#endsOf(alternative, start)));
  }

  #endsOf(node: AST.Alternative | AST.Element, start: number): readonly number[] {
    const known = this.#ends.get(node)?.get(start);
    if (known !== undefined) return known;
    if (++this.#steps > MAX_STEPS) throw new BeyondBounds('too many steps');
    const ends = this.#walk(node, start);
    const byStart = this.#ends.get(node) ?? new Map<number, readonly number[]>();
    this.#ends.set(node, byStart.set(start, ends));
    return ends;
  }

  #walk(node: AST.Alternative | AST.Element, start: number): readonly number[] {
    switch (node.type) {
      case 'Alternative':
        return node.elements.reduce<readonly number[]>((from, element) => this.#step(element, from), [start]);
      case 'Group':
        if (node.modifiers !== null) throw new BeyondBounds('modifiers inside a pattern');
        return this.#ofAlternatives(node.alternatives, start);
      case 'CapturingGroup':
        return this.#ofAlternatives(node.alternatives, start);
      case 'Quantifier':
        return this.#repeat(node, [start]);
      case 'Assertion':
        return this.#holds(node, start) ? [start] : [];
      case 'Character':
      case 'CharacterSet':
      case 'CharacterClass': {
        const character = this.#characters[start];
        return character !== undefined && this.#accepts(node, character) ? [start + 1] : [];
      }
      case 'ExpressionCharacterClass':
      case 'Backreference':
        throw new BeyondBounds(`a ${node.type}`);
    }
  }

  #step(node: AST.Element, from: readonly number[]): readonly number[] {
    const [only] = from;
    if (only === undefined) return [];
    // `.*.*.*`: one walk from all places is as long as a walk from one of them, and needs no union of as many sets.
    if (node.type === 'Quantifier' && isOneCharacter(node.element)) return this.#repeat(node, from);
    return from.length === 1 ? this.#endsOf(node, only) : union(from.map((start) => this.#endsOf(node, start)));
  }

  /** Where as many turns as the quantifier allows end, from any of `starts`: the fewest turns to a place decide. */
  #repeat({ element, min, max }: AST.Quantifier, starts: readonly number[]): readonly number[] {
    let reached = starts;
    // A turn moves forward or stays: after as many turns as there are characters, further ones change nothing.
    const settled = this.#characters.length + 1;
    for (let turn = 0; turn < Math.min(min, settled) && reached.length > 0; turn++) {
      this.#steps += reached.length;
      reached = this.#step(element, reached);
    }
    const all = new Set(reached);
    let fresh = reached;
    for (let turn = min; turn < max && fresh.length > 0; turn++) {
      this.#steps += fresh.length;
      fresh = this.#step(element, fresh).filter((end) => !all.has(end));
      for (const end of fresh) all.add(end);
    }
    return [...all];
  }

  #holds(node: AST.Assertion, at: number): boolean {
    const before = this.#characters[at - 1];
    const after = this.#characters[at];
    const isMultiline = this.#flags.includes('m');
    switch (node.kind) {
      case 'start':
        return before === undefined || (isMultiline && LINE_END.test(before));
      case 'end':
        return after === undefined || (isMultiline && LINE_END.test(after));
      case 'word':
        return (isWord(before) !== isWord(after)) !== node.negate;
      case 'lookahead':
        return (this.#ofAlternatives(node.alternatives, at).length > 0) !== node.negate;
      case 'lookbehind': {
        const starts = Array.from({ length: at + 1 }, (_, start) => start);
        return starts.some((start) => this.#ofAlternatives(node.alternatives, start).includes(at)) !== node.negate;
      }
    }
  }

  #accepts(node: AST.Character | AST.CharacterSet | AST.CharacterClass, character: string): boolean {
    const byCharacter = this.#takes.get(node) ?? new Map<string, boolean>();
    this.#takes.set(node, byCharacter);
    const known = byCharacter.get(character);
    if (known !== undefined) return known;
    if (node.type === 'CharacterClass' && node.unicodeSets) throw new BeyondBounds('a class that can hold strings');
    // One character against one character's class: there is nothing to backtrack over.
    const takes = node.type === 'Character' && !this.#flags.includes('i') ? node.value === character.codePointAt(0) : new RegExp(`^${node.raw}$`, this.#flags.replace('m', '')).test(character);
    byCharacter.set(character, takes);
    return takes;
  }
}

function isOneCharacter(node: AST.Element): boolean {
  return node.type === 'Character' || node.type === 'CharacterSet' || node.type === 'CharacterClass';
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && WORD.test(character);
}

function union(sets: readonly (readonly number[])[]): readonly number[] {
  return [...new Set(sets.flat())];
}
