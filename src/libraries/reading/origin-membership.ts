import { and, NEVER, not, or, type OriginPredicate } from '../../policy/origin-predicate.ts';
import { applied, boundCall } from '../../values/bound-calls.ts';
import { truthiness } from '../../values/combine.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import { leavesOf, stringOf, type CollectionValue, type FunctionValue, type Value } from '../../values/value.ts';
import { askedIn, atom, listed, onSubject, opaque, type At } from './origin-atom.ts';
import { comparison } from './origin-comparison.ts';
import { conditionOf, conditionOfValue } from './origin-condition.ts';
import { comparedWithSetting, patternOfSetting, pieceOfSetting } from './origin-setting.ts';
import { subjectOf, type Subject } from './origin-subject.ts';

type Call = Extract<Value, { kind: 'call' }>;

/** `table[origin]`, `origin in table`, `Object.hasOwn(table, origin)`: the keys are the list. */
export function lookup(table: Value, key: Value, whole: Value, evaluator: Evaluator): OriginPredicate {
  const subject = subjectOf(key);
  if (subject === null) return opaque(whole, evaluator);
  // `origin in list` asks for a position, which no origin is; so does `list[origin]`.
  if (table.kind === 'array' && table.complete && whole.kind === 'operation') return NEVER;
  const reads = whole.kind === 'operation' && whole.operator === '[]';
  const properties = table.kind === 'object' ? [...table.properties] : [];
  const keys = properties.filter(([, property]) => !reads || truthiness(property.value) !== false);
  const complete = table.kind === 'object' && table.complete && keys.every(([, property]) => !reads || truthiness(property.value) === true);
  const values = keys.filter(([, property]) => !reads || truthiness(property.value) === true);
  return listed(subject, values.map(([name, property]): Value => ({ kind: 'constant', value: name, node: property.node })), complete, { node: whole.node, ...keyNode(whole) }, evaluator);
}

const keyNode = (whole: Value): Pick<At, 'operand'> => {
  const { node } = whole;
  if (node.type === 'MemberExpression') return { operand: node.property };
  if (node.type === 'BinaryExpression' && node.left.type !== 'PrivateIdentifier') return { operand: node.left };
  const last = node.type === 'CallExpression' ? node.arguments.at(-1) : undefined;
  return last === undefined ? {} : { operand: last };
};

/** Membership, substring and pattern tests of the origin, by what is asked of what. */
export function containment(call: Call, evaluator: Evaluator, whole: At = { node: call.node }): OriginPredicate | null {
  if (call.callee.kind !== 'member') return null;
  const { object, name } = call.callee;
  const [argument] = call.args;
  if (argument === undefined) return null;
  const { receiver, argument: sought } = askedIn(call.node, evaluator);
  const subject = subjectOf(object);
  if (subject !== null) {
    const within = withinBounds(subject, name, argument, call.args[1]);
    if (within === null) return atom(whole, evaluator, { op: 'unknown', reason: 'a place in the origin that is not shown' });
    return textTest(within, name, argument, { ...whole, ...(receiver === undefined ? {} : { operand: receiver }), ...(sought === undefined ? {} : { other: sought }) }, evaluator);
  }
  // `[origin].includes(text)`
  if (object.kind === 'array' && object.complete && /^(?:includes|indexOf)$/.test(name) && subjectOf(argument) === null && object.elements.some((element) => subjectOf(element) !== null)) {
    return or(...object.elements.map((element) => comparison('===', element, argument, { node: whole.node }, evaluator)));
  }
  const piece = amongPieces(call, argument, whole, evaluator);
  if (piece !== null) return piece;
  const asked = subjectOf(argument);
  const container = receiver !== undefined && (object.kind === 'constant' || object.kind === 'environment') ? { other: receiver } : {};
  return asked === null ? null : membership(asked, object, name, { ...whole, ...container, ...(sought === undefined ? {} : { operand: sought }) }, call, evaluator);
}

