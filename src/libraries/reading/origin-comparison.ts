import { ALWAYS, and, NEVER, not, or, type OriginPredicate } from '../../policy/origin-predicate.ts';
import type { Position, PositionOperator } from '../../policy/text-position.ts';
import { truthiness } from '../../values/combine.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import { leavesOf, stringOf, type Value } from '../../values/value.ts';
import { asMethod, globsFound } from './check-libraries.ts';
import { askedIn, atom, listed, onSubject, opaque, opaqueOf, type At } from './origin-atom.ts';
import { conditionOf, conditionOfValue } from './origin-condition.ts';
import { containment, iteration } from './origin-membership.ts';
import { domainOfText, isWhole, subjectOf, type Subject } from './origin-subject.ts';

/** `left operator right`, as a formula over the origin. */
export function comparison(operator: string, left: Value, right: Value, at: At, evaluator: Evaluator): OriginPredicate {
  // `(origin ?? '').indexOf(text) === 0`: one comparison where there is an origin, and one where there is none.
  if (left.kind === 'choice' && right.kind !== 'choice' && subjectOf(left) === null) {
    const test = conditionOf(left.test, evaluator);
    return or(and(test, comparison(operator, left.whenTrue, right, at, evaluator)), and(not(test), comparison(operator, left.whenFalse, right, at, evaluator)));
  }
  if (left.kind === 'constant' && right.kind === 'constant' && typeof left.value === 'number' && typeof right.value === 'number') {
    const compared = OPERATORS.get(operator);
    if (compared !== undefined) return COMPARE[compared](left.value, right.value) ? ALWAYS : NEVER;
  }
  const position = positionComparison(operator, left, right, at, evaluator) ?? positionComparison(mirror(operator), right, left, at, evaluator);
  if (position !== null) return position;
  const ordered = orderComparison(operator, left, right, at, evaluator) ?? orderComparison(mirror(operator), right, left, at, evaluator);
  if (ordered !== null) return ordered;
  const counted = countComparison(operator, left, right, evaluator) ?? countComparison(mirror(operator), right, left, evaluator);
  if (counted !== null) return counted;
  if (operator === 'instanceof') return instanceOf(left, right) ?? opaqueOf([left, right], at, evaluator);
  if (!/^[!=]==?$/.test(operator)) return opaqueOf([left, right], at, evaluator);
  const negated = operator.startsWith('!');
  const where: At = { ...at, negated };
  const equal = equality(left, right, where, evaluator) ?? equality(right, left, where, evaluator) ?? opaqueOf([left, right], at, evaluator);
  return negated ? not(equal) : equal;
}

/** What a value is an instance of, where the file shows it: lists hold texts and patterns side by side. */
function instanceOf(left: Value, right: Value): OriginPredicate | null {
  if (right.kind !== 'unknown' || right.reason !== 'the global RegExp') return null;
  if (left.kind === 'regexp') return ALWAYS;
  return left.kind === 'constant' || left.kind === 'function' || left.kind === 'text' || left.kind === 'environment' ? NEVER : null;
}

/** `subject === operand`, or `null` when the left side is not the origin or made of it. */
function equality(left: Value, right: Value, at: At, evaluator: Evaluator): OriginPredicate | null {
  if (left.kind === 'operation' && left.operator === 'typeof' && left.operands[0] !== undefined) return typeIs(left.operands[0], stringOf(right), at, evaluator);
  if (right.kind === 'constant' && (typeof right.value === 'boolean' || right.value === undefined || right.value === null)) {
    // `map.get(origin) !== undefined` asks whether it is there, whatever stands there.
    if (right.value === undefined && left.kind === 'call' && left.callee.kind === 'member' && left.callee.name === 'get' && left.callee.object.kind === 'map' && left.callee.object.values.every((value) => truthiness(value) !== null && !(value.kind === 'constant' && value.value === undefined))) {
      const there = containment({ ...left, callee: { ...left.callee, name: 'has' } }, evaluator, at);
      if (there !== null) return not(there);
    }
    const condition = resultCondition(left, evaluator);
    if (condition !== null) return right.value === true ? condition : not(condition);
  }
  // `net.isIP(host) === 0`
  if (right.kind === 'constant' && right.value === 0 && left.kind === 'call' && left.callee.kind === 'imported') return not(conditionOfValue(left, evaluator));
  const subject = subjectOf(left);
  if (subject === null) return null;
  const other = subjectOf(right);
  if (other !== null) return comparedWithItself(subject, other, at, evaluator);
  const operand = operandOf(left, at);
  if (subject.steps.length === 0 && right.kind === 'constant' && (right.value === undefined || right.value === null || right.value === '')) return not(atom(at, evaluator, { op: 'present' }));
  return listed(subject, [...leavesOf(domainOfText(right))], true, { ...at, ...operand }, evaluator);
}

