import type { TSESTree } from '@typescript-eslint/utils';
import { calculated } from './arithmetic.ts';
import { callBuiltin, callMethod, constructBuiltin } from './builtins.ts';
import { boundCall } from './bound-calls.ts';
import { thisValue } from './classes.ts';
import { arrayLiteral, enumObject, objectLiteral, objectOf } from './collections.ts';
import { definedness, elementOf, joinText, truthiness, unknown } from './combine.ts';
import { compare, deploymentTruth, environmentName, importMetaMode } from './deployment.ts';
import { ForeignSteps } from './foreign-steps.ts';
import { autoImported } from './modules/auto-imports.ts';
import { exportOf, exportOfNamespace, namespaceOf } from './modules/exports.ts';
import { moduleName } from './modules/module-calls.ts';
import type { Linked, ModuleGraph } from './modules/module-graph.ts';
import { memberOf, requestValue } from './members.ts';
import { returnValueOf } from './return-value.ts';
import { escaped } from './pattern-escape.ts';
import { bindParameters, bindPattern, keyOf } from './patterns.ts';
import { propertyName, requestPathOf } from './request.ts';
import type { FunctionNode, Node, SourceModule, Variable } from './source-module.ts';
import { EMPTY_ENVIRONMENT, fixedValue, stringOf, type Deferred, type Environment, type ObjectValue, type Test, type Value } from './value.ts';
import { callsOf, nameOf, resolveName, variableValue } from './variables.ts';
import { alternativesIn, Weights } from './weight.ts';

/** How deep evaluation follows names and calls before it answers `unknown`. */
const MAX_DEPTH = 24;

const isNumber = (value: Value): boolean => value.kind === 'constant' && typeof value.value !== 'string' && typeof value.value !== 'bigint';
const isText = (value: Value): boolean => value.kind === 'text' || value.kind === 'environment' || value.kind === 'request-header' || stringOf(value) !== null;

/** Evaluations of one file before everything else is `unknown`: a bound on hostile input, far above real files. */
const MAX_STEPS = 400_000;

/** Heaviest value that is kept, by {@link Weights}: 250 choices, 1,000 alternatives, or 100,000 parts of data. */
const MAX_WEIGHT = 100_000;

/** Longest function of another file whose ways are followed, in characters: checks and factories of options are short. One that only returns a table has no ways. */
const MAX_FOREIGN_FUNCTION = 6_000;

/**
 * Reads expressions of one file, and of the modules that it imports, without running them. Every answer is a
 * {@link Value}; what the code does not show is `unknown`, never a guess.
 */
export class Evaluator {
  readonly module: SourceModule;
  /** The modules that are followed; `null` where imports are not. */
  readonly graph: ModuleGraph | null;
  readonly #isImported: boolean;
  readonly #known = new Map<Node, Value>();
  readonly #open = new Set<Node>();
  readonly #weights = new Weights(this.#known);
  #depth = 0;
  #steps = 0;
  readonly #foreign: ForeignSteps;

  /** Without a graph, other files are not followed. A `module` that is `imported` itself has the bounds of other files. */
  constructor(module: SourceModule, graph: ModuleGraph | null = null, role: 'linted' | 'imported' = 'linted') {
    this.module = module;
    this.graph = graph;
    this.#isImported = role === 'imported';
    this.#foreign = new ForeignSteps(!this.#isImported);
  }

  /** The module that a specifier names, seen from the file that `from` stands in; `null` where imports are not followed. */
  link(from: Node, specifier: string): Linked | null {
    return this.graph?.link(this.module.moduleOf(from), specifier) ?? null;
  }

