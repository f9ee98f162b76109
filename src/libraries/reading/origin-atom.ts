import type { CheckRepair, ListEntry } from '../../policy/check-repair.ts';
import { type OriginAtom, type OriginPredicate } from '../../policy/origin-predicate.ts';
import { dependenceOf } from './dependence.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import { propertyName } from '../../values/request.ts';
import type { Node } from '../../values/source-module.ts';
import { leavesOf, stringOf, type Value } from '../../values/value.ts';
import { isQuoted, isSplit, removalOfElement } from './list-entry.ts';
import { subjectOf, type Subject } from './origin-subject.ts';

/** Where a test stands: the whole of it, and the operand that is made of the origin. */
export interface At {
  readonly node: Node;
  readonly operand?: Node;
  /** What it is compared with. */
  readonly other?: Node;
  /** Whether the expression is true where the test fails. */
  readonly negated?: boolean;
}

/** An atom without what only its place says. */
export type AtomShape = OriginAtom extends infer Atom ? (Atom extends OriginAtom ? Omit<Atom, 'place' | 'text' | 'repair'> : never) : never;

/** An atom with its place, its text and what a suggestion needs. */
export function atom(at: At, evaluator: Evaluator, shape: AtomShape, more: Partial<Pick<CheckRepair, 'pattern' | 'entries'>> = {}): OriginPredicate {
  const { module } = evaluator;
  const bare: OriginPredicate = { ...shape, place: module.placeOf(at.node), text: module.excerpt(at.node) };
  if (shape.op === 'depends' || shape.op === 'unknown' || shape.op === 'configured' || shape.op === 'present') return bare;
  const subject = at.operand === undefined ? null : originText(at.operand, evaluator);
  const other = at.other?.type === 'Identifier' || at.other?.type === 'MemberExpression' ? module.textOf(at.other) : null;
  return { ...bare, repair: { subject, other, negated: at.negated ?? false, bang: bangBefore(at.node, evaluator), pattern: null, entries: [], ...more } };
}

/** The `!` of `!list.includes(origin)`. */
function bangBefore(node: Node, { module }: Evaluator): CheckRepair['bang'] {
  const parent = module.parentOf(node);
  const [start] = node.range;
  return parent?.type === 'UnaryExpression' && parent.operator === '!' && parent.range[0] === start - 1 ? { start: start - 1, end: start } : null;
}

/** A predicate over what the steps make of the origin. */
export function onSubject(subject: Subject, is: OriginPredicate, at: At, evaluator: Evaluator): OriginPredicate {
  return subject.steps.reduceRight<OriginPredicate>((inner, step) => {
    if (step.step === 'url' && step.part !== 'href' && step.part !== 'origin') return atom(at, evaluator, { op: 'part', part: step.part, is: inner });
    return atom(at, evaluator, { op: 'made', by: step, is: inner });
  }, is);
}

/** Membership of the subject in the texts that a value can be. */
export function listed(subject: Subject, values: readonly Value[], complete: boolean, at: At, evaluator: Evaluator): OriginPredicate {
  const list = textsIn(values, complete);
  const entries = list.entries.map(({ value, node }): ListEntry => ({ value, place: evaluator.module.placeOf(node), isQuoted: isQuoted(node, value), isPiece: isSplit(node), removal: removalOfElement(node, evaluator) }));
  return onSubject(subject, atom(at, evaluator, { op: 'listed', values: list.entries.map(({ value }) => value), complete: list.complete }, { entries }), at, evaluator);
}

interface Texts {
  readonly entries: readonly { readonly value: string; readonly node: Node }[];
  readonly complete: boolean;
}

function textsIn(values: readonly Value[], complete: boolean): Texts {
  const entries: { value: string; node: Node }[] = [];
  let all = complete;
  for (const value of values.flatMap((each) => [...leavesOf(each)])) {
    const text = stringOf(value);
    if (text !== null) entries.push({ value: text, node: value.node });
    // A pattern or `undefined` in a list never equals an origin; anything else may.
    else if (value.kind !== 'constant' && value.kind !== 'regexp') all = false;
  }
  return { entries, complete: all };
}

/** The code that a call asks, and what it asks it for: `origin` and `text` of `origin.includes(text)`, and of `_.includes(origin, text)`. */
export function askedIn(call: Node, evaluator: Evaluator): { readonly receiver?: Node; readonly argument?: Node } {
  if (call.type !== 'CallExpression') return {};
  const [first, second] = call.arguments;
  // `RegExp.prototype.test.call(pattern, origin)`
  if (call.callee.type === 'MemberExpression' && propertyName(call.callee) === 'call') return { ...(first === undefined ? {} : { receiver: first }), ...(second === undefined ? {} : { argument: second }) };
  const isMethod = call.callee.type === 'MemberExpression' && evaluator.evaluate(call.callee.object).kind !== 'imported';
  const [receiver, argument] = isMethod && call.callee.type === 'MemberExpression' ? [call.callee.object, first] : [first, second];
  return { ...(receiver === undefined ? {} : { receiver }), ...(argument === undefined ? {} : { argument }) };
}

