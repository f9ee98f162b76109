import type { Evaluator } from '../../values/evaluate.ts';
import type { Value } from '../../values/value.ts';

/** How deep a value is looked into. */
const MAX_DEPTH = 7;

/** A value with others in the place of parts of it: of each for which `replace` has one. */
export function replacedIn(value: Value, evaluator: Evaluator, replace: (part: Value) => Value | null): Value {
  const within = (each: Value, depth: number): Value => {
    if (depth > MAX_DEPTH) return each;
    const other = replace(each);
    if (other !== null) return other;
    const next = (inner: Value): Value => within(inner, depth + 1);
    switch (each.kind) {
      case 'operation':
        return { ...each, operands: each.operands.map(next) };
      case 'call':
        return { ...each, callee: next(each.callee), args: each.args.map(next) };
      case 'instance':
        return { ...each, args: each.args.map(next) };
      case 'member':
        return { ...each, object: next(each.object) };
      case 'text':
        return { ...each, parts: each.parts.map(next) };
      case 'choice':
        return { ...each, test: each.test.by === 'truthiness' || each.test.by === 'definedness' ? { ...each.test, value: next(evaluator.tested(each.test)) } : each.test, whenTrue: next(each.whenTrue), whenFalse: next(each.whenFalse) };
      default:
        return each;
    }
  };
  return within(value, 0);
}
