import { decide, ORIGIN_HEADER, type AllowOrigin } from '../../policy/allow-origin.ts';
import type { Field, Provenance } from '../../policy/field.ts';
import { ALWAYS, and, not, type OriginPredicate } from '../../policy/origin-predicate.ts';
import type { ListValue } from '../../policy/policy.ts';
import { truthiness } from '../../values/combine.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import { ImportedReadings } from '../../values/imported-readings.ts';
import type { PathEvent, PathTree } from '../../values/path-tree.ts';
import { pathsOf } from '../../values/paths.ts';
import { THROWN } from '../../values/return-value.ts';
import type { Node } from '../../values/source-module.ts';
import { stringOf, type CollectionValue, type Environment, type FunctionValue, type ObjectValue, type Value } from '../../values/value.ts';
import { LOOPBACK_ORIGIN, type AnswerForms, type OptionLibrary, type OriginForms } from '../library-model.ts';
import type { OriginEffect } from '../origin-effect.ts';
import { asMethod } from './check-libraries.ts';
import { anyCaller, allowOriginOfHeader, writtenAt } from './header-value.ts';
import { credentialsOf, listsOf, optionAt } from './option-fields.ts';
import { atom, type AtomShape } from './origin-atom.ts';
import { answersBoolean, conditionOf, conditionOfValue } from './origin-condition.ts';
import { schemaCondition } from './origin-schema.ts';
import { OriginTexts } from './origin-text.ts';
import { withCredentials } from './wildcard-with-credentials.ts';

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
      if (library.origin.enabled !== undefined && argument.kind === 'constant' && argument.value === true) return readObject({ ...library, origin: { ...library.origin, missing: library.origin.enabled, noOptions: library.origin.enabled } }, null, missing, ALWAYS, evaluator);
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
  const written = (name: string): Value | null => (options === null ? null : (optionAt(options, name)?.value ?? null));
  const all = { written, open, missing };
  const origin = written(library.options.origin) ?? (library.options.origins === undefined ? null : written(library.options.origins));
  const credentials = credentialsOf(library, all, evaluator);
  const reader = new OriginReader(library, evaluator, missing);
  const read = origin === null
    ? open
      ? ({ kind: 'unknown', reason: 'the options are not wholly in this file', from: missing } as const)
      : reader.effect((options === null ? library.origin.noOptions : undefined) ?? library.origin.missing, null)
    : written(library.options.origin) === null && origin.kind === 'array' ? reader.effect('list', origin) : reader.option(origin);
  const keepsAny = library.credentials.optionOnly === true && origin?.kind === 'function';
  const sent = isSwitchedOff(library, written, open) ? { answer: { kind: 'off', from: missing } as const, credentials } : keepsAny ? { answer: read, credentials } : withCredentials(library, read, credentials, written);
  return {
    allowOrigin: when.op === 'always' ? sent.answer : { kind: 'first-of', arms: [{ when, then: sent.answer }, { when: ALWAYS, then: ELSEWHERE(missing) }], from: missing },
    byFunction: origin?.kind === 'function',
    credentials: sent.credentials,
    ...listsOf(library, all, evaluator),
    options,
    origin,
  };
}

/** Sails' `allRoutes` and Adonis' `enabled`: what is not switched on sends nothing. */
function isSwitchedOff(library: OptionLibrary, written: (name: string) => Value | null, open: boolean): boolean {
  if (library.options.switch === undefined) return false;
  const value = written(library.options.switch);
  return value === null ? !open && library.options.switchedOn !== true : truthiness(value) === false;
}

