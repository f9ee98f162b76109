import { isCheapPattern } from '../pattern-cost.ts';
import { joinText } from './combine.ts';
import type { Node } from './source-module.ts';
import { numberOf, stringOf, type Value } from './value.ts';

/** A method of a known string; `null` when its answer is not known. */
export function stringMethod(text: string, method: string, args: readonly Value[], node: Node): Value | null {
  const [first, second] = args;
  const constant = (value: string | boolean | number | undefined): Value => ({ kind: 'constant', value, node });
  const operand = first === undefined ? null : stringOf(first);
  switch (method) {
    case 'split': {
      if (operand === null) return { kind: 'array', elements: [], complete: false, rest: null, node };
      return { kind: 'array', elements: text.split(operand).map((part) => constant(part)), complete: true, rest: null, node };
    }
    case 'trim':
    case 'trimStart':
    case 'trimEnd':
    case 'toLowerCase':
    case 'toUpperCase':
      return constant(text[method]());
    case 'toString':
    case 'valueOf':
      return constant(text);
    case 'startsWith':
    case 'endsWith':
    case 'includes':
    case 'indexOf':
    case 'lastIndexOf':
      return operand === null || second !== undefined ? null : constant(text[method](operand));
    case 'slice':
    case 'substring': {
      const [start, end] = [numberOf(first), numberOf(second)];
      return start === null || (second !== undefined && end === null) ? null : constant(text[method](start, end ?? undefined));
    }
    case 'charAt':
    case 'at': {
      const index = numberOf(first);
      return index === null ? null : constant(text[method](index));
    }
    case 'concat':
      return joinText([constant(text), ...args], node);
    case 'replace':
    case 'replaceAll': {
      const replacement = second === undefined ? null : stringOf(second);
      if (replacement === null) return null;
      if (first?.kind === 'regexp') return replacePattern(text, first, replacement, node);
      if (operand === null) return null;
      return constant(method === 'replace' ? text.replace(operand, replacement) : text.replaceAll(operand, replacement));
    }
    default:
      return null;
  }
}

type Pattern = Extract<Value, { kind: 'regexp' }>;

/** `/^\*\./.test(entry)`, where the entry is known. */
export function patternTest(pattern: Pattern, tested: Value | undefined, node: Node): Value | null {
  const text = tested === undefined ? null : stringOf(tested);
  const expression = text === null ? null : runnable(text, pattern);
  return text === null || expression === null ? null : { kind: 'constant', value: expression.test(text), node };
}

function replacePattern(text: string, pattern: Pattern, replacement: string, node: Node): Value | null {
  const expression = runnable(text, pattern);
  return expression === null ? null : { kind: 'constant', value: text.replace(expression, replacement), node };
}

/** Longest text that a pattern is run on: the origins and globs of an allow-list. */
const MAX_TEXT_LENGTH = 500;

/** A pattern that takes no time on the text. */
function runnable(text: string, { source, flags }: Pattern): RegExp | null {
  if (text.length > MAX_TEXT_LENGTH || !isCheapPattern(source)) return null;
  try {
    return new RegExp(source, flags);
  } catch {
    return null;
  }
}
