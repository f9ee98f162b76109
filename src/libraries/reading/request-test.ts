import { METHODS, type TestSubject } from '../../policy/endpoint.ts';
import { atomsOf } from '../../policy/origin-predicate.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import type { Node } from '../../values/source-module.ts';
import { stringOf, type Test, type Value } from '../../values/value.ts';
import { conditionOf } from './origin-condition.ts';

/** The methods for which a test can hold, and can fail. */
export interface MethodTest {
  readonly whenTrue: ReadonlySet<string>;
  readonly whenFalse: ReadonlySet<string>;
}

const ALL: ReadonlySet<string> = new Set(METHODS);

/** What a test says about the request's method; `null` when it does not ask about it. */
export function methodTestOf(test: Test, evaluator: Evaluator): MethodTest | null {
  if (test.by === 'exception' || test.by === 'definedness') return null;
  const value = evaluator.tested(test);
  if (test.by === 'case') {
    if (test.discriminant === undefined) return null;
    const asked = evaluator.evaluate(test.discriminant, test.environment);
    if (asked.kind === 'constant' && asked.value === true) return methodsOf(value);
    return isMethod(asked) ? equals(value) : null;
  }
  return methodsOf(value);
}

function methodsOf(value: Value): MethodTest | null {
  switch (value.kind) {
    case 'operation': {
      const [left, right] = value.operands;
      if (left === undefined) return null;
      if (value.operator === '!') return negated(methodsOf(left));
      if (right === undefined) return null;
      const constant = isMethod(left) ? right : isMethod(right) ? left : null;
      if (constant === null) return null;
      if (/^===?$/.test(value.operator)) return equals(constant);
      return /^!==?$/.test(value.operator) ? negated(equals(constant)) : null;
    }
    case 'call': {
      // `['POST', 'PUT'].includes(req.method)`
      const { callee, args } = value;
      const [asked] = args;
      if (callee.kind !== 'member' || !/^(?:includes|has)$/.test(callee.name) || asked === undefined || !isMethod(asked)) return null;
      const list = callee.object;
      if ((list.kind !== 'array' && list.kind !== 'set') || !list.complete) return null;
      const names = list.elements.map(stringOf);
      if (names.includes(null)) return null;
      const listed = new Set(names.flatMap((name) => name?.toUpperCase() ?? []));
      return { whenTrue: new Set(METHODS.filter((method) => listed.has(method))), whenFalse: new Set(METHODS.filter((method) => !listed.has(method))) };
    }
    case 'choice': {
      // `a && b` and `a || b`: each side is a bound on the whole.
      const test = value.test.by === 'truthiness' && value.test.value === undefined ? value.test : null;
      if (test === null) return null;
      const isAnd = value.whenFalse.node === test.expression;
      const isOr = value.whenTrue.node === test.expression;
      if (isAnd === isOr) return null;
      const left = methodsOf(isAnd ? value.whenFalse : value.whenTrue);
      const right = methodsOf(isAnd ? value.whenTrue : value.whenFalse);
      if (left === null && right === null) return null;
      const one = left ?? ANY;
      const two = right ?? ANY;
      return isAnd
        ? { whenTrue: both(one.whenTrue, two.whenTrue), whenFalse: either(one.whenFalse, two.whenFalse) }
        : { whenTrue: either(one.whenTrue, two.whenTrue), whenFalse: both(one.whenFalse, two.whenFalse) };
    }
    default:
      return null;
  }
}

const ANY: MethodTest = { whenTrue: ALL, whenFalse: ALL };
const both = (a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> => new Set([...a].filter((each) => b.has(each)));
const either = (a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> => new Set([...a, ...b]);

function equals(value: Value): MethodTest | null {
  const method = stringOf(value)?.toUpperCase();
  if (method === undefined) return null;
  return { whenTrue: new Set(METHODS.filter((each) => each === method)), whenFalse: new Set(METHODS.filter((each) => each !== method)) };
}

function negated(test: MethodTest | null): MethodTest | null {
  return test === null ? null : { whenTrue: test.whenFalse, whenFalse: test.whenTrue };
}

/** `request.method`, `event.httpMethod`, and these in one case. */
function isMethod(value: Value): boolean {
  if (value.kind === 'request') return /(?:^|\.)(?:method|httpMethod)$/.test(value.part);
  if (value.kind === 'call') return value.callee.kind === 'member' && /^to(?:Upper|Lower)Case$/.test(value.callee.name) && isMethod(value.callee.object);
  if (value.kind === 'member') return /^(?:httpMethod|method)$/.test(value.name) && isRequestLike(value.object);
  // `event.httpMethod || event.requestContext.http.method`
  return value.kind === 'choice' && isMethod(value.whenTrue) && isMethod(value.whenFalse);
}

const isRequestLike = (value: Value): boolean => value.kind === 'request' || (value.kind === 'member' && isRequestLike(value.object));

/** Words that say that a test tells resources, or kinds of clients, apart. */
const RESOURCE = /url|path|route|slug|action|endpoint|\bpage\b|\bhost|domain|tenant|accept\b|user-?agent|referer|upgrade|websocket|webhook|signature|cron|\bbot|\bisBot|segments|\bparams?\b|\btype\b|\bkind\b|\bop\b|\bmode\b/i;

/** How many names are looked behind. */
const MAX_NAMES = 12;

/** What a test that is not about the method asks about. */
export function subjectOfTest(test: Test, evaluator: Evaluator): TestSubject {
  if (test.by === 'exception') return 'exception';
  if (methodTestOf(test, evaluator) !== null) return 'method';
  if ([...atomsOf(conditionOf(test, evaluator))].some((atom) => atom.op !== 'depends' && atom.op !== 'unknown')) return 'origin';
  const text = textBehind([test.expression, ...(test.discriminant === undefined ? [] : [test.discriminant])], evaluator);
  if (/origin|cors/i.test(text)) return 'origin';
  if (/\.method\b|httpMethod/.test(text)) return 'method';
  return RESOURCE.test(text) ? 'resource' : 'request';
}

/** The text of expressions with that of what their names are made of. */
function textBehind(nodes: readonly Node[], evaluator: Evaluator): string {
  const { module } = evaluator;
  const seen = new Set<Node>();
  const open = [...nodes];
  let text = '';
  for (let node = open.shift(); node !== undefined && seen.size < MAX_NAMES; node = open.shift()) {
    if (seen.has(node)) continue;
    seen.add(node);
    text += ` ${module.textOf(node)}`;
    for (const inner of module.within(node)) {
      const declared = inner.type === 'Identifier' ? (module.variableOf(inner)?.defs[0]?.node as Node | undefined) : undefined;
      // What comes out of a call that awaits says nothing about the words inside it.
      if (declared?.type === 'VariableDeclarator' && declared.init !== null && declared.init.range[1] - declared.init.range[0] < 200 && !/\bawait\b/.test(module.textOf(declared.init))) open.push(declared.init);
    }
  }
  return text;
}