/** `cors((request, callback) => callback(null, options))`: one reading for each way through the function. */
function readDelegate(library: OptionLibrary, fn: FunctionValue, missing: Provenance, evaluator: Evaluator): readonly OptionReading[] {
  const callback = parameterVariable(fn.node, 1, evaluator);
  const tree = pathsOf(evaluator, fn.node, fn.environment, { isEvent: (node) => callback !== null && callsParameter(node, callback, evaluator) });
  const readings: OptionReading[] = [];
  let refuses = false;
  const take = (options: Value | null, event: PathEvent | undefined, when: OriginPredicate): void => {
    if (options?.kind === 'choice') {
      const condition = conditionOf(options.test, evaluator);
      take(options.whenTrue, event, and(when, condition));
      take(options.whenFalse, event, and(when, not(condition)));
    }
    // A delegate that answers with `false` has no policy for this request.
    else if (event === undefined && options?.kind === 'constant' && !options.value) refuses = true;
    else if (options?.kind === 'object') readings.push(...readObject(library, options, missing, when, evaluator));
    // Fastify: `register(cors, (instance) => (request, callback) => …)` returns the delegate.
    else if (options?.kind === 'function' && library.delegate?.nested === true) readings.push(...readDelegate(library, options, missing, evaluator));
    else if (options?.kind === 'constant' || (options === null && event !== undefined)) readings.push(...readObject(library, null, missing, when, evaluator));
    else if (options !== null) readings.push(unknownOptions(options, evaluator));
  };
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
        if (part.by === 'throw' || isRefusal(event, evaluator)) return;
        const answer = event?.node.type === 'CallExpression' ? event.node.arguments[1] : undefined;
        take(event === undefined ? unwrapped(part.value) : answer === undefined ? null : evaluator.evaluate(answer, event.environment), event, when);
        return;
      }
    }
  };
  visit(tree, ALWAYS);
  const [only] = readings;
  return refuses && readings.length === 1 && only !== undefined ? [{ ...only, byFunction: true, allowOrigin: offElsewhere(only.allowOrigin) }] : readings.map((reading) => (library.function === null ? { ...reading, byFunction: true } : reading));
}

/** Where the other ways through a delegate have no policy, no other answer is left open. */
function offElsewhere(allowOrigin: AllowOrigin): AllowOrigin {
  if (allowOrigin.kind !== 'first-of') return allowOrigin;
  return { ...allowOrigin, arms: allowOrigin.arms.map((arm) => (arm.when.op === 'always' && arm.then.kind === 'unknown' ? { ...arm, then: { kind: 'off', from: arm.then.from } } : arm)) };
}

function unwrapped(value: Value | null): Value | null {
  return value?.kind === 'promise' ? value.of : value;
}

/** What another way through a delegate answers is in the reading of that way. */
const ELSEWHERE = (from: Provenance): AllowOrigin => ({ kind: 'unknown', reason: 'another way through the function decides', from });

/** `callback(new Error(…))`: no options, and no policy. */
function isRefusal(event: PathEvent | undefined, evaluator: Evaluator): boolean {
  const error = event?.node.type === 'CallExpression' ? event.node.arguments[0] : undefined;
  return error !== undefined && event !== undefined && truthiness(evaluator.evaluate(error, event.environment)) === true;
}

/** What libraries make of origin functions that stand in imported files. */
const ORIGIN_FUNCTIONS = new ImportedReadings<AllowOrigin>();

/** Turns values of an origin option, or of an origin function's answer, into what the library sends. */
class OriginReader {
  readonly #library: OptionLibrary;
  readonly #evaluator: Evaluator;
  readonly #missing: Provenance;
  readonly #texts: OriginTexts;

  constructor(library: OptionLibrary, evaluator: Evaluator, missing: Provenance) {
    this.#library = library;
    this.#texts = new OriginTexts(library, evaluator);
    this.#evaluator = evaluator;
    this.#missing = missing;
  }

