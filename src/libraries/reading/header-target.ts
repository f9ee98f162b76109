import type { Evaluator } from '../../values/evaluate.ts';
import { propertyName } from '../../values/request.ts';
import type { Node, SourceModule, Variable } from '../../values/source-module.ts';

/** What a write goes to: the name at the root of its receiver, `res` of `res.status(200).headers`, with the text of the whole. */
export function targetOf(receiver: Node, { module }: Evaluator): { target: Variable | Node; targetText: string } {
  const targetText = module.textOf(receiver);
  let node = receiver;
  for (;;) {
    if (node.type === 'MemberExpression') node = node.object;
    else if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression') node = node.callee.object;
    else if (node.type === 'TSNonNullExpression' || node.type === 'TSAsExpression' || node.type === 'ChainExpression' || node.type === 'AwaitExpression') node = node.type === 'AwaitExpression' ? node.argument : node.expression;
    else break;
  }
  const variable = node.type === 'Identifier' ? module.variableOf(node) : null;
  if (variable !== null) return { target: aliased(variable, module), targetText };
  const enclosing = module.functionOf(node);
  return { target: node.type === 'ThisExpression' && enclosing !== null ? enclosing : node, targetText };
}

/** `const headers = response.headers`: the same headers under another name. */
function aliased(variable: Variable, module: SourceModule): Variable {
  const declared = variable.defs[0]?.node as Node | undefined;
  if (declared?.type !== 'VariableDeclarator' || declared.init?.type !== 'MemberExpression' || declared.id.type !== 'Identifier') return variable;
  if (!/headers?$/i.test(propertyName(declared.init) ?? '') || declared.init.object.type !== 'Identifier') return variable;
  return module.variableOf(declared.init.object) ?? variable;
}
