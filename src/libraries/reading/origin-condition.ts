import { ALWAYS, and, atomsOf, NEVER, not, or, type OriginPredicate } from '../../policy/origin-predicate.ts';
import { truthiness } from '../../values/combine.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import type { Node } from '../../values/source-module.ts';
import type { Test, Value } from '../../values/value.ts';
import { asMethod, globCondition } from './check-libraries.ts';
import { atom, opaque, type At } from './origin-atom.ts';
import { comparison, truthyLength, truthyPosition } from './origin-comparison.ts';
import { schemaCondition } from './origin-schema.ts';
import { answersOf, containment, iteration, lookup } from './origin-membership.ts';
import { subjectOf } from './origin-subject.ts';
import { addressTest, urlPatternTest, urlTest } from './url-checks.ts';

/** When a test holds, as a formula over the request's origin. */
export function conditionOf(test: Test, evaluator: Evaluator): OriginPredicate {
  if (test.by === 'exception') return exceptionOf(test, evaluator);
  const truth = evaluator.truthOf(test);
  if (truth !== null) return truth ? ALWAYS : NEVER;
  const value = evaluator.tested(test);
  if (test.by === 'case') {
    const discriminant = test.discriminant === undefined ? value : evaluator.evaluate(test.discriminant, test.environment);
    // `switch (true)` compares each case with true: the case itself is the test.
    if (discriminant.kind === 'constant' && discriminant.value === true) return conditionOfValue(value, evaluator);
    return comparison('===', discriminant, value, { node: test.expression, ...(test.discriminant === undefined ? {} : { operand: test.discriminant }) }, evaluator);
  }
  return namedHere(conditionOfValue(value, evaluator), value, test.expression, evaluator);
}

/** A setting that another file computes is called what it is called here: `config.isCorsEnabled()`. */
function namedHere(condition: OriginPredicate, value: Value, expression: Node, evaluator: Evaluator): OriginPredicate {
  const { module } = evaluator;
  if (module.moduleOf(value.node) === module.moduleOf(expression)) return condition;
  if (condition.op === 'not') return not(namedHere(condition.of, value, expression, evaluator));
  const atoms = [...atomsOf(condition)];
  if (atoms.length === 0 || !atoms.every((each) => each.op === 'depends' && each.on === 'configuration')) return condition;
  return atom({ node: expression }, evaluator, { op: 'depends', on: 'configuration', setting: condition.op === 'depends' ? condition.setting : null });
}

/** When a value is truthy, as a formula over the request's origin. */
export function conditionOfValue(value: Value, evaluator: Evaluator): OriginPredicate {
  const truth = truthiness(value);
  if (truth !== null) return truth ? ALWAYS : NEVER;
  switch (value.kind) {
    case 'choice': {
      const test = conditionOf(value.test, evaluator);
      // `a && b` and `a || b` evaluate to `a` itself on one side.
      if (value.whenFalse.node === value.test.expression) return and(test, conditionOfValue(value.whenTrue, evaluator));
      if (value.whenTrue.node === value.test.expression) return or(test, conditionOfValue(value.whenFalse, evaluator));
      return or(and(test, conditionOfValue(value.whenTrue, evaluator)), and(not(test), conditionOfValue(value.whenFalse, evaluator)));
    }
    case 'operation':
      return operation(value, evaluator);
    case 'call':
      return callCondition(value, evaluator);
    case 'member':
      if (value.name === 'length' && (value.object.kind === 'call' || subjectOf(value.object) !== null)) return truthyLength(value, evaluator);
      return schemaCondition(value, evaluator) ?? ofText(value, evaluator);
    case 'promise':
      // A promise is an object, and true; an `await` has been read as its value before.
      return ALWAYS;
    default:
      return ofText(value, evaluator);
  }
}

/** The origin, or what is made of it, as a condition: true unless it is empty. */
function ofText(value: Value, evaluator: Evaluator): OriginPredicate {
  const subject = subjectOf(value);
  if (subject === null) return opaque(value, evaluator);
  return subject.steps.length === 0 ? atom(value, evaluator, { op: 'present' }) : not(comparison('===', value, { kind: 'constant', value: '', node: value.node }, { node: value.node }, evaluator));
}

/**
 * A failing `try`: parsing an origin throws only for text that no browser sends, apart from `null`; whether other code
 * throws does not depend on the origin as far as the code shows.
 */