const operandOf = (value: Value, at: At): Pick<At, 'operand'> => {
  if (at.operand !== undefined) return { operand: at.operand };
  return at.node.type === 'BinaryExpression' && at.node.left.type !== 'PrivateIdentifier' ? { operand: isIn(value, at.node.right) ? at.node.right : at.node.left } : {};
};
const isIn = (value: Value, node: { range: readonly [number, number] }): boolean => value.node.range[0] >= node.range[0] && value.node.range[1] <= node.range[1];

/** `list.find(…) !== undefined`, `check(origin) === true`, `origin.match(…) !== null`: a call that is the check itself. */
function resultCondition(left: Value, evaluator: Evaluator): OriginPredicate | null {
  if (left.kind !== 'call' || subjectOf(left) !== null) return null;
  return conditionOfValue(left, evaluator);
}

function typeIs(value: Value, type: string | null, at: At, evaluator: Evaluator): OriginPredicate | null {
  if (subjectOf(value) !== null) {
    const present = atom(at, evaluator, { op: 'present' });
    return type === 'string' ? present : type === 'undefined' ? not(present) : null;
  }
  const actual = value.kind === 'constant' ? (value.value === null ? 'object' : typeof value.value) : value.kind === 'regexp' || value.kind === 'array' || value.kind === 'object' || value.kind === 'set' ? 'object' : value.kind === 'function' ? 'function' : null;
  return actual === null || type === null ? null : actual === type ? ALWAYS : NEVER;
}

/** `new URL(origin).origin === origin` holds for every web origin that a browser sends; for others, and for `null`, it does not. */
function comparedWithItself(subject: Subject, other: Subject, at: At, evaluator: Evaluator): OriginPredicate {
  if (isWhole(subject) && isWhole(other)) {
    const parsed = [subject, other].find(({ steps }) => steps.length > 0);
    if (parsed === undefined) return atom(at, evaluator, { op: 'present' });
    return onSubject(parsed, not(atom(at, evaluator, { op: 'listed', values: ['null'], complete: true })), at, evaluator);
  }
  return atom(at, evaluator, { op: 'unknown', reason: 'two parts of the origin are compared' });
}

type Call = Extract<Value, { kind: 'call' }>;

const OPERATORS: ReadonlyMap<string, PositionOperator> = new Map([
  ['===', '=='],
  ['==', '=='],
  ['!==', '!='],
  ['!=', '!='],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
]);

/** Whether comparing a position so says that something was found, or that nothing was; `null` when it asks where. */
function asksWhether(operator: PositionOperator, to: number): boolean | null {
  switch (`${operator}${String(to)}`) {
    case '!=-1':
    case '>-1':
    case '>=0':
      return true;
    case '==-1':
    case '<0':
    case '<=-1':
      return false;
    default:
      return null;
  }
}

