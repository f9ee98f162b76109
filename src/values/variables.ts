import type { TSESTree } from '@typescript-eslint/utils';
import { arrayElements } from './collections.ts';
import { declaredInstance } from './classes.ts';
import { elementOf, unknown } from './combine.ts';
import type { Evaluator } from './evaluate.ts';
import { requestValue } from './members.ts';
import { patternPath } from './patterns.ts';
import { propertyName, requestPathOf } from './request.ts';
import { holds, isFunction, type FunctionNode, type Node, type Variable } from './source-module.ts';
import { EMPTY_ENVIRONMENT, stringOf, type CollectionValue, type Property, type Test, type Value } from './value.ts';

/** What a name stands for where no path has fixed it. */
export function variableValue(evaluator: Evaluator, variable: Variable, node: Node): Value {
  const definition = variable.defs[0];
  if (definition === undefined || variable.defs.length > 1) return unknown('a name that is defined more than once', node);
  const path = requestPathOf(node, evaluator.module, evaluator.resolveName);
  if (path !== null && (definition.type as string) === 'Parameter') return requestValue(path, node);
  switch (definition.type as string) {
    case 'ImportBinding':
      return withLaterWrites(evaluator, variable, importedValue(evaluator, definition.node, node), node);
    case 'Variable':
      return declaredValue(evaluator, variable, definition.node as TSESTree.VariableDeclarator, node);
    case 'FunctionName':
      if (definition.node.type === 'FunctionDeclaration') return { kind: 'function', node: definition.node, environment: EMPTY_ENVIRONMENT };
      return unknown('a function without body', node);
    case 'ClassName':
      return { kind: 'class', node: definition.node };
    case 'TSEnumName':
      return evaluator.evaluate(definition.node);
    case 'Parameter':
      return parameterValue(evaluator, variable, definition.node, node);
    default:
      return unknown(`a ${definition.type}`, node);
  }
}

function importedValue(evaluator: Evaluator, specifier: Node, node: Node): Value {
  if (specifier.type === 'TSImportEqualsDeclaration') return evaluator.evaluate(specifier);
  const declaration = evaluator.module.parentOf(specifier);
  if (declaration?.type !== 'ImportDeclaration') return unknown('an import', node);
  const module = declaration.source.value;
  switch (specifier.type) {
    case 'ImportSpecifier': {
      const name = specifier.imported.type === 'Identifier' ? specifier.imported.name : specifier.imported.value;
      return evaluator.imported(node, module, name);
    }
    case 'ImportDefaultSpecifier':
      return evaluator.imported(node, module, 'default');
    default:
      return evaluator.imported(node, module, null);
  }
}

function declaredValue(evaluator: Evaluator, variable: Variable, declarator: TSESTree.VariableDeclarator, node: Node): Value {
  const writes = variable.references.filter((reference) => reference.isWrite());
  const reassigned = writes.filter((reference) => reference.writeExpr !== declarator.init && !holds(declarator.id, reference.identifier as Node));
  if (reassigned.length > 0) return reassignedValue(evaluator, declarator, reassigned.map((reference) => reference.writeExpr ?? null), node);
  if (declarator.init === null) return loopVariable(evaluator, declarator, node);
  const initial = evaluator.evaluate(declarator.init);
  if (declarator.id.type === 'Identifier') return withLaterWrites(evaluator, variable, initial, node);
  const environment = new Map<Variable, Value>();
  evaluator.bindPattern(declarator.id, initial, environment);
  return environment.get(variable) ?? unknown('a destructured name', node);
}

/** A name with several assignments holds what the tests around them decide, one after the other. */
function reassignedValue(evaluator: Evaluator, declarator: TSESTree.VariableDeclarator, expressions: readonly (Node | null)[], node: Node): Value {
  let value: Value | null = declarator.init === null ? null : evaluator.evaluate(declarator.init);
  for (const expression of expressions) {
    if (expression === null) return unknown('a name that is reassigned', node);
    const assignment = evaluator.module.parentOf(expression);
    if (assignment?.type !== 'AssignmentExpression' || assignment.operator !== '=' || assignment.left.type !== 'Identifier') {
      return unknown('a name that is reassigned', node);
    }
    const isLater = node.range[0] < assignment.range[0] && evaluator.module.moduleOf(node) === evaluator.module.moduleOf(assignment) && evaluator.module.functionOf(node) === evaluator.module.functionOf(declarator);
    if (!isLater) value = writtenValue(evaluator, evaluator.evaluate(expression), value, assignment, declarator);
  }
  return value ?? { kind: 'constant', value: undefined, node };
}

