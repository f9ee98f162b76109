import { holds, isFunction, type Node, type SourceModule } from './source-module.ts';

/** Statements and expressions that decide whether what is in them is reached. */
const DECIDES: ReadonlySet<string> = new Set(['IfStatement', 'ConditionalExpression', 'LogicalExpression', 'SwitchCase', 'CatchClause', 'ForStatement', 'ForInStatement', 'ForOfStatement', 'WhileStatement', 'DoWhileStatement']);

/**
 * Whether a node is reached whenever the block goes on in which an earlier one may have been. Where both are under tests,
 * these may exclude each other.
 */
export function isReachedWith(earlier: Node, node: Node, module: SourceModule): boolean {
  for (const outer of module.ancestorsOf(node)) {
    if (holds(outer, earlier)) return true;
    if (DECIDES.has(outer.type) || isFunction(outer)) return false;
  }
  return false;
}
