import type { CheckRepair } from './check-repair.ts';
import { findsMatch } from './pattern-matching.ts';
import type { Place } from './place.ts';
import { isDecided, structureOf } from './predicate-structure.ts';
import { comparePosition, type Position } from './text-position.ts';
import { applyStep, type OriginPart, type TextStep } from './text-steps.ts';

export type { OriginPart } from './text-steps.ts';

/**
 * A boolean formula over the request's origin: when does the server accept it?
 *
 * | atom | true for |
 * | --- | --- |
 * | `present` | any origin (false only for a request without `Origin`) |
 * | `listed` | an origin that equals one of `values`; `complete: false` says that there are more that the code does not show |
 * | `starts-with`, `ends-with`, `contains` | string comparison with `text`; with `ignoreCase` after lower-casing |
 * | `matches` | a JavaScript regular expression that finds a match |
 * | `part-of` | an origin that is a substring (`contains`) or a prefix (`starts-with`) of `text`: the reversed check |
 * | `position` | an origin in which `indexOf` or `lastIndexOf` answers so, for comparisons that are none of the above |
 * | `part` | one part of the parsed origin (scheme, host, hostname, port) compared by the nested predicate |
 * | `made` | the origin after something was done to it, compared by the nested predicate |
 * | `configured` | a comparison with what the environment variable `setting` holds: `is` is the comparison where that is `example`, and `whenUnset` what it comes to while the variable is unset |
 * | `depends` | a condition that is not about the origin: another part of the request, or the deployment's configuration; `setting` names the environment variable when the condition is just that it is set |
 * | `unknown` | anything that the code does not show |
 */
export type OriginPredicate =
  | { readonly op: 'always' }
  | { readonly op: 'never' }
  | { readonly op: 'and' | 'or'; readonly of: readonly OriginPredicate[] }
  | { readonly op: 'not'; readonly of: OriginPredicate }
  | OriginAtom;

/** The leaves of an {@link OriginPredicate}, each with the place and text it was read from. */
export type OriginAtom = { readonly place: Place; readonly text: string; readonly repair?: CheckRepair } & (
  | { readonly op: 'present' }
  | { readonly op: 'listed'; readonly values: readonly string[]; readonly complete: boolean }
  | { readonly op: 'starts-with' | 'ends-with' | 'contains'; readonly operand: string; readonly ignoreCase: boolean }
  | { readonly op: 'matches'; readonly source: string; readonly flags: string; /** Whether it is a method of the text, which `undefined` does not have. */ readonly ofText?: boolean }
  | { readonly op: 'part-of'; readonly whole: string; readonly from: 'start' | 'anywhere' }
  | { readonly op: 'position'; readonly position: Position }
  | { readonly op: 'part'; readonly part: OriginPart; readonly is: OriginPredicate }
  | { readonly op: 'made'; readonly by: TextStep; readonly is: OriginPredicate }
  | { readonly op: 'configured'; readonly setting: string; readonly example: string | null; readonly is: OriginPredicate; readonly whenUnset: OriginPredicate | null }
  | { readonly op: 'depends'; readonly on: 'request' | 'configuration'; readonly setting: string | null }
  | { readonly op: 'unknown'; readonly reason: string }
);

/** Yes, no, or not decidable from the code. */
export type Truth = 'yes' | 'no' | 'unknown';

/** The predicate that accepts every origin. */
export const ALWAYS: OriginPredicate = { op: 'always' };

/** The predicate that accepts none. */
export const NEVER: OriginPredicate = { op: 'never' };

/** Conjunction, simplified where a part is constant, stands there already, or is contradicted by another. */
export function and(...parts: readonly OriginPredicate[]): OriginPredicate {
  return join('and', parts);
}

/** Disjunction, simplified where a part is constant, stands there already, or is contradicted by another. */
export function or(...parts: readonly OriginPredicate[]): OriginPredicate {
  return join('or', parts);
}

/** Parts that are compared with each other; joining more of them costs more than it saves. */
const MAX_COMPARED = 200;

