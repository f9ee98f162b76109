import type { Removal } from '../../policy/policy.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import { propertyName } from '../../values/request.ts';
import type { Node } from '../../values/source-module.ts';

/** What to delete to take an entry out of the array literal that it stands in; `null` where it stands in none. */
export function removalOfElement(node: Node, evaluator: Evaluator): Removal | null {
  const parent = evaluator.module.parentOf(node);
  return parent?.type === 'ArrayExpression' ? removalFrom(parent.elements, node, parent.range) : null;
}

/** Whether a node is a plain string with this text, so that an edit can replace it. */
export function isQuoted(node: Node, text: string): boolean {
  return (node.type === 'Literal' && node.value === text) || (node.type === 'TemplateLiteral' && node.expressions.length === 0);
}

/** Whether a node splits a text: what it gives are its pieces. */
export function isSplit(node: Node): boolean {
  return node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && propertyName(node.callee) === 'split';
}

/** An element with the comma that goes with it. */
function removalFrom(elements: readonly (Node | null)[], node: Node, range: readonly [number, number]): Removal | null {
  const index = elements.indexOf(node);
  const next = elements[index + 1];
  if (next !== undefined && next !== null) return { start: node.range[0], end: next.range[0] };
  const previous = elements[index - 1];
  if (previous !== undefined && previous !== null) return { start: previous.range[1], end: node.range[1] };
  return elements.length === 1 ? { start: range[0] + 1, end: range[1] - 1 } : null;
}
