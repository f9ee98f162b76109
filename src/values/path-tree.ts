import type { TSESTree } from '@typescript-eslint/utils';
import type { FunctionNode, Node } from './source-module.ts';
import type { Environment, Test, Value } from './value.ts';

/**
 * The ways through a piece of code: a tree of tests whose leaves tell which events happened, in order, and how the
 * way ended.
 */
export type PathTree =
  | { readonly kind: 'branch'; readonly test: Test; readonly whenTrue: PathTree; readonly whenFalse: PathTree }
  | PathEnd
  | { readonly kind: 'unknown'; readonly reason: string };

/** One whole way through the code. */
export interface PathEnd {
  readonly kind: 'end';
  readonly events: readonly PathEvent[];
  readonly by: 'return' | 'throw' | 'fall';
  /** What is returned or thrown; `null` for a bare `return` or the end of the body. */
  readonly value: Value | null;
}

/** A node of interest that is reached, with the values that names have there. */
export interface PathEvent {
  readonly node: Node;
  readonly environment: Environment;
  /** The outermost call whose function's body the event stands in; `null` when it stands in the code itself. */
  readonly via: Node | null;
}

/** What to look for on the way. */
export interface PathQuestion {
  readonly isEvent: (node: Node) => boolean;
  /** The function whose body stands for a call, when its events count as the caller's. */
  readonly inlined?: (call: TSESTree.CallExpression) => FunctionNode | null;
}

/** Every end of the ways through some code; `null` stands for ways that are not known. */
export function endsOf(tree: PathTree): readonly (PathEnd | null)[] {
  switch (tree.kind) {
    case 'unknown':
      return [null];
    case 'end':
      return [tree];
    case 'branch':
      return [...endsOf(tree.whenTrue), ...endsOf(tree.whenFalse)];
  }
}
