import { decide, ORIGIN_HEADER, type AllowOrigin } from '../../policy/allow-origin.ts';
import type { Provenance } from '../../policy/field.ts';
import { ALWAYS, NEVER, or, type OriginPredicate } from '../../policy/origin-predicate.ts';
import { originFault } from '../../protocol/origin-fault.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import { leavesOf, stringOf, type Value } from '../../values/value.ts';
import type { OptionLibrary, OriginForms, Wildcard } from '../library-model.ts';
import { writtenAt } from './header-value.ts';
import { atom, listed, type AtomShape } from './origin-atom.ts';

/** What a library makes of the texts and lists of its origin option that it compares with the request. */
export class OriginTexts {
  readonly #library: OptionLibrary;
  readonly #evaluator: Evaluator;

  constructor(library: OptionLibrary, evaluator: Evaluator) {
    this.#library = library;
    this.#evaluator = evaluator;
  }

  /** The request's origin, if `when` accepts it; what others get is the library's. */
  accepted(when: OriginPredicate, value: Value): AllowOrigin {
    const from = writtenAt(value, this.#evaluator);
    const literal = this.#library.refused?.origin;
    if (literal === undefined || when.op === 'always') return this.echo(when, from);
    return decide(when, this.echo(ALWAYS, from), literal === 'first' ? this.#first(value) : { kind: 'fixed', value: literal, from }, from);
  }

  /** The request's origin; some libraries send `*` where there is none. */
  echo(when: OriginPredicate, from: Provenance): AllowOrigin {
    return { kind: 'echo', when, source: ORIGIN_HEADER, ...echoWithoutOrigin(this.#library), from };
  }

  #first(value: Value): AllowOrigin {
    const [element] = value.kind === 'array' ? value.elements : [];
    const text = element === undefined ? null : element.kind === 'regexp' ? `/${element.source}/${element.flags}` : stringOf(element);
    const from = writtenAt(value, this.#evaluator);
    if (element === undefined && value.kind === 'array' && value.complete) return { kind: 'absent', from };
    if (text === '*') return { kind: 'any', literal: true, from };
    return text === null ? { kind: 'unknown', reason: 'the first of a list that this file does not show', from } : { kind: 'fixed', value: text, from };
  }

  /** A text that is compared in another way than as a whole; `null` where it is not. */
  special(value: Value, where: 'text' | 'elements'): AllowOrigin | null {
    const text = stringOf(value);
    if (text === null) return null;
    const when = this.#pattern(text, where, value);
    return when === null ? null : this.accepted(when, value);
  }

  #pattern(text: string, where: 'text' | 'elements', value: Value): OriginPredicate | null {
    const { wildcard, host } = this.#library.origin;
    if (host === 'host' && canBeHost(text)) {
      return this.#atom(value, { op: 'matches', source: `^(?:[a-z][a-z0-9+.-]*:\\/\\/)?${escaped(text)}$`, flags: '' });
    }
    if (wildcard === undefined || text === '*' || !isPattern(text, wildcard)) return null;
    if (wildcard === 'echo') return where === 'text' ? ALWAYS : null;
    if (wildcard === 'unknown') return null;
    if (wildcard === 'scheme') return /^https?:\/\/\*$/.test(text) ? this.#atom(value, { op: 'matches', source: `^${escaped(text.slice(0, -1))}.*$`, flags: '' }) : null;
    if (wildcard.in !== 'both' && wildcard.in !== where) return null;
    return this.#atom(value, { op: 'matches', source: sourceOf(text, wildcard), flags: '' });
  }

  /** A text with several origins between commas. */
  split(value: Value, trims: boolean, from: Provenance): AllowOrigin {
    const text = stringOf(value);
    if (text === null) return { kind: 'unknown', reason: 'a list that this file does not show', from };
    const parts = text.split(',').map((part): Value => ({ kind: 'constant', value: trims ? part.trim() : part, node: value.node }));
    return this.list({ kind: 'array', elements: parts, complete: true, rest: null, node: value.node }, from);
  }

  /** A text that is searched for the request's origin. */
  part(value: Value): AllowOrigin {
    const text = stringOf(value);
    return text === null
      ? { kind: 'unknown', reason: 'a text that this file does not show', from: writtenAt(value, this.#evaluator) }
      : this.accepted(this.#atom(value, { op: 'part-of', whole: text, from: 'anywhere' }), value);
  }

  /** An array, by its elements. */
  list(value: Value | null, from: Provenance): AllowOrigin {
    if (value?.kind !== 'array' && value?.kind !== 'set') return { kind: 'unknown', reason: 'a list that this file does not show', from };
    const { elements } = this.#library.origin;
    const accepted: OriginPredicate[] = [];
    const equal: Value[] = [];
    let open = !value.complete;
    for (const element of value.elements.flatMap((each) => (each.kind === 'array' ? each.elements : [each])).flatMap((each) => [...leavesOf(each)])) {
      const text = stringOf(element);
      if (text === '*' && elements.star !== 'equal') return this.#starred(elements.star === 'echo-alone' ? (value.elements.length === 1 ? 'echo' : 'error') : elements.star, element);
      const pattern = text === null ? null : this.#pattern(text, 'elements', element);
      if (pattern !== null) accepted.push(pattern);
      else if (text !== null && this.#isUnclear(text)) open = true;
      else if (text !== null && elements.string === 'part') accepted.push(this.#atom(element, { op: 'part-of', whole: text, from: 'anywhere' }));
      else if (text !== null) equal.push(element);
      else if (element.kind === 'regexp' && elements.regexp === 'error') return { kind: 'off', failed: true, from };
      else if (element.kind === 'regexp') accepted.push(elements.regexp === 'match' ? this.#atom(element, { op: 'matches', source: element.source, flags: element.flags }) : NEVER);
      else if (element.kind === 'constant') accepted.push(element.value && elements.other === 'echo' ? ALWAYS : NEVER);
      else if (OBJECTS.has(element.kind)) accepted.push(elements.other === 'echo' ? ALWAYS : NEVER);
      else open = true;
    }
    if (equal.length > 0 || open) accepted.push(this.listed(equal, !open, value));
    return this.accepted(or(...accepted), value);
  }

  /** Whether a text means something that the model does not know. */
  #isUnclear(text: string): boolean {
    const { wildcard, host } = this.#library.origin;
    if (text === '*' || text === 'null') return false;
    return (text.includes('*') && (wildcard === 'scheme' || wildcard === 'unknown')) || (host === 'unknown' && !text.includes('://'));
  }

  #starred(star: Exclude<OriginForms['elements']['star'], 'equal' | 'echo-alone'>, element: Value): AllowOrigin {
    const from = writtenAt(element, this.#evaluator);
    switch (star) {
      case 'any':
        return { kind: 'any', from };
      case 'echo':
        return this.echo(ALWAYS, from);
      case 'error':
        return { kind: 'off', failed: true, from };
    }
  }

  /** Equality with one of the values. */
  listed(values: readonly Value[], complete: boolean, at: Value): OriginPredicate {
    return listed({ steps: [] }, values, complete, at, this.#evaluator);
  }

  #atom(at: Value, shape: AtomShape): OriginPredicate {
    return atom(at, this.#evaluator, shape, shape.op === 'matches' && at.kind === 'regexp' && at.node.type === 'Literal' ? { pattern: this.#evaluator.module.placeOf(at.node) } : {});
  }
}

/** What stands in for the request's origin where there is none. */
function echoWithoutOrigin({ withoutOrigin }: OptionLibrary): { readonly withoutOrigin?: string } {
  return withoutOrigin === 'echo-any' ? { withoutOrigin: '*' } : withoutOrigin === 'echo-empty' ? { withoutOrigin: '' } : {};
}

/** Values that are no origin, and no undefined either. */
const OBJECTS: ReadonlySet<Value['kind']> = new Set(['function', 'instance', 'set', 'map', 'object', 'promise']);

function isPattern(text: string, wildcard: Wildcard): boolean {
  return text.includes('*') || (typeof wildcard === 'object' && wildcard.question !== null && text.includes('?'));
}

function sourceOf(text: string, wildcard: Extract<Wildcard, object>): string {
  const source = text.replace(SPECIAL, (character) => {
    if (character === '*') return wildcard.star;
    return character === '?' && wildcard.question !== null ? wildcard.question : `\\${character}`;
  });
  return `^${source}$`;
}

/** Characters that mean something in a regular expression. */
const SPECIAL = /[\\^$.*+?()[\]{}|/]/g;

const escaped = (text: string): string => text.replace(SPECIAL, '\\$&');

/** Whether a browser has hosts like this, with or without a port: in lower case, and no word such as `self`. */
function canBeHost(text: string): boolean {
  return text !== 'null' && /^[^*/\sA-Z]+$/.test(text) && originFault(text)?.kind !== 'keyword';
}
