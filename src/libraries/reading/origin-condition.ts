import {
  ALWAYS,
  and,
  NEVER,
  not,
  or,
  type OriginAtom,
  type OriginPart,
  type OriginPredicate,
} from '../../policy/origin-predicate.ts';
import { truthiness } from '../../values/combine.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import { leavesOf, stringOf, type Test, type Value } from '../../values/value.ts';

/** When a test holds, as a formula over the request's origin. */
export function conditionOf(test: Test, evaluator: Evaluator): OriginPredicate {
  if (test.by === 'exception') return exceptionOf(test, evaluator);
  const truth = evaluator.truthOf(test);
  if (truth !== null) return truth ? ALWAYS : NEVER;
  const value = evaluator.evaluate(test.expression, test.environment);
  if (test.by === 'case') {
    const discriminant = test.discriminant === undefined ? value : evaluator.evaluate(test.discriminant, test.environment);
    // `switch (true)` compares each case with true: the case itself is the test.
    if (discriminant.kind === 'constant' && discriminant.value === true) return conditionOfValue(value, evaluator);
    return comparison('===', discriminant, value, test, evaluator);
  }
  return conditionOfValue(value, evaluator);
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
    default:
      return subjectOf(value) === null ? opaque(value, evaluator) : atom(value, evaluator, { op: 'present' });
  }
}

/**
 * A failing `try`: parsing an origin throws only for text that no browser sends, apart from `null`; whether other code
 * throws does not depend on the origin as far as the code shows.
 */
