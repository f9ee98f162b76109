import { truthiness, unknown } from './combine.ts';
import type { Evaluator } from './evaluate.ts';
import { holds, type FunctionNode, type Node, type SourceModule, type Variable } from './source-module.ts';
import type { Deferred, Environment, Test, Value } from './value.ts';

/** The environment inside a call: parameters bound to arguments, as far as they are plain names or patterns. */
export function bindParameters(evaluator: Evaluator, fn: FunctionNode, args: readonly Value[], around: Environment, node: Node): Environment {
  const environment = new Map(around);
  fn.params.forEach((param, index) => {
    const argument = args[index];
    if (param.type === 'RestElement') {
      const rest = args.slice(index);
      // Without any, who calls may just not be shown.
      if (rest.length > 0) evaluator.bindPattern(param.argument, restOf(rest, node), environment);
      return;
    }
    const pattern = param.type === 'TSParameterProperty' ? param.parameter : param;
    const target = pattern.type === 'AssignmentPattern' ? pattern.left : pattern;
    const missing = argument === undefined || (argument.kind === 'constant' && argument.value === undefined);
    const value = missing && pattern.type === 'AssignmentPattern' ? evaluator.evaluate(pattern.right, around) : argument;
    evaluator.bindPattern(target, value ?? { kind: 'constant', value: undefined, node }, environment);
  });
  return environment;
}

/** The list that `...origins` takes; what a caller spreads into it is not spelled out. */
function restOf(rest: readonly Value[], node: Node): Value {
  const elements = rest.filter((value) => value.node.type !== 'SpreadElement');
  return { kind: 'array', elements, complete: elements.length === rest.length, rest: null, node };
}

/** Fixes the names of a destructuring pattern to the parts of a value. */
export function bindPattern(evaluator: Evaluator, target: Node, value: Value, environment: Map<Variable, Value | Deferred>): void {
  switch (target.type) {
    case 'Identifier': {
      const variable = evaluator.module.variableOf(target);
      if (variable !== null) environment.set(variable, value);
      return;
    }
    case 'AssignmentPattern': {
      const undefinedValue = value.kind === 'constant' && value.value === undefined;
      if (undefinedValue) return evaluator.bindPattern(target.left, evaluator.evaluate(target.right, environment), environment);
      if (truthiness(value) === true || value.kind === 'constant') return evaluator.bindPattern(target.left, value, environment);
      // The test asks for the value before the default, under the pattern's own name.
      const before = new Map(environment);
      evaluator.bindPattern(target.left, value, before);
      const test: Test = { expression: target.left, environment: before, by: 'definedness' };
      return evaluator.bindPattern(target.left, { kind: 'choice', test, whenTrue: value, whenFalse: evaluator.evaluate(target.right, environment), node: target }, environment);
    }
    case 'ObjectPattern':
      for (const property of target.properties) {
        if (property.type === 'RestElement') continue;
        const name = evaluator.keyOf(property.key, property.computed, environment);
        const part = name === null ? unknown('a computed key', property) : evaluator.memberOf(value, name, property);
        evaluator.bindPattern(property.value, part, environment);
      }
      return;
    case 'ArrayPattern':
      target.elements.forEach((element, index) => {
        if (element === null || element.type === 'RestElement') return;
        evaluator.bindPattern(element, evaluator.memberOf(value, String(index), element), environment);
      });
      return;
    default:
      return;
  }
}

/** The names that a pattern takes. */
export function namesOf(pattern: Node, module: SourceModule): readonly Variable[] {
  switch (pattern.type) {
    case 'Identifier':
      return [module.variableOf(pattern) ?? []].flat();
    case 'AssignmentPattern':
      return namesOf(pattern.left, module);
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) => (property.type === 'RestElement' ? [] : namesOf(property.value, module)));
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element === null ? [] : namesOf(element, module)));
    default:
      return [];
  }
}

/** The name of a property key, when the code shows it. */
export function keyOf(evaluator: Evaluator, key: Node, computed: boolean, environment: Environment): string | null {
  if (!computed) {
    if (key.type === 'Identifier') return key.name;
    if (key.type === 'PrivateIdentifier') return `#${key.name}`;
    if (key.type === 'Literal') return String(key.value);
    return null;
  }
  const value = evaluator.evaluate(key, environment);
  return value.kind === 'constant' && value.value !== null && value.value !== undefined ? String(value.value) : null;
}

/** The path of property names by which a pattern takes a name; `null` when a key is computed. */
export function patternPath(pattern: Node, name: Node): readonly string[] | null {
  switch (pattern.type) {
    case 'Identifier':
      return [];
    case 'AssignmentPattern':
      return patternPath(pattern.left, name);
    case 'TSParameterProperty':
      return patternPath(pattern.parameter, name);
    case 'ObjectPattern':
      for (const property of pattern.properties) {
        if (property.type === 'RestElement' || !holds(property, name)) continue;
        const key = !property.computed && property.key.type === 'Identifier' ? property.key.name : property.key.type === 'Literal' ? String(property.key.value) : null;
        const rest = key === null ? null : patternPath(property.value, name);
        return key === null || rest === null ? null : [key, ...rest];
      }
      return null;
    default:
      return null;
  }
}
