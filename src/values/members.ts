import { arktypeSetting } from './arktype-settings.ts';
import { classMember, type ClassNode } from './classes.ts';
import { elementOf, unknown } from './combine.ts';
import { environmentName } from './deployment.ts';
import { parsedVariable } from './dotenv.ts';
import type { Evaluator } from './evaluate.ts';
import { nodeConfigMember } from './node-config.ts';
import { checkedSetting } from './settings-schema.ts';
import type { Node } from './source-module.ts';
import { urlPart } from './url-value.ts';
import type { Value } from './value.ts';

/** A property of a value, as `value.name` reads it. */
export function memberOf(evaluator: Evaluator, value: Value, name: string, node: Node): Value {
  switch (value.kind) {
    case 'object': {
      const property = value.properties.get(name);
      if (property !== undefined) return property.value;
      return value.complete && !(name in Object.prototype) ? { kind: 'constant', value: undefined, node } : { kind: 'member', object: value, name, node };
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
      return nodeConfigMember(evaluator, value, name, node) ?? { ...value, path: name === 'default' ? value.path : [...value.path, name], node };
    case 'class':
      return classMember(evaluator, value.node as ClassNode, name, null) ?? { kind: 'member', object: value, name, node };
    case 'instance': {
      const member = value.callee.kind === 'class' ? classMember(evaluator, value.callee.node as ClassNode, name, value.args) : urlPart(value, name, node);
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
    case 'call':
      return checkedSetting(evaluator, value, name, node) ?? arktypeSetting(evaluator, value, name, node) ?? { kind: 'member', object: value, name, node };
    case 'member':
      // `const { ORIGIN = '*' } = process.env`
      if (environmentName(evaluator.module.textOf(value.node), name) !== null) return { kind: 'environment', name, node };
      return parsedVariable(value, name, node) ?? { kind: 'member', object: value, name, node };
    default:
      return { kind: 'member', object: value, name, node };
  }
}

/** The value of a part of the request, by its path from the request. */
export function requestValue(path: readonly string[], node: Node): Value {
  const [first, second] = path;
  if (first === 'env' && second !== undefined) return { kind: 'environment', name: second, node };
  if (first === 'headers' && second !== undefined) return { kind: 'request-header', name: second, node };
  return { kind: 'request', part: path.join('.'), node };
}