function exceptionOf(test: Test, evaluator: Evaluator): OriginPredicate {
  const block = evaluator.module.textOf(test.expression);
  if (/\bnew URL\((?:o|\w*origin)\)/i.test(block)) return originIs('null', { node: test.expression }, evaluator);
  return /\bnew URL\(/.test(block) ? NEVER : atom({ node: test.expression }, evaluator, { op: 'depends', on: 'request', setting: null });
}

function operation(value: Extract<Value, { kind: 'operation' }>, evaluator: Evaluator): OriginPredicate {
  const [left, right] = value.operands;
  if (left === undefined) return opaque(value, evaluator);
  if (value.operator === '!') return not(conditionOfValue(left, evaluator));
  // `~list.indexOf(origin)` is 0 for -1 only.
  if (value.operator === '~') return comparison('!==', left, { kind: 'constant', value: -1, node: value.node }, { node: value.node }, evaluator);
  if (right === undefined) return opaque(value, evaluator);
  // `origin === a | origin === b`: of two booleans, one of them or both.
  if ((value.operator === '|' || value.operator === '&') && isBoolean(left, evaluator) && isBoolean(right, evaluator)) {
    const sides = [left, right].map((side) => conditionOfValue(side, evaluator));
    return value.operator === '|' ? or(...sides) : and(...sides);
  }
  if (value.operator === '[]') return lookup(left, right, value, evaluator);
  if (value.operator === 'in') return lookup(right, left, value, evaluator);
  // `list.indexOf(origin) + 1` is 0 for -1 only.
  if (value.operator === '+') return comparison('!==', value, { kind: 'constant', value: 0, node: value.node }, { node: value.node }, evaluator);
  return comparison(value.operator, left, right, { node: value.node }, evaluator);
}

/** Methods that answer with a boolean. */
const BOOLEAN = /^(?:includes|has|some|every|test|startsWith|endsWith|hasOwnProperty)$/;

/** Whether a call answers with a boolean, so that it is the check itself. */
export function answersBoolean(call: Extract<Value, { kind: 'call' }>, evaluator: Evaluator): boolean {
  const { callee, args } = asMethod(call);
  if (callee.kind === 'unknown') return callee.reason === 'the global Boolean';
  const members = callee.kind === 'any-of' ? callee.values : [callee];
  if (members.every((each) => each.kind === 'member' && BOOLEAN.test(each.name))) return true;
  return globCondition(call, evaluator) !== null || urlTest(callee, args, call, evaluator) !== null;
}

/** Whether a value is a boolean, whatever the origin is. */
function isBoolean(value: Value, evaluator: Evaluator): boolean {
  if (value.kind === 'constant') return typeof value.value === 'boolean';
  if (value.kind === 'call') return answersBoolean(value, evaluator);
  return value.kind === 'operation' && (/^(?:!|[!=]==?|[<>]=?|in)$/.test(value.operator) || ((value.operator === '|' || value.operator === '&') && value.operands.every((each) => isBoolean(each, evaluator))));
}

function callCondition(written: Extract<Value, { kind: 'call' }>, evaluator: Evaluator): OriginPredicate {
  const glob = globCondition(written, evaluator);
  if (glob !== null) return glob;
  const call = asMethod(written);
  const { callee } = call;
  const [first, second] = call.args;
  // `entry.test(origin)`, where the entry is one of a list.
  if (callee.kind === 'any-of') return or(...callee.values.map((each) => callCondition({ ...call, callee: each }, evaluator)));
  if (callee.kind === 'choice') {
    const test = conditionOf(callee.test, evaluator);
    return or(and(test, callCondition({ ...call, callee: callee.whenTrue }, evaluator)), and(not(test), callCondition({ ...call, callee: callee.whenFalse }, evaluator)));
  }
  if (callee.kind === 'member') {
    // `if (list.indexOf(origin))` is true for every origin but the first of the list: -1 is truthy.
    if (/^(?:indexOf|lastIndexOf|search|findIndex)$/.test(callee.name)) return truthyPosition(call, evaluator);
    // `Object.prototype.hasOwnProperty.call(table, origin)`
    if (callee.name === 'call' && /hasOwnProperty$/.test(evaluator.module.textOf(callee.object.node)) && first !== undefined && second !== undefined) return lookup(first, second, call, evaluator);
    if (/^(?:hasOwn|has)$/.test(callee.name) && first !== undefined && second !== undefined && first.kind === 'object') return lookup(first, second, call, evaluator);
    if (callee.name === 'localeCompare') return comparison('!==', call, { kind: 'constant', value: 0, node: call.node }, { node: call.node }, evaluator);
    // The list of what was found is true when it is empty, too.
    if (callee.name === 'filter' && first?.kind === 'function') return ALWAYS;
    const found = containment(call, evaluator) ?? iteration(call, evaluator) ?? answersOf(call, evaluator);
    if (found !== null) return found;
    // `URL.canParse(origin)` holds for everything that a browser sends, but `null`.
    if (callee.name === 'canParse' && first !== undefined && subjectOf(first) !== null) return not(originIs('null', call, evaluator));
  }
  if (callee.kind === 'unknown' && /^(?:Object\.hasOwn|Reflect\.has)$/.test(evaluator.module.textOf(callee.node)) && first !== undefined && second !== undefined) return lookup(first, second, call, evaluator);
  const asked = (first === undefined ? null : addressTest(callee, first, call, evaluator)) ?? urlTest(callee, call.args, call, evaluator) ?? urlPatternTest(callee, call.args, call, evaluator);
  if (asked !== null) return asked;
  if (isEquality(callee, evaluator) && first !== undefined && second !== undefined) return comparison('===', first, second, { node: call.node }, evaluator);
  if (callee.kind === 'unknown' && callee.reason === 'the global Boolean' && first !== undefined) return conditionOfValue(first, evaluator);
  return ofText(call, evaluator);
}

/** `Object.is`, and lodash's `isEqual` and `eq`: equality of texts. */
function isEquality(callee: Value, evaluator: Evaluator): boolean {
  if (callee.kind === 'imported') return /^(?:lodash|underscore|ramda)/.test(callee.module) && /^(?:isEqual|eq|equals)$/.test(callee.path.at(-1) ?? /[./](\w+)$/.exec(callee.module)?.[1] ?? '');
  return evaluator.module.textOf(callee.node) === 'Object.is';
}

function originIs(value: string, at: At, evaluator: Evaluator): OriginPredicate {
  return atom(at, evaluator, { op: 'listed', values: [value], complete: true });
}
