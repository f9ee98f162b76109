import type { TSESTree } from '@typescript-eslint/utils';
import { callBuiltin, constructBuiltin, callMethod } from './builtins.ts';
import { definedness, elementOf, joinText, truthiness, unknown } from './combine.ts';
import { compare, deploymentTruth, environmentName, importMetaMode } from './deployment.ts';
import { returnValueOf } from './paths.ts';
import { propertyName, requestPathOf } from './request.ts';
import { isFunction, type FunctionNode, type Node, type SourceModule, type Variable } from './source-module.ts';
import {
  EMPTY_ENVIRONMENT,
  stringOf,
  type Environment,
  type ObjectValue,
  type Property,
  type Test,
  type Value,
} from './value.ts';

/** How deep evaluation follows names and calls before it answers `unknown`. */
const MAX_DEPTH = 24;

/** Evaluations of one file before everything else is `unknown`: a bound on hostile input, far above real files. */
const MAX_STEPS = 200_000;

/**
 * Reads expressions of one file without running them. Every answer is a {@link Value}; what the file does not show is
 * `unknown`, never a guess.
 */
export class Evaluator {
  readonly module: SourceModule;
  readonly #known = new Map<Node, Value>();
  readonly #open = new Set<Node>();
  #depth = 0;
  #steps = 0;

  constructor(module: SourceModule) {
    this.module = module;
  }

