import type { FunctionNode, Node, SourceModule } from './source-module.ts';

/** The call that a function is handed to: which receiver's entries it is called with, or what promise's result. */
export function handedTo(fn: FunctionNode, module: SourceModule): { readonly receiver: Node; readonly when: 'each' | 'resolved' | 'rejected' } | null {
  const call = module.parentOf(fn);
  if (call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression' || call.callee.property.type !== 'Identifier') return null;
  const { object: receiver, property: { name } } = call.callee;
  const isFirst = call.arguments[0] === fn;
  if (isFirst && /^(?:forEach|map|some|every|filter|find)$/.test(name)) return { receiver, when: 'each' };
  if (name === 'then') return { receiver, when: isFirst ? 'resolved' : 'rejected' };
  return name === 'catch' && isFirst ? { receiver, when: 'rejected' } : null;
}
