import type { Evaluator } from './evaluate.ts';
import type { PathQuestion, PathTree } from './path-tree.ts';
import { pathsOf } from './paths.ts';
import type { FunctionNode } from './source-module.ts';
import type { Environment, Value } from './value.ts';

/** The question of what a function answers: nothing on the way matters. */
const NO_EVENTS: PathQuestion = { isEvent: () => false };

/** What a function returns, as one value with its choices. */
export function returnValueOf(evaluator: Evaluator, fn: FunctionNode, environment: Environment): Value {
  const tree = pathsOf(evaluator, fn, environment, NO_EVENTS);
  return valueOfTree(tree, fn);
}

function valueOfTree(tree: PathTree, fn: FunctionNode): Value {
  switch (tree.kind) {
    case 'unknown':
      return { kind: 'unknown', reason: tree.reason, node: fn };
    case 'end':
      if (tree.by === 'throw') return { kind: 'unknown', reason: THROWN, node: fn };
      return tree.value ?? { kind: 'constant', value: undefined, node: fn };
    case 'branch':
      return { kind: 'choice', test: tree.test, whenTrue: valueOfTree(tree.whenTrue, fn), whenFalse: valueOfTree(tree.whenFalse, fn), node: fn };
  }
}

/** The reason of the unknown value that stands for a way that throws. */
export const THROWN = 'an exception';
