import type { TSESTree } from '@typescript-eslint/utils';
import { elementOf, unknown } from './combine.ts';
import { environmentName } from './deployment.ts';
import type { Evaluator } from './evaluate.ts';
import { propertyName } from './request.ts';
import { isFunction, type Node } from './source-module.ts';
import { EMPTY_ENVIRONMENT, type Value } from './value.ts';

/** A property of a value, as `value.name` reads it. */
export function memberOf(evaluator: Evaluator, value: Value, name: string, node: Node): Value {
  switch (value.kind) {
    case 'object': {
      const property = value.properties.get(name);
      if (property !== undefined) return property.value;
      return value.complete ? { kind: 'constant', value: undefined, node } : { kind: 'member', object: value, name, node };
    }
    case 'array':
    case 'set': {
      if (name === 'length' || name === 'size') {
        // Values that are not shown may be equal in a set, or dropped by a filter.
        const isCounted = value.complete && value.elements.every((element) => element.kind === 'constant');
        return isCounted ? { kind: 'constant', value: value.elements.length, node } : unknown('the length of an open list', node);
      }
      const element = /^\d+$/.test(name) && value.kind === 'array' ? value.elements[Number(name)] : undefined;
      // Where parts of a list are not shown, no element has a certain place.
      if (element !== undefined) return value.complete ? element : elementOf(value, node);
      if (value.kind === 'array' && value.complete && Number(name) >= value.elements.length) return { kind: 'constant', value: undefined, node };
      return { kind: 'member', object: value, name, node };
    }
    case 'imported':
      return { ...value, path: name === 'default' ? value.path : [...value.path, name], node };
    case 'class':
      return classMember(evaluator, value.node as TSESTree.ClassDeclaration, name, true) ?? { kind: 'member', object: value, name, node };
    case 'instance': {
      const member = value.callee.kind === 'class' ? classMember(evaluator, value.callee.node as TSESTree.ClassDeclaration, name, false) : null;
      return member ?? { kind: 'member', object: value, name, node };
    }
    case 'request':
      return requestValue([...value.part.split('.').filter((part) => part !== ''), ...(value.part === 'headers' ? [name.toLowerCase()] : [name])], node);
    case 'request-header':
      return name === '0' ? value : { kind: 'member', object: value, name, node };
    case 'choice':
      return { ...value, whenTrue: evaluator.memberOf(value.whenTrue, name, node), whenFalse: evaluator.memberOf(value.whenFalse, name, node), node };
    case 'any-of':
      return { kind: 'any-of', values: value.values.map((each) => evaluator.memberOf(each, name, node)), node };
    case 'constant':
      if (typeof value.value === 'string' && name === 'length') return { kind: 'constant', value: value.value.length, node };
      return { kind: 'member', object: value, name, node };
    case 'member':
      // `const { ORIGIN = '*' } = process.env`
      if (environmentName(evaluator.module.textOf(value.node), name) !== null) return { kind: 'environment', name, node };
      return { kind: 'member', object: value, name, node };
    default:
      return { kind: 'member', object: value, name, node };
  }
}

/** What `this` is: an instance of the class around it, or the object whose method it stands in. */
export function thisValue(evaluator: Evaluator, node: TSESTree.ThisExpression): Value {
  for (const ancestor of evaluator.module.ancestorsOf(node)) {
    if (ancestor.type === 'ClassDeclaration' || ancestor.type === 'ClassExpression') {
      return { kind: 'instance', callee: { kind: 'class', node: ancestor }, args: [], node };
    }
    if (ancestor.type === 'ObjectExpression') return evaluator.evaluate(ancestor);
  }
  return unknown('this', node);
}

function classMember(evaluator: Evaluator, node: TSESTree.ClassDeclaration | TSESTree.ClassExpression, name: string, isStatic: boolean): Value | null {
  for (const member of node.body.body) {
    if (member.type === 'PropertyDefinition' && member.static === isStatic && evaluator.keyOf(member.key, member.computed, EMPTY_ENVIRONMENT) === name) {
      return member.value === null ? assignedInConstructor(evaluator, node, name) : evaluator.evaluate(member.value);
    }
    if (member.type === 'MethodDefinition' && member.static === isStatic && member.value.type === 'FunctionExpression' && evaluator.keyOf(member.key, member.computed, EMPTY_ENVIRONMENT) === name) {
      return member.kind === 'get' ? evaluator.callFunction(member.value, [], EMPTY_ENVIRONMENT, member) : { kind: 'function', node: member.value, environment: EMPTY_ENVIRONMENT };
    }
  }
  return isStatic ? null : assignedInConstructor(evaluator, node, name);
}

function assignedInConstructor(evaluator: Evaluator, node: TSESTree.ClassDeclaration | TSESTree.ClassExpression, name: string): Value | null {
  const constructor = node.body.body.find((member) => member.type === 'MethodDefinition' && member.kind === 'constructor');
  if (constructor?.type !== 'MethodDefinition' || !isFunction(constructor.value) || constructor.value.body.type !== 'BlockStatement') return null;
  for (const statement of constructor.value.body.body) {
    if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'AssignmentExpression') continue;
    const { left, right } = statement.expression;
    if (left.type === 'MemberExpression' && left.object.type === 'ThisExpression' && propertyName(left) === name) return evaluator.evaluate(right);
  }
  return null;
}

/** The value of a part of the request, by its path from the request. */
export function requestValue(path: readonly string[], node: Node): Value {
  const [first, second] = path;
  if (first === 'env' && second !== undefined) return { kind: 'environment', name: second, node };
  if (first === 'headers' && second !== undefined) return { kind: 'request-header', name: second, node };
  return { kind: 'request', part: path.join('.'), node };
}