/** `list.indexOf(origin) !== -1` and `origin.indexOf(text) === 0`, in all their forms. */
function positionComparison(operator: string, left: Value, right: Value, at: At, evaluator: Evaluator): OriginPredicate | null {
  const compared = OPERATORS.get(operator);
  if (left.kind !== 'call' || compared === undefined) return null;
  const call = asMethod(left);
  if (call.callee.kind !== 'member' || !/^(?:indexOf|lastIndexOf|search|findIndex|findLastIndex)$/.test(call.callee.name)) return null;
  const to = right.kind === 'constant' && typeof right.value === 'number' ? right.value : null;
  if (to !== null) {
    const whether = asksWhether(compared, to);
    const found = whether === null ? null : (containment(call, evaluator, { ...at, negated: !whether }) ?? iteration(call, evaluator));
    if (found !== null) return whether === true ? found : not(found);
  }
  return textPosition(call, compared, right, at, evaluator) ?? listPosition(call, compared, to, at, evaluator);
}

/** Where in the origin a text stands. */
function textPosition(call: Call, operator: PositionOperator, right: Value, at: At, evaluator: Evaluator): OriginPredicate | null {
  if (call.callee.kind !== 'member') return null;
  const { object, name } = call.callee;
  const subject = subjectOf(object);
  const [first, from] = call.args;
  if (first?.kind === 'any-of') {
    // `origin.indexOf(list[i]) === 0`: so for one of the entries.
    return or(...first.values.map((value) => textPosition({ ...call, args: [value, ...call.args.slice(1)] }, operator, right, at, evaluator) ?? opaque(call, evaluator)));
  }
  const operand = first === undefined ? null : stringOf(first);
  if (subject === null) return null;
  const where: At = { ...at, ...receiverOf(call, at, evaluator), negated: operator === '!=' };
  const unknown = atom(at, evaluator, { op: 'unknown', reason: 'a position in the origin' });
  if (operand === null || name === 'search') return unknown;
  const bound = boundOf(right, object, operand);
  if (bound === null) return unknown;
  const starts = onSubject(subject, atom(where, evaluator, { op: 'starts-with', operand, ignoreCase: false }), where, evaluator);
  // `lastIndexOf(s, 0)` looks at the beginning only.
  if (from !== undefined) {
    const isStart = name === 'lastIndexOf' && from.kind === 'constant' && from.value === 0 && bound.to === 0 && !bound.fromEnd;
    return isStart && operator === '==' ? starts : isStart && operator === '!=' ? not(starts) : unknown;
  }
  if (name === 'indexOf' && bound.to === 0 && !bound.fromEnd && (operator === '==' || operator === '!=')) return operator === '==' ? starts : not(starts);
  const position: Position = { method: name === 'lastIndexOf' ? 'lastIndexOf' : 'indexOf', operand, operator, ...bound };
  return onSubject(subject, atom(where, evaluator, { op: 'position', position }), where, evaluator);
}

/** A number, or the origin's length less a number or the length of the text. */
function boundOf(right: Value, object: Value, operand: string): Pick<Position, 'to' | 'fromEnd'> | null {
  if (right.kind === 'constant' && typeof right.value === 'number') return { to: right.value, fromEnd: false };
  if (right.kind !== 'operation' || right.operator !== '-') return null;
  const [measured, less] = right.operands;
  const length = measured?.kind === 'choice' ? measured.whenTrue : measured;
  if (length?.kind !== 'member' || length.name !== 'length' || JSON.stringify(subjectOf(length.object)) !== JSON.stringify(subjectOf(object))) return null;
  if (less?.kind === 'constant' && typeof less.value === 'number') return { to: -less.value, fromEnd: true };
  return less?.kind === 'member' && less.name === 'length' && stringOf(less.object) === operand ? { to: -operand.length, fromEnd: true } : null;
}

