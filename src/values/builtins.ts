import type { TSESTree } from '@typescript-eslint/utils';
import { elementOf, joinText, truthiness, unknown } from './combine.ts';
import { configurationRead, injected } from './configuration.ts';
import type { Evaluator } from './evaluate.ts';
import { moduleCall } from './modules/module-calls.ts';
import type { Node } from './source-module.ts';
import { patternTest, stringMethod } from './string-methods.ts';
import { leavesOf, stringOf, type CollectionValue, type Environment, type Property, type Test, type Value } from './value.ts';

/**
 * Functions of the language and of the platforms that are evaluated by name; `null` when the call is not one of them.
 *
 * `Object.freeze` and its kin return their argument; `Object.assign` and `Array.from` build a new value;
 * `Deno.env.get` and a configuration service's `get` read the environment.
 */
export function callBuiltin(evaluator: Evaluator, node: TSESTree.CallExpression, environment: Environment): Value | null {
  const name = evaluator.module.textOf(node.callee).replace(/\s+/g, '');
  const [first] = node.arguments;
  const instance = moduleCall(evaluator, node, environment) ?? injected(evaluator, node, environment);
  if (instance !== null) return instance;
  if (first === undefined) return configurationRead(evaluator, node, environment);
  switch (name) {
    case 'Object.freeze':
    case 'Object.seal':
    case 'Object.preventExtensions':
    case 'structuredClone':
    case 'encodeURI':
    case 'decodeURI':
    case 'decodeURIComponent':
    case 'defineConfig':
      return evaluator.evaluate(first, environment);
    case 'String': {
      const value = evaluator.evaluate(first, environment);
      return value.kind === 'constant' && typeof value.value !== 'string' ? { ...value, value: String(value.value) } : value;
    }
    case 'Promise.resolve':
      return { kind: 'promise', of: evaluator.evaluate(first, environment), node };
    case 'Object.create': {
      const prototype = evaluator.evaluate(first, environment);
      return prototype.kind === 'constant' && prototype.value === null ? { kind: 'object', properties: new Map(), complete: true, node } : null;
    }
    case 'Object.fromEntries':
      return objectOfEntries(evaluator, evaluator.evaluate(first, environment), node);
    case 'Object.assign':
      return assignObjects(evaluator, node, environment);
    case 'Array.from':
      return node.arguments.length === 1 ? toCollection('array', evaluator.evaluate(first, environment), node) : null;
    case 'Array.of':
      return { kind: 'array', elements: node.arguments.map((argument) => evaluator.evaluate(argument, environment)), complete: true, rest: null, node };
    case 'RegExp':
      return pattern(evaluator, node, environment);
    case 'Object.keys':
    case 'Object.values':
    case 'Object.entries':
    case 'Object.getOwnPropertyNames':
    case 'Reflect.ownKeys':
      return objectList(name, evaluator.evaluate(first, environment), node);
    case 'Boolean': {
      const truth = truthiness(evaluator.evaluate(first, environment));
      return truth === null ? null : { kind: 'constant', value: truth, node };
    }
    case 'Deno.env.get': {
      const variable = stringOf(evaluator.evaluate(first, environment));
      return variable === null ? null : { kind: 'environment', name: variable, node };
    }
    default:
      return configurationRead(evaluator, node, environment);
  }
}

/** `new Set(…)`, `new Map(…)`, `new RegExp(…)`, `new String(…)`, `new Headers(…)`; `null` for other classes. */
export function constructBuiltin(evaluator: Evaluator, node: TSESTree.NewExpression, environment: Environment): Value | null {
  if (node.callee.type !== 'Identifier' || evaluator.module.variableOf(node.callee) !== null) return null;
  const [first] = node.arguments;
  switch (node.callee.name) {
    case 'Set':
      return first === undefined
        ? { kind: 'set', elements: [], complete: true, rest: null, node }
        : toCollection('set', evaluator.evaluate(first, environment), node);
    case 'Map': {
      const entries = first === undefined ? null : evaluator.evaluate(first, environment);
      if (entries === null) return { kind: 'map', keys: [], values: [], complete: true, node };
      if (entries.kind !== 'array') return { kind: 'map', keys: [], values: [], complete: false, node };
      const [keys, values] = ['0', '1'].map((place) => entries.elements.map((entry) => evaluator.memberOf(entry, place, node)));
      return { kind: 'map', keys: keys ?? [], values: values ?? [], complete: entries.complete, node };
    }
    case 'RegExp':
      return pattern(evaluator, node, environment);
    default:
      return null;
  }
}

