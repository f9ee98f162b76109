import type { Node, SourceModule } from '../../values/source-module.ts';

/**
 * Whether a block writes its headers before anything in it can fail: what it throws then finds them written, and they are
 * sent with the answer to the failure. `isWrite` tells the writes of headers, `isOwn` the calls that cannot fail.
 */
export function writesBeforeFailing(block: Node, isWrite: (node: Node) => boolean, isOwn: (node: Node) => boolean, module: SourceModule): boolean {
  const nodes = [...module.within(block, false)];
  const write = nodes.find(isWrite);
  if (write === undefined) return false;
  return !nodes.some((node) => (node.type === 'CallExpression' || node.type === 'NewExpression' || node.type === 'AwaitExpression') && node.range[1] <= write.range[0] && !isOwn(node));
}