/** Where in a list the origin stands: which entries are at a position that compares so, and whether no entry does. */
function listPosition(call: Call, operator: PositionOperator, to: number | null, at: At, evaluator: Evaluator): OriginPredicate | null {
  if (call.callee.kind !== 'member' || call.args[0] === undefined || to === null) return null;
  const { object: list } = call.callee;
  const subject = subjectOf(call.args[0]);
  if (subject === null) return null;
  if (list.kind !== 'array' || !list.complete || list.elements.some((element) => stringOf(element) === null)) return atom(at, evaluator, { op: 'unknown', reason: 'a position in a list that is not shown' });
  const holds = (position: number): boolean => COMPARE[operator](position, to);
  const where: At = { ...at, ...argumentOf(call, at, evaluator) };
  // An entry that occurs twice is found at its first place.
  const first = (element: Value): number => list.elements.findIndex((each) => stringOf(each) === stringOf(element));
  if (!holds(-1)) return listed(subject, list.elements.filter((element) => holds(first(element))), true, where, evaluator);
  return not(listed(subject, list.elements.filter((element) => !holds(first(element))), true, where, evaluator));
}

const COMPARE: Readonly<Record<PositionOperator, (left: number, right: number) => boolean>> = {
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

function receiverOf(call: Call, at: At, evaluator: Evaluator): Pick<At, 'operand' | 'other'> {
  if (at.operand !== undefined) return { operand: at.operand };
  const { receiver, argument } = askedIn(call.node, evaluator);
  return { ...(receiver === undefined ? {} : { operand: receiver }), ...(argument === undefined ? {} : { other: argument }) };
}

function argumentOf(call: Call, at: At, evaluator: Evaluator): Pick<At, 'operand'> {
  const { argument } = at.operand === undefined ? askedIn(call.node, evaluator) : { argument: at.operand };
  return argument === undefined ? {} : { operand: argument };
}

/** A length as a condition: true unless it is 0. */
export function truthyLength(length: Value, evaluator: Evaluator): OriginPredicate {
  return comparison('>', length, { kind: 'constant', value: 0, node: length.node }, { node: length.node }, evaluator);
}

/** A position as a condition: true unless it is 0, so for "not found" as well. */
export function truthyPosition(call: Call, evaluator: Evaluator): OriginPredicate {
  return positionComparison('!==', call, { kind: 'constant', value: 0, node: call.node }, { node: call.node }, evaluator) ?? opaque(call, evaluator);
}

/** `origin.localeCompare(text) === 0`, and `list.indexOf(origin) + 1 > 0`, which is a comparison with one less. */
function orderComparison(operator: string, left: Value, right: Value, at: At, evaluator: Evaluator): OriginPredicate | null {
  // `origin.indexOf(text) + text.length === origin.length`
  const measured = right.kind === 'choice' ? right.whenTrue : right;
  if (left.kind === 'operation' && left.operator === '+' && measured.kind === 'member' && measured.name === 'length') {
    const [position, more] = left.operands;
    if (position !== undefined && more !== undefined) return comparison(operator, position, { kind: 'operation', operator: '-', operands: [measured, more], node: right.node }, at, evaluator);
  }
  if (right.kind !== 'constant' || typeof right.value !== 'number') return null;
  if (left.kind === 'operation' && left.operator === '+') {
    const [position, more] = left.operands;
    if (position === undefined || more?.kind !== 'constant' || typeof more.value !== 'number') return null;
    return comparison(operator, position, { ...right, value: right.value - more.value }, at, evaluator);
  }
  const other = left.kind === 'call' && left.callee.kind === 'member' && left.callee.name === 'localeCompare' && left.args.length === 1 ? left.args[0] : undefined;
  if (other === undefined || left.kind !== 'call' || left.callee.kind !== 'member' || right.value !== 0 || !/^[!=]==?$/.test(operator)) return null;
  // Where there may be no text to call the method of, the code throws instead of saying "not equal".
  const subject = subjectOf(left.callee.object);
  if (subject?.steps.some(({ step }) => /^(?:split|group|legacy-url|domain)$/.test(step)) === true) {
    const text = stringOf(other);
    if (text === null) return null;
    const same = onSubject(subject, atom(at, evaluator, { op: 'matches', source: `^${escaped(text)}$`, flags: '', ofText: true }), at, evaluator);
    return operator.startsWith('!') ? not(same) : same;
  }
  return comparison(operator, left.callee.object, other, at, evaluator);
}

/** `list.filter((entry) => …).length > 0`, `origin.match(pattern)?.length > 0`, `origin.length > 8` */
function countComparison(operator: string, left: Value, right: Value, evaluator: Evaluator): OriginPredicate | null {
  if (left.kind !== 'member' || left.name !== 'length' || right.kind !== 'constant') return null;
  const subject = subjectOf(left.object);
  if (subject !== null) return typeof right.value === 'number' ? lengthComparison(operator, subject, right.value, left, evaluator) : null;
  if (left.object.kind !== 'call') return null;
  const call = asMethod(left.object);
  const pieces = piecesComparison(operator, call, right.value, left, evaluator);
  if (pieces !== null) return pieces;
  const isMatch = call.callee.kind === 'member' && /^(?:match|exec)$/.test(call.callee.name);
  const found = isMatch ? containment(call, evaluator) : (globsFound(call, evaluator) ?? iteration(call, evaluator));
  if (found === null) return null;
  switch (`${OPERATORS.get(operator) ?? ''}${String(right.value)}`) {
    case '>0':
    case '!=0':
    case '>=1':
      return found;
    case '==0':
    case '<1':
    case '<=0':
      return not(found);
    default:
      return null;
  }
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** Most separators that are counted in an origin. */
const MAX_SEPARATORS = 8;

/** `host.split('.').length === 3`: how often the separator stands in the text. */
function piecesComparison(operator: string, { callee, args }: Call, to: unknown, at: At, evaluator: Evaluator): OriginPredicate | null {
  const compared = OPERATORS.get(operator);
  if (compared === undefined || callee.kind !== 'member' || callee.name !== 'split' || args.length !== 1 || typeof to !== 'number' || !Number.isInteger(to) || Math.abs(to) > MAX_SEPARATORS) return null;
  const subject = subjectOf(callee.object);
  const separator = args[0] === undefined ? null : stringOf(args[0]);
  if (subject === null || separator === null || separator === '') return null;
  // There is always one piece; but where there is no text, the code throws.
  const atLeast = (pieces: number): OriginPredicate => onSubject(subject, atom(at, evaluator, { op: 'matches', source: `^(?:[^]*${escaped(separator)}){${String(Math.max(pieces - 1, 0))}}`, flags: '', ofText: true }), at, evaluator);
  switch (compared) {
    case '==':
      return and(atLeast(to), to < 1 ? NEVER : not(atLeast(to + 1)));
    case '!=':
      return or(not(atLeast(to)), to < 1 ? ALWAYS : atLeast(to + 1));
    case '>':
      return atLeast(to + 1);
    case '>=':
      return atLeast(to);
    case '<':
      return not(atLeast(to));
    case '<=':
      return not(atLeast(to + 1));
  }
}

/** Longest origin that is counted: a host has at most 253 characters. */
const MAX_LENGTH = 300;

/** How long a text is, as a pattern of so many characters. */
function lengthComparison(operator: string, subject: Subject, to: number, at: At, evaluator: Evaluator): OriginPredicate | null {
  const compared = OPERATORS.get(operator);
  if (compared === undefined || !Number.isInteger(to) || to >= MAX_LENGTH) return null;
  if (to < 0) return lengthComparison(/^(?:==|<)/.test(compared) ? '<' : '>=', subject, 0, at, evaluator);
  const counts = (range: string): OriginPredicate => onSubject(subject, atom(at, evaluator, { op: 'matches', source: `^[^]{${range}}$`, flags: '', ofText: true }), at, evaluator);
  switch (compared) {
    case '==':
      return counts(String(to));
    case '!=':
      return not(counts(String(to)));
    case '>':
      return counts(`${String(to + 1)},`);
    case '>=':
      return counts(`${String(to)},`);
    case '<':
      return not(counts(`${String(to)},`));
    case '<=':
      return not(counts(`${String(to + 1)},`));
  }
}

function mirror(operator: string): string {
  return operator.replace(/[<>]/, (sign) => (sign === '<' ? '>' : '<'));
}
