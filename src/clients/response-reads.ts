import type { TSESTree } from '@typescript-eslint/utils';
import type { ResponseRead } from '../policy/client-request.ts';
import type { Evaluator } from '../values/evaluate.ts';
import { propertyName } from '../values/request.ts';
import { isFunction, type Node, type Variable } from '../values/source-module.ts';

/** What says nothing about an opaque response: its body is empty, its status 0, its headers none. */
const UNREADABLE = /^(?:json|text|blob|arrayBuffer|formData|bytes|ok|headers|body)$/;

/** What the code reads of the response of a call: by `await`, by the name that holds it, or in `.then(…)`. */
export function readsOf(call: TSESTree.CallExpression, evaluator: Evaluator): readonly ResponseRead[] {
  const { module } = evaluator;
  const fn = module.functionOf(call);
  // Code that asks whether the response is opaque knows what it has.
  if ([...module.within(fn ?? module.ast)].some(asksForType)) return [];
  const parent = module.parentOf(call);
  if (parent?.type === 'AwaitExpression') return readsOfAwaited(parent, evaluator);
  if (parent?.type === 'MemberExpression' && parent.object === call && propertyName(parent) === 'then') {
    const then = module.parentOf(parent);
    const [callback] = then?.type === 'CallExpression' && then.callee === parent ? then.arguments : [];
    const parameter = callback !== undefined && isFunction(callback) ? callback.params[0] : undefined;
    const variable = parameter?.type === 'Identifier' ? module.variableOf(parameter) : null;
    return variable === null ? [] : readsOfVariable(variable, evaluator);
  }
  return [];
}

function asksForType(node: Node): boolean {
  return (node.type === 'Literal' && typeof node.value === 'string' && node.value.startsWith('opaque')) || (node.type === 'MemberExpression' && propertyName(node) === 'type');
}

function readsOfAwaited(awaited: TSESTree.AwaitExpression, evaluator: Evaluator): readonly ResponseRead[] {
  const { module } = evaluator;
  const holder = module.parentOf(awaited);
  if (holder?.type === 'MemberExpression' && holder.object === awaited) return readOf(holder, evaluator);
  if (holder?.type !== 'VariableDeclarator' || holder.id.type !== 'Identifier') return [];
  const variable = module.variableOf(holder.id);
  return variable === null ? [] : readsOfVariable(variable, evaluator);
}

function readsOfVariable(variable: Variable, evaluator: Evaluator): readonly ResponseRead[] {
  // A name that is assigned again may hold another response by then.
  if (variable.references.filter((reference) => reference.isWrite()).length > 1) return [];
  return variable.references.flatMap((reference) => {
    const parent = evaluator.module.parentOf(reference.identifier);
    return parent?.type === 'MemberExpression' && parent.object === reference.identifier ? readOf(parent, evaluator) : [];
  });
}

function readOf(member: TSESTree.MemberExpression, evaluator: Evaluator): readonly ResponseRead[] {
  const name = propertyName(member);
  if (name === null || !UNREADABLE.test(name)) return [];
  const call = evaluator.module.parentOf(member);
  const isCall = call?.type === 'CallExpression' && call.callee === member;
  return [{ text: isCall ? `${name}()` : name, place: evaluator.module.placeOf(isCall ? call : member) }];
}