/** The part of the text that a method with a second argument looks at: `origin.startsWith('example.com', 8)`; `null` where it is not shown. */
function withinBounds(subject: Subject, method: string, sought: Value, bound: Value | undefined): Subject | null {
  if (bound === undefined || !/^(?:startsWith|endsWith|includes|indexOf|lastIndexOf)$/.test(method)) return subject;
  if (bound.kind !== 'constant' || typeof bound.value !== 'number') return null;
  const place = Math.max(0, bound.value);
  const slice = (start: number, end: number | null): Subject => ({ steps: [...subject.steps, { step: 'slice', method: 'slice', start, end }] });
  if (method === 'endsWith') return slice(0, place);
  if (method !== 'lastIndexOf') return place === 0 ? subject : slice(place, null);
  const text = stringOf(sought);
  return text === null ? null : slice(0, place + text.length);
}

/** `host.split('.').includes('example')`: the text between two separators, or at an end. */
function amongPieces(call: Call, sought: Value, at: At, evaluator: Evaluator): OriginPredicate | null {
  const list = call.callee.kind === 'member' && call.callee.name === 'includes' ? call.callee.object : null;
  if (list?.kind !== 'call' || list.callee.kind !== 'member' || list.callee.name !== 'split' || list.args[0] === undefined) return null;
  const subject = subjectOf(list.callee.object);
  const [separator, text] = [stringOf(list.args[0]), stringOf(sought)];
  if (subject === null || separator === null || text === null || separator === '' || text === '' || text.includes(separator)) return null;
  const [edge, inner] = [separator, text].map((each) => each.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'));
  return onSubject(subject, atom(at, evaluator, { op: 'matches', source: `(?:^|${edge ?? ''})${inner ?? ''}(?:${edge ?? ''}|$)`, flags: '', ofText: true }), at, evaluator);
}

function membership(asked: Subject, object: Value, name: string, at: At, call: Call, evaluator: Evaluator): OriginPredicate | null {
  switch (object.kind) {
    case 'array':
    case 'set':
      return /^(?:includes|has|contains|indexOf|lastIndexOf)$/.test(name) ? listedFrom(asked, object, call.args[1], at, evaluator) : null;
    case 'map': {
      if (name === 'has') return listed(asked, object.keys, object.complete, at, evaluator);
      // What `get` finds is asked as a condition: 0 and '' are false.
      const truths = object.values.map(truthiness);
      return name === 'get' ? listed(asked, object.keys.filter((_key, index) => truths[index] === true), object.complete && !truths.includes(null), at, evaluator) : null;
    }
    case 'regexp': {
      if (!/^(?:test|exec)$/.test(name)) return null;
      return onSubject(asked, atom(at, evaluator, { op: 'matches', source: object.source, flags: object.flags }, patternOf(object, evaluator)), at, evaluator);
    }
    case 'object':
      return name === 'hasOwnProperty' && call.args[0] !== undefined ? lookup(object, call.args[0], call, evaluator) : null;
    case 'constant': {
      if (typeof object.value !== 'string' || !/^(?:includes|indexOf|lastIndexOf|startsWith|match|search)$/.test(name)) return null;
      const reversed = atom(at, evaluator, { op: 'part-of', whole: object.value, from: name === 'startsWith' ? 'start' : 'anywhere' });
      return onSubject(asked, reversed, at, evaluator);
    }
    case 'any-of':
    case 'choice':
      return or(...[...leavesOf(object)].map((leaf) => membership(asked, leaf, name, at, call, evaluator) ?? opaque(call, evaluator)));
    case 'environment': {
      const piece = isTextMethod(name) ? pieceOfSetting(asked, object, name === 'startsWith' ? 'start' : 'anywhere', at, evaluator) : null;
      return piece ?? atom(at, evaluator, { op: 'unknown', reason: `${object.name} is set by the environment` });
    }
    case 'text':
      // A string that contains the origin, or the origin in a list that a getter has split: not to be told apart here.
      return atom(at, evaluator, { op: 'unknown', reason: 'a text that this file does not show' });
    case 'member': {
      // An entry of a list that the environment holds is a text.
      const piece = isTextMethod(name) ? pieceOfSetting(asked, object, name === 'startsWith' ? 'start' : 'anywhere', at, evaluator) : null;
      return piece ?? (/^(?:includes|has|contains|indexOf|get)$/.test(name) ? listed(asked, [], false, at, evaluator) : null);
    }
    case 'instance':
    case 'call':
      if (/^(?:test|exec)$/.test(name)) return patternOfSetting(asked, object, at, evaluator);
      return /^(?:includes|has|contains|indexOf|get)$/.test(name) ? listed(asked, [], false, at, evaluator) : null;
    default:
      // Membership in a list that the file does not show is an exact check, whatever is on the list.
      return /^(?:includes|has|contains|indexOf|get)$/.test(name) ? listed(asked, [], false, at, evaluator) : null;
  }
}

/** Membership from some place on: `list.includes(origin, 1)`. */
function listedFrom(asked: Subject, list: CollectionValue, from: Value | undefined, at: At, evaluator: Evaluator): OriginPredicate {
  if (from === undefined) return listed(asked, list.elements, list.complete, at, evaluator);
  const place = from.kind === 'constant' && typeof from.value === 'number' && from.value >= 0 ? from.value : null;
  return place === null ? listed(asked, [], false, at, evaluator) : listed(asked, list.complete ? list.elements.slice(place) : [], list.complete, at, evaluator);
}

const isTextMethod = (name: string): boolean => /^(?:includes|indexOf|lastIndexOf|startsWith|search)$/.test(name);

const patternOf = (value: Extract<Value, { kind: 'regexp' }>, evaluator: Evaluator): { pattern?: ReturnType<Evaluator['module']['placeOf']> } =>
  value.node.type === 'Literal' ? { pattern: evaluator.module.placeOf(value.node) } : {};

function textTest(subject: Subject, method: string, argument: Value, at: At, evaluator: Evaluator): OriginPredicate | null {
  const op = TEXT_TESTS.get(method);
  if (op === undefined) return null;
  const compared = comparedWithSetting(subject, op, argument, at, evaluator);
  if (compared !== null) return compared;
  switch (argument.kind) {
    case 'choice': {
      const test = conditionOf(argument.test, evaluator);
      const [whenTrue, whenFalse] = [argument.whenTrue, argument.whenFalse].map((leaf) => textTest(subject, method, leaf, at, evaluator) ?? NEVER);
      return or(and(test, whenTrue ?? NEVER), and(not(test), whenFalse ?? NEVER));
    }
    case 'any-of':
      return or(...argument.values.map((leaf) => textTest(subject, method, leaf, at, evaluator) ?? NEVER));
    case 'regexp':
      return onSubject(subject, atom(at, evaluator, { op: 'matches', source: argument.source, flags: argument.flags, ofText: true }, patternOf(argument, evaluator)), at, evaluator);
    default: {
      const operand = stringOf(argument);
      const pattern = method === 'match' || method === 'search' ? patternOfSetting(subject, argument, at, evaluator) : null;
      if (operand === null) return onSubject(subject, pattern ?? atom(at, evaluator, { op: 'unknown', reason: 'the compared text is not shown' }), at, evaluator);
      // `match` and `search` make a pattern of a text.
      const test: OriginPredicate = method === 'match' || method === 'search' ? atom(at, evaluator, { op: 'matches', source: operand, flags: '', ofText: true }) : atom(at, evaluator, { op, operand, ignoreCase: false });
      return onSubject(subject, test, at, evaluator);
    }
  }
}

const TEXT_TESTS: ReadonlyMap<string, 'starts-with' | 'ends-with' | 'contains'> = new Map([
  ['startsWith', 'starts-with'],
  ['endsWith', 'ends-with'],
  ['includes', 'contains'],
  ['contains', 'contains'],
  ['indexOf', 'contains'],
  ['lastIndexOf', 'contains'],
  ['match', 'contains'],
  ['search', 'contains'],
]);

/** Methods that ask a question of each entry. */
const ITERATES = /^(?:some|every|find|findIndex|findLast|findLastIndex|filter|any)$/;

/** `list.some(entry => …)`, `every`, `find`, `filter`: the callback's condition for each entry. */
export function iteration(call: Call, evaluator: Evaluator): OriginPredicate | null {
  if (call.callee.kind !== 'member') return null;
  const { object, name } = call.callee;
  const [callback, self] = call.args;
  if (!ITERATES.test(name) || callback === undefined) return null;
  if (callback.kind !== 'function') return methodOfEntries(name, callback, self ?? null, object, call, evaluator);
  const lists = [...leavesOf(object)];
  // `isAllowed(origin, list)` that asks itself of each entry: lists in lists end somewhere, those that are not shown do not.
  const depth = nesting.get(callback.node) ?? 0;
  if (depth >= MAX_NESTING) return atom(call, evaluator, { op: 'unknown', reason: 'lists in lists' });
  nesting.set(callback.node, depth + 1);
  try {
    return conditionOfEntries(name, callback, lists, call, evaluator);
  } finally {
    nesting.set(callback.node, depth);
  }
}

/** `list.some(origin.startsWith, origin)`, `list.some(pattern.test.bind(pattern))`: a method is given each entry and its place. */
function methodOfEntries(name: string, method: Value, self: Value | null, list: Value, call: Call, evaluator: Evaluator): OriginPredicate | null {
  if (!/^(?:member|call|choice)$/.test(method.kind) || (list.kind !== 'array' && list.kind !== 'set') || !list.complete) return null;
  const answers = list.elements.map((entry, index) => {
    const args: readonly Value[] = [entry, { kind: 'constant', value: index, node: call.node }];
    return boundCall(evaluator, method, args, call.node) ?? applied(evaluator, method, self, args, call.node);
  });
  const conditions = answers.flatMap((answer) => (answer === null ? [] : [conditionOfValue(answer, evaluator)]));
  if (conditions.length < answers.length) return null;
  return name === 'every' ? and(...conditions) : or(...conditions);
}

/** `list.map((entry) => …).includes(true)`, `.some(Boolean)`, and `list.reduce((found, entry) => found || …, false)`. */
export function answersOf(call: Call, evaluator: Evaluator): OriginPredicate | null {
  if (call.callee.kind !== 'member') return null;
  const { object: list, name } = call.callee;
  const [first, initial] = call.args;
  if ((list.kind !== 'array' && list.kind !== 'set') || first === undefined) return null;
  const isTrue = name === 'includes' && first.kind === 'constant' && first.value === true;
  const isBoolean = /^(?:some|every|find)$/.test(name) && first.kind === 'unknown' && first.reason === 'the global Boolean';
  if (isTrue || isBoolean) {
    const answers = entriesOf(list, call).map((entry) => conditionOfValue(entry, evaluator));
    return name === 'every' ? and(...answers) : or(...answers);
  }
  if (name !== 'reduce' || first.kind !== 'function' || initial === undefined || !list.complete || list.elements.length > MAX_FOLDED) return null;
  const turn = (found: Value, entry: Value, index: number): Value => evaluator.callFunction(first.node, [found, entry, { kind: 'constant', value: index, node: call.node }, list], first.environment, call.node);
  return conditionOfValue(list.elements.reduce<Value>(turn, initial), evaluator);
}

/** Longest list that is folded: each turn holds the one before. */
const MAX_FOLDED = 12;

/** How often a callback is gone into again while it is being read. */
const MAX_NESTING = 3;

const nesting = new WeakMap<FunctionValue['node'], number>();

function conditionOfEntries(name: string, callback: FunctionValue, lists: readonly Value[], call: Call, evaluator: Evaluator): OriginPredicate {
  const conditions = lists.flatMap((list) => entriesOf(list, call)).map((entry) => {
    const answer = evaluator.callFunction(callback.node, [entry], callback.environment, call.node);
    return conditionOfValue(answer.kind === 'promise' ? answer.of : answer, evaluator);
  });
  return name === 'every' ? and(...conditions) : or(...conditions);
}

function entriesOf(list: Value, call: Call): readonly Value[] {
  const hidden: Value = { kind: 'member', object: list, name: '0', node: call.node };
  if (list.kind !== 'array' && list.kind !== 'set') return list.kind === 'constant' ? [] : [hidden];
  return (list.complete ? list.elements : [...list.elements, hidden]).flatMap((element) => [...leavesOf(element)]);
}
