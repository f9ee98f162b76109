import type { TSESTree } from '@typescript-eslint/utils';
import { unknown } from './combine.ts';
import type { Evaluator } from './evaluate.ts';
import type { Node } from './source-module.ts';
import type { CollectionValue, Environment, ObjectValue, Property, Value } from './value.ts';

/** An object literal; the last write of a property wins. */
export function objectLiteral(evaluator: Evaluator, node: TSESTree.ObjectExpression, environment: Environment): ObjectValue {
  const properties = new Map<string, Property>();
  let complete = true;
  // The last write wins, in the place of the first.
  const put = (name: string, property: Property): void => void properties.set(name, property);
  for (const property of node.properties) {
    if (property.type === 'SpreadElement') {
      complete = spreadInto(evaluator, evaluator.evaluate(property.argument, environment), property, put) && complete;
      continue;
    }
    const name = evaluator.keyOf(property.key, property.computed, environment);
    if (name === null) complete = false;
    else if (property.kind === 'get' && property.value.type === 'FunctionExpression') put(name, { node: property, value: evaluator.callFunction(property.value, [], environment, property) });
    else if (property.kind !== 'set') put(name, { node: property, value: evaluator.evaluate(property.value, environment) });
  }
  return { kind: 'object', properties, complete, node };
}

/** A value as one object, the way a spread copies it: choices become choices of its properties. */
export function objectOf(evaluator: Evaluator, value: Value, node: Node): ObjectValue {
  if (value.kind === 'object') return value;
  const properties = new Map<string, Property>();
  const complete = spreadInto(evaluator, value, node, (name, property) => properties.set(name, property));
  return { kind: 'object', properties, complete, node };
}

/** Copies a spread value's properties; answers whether all of them are known. */
function spreadInto(evaluator: Evaluator, value: Value, node: Node, put: (name: string, property: Property) => void): boolean {
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
      return [value.whenTrue, value.whenFalse].every((branch) => {
        if (branch.kind === 'object') return branch.complete;
        // What is falsy has nothing to spread: `...(test && { … })`.
        return branch.kind === 'constant' || (branch === value.whenFalse && value.node.type === 'LogicalExpression' && value.node.operator === '&&');
      });
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
      return spreadInto(evaluator, value.of, node, put);
    case 'constant':
      return true;
    default:
      return false;
  }
}

/** An array literal, with what its spreads bring. */
export function arrayLiteral(evaluator: Evaluator, node: TSESTree.ArrayExpression, environment: Environment): CollectionValue {
  return arrayElements(evaluator, node.elements, environment, node);
}

/** A list of expressions, spreads among them, as an array. */
export function arrayElements(evaluator: Evaluator, expressions: readonly (Node | null)[], environment: Environment, node: Node): CollectionValue {
  const elements: Value[] = [];
  let complete = true;
  let rest: Value | null = null;
  for (const element of expressions) {
    if (element === null) {
      elements.push({ kind: 'constant', value: undefined, node });
      continue;
    }
    if (element.type !== 'SpreadElement') {
      elements.push(evaluator.evaluate(element, environment));
      continue;
    }
    const spread = evaluator.evaluate(element.argument, environment);
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

/** A TypeScript enum as the object that it compiles to. */
export function enumObject(evaluator: Evaluator, node: TSESTree.TSEnumDeclaration): Value {
  const properties = new Map<string, Property>();
  for (const member of node.body.members) {
    const name = member.id.type === 'Identifier' ? member.id.name : String(member.id.value);
    const value: Value = member.initializer === undefined || member.initializer === null ? unknown('a numbered enum member', member) : evaluator.evaluate(member.initializer);
    properties.set(name, { node: member, value });
  }
  return { kind: 'object', properties, complete: true, node };
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
