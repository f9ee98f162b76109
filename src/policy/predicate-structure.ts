import type { OriginPredicate } from './origin-predicate.ts';

const KNOWN = new WeakMap<OriginPredicate, string>();

/** A text that two predicates share when they accept the same origins for the same reasons, wherever they are written. */
export function structureOf(predicate: OriginPredicate): string {
  const known = KNOWN.get(predicate);
  if (known !== undefined) return known;
  const structure = read(predicate);
  KNOWN.set(predicate, structure);
  return structure;
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
      return `${predicate.op}(${predicate.op === 'depends' ? predicate.on : ''} ${predicate.place.file} ${String(predicate.place.start)} ${JSON.stringify(predicate.text)})`;
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
  return !/"op":"(?:part|made)"|"ofText":true|"complete":false|(?:depends|unknown)\(/.test(structureOf(predicate));
}