/** `new RegExp(source, flags)`, which `RegExp(source, flags)` is as well; `null` where the source is not shown. */
function pattern(evaluator: Evaluator, node: TSESTree.CallExpression | TSESTree.NewExpression, environment: Environment): Value | null {
  const [first, second] = node.arguments;
  const source = first === undefined ? null : evaluator.evaluate(first, environment);
  const flags = second === undefined ? '' : stringOf(evaluator.evaluate(second, environment));
  if (source?.kind === 'choice') {
    // `new RegExp(process.env.PATTERN || 'example')`
    const of = (branch: Value): Value => {
      const text = stringOf(branch);
      return text !== null && flags !== null ? { kind: 'regexp', source: text, flags, node } : { kind: 'instance', callee: unknown('the global RegExp', node), args: [branch], node };
    };
    return { ...source, whenTrue: of(source.whenTrue), whenFalse: of(source.whenFalse), node };
  }
  if (source?.kind === 'regexp') return { ...source, flags: second === undefined ? source.flags : flags ?? source.flags, node };
  const text = source === null ? null : stringOf(source);
  return text === null || flags === null ? null : { kind: 'regexp', source: text, flags, node };
}

/** Methods of strings and collections; `null` when the method of this receiver is not known. */
export function callMethod(evaluator: Evaluator, receiver: Value, method: string, node: TSESTree.CallExpression, environment: Environment): Value | null {
  if (receiver.kind === 'choice') {
    const on = (branch: Value): Value => callMethod(evaluator, branch, method, node, environment) ?? uncalled(evaluator, branch, method, node, environment);
    return { ...receiver, whenTrue: on(receiver.whenTrue), whenFalse: on(receiver.whenFalse), node };
  }
  switch (receiver.kind) {
    case 'array':
    case 'set':
      return collectionMethod(evaluator, receiver, method, node, environment);
    case 'constant':
      if (typeof receiver.value === 'string') return stringMethod(receiver.value, method, argumentsOf(evaluator, node, environment), node);
      // `process.env.X?.split(',').map(trim)`: what stands behind `?.` in a chain is undefined with it.
      return receiver.value === undefined && inOptionalChain(node) ? receiver : null;
    case 'text':
    case 'environment':
    case 'imported':
    case 'member':
    case 'call':
    case 'parameter':
      if (isMadeOfHeader(receiver)) return null;
      return optionalText(evaluator, receiver, openText(receiver, method, node), node, environment);
    case 'request-header':
      return ORIGIN_KEEPING.has(method) ? receiver : null;
    case 'regexp':
      return method === 'test' ? patternTest(receiver, argumentsOf(evaluator, node, environment)[0], node) : null;
    default:
      return null;
  }
}

/** A method call whose result is not known: what is called on what stays visible. */
function uncalled(evaluator: Evaluator, receiver: Value, method: string, node: TSESTree.CallExpression, environment: Environment): Value {
  return { kind: 'call', callee: { kind: 'member', object: receiver, name: method, node }, args: argumentsOf(evaluator, node, environment), node };
}

function argumentsOf(evaluator: Evaluator, node: TSESTree.CallExpression, environment: Environment): readonly Value[] {
  return node.arguments.map((argument) => evaluator.evaluate(argument, environment));
}

/** String methods after which a browser's origin is still the same text: it has no spaces and no upper case. */
const ORIGIN_KEEPING = new Set(['trim', 'trimStart', 'trimEnd', 'toLowerCase', 'toLocaleLowerCase', 'toString', 'valueOf', 'normalize']);

/** Whether a text or a list of texts is made of a request header: every step of that is kept. */
function isMadeOfHeader(value: Value): boolean {
  switch (value.kind) {
    case 'request-header':
      return true;
    case 'call':
      return value.callee.kind === 'member' ? isMadeOfHeader(value.callee.object) || value.args.some(isMadeOfHeader) : value.args.some(isMadeOfHeader);
    case 'instance':
      return value.args.some(isMadeOfHeader);
    case 'member':
      return isMadeOfHeader(value.object);
    case 'choice':
      return isMadeOfHeader(value.whenTrue) || isMadeOfHeader(value.whenFalse);
    default:
      return false;
  }
}