/** Code that is the whole origin, found inside the operand of a test. */
function originText(operand: Node, evaluator: Evaluator): string | null {
  let node = operand;
  for (;;) {
    switch (node.type) {
      case 'Identifier': {
        const value = evaluator.evaluate(node);
        // A request, a parsed URL or a class of the language is not itself the origin.
        return /^(?:request|instance|object)$/.test(value.kind) || (value.kind === 'unknown' && value.reason.startsWith('the global ')) ? null : node.name;
      }
      case 'ChainExpression':
      case 'TSNonNullExpression':
      case 'TSAsExpression':
        node = node.expression;
        break;
      case 'LogicalExpression':
        node = node.left;
        break;
      case 'MemberExpression':
      case 'CallExpression':
      case 'NewExpression': {
        // `info.origin`, which only the library that calls the function makes an origin.
        if (node.type === 'MemberExpression' && propertyName(node) === 'origin' && /^(?:request|parameter)$/.test(evaluator.evaluate(node.object).kind)) return evaluator.module.textOf(node);
        if (node.type !== 'NewExpression' && subjectOf(evaluator.evaluate(node))?.steps.length === 0) return evaluator.module.textOf(node);
        const next: Node | undefined = node.type === 'MemberExpression' ? node.object : node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && !isNamespace(node.callee.object, evaluator) ? node.callee.object : node.arguments[0];
        if (next === undefined) return null;
        node = next;
        break;
      }
      default:
        return null;
    }
  }
}

/** Whether functions are called on a name that holds nothing of the origin: a module, or `URL`. */
function isNamespace(node: Node, evaluator: Evaluator): boolean {
  return evaluator.module.textOf(node) === 'URL' || evaluator.evaluate(node).kind === 'imported';
}

/** A condition that says nothing about the origin, or nothing that the file shows. */
export function opaque(value: Value, evaluator: Evaluator): OriginPredicate {
  return opaqueOf([value], value, evaluator);
}

/** The same for a condition over several values. */
export function opaqueOf(values: readonly Value[], whole: At, evaluator: Evaluator): OriginPredicate {
  const depends = values.map(dependenceOf);
  if (depends.includes('origin')) return atom(whole, evaluator, { op: 'unknown', reason: 'the check is not shown in this file' });
  const [only] = values.length === 1 ? values : [];
  const option = only === undefined ? null : ownOption(only, evaluator);
  // `function createServer({ corsOrigin = '*' } = {})`: whether the program was given options at all.
  if (option !== null || only?.node.type === 'ObjectPattern' || (only !== undefined && isOfConstructor(only, evaluator))) return atom(whole, evaluator, { op: 'depends', on: 'configuration', setting: option });
  if (depends.includes('unknown')) return atom(whole, evaluator, { op: 'unknown', reason: 'not shown in this file' });
  const setting = only?.kind === 'environment' ? only.name : null;
  return atom(whole, evaluator, { op: 'depends', on: depends.includes('request') ? 'request' : 'configuration', setting });
}

/** An option of the program itself: `this.options.cors?.origin`, `{ corsOrigin = '*' }`. Whoever leaves it out gets what stands after it. */
function ownOption(value: Value, evaluator: Evaluator): string | null {
  const { node } = value;
  switch (value.kind) {
    case 'parameter':
      return CORS_OPTION.test(value.variable.name) && node.type === 'Identifier' ? `the option ${value.variable.name}` : null;
    case 'member':
      if (node.type === 'Property') return node.key.type === 'Identifier' && value.object.kind === 'parameter' && CORS_OPTION.test(node.key.name) ? `the option ${node.key.name}` : null;
      break;
    case 'unknown':
      break;
    default:
      return null;
  }
  const text = evaluator.module.textOf(node);
  return OWN_OPTION.test(text) && ABOUT_ORIGINS.test(text) ? text : null;
}

/** What an object was made with: `new Server({ smtp })`, once for all requests. What a function is given may differ from call to call. */
function isOfConstructor(value: Value, { module }: Evaluator): boolean {
  const root = value.kind === 'member' ? value.object : value;
  if (root.kind !== 'parameter') return false;
  const fn = root.variable.defs[0]?.node as Node | undefined;
  const method = fn === undefined ? null : module.parentOf(fn);
  return method?.type === 'MethodDefinition' && method.kind === 'constructor';
}

const OWN_OPTION = /^(?:this\??\.|self\??\.)?(?:\w+\??\.)*[_#]?\w*(?:opts?|options|config|conf|configuration|settings|props|argv|flags)(?:\??\.\w+)+$/i;
const ABOUT_ORIGINS = /origin|cors|allow|trust/i;
/** A parameter that is just called `origin` may be the request's. */
const CORS_OPTION = /^(?:cors|allow|trust)\w*|\w+origins?$/i;