  #isForeign(node: Node): boolean {
    return this.#isImported || !this.module.owns(node);
  }

  /** An import: of one export by its name, or of the whole module (`null`). */
  imported(node: Node, specifier: string, name: string | null, by: 'require' | 'import' = 'import'): Value {
    const linked = this.link(node, specifier);
    const path = name === null || name === 'default' ? [] : [name];
    switch (linked?.kind) {
      case 'module': {
        const value = name === null ? namespaceOf(this, linked.module, by) : exportOf(this, linked.module, name);
        return value ?? { kind: 'imported', module: specifier, path, reason: `\`${specifier}\` is not seen to export ${name ?? 'anything'}`, node };
      }
      case 'unread':
        return { kind: 'imported', module: specifier, path, reason: linked.reason, node };
      default:
        return { kind: 'imported', module: specifier, path, reason: null, node };
    }
  }

  /** What `node` evaluates to, with the names of `environment` fixed. */
  evaluate(node: Node, environment: Environment = EMPTY_ENVIRONMENT): Value {
    const plain = environment.size === 0;
    const known = plain ? this.#known.get(node) : undefined;
    if (known !== undefined) return known;
    if (this.#depth >= MAX_DEPTH || this.#steps >= MAX_STEPS) return unknown('too deep to follow', node);
    if (this.#depth === 0) this.#foreign.begin();
    const isForeign = this.#isForeign(node);
    if (isForeign ? !this.#foreign.take() : this.#foreign.isGreedy(node)) return unknown('too much of other files to follow', node);
    // A name defined through itself (`const a = () => a()`), or a cycle of helpers.
    if (plain && this.#open.has(node)) return unknown('defined through itself', node);
    this.#depth++;
    this.#steps++;
    if (plain) this.#open.add(node);
    const { taken } = this.#foreign;
    try {
      const value = this.#weighed(this.#read(node, environment), node);
      if (!isForeign) this.#foreign.judge(node, taken);
      if (plain && this.#depth < MAX_DEPTH && !(isForeign && this.#foreign.isSpent())) this.#known.set(node, value);
      return value;
    } finally {
      this.#depth--;
      if (plain) this.#open.delete(node);
    }
  }

  /** A value that is not too much to go through. Its alternatives count as evaluations: what is done with it is done to each. */
  #weighed(value: Value, node: Node): Value {
    if (this.#weights.has(value)) return value;
    const weight = this.#weights.of(value);
    if (weight > MAX_WEIGHT) return unknown('too many values that it can have', node);
    this.#steps += alternativesIn(value, weight);
    return value;
  }

  #read(node: Node, environment: Environment): Value {
    switch (node.type) {
      case 'Literal':
        if ('regex' in node) return { kind: 'regexp', source: node.regex.pattern, flags: node.regex.flags, node };
        return { kind: 'constant', value: node.value, node };
      case 'TemplateLiteral':
        return this.#template(node, environment);
      case 'Identifier':
        return this.#identifier(node, environment);
      case 'MemberExpression':
        return this.#member(node, environment);
      case 'CallExpression':
        return this.#call(node, environment);
      case 'NewExpression':
        return constructBuiltin(this, node, environment) ?? { kind: 'instance', callee: this.evaluate(node.callee, environment), args: this.#arguments(node, environment), node };
      case 'ImportExpression': {
        const module = moduleName(this, node.source, environment);
        if (module === null) return unknown('a module named at run time', node);
        return { kind: 'promise', of: this.imported(node, module, null), node };
      }
      case 'ObjectExpression':
        return objectLiteral(this, node, environment);
      case 'ArrayExpression':
        return arrayLiteral(this, node, environment);
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
      case 'FunctionDeclaration':
        return { kind: 'function', node, environment };
      case 'ClassExpression':
      case 'ClassDeclaration':
        return { kind: 'class', node };
      case 'TSEnumDeclaration':
        return enumObject(this, node);
      case 'ConditionalExpression':
        return this.choose({ expression: node.test, environment, by: 'truthiness' }, node.consequent, node.alternate, node, environment);
      case 'LogicalExpression':
        return this.#logical(node, environment);
      case 'BinaryExpression':
        return this.#binary(node, environment);
      case 'UnaryExpression':
        return this.#unary(node, environment);
      case 'AssignmentExpression':
        return node.operator === '=' ? this.evaluate(node.right, environment) : unknown('a compound assignment', node);
      case 'SequenceExpression': {
        const last = node.expressions.at(-1);
        return last === undefined ? unknown('an empty sequence', node) : this.evaluate(last, environment);
      }
      case 'AwaitExpression': {
        const value = this.evaluate(node.argument, environment);
        return value.kind === 'promise' ? value.of : value;
      }
      case 'ChainExpression':
      case 'TSAsExpression':
      case 'TSTypeAssertion':
      case 'TSNonNullExpression':
      case 'TSSatisfiesExpression':
      case 'TSInstantiationExpression':
        return this.evaluate(node.expression, environment);
      case 'ThisExpression':
        return thisValue(this, node, environment);
      case 'TSImportEqualsDeclaration':
        if (node.moduleReference.type === 'TSExternalModuleReference') {
          const module = stringOf(this.evaluate(node.moduleReference.expression, environment));
          if (module !== null) return this.imported(node, module, null, 'require');
        }
        return unknown('a namespace import', node);
      default:
        return unknown(`a ${node.type}`, node);
    }
  }

  /** One of two expressions by a test; the one that the test decides where it is constant. */
  choose(test: Test, whenTrue: Node, whenFalse: Node, node: Node, environment: Environment): Value {
    switch (this.truthOf(test)) {
      case true:
        return this.evaluate(whenTrue, environment);
      case false:
        return this.evaluate(whenFalse, environment);
      case null:
        return { kind: 'choice', test, whenTrue: this.evaluate(whenTrue, environment), whenFalse: this.evaluate(whenFalse, environment), node };
    }
  }

  /** Whether a test is constant: true, false, or `null` when it depends on something. Production is assumed. */
  truthOf(test: Test): boolean | null {
    if (test.by === 'exception' || test.by === 'case') return null;
    const value = this.tested(test);
    if (test.by === 'definedness') return definedness(value);
    return truthiness(value) ?? deploymentTruth(test.expression);
  }

  /** The value that a test asks about. */
  tested(test: Test): Value {
    return test.value ?? this.evaluate(test.expression, test.environment);
  }

  /** What a name stands for where no path has fixed it. */
  variable(variable: Variable, node: Node): Value {
    return variableValue(this, variable, node);
  }

  /** The environment inside a call: parameters bound to arguments, as far as they are plain names or patterns. */
  bind(fn: FunctionNode, args: readonly Value[], around: Environment, node: Node): Environment {
    return bindParameters(this, fn, args, around, node);
  }

  /** Fixes the names of a destructuring pattern to the parts of a value. */
  bindPattern(target: Node, value: Value, environment: Map<Variable, Value | Deferred>): void {
    bindPattern(this, target, value, environment);
  }

  /** A property of a value, as `value.name` reads it. */
  memberOf(value: Value, name: string, node: Node): Value {
    return memberOf(this, value, name, node);
  }

  /** The name of a property key, when the code shows it. */
  keyOf(key: Node, computed: boolean, environment: Environment): string | null {
    return keyOf(this, key, computed, environment);
  }

  /** A value as one object, the way a spread copies it: choices become choices of its properties. */
  objectOf(value: Value, node: Node): ObjectValue {
    return objectOf(this, value, node);
  }

  /** The calls of a function, when every use of its name is one; `null` when it is used in other ways or exported. */
  callsOf(fn: FunctionNode): readonly TSESTree.CallExpression[] | null {
    return callsOf(this, fn);
  }

  /** The variable that names a function: its declaration, or the `const` that it initialises. */
  nameOf(fn: FunctionNode): Variable | null {
    return nameOf(this, fn);
  }

  /** For `requestPathOf`: the initialiser of a name, and the path by which a pattern takes it. */
  readonly resolveName = (identifier: TSESTree.Identifier): { node: Node | null; path: readonly string[] } | null => resolveName(this, identifier);

  /** What calling a function with these arguments returns. */
  callFunction(fn: FunctionNode, args: readonly Value[], around: Environment, node: Node): Value {
    if (this.#depth === 0) this.#foreign.begin();
    const environment = this.bind(fn, args, around, node);
    if (fn.generator) return unknown('a generator', node);
    if (this.#depth >= MAX_DEPTH) return unknown('too deep to follow', node);
    if (this.#isForeign(fn) && fn.range[1] - fn.range[0] > MAX_FOREIGN_FUNCTION && !onlyReturns(fn)) return unknown('a long function of another file', node);
    this.#depth++;
    try {
      const value = fn.body.type === 'BlockStatement' ? returnValueOf(this, fn, environment) : this.evaluate(fn.body, environment);
      return fn.async && value.kind !== 'promise' ? { kind: 'promise', of: value, node } : value;
    } finally {
      this.#depth--;
    }
  }

  #template(node: TSESTree.TemplateLiteral, environment: Environment): Value {
    const parts: Value[] = [];
    node.quasis.forEach((quasi, index) => {
      if (quasi.value.cooked) parts.push({ kind: 'constant', value: quasi.value.cooked, node: quasi });
      const expression = node.expressions[index];
      if (expression !== undefined) parts.push(this.evaluate(expression, environment));
    });
    return joinText(parts, node);
  }

  #identifier(node: TSESTree.Identifier, environment: Environment): Value {
    const variable = this.module.variableOf(node);
    if (variable === null) {
      if (node.name === 'undefined') return { kind: 'constant', value: undefined, node };
      return autoImported(this, node, node.name) ?? unknown(`the global ${node.name}`, node);
    }
    return fixedValue(environment, variable) ?? this.variable(variable, node);
  }

  #member(node: TSESTree.MemberExpression, environment: Environment): Value {
    const path = this.#startsFromObject(node, environment) ? null : requestPathOf(node, this.module, this.resolveName);
    if (path !== null) return requestValue(path, node);
    const name = propertyName(node) ?? (node.computed ? this.keyOf(node.property, true, environment) : null);
    const variable = environmentName(this.module.textOf(node.object), name);
    if (variable !== null) return importMetaMode(variable, node) ?? { kind: 'environment', name: variable, node };
    const exported = name === null ? null : exportOfNamespace(this, node.object, name);
    if (exported !== null) return exported;
    const object = this.evaluate(node.object, environment);
    if (name === null) {
      const key = this.evaluate(node.property, environment);
      // A header is no position in a list.
      if (object.kind === 'array' && key.kind !== 'request-header') return elementOf(object, node);
      return { kind: 'operation', operator: '[]', operands: [object, key], node };
    }
    return this.memberOf(object, name, node);
  }

  /** Whether a chain of properties starts from a name that a call has fixed to an object around a request: it is no request itself, whatever it is called. */
  #startsFromObject(node: TSESTree.MemberExpression, environment: Environment): boolean {
    if (environment.size === 0) return false;
    let root: Node = node;
    while (root.type === 'MemberExpression' || root.type === 'ChainExpression' || root.type === 'TSNonNullExpression') root = root.type === 'MemberExpression' ? root.object : root.expression;
    const variable = root.type === 'Identifier' ? this.module.variableOf(root) : null;
    const value = variable === null ? undefined : fixedValue(environment, variable);
    return value?.kind === 'object' && [...value.properties.values()].some((property) => property.value.kind === 'request' || property.value.kind === 'request-header');
  }

  #call(node: TSESTree.CallExpression, environment: Environment): Value {
    const path = requestPathOf(node, this.module, this.resolveName);
    if (path !== null) return requestValue(path, node);
    const builtin = callBuiltin(this, node, environment);
    if (builtin !== null) return builtin;
    if (node.callee.type === 'MemberExpression') {
      const method = propertyName(node.callee);
      const receiver = this.evaluate(node.callee.object, environment);
      const answer = method === null ? null : callMethod(this, receiver, method, node, environment);
      if (answer !== null) return answer;
    }
    const callee = this.evaluate(node.callee, environment);
    if (callee.kind === 'function') {
      return this.callFunction(callee.node, this.#arguments(node, environment), callee.environment, node);
    }
    const args = this.#arguments(node, environment);
    return boundCall(this, callee, args, node) ?? escaped(callee, args, node) ?? { kind: 'call', callee, args, node };
  }

  #arguments(node: TSESTree.CallExpression | TSESTree.NewExpression, environment: Environment): readonly Value[] {
    return node.arguments.map((argument) => this.evaluate(argument, environment));
  }

  #logical(node: TSESTree.LogicalExpression, environment: Environment): Value {
    const by = node.operator === '??' ? 'definedness' : 'truthiness';
    const test: Test = { expression: node.left, environment, by };
    return node.operator === '&&'
      ? this.choose(test, node.right, node.left, node, environment)
      : this.choose(test, node.left, node.right, node, environment);
  }

  #binary(node: TSESTree.BinaryExpression, environment: Environment): Value {
    return node.left.type === 'PrivateIdentifier' ? unknown('a private name', node) : this.#operate(node, this.evaluate(node.left, environment), this.evaluate(node.right, environment));
  }

  #operate(node: TSESTree.BinaryExpression, left: Value, right: Value): Value {
    if (left.kind === 'constant' && right.kind === 'constant' && typeof left.value === 'number' && typeof right.value === 'number') {
      const result = calculated(node.operator, left.value, right.value);
      if (result !== undefined) return { kind: 'constant', value: result, node };
    }
    if (node.operator === '+') {
      const [numbers, texts] = [[left, right].filter(isNumber), [left, right].filter(isText)];
      if (numbers.length === 2) return unknown('a sum', node);
      // `list.indexOf(origin) + 1`: no text, as far as the code shows.
      return numbers.length === 1 && texts.length === 0 ? { kind: 'operation', operator: '+', operands: [left, right], node } : joinText([left, right], node);
    }
    // `list.length > 0`, where the list is one of two: so is the answer.
    if (left.kind === 'choice' && right.kind === 'constant' && /^[<>]=?$/.test(node.operator)) {
      return { ...left, whenTrue: this.#operate(node, left.whenTrue, right), whenFalse: this.#operate(node, left.whenFalse, right), node };
    }
    const equality = /^([!=])==?$/.exec(node.operator);
    if (equality !== null) {
      const equal = compare(left, right, node.operator.length === 3);
      if (equal !== null) return { kind: 'constant', value: equality[1] === '!' ? !equal : equal, node };
    }
    return { kind: 'operation', operator: node.operator, operands: [left, right], node };
  }

  #unary(node: TSESTree.UnaryExpression, environment: Environment): Value {
    if (node.operator === 'void') return { kind: 'constant', value: undefined, node };
    if (node.operator !== '!') {
      const value = this.evaluate(node.argument, environment);
      if (node.operator === '-' && value.kind === 'constant' && typeof value.value === 'number') return { kind: 'constant', value: -value.value, node };
      return node.operator === 'typeof' || node.operator === '~' ? { kind: 'operation', operator: node.operator, operands: [value], node } : unknown('an operator', node);
    }
    const truth = this.truthOf({ expression: node.argument, environment, by: 'truthiness' });
    if (truth !== null) return { kind: 'constant', value: !truth, node };
    return { kind: 'operation', operator: '!', operands: [this.evaluate(node.argument, environment)], node };
  }
}

/** A function that is one expression: a table of settings may be long. */
function onlyReturns({ body }: FunctionNode): boolean {
  return body.type !== 'BlockStatement' || (body.body.length === 1 && body.body[0]?.type === 'ReturnStatement');
}
