import { decide, ORIGIN_HEADER, type AllowOrigin, type EchoSource } from '../../policy/allow-origin.ts';
import type { Provenance } from '../../policy/field.ts';
import { ALWAYS, or, type OriginPredicate } from '../../policy/origin-predicate.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import { queryParameterOf } from '../../values/request.ts';
import { THROWN } from '../../values/return-value.ts';
import { stringOf, type Value } from '../../values/value.ts';
import { conditionOf, conditionOfValue } from './origin-condition.ts';
import { isWholeOrigin } from './origin-subject.ts';

/**
 * What a header writer makes of a value that is not a string: a text, no header at all, or an error.
 * Measured for each writer; see the library's model.
 */
export interface ValueSemantics {
  readonly undefined: string | 'absent' | 'error';
  readonly null: string | 'absent' | 'error';
}

/** What a value written to `Access-Control-Allow-Origin` makes the server answer. */
export function allowOriginOfHeader(value: Value, semantics: ValueSemantics, evaluator: Evaluator): AllowOrigin {
  const from = writtenAt(value, evaluator);
  const read = (part: Value): AllowOrigin => allowOriginOfHeader(part, semantics, evaluator);
  const source = echoSourceOf(value);
  if (source !== null) return { kind: 'echo', when: ALWAYS, source, from };
  switch (value.kind) {
    case 'constant':
      if (value.value === undefined) return literally(semantics.undefined, from);
      if (value.value === null) return literally(semantics.null, from);
      return String(value.value).trim() === '*' ? { kind: 'any', from } : { kind: 'fixed', value: String(value.value), from };
    case 'choice':
      return decide(conditionOf(value.test, evaluator), read(value.whenTrue), read(value.whenFalse), from);
    case 'any-of':
      return anyCaller(value.values.map(read), value, evaluator);
    case 'array': {
      const [only] = value.elements;
      if (value.elements.length === 1 && value.complete && only !== undefined) return read(only);
      // Browsers join the lines of a header (Fetch, section "get", of header lists).
      const texts = value.elements.map(stringOf).filter((text) => text !== null);
      return value.complete && texts.length > 1 && texts.length === value.elements.length ? { kind: 'fixed', value: texts.join(', '), from } : { kind: 'unknown', reason: 'several header lines', from };
    }
    case 'call':
      return found(value, evaluator) ?? { kind: 'unknown', reason: 'the result of a call that this file does not show', from };
    case 'unknown':
      return value.reason === THROWN ? { kind: 'absent', from } : { kind: 'unknown', reason: value.reason, from };
    case 'environment':
      return { kind: 'unknown', reason: `set by ${value.name}`, from: { kind: 'environment', name: value.name, place: evaluator.module.placeOf(value.node) } };
    default:
      return { kind: 'unknown', reason: `a ${value.kind} that this file does not show`, from };
  }
}

/** `list.find((entry) => entry === origin)`: the origin, when the callback accepts it. */
function found(call: Extract<Value, { kind: 'call' }>, evaluator: Evaluator): AllowOrigin | null {
  if (call.callee.kind !== 'member' || !/^find(?:Last)?$/.test(call.callee.name)) return null;
  const when = conditionOfValue(call, evaluator);
  if (!comparesExactly(when)) return null;
  return { kind: 'echo', when, source: ORIGIN_HEADER, from: writtenAt(call, evaluator) };
}

/** What `find` returns is the list's entry: it is the origin only when the comparison is equality. */
function comparesExactly(when: OriginPredicate): boolean {
  return when.op === 'listed' || (when.op === 'or' && when.of.every(comparesExactly));
}

/**
 * The part of the request that a value copies, where the calling page chooses that part; `null` when it copies none.
 * A `Referer` as it stands ends in a slash and equals no origin, and a page cannot choose `Host`: neither is an echo.
 */
function echoSourceOf(value: Value): EchoSource | null {
  if (value.kind !== 'choice' && isWholeOrigin(value)) return ORIGIN_HEADER;
  const parameter = queryParameterOf(value);
  if (parameter !== null) return parameter.name === null ? null : { kind: 'query', name: parameter.name };
  // `new URL(req.headers.referer).origin`
  const [argument] = value.kind === 'member' && value.object.kind === 'instance' ? value.object.args : [];
  return value.kind === 'member' && value.name === 'origin' && argument?.kind === 'request-header' && /^referr?er$/.test(argument.name) ? { kind: 'header', name: 'Referer' } : null;
}

/** A helper's value for its callers: each of them gets its own, and some request reaches each. */
export function anyCaller(answers: readonly AllowOrigin[], value: Value, evaluator: Evaluator): AllowOrigin {
  const from = writtenAt(value, evaluator);
  const [only] = answers;
  if (answers.length === 1 && only !== undefined) return only;
  const place = evaluator.module.placeOf(value.node);
  const caller: OriginPredicate = { op: 'depends', on: 'request', setting: null, place, text: 'which caller runs' };
  return { kind: 'first-of', arms: answers.map((then, index) => ({ when: index === answers.length - 1 ? ALWAYS : or(caller), then })), from };
}

function literally(text: string, from: Provenance): AllowOrigin {
  return text === 'absent' || text === 'error' ? { kind: 'absent', from } : { kind: 'fixed', value: text, from };
}

/** Where a value is written. */
export function writtenAt(value: { node: Value['node'] }, evaluator: Evaluator): Provenance {
  return { kind: 'written', place: evaluator.module.placeOf(value.node), text: evaluator.module.excerpt(value.node) };
}

/** Whether a value of `Access-Control-Allow-Credentials` says that they are not allowed, as the header's absence does. */
export function deniesCredentials(value: Value): boolean {
  return value.kind === 'constant' && (value.value === false || value.value === 'false');
}
