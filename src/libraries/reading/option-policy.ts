import { decide, ORIGIN_HEADER, type AllowOrigin } from '../../policy/allow-origin.ts';
import type { Field, Provenance } from '../../policy/field.ts';
import { ALWAYS, and, NEVER, not, or, type OriginPredicate } from '../../policy/origin-predicate.ts';
import type { ListValue } from '../../policy/policy.ts';
import { truthiness } from '../../values/combine.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import type { PathEvent, PathTree } from '../../values/path-tree.ts';
import { pathsOf, THROWN } from '../../values/paths.ts';
import type { Node } from '../../values/source-module.ts';
import { leavesOf, stringOf, type Environment, type FunctionValue, type ObjectValue, type Value } from '../../values/value.ts';
import type { OptionLibrary, OriginEffect, OriginForms } from '../library-model.ts';
import { anyCaller, allowOriginOfHeader, writtenAt } from './header-value.ts';
import { atom, listed, type AtomShape } from './origin-atom.ts';
import { conditionOf, conditionOfValue } from './origin-condition.ts';

/** What a library's options say, before it is known which routes they govern. */
export interface OptionReading {
  readonly allowOrigin: AllowOrigin;
  readonly byFunction: boolean;
  readonly credentials: Field<boolean>;
  readonly allowMethods: Field<ListValue>;
  readonly allowHeaders: Field<ListValue>;
  readonly exposeHeaders: Field<ListValue>;
  readonly maxAge: Field<string | null>;
  /** The options object; `null` when there is none in this file. */
  readonly options: ObjectValue | null;
  /** The value of the origin option; `null` when it is not written. */
  readonly origin: Value | null;
}

/** Reads the options argument of a library call; `null` stands for a call without options. */
export function readOptions(library: OptionLibrary, argument: Value | null, call: Node, evaluator: Evaluator): readonly OptionReading[] {
  const missing: Provenance = { kind: 'default', library: library.name, place: evaluator.module.placeOf(call) };
  if (argument === null) return readObject(library, null, missing, ALWAYS, evaluator);
  switch (argument.kind) {
    case 'object':
      return readObject(library, argument, missing, ALWAYS, evaluator);
    case 'choice':
      // Which options apply is decided once, by the configuration, or per request in a wrapper.
      return [
        ...readOptions(library, argument.whenTrue, call, evaluator),
        ...readOptions(library, argument.whenFalse, call, evaluator),
      ];
    case 'function':
      return library.delegate === null ? [] : readDelegate(library, argument, missing, evaluator);
    case 'constant':
    case 'array':
      // Anything that is no object or function leaves the defaults, as measured: `cors(null)`, `cors('https://a')`.
      return readObject(library, null, missing, ALWAYS, evaluator);
    default:
      return [unknownOptions(argument, evaluator)];
  }
}

function unknownOptions(argument: Value, evaluator: Evaluator): OptionReading {
  const from = writtenAt(argument, evaluator);
  const hidden = { kind: 'unknown', reason: 'the options are not in this file', from } as const;
  return {
    allowOrigin: hidden,
    byFunction: false,
    credentials: hidden,
    allowMethods: hidden,
    allowHeaders: hidden,
    exposeHeaders: hidden,
    maxAge: hidden,
    options: null,
    origin: null,
  };
}

function readObject(library: OptionLibrary, options: ObjectValue | null, missing: Provenance, when: OriginPredicate, evaluator: Evaluator): readonly OptionReading[] {
  const delegate = library.delegate === null ? undefined : options?.properties.get(library.delegate.option)?.value;
  if (delegate?.kind === 'function') return readDelegate(library, delegate, missing, evaluator);
  return [readPlainObject(library, options, missing, when, evaluator)];
}

