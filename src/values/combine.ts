import type { Node } from './source-module.ts';
import type { Value } from './value.ts';

/** The value that stands for "not shown". */
export function unknown(reason: string, node: Node): Value {
  return { kind: 'unknown', reason, node };
}

/** A string made of parts: a constant when all parts are. */
export function joinText(parts: readonly Value[], node: Node): Value {
  if (parts.every((part) => part.kind === 'constant')) {
    return { kind: 'constant', value: parts.map((part) => (part.kind === 'constant' ? String(part.value) : '')).join(''), node };
  }
  return { kind: 'text', parts: parts.flatMap((part) => (part.kind === 'text' ? part.parts : [part])), node };
}

/** What a loop over a collection, or an index that is not known, yields. */
export function elementOf(collection: Value, node: Node): Value {
  if (collection.kind !== 'array' && collection.kind !== 'set') return { kind: 'member', object: collection, name: '0', node };
  const values = collection.complete ? collection.elements : [...collection.elements, collection.rest ?? unknown('an element that is not shown', node)];
  const [only] = values;
  return values.length === 1 && only !== undefined ? only : { kind: 'any-of', values, node };
}

/** Whether a value is certainly true or false in a condition. */
export function truthiness(value: Value): boolean | null {
  switch (value.kind) {
    case 'constant':
      return Boolean(value.value);
    case 'regexp':
    case 'array':
    case 'set':
    case 'map':
    case 'object':
    case 'function':
    case 'class':
    case 'instance':
    case 'promise':
      return true;
    case 'text':
      return value.parts.some((part) => part.kind === 'constant' && Boolean(part.value)) ? true : null;
    case 'choice': {
      const whenTrue = truthiness(value.whenTrue);
      return whenTrue === truthiness(value.whenFalse) ? whenTrue : null;
    }
    default:
      return null;
  }
}

/** Whether a value is certainly neither null nor undefined, or certainly one of them. */
export function definedness(value: Value): boolean | null {
  if (value.kind === 'constant') return value.value !== null && value.value !== undefined;
  return truthiness(value) === true ? true : null;
}