  /** What `node` evaluates to, with the names of `environment` fixed. */
  evaluate(node: Node, environment: Environment = EMPTY_ENVIRONMENT): Value {
    const plain = environment.size === 0;
    const known = plain ? this.#known.get(node) : undefined;
    if (known !== undefined) return known;
    if (this.#depth >= MAX_DEPTH || this.#steps >= MAX_STEPS) return unknown('too deep to follow', node);
    // A name defined through itself (`const a = () => a()`), or a cycle of helpers.
    if (plain && this.#open.has(node)) return unknown('defined through itself', node);
    this.#depth++;
    this.#steps++;
    if (plain) this.#open.add(node);
    try {
      const value = this.#read(node, environment);
      if (plain && this.#depth < MAX_DEPTH) this.#known.set(node, value);
      return value;
    } finally {
      this.#depth--;
      if (plain) this.#open.delete(node);
    }
  }

  #read(node: Node, environment: Environment): Value {
    switch (node.type) {
      case 'Literal':
        if ('regex' in node) return { kind: 'regexp', source: node.regex.pattern, flags: node.regex.flags, node };
        return { kind: 'constant', value: node.value as string | number | boolean | bigint | null, node };
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
        const module = stringOf(this.evaluate(node.source, environment));
        if (module === null) return unknown('a module named at run time', node);
        return { kind: 'promise', of: { kind: 'imported', module, path: [], node }, node };
      }
      case 'ObjectExpression':
        return this.#object(node, environment);
      case 'ArrayExpression':
        return this.#array(node, environment);
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
      case 'FunctionDeclaration':
        return { kind: 'function', node, environment };
      case 'ClassExpression':
      case 'ClassDeclaration':
        return { kind: 'class', node };
      case 'TSEnumDeclaration':
        return this.#enum(node);
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
        return this.#this(node);
      case 'TSImportEqualsDeclaration':
        if (node.moduleReference.type === 'TSExternalModuleReference') {
          const module = stringOf(this.evaluate(node.moduleReference.expression, environment));
          if (module !== null) return { kind: 'imported', module, path: [], node };
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
    const value = this.evaluate(test.expression, test.environment);
    if (test.by === 'definedness') return definedness(value);
    return truthiness(value) ?? deploymentTruth(test.expression);
  }

  /** What calling a function with these arguments returns. */
  callFunction(fn: FunctionNode, args: readonly Value[], around: Environment, node: Node): Value {
    const environment = this.bind(fn, args, around, node);
    if (fn.generator) return unknown('a generator', node);
    if (this.#depth >= MAX_DEPTH) return unknown('too deep to follow', node);
    this.#depth++;
    try {
      const value = fn.body.type === 'BlockStatement' ? returnValueOf(this, fn, environment) : this.evaluate(fn.body, environment);
      return fn.async && value.kind !== 'promise' ? { kind: 'promise', of: value, node } : value;
    } finally {
      this.#depth--;
    }
  }

  /** The environment inside a call: parameters bound to arguments, as far as they are plain names or patterns. */
  bind(fn: FunctionNode, args: readonly Value[], around: Environment, node: Node): Environment {
    const environment = new Map(around);
    fn.params.forEach((param, index) => {
      const argument = args[index];
      if (param.type === 'RestElement') return;
      const pattern = param.type === 'TSParameterProperty' ? param.parameter : param;
      const target = pattern.type === 'AssignmentPattern' ? pattern.left : pattern;
      const missing = argument === undefined || (argument.kind === 'constant' && argument.value === undefined);
      const value = missing && pattern.type === 'AssignmentPattern' ? this.evaluate(pattern.right, around) : argument;
      this.bindPattern(target, value ?? { kind: 'constant', value: undefined, node }, environment);
    });
    return environment;
  }

  /** Fixes the names of a destructuring pattern to the parts of a value. */
  bindPattern(target: Node, value: Value, environment: Map<Variable, Value>): void {
    switch (target.type) {
      case 'Identifier': {
        const variable = this.module.variableOf(target);
        if (variable !== null) environment.set(variable, value);
        return;
      }
      case 'AssignmentPattern': {
        const undefinedValue = value.kind === 'constant' && value.value === undefined;
        if (undefinedValue) return this.bindPattern(target.left, this.evaluate(target.right, environment), environment);
        if (truthiness(value) === true || value.kind === 'constant') return this.bindPattern(target.left, value, environment);
        // The test asks for the value before the default, under the pattern's own name.
        const before = new Map(environment);
        this.bindPattern(target.left, value, before);
        const test: Test = { expression: target.left, environment: before, by: 'definedness' };
        return this.bindPattern(target.left, { kind: 'choice', test, whenTrue: value, whenFalse: this.evaluate(target.right, environment), node: target }, environment);
      }
      case 'ObjectPattern':
        for (const property of target.properties) {
          if (property.type === 'RestElement') continue;
          const name = this.keyOf(property.key, property.computed, environment);
          const part = name === null ? unknown('a computed key', property) : this.memberOf(value, name, property);
          this.bindPattern(property.value, part, environment);
        }
        return;
      case 'ArrayPattern':
        target.elements.forEach((element, index) => {
          if (element === null || element.type === 'RestElement') return;
          this.bindPattern(element, this.memberOf(value, String(index), element), environment);
        });
        return;
      default:
        return;
    }
  }

  /** A property of a value, as `value.name` reads it. */
  memberOf(value: Value, name: string, node: Node): Value {
    switch (value.kind) {
      case 'object': {
        const property = value.properties.get(name);
        if (property !== undefined) return property.value;
        return value.complete ? { kind: 'constant', value: undefined, node } : { kind: 'member', object: value, name, node };
      }
      case 'array':
      case 'set': {
        if (name === 'length' || name === 'size') {
          return value.complete ? { kind: 'constant', value: value.elements.length, node } : unknown('the length of an open list', node);
        }
        const element = /^\d+$/.test(name) && value.kind === 'array' ? value.elements[Number(name)] : undefined;
        if (element !== undefined) return element;
        return { kind: 'member', object: value, name, node };
      }
      case 'imported':
        return { kind: 'imported', module: value.module, path: name === 'default' ? value.path : [...value.path, name], node };
      case 'class':
        return this.#classMember(value.node as TSESTree.ClassDeclaration, name, true) ?? { kind: 'member', object: value, name, node };
      case 'instance': {
        const member = value.callee.kind === 'class' ? this.#classMember(value.callee.node as TSESTree.ClassDeclaration, name, false) : null;
        return member ?? { kind: 'member', object: value, name, node };
      }
      case 'request':
        return requestValue([...value.part.split('.').filter((part) => part !== ''), ...(value.part === 'headers' ? [name.toLowerCase()] : [name])], node);
      case 'request-header':
        return name === '0' ? value : { kind: 'member', object: value, name, node };
      case 'choice':
        return { ...value, whenTrue: this.memberOf(value.whenTrue, name, node), whenFalse: this.memberOf(value.whenFalse, name, node), node };
      case 'any-of':
        return { kind: 'any-of', values: value.values.map((each) => this.memberOf(each, name, node)), node };
      case 'constant':
        if (typeof value.value === 'string' && name === 'length') return { kind: 'constant', value: value.value.length, node };
        return { kind: 'member', object: value, name, node };
      case 'member':
        // `const { ORIGIN = '*' } = process.env`
        if (environmentName(this.module.textOf(value.node), name) !== null) return { kind: 'environment', name, node };
        return { kind: 'member', object: value, name, node };
      default:
        return { kind: 'member', object: value, name, node };
    }
  }

  /** The name of a property key, when the code shows it. */
  keyOf(key: Node, computed: boolean, environment: Environment): string | null {
    if (!computed) {
      if (key.type === 'Identifier') return key.name;
      if (key.type === 'Literal') return String(key.value);
      return null;
    }
    const value = this.evaluate(key, environment);
    return value.kind === 'constant' && value.value !== null && value.value !== undefined ? String(value.value) : null;
  }

  #template(node: TSESTree.TemplateLiteral, environment: Environment): Value {
    const parts: Value[] = [];
    node.quasis.forEach((quasi, index) => {
      if (quasi.value.cooked) parts.push({ kind: 'constant', value: quasi.value.cooked, node: quasi });
      const expression = node.expressions[index];
      if (expression !== undefined) parts.push(this.evaluate(expression as Node, environment));
    });
    return joinText(parts, node);
  }

  #identifier(node: TSESTree.Identifier, environment: Environment): Value {
    const variable = this.module.variableOf(node);
    if (variable === null) {
      if (node.name === 'undefined') return { kind: 'constant', value: undefined, node };
      return unknown(`the global ${node.name}`, node);
    }
    return environment.get(variable) ?? this.variable(variable, node);
  }

  /** What a name stands for where no path has fixed it. */
  variable(variable: Variable, node: Node): Value {
    const definition = variable.defs[0];
    if (definition === undefined || variable.defs.length > 1) return unknown('a name that is defined more than once', node);
    const path = requestPathOf(node, this.module, this.resolveName);
    if (path !== null && (definition.type as string) === 'Parameter') return requestValue(path, node);
    switch (definition.type as string) {
      case 'ImportBinding':
        return this.#importBinding(definition.node, node);
      case 'Variable':
        return this.#declared(variable, definition.node as TSESTree.VariableDeclarator, node);
      case 'FunctionName':
        if (definition.node.type === 'FunctionDeclaration') return { kind: 'function', node: definition.node, environment: EMPTY_ENVIRONMENT };
        return unknown('a function without body', node);
      case 'ClassName':
        return { kind: 'class', node: definition.node };
      case 'TSEnumName':
        return this.evaluate(definition.node);
      case 'Parameter':
        return this.#parameter(variable, definition.node, node);
      default:
        return unknown(`a ${definition.type}`, node);
    }
  }

  #importBinding(specifier: Node, node: Node): Value {
    if (specifier.type === 'TSImportEqualsDeclaration') return this.evaluate(specifier);
    const declaration = this.module.parentOf(specifier);
    if (declaration?.type !== 'ImportDeclaration') return unknown('an import', node);
    const module = declaration.source.value;
    switch (specifier.type) {
      case 'ImportSpecifier': {
        const name = specifier.imported.type === 'Identifier' ? specifier.imported.name : specifier.imported.value;
        return { kind: 'imported', module, path: name === 'default' ? [] : [name], node };
      }
      default:
        return { kind: 'imported', module, path: [], node };
    }
  }

  #declared(variable: Variable, declarator: TSESTree.VariableDeclarator, node: Node): Value {
    const writes = variable.references.filter((reference) => reference.isWrite());
    const reassigned = writes.filter((reference) => reference.writeExpr !== declarator.init && !isDeclaratorTarget(declarator, reference.identifier));
    if (reassigned.length > 0) return this.#reassigned(declarator, reassigned.map((reference) => reference.writeExpr ?? null), node);
    if (declarator.init === null) return this.#loopVariable(declarator, node);
    const initial = this.evaluate(declarator.init);
    if (declarator.id.type === 'Identifier') return this.#mutated(variable, initial);
    const environment = new Map<Variable, Value>();
    this.bindPattern(declarator.id, initial, environment);
    return environment.get(variable) ?? unknown('a destructured name', node);
  }