function loopVariable(evaluator: Evaluator, declarator: TSESTree.VariableDeclarator, node: Node): Value {
  const declaration = evaluator.module.parentOf(declarator);
  const loop = declaration === null ? null : evaluator.module.parentOf(declaration);
  if (loop?.type !== 'ForOfStatement' || loop.left !== declaration) {
    return declaration?.type === 'VariableDeclaration' && !declaration.declare && loop?.type !== 'ForInStatement'
      ? { kind: 'constant', value: undefined, node }
      : unknown('a loop variable', node);
  }
  return elementOf(evaluator.evaluate(loop.right), node);
}

/**
 * Later writes to the properties of an object that a `const` holds: `options.credentials = true`,
 * `Object.assign(options, …)`. A write under a condition, or in another function, leaves both values possible. A property
 * that is read does not show what the same function writes after that; an object that is handed on does.
 */
function withLaterWrites(evaluator: Evaluator, variable: Variable, initial: Value, node: Node): Value {
  if (initial.kind === 'array' || initial.kind === 'set') return withAdditions(evaluator, variable, initial);
  if (initial.kind !== 'object') return initial;
  const properties = new Map(initial.properties);
  let complete = initial.complete;
  // The name, and not where its object is written: that may be another function, which makes one for each call.
  const declared = variable.identifiers[0] ?? initial.node;
  const written = (value: Value, before: Property | undefined, write: Node): Value => writtenValue(evaluator, value, before?.value ?? { kind: 'constant', value: undefined, node: write }, write, declared);
  for (const reference of variable.references) {
    const identifier = reference.identifier as Node;
    const parent = evaluator.module.parentOf(identifier);
    if (parent?.type === 'MemberExpression' && parent.object === identifier) {
      const assignment = evaluator.module.parentOf(parent);
      if (assignment?.type !== 'AssignmentExpression' || assignment.left !== parent || isReadBefore(evaluator, node, assignment)) continue;
      const name = propertyName(parent) ?? (parent.computed ? stringOf(evaluator.evaluate(parent.property)) : null);
      if (name === null) {
        complete = false;
        continue;
      }
      const value = assignment.operator === '=' ? evaluator.evaluate(assignment.right) : unknown('a compound assignment', assignment);
      properties.set(name, { node: assignment, value: written(value, properties.get(name), assignment) });
    } else if (parent?.type === 'CallExpression' && parent.arguments[0] === identifier && evaluator.module.textOf(parent.callee) === 'Object.assign') {
      for (const argument of parent.arguments.slice(1)) {
        const source = evaluator.evaluate(argument);
        if (source.kind !== 'object') complete = false;
        else for (const [name, property] of source.properties) properties.set(name, { node: property.node, value: written(property.value, properties.get(name), parent) });
      }
    }
  }
  return { ...initial, properties, complete };
}

/** Whether `node` is the object of a property that is read before a write, in the same function and no loop around both. */
function isReadBefore({ module }: Evaluator, node: Node, write: Node): boolean {
  const read = module.parentOf(node);
  if (read?.type !== 'MemberExpression' || read.object !== node || read.range[1] > write.range[0]) return false;
  if (module.moduleOf(node) !== module.moduleOf(write) || module.functionOf(node) !== module.functionOf(write)) return false;
  for (const ancestor of module.ancestorsOf(write)) {
    if (isFunction(ancestor)) return true;
    if (/^(?:For|While|DoWhile)/.test(ancestor.type) && holds(ancestor, read)) return false;
  }
  return true;
}

/** Methods that add their arguments to a list or a set. */
const ADDING = new Set(['push', 'unshift', 'add']);

/** Later additions to a list that a `const` holds: `allowed.push(…)`. One under a condition leaves the list open. */
function withAdditions(evaluator: Evaluator, variable: Variable, initial: CollectionValue): Value {
  return variable.references.reduce<CollectionValue>((list, reference) => {
    const member = evaluator.module.parentOf(reference.identifier);
    if (member?.type !== 'MemberExpression' || member.object !== reference.identifier || !ADDING.has(propertyName(member) ?? '')) return list;
    const call = evaluator.module.parentOf(member);
    if (call?.type !== 'CallExpression' || call.callee !== member) return list;
    const runs = runsWith(evaluator, call, initial.node);
    if (runs === false) return list;
    const added = arrayElements(evaluator, call.arguments, EMPTY_ENVIRONMENT, call);
    return {
      ...list,
      elements: [...list.elements, ...(runs === true ? added.elements : [])],
      complete: list.complete && runs === true && added.complete,
      rest: list.rest ?? added.rest,
    };
  }, initial);
}

