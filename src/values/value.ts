import type { TSESTree } from '@typescript-eslint/utils';
import type { FunctionNode, Node, Variable } from './source-module.ts';

/**
 * What an expression is, as far as the source shows. Every value keeps the node it was read from.
 *
 * | kind | stands for |
 * | --- | --- |
 * | `constant` | a string, number, boolean, bigint, `null` or `undefined` |
 * | `regexp` | a regular expression with known source |
 * | `text` | a string with parts that are not constant, from a template or a concatenation |
 * | `array` `set` `map` `object` | a collection; `complete: false` says that there are more elements or properties than shown |
 * | `function` `class` `instance` | code of the file, or an object made by `new` |
 * | `imported` | an export of a package, or of a module that could not be followed, with the reason; `path` names it, empty for the module or its default export |
 * | `call` | the result of calling something that the file does not define |
 * | `operation` | a comparison, a negation, a look-up by a computed name |
 * | `member` | a property of something whose properties are not known |
 * | `environment` | an environment variable: a string, or undefined when unset |
 * | `request-header` | a header of the request being answered, or undefined when it was not sent |
 * | `request` | another part of the request: its URL, method, query, body, cookies |
 * | `parameter` | a parameter whose argument is not known |
 * | `choice` | one of two values, by a test |
 * | `promise` | a promise of a value, not yet awaited |
 * | `any-of` | one of several values, by which caller runs |
 * | `unknown` | anything else, with the reason |
 */
export type Value =
  | { readonly kind: 'constant'; readonly value: Constant; readonly node: Node }
  | { readonly kind: 'regexp'; readonly source: string; readonly flags: string; readonly node: Node }
  | { readonly kind: 'text'; readonly parts: readonly Value[]; readonly node: Node }
  | CollectionValue
  | MapValue
  | ObjectValue
  | FunctionValue
  | { readonly kind: 'class'; readonly node: Node }
  | { readonly kind: 'instance'; readonly callee: Value; readonly args: readonly Value[]; readonly node: Node }
  | { readonly kind: 'imported'; readonly module: string; readonly path: readonly string[]; readonly reason: string | null; readonly node: Node }
  | { readonly kind: 'call'; readonly callee: Value; readonly args: readonly Value[]; readonly node: Node }
  | { readonly kind: 'operation'; readonly operator: Operator; readonly operands: readonly Value[]; readonly node: Node }
  | { readonly kind: 'member'; readonly object: Value; readonly name: string; readonly node: Node }
  | { readonly kind: 'environment'; readonly name: string; readonly node: Node }
  | { readonly kind: 'request-header'; readonly name: string; readonly node: Node }
  | { readonly kind: 'request'; readonly part: string; readonly node: Node }
  | { readonly kind: 'parameter'; readonly variable: Variable; readonly node: Node }
  | ChoiceValue
  | { readonly kind: 'promise'; readonly of: Value; readonly node: Node }
  | { readonly kind: 'any-of'; readonly values: readonly Value[]; readonly node: Node }
  | { readonly kind: 'unknown'; readonly reason: string; readonly node: Node };

/** Operators that are kept because a guard may be made of them; `[]` is a computed property that is not known. */
export type Operator = '!' | '~' | 'typeof' | '[]' | TSESTree.BinaryExpression['operator'];

/** A value that a literal can write. */
export type Constant = string | number | boolean | bigint | null | undefined;

/** An array or a Set. `rest` is what fills the part that is not shown, such as an environment variable that is split. */
export interface CollectionValue {
  readonly kind: 'array' | 'set';
  readonly elements: readonly Value[];
  readonly complete: boolean;
  readonly rest: Value | null;
  readonly node: Node;
}

/** A Map with known keys, and the value of each. */
export interface MapValue {
  readonly kind: 'map';
  readonly keys: readonly Value[];
  readonly values: readonly Value[];
  readonly complete: boolean;
  readonly node: Node;
}

/** An object; properties in the order in which they were last written. */
export interface ObjectValue {
  readonly kind: 'object';
  readonly properties: ReadonlyMap<string, Property>;
  readonly complete: boolean;
  readonly node: Node;
}

/** A property's value and the node that wrote it: a `Property`, an assignment, a getter. */
export interface Property {
  readonly value: Value;
  readonly node: Node;
}

/** A function with the values of the names around it. */
export interface FunctionValue {
  readonly kind: 'function';
  readonly node: FunctionNode;
  readonly environment: Environment;
}

/** One of two values. */
export interface ChoiceValue {
  readonly kind: 'choice';
  readonly test: Test;
  readonly whenTrue: Value;
  readonly whenFalse: Value;
  readonly node: Node;
}

/** A condition, evaluated where and when it stands. `definedness` is true unless the value is null or undefined, as `??` asks. */
export interface Test {
  readonly expression: Node;
  readonly environment: Environment;
  readonly by: 'truthiness' | 'definedness' | 'case' | 'exception';
  /** What is tested, where it is not what the whole expression evaluates to: a setting with a fallback, in one call. */
  readonly value?: Value;
  /** For `case`: the value that the switch compares with. */
  readonly discriminant?: Node;
}

/** A value that is read when somebody asks for it: most of what code computes decides nothing. */
export class Deferred {
  readonly #read: () => Value;
  #value: Value | null = null;

  constructor(read: () => Value) {
    this.#read = read;
  }

  get value(): Value {
    return (this.#value ??= this.#read());
  }
}

/** Values of names that a path or a call has fixed. */
export type Environment = ReadonlyMap<Variable, Value | Deferred>;

/** The value that an environment fixes for a name. */
export function fixedValue(environment: Environment, variable: Variable): Value | undefined {
  const fixed = environment.get(variable);
  return fixed instanceof Deferred ? fixed.value : fixed;
}

/** The environment in which nothing is fixed. */
export const EMPTY_ENVIRONMENT: Environment = new Map();

/** The string that `value` is, or `null`. */
export function stringOf(value: Value): string | null {
  return value.kind === 'constant' && typeof value.value === 'string' ? value.value : null;
}

/** The number that `value` is, or `null`. */
export function numberOf(value: Value | undefined): number | null {
  return value?.kind === 'constant' && typeof value.value === 'number' ? value.value : null;
}

/** The leaves of nested choices and alternatives. */
export function* leavesOf(value: Value): Generator<Value> {
  switch (value.kind) {
    case 'choice':
      yield* leavesOf(value.whenTrue);
      yield* leavesOf(value.whenFalse);
      return;
    case 'any-of':
      for (const alternative of value.values) yield* leavesOf(alternative);
      return;
    default:
      yield value;
  }
}
