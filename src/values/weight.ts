import type { Node } from './source-module.ts';
import type { Test, Value } from './value.ts';

/** What one alternative weighs: whoever asks for a property, or for a leaf, asks each. */
const ALTERNATIVE = 100;

/** What a choice weighs: whoever asks when its values hold gets a condition that has its test twice. */
const CHOICE = 400;

/** Characters of a text that weigh as much as one part of a value. */
const CHARACTERS = 100;

/** Values without parts: most of all there are, and not worth remembering. */
const LIGHT: ReadonlySet<Value['kind']> = new Set(['regexp', 'function', 'class', 'imported', 'environment', 'request-header', 'request', 'parameter', 'unknown']);

/** How many alternatives a value of this weight has at most; none where it is not itself one of several. */
export function alternativesIn(value: Value, weight: number): number {
  return value.kind === 'choice' || value.kind === 'any-of' ? Math.floor(weight / ALTERNATIVE) : 0;
}

/**
 * How much there is to go through in a value that is read as a tree. Values share their parts, so that a few names that
 * are made of each other (`b = x ? a : f(a)`, `c = y ? b : f(b)`, …) are a tree of any size, which nobody may unfold.
 */
export class Weights {
  readonly #known = new WeakMap<Value, number>();
  readonly #evaluated: ReadonlyMap<Node, Value>;

  /** `evaluated` has what the tests of choices were found to be: who asks when a value holds asks them. */
  constructor(evaluated: ReadonlyMap<Node, Value>) {
    this.#evaluated = evaluated;
  }

  /** Whether a value has been weighed before: it is shared, and was paid for. */
  has(value: Value): boolean {
    return LIGHT.has(value.kind) || this.#known.has(value);
  }

  of(value: Value): number {
    if (LIGHT.has(value.kind)) return 1;
    const known = this.#known.get(value);
    if (known !== undefined) return known;
    const weight = this.#weigh(value);
    this.#known.set(value, weight);
    return weight;
  }

  #weigh(value: Value): number {
    switch (value.kind) {
      case 'constant':
        return 1 + (typeof value.value === 'string' ? value.value.length / CHARACTERS : 0);
      case 'choice':
        return CHOICE + this.#ofTest(value.test) + this.of(value.whenTrue) + this.of(value.whenFalse);
      case 'any-of':
        return this.#sum(value.values, value.values.length * ALTERNATIVE);
      case 'text':
        return this.#sum(value.parts, 1);
      case 'array':
      case 'set':
        return this.#sum(value.elements, 1) + (value.rest === null ? 0 : this.of(value.rest));
      case 'map':
        return this.#sum(value.keys, 1);
      case 'object': {
        let weight = 1;
        for (const property of value.properties.values()) weight += this.of(property.value);
        return weight;
      }
      case 'call':
      case 'instance':
        return this.#sum(value.args, 1) + this.of(value.callee);
      case 'operation':
        return this.#sum(value.operands, 1);
      case 'member':
        return 1 + this.of(value.object);
      case 'promise':
        return 1 + this.of(value.of);
      case 'regexp':
      case 'function':
      case 'class':
      case 'imported':
      case 'environment':
      case 'request-header':
      case 'request':
      case 'parameter':
      case 'unknown':
        return 1;
    }
  }

  #ofTest({ expression, environment, value }: Test): number {
    const tested = value ?? (environment.size === 0 ? this.#evaluated.get(expression) : undefined);
    return tested === undefined ? 0 : this.of(tested);
  }

  #sum(parts: readonly Value[], own: number): number {
    return parts.reduce((weight, part) => weight + this.of(part), own);
  }
}