/** Whether a node runs whenever the declaration does: yes, no (a branch for development), or `null`: it depends. */
function runsWith(evaluator: Evaluator, node: Node, declared: Node): boolean | null {
  const { tests, by } = circumstancesOf(evaluator, node, declared);
  for (const { test, when } of tests) {
    const truth = evaluator.truthOf({ expression: test, environment: EMPTY_ENVIRONMENT, by: 'truthiness' });
    if (truth === null) return null;
    if (truth !== when) return false;
  }
  return by === 'tests' ? true : null;
}

/** The test that decides whether a part of a node runs; `null` for what is no test, `undefined` when nothing does. */
function conditionAround(node: Node, part: Node): { readonly test: Node; readonly when: boolean } | null | undefined {
  switch (node.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return part === node.test ? undefined : { test: node.test, when: part === node.consequent };
    case 'LogicalExpression':
      if (part === node.left) return undefined;
      return node.operator === '??' ? null : { test: node.left, when: node.operator === '&&' };
    default:
      return /^(?:Switch|Catch|For|While|DoWhile)/.test(node.type) ? null : undefined;
  }
}

/** What decides whether code runs when a declaration has: tests from the code outwards, and what stands around these. */
interface Circumstances {
  readonly tests: readonly { readonly test: Node; readonly when: boolean }[];
  /** Nothing else, a call of another function, or a loop, a `switch` or a callback, which is not followed. */
  readonly by: 'tests' | 'call' | 'unknown';
}

function circumstancesOf(evaluator: Evaluator, node: Node, declared: Node): Circumstances {
  const { module } = evaluator;
  const tests: { readonly test: Node; readonly when: boolean }[] = [];
  let by: Circumstances['by'] = 'tests';
  let inside = node;
  for (const ancestor of module.ancestorsOf(node)) {
    if (holds(ancestor, declared)) return { tests, by };
    if (isFunction(ancestor)) {
      // `allowed.forEach((each) => { if (each === origin) headers.x = origin; })`
      if (module.parentOf(ancestor)?.type === 'CallExpression' && module.functionOf(declared) !== null) return { tests, by: 'unknown' };
      by = 'call';
    } else {
      const condition = conditionAround(ancestor, inside);
      if (condition === null) return { tests, by: 'unknown' };
      if (condition !== undefined) tests.push(condition);
    }
    inside = ancestor;
  }
  return { tests, by: 'call' };
}

/** What a name or a property is after a write that may or may not happen; `before` is null while nothing is written. */
function writtenValue(evaluator: Evaluator, value: Value, before: Value | null, write: Node, declared: Node): Value {
  const unwritten: Value = before ?? { kind: 'constant', value: undefined, node: write };
  const { tests, by } = circumstancesOf(evaluator, write, declared);
  if (by === 'unknown') return { kind: 'any-of', values: [unwritten, unknown('a write under a condition that is not followed', write)], node: write };
  const then = tests.reduce<Value>((inner, { test: expression, when }) => {
    const test: Test = { expression, environment: EMPTY_ENVIRONMENT, by: 'truthiness' };
    const truth = evaluator.truthOf(test);
    if (truth !== null) return truth === when ? inner : unwritten;
    return { kind: 'choice', test, whenTrue: when ? inner : unwritten, whenFalse: when ? unwritten : inner, node: write };
  }, value);
  return by === 'tests' || before === null ? then : { kind: 'any-of', values: [unwritten, then], node: write };
}

