import { accepts, and, atomsOf, not, type Freedom, type OriginPredicate } from '../../policy/origin-predicate.ts';
import { passingValue } from '../../policy/passing-value.ts';
import { FOREIGN_ORIGIN } from '../../policy/witness.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import type { Node } from '../../values/source-module.ts';
import { EMPTY_ENVIRONMENT, type Value } from '../../values/value.ts';
import { conditionOfValue } from './origin-condition.ts';
import { replacedIn } from './replaced-value.ts';
import { methodTestOf } from './request-test.ts';

/** What a request claims about where it comes from, and has believed. */
export interface OriginClaim {
  /** The test that asks. */
  readonly node: Node;
  readonly header: 'Origin' | 'Referer';
  /** A value of the header that passes; `null` where a setting has it. */
  readonly passing: string | null;
  /** Everything that has to hold, the tests of method and path among it. */
  readonly sides: readonly Side[];
}

/** One side of a test: the expression, and whether it is true there. */
export interface Side {
  readonly expression: Node;
  readonly holds: boolean;
}

/**
 * The claim that is enough for all of these sides of tests; `null` where they ask for anything else, or where the code does
 * not show what they ask.
 */
export function claimOf(sides: readonly Side[], evaluator: Evaluator): OriginClaim | null {
  const parts = sides.flatMap(conjuncts);
  const read = parts.map((part) => ({ part, asked: askedOf(part, evaluator) }));
  if (read.some(({ asked }) => asked === null)) return null;
  const about = read.flatMap(({ part, asked }) => (asked === null || asked === 'neutral' ? [] : [{ part, ...asked }]));
  const passing = passingValue(and(...about.map(({ when }) => when)));
  // What tells senders apart is named, and not that there is a header at all.
  const telling = about.find(({ when }) => accepts(when, FOREIGN_ORIGIN, A_STRANGER) === 'no');
  // `origin === process.env.SITE`: what passes is not shown, but that it is one value, or one of a list.
  const isSetting = about.some(({ when }) => [...atomsOf(when)].some((atom) => atom.op === 'configured' || (atom.op === 'listed' && !atom.complete)));
  return telling === undefined || (passing === null && !isSetting) ? null : { node: telling.part.expression, header: telling.header, passing, sides: parts };
}

/** From an origin that no list has, in a deployment that the code provides for. */
const A_STRANGER: Freedom = { request: true, configuration: true, isStranger: true };

/** What has to hold besides each other: the operands of `&&` that is true, and of `||` that is not. */
function conjuncts({ expression, holds }: Side): readonly Side[] {
  switch (expression.type) {
    case 'LogicalExpression':
      if (expression.operator !== (holds ? '&&' : '||')) break;
      return [expression.left, expression.right].flatMap((each) => conjuncts({ expression: each, holds }));
    case 'UnaryExpression':
      if (expression.operator === '!') return conjuncts({ expression: expression.argument, holds: !holds });
      break;
    default:
      break;
  }
  return [{ expression, holds }];
}

/** What one side asks about the origin; `neutral` where any sender's request can have it. */
function askedOf({ expression, holds }: Side, evaluator: Evaluator): { readonly when: OriginPredicate; readonly header: OriginClaim['header'] } | 'neutral' | null {
  const value = evaluator.evaluate(expression);
  const asOrigin = /referr?er/i.test(evaluator.module.text) ? onReferer(value, evaluator) : { value, fromOrigin: true, fromReferer: false };
  const read = [conditionOfValue(value, evaluator), conditionOfValue(asOrigin.value, evaluator)].find(isAboutOrigin);
  if (read !== undefined) return { when: holds ? read : not(read), header: asOrigin.fromOrigin || !asOrigin.fromReferer ? 'Origin' : 'Referer' };
  if (methodTestOf({ expression, environment: EMPTY_ENVIRONMENT, by: 'truthiness' }, evaluator) !== null || isOfResource(value)) return 'neutral';
  return !holds && isAbsence(expression, value, evaluator) ? 'neutral' : null;
}

function isAboutOrigin(when: OriginPredicate): boolean {
  const atoms = [...atomsOf(when)];
  return atoms.length > 0 && atoms.every((atom) => atom.op !== 'depends' && atom.op !== 'unknown');
}

/** What is called on a path that is read from the request. */
const METHOD_OF_PATH = /^(?:path|url|originalUrl|pathname)\.(?:startsWith|endsWith|includes|match)$/;

/** `req.path === '/admin'`, `req.path.startsWith('/api')`: which resource is asked for. */
function isOfResource(value: Value): boolean {
  switch (value.kind) {
    case 'operation':
      return value.operands.every((each) => each.kind === 'constant' || isOfResource(each));
    case 'call':
      return (value.callee.kind === 'member' ? isOfResource(value.callee.object) : value.callee.kind === 'request' && METHOD_OF_PATH.test(value.callee.part)) && value.args.every((each) => each.kind === 'constant' || each.kind === 'regexp');
    case 'request':
      return /^(?:path|url|originalUrl|baseUrl|method|pathname|routerPath)$/.test(value.part);
    default:
      return false;
  }
}

/** Nobody is known yet: `if (!req.user)`. Whoever sends no token has that. */
function isAbsence(expression: Node, value: Value, { module }: Evaluator): boolean {
  if (value.kind === 'request-header') return value.name === 'authorization' || value.name === 'cookie';
  return (expression.type === 'MemberExpression' || expression.type === 'ChainExpression' || expression.type === 'Identifier') && /^(?:(?:req|request|ctx\.state|ctx|res\.locals)\.)?(?:user|session|session\.user|token|currentUser)$/.test(module.textOf(expression).replace(/[?!\s]/g, ''));
}

interface Renamed {
  readonly value: Value;
  readonly fromOrigin: boolean;
  readonly fromReferer: boolean;
}

/** The value with `Referer` in the place of `Origin`, so that what is known of tests of the one answers for the other. */
function onReferer(value: Value, evaluator: Evaluator): Renamed {
  let fromOrigin = false;
  let fromReferer = false;
  const renamed = replacedIn(value, evaluator, (each) => {
    if (each.kind !== 'request-header') return null;
    fromOrigin ||= each.name === 'origin';
    if (each.name !== 'referer' && each.name !== 'referrer') return null;
    fromReferer = true;
    return { ...each, name: 'origin' };
  });
  return { value: renamed, fromOrigin, fromReferer };
}