function join(op: 'and' | 'or', parts: readonly OriginPredicate[]): OriginPredicate {
  const [neutral, decisive] = op === 'and' ? [ALWAYS, NEVER] : [NEVER, ALWAYS];
  const flat = parts.flatMap((part) => (part.op === op ? part.of : [part])).filter((part) => part.op !== neutral.op);
  const settled = flat.findIndex((part) => part.op === decisive.op);
  // What stands before it is still asked, and may throw.
  if (settled !== -1 && !flat.slice(0, settled).some(canThrow)) return decisive;
  const simple = flat.length > 1 && flat.length <= MAX_COMPARED ? simplified(op, flat) : flat;
  if (simple === null) return decisive;
  // What became simpler may now repeat, or settle, another part.
  if (simple.length !== flat.length || simple.some((part, index) => part !== flat[index])) return join(op, simple);
  const [first] = simple;
  if (first === undefined) return neutral;
  return simple.length === 1 ? first : { op, of: simple };
}

/** Whether asking this of some origin may throw: a text is parsed, or a method is called of a piece that is not there. */
function canThrow(predicate: OriginPredicate): boolean {
  return [...atomsOf(predicate)].some((atom) => atom.op === 'part' || atom.op === 'made');
}

/**
 * Parts of a conjunction (or, the other way round, of a disjunction) without those that say nothing new: repeated ones,
 * and, in `a || (!a && b)`, what the first part has settled. `null` when two parts contradict each other.
 */
function simplified(op: 'and' | 'or', flat: readonly OriginPredicate[]): readonly OriginPredicate[] | null {
  const seen = new Map<string, OriginPredicate>();
  for (const part of flat) if (!seen.has(structureOf(part))) seen.set(structureOf(part), part);
  for (const part of seen.values()) if (part.op !== 'not' && seen.has(structureOf(not(part))) && isDecided(part)) return null;
  const kept: OriginPredicate[] = [];
  for (const [structure, part] of seen) {
    const inner = op === 'and' ? 'or' : 'and';
    if (part.op !== inner) {
      kept.push(part);
      continue;
    }
    // What stands before, in any order, is settled inside; a part that has it whole says nothing new.
    if (part.of.some((each) => structureOf(each) !== structure && seen.has(structureOf(each)) && isDecided(each))) continue;
    const isSettled = (each: OriginPredicate): boolean => {
      const opposite = not(each);
      return (opposite.op === op ? opposite.of : [opposite]).every((one) => seen.has(structureOf(one))) && isDecided(each);
    };
    const open = part.of.filter((each) => !isSettled(each));
    kept.push(open.length === part.of.length ? part : join(inner, open));
  }
  return kept.flatMap((part) => (part.op === op ? part.of : [part]));
}

/** Negation, simplified where the part is constant or itself a negation. */
export function not(part: OriginPredicate): OriginPredicate {
  switch (part.op) {
    case 'always':
      return NEVER;
    case 'never':
      return ALWAYS;
    case 'not':
      return part.of;
    default:
      return { op: 'not', of: part };
  }
}

/** Which `depends` atoms the question may choose freely, because it asks "is there a request (or a deployment) …". */
export interface Freedom {
  readonly request: boolean;
  readonly configuration: boolean;
  /** The environment variable that is taken to be unset. */
  readonly unset?: string;
  /** Whether the origin stands for any that the code has never heard of: a list, of which not all is shown, does not have it. */
  readonly isStranger?: boolean;
}

/** "For some request": conditions on other parts of the request can be met, the configuration is as it is. */
export const FOR_SOME_REQUEST: Freedom = { request: true, configuration: false };

/** "For some request, in some deployment that the code provides for". */
export const IN_SOME_DEPLOYMENT: Freedom = { request: true, configuration: true };

/** Exactly this request: nothing else is known of it. */
const NOTHING_FREE: Freedom = { request: false, configuration: false };

/** Whether the formula can be true and whether it can be false; a free atom can be both, a test that throws is neither. */
interface Possible {
  readonly true: Truth;
  readonly false: Truth;
}

/** The test throws, so that the request fails: `new URL('null')`. */
const THROWS: Possible = { true: 'no', false: 'no' };

