import type { Node, SourceModule } from './source-module.ts';
import { EMPTY_ENVIRONMENT, type Test } from './value.ts';

/** A test that has been answered when a node is reached. */
export interface Guard {
  readonly test: Test;
  readonly holds: boolean;
}

/**
 * The tests that dominate `node` within the functions around it, outermost first: conditions it stands under (`if`,
 * `? :`, `&&`, `||`, `??`), and earlier statements that leave the block otherwise (`if (!ok) return`).
 */
export function guardsOf(node: Node, module: SourceModule): readonly Guard[] {
  const guards: Guard[] = [];
  let inner = node;
  for (const outer of module.ancestorsOf(node)) {
    switch (outer.type) {
      case 'IfStatement':
      case 'ConditionalExpression':
        if (inner !== outer.test) guards.push(truthiness(outer.test, inner === outer.consequent));
        break;
      case 'LogicalExpression':
        if (inner === outer.right) {
          const test: Test = { expression: outer.left, environment: EMPTY_ENVIRONMENT, by: outer.operator === '??' ? 'definedness' : 'truthiness' };
          guards.push({ test, holds: outer.operator === '&&' });
        }
        break;
      case 'BlockStatement':
      case 'Program':
        for (const earlier of [...outer.body].reverse()) {
          if (earlier.range[0] >= inner.range[0] || earlier.type !== 'IfStatement') continue;
          if (leaves(earlier.consequent)) guards.push(truthiness(earlier.test, false));
          else if (earlier.alternate !== null && leaves(earlier.alternate)) guards.push(truthiness(earlier.test, true));
        }
        break;
      default:
        break;
    }
    inner = outer;
  }
  return guards.reverse();
}

function truthiness(expression: Node, holds: boolean): Guard {
  return { test: { expression, environment: EMPTY_ENVIRONMENT, by: 'truthiness' }, holds };
}

/** Whether a statement never lets the code after it run. */
function leaves(node: Node): boolean {
  switch (node.type) {
    case 'ReturnStatement':
    case 'ThrowStatement':
    case 'ContinueStatement':
    case 'BreakStatement':
      return true;
    case 'BlockStatement': {
      const last = node.body.at(-1);
      return last !== undefined && leaves(last);
    }
    case 'IfStatement':
      return node.alternate !== null && leaves(node.consequent) && leaves(node.alternate);
    default:
      return false;
  }
}
