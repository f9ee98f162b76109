import type { Evaluator } from './evaluate.ts';
import type { Node } from './source-module.ts';
import type { Value } from './value.ts';

/**
 * A call that says itself what `this` is, or whose first arguments were given before: `list.includes.bind(list)(origin)`,
 * `RegExp.prototype.test.call(pattern, origin)`, `_.partial(check, list)(origin)`. `null` for other calls.
 */
export function boundCall(evaluator: Evaluator, callee: Value, args: readonly Value[], node: Node): Value | null {
  if (callee.kind === 'member' && callee.name === 'call' && args[0] !== undefined && !isOwnProperty(callee.object)) return applied(evaluator, callee.object, args[0], args.slice(1), node);
  if (callee.kind === 'choice') {
    const [whenTrue, whenFalse] = [callee.whenTrue, callee.whenFalse].map((each) => boundCall(evaluator, each, args, node));
    return whenTrue === null || whenTrue === undefined || whenFalse === null || whenFalse === undefined ? null : { ...callee, whenTrue, whenFalse, node };
  }
  if (callee.kind !== 'call') return null;
  const [first, ...given] = callee.args;
  if (first === undefined) return null;
  if (callee.callee.kind === 'member' && callee.callee.name === 'bind') return applied(evaluator, callee.callee.object, first, [...given, ...args], node);
  const isPartial = callee.callee.kind === 'imported' && /^(?:lodash|underscore)/.test(callee.callee.module) && callee.callee.path.at(-1) === 'partial';
  return isPartial ? applied(evaluator, first, null, [...given, ...args], node) : null;
}

/** `hasOwnProperty.call(table, name)` is read as the look-up that it is. */
const isOwnProperty = (value: Value): boolean => value.kind === 'member' && value.name === 'hasOwnProperty';

/** A function, or a method of `self`, called with these arguments; `null` where it is not known what is called. */
export function applied(evaluator: Evaluator, target: Value, self: Value | null, args: readonly Value[], node: Node): Value | null {
  switch (target.kind) {
    case 'function':
      return evaluator.callFunction(target.node, args, target.environment, node);
    case 'member':
      return self === null ? null : { kind: 'call', callee: { kind: 'member', object: self, name: target.name, node }, args, node };
    case 'imported':
      return { kind: 'call', callee: target, args, node };
    case 'choice':
      // `(origin ?? '').startsWith`: one method, whichever text it is of.
      return target.whenTrue.kind === 'member' && target.whenFalse.kind === 'member' && target.whenTrue.name === target.whenFalse.name ? applied(evaluator, target.whenTrue, self, args, node) : null;
    default:
      return null;
  }
}