/** A string that the code does not show, split, is a list that the code does not show. */
function openText(receiver: Value, method: string, node: TSESTree.CallExpression): Value | null {
  switch (method) {
    case 'split':
      return { kind: 'array', elements: [], complete: false, rest: receiver, node };
    case 'trim':
    case 'toString':
    case 'toLowerCase':
    case 'valueOf':
      return receiver.kind === 'environment' || receiver.kind === 'text' ? receiver : null;
    case 'map':
    case 'filter':
    case 'concat':
      return receiver.kind === 'environment' ? { kind: 'array', elements: [], complete: false, rest: receiver, node } : null;
    default:
      return null;
  }
}

/** `process.env.X?.split(',')` is undefined when the variable is: both values stay visible to a fallback after it. */
function optionalText(evaluator: Evaluator, receiver: Value, result: Value | null, node: TSESTree.CallExpression, environment: Environment): Value | null {
  if (result === null || receiver.kind !== 'environment' || node.callee.type !== 'MemberExpression' || !optionalCall(node)) return result;
  const test: Test = { expression: node.callee.object, environment, by: 'truthiness' };
  return evaluator.truthOf(test) === null
    ? { kind: 'choice', test, whenTrue: result, whenFalse: { kind: 'constant', value: undefined, node }, node }
    : result;
}

function collectionMethod(evaluator: Evaluator, list: CollectionValue, method: string, node: TSESTree.CallExpression, environment: Environment): Value | null {
  const args = argumentsOf(evaluator, node, environment);
  const [first] = args;
  switch (method) {
    case 'map': {
      if (first?.kind !== 'function') return { ...list, kind: 'array', elements: [], complete: false, node };
      const elements = list.elements.map((element, index) => evaluator.callFunction(first.node, [element, ...(list.complete ? [{ kind: 'constant', value: index, node } as const] : [])], first.environment, node));
      return { kind: 'array', elements, complete: list.complete, rest: list.rest, node };
    }
    case 'filter':
      return filtered(evaluator, list, first, node);
    case 'toSorted':
    case 'sort':
    case 'values':
    case 'keys':
      return { ...list, node };
    case 'slice':
      return sliced(list, args, node);
    case 'flat':
      return list.elements.reduce<CollectionValue>(appended, { ...list, elements: [], node });
    case 'concat':
      return args.reduce<CollectionValue>(appended, { ...list, kind: 'array', node });
    case 'join': {
      const separator = first === undefined ? ',' : stringOf(first);
      if (separator === null || !list.complete) return { kind: 'text', parts: [unknown('a joined list', node)], node };
      // `[undefined, null].join()` has nothing for either.
      const parts = list.elements.map((element): Value => (element.kind === 'constant' && (element.value === undefined || element.value === null) ? { ...element, value: '' } : element));
      return joinText(parts.flatMap((part, index): Value[] => (index === 0 ? [part] : [{ kind: 'constant', value: separator, node }, part])), node);
    }
    case 'at':
      return elementOf(list, node);
    case 'includes':
    case 'has': {
      const sought = first?.kind === 'constant' ? first.value : undefined;
      if (sought === undefined) return null;
      if (list.elements.some((element) => element.kind === 'constant' && element.value === sought)) return { kind: 'constant', value: true, node };
      return list.complete && list.elements.every((element) => element.kind === 'constant') ? { kind: 'constant', value: false, node } : null;
    }
    default:
      return null;
  }
}

/** A list with another value after it, as `concat` and `flat` join them: a list's elements, any other value as it is. */
function appended(list: CollectionValue, part: Value): CollectionValue {
  switch (part.kind) {
    case 'array':
      return { ...list, elements: [...list.elements, ...part.elements], complete: list.complete && part.complete, rest: list.rest ?? part.rest };
    case 'constant':
    case 'regexp':
    case 'text':
      return { ...list, elements: [...list.elements, part] };
    default:
      return { ...list, complete: false, rest: list.rest ?? part };
  }
}

function sliced(list: CollectionValue, args: readonly Value[], node: Node): Value {
  const bounds = args.map((each) => (each.kind === 'constant' && typeof each.value === 'number' ? each.value : null));
  if (bounds.length === 0) return { ...list, node };
  if (!list.complete || bounds.includes(null)) return { ...list, complete: false, node };
  return { ...list, elements: list.elements.slice(bounds[0] ?? 0, bounds[1] ?? undefined), node };
}