  /** A name with several assignments may hold any of them; which one, only a path says. */
  #reassigned(declarator: TSESTree.VariableDeclarator, expressions: readonly (Node | null)[], node: Node): Value {
    const values: Value[] = declarator.init === null ? [] : [this.evaluate(declarator.init)];
    for (const expression of expressions) {
      if (expression === null) return unknown('a name that is reassigned', node);
      const assignment = this.module.parentOf(expression);
      if (assignment?.type !== 'AssignmentExpression' || assignment.operator !== '=' || assignment.left.type !== 'Identifier') {
        return unknown('a name that is reassigned', node);
      }
      values.push(this.evaluate(expression));
    }
    const [only] = values;
    return values.length === 1 && only !== undefined ? only : { kind: 'any-of', values, node };
  }

  #loopVariable(declarator: TSESTree.VariableDeclarator, node: Node): Value {
    const declaration = this.module.parentOf(declarator);
    const loop = declaration === null ? null : this.module.parentOf(declaration);
    if (loop?.type !== 'ForOfStatement' || loop.left !== declaration) {
      return declaration?.type === 'VariableDeclaration' && declaration.declare !== true && loop?.type !== 'ForInStatement'
        ? { kind: 'constant', value: undefined, node }
        : unknown('a loop variable', node);
    }
    return elementOf(this.evaluate(loop.right), node);
  }

  /**
   * Later writes to the properties of an object that a `const` holds: `options.credentials = true`,
   * `Object.assign(options, …)`. A write under a condition, or in another function, leaves both values possible.
   */
  #mutated(variable: Variable, initial: Value): Value {
    if (initial.kind !== 'object') return initial;
    const properties = new Map(initial.properties);
    let complete = initial.complete;
    for (const reference of variable.references) {
      const identifier = reference.identifier as Node;
      const parent = this.module.parentOf(identifier);
      if (parent?.type === 'MemberExpression' && parent.object === identifier) {
        const assignment = this.module.parentOf(parent);
        if (assignment?.type !== 'AssignmentExpression' || assignment.left !== parent) continue;
        const name = propertyName(parent) ?? (parent.computed ? stringOf(this.evaluate(parent.property)) : null);
        if (name === null) {
          complete = false;
          continue;
        }
        const value = this.evaluate(assignment.right);
        const before = properties.get(name)?.value ?? ({ kind: 'constant', value: undefined, node: parent } as const);
        const sure = assignment.operator === '=' && this.#runsWith(assignment, initial.node);
        properties.set(name, { node: assignment, value: sure ? value : { kind: 'any-of', values: [before, value], node: assignment } });
      } else if (parent?.type === 'CallExpression' && parent.arguments[0] === identifier && this.module.textOf(parent.callee) === 'Object.assign') {
        for (const argument of parent.arguments.slice(1)) {
          const source = this.evaluate(argument);
          if (source.kind !== 'object') complete = false;
          else for (const [name, property] of source.properties) properties.set(name, property);
        }
      }
    }
    return { ...initial, properties, complete };
  }

  /** Whether a statement runs whenever the declaration before it does: same function, no condition between. */
  #runsWith(node: Node, declared: Node): boolean {
    for (const ancestor of this.module.ancestorsOf(node)) {
      if (ancestor.type === 'BlockStatement' || ancestor.type === 'Program') {
        if (contains(ancestor, declared)) return true;
      } else if (/^(?:If|Switch|Try|Catch|For|While|DoWhile|Conditional|Logical)/.test(ancestor.type) || isFunction(ancestor)) {
        return contains(ancestor, declared) && !isFunction(ancestor);
      }
    }
    return false;
  }

  #parameter(variable: Variable, fn: Node, node: Node): Value {
    if (!isFunction(fn)) return { kind: 'parameter', variable, node };
    const index = fn.params.findIndex((param) => this.#declares(param, variable));
    const param = fn.params[index];
    if (param === undefined) return { kind: 'parameter', variable, node };
    const calls = this.callsOf(fn);
    if (calls === null || calls.length === 0) return this.#defaulted(variable, param, node);
    const values = calls.map((call) => {
      const argument = call.arguments[index];
      const bound = new Map<Variable, Value>();
      const value: Value = argument === undefined ? { kind: 'constant', value: undefined, node: call } : this.evaluate(argument);
      this.bindPattern(param, value, bound);
      return bound.get(variable) ?? unknown('a destructured parameter', node);
    });
    const [first] = values;
    if (first !== undefined && values.every((value) => sameValue(value, first))) return first;
    return { kind: 'any-of', values, node };
  }

  #defaulted(variable: Variable, param: Node, node: Node): Value {
    const asParameter: Value = { kind: 'parameter', variable, node };
    if (param.type !== 'AssignmentPattern') {
      // `({ origin = '*' } = {}) => …`: the default inside the pattern is what a caller without the option gets.
      const bound = new Map<Variable, Value>();
      this.bindPattern(param, { kind: 'parameter', variable, node: param }, bound);
      const value = bound.get(variable);
      return value?.kind === 'choice' ? value : asParameter;
    }
    const bound = new Map<Variable, Value>();
    this.bindPattern(param, asParameter, bound);
    return bound.get(variable) ?? asParameter;
  }

  #declares(param: Node, variable: Variable): boolean {
    return variable.identifiers.some((identifier) => contains(param, identifier as Node));
  }

  /** The calls of a function, when every use of its name is one; `null` when it is used in other ways or exported. */
  callsOf(fn: FunctionNode): readonly TSESTree.CallExpression[] | null {
    const name = this.nameOf(fn);
    if (name === null) return null;
    const calls: TSESTree.CallExpression[] = [];
    for (const reference of name.references) {
      if (reference.init === true) continue;
      const parent = this.module.parentOf(reference.identifier as Node);
      if (parent?.type === 'CallExpression' && parent.callee === reference.identifier) calls.push(parent);
      else return null;
    }
    return calls;
  }

  /** The variable that names a function: its declaration, or the `const` that it initialises. */
  nameOf(fn: FunctionNode): Variable | null {
    if (fn.type === 'FunctionDeclaration') return fn.id === null ? null : this.module.variableOf(fn.id);
    const parent = this.module.parentOf(fn);
    return parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? this.module.variableOf(parent.id) : null;
  }

  /** For `requestPathOf`: the initialiser of a name, and the path by which a pattern takes it. */
  readonly resolveName = (identifier: TSESTree.Identifier): { node: Node | null; path: readonly string[] } | null => {
    const variable = this.module.variableOf(identifier);
    const definition = variable?.defs[0];
    if (variable === null || variable === undefined || definition === undefined || variable.defs.length > 1) return null;
    if ((definition.type as string) === 'Parameter' && isFunction(definition.node)) {
      const param = definition.node.params.find((each) => this.#declares(each, variable));
      return { node: null, path: param === undefined ? [] : patternPath(param, definition.name as Node) ?? [] };
    }
    const declarator = definition.node as Node;
    if (declarator.type !== 'VariableDeclarator' || declarator.init === null || variable.references.some((reference) => reference.isWrite() && reference.init !== true)) return null;
    const path = patternPath(declarator.id, definition.name as Node);
    return path === null ? null : { node: declarator.init, path };
  };

  #member(node: TSESTree.MemberExpression, environment: Environment): Value {
    const path = requestPathOf(node, this.module, this.resolveName);
    if (path !== null) return requestValue(path, node);
    const name = propertyName(node) ?? (node.computed ? this.keyOf(node.property, true, environment) : null);
    const variable = environmentName(this.module.textOf(node.object), name);
    if (variable !== null) return importMetaMode(variable, node) ?? { kind: 'environment', name: variable, node };
    const object = this.evaluate(node.object, environment);
    if (name === null) {
      if (object.kind === 'array') return elementOf(object, node);
      return { kind: 'operation', operator: '[]', operands: [object, this.evaluate(node.property, environment)], node };
    }
    return this.memberOf(object, name, node);
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
    return { kind: 'call', callee, args: this.#arguments(node, environment), node };
  }

  #arguments(node: TSESTree.CallExpression | TSESTree.NewExpression, environment: Environment): readonly Value[] {
    return node.arguments.map((argument) => this.evaluate(argument, environment));
  }

  #object(node: TSESTree.ObjectExpression, environment: Environment): ObjectValue {
    const properties = new Map<string, Property>();
    let complete = true;
    const put = (name: string, property: Property): void => {
      // The last write wins and stands last, as in the object itself.
      properties.delete(name);
      properties.set(name, property);
    };
    for (const property of node.properties) {
      if (property.type === 'SpreadElement') {
        complete = this.#spread(this.evaluate(property.argument, environment), property, put) && complete;
        continue;
      }
      const name = this.keyOf(property.key, property.computed, environment);
      if (name === null) complete = false;
      else if (property.kind === 'get' && property.value.type === 'FunctionExpression') put(name, { node: property, value: this.callFunction(property.value, [], environment, property) });
      else if (property.kind !== 'set') put(name, { node: property, value: this.evaluate(property.value, environment) });
    }
    return { kind: 'object', properties, complete, node };
  }

  /** A value as one object, the way a spread copies it: choices become choices of its properties. */
  objectOf(value: Value, node: Node): ObjectValue {
    if (value.kind === 'object') return value;
    const properties = new Map<string, Property>();
    const complete = this.#spread(value, node, (name, property) => properties.set(name, property));
    return { kind: 'object', properties, complete, node };
  }

  /** Copies a spread value's properties; answers whether all of them are known. */
  #spread(value: Value, node: Node, put: (name: string, property: Property) => void): boolean {
    switch (value.kind) {
      case 'object':
        for (const [name, property] of value.properties) put(name, property);
        return value.complete;
      case 'choice': {
        // `...(test && { … })`: each property is there or not, by the test.
        for (const [branch, other] of [[value.whenTrue, value.whenFalse], [value.whenFalse, value.whenTrue]] as const) {
          if (branch.kind !== 'object') continue;
          for (const [name, property] of branch.properties) {
            const elsewhere = other.kind === 'object' ? other.properties.get(name)?.value : undefined;
            const absent: Value = elsewhere ?? { kind: 'constant', value: undefined, node };
            const [whenTrue, whenFalse] = branch === value.whenTrue ? [property.value, absent] : [absent, property.value];
            put(name, { node: property.node, value: { ...value, whenTrue, whenFalse } });
          }
        }
        return [value.whenTrue, value.whenFalse].every((branch) => branch.kind !== 'object' ? branch.kind === 'constant' : branch.complete);
      }
      case 'any-of': {
        const objects = value.values.filter((each) => each.kind === 'object');
        for (const name of new Set(objects.flatMap((object) => [...object.properties.keys()]))) {
          const present = objects.flatMap((object) => object.properties.get(name) ?? []);
          const [first] = present;
          if (first === undefined) continue;
          const values = value.values.map((each): Value => (each.kind === 'object' ? each.properties.get(name)?.value : undefined) ?? { kind: 'constant', value: undefined, node });
          put(name, { node: first.node, value: values.length === 1 ? first.value : { kind: 'any-of', values, node: first.node } });
        }
        return objects.length === value.values.length && objects.every((object) => object.complete);
      }
      case 'promise':
        return this.#spread(value.of, node, put);
      case 'constant':
        return true;
      default:
        return false;
    }
  }

  #array(node: TSESTree.ArrayExpression, environment: Environment): Value {
    const elements: Value[] = [];
    let complete = true;
    let rest: Value | null = null;
    for (const element of node.elements) {
      if (element === null) continue;
      if (element.type !== 'SpreadElement') {
        elements.push(this.evaluate(element, environment));
        continue;
      }
      const spread = this.evaluate(element.argument, environment);
      for (const part of spreadParts(spread)) {
        if (part.kind === 'array' || part.kind === 'set') {
          elements.push(...part.elements);
          complete &&= part.complete;
          rest ??= part.rest;
        } else {
          complete = false;
          rest ??= part;
        }
      }
    }
    return { kind: 'array', elements, complete, rest, node };
  }

  #enum(node: TSESTree.TSEnumDeclaration): Value {
    const properties = new Map<string, Property>();
    for (const member of node.body.members) {
      const name = member.id.type === 'Identifier' ? member.id.name : String(member.id.value);
      const value: Value = member.initializer === undefined || member.initializer === null ? unknown('a numbered enum member', member) : this.evaluate(member.initializer);
      properties.set(name, { node: member, value });
    }
    return { kind: 'object', properties, complete: true, node };
  }

  #logical(node: TSESTree.LogicalExpression, environment: Environment): Value {
    const by = node.operator === '??' ? 'definedness' : 'truthiness';
    const test: Test = { expression: node.left, environment, by };
    return node.operator === '&&'
      ? this.choose(test, node.right, node.left, node, environment)
      : this.choose(test, node.left, node.right, node, environment);
  }

  #binary(node: TSESTree.BinaryExpression, environment: Environment): Value {
    if (node.left.type === 'PrivateIdentifier') return unknown('a private name', node);
    const left = this.evaluate(node.left, environment);
    const right = this.evaluate(node.right, environment);
    if (node.operator === '+') return joinText([left, right], node);
    const equality = /^([!=])==?$/.exec(node.operator);
    if (equality !== null) {
      const equal = compare(left, right);
      if (equal !== null) return { kind: 'constant', value: equality[1] === '!' ? !equal : equal, node };
    }
    return { kind: 'operation', operator: node.operator, operands: [left, right], node };
  }

  #unary(node: TSESTree.UnaryExpression, environment: Environment): Value {
    if (node.operator === 'void') return { kind: 'constant', value: undefined, node };
    if (node.operator !== '!') {
      const value = this.evaluate(node.argument, environment);
      if (node.operator === '-' && value.kind === 'constant' && typeof value.value === 'number') return { kind: 'constant', value: -value.value, node };
      return node.operator === 'typeof' ? { kind: 'operation', operator: 'typeof', operands: [value], node } : unknown('an operator', node);
    }
    const truth = this.truthOf({ expression: node.argument, environment, by: 'truthiness' });
    if (truth !== null) return { kind: 'constant', value: !truth, node };
    return { kind: 'operation', operator: '!', operands: [this.evaluate(node.argument, environment)], node };
  }

  #this(node: TSESTree.ThisExpression): Value {
    for (const ancestor of this.module.ancestorsOf(node)) {
      if (ancestor.type === 'ClassDeclaration' || ancestor.type === 'ClassExpression') {
        return { kind: 'instance', callee: { kind: 'class', node: ancestor }, args: [], node };
      }
      if (ancestor.type === 'ObjectExpression') return this.evaluate(ancestor);
    }
    return unknown('this', node);
  }

  #classMember(node: TSESTree.ClassDeclaration | TSESTree.ClassExpression, name: string, isStatic: boolean): Value | null {
    for (const member of node.body.body) {
      if (member.type === 'PropertyDefinition' && member.static === isStatic && this.keyOf(member.key, member.computed, EMPTY_ENVIRONMENT) === name) {
        return member.value === null ? this.#assignedInConstructor(node, name) : this.evaluate(member.value);
      }
      if (member.type === 'MethodDefinition' && member.static === isStatic && member.value.type === 'FunctionExpression' && this.keyOf(member.key, member.computed, EMPTY_ENVIRONMENT) === name) {
        return member.kind === 'get' ? this.callFunction(member.value, [], EMPTY_ENVIRONMENT, member) : { kind: 'function', node: member.value, environment: EMPTY_ENVIRONMENT };
      }
    }
    return isStatic ? null : this.#assignedInConstructor(node, name);
  }

  #assignedInConstructor(node: TSESTree.ClassDeclaration | TSESTree.ClassExpression, name: string): Value | null {
    const constructor = node.body.body.find((member) => member.type === 'MethodDefinition' && member.kind === 'constructor');
    if (constructor?.type !== 'MethodDefinition' || !isFunction(constructor.value) || constructor.value.body.type !== 'BlockStatement') return null;
    for (const statement of constructor.value.body.body) {
      if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'AssignmentExpression') continue;
      const { left, right } = statement.expression;
      if (left.type === 'MemberExpression' && left.object.type === 'ThisExpression' && propertyName(left) === name) return this.evaluate(right);
    }
    return null;
  }
}

