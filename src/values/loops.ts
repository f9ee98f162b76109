import { isFunction, type Node, type SourceModule } from './source-module.ts';
import { fixedValue, type Environment, type Value } from './value.ts';

/** Entries of a list that a loop goes through one by one; of a longer list, a turn is some entry's. */
const MAX_TURNS = 8;

/** An environment without the names that a loop counts: `i` of `while (i--)` has another value in each turn than before it. */
export function withoutCounted(loop: Node, environment: Environment): Environment {
  const isInside = (node: { readonly range: readonly [number, number] }): boolean => loop.range[0] <= node.range[0] && node.range[1] <= loop.range[1];
  const counted = [...environment.keys()].filter((variable) =>
    variable.references.some((reference) => {
      if (!reference.isWrite() || !isInside(reference.identifier)) return false;
      if (reference.writeExpr === null) return true;
      const before = fixedValue(environment, variable);
      return before?.kind === 'constant' && typeof before.value === 'number';
    }),
  );
  return counted.length === 0 ? environment : new Map([...environment].filter(([variable]) => !counted.includes(variable)));
}

/** Whether a turn of a loop can be its last: by `return`, `break` or `throw`. */
export function canLeave(body: Node, module: SourceModule): boolean {
  if (body.type === 'ReturnStatement' || body.type === 'BreakStatement' || body.type === 'ThrowStatement') return true;
  return !isFunction(body) && module.childrenOf(body).some((child) => canLeave(child, module));
}

/** What a loop over a list goes through, one after the other; `null` where that is not shown, or too much. */
export function entriesOf(list: Value): readonly Value[] | null {
  return (list.kind === 'array' || list.kind === 'set') && list.complete && list.elements.length <= MAX_TURNS ? list.elements : null;
}

/** Some entry of a list: what one turn of a loop has, where "for one entry" and "for each" need not be told apart. */
export function someEntryOf(list: Value, node: Node): Value {
  const hidden: Value = { kind: 'member', object: list, name: '0', node };
  if (list.kind !== 'array' && list.kind !== 'set') return hidden;
  return { kind: 'any-of', values: list.complete ? list.elements : [...list.elements, hidden], node };
}