function filtered(evaluator: Evaluator, list: CollectionValue, test: Value | undefined, node: TSESTree.CallExpression): Value | null {
  const isBoolean = test?.kind === 'unknown' && test.reason === 'the global Boolean';
  const kept: Value[] = [];
  for (const element of list.elements) {
    const truth = test?.kind === 'function' ? truthiness(evaluator.callFunction(test.node, [element], test.environment, node)) : isBoolean ? truthiness(element) !== false : true;
    // Which entries stay is asked of the request: the call stays visible.
    if (truth === null && list.complete) return null;
    if (truth !== false) kept.push(element);
  }
  return { kind: 'array', elements: kept, complete: list.complete, rest: list.rest, node };
}

function toCollection(kind: 'array' | 'set', value: Value, node: Node): Value {
  const elements: Value[] = [];
  let complete = true;
  let rest: Value | null = null;
  for (const leaf of leavesOf(value)) {
    if (leaf.kind === 'array' || leaf.kind === 'set') {
      elements.push(...leaf.elements);
      complete &&= leaf.complete;
      rest ??= leaf.rest;
    } else if (leaf.kind !== 'constant' || leaf.value !== undefined) {
      complete = false;
      rest ??= leaf;
    }
  }
  return { kind, elements: kind === 'set' ? withoutRepeats(elements) : elements, complete, rest, node };
}

/** Without the constants that stand there already, as in a set. */
function withoutRepeats(elements: readonly Value[]): readonly Value[] {
  const seen = new Set<unknown>();
  return elements.filter((element) => {
    if (element.kind !== 'constant') return true;
    const isNew = !seen.has(element.value);
    seen.add(element.value);
    return isNew;
  });
}

/** `Object.fromEntries(list.map((name) => [name, true]))` */
function objectOfEntries(evaluator: Evaluator, entries: Value, node: Node): Value | null {
  if (entries.kind === 'map') return objectOfEntries(evaluator, { kind: 'array', elements: entries.keys.map((key, index): Value => ({ kind: 'array', elements: [key, entries.values[index] ?? unknown('a value of a map', node)], complete: true, rest: null, node })), complete: entries.complete, rest: null, node }, node);
  if (entries.kind !== 'array') return null;
  const properties = new Map<string, Property>();
  let { complete } = entries;
  for (const entry of entries.elements) {
    const name = stringOf(evaluator.memberOf(entry, '0', node));
    if (name === null) complete = false;
    else properties.set(name, { value: evaluator.memberOf(entry, '1', node), node: entry.node });
  }
  return { kind: 'object', properties, complete, node };
}

function objectList(name: string, value: Value, node: Node): Value | null {
  if (value.kind !== 'object') return null;
  const elements = [...value.properties].map(([key, property]): Value => {
    const constant: Value = { kind: 'constant', value: key, node: property.node };
    if (name === 'Object.values') return property.value;
    return name === 'Object.entries' ? { kind: 'array', elements: [constant, property.value], complete: true, rest: null, node: property.node } : constant;
  });
  return { kind: 'array', elements, complete: value.complete, rest: null, node };
}

function assignObjects(evaluator: Evaluator, node: TSESTree.CallExpression, environment: Environment): Value {
  const properties = new Map<string, Property>();
  let complete = true;
  for (const argument of node.arguments) {
    const source = argument.type === 'SpreadElement' ? unknown('a spread argument', argument) : evaluator.evaluate(argument, environment);
    if (source.kind !== 'object') {
      complete &&= source.kind === 'constant';
      continue;
    }
    for (const [name, property] of source.properties) properties.set(name, property);
    complete &&= source.complete;
  }
  return { kind: 'object', properties, complete, node };
}

/** Whether a call, or one before it in its chain, is skipped where what it is made on is undefined. */
function inOptionalChain(node: TSESTree.Expression): boolean {
  if (node.type === 'CallExpression') return node.optional || inOptionalChain(node.callee);
  return node.type === 'MemberExpression' && (node.optional || inOptionalChain(node.object));
}

function optionalCall(node: TSESTree.CallExpression): boolean {
  return node.optional || (node.callee.type === 'MemberExpression' && node.callee.optional);
}
