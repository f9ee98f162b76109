import type { TSESTree } from '@typescript-eslint/utils';
import type { Evaluator } from '../../values/evaluate.ts';
import { propertyName } from '../../values/request.ts';
import { isFunction, type Node } from '../../values/source-module.ts';

/**
 * The object whose entries a name and a value are, one after the other: `for (const [name, value] of
 * Object.entries(headers))`, `Object.entries(headers).forEach(([name, value]) => …)`; `null` where they are no such pair.
 */
export function loopedObject(name: Node | undefined, value: Node | undefined, evaluator: Evaluator): Node | null {
  const { module } = evaluator;
  const variable = name?.type === 'Identifier' ? module.variableOf(name) : null;
  const definition = variable?.defs[0]?.node as Node | undefined;
  if (definition === undefined || value?.type !== 'Identifier') return null;
  const list = isFunction(definition) ? eachOf(definition, evaluator) : loopOf(definition, evaluator);
  if (list?.pattern.type !== 'ArrayPattern') return null;
  const [first, second] = list.pattern.elements;
  const isPair = first?.type === 'Identifier' && second?.type === 'Identifier' && module.variableOf(first) === variable && module.variableOf(second) === module.variableOf(value);
  const entries = list.of.type === 'CallExpression' && module.textOf(list.of.callee) === 'Object.entries' ? list.of.arguments[0] : undefined;
  return isPair && entries !== undefined ? entries : null;
}

interface Loop {
  readonly pattern: TSESTree.Node;
  readonly of: Node;
}

function loopOf(declarator: Node, { module }: Evaluator): Loop | null {
  const declaration = declarator.type === 'VariableDeclarator' ? module.parentOf(declarator) : null;
  const loop = declaration === null ? null : module.parentOf(declaration);
  return declarator.type === 'VariableDeclarator' && loop?.type === 'ForOfStatement' && loop.left === declaration ? { pattern: declarator.id, of: loop.right } : null;
}

function eachOf(fn: Node, { module }: Evaluator): Loop | null {
  const call = module.parentOf(fn);
  if (!isFunction(fn) || fn.params[0] === undefined || call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return null;
  return call.arguments[0] === fn && propertyName(call.callee) === 'forEach' ? { pattern: fn.params[0], of: call.callee.object } : null;
}