function parameterValue(evaluator: Evaluator, variable: Variable, fn: Node, node: Node): Value {
  if (!isFunction(fn)) return { kind: 'parameter', variable, node };
  const index = fn.params.findIndex((param) => declaresName(param, variable));
  const param = fn.params[index];
  if (param === undefined) return { kind: 'parameter', variable, node };
  const injected = declaredInstance(evaluator, param, node);
  if (injected !== null) return injected;
  const awaited = awaitedValue(evaluator, fn);
  if (awaited !== null && index === 0) {
    const bound = new Map<Variable, Value>();
    evaluator.bindPattern(param, awaited, bound);
    return bound.get(variable) ?? unknown('a destructured parameter', node);
  }
  const calls = evaluator.callsOf(fn);
  if (calls === null || calls.length === 0) return defaultedParameter(evaluator, variable, param, node);
  const values = calls.map((call) => {
    const argument = call.arguments[index];
    const bound = new Map<Variable, Value>();
    const value: Value = argument === undefined ? { kind: 'constant', value: undefined, node: call } : evaluator.evaluate(argument);
    evaluator.bindPattern(param, value, bound);
    return bound.get(variable) ?? unknown('a destructured parameter', node);
  });
  const [first] = values;
  if (first !== undefined && values.every((value) => sameValue(value, first))) return first;
  return { kind: 'any-of', values, node };
}

/** What a function in `promise.then(…)` is called with, where the promise is shown: `import('./options').then(({ cors }) => …)`. */
function awaitedValue(evaluator: Evaluator, fn: FunctionNode): Value | null {
  const call = evaluator.module.parentOf(fn);
  if (call?.type !== 'CallExpression' || call.arguments[0] !== fn || call.callee.type !== 'MemberExpression' || propertyName(call.callee) !== 'then') return null;
  const promise = evaluator.evaluate(call.callee.object);
  return promise.kind === 'promise' ? promise.of : null;
}

function defaultedParameter(evaluator: Evaluator, variable: Variable, param: Node, node: Node): Value {
  const asParameter: Value = { kind: 'parameter', variable, node };
  if (param.type !== 'AssignmentPattern') {
    // `({ origin = '*' } = {}) => …`: the default inside the pattern is what a caller without the option gets.
    const bound = new Map<Variable, Value>();
    evaluator.bindPattern(param, { kind: 'parameter', variable, node: param }, bound);
    const value = bound.get(variable);
    return value?.kind === 'choice' ? value : asParameter;
  }
  const bound = new Map<Variable, Value>();
  evaluator.bindPattern(param, asParameter, bound);
  return bound.get(variable) ?? asParameter;
}

function declaresName(param: Node, variable: Variable): boolean {
  return variable.identifiers.some((identifier) => holds(param, identifier));
}

/** The calls of a function, when every use of its name is one; `null` when it is used in other ways or exported. */
export function callsOf(evaluator: Evaluator, fn: FunctionNode): readonly TSESTree.CallExpression[] | null {
  const name = evaluator.nameOf(fn);
  if (name === null) return null;
  const calls: TSESTree.CallExpression[] = [];
  for (const reference of name.references) {
    if (reference.init === true) continue;
    const parent = evaluator.module.parentOf(reference.identifier);
    if (parent?.type === 'CallExpression' && parent.callee === reference.identifier) calls.push(parent);
    else return null;
  }
  return calls;
}

/** The variable that names a function: its declaration, or the `const` that it initialises. */
export function nameOf(evaluator: Evaluator, fn: FunctionNode): Variable | null {
  if (fn.type === 'FunctionDeclaration') return fn.id === null ? null : evaluator.module.variableOf(fn.id);
  const parent = evaluator.module.parentOf(fn);
  return parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? evaluator.module.variableOf(parent.id) : null;
}

/** For `requestPathOf`: the initialiser of a name, and the path by which a pattern takes it. */
export function resolveName(evaluator: Evaluator, identifier: TSESTree.Identifier): { node: Node | null; path: readonly string[] } | null {
  const variable = evaluator.module.variableOf(identifier);
  const definition = variable?.defs[0];
  if (variable === null || variable === undefined || definition === undefined || variable.defs.length > 1) return null;
  if ((definition.type as string) === 'Parameter' && isFunction(definition.node)) {
    const param = definition.node.params.find((each) => declaresName(each, variable));
    return { node: null, path: param === undefined ? [] : patternPath(param, definition.name) ?? [] };
  }
  const declarator = definition.node as Node;
  if (declarator.type !== 'VariableDeclarator' || declarator.init === null || variable.references.some((reference) => reference.isWrite() && reference.init !== true)) return null;
  const path = patternPath(declarator.id, definition.name);
  return path === null ? null : { node: declarator.init, path };
}

function sameValue(a: Value, b: Value): boolean {
  if (a.kind === 'constant' && b.kind === 'constant') return a.value === b.value;
  if (a.kind === 'request-header' && b.kind === 'request-header') return a.name === b.name;
  if (a.kind === 'request' && b.kind === 'request') return a.part === b.part;
  return a.node === b.node;
}
