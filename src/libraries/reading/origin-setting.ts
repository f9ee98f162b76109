import { ALWAYS, type OriginPredicate } from '../../policy/origin-predicate.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import type { Node } from '../../values/source-module.ts';
import type { Value } from '../../values/value.ts';
import { atom, onSubject, type At } from './origin-atom.ts';
import type { Subject } from './origin-subject.ts';

/**
 * What settings usually hold, by their names: an origin, or a host. For a host the strictest form stands, which begins
 * with a dot where the end of a name is meant. What else a setting may hold is not known.
 */
const EXAMPLES: readonly { readonly name: RegExp; readonly whole: string; readonly piece: string }[] = [
  { name: /PATTERN|REGEX|(?:^|_)RE$|GLOB|WILDCARD|SUFFIX|PREFIX|PORT|PATH/i, whole: '', piece: '' },
  { name: /DOMAIN|HOST/i, whole: 'app.example.com', piece: '.example.com' },
  { name: /ORIGIN|URL|URI|SITE|FRONTEND|CLIENT|CORS/i, whole: 'https://app.example.com', piece: 'https://app.example.com' },
];

/** Reads of the process environment, where every setting is one text: a platform's `env.ORIGINS` may be a list. */
const TEXTS = /^(?:globalThis\.)?process\??\.env\b|^import\.meta\.env\b|^Bun\.env\b|^Deno\.env\b|^[A-Z][A-Z0-9_]*$/;

function exampleOf(name: string, use: 'whole' | 'piece'): string | null {
  const example = EXAMPLES.find((each) => each.name.test(name))?.[use] ?? '';
  return example === '' ? null : example;
}

/** The environment variable that a value is, or an entry of whose list it is. */
function settingOf(value: Value, evaluator: Evaluator): string | null {
  if (value.kind === 'environment') return TEXTS.test(evaluator.module.textOf(value.node)) ? value.name : null;
  if (value.kind === 'call' && value.callee.kind === 'member' && /^(?:trim|toLowerCase|toString)$/.test(value.callee.name)) return settingOf(value.callee.object, evaluator);
  const { object } = value.kind === 'member' ? value : { object: null };
  return (object?.kind === 'array' || object?.kind === 'set') && object.rest !== null ? settingOf(object.rest, evaluator) : null;
}

/** `process.env.ORIGINS.includes(origin)`: a setting is one text, so this asks whether the origin is a piece of it. */
export function pieceOfSetting(asked: Subject, whole: Value, from: 'start' | 'anywhere', at: At, evaluator: Evaluator): OriginPredicate | null {
  return configured(whole, 'whole', at, evaluator, (example) => onSubject(asked, atom(at, evaluator, { op: 'part-of', whole: example, from }), at, evaluator));
}

/** `origin.startsWith(process.env.FRONTEND_URL)`, also of each entry of a list. The end of an origin is right for some settings, and wrong for others. */
export function comparedWithSetting(subject: Subject, op: 'starts-with' | 'ends-with' | 'contains', operand: Value, at: At, evaluator: Evaluator): OriginPredicate | null {
  if (op === 'ends-with') return null;
  return configured(operand, 'piece', at, evaluator, (example) => (op === 'starts-with' && !example.startsWith('https:') ? null : onSubject(subject, atom(at, evaluator, { op, operand: example, ignoreCase: false }), at, evaluator)));
}

/** `new RegExp(process.env.X).test(origin)`: while it is unset, this is a pattern that matches every text. */
export function patternOfSetting(subject: Subject, pattern: Value, at: At, evaluator: Evaluator): OriginPredicate | null {
  const isPattern = (pattern.kind === 'instance' && pattern.callee.kind === 'unknown' && pattern.callee.reason === 'the global RegExp') || (pattern.kind === 'call' && pattern.callee.kind === 'unknown' && pattern.callee.reason === 'the global RegExp');
  const [source] = isPattern ? pattern.args : [];
  if (source?.kind !== 'environment' || !isReadWhole(pattern.node, evaluator)) return null;
  return atom(at, evaluator, { op: 'configured', setting: source.name, example: null, is: onSubject(subject, atom(at, evaluator, { op: 'unknown', reason: `a pattern that ${source.name} holds` }), at, evaluator), whenUnset: ALWAYS });
}

/** Whether the pattern is made of the variable itself, not of an entry of a list that it holds. */
function isReadWhole(node: Node, evaluator: Evaluator): boolean {
  const [source] = node.type === 'NewExpression' || node.type === 'CallExpression' ? node.arguments : [];
  if (source?.type !== 'Identifier') return source !== undefined && TEXTS.test(evaluator.module.textOf(source));
  const { node: init, path } = evaluator.resolveName(source) ?? { node: null, path: [] };
  return init !== null && (path.length === 0 ? TEXTS.test(evaluator.module.textOf(init)) : /process\.env$/.test(evaluator.module.textOf(init)));
}

function configured(value: Value, use: 'whole' | 'piece', at: At, evaluator: Evaluator, compare: (example: string) => OriginPredicate | null): OriginPredicate | null {
  const setting = settingOf(value, evaluator);
  const example = setting === null ? null : exampleOf(setting, use);
  const is = example === null ? null : compare(example);
  if (setting === null || example === null || is === null) return null;
  return atom(at, evaluator, { op: 'configured', setting, example, is, whenUnset: null });
}