function readPlainObject(library: OptionLibrary, options: ObjectValue | null, missing: Provenance, when: OriginPredicate, evaluator: Evaluator): OptionReading {
  const open = options !== null && !options.complete;
  const written = (name: string): Value | null => options?.properties.get(name)?.value ?? null;
  const origin = written(library.options.origin);
  const credentials = credentialsOf(library, written(library.options.credentials), open, missing, evaluator);
  const reader = new OriginReader(library, evaluator, missing);
  const read = origin === null
    ? open
      ? ({ kind: 'unknown', reason: 'the options are not wholly in this file', from: missing } as const)
      : reader.effect(library.origin.missing, null)
    : reader.option(origin);
  const allowOrigin = library.credentials.withAny === 'echo' ? coerced(read, credentials) : read;
  return {
    allowOrigin: when.op === 'always' ? allowOrigin : { kind: 'first-of', arms: [{ when, then: allowOrigin }, { when: ALWAYS, then: ELSEWHERE(missing) }], from: missing },
    byFunction: origin?.kind === 'function',
    credentials,
    allowMethods: listOf(firstWritten(library.options.allowMethods, written), { kind: 'list', names: library.defaults.allowMethods }, open, missing, evaluator),
    allowHeaders: listOf(firstWritten(library.options.allowHeaders, written), { kind: library.defaults.allowHeaders }, open, missing, evaluator, library.defaults.noAllowHeaders),
    exposeHeaders: listOf(firstWritten(library.options.exposeHeaders, written), { kind: 'absent' }, open, missing, evaluator),
    maxAge: maxAgeOf(written(library.options.maxAge), open, missing, evaluator, library.defaults.zeroMaxAge),
    options,
    origin,
  };
}

/** `cors((request, callback) => callback(null, options))`: one reading for each way through the function. */
function readDelegate(library: OptionLibrary, fn: FunctionValue, missing: Provenance, evaluator: Evaluator): readonly OptionReading[] {
  const callback = parameterVariable(fn.node, 1, evaluator);
  const tree = pathsOf(evaluator, fn.node, fn.environment, { isEvent: (node) => callback !== null && callsParameter(node, callback, evaluator) });
  const readings: OptionReading[] = [];
  const visit = (part: PathTree, when: OriginPredicate): void => {
    switch (part.kind) {
      case 'unknown':
        return;
      case 'branch': {
        const condition = conditionOf(part.test, evaluator);
        visit(part.whenTrue, and(when, condition));
        visit(part.whenFalse, and(when, not(condition)));
        return;
      }
      case 'end': {
        const event = part.events.at(-1);
        const answer = event?.node.type === 'CallExpression' ? event.node.arguments[1] : undefined;
        const options = event === undefined ? part.value : answer === undefined ? null : evaluator.evaluate(answer, event.environment);
        if (part.by === 'throw') return;
        if (isRefusal(event, evaluator)) return;
        if (options?.kind === 'object') readings.push(...readObject(library, options, missing, when, evaluator));
        // Fastify: `register(cors, (instance) => (request, callback) => …)` returns the delegate.
        else if (options?.kind === 'function' && library.delegate?.nested === true) readings.push(...readDelegate(library, options, missing, evaluator));
        else if (options?.kind === 'constant' || (options === null && event !== undefined)) readings.push(...readObject(library, null, missing, when, evaluator));
        else if (options !== null) readings.push(unknownOptions(options, evaluator));
        return;
      }
    }
  };
  visit(tree, ALWAYS);
  return readings;
}

/** What another way through a delegate answers is in the reading of that way. */
const ELSEWHERE = (from: Provenance): AllowOrigin => ({ kind: 'unknown', reason: 'another way through the function decides', from });

/** `callback(new Error(…))`: no options, and no policy. */
function isRefusal(event: PathEvent | undefined, evaluator: Evaluator): boolean {
  const error = event?.node.type === 'CallExpression' ? event.node.arguments[0] : undefined;
  return error !== undefined && event !== undefined && truthiness(evaluator.evaluate(error, event.environment)) === true;
}

/** Turns values of an origin option, or of an origin function's answer, into what the library sends. */
class OriginReader {
  readonly #library: OptionLibrary;
  readonly #evaluator: Evaluator;
  readonly #missing: Provenance;

