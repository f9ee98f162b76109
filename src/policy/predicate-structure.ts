import type { OriginPredicate } from './origin-predicate.ts';

const KNOWN = new WeakMap<OriginPredicate, string>();
const NAMES = new Map<string, string>();
const DECIDED = new WeakMap<OriginPredicate, boolean>();

/** Structures that are told apart at once; formulas of one policy have some hundreds. */
const MAX_NAMES = 100_000;

let named = 0;

/** A name that two predicates share when they accept the same origins for the same reasons, wherever they are written. */
export function structureOf(predicate: OriginPredicate): string {
  const known = KNOWN.get(predicate);
  if (known !== undefined) return known;
  const structure = nameOf(read(predicate));
  KNOWN.set(predicate, structure);
  return structure;
}

/** Short, for the names of formulas that are made of it. */
function nameOf(structure: string): string {
  const known = NAMES.get(structure);
  if (known !== undefined) return known;
  if (NAMES.size >= MAX_NAMES) NAMES.clear();
  const name = `#${String(++named)}`;
  NAMES.set(structure, name);
  return name;
}

function read(predicate: OriginPredicate): string {
  switch (predicate.op) {
    case 'always':
    case 'never':
      return predicate.op;
    case 'and':
    case 'or':
      return `${predicate.op}(${predicate.of.map(structureOf).join(' ')})`;
    case 'not':
      return `not(${structureOf(predicate.of)})`;
    case 'depends':
    case 'unknown':
      return `${predicate.op}(${predicate.op === 'depends' ? predicate.on : ''} ${predicate.place.file} ${String(predicate.place.start)} ${predicate.text})`;
    case 'configured':
      return `configured(${predicate.setting} ${structureOf(predicate.is)} ${predicate.whenUnset === null ? '' : structureOf(predicate.whenUnset)})`;
    default: {
      const shape = JSON.stringify({ ...predicate, place: null, text: null, repair: null, is: null });
      return 'is' in predicate ? `${shape}(${structureOf(predicate.is)})` : shape;
    }
  }
}

/**
 * Whether a predicate is true or false of each origin, and always of the same: it does not throw, and all of it is shown.
 * Only of such a one can it be said that it holds or does not.
 */
export function isDecided(predicate: OriginPredicate): boolean {
  const known = DECIDED.get(predicate);
  if (known !== undefined) return known;
  const decided = decide(predicate);
  DECIDED.set(predicate, decided);
  return decided;
}

function decide(predicate: OriginPredicate): boolean {
  switch (predicate.op) {
    case 'and':
    case 'or':
      return predicate.of.every(isDecided);
    case 'not':
      return isDecided(predicate.of);
    case 'depends':
    case 'unknown':
    case 'part':
    case 'made':
    case 'configured':
      return false;
    case 'listed':
      return predicate.complete;
    case 'matches':
      return predicate.ofText !== true;
    case 'always':
    case 'never':
    case 'present':
    case 'starts-with':
    case 'ends-with':
    case 'contains':
    case 'part-of':
    case 'position':
      return true;
  }
}
