import { HIDDEN, type RequestTarget, type TargetBase } from '../policy/sent-request.ts';
import type { Evaluator } from '../values/evaluate.ts';
import type { Value } from '../values/value.ts';

/** A part of a URL: text, a setting by its name, or `null` for what the code does not show. */
type Piece = string | { readonly setting: string } | null;

/** One text that an expression may be. */
export type UrlText = readonly Piece[];

/** Texts of one expression: more than code that people write has. */
const MAX_ALTERNATIVES = 16;

/** The texts that a URL, or a part of one, may be. */
export function urlTextsOf(value: Value, evaluator: Evaluator): readonly UrlText[] {
  switch (value.kind) {
    case 'constant':
      return value.value === undefined || value.value === null ? [] : [[String(value.value)]];
    case 'text':
      return value.parts.reduce<readonly UrlText[]>((before, part) => product(before, orHidden(urlTextsOf(part, evaluator))), [[]]);
    case 'environment':
      return [[{ setting: value.name }]];
    case 'choice':
      return [...urlTextsOf(value.whenTrue, evaluator), ...urlTextsOf(value.whenFalse, evaluator)].slice(0, MAX_ALTERNATIVES);
    case 'any-of':
      return value.values.flatMap((each) => urlTextsOf(each, evaluator)).slice(0, MAX_ALTERNATIVES);
    case 'instance': {
      // `new URL('/users', base)`; what is left of a request that is given as one is its URL.
      const { node } = value;
      const name = node.type === 'NewExpression' ? evaluator.module.textOf(node.callee) : '';
      const [first, second] = value.args;
      if (first === undefined || !/^(?:(?:window|globalThis)\.)?URL$/.test(name)) return [[null]];
      return second === undefined ? urlTextsOf(first, evaluator) : joined(urlTextsOf(second, evaluator), urlTextsOf(first, evaluator));
    }
    default:
      return [[null]];
  }
}

const orHidden = (texts: readonly UrlText[]): readonly UrlText[] => (texts.length === 0 ? [[null]] : texts);

function product(left: readonly UrlText[], right: readonly UrlText[]): readonly UrlText[] {
  return left.flatMap((before) => right.map((after) => [...before, ...after])).slice(0, MAX_ALTERNATIVES);
}

/** A base and what clients put after it, with one slash between; an absolute URL stands by itself. */
export function joined(bases: readonly UrlText[], paths: readonly UrlText[]): readonly UrlText[] {
  if (bases.length === 0) return paths;
  return paths.flatMap((path) => {
    const [first] = path;
    if (typeof first === 'string' && /^(?:[a-z][a-z\d+.-]*:)?\/\//i.test(first)) return [path];
    const rest = typeof first === 'string' ? [first.replace(/^\/+/, ''), ...path.slice(1)] : path;
    return bases.map((base) => {
      const last = base.at(-1);
      const start = typeof last === 'string' ? [...base.slice(0, -1), last.replace(/\/+$/, '')] : base;
      return path.every((piece) => piece === '') ? start : [...start, '/', ...rest];
    });
  }).slice(0, MAX_ALTERNATIVES);
}

/**
 * Where a URL leads: to an origin, or to what a setting holds. Where one of its alternatives is a relative URL, which leads
 * to the page's own origin, or is not shown, only what the code names in full counts; `null` where that is nothing.
 */
export function targetsOf(texts: readonly UrlText[]): readonly RequestTarget[] | null {
  const targets = texts.map(targetOf);
  const known = targets.filter((each) => each !== null);
  const certain = known.length === targets.length ? known : known.filter(({ base }) => base.kind === 'origin');
  return certain.length === 0 ? null : certain;
}

function targetOf(text: UrlText): RequestTarget | null {
  const [first, ...rest] = text;
  if (first === undefined || first === null) return null;
  if (typeof first !== 'string') return { base: { kind: 'setting', name: first.setting }, path: pathOf(rest) };
  // A host may run over several parts: `http://localhost:${PORT}/users`.
  const whole = text.map((piece) => (typeof piece === 'string' ? piece : HIDDEN)).join('');
  const [, start, path] = /^(https?:\/\/[^/?#]*)(.*)$/is.exec(whole) ?? [];
  if (start === undefined || path === undefined || start.includes(HIDDEN) || !URL.canParse(start)) return null;
  const base: TargetBase = { kind: 'origin', origin: new URL(start).origin };
  return { base, path: withoutQuery(path) };
}

function pathOf(pieces: UrlText): string {
  return withoutQuery(pieces.map((piece) => (typeof piece === 'string' ? piece : HIDDEN)).join(''));
}

const withoutQuery = (path: string): string => path.replace(/[?#].*$/s, '');