const RANK: Readonly<Record<Truth, number>> = { no: 0, unknown: 1, yes: 2 };
const least = (truths: readonly Truth[]): Truth => truths.reduce((a, b) => (RANK[b] < RANK[a] ? b : a), 'yes');
const most = (truths: readonly Truth[]): Truth => truths.reduce((a, b) => (RANK[b] > RANK[a] ? b : a), 'no');
const exactly = (truth: boolean): Possible => ({ true: truth ? 'yes' : 'no', false: truth ? 'no' : 'yes' });
const fromBoolean = (truth: boolean | null): Possible => (truth === null ? UNDECIDED : exactly(truth));
const UNDECIDED: Possible = { true: 'unknown', false: 'unknown' };

/**
 * Whether the server accepts `origin` (a serialized origin, or `null` for a request without `Origin`).
 *
 * With nothing free the answer is about exactly that request; with `freedom` it is about some request from that origin.
 */
export function accepts(
  predicate: OriginPredicate,
  origin: string | null,
  freedom: Freedom = NOTHING_FREE,
): Truth {
  return possible(predicate, origin, freedom).true;
}

/** Whether the code throws when it asks this of `origin`, so that neither branch is taken. */
export function throwsFor(predicate: OriginPredicate, origin: string | null, freedom: Freedom = NOTHING_FREE): boolean {
  const answer = possible(predicate, origin, freedom);
  return answer.true === 'no' && answer.false === 'no';
}

function possible(predicate: OriginPredicate, origin: string | null, freedom: Freedom): Possible {
  switch (predicate.op) {
    case 'always':
      return exactly(true);
    case 'never':
      return exactly(false);
    case 'and': {
      const { parts, thrown } = untilThrown(predicate.of, origin, freedom);
      return { true: thrown ? 'no' : least(parts.map((part) => part.true)), false: thrown && parts.every((part) => part.false === 'no') ? 'no' : most(parts.map((part) => part.false)) };
    }
    case 'or': {
      const { parts, thrown } = untilThrown(predicate.of, origin, freedom);
      return { true: most(parts.map((part) => part.true)), false: thrown ? 'no' : least(parts.map((part) => part.false)) };
    }
    case 'not': {
      const part = possible(predicate.of, origin, freedom);
      return { true: part.false, false: part.true };
    }
    case 'depends':
      if (predicate.setting !== null && predicate.setting === freedom.unset) return exactly(false);
      return freedom[predicate.on] ? { true: 'yes', false: 'yes' } : UNDECIDED;
    case 'configured':
      if (predicate.setting === freedom.unset) return predicate.whenUnset === null ? UNDECIDED : possible(predicate.whenUnset, origin, freedom);
      return freedom.configuration ? perhaps(possible(predicate.is, origin, freedom)) : UNDECIDED;
    case 'unknown':
      return UNDECIDED;
    case 'part':
      return origin === null ? UNDECIDED : possiblePart(predicate.part, predicate.is, origin, freedom);
    case 'made':
      return origin === null ? UNDECIDED : possibleMade(predicate.by, predicate.is, origin, freedom);
    case 'present':
      return exactly(origin !== null && origin !== '');
    default:
      if (origin === null) return UNDECIDED;
      return predicate.op === 'listed' && freedom.isStranger === true && !predicate.values.includes(origin) ? exactly(false) : decideText(predicate, origin);
  }
}

/** What holds in one deployment can hold; what does not may hold in another. */
function perhaps({ true: yes, false: no }: Possible): Possible {
  return { true: yes === 'yes' ? 'yes' : 'unknown', false: no === 'yes' ? 'yes' : 'unknown' };
}

/** The parts in the order in which the code asks them, up to one that throws. */
function untilThrown(predicates: readonly OriginPredicate[], origin: string | null, freedom: Freedom): { parts: readonly Possible[]; thrown: boolean } {
  const parts: Possible[] = [];
  for (const predicate of predicates) {
    const part = possible(predicate, origin, freedom);
    if (part.true === 'no' && part.false === 'no') return { parts, thrown: true };
    parts.push(part);
  }
  return { parts, thrown: false };
}