function exceptionOf(test: Test, evaluator: Evaluator): OriginPredicate {
  return /\bnew URL\(/.test(evaluator.module.textOf(test.expression)) ? NEVER : atom({ node: test.expression }, evaluator, { op: 'depends', on: 'request', setting: null });
}

type Operation = Extract<Value, { kind: 'operation' }>;
type Call = Extract<Value, { kind: 'call' }>;

function operation(value: Operation, evaluator: Evaluator): OriginPredicate {
  const [left, right] = value.operands;
  if (left === undefined) return opaque(value, evaluator);
  if (value.operator === '!') return not(conditionOfValue(left, evaluator));
  if (right === undefined) return opaque(value, evaluator);
  if (value.operator === '[]') return lookup(left, right, value, evaluator);
  if (value.operator === 'in') return lookup(right, left, value, evaluator);
  return comparison(value.operator, left, right, { expression: value.node }, evaluator);
}

/** `table[origin]`, `origin in table`: the keys are the list. */
function lookup(table: Value, key: Value, value: Value, evaluator: Evaluator): OriginPredicate {
  if (subjectOf(key) === null) return opaque(value, evaluator);
  const values = table.kind === 'object' ? [...table.properties.keys()] : [];
  return atom(value, evaluator, { op: 'listed', values, complete: table.kind === 'object' && table.complete });
}

function comparison(operator: string, left: Value, right: Value, at: { expression: Value['node'] }, evaluator: Evaluator): OriginPredicate {
  const whole = { node: at.expression };
  const negated = operator.startsWith('!');
  const index = indexComparison(operator, left, right, whole, evaluator) ?? indexComparison(mirror(operator), right, left, whole, evaluator);
  if (index !== null) return index;
  if (!/^[!=]==?$/.test(operator)) return opaqueOf([left, right], whole, evaluator);
  const equal = equality(left, right, whole, evaluator) ?? equality(right, left, whole, evaluator) ?? opaqueOf([left, right], whole, evaluator);
  return negated ? not(equal) : equal;
}

/** `subject === operand`, or `null` when the left side is not the origin or a part of it. */
function equality(left: Value, right: Value, whole: { node: Value['node'] }, evaluator: Evaluator): OriginPredicate | null {
  if (left.kind === 'operation' && left.operator === 'typeof' && left.operands[0] !== undefined && subjectOf(left.operands[0]) !== null) {
    const type = stringOf(right);
    const present = atom(whole, evaluator, { op: 'present' });
    return type === 'string' ? present : type === 'undefined' ? not(present) : null;
  }
  if (left.kind === 'call') {
    const slice = sliceEquality(left, right, whole, evaluator);
    if (slice !== null) return slice;
    // `check(origin) === true`
    if (right.kind === 'constant' && typeof right.value === 'boolean') {
      const condition = conditionOfValue(left, evaluator);
      return right.value ? condition : not(condition);
    }
  }
  const subject = subjectOf(left);
  if (subject === null) return null;
  const other = subjectOf(right);
  // `new URL(origin).origin === origin` holds for every origin that a browser sends.
  if (other !== null) return subject.part === null && other.part === null ? atom(whole, evaluator, { op: 'present' }) : atom(whole, evaluator, { op: 'unknown', reason: 'two parts of the origin are compared' });
  if (right.kind === 'constant' && (right.value === undefined || right.value === null || right.value === '')) return not(atom(whole, evaluator, { op: 'present' }));
  const { values, complete } = texts(right);
  return onPart(subject.part, atom(whole, evaluator, { op: 'listed', values, complete }), whole, evaluator);
}

/** `origin.slice(-n) === s`, `origin.substring(0, n) === s`. */
function sliceEquality(call: Call, right: Value, whole: { node: Value['node'] }, evaluator: Evaluator): OriginPredicate | null {
  const text = stringOf(right);
  if (call.callee.kind !== 'member' || text === null || !/^(?:slice|substr|substring)$/.test(call.callee.name)) return null;
  const subject = subjectOf(call.callee.object);
  const [start, end] = call.args.map((argument) => (argument.kind === 'constant' && typeof argument.value === 'number' ? argument.value : null));
  if (subject === null) return null;
  const is = (op: 'starts-with' | 'ends-with'): OriginPredicate => onPart(subject.part, atom(whole, evaluator, { op, operand: text, ignoreCase: subject.ignoreCase }), whole, evaluator);
  if (start === -text.length && end === undefined) return is('ends-with');
  if (start === 0 && end === text.length) return is('starts-with');
  return atom(whole, evaluator, { op: 'unknown', reason: 'a slice of the origin' });
}

/** `list.indexOf(origin) !== -1` and `origin.indexOf(text) === 0`, in all their forms. */
function indexComparison(operator: string, left: Value, right: Value, whole: { node: Value['node'] }, evaluator: Evaluator): OriginPredicate | null {
  if (left.kind !== 'call' || left.callee.kind !== 'member' || !/^(?:indexOf|lastIndexOf|search|findIndex)$/.test(left.callee.name)) return null;
  if (right.kind !== 'constant' || typeof right.value !== 'number') return null;
  const found = containment(left, evaluator);
  if (found === null) return null;
  const key = `${operator.replace(/^([!=]=)=$/, '$1')}${String(right.value)}`;
  switch (key) {
    case '!=-1':
    case '>-1':
    case '>=0':
      return found;
    case '==-1':
    case '<0':
    case '<=-1':
      return not(found);
    case '==0': {
      const subject = subjectOf(left.callee.object);
      const operand = left.args[0] === undefined ? null : stringOf(left.args[0]);
      if (subject === null || operand === null) return atom(whole, evaluator, { op: 'unknown', reason: 'a position in a list' });
      return onPart(subject.part, atom(whole, evaluator, { op: 'starts-with', operand, ignoreCase: subject.ignoreCase }), whole, evaluator);
    }
    default:
      return found.op === 'listed' || found.op === 'contains' ? atom(whole, evaluator, { op: 'unknown', reason: 'a position' }) : null;
  }
}

function mirror(operator: string): string {
  return operator.replace(/[<>]/, (sign) => (sign === '<' ? '>' : '<'));
}

function callCondition(call: Call, evaluator: Evaluator): OriginPredicate {
  const { callee } = call;
  if (callee.kind === 'member') {
    // `if (list.indexOf(origin))` is true for every origin but the first of the list: -1 is truthy.
    if (/^(?:indexOf|lastIndexOf|search)$/.test(callee.name)) return truthyIndex(call, evaluator);
    const found = containment(call, evaluator) ?? iteration(call, evaluator);
    if (found !== null) return found;
  }
  if (callee.kind === 'member' && callee.name === 'hasOwn' || callee.kind === 'unknown' && evaluator.module.textOf(callee.node) === 'Object.hasOwn') {
    const [table, key] = call.args;
    if (table !== undefined && key !== undefined) return lookup(table, key, call, evaluator);
  }
  if (callee.kind === 'unknown' && callee.reason === 'the global Boolean' && call.args[0] !== undefined) return conditionOfValue(call.args[0], evaluator);
  return opaque(call, evaluator);
}

function truthyIndex(call: Call, evaluator: Evaluator): OriginPredicate {
  const found = containment(call, evaluator);
  if (found === null || call.callee.kind !== 'member') return opaque(call, evaluator);
  const list = call.callee.object;
  if (list.kind !== 'array') return atom(call, evaluator, { op: 'unknown', reason: 'a position in the origin' });
  const first = list.elements[0] === undefined ? null : stringOf(list.elements[0]);
  if (first === null) return atom(call, evaluator, { op: 'unknown', reason: 'the position in a list that is not shown' });
  return not(atom(call, evaluator, { op: 'listed', values: [first], complete: true }));
}

/** Membership, substring and pattern tests of the origin, by what is asked of what. */
function containment(call: Call, evaluator: Evaluator): OriginPredicate | null {
  if (call.callee.kind !== 'member') return null;
  const { object, name } = call.callee;
  const [argument] = call.args;
  if (argument === undefined) return null;
  const subject = subjectOf(object);
  if (subject !== null) return textTest(subject, name, argument, call, evaluator);
  const asked = subjectOf(argument);
  if (asked === null) return null;
  const whole = call;
  switch (object.kind) {
    case 'array':
    case 'set':
    case 'map': {
      if (!/^(?:includes|has|contains|indexOf|lastIndexOf|get)$/.test(name)) return null;
      const listed = object.kind === 'map' ? listTexts(object.keys, object.complete) : listTexts(object.elements, object.complete);
      return onPart(asked.part, atom(whole, evaluator, { op: 'listed', ...listed }), whole, evaluator);
    }
    case 'regexp':
      return /^(?:test|exec)$/.test(name) ? onPart(asked.part, atom(whole, evaluator, { op: 'matches', source: object.source, flags: object.flags }), whole, evaluator) : null;
    case 'object':
      return name === 'hasOwnProperty' ? lookup(object, argument, call, evaluator) : null;
    case 'constant':
      if (typeof object.value !== 'string') return null;
      return /^(?:includes|indexOf|startsWith)$/.test(name)
        ? onPart(asked.part, atom(whole, evaluator, { op: 'part-of', whole: object.value, from: name === 'startsWith' ? 'start' : 'anywhere' }), whole, evaluator)
        : null;
    case 'any-of':
    case 'choice':
      return or(...[...leavesOf(object)].map((leaf) => containment({ ...call, callee: { ...(call.callee as Extract<Value, { kind: 'member' }>), object: leaf } }, evaluator) ?? opaque(call, evaluator)));
    case 'environment':
      // A string that contains the origin, or the origin in a list that a getter has split: not to be told apart here.
      return atom(whole, evaluator, { op: 'unknown', reason: `${object.name} is set by the environment` });
    default:
      // Membership in a list that the file does not show is an exact check, whatever is on the list.
      return /^(?:includes|has|contains|indexOf|get)$/.test(name) ? onPart(asked.part, atom(whole, evaluator, { op: 'listed', values: [], complete: false }), whole, evaluator) : null;
  }
}

function textTest(subject: Subject, method: string, argument: Value, call: Call, evaluator: Evaluator): OriginPredicate | null {
  const op = TEXT_TESTS.get(method);
  if (op === undefined) return null;
  const parts = [...leavesOf(argument)].map((leaf): OriginPredicate => {
    if (leaf.kind === 'regexp') return atom(call, evaluator, { op: 'matches', source: leaf.source, flags: leaf.flags });
    const operand = stringOf(leaf);
    if (operand === null) return atom(call, evaluator, { op: 'unknown', reason: 'the compared text is not shown' });
    if (method === 'match' || method === 'search') return atom(call, evaluator, { op: 'matches', source: operand, flags: '' });
    return atom(call, evaluator, { op, operand, ignoreCase: subject.ignoreCase });
  });
  return onPart(subject.part, or(...parts), call, evaluator);
}

const TEXT_TESTS: ReadonlyMap<string, 'starts-with' | 'ends-with' | 'contains'> = new Map([
  ['startsWith', 'starts-with'],
  ['endsWith', 'ends-with'],
  ['includes', 'contains'],
  ['indexOf', 'contains'],
  ['lastIndexOf', 'contains'],
  ['match', 'contains'],
  ['search', 'contains'],
]);

/** `list.some(entry => …)`, `every`, `find`, `findIndex`: the callback's condition for each entry. */
function iteration(call: Call, evaluator: Evaluator): OriginPredicate | null {
  if (call.callee.kind !== 'member') return null;
  const { object, name } = call.callee;
  const [callback] = call.args;
  if (!/^(?:some|every|find|findIndex|findLast|any)$/.test(name) || callback?.kind !== 'function') return null;
  const list = object.kind === 'array' || object.kind === 'set' ? object : null;
  const hidden: Value = { kind: 'member', object, name: '0', node: call.node };
  const elements = list === null ? [hidden] : list.complete ? list.elements : [...list.elements, hidden];
  const conditions = elements.flatMap((element) => [...leavesOf(element)]).map((element) => {
    const answer = evaluator.callFunction(callback.node, [element], callback.environment, call.node);
    return conditionOfValue(answer.kind === 'promise' ? answer.of : answer, evaluator);
  });
  return name === 'every' ? and(...conditions) : or(...conditions);
}

/** The origin, or a part of it, that a value is. */
export interface Subject {
  readonly part: OriginPart | null;
  readonly ignoreCase: boolean;
}

const PARTS = new Set<string>(['protocol', 'host', 'hostname', 'port']);
const WHOLE: Subject = { part: null, ignoreCase: false };

/** Whether a value is the request's origin, or a part that a URL parser takes from it. */
export function subjectOf(value: Value): Subject | null {
  switch (value.kind) {
    case 'request-header':
      return value.name === 'origin' ? WHOLE : null;
    case 'text': {
      const [only] = value.parts;
      return value.parts.length === 1 && only !== undefined ? subjectOf(only) : null;
    }
    case 'choice': {
      // `origin || ''`, `origin ?? 'null'`: the origin when there is one.
      const subject = subjectOf(value.whenTrue);
      return subject !== null && value.whenFalse.kind === 'constant' ? subject : null;
    }
    case 'any-of': {
      const subjects = value.values.map(subjectOf);
      const [first] = subjects;
      return first !== undefined && first !== null && subjects.every((each) => each !== null && each.part === first.part) ? first : null;
    }
    case 'member': {
      const parsed = parsedOrigin(value.object);
      if (parsed === null) return null;
      if (value.name === 'origin' || value.name === 'href') return WHOLE;
      return PARTS.has(value.name) ? { part: value.name as OriginPart, ignoreCase: false } : null;
    }
    default:
      return null;
  }
}

/** `new URL(origin)`, `url.parse(origin)`, `URL.parse(origin)`. */
function parsedOrigin(value: Value): Subject | null {
  if (value.kind === 'choice') return parsedOrigin(value.whenTrue) ?? parsedOrigin(value.whenFalse);
  const [argument] = value.kind === 'instance' || value.kind === 'call' ? value.args : [];
  if (argument === undefined) return null;
  const callee = value.kind === 'instance' || value.kind === 'call' ? value.callee : value;
  const isUrl = callee.kind === 'unknown' && callee.reason === 'the global URL'
    || callee.kind === 'imported' && /^(?:node:)?url$/.test(callee.module)
    || callee.kind === 'member' && callee.name === 'parse' && callee.object.kind === 'unknown' && callee.object.reason === 'the global URL';
  return isUrl ? subjectOf(argument) : null;
}

function onPart(part: OriginPart | null, is: OriginPredicate, whole: { node: Value['node'] }, evaluator: Evaluator): OriginPredicate {
  return part === null ? is : atom(whole, evaluator, { op: 'part', part, is });
}

/** The strings that a value can be, and whether these are all. */
function texts(value: Value): { values: readonly string[]; complete: boolean } {
  return listTexts([...leavesOf(value)], true);
}

function listTexts(elements: readonly Value[], complete: boolean): { values: readonly string[]; complete: boolean } {
  const values: string[] = [];
  let all = complete;
  for (const element of elements.flatMap((each) => [...leavesOf(each)])) {
    const text = stringOf(element);
    if (text !== null) values.push(text);
    // A pattern or `undefined` in a list never equals an origin; anything else may.
    else if (element.kind !== 'constant' && element.kind !== 'regexp') all = false;
  }
  return { values, complete: all };
}

/** A condition that says nothing about the origin, or nothing that the file shows. */
function opaque(value: Value, evaluator: Evaluator): OriginPredicate {
  return opaqueOf([value], value, evaluator);
}

function opaqueOf(values: readonly Value[], whole: { node: Value['node'] }, evaluator: Evaluator): OriginPredicate {
  const depends = values.map((value) => dependenceOf(value));
  if (depends.includes('origin')) return atom(whole, evaluator, { op: 'unknown', reason: 'the check is not shown in this file' });
  if (depends.includes('unknown')) return atom(whole, evaluator, { op: 'unknown', reason: 'not shown in this file' });
  const [only] = values;
  const setting = values.length === 1 && only?.kind === 'environment' ? only.name : null;
  return atom(whole, evaluator, { op: 'depends', on: depends.includes('request') ? 'request' : 'configuration', setting });
}

type Dependence = 'origin' | 'request' | 'configuration' | 'unknown';

/** What a value is computed from, the most telling first. */
export function dependenceOf(value: Value): Dependence {
  switch (value.kind) {
    case 'request-header':
      return value.name === 'origin' ? 'origin' : 'request';
    case 'request':
      // The whole request handed to a function: it may well look at the origin.
      return value.part === '' || value.part === 'headers' ? 'origin' : 'request';
    case 'constant':
    case 'regexp':
    case 'function':
    case 'class':
    case 'imported':
    case 'environment':
    case 'map':
    case 'object':
      return 'configuration';
    case 'array':
    case 'set':
      return worst(value.elements);
    case 'text':
      return worst(value.parts);
    case 'operation':
      return worst(value.operands);
    case 'call':
      // Who the caller is, not where the page is from: an authentication check on the request says nothing about origins.
      if (value.callee.kind !== 'parameter' && AUTHENTICATES.test(calleeName(value.callee))) return 'request';
      return worst([value.callee.kind === 'member' ? value.callee.object : value.callee, ...value.args]);
    case 'instance':
      return worst([value.callee.kind === 'member' ? value.callee.object : value.callee, ...value.args]);
    case 'member':
      return value.object.kind === 'parameter' ? 'unknown' : value.object.kind === 'request' ? 'request' : dependenceOf(value.object);
    case 'choice':
      return worst([value.whenTrue, value.whenFalse]);
    case 'any-of':
      return worst(value.values);
    case 'promise':
      return dependenceOf(value.of);
    case 'parameter':
      return 'unknown';
    case 'unknown':
      return value.reason.startsWith('the global') ? 'configuration' : 'unknown';
  }
}

const AUTHENTICATES = /^(?!.*(?:origin|cors|allow|host|domain)).*(?:auth|session|user|token|login|permission|csrf|limit|jwt|verify)/i;

function calleeName(callee: Value): string {
  switch (callee.kind) {
    case 'member':
      return callee.name;
    case 'imported':
      return callee.path.at(-1) ?? callee.module;
    default:
      return '';
  }
}

function worst(values: readonly Value[]): Dependence {
  const all = values.map(dependenceOf);
  return (['origin', 'unknown', 'request', 'configuration'] as const).find((each) => all.includes(each)) ?? 'configuration';
}

/** An atom with its place and text filled in. */
function atom(at: { node: Value['node'] }, evaluator: Evaluator, shape: AtomShape): OriginPredicate {
  return { ...shape, place: evaluator.module.placeOf(at.node), text: evaluator.module.excerpt(at.node) };
}

type AtomShape = OriginAtom extends infer Atom ? (Atom extends OriginAtom ? Omit<Atom, 'place' | 'text'> : never) : never;