  /** The origin option's value. */
  option(value: Value): AllowOrigin {
    if (value.kind !== 'function') return this.#form(value, this.#library.origin);
    const { function: model } = this.#library;
    if (model === null) return this.effect(this.#library.origin.function ?? 'error', value);
    if (value.environment.size > 0) return this.#function(value, model);
    return ORIGIN_FUNCTIONS.of(value.node, this.#library, this.#evaluator, (evaluator) => new OriginReader(this.#library, evaluator, writtenAt(value, evaluator)).#function(value, model));
  }

  /** What an effect sends for a value; `null` where nothing is written. */
  effect(effect: OriginEffect, value: Value | null): AllowOrigin {
    const from = value === null ? this.#missing : writtenAt(value, this.#evaluator);
    switch (effect) {
      case 'absent':
        return { kind: 'absent', from };
      case 'off':
        return { kind: 'off', from };
      case 'error':
        return { kind: 'off', failed: true, from };
      case 'any':
        return { kind: 'any', from };
      case 'echo':
        return this.#texts.echo(ALWAYS, from);
      case 'fixed': {
        const text = value === null ? null : stringOf(value);
        if (text === null) return { kind: 'unknown', reason: 'the value is not in this file', from };
        return text === '*' ? { kind: 'any', literal: true, from } : { kind: 'fixed', value: text, from };
      }
      case 'equal':
        return value === null ? { kind: 'absent', from } : this.#texts.accepted(this.#texts.listed([value], true, value), value);
      case 'split':
      case 'split-trimmed':
        return value === null ? { kind: 'absent', from } : this.#texts.split(value, effect === 'split-trimmed', from);
      case 'part':
        return value === null ? { kind: 'absent', from } : this.#texts.part(value);
      case 'match':
        return value?.kind === 'regexp'
          ? this.#texts.accepted(this.#atom(value, { op: 'matches', source: value.source, flags: value.flags }), value)
          : { kind: 'unknown', reason: 'a pattern that this file does not show', from };
      case 'list':
        return this.#texts.list(value, from);
      case 'loopback':
        return this.#texts.echo({ op: 'matches', source: LOOPBACK_ORIGIN, flags: '', place: from.place, text: `the default of ${this.#library.name}` }, from);
      case 'lines': {
        const elements = value?.kind === 'array' && value.complete ? value.elements : [];
        const [only] = elements;
        if (elements.length === 1 && only !== undefined && stringOf(only) === '*') return { kind: 'any', literal: true, from };
        return elements.length === 1 && only !== undefined ? this.#form(only, this.#library.origin) : { kind: 'unknown', reason: 'several header lines', from };
      }
      case 'joined': {
        const texts = value?.kind === 'array' && value.complete ? value.elements.map(stringOf) : [null];
        return texts.includes(null) ? { kind: 'unknown', reason: 'a list that this file does not show', from } : { kind: 'fixed', value: texts.join(','), from };
      }
      case 'text':
        return { kind: 'fixed', value: this.#stringified(value), from };
    }
  }

  #form(value: Value, forms: AnswerForms): AllowOrigin {
    const from = writtenAt(value, this.#evaluator);
    switch (value.kind) {
      case 'constant':
        return (forms === this.#library.origin ? this.#texts.special(value, 'text') : null) ?? this.effect(constantEffect(value.value, forms), value);
      case 'regexp':
        return this.effect(forms.regexp, value);
      case 'array': {
        const [effect, of] = arrayEffect(value, forms);
        return this.effect(effect, of);
      }
      case 'set':
        return this.effect((forms as Partial<OriginForms>).set ?? forms.other, value);
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
        return value.name === 'origin' ? decide(this.#atom(value, { op: 'present' }), this.#ownOrigin(value, forms), this.effect(forms.undefined, value), from) : { kind: 'unknown', reason: 'another part of the request', from };
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
      case 'member':
        return schemaCondition(value, this.#evaluator) === null ? { kind: 'unknown', reason: 'a value that this file does not show', from } : this.#asBoolean(value, forms);
      case 'unknown':
        return value.reason === THROWN ? { kind: 'off', failed: true, from } : { kind: 'unknown', reason: value.reason, from };
      default:
        return { kind: 'unknown', reason: 'a value that this file does not show', from };
    }
  }

  /** Methods that answer with a boolean are the check itself; `find` answers with the entry. */
  #call(value: Extract<Value, { kind: 'call' }>, forms: AnswerForms, from: Provenance): AllowOrigin {
    if (answersBoolean(value, this.#evaluator)) return this.#asBoolean(value, forms);
    const { callee } = asMethod(value);
    const method = callee.kind === 'member' ? callee.name : null;
    if (method !== null && /^find(?:Last)?$/.test(method)) return allowOriginOfHeader(value, { undefined: 'absent', null: 'absent' }, this.#evaluator);
    return { kind: 'unknown', reason: 'the result of a call that this file does not show', from };
  }

  /** The request's own origin as a value: what the library makes of a text that is just that. */
  #ownOrigin(value: Value, forms: AnswerForms): AllowOrigin {
    const isCopied = !/^(?:absent|off|error|any|text)$/.test(forms.string);
    return isCopied ? this.#echo(ALWAYS, value) : this.effect(forms.string, value);
  }

  #asBoolean(value: Value, forms: AnswerForms): AllowOrigin {
    const from = writtenAt(value, this.#evaluator);
    const truth = (is: boolean): Value => ({ kind: 'constant', value: is, node: value.node });
    return decide(conditionOfValue(value, this.#evaluator), this.effect(forms.true, truth(true)), this.effect(forms.false, truth(false)), from);
  }

  #echo(when: OriginPredicate, value: Value): AllowOrigin {
    return { kind: 'echo', when, source: ORIGIN_HEADER, from: writtenAt(value, this.#evaluator) };
  }

  #function(fn: FunctionValue, model: NonNullable<OptionLibrary['function']>): AllowOrigin {
    const { parameter, answers } = model;
    const environment = new Map(fn.environment);
    const asked = parameterVariable(fn.node, parameter.index, this.#evaluator);
    if (asked !== null && parameter.is === 'origin') environment.set(asked, { kind: 'request-header', name: 'origin', node: fn.node });
    const byCallback = answers.find((answer) => answer.by === 'callback');
    const callback = byCallback === undefined ? null : parameterVariable(fn.node, byCallback.index, this.#evaluator);
    // A parameter that the library passes no function for: who calls it gets a TypeError.
    const missing = byCallback === undefined ? parameterVariable(fn.node, parameter.index + 1, this.#evaluator) : null;
    const called = callback ?? missing;
    const tree = pathsOf(this.#evaluator, fn.node, environment, { isEvent: (node) => called !== null && callsParameter(node, called, this.#evaluator) });
    const byReturn = callback === null && answers.some((answer) => answer.by === 'return');
    return this.#answerOf(tree, byReturn, fn, model);
  }

  #answerOf(tree: PathTree, byReturn: boolean, fn: FunctionValue, model: NonNullable<OptionLibrary['function']>): AllowOrigin {
    const from = writtenAt(fn, this.#evaluator);
    switch (tree.kind) {
      case 'unknown':
        return { kind: 'unknown', reason: tree.reason, from };
      case 'branch':
        return decide(conditionOf(tree.test, this.#evaluator), this.#answerOf(tree.whenTrue, byReturn, fn, model), this.#answerOf(tree.whenFalse, byReturn, fn, model), from);
      case 'end': {
        if (tree.by === 'throw' || (byReturn && tree.events.length > 0)) return { kind: 'off', failed: true, from };
        if (byReturn && fn.node.async && !model.awaits) return this.#form({ kind: 'promise', of: tree.value ?? { kind: 'constant', value: undefined, node: fn.node }, node: fn.node }, model.forms);
        if (byReturn) return this.#form(awaited(tree.value, model.awaits) ?? { kind: 'constant', value: undefined, node: fn.node }, model.forms);
        const event = tree.events[0];
        // No answer at all: the request hangs, which denies it.
        if (event?.node.type !== 'CallExpression') return { kind: 'off', from };
        return this.#callbackAnswer(event.node.arguments, event.environment, event.node, from, model.forms);
      }
    }
  }

  #callbackAnswer(args: readonly Node[], environment: Environment, call: Node, from: Provenance, forms: AnswerForms): AllowOrigin {
    const [error, answer] = args;
    const refusal: AllowOrigin = { kind: 'off', from };
    const allowed: AllowOrigin = answer === undefined
      ? this.#form({ kind: 'constant', value: undefined, node: call }, forms)
      : this.#form(this.#evaluator.evaluate(answer, environment), forms);
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
      case 'function':
        return this.#evaluator.module.textOf(value.node);
      case 'array':
        return value.elements.map((element) => stringOf(element) ?? '').join(',');
      case 'set':
        return '[object Set]';
      case 'promise':
        return '[object Promise]';
      case 'instance': {
        const [address] = value.args;
        const text = address === undefined ? null : stringOf(address);
        return text !== null && URL.canParse(text) ? new URL(text).href : '[object Object]';
      }
      default:
        return '[object Object]';
    }
  }

  #atom(at: Value, shape: AtomShape): OriginPredicate {
    return atom(at, this.#evaluator, shape, shape.op === 'matches' && at.node.type === 'Literal' ? { pattern: this.#evaluator.module.placeOf(at.node) } : {});
  }
}


function constantEffect(value: unknown, forms: AnswerForms): OriginEffect {
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
      return typeof value === 'string' ? (value.includes(',') ? (forms.separated ?? forms.string) : forms.string) : value ? forms.other : forms.false;
  }
}

/** The effect of an array, and the value that it is of: a single element may stand for itself. */
function arrayEffect(array: CollectionValue, forms: AnswerForms & Partial<OriginForms>): readonly [OriginEffect, Value] {
  const [only] = array.elements;
  if (!array.complete) return [forms.array, array];
  if (only === undefined) return [forms.emptyArray ?? forms.array, array];
  if (array.elements.length > 1 || forms.oneElement === undefined || (stringOf(only) === '*' && forms.elements?.star !== 'equal')) return [forms.array, array];
  return only.kind === 'regexp' && forms.elements?.regexp !== 'match' ? ['text', only] : stringOf(only) === null ? [forms.array, array] : [forms.oneElement, only];
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

export function callsParameter(node: Node, parameter: NonNullable<ReturnType<Evaluator['module']['variableOf']>>, evaluator: Evaluator): boolean {
  return node.type === 'CallExpression' && node.callee.type === 'Identifier' && evaluator.module.variableOf(node.callee) === parameter;
}