type TextAtom = Extract<OriginAtom, { op: 'listed' | 'starts-with' | 'ends-with' | 'contains' | 'matches' | 'part-of' | 'position' }>;

function decideText(atom: TextAtom, origin: string): Possible {
  switch (atom.op) {
    case 'listed':
      if (atom.values.includes(origin)) return exactly(true);
      return atom.complete ? exactly(false) : UNDECIDED;
    case 'starts-with':
      return exactly(fold(origin, atom.ignoreCase).startsWith(atom.operand));
    case 'ends-with':
      return exactly(fold(origin, atom.ignoreCase).endsWith(atom.operand));
    case 'contains':
      return exactly(fold(origin, atom.ignoreCase).includes(atom.operand));
    case 'part-of':
      return exactly(atom.from === 'start' ? atom.whole.startsWith(origin) : atom.whole.includes(origin));
    case 'position':
      return exactly(comparePosition(atom.position, origin));
    case 'matches':
      return fromBoolean(findsMatch(atom.source, atom.flags, origin));
  }
}

const fold = (text: string, ignoreCase: boolean): string => (ignoreCase ? text.toLowerCase() : text);

function possiblePart(part: OriginPart, is: OriginPredicate, origin: string, freedom: Freedom): Possible {
  if (!URL.canParse(origin)) return THROWS;
  return possible(is, new URL(origin)[part], freedom);
}

function possibleMade(by: TextStep, is: OriginPredicate, origin: string, freedom: Freedom): Possible {
  const made = applyStep(by, origin);
  switch (made.kind) {
    case 'text':
      return possible(is, made.text, freedom);
    case 'throws':
      return THROWS;
    case 'nothing':
      return withoutText(is);
    case 'unknown':
      return UNDECIDED;
  }
}

/** `undefined` equals no text, and has no methods; a pattern or a text that is asked about it takes its name. */
function withoutText(is: OriginPredicate): Possible {
  switch (is.op) {
    case 'listed':
      return is.complete ? exactly(false) : UNDECIDED;
    case 'starts-with':
    case 'ends-with':
    case 'contains':
    case 'position':
    case 'part':
    case 'made':
      return THROWS;
    case 'matches':
      return is.ofText === true ? THROWS : UNDECIDED;
    default:
      return UNDECIDED;
  }
}

/** The formula with another atom in place of one. */
export function replaceAtom(predicate: OriginPredicate, atom: OriginAtom, by: OriginPredicate): OriginPredicate {
  if (predicate === atom) return by;
  switch (predicate.op) {
    case 'and':
      return and(...predicate.of.map((part) => replaceAtom(part, atom, by)));
    case 'or':
      return or(...predicate.of.map((part) => replaceAtom(part, atom, by)));
    case 'not':
      return not(replaceAtom(predicate.of, atom, by));
    case 'part':
    case 'made':
    case 'configured':
      return { ...predicate, is: replaceAtom(predicate.is, atom, by) };
    default:
      return predicate;
  }
}

/** The texts that an atom compares with, as they stand: entries of a list, a beginning, an end, a part. */
export function comparedTexts(atom: OriginAtom): readonly string[] {
  switch (atom.op) {
    case 'listed':
      return atom.values;
    case 'starts-with':
    case 'ends-with':
    case 'contains':
      return [atom.operand];
    default:
      return [];
  }
}

/** Every atom of the formula, in source order of the formula; what is compared with a setting is not spelled out, and left out. */
export function* atomsOf(predicate: OriginPredicate): Generator<OriginAtom> {
  // A stack of its own: generators that hand on to each other take the depth of the formula for each atom.
  const open: OriginPredicate[] = [predicate];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    switch (next.op) {
      case 'always':
      case 'never':
        break;
      case 'and':
      case 'or':
        open.push(...next.of.toReversed());
        break;
      case 'not':
        open.push(next.of);
        break;
      case 'part':
      case 'made':
        yield next;
        open.push(next.is);
        break;
      default:
        yield next;
    }
  }
}