  constructor(library: OptionLibrary, evaluator: Evaluator, missing: Provenance) {
    this.#library = library;
    this.#evaluator = evaluator;
    this.#missing = missing;
  }

  /** The origin option's value. */
  option(value: Value): AllowOrigin {
    return value.kind === 'function' ? this.#function(value) : this.#form(value, this.#library.origin);
  }

  /** What an effect sends for a value; `null` where nothing is written. */
  effect(effect: OriginEffect, value: Value | null): AllowOrigin {
    const from = value === null ? this.#missing : writtenAt(value, this.#evaluator);
    switch (effect) {
      case 'absent':
        return { kind: 'absent', from };
      case 'off':
      case 'error':
        return { kind: 'off', from };
      case 'any':
        return { kind: 'any', from };
      case 'echo':
        return { kind: 'echo', when: ALWAYS, source: ORIGIN_HEADER, from };
      case 'fixed': {
        const text = value === null ? null : stringOf(value);
        return text === null ? { kind: 'unknown', reason: 'the value is not in this file', from } : { kind: 'fixed', value: text, from };
      }
      case 'equal':
        return value === null ? { kind: 'absent', from } : this.#echo(this.#listed([value], true, value), value);
      case 'match':
        return value?.kind === 'regexp'
          ? this.#echo(this.#atom(value, { op: 'matches', source: value.source, flags: value.flags }), value)
          : { kind: 'unknown', reason: 'a pattern that this file does not show', from };
      case 'list':
        return this.#list(value, from);
      case 'lines': {
        const elements = value?.kind === 'array' && value.complete ? value.elements : [];
        const [only] = elements;
        if (elements.length === 1 && only !== undefined && stringOf(only) === '*') return { kind: 'any', literal: true, from };
        return elements.length === 1 && only !== undefined ? this.#form(only, this.#library.origin) : { kind: 'unknown', reason: 'several header lines', from };
      }
      case 'text':
        return { kind: 'fixed', value: this.#stringified(value), from };
    }
  }

  #form(value: Value, forms: OriginFunctionForms): AllowOrigin {
    const from = writtenAt(value, this.#evaluator);
    switch (value.kind) {
      case 'constant':
        return this.effect(constantEffect(value.value, forms), value);
      case 'regexp':
        return this.effect(forms.regexp, value);
      case 'array':
        return this.effect(forms.array, value);
      case 'set':
      case 'map':
      case 'object':
      case 'promise':
        return this.effect(forms.other, value);
      case 'instance':
        // `new URL(…)`, or an instance of a class: an object like any other.
        return value.callee.kind === 'unknown' || value.callee.kind === 'class' ? this.effect(forms.other, value) : { kind: 'unknown', reason: 'an object that this file does not show', from };
      case 'choice':
        return decide(conditionOf(value.test, this.#evaluator), this.#form(value.whenTrue, forms), this.#form(value.whenFalse, forms), from);
      case 'any-of':
        return anyCaller(value.values.map((each) => this.#form(each, forms)), value, this.#evaluator);
      case 'request-header':
        // Without `Origin` the value is undefined, and the library makes of it what it makes of that.
        return value.name === 'origin' ? decide(this.#atom(value, { op: 'present' }), this.#echo(ALWAYS, value), this.effect(forms.undefined, value), from) : { kind: 'unknown', reason: 'another part of the request', from };
      case 'environment': {
        const set: AllowOrigin = { kind: 'unknown', reason: `set by ${value.name}`, from: { kind: 'environment', name: value.name, place: this.#evaluator.module.placeOf(value.node) } };
        const unset = this.effect(forms.undefined, value);
        return { kind: 'one-of', alternatives: [set, unset], unset: { setting: value.name, then: unset }, from };
      }
      case 'operation':
        // A comparison is true or false: `cb(null, origin === 'https://a.example')`.
        return value.operator === '[]' ? { kind: 'unknown', reason: 'a value that this file does not show', from } : this.#asBoolean(value, forms);
      case 'call':
        return this.#call(value, forms, from);
      case 'unknown':
        return value.reason === THROWN ? { kind: 'off', from } : { kind: 'unknown', reason: value.reason, from };
      default:
        return { kind: 'unknown', reason: 'a value that this file does not show', from };
    }
  }

  /** Methods that answer with a boolean are the check itself; `find` answers with the entry. */
  #call(value: Extract<Value, { kind: 'call' }>, forms: OriginFunctionForms, from: Provenance): AllowOrigin {
    const method = value.callee.kind === 'member' ? value.callee.name : null;
    if (method !== null && /^(?:includes|has|some|every|test|startsWith|endsWith|hasOwnProperty)$/.test(method)) return this.#asBoolean(value, forms);
    if (value.callee.kind === 'unknown' && value.callee.reason === 'the global Boolean') return this.#asBoolean(value, forms);
    if (method !== null && /^find(?:Last)?$/.test(method)) return allowOriginOfHeader(value, { undefined: 'absent', null: 'absent' }, this.#evaluator);
    return { kind: 'unknown', reason: 'the result of a call that this file does not show', from };
  }

  #asBoolean(value: Value, forms: OriginFunctionForms): AllowOrigin {
    const from = writtenAt(value, this.#evaluator);
    return decide(conditionOfValue(value, this.#evaluator), this.effect(forms.true, value), this.effect(forms.false, value), from);
  }

  #list(value: Value | null, from: Provenance): AllowOrigin {
    if (value?.kind !== 'array') return { kind: 'unknown', reason: 'a list that this file does not show', from };
    const { elements } = this.#library.origin;
    const accepted: OriginPredicate[] = [];
    const equal: Value[] = [];
    let open = !value.complete;
    for (const element of value.elements.flatMap((each) => (each.kind === 'array' ? each.elements : [each])).flatMap((each) => [...leavesOf(each)])) {
      const text = stringOf(element);
      if (text === '*' && elements.star === 'any') return { kind: 'any', from: writtenAt(element, this.#evaluator) };
      if (text !== null) equal.push(element);
      else if (element.kind === 'regexp') accepted.push(elements.regexp === 'match' ? this.#atom(element, { op: 'matches', source: element.source, flags: element.flags }) : NEVER);
      else if (element.kind === 'constant') accepted.push(element.value && elements.other === 'echo' ? ALWAYS : NEVER);
      else if (element.kind === 'function' || element.kind === 'instance' || element.kind === 'set' || element.kind === 'object' || element.kind === 'promise') accepted.push(elements.other === 'echo' ? ALWAYS : NEVER);
      else open = true;
    }
    if (equal.length > 0 || open) accepted.push(this.#listed(equal, !open, value));
    return this.#echo(or(...accepted), value);
  }

  #listed(values: readonly Value[], complete: boolean, at: Value): OriginPredicate {
    return listed({ steps: [] }, values, complete, at, this.#evaluator);
  }

  #echo(when: OriginPredicate, value: Value): AllowOrigin {
    return { kind: 'echo', when, source: ORIGIN_HEADER, from: writtenAt(value, this.#evaluator) };
  }

  #function(fn: FunctionValue): AllowOrigin {
    const { parameter, answers } = this.#library.function;
    const environment = new Map(fn.environment);
    const asked = parameterVariable(fn.node, parameter.index, this.#evaluator);
    if (asked !== null && parameter.is === 'origin') environment.set(asked, { kind: 'request-header', name: 'origin', node: fn.node });
    const byCallback = answers.find((answer) => answer.by === 'callback');
    const callback = byCallback === undefined ? null : parameterVariable(fn.node, byCallback.index, this.#evaluator);
    const tree = pathsOf(this.#evaluator, fn.node, environment, { isEvent: (node) => callback !== null && callsParameter(node, callback, this.#evaluator) });
    const byReturn = callback === null && answers.some((answer) => answer.by === 'return');
    return this.#answerOf(tree, byReturn, fn);
  }

  #answerOf(tree: PathTree, byReturn: boolean, fn: FunctionValue): AllowOrigin {
    const from = writtenAt(fn, this.#evaluator);
    switch (tree.kind) {
      case 'unknown':
        return { kind: 'unknown', reason: tree.reason, from };
      case 'branch':
        return decide(conditionOf(tree.test, this.#evaluator), this.#answerOf(tree.whenTrue, byReturn, fn), this.#answerOf(tree.whenFalse, byReturn, fn), from);
      case 'end': {
        if (tree.by === 'throw') return { kind: 'off', from };
        if (byReturn) return this.#form(awaited(tree.value, this.#library.function.awaits) ?? { kind: 'constant', value: undefined, node: fn.node }, this.#library.function.forms);
        const event = tree.events[0];
        // No answer at all: the request hangs, which denies it.
        if (event?.node.type !== 'CallExpression') return { kind: 'off', from };
        return this.#callbackAnswer(event.node.arguments, event.environment, event.node, from);
      }
    }
  }

  #callbackAnswer(args: readonly Node[], environment: Environment, call: Node, from: Provenance): AllowOrigin {
    const [error, answer] = args;
    const refusal: AllowOrigin = { kind: 'off', from };
    const allowed: AllowOrigin = answer === undefined
      ? this.#form({ kind: 'constant', value: undefined, node: call }, this.#library.function.forms)
      : this.#form(this.#evaluator.evaluate(answer, environment), this.#library.function.forms);
    if (error === undefined) return allowed;
    const condition = conditionOf({ expression: error, environment, by: 'truthiness' }, this.#evaluator);
    return decide(condition, refusal, allowed, from);
  }

  #stringified(value: Value | null): string {
    switch (value?.kind) {
      case 'constant':
        return String(value.value);
      case 'regexp':
        return `/${value.source}/${value.flags}`;
      default:
        return '[object Object]';
    }
  }

  #atom(at: Value, shape: AtomShape): OriginPredicate {
    return atom(at, this.#evaluator, shape, shape.op === 'matches' && at.node.type === 'Literal' ? { pattern: this.#evaluator.module.placeOf(at.node) } : {});
  }
}

type OriginFunctionForms = Pick<OriginForms, 'undefined' | 'null' | 'emptyString' | 'star' | 'true' | 'false' | 'string' | 'regexp' | 'array' | 'other'>;

function constantEffect(value: unknown, forms: OriginFunctionForms): OriginEffect {
  switch (value) {
    case undefined:
      return forms.undefined;
    case null:
      return forms.null;
    case '':
      return forms.emptyString;
    case '*':
      return forms.star;
    case true:
      return forms.true;
    case false:
      return forms.false;
    default:
      return typeof value === 'string' ? forms.string : value ? forms.other : forms.false;
  }
}

/** `*` is replaced by the request's origin where the library does so when credentials are on. */
function coerced(allowOrigin: AllowOrigin, credentials: Field<boolean>): AllowOrigin {
  switch (allowOrigin.kind) {
    case 'any': {
      if (allowOrigin.literal === true) return allowOrigin;
      const echo: AllowOrigin = { kind: 'echo', when: ALWAYS, source: ORIGIN_HEADER, withoutOrigin: '', from: allowOrigin.from };
      if (credentials.kind === 'known') return credentials.value ? echo : allowOrigin;
      return credentials.kind === 'one-of' ? { kind: 'one-of', alternatives: [echo, allowOrigin], unset: null, from: allowOrigin.from } : allowOrigin;
    }
    case 'first-of':
      return { ...allowOrigin, arms: allowOrigin.arms.map((arm) => ({ ...arm, then: coerced(arm.then, credentials) })) };
    case 'one-of': {
      const alternatives = allowOrigin.alternatives.map((each) => coerced(each, credentials));
      const then = alternatives[allowOrigin.alternatives.findIndex((each) => each === allowOrigin.unset?.then)];
      return { ...allowOrigin, alternatives, unset: allowOrigin.unset === null || then === undefined ? null : { ...allowOrigin.unset, then } };
    }
    default:
      return allowOrigin;
  }
}

function credentialsOf(library: OptionLibrary, value: Value | null, open: boolean, missing: Provenance, evaluator: Evaluator): Field<boolean> {
  if (value === null) return open ? { kind: 'unknown', reason: 'the options are not wholly in this file', from: missing } : { kind: 'known', value: false, from: missing };
  const from = writtenAt(value, evaluator);
  const isOn = (each: Value): boolean | null => {
    if (each.kind === 'constant') return library.credentials.on === 'true' ? each.value === true : Boolean(each.value);
    if (each.kind === 'function' || each.kind === 'object' || each.kind === 'array') return library.credentials.on === 'truthy';
    return null;
  };
  return booleanField([...leavesOf(value)].map(isOn), from);
}

/** A field from what each leaf of a value says; `null` for a leaf that is decided at run time. */
export function booleanField(answers: readonly (boolean | null)[], from: Provenance): Field<boolean> {
  const known = answers.filter((answer) => answer !== null);
  const [first] = known;
  if (first === undefined) return { kind: 'unknown', reason: 'decided at run time', from };
  if (known.length === answers.length && known.every((answer) => answer === first)) return { kind: 'known', value: first, from };
  return { kind: 'one-of', values: [...new Set(known)], complete: known.length === answers.length, from };
}

function firstWritten(names: readonly string[], written: (name: string) => Value | null): Value | null {
  for (const name of names) {
    const value = written(name);
    if (value !== null) return value;
  }
  return null;
}

function listOf(value: Value | null, byDefault: ListValue, open: boolean, missing: Provenance, evaluator: Evaluator, empty: 'absent' | 'reflected' = 'absent'): Field<ListValue> {
  if (value === null) return open ? { kind: 'unknown', reason: 'the options are not wholly in this file', from: missing } : { kind: 'known', value: byDefault, from: missing };
  const from = writtenAt(value, evaluator);
  const text = stringOf(value);
  if (text !== null) return { kind: 'known', value: text === '' ? byDefault : { kind: 'list', names: text.split(',').map((name) => name.trim()) }, from };
  if (value.kind === 'array' && value.complete) {
    const names = value.elements.map(stringOf);
    if (names.every((name) => name !== null)) return { kind: 'known', value: names.length === 0 ? { kind: empty } : { kind: 'list', names: names.filter((name) => name !== null) }, from };
  }
  return { kind: 'unknown', reason: 'a list that this file does not show', from };
}

function maxAgeOf(value: Value | null, open: boolean, missing: Provenance, evaluator: Evaluator, sendsZero: boolean): Field<string | null> {
  if (value === null) return open ? { kind: 'unknown', reason: 'the options are not wholly in this file', from: missing } : { kind: 'known', value: null, from: missing };
  const from = writtenAt(value, evaluator);
  if (value.kind === 'constant') return { kind: 'known', value: value.value === undefined || value.value === null || (!sendsZero && !value.value) ? null : String(value.value), from };
  return { kind: 'unknown', reason: 'not shown in this file', from };
}

function awaited(value: Value | null, awaits: boolean): Value | null {
  return value?.kind === 'promise' && awaits ? value.of : value;
}

/** The variable of a plain parameter. */
export function parameterVariable(fn: FunctionValue['node'], index: number, evaluator: Evaluator): ReturnType<Evaluator['module']['variableOf']> {
  const param = fn.params[index];
  const target = param?.type === 'AssignmentPattern' ? param.left : param;
  return target?.type === 'Identifier' ? evaluator.module.variableOf(target) : null;
}

function callsParameter(node: Node, parameter: NonNullable<ReturnType<Evaluator['module']['variableOf']>>, evaluator: Evaluator): boolean {
  return node.type === 'CallExpression' && node.callee.type === 'Identifier' && evaluator.module.variableOf(node.callee) === parameter;
}
