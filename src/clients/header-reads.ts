import type { TSESTree } from '@typescript-eslint/utils';
import type { HeaderRead } from '../policy/sent-request.ts';
import type { Evaluator } from '../values/evaluate.ts';
import { propertyName } from '../values/request.ts';
import { isFunction, type Node, type Variable } from '../values/source-module.ts';
import { stringOf } from '../values/value.ts';

/** The response headers that code reads after a call: of what it awaits, or of what `.then(…)` is given. */
export function headerReadsOf(call: TSESTree.CallExpression, evaluator: Evaluator): readonly HeaderRead[] {
  const { module } = evaluator;
  let parent = module.parentOf(call);
  let held: Node = call;
  if (parent?.type === 'AwaitExpression') {
    held = parent;
    parent = module.parentOf(parent);
    if (parent?.type === 'MemberExpression' && parent.object === held) return readsOfResponse(held, evaluator);
    return parent?.type === 'VariableDeclarator' && parent.init === held ? readsOfPattern(parent.id, evaluator) : [];
  }
  if (parent?.type !== 'MemberExpression' || parent.object !== call || propertyName(parent) !== 'then') return [];
  const then = module.parentOf(parent);
  const [callback] = then?.type === 'CallExpression' && then.callee === parent ? then.arguments : [];
  const parameter = callback !== undefined && isFunction(callback) ? callback.params[0] : undefined;
  return parameter === undefined ? [] : readsOfPattern(parameter, evaluator);
}

/** `response`, or `{ data, headers }`. */
function readsOfPattern(pattern: Node, evaluator: Evaluator): readonly HeaderRead[] {
  const { module } = evaluator;
  if (pattern.type === 'Identifier') {
    const variable = module.variableOf(pattern);
    return variable === null ? [] : usesOf(variable).flatMap((use) => readsOfResponse(use, evaluator));
  }
  if (pattern.type !== 'ObjectPattern') return [];
  return pattern.properties.flatMap((property): readonly HeaderRead[] => {
    if (property.type !== 'Property' || property.computed || property.key.type !== 'Identifier' || property.key.name !== 'headers' || property.value.type !== 'Identifier') return [];
    const variable = module.variableOf(property.value);
    return variable === null ? [] : usesOf(variable).flatMap((use) => readOf(use, evaluator));
  });
}

/** Uses of a name that holds one value only. */
function usesOf(variable: Variable): readonly Node[] {
  if (variable.references.filter((reference) => reference.isWrite()).length > 1) return [];
  return variable.references.filter((reference) => reference.isRead()).map((reference) => reference.identifier as Node);
}

function readsOfResponse(response: Node, evaluator: Evaluator): readonly HeaderRead[] {
  const member = evaluator.module.parentOf(response);
  return member?.type === 'MemberExpression' && member.object === response && propertyName(member) === 'headers' ? readOf(member, evaluator) : [];
}

/** `headers.get('x')`, `headers['x']`. */
function readOf(headers: Node, evaluator: Evaluator): readonly HeaderRead[] {
  const { module } = evaluator;
  const chain = module.parentOf(headers);
  const member = chain?.type === 'TSNonNullExpression' || chain?.type === 'TSAsExpression' ? module.parentOf(chain) : chain;
  if (member?.type !== 'MemberExpression' || (member.object !== headers && member.object !== chain)) return [];
  const call = module.parentOf(member);
  if (call?.type === 'AssignmentExpression' && call.left === member) return [];
  if (propertyName(member) === 'get' && call?.type === 'CallExpression' && call.callee === member) {
    const [argument] = call.arguments;
    const name = argument === undefined ? null : stringOf(evaluator.evaluate(argument));
    return name === null || argument === undefined ? [] : [{ name, place: module.placeOf(argument) }];
  }
  const name = member.computed ? stringOf(evaluator.evaluate(member.property)) : propertyName(member);
  if (name === null || (call?.type === 'CallExpression' && call.callee === member)) return [];
  return [{ name, place: module.placeOf(member.property) }];
}