function requestValue(path: readonly string[], node: Node): Value {
  const [first, second] = path;
  if (first === 'env' && second !== undefined) return { kind: 'environment', name: second, node };
  if (first === 'headers' && second !== undefined) return { kind: 'request-header', name: second, node };
  return { kind: 'request', part: path.join('.'), node };
}

function sameValue(a: Value, b: Value): boolean {
  if (a.kind === 'constant' && b.kind === 'constant') return a.value === b.value;
  if (a.kind === 'request-header' && b.kind === 'request-header') return a.name === b.name;
  if (a.kind === 'request' && b.kind === 'request') return a.part === b.part;
  return a.node === b.node;
}

function spreadParts(value: Value): readonly Value[] {
  switch (value.kind) {
    case 'choice':
      return [...spreadParts(value.whenTrue), ...spreadParts(value.whenFalse)];
    case 'constant':
      return [];
    default:
      return [value];
  }
}

function contains(outer: Node, inner: Node): boolean {
  return outer.range[0] <= inner.range[0] && inner.range[1] <= outer.range[1];
}

function isDeclaratorTarget(declarator: TSESTree.VariableDeclarator, identifier: Node): boolean {
  return contains(declarator.id, identifier);
}

/** The path of property names by which a pattern takes a name; `null` when a key is computed. */
function patternPath(pattern: Node, name: Node): readonly string[] | null {
  switch (pattern.type) {
    case 'Identifier':
      return [];
    case 'AssignmentPattern':
      return patternPath(pattern.left, name);
    case 'TSParameterProperty':
      return patternPath(pattern.parameter, name);
    case 'ObjectPattern':
      for (const property of pattern.properties) {
        if (property.type === 'RestElement' || !contains(property, name)) continue;
        const key = !property.computed && property.key.type === 'Identifier' ? property.key.name : property.key.type === 'Literal' ? String(property.key.value) : null;
        const rest = key === null ? null : patternPath(property.value, name);
        return key === null || rest === null ? null : [key, ...rest];
      }
      return null;
    default:
      return null;
  }
}
