import type { Evaluator } from '../values/evaluate.ts';
import { guardsOf, type Guard } from '../values/guards.ts';
import type { Node } from '../values/source-module.ts';
import { stringOf, type Value } from '../values/value.ts';

/** What the tests before a node say of the path of the requests that get to it. */
export interface AskedPaths {
  /** Whether nothing is seen to keep out a request for this path. */
  readonly mayBe: (path: string) => boolean;
  /** Paths that are written in the tests, and pass them. */
  readonly written: readonly string[];
}

/** Where nothing asks for the path. */
export const EVERY_PATH: AskedPaths = { mayBe: () => true, written: [] };

/** `null` where it is not known how a test comes out. */
type PathTest = (path: string) => boolean | null;

interface Asked {
  readonly test: PathTest;
  readonly written: readonly string[];
}

/** The paths of requests that get to a node: `if (req.path.startsWith('/feeds'))`, `if (url.pathname !== '/feed') return`. */
export function askedPathsAt(node: Node, evaluator: Evaluator): AskedPaths {
  return askedPathsOf(guardsOf(node, evaluator.module), evaluator);
}

/** The paths of requests for which tests come out so. */
export function askedPathsOf(outcomes: readonly Guard[], evaluator: Evaluator): AskedPaths {
  const tests = outcomes.flatMap(({ test, holds }) => {
    const asked = test.by === 'truthiness' ? askedOf(evaluator.tested(test)) : null;
    return asked === null ? [] : [{ ...asked, holds }];
  });
  if (tests.length === 0) return EVERY_PATH;
  const mayBe = (path: string): boolean => tests.every(({ test, holds }) => test(path) !== !holds);
  const written = tests.flatMap(({ written: paths }) => paths).filter((path) => path.startsWith('/') && mayBe(path));
  return { mayBe, written: [...new Set(written)] };
}

const PATH = /^(?:path|url|originalUrl|pathname|url\.pathname|nextUrl\.pathname)$/;

function isPath(value: Value): boolean {
  if (value.kind === 'request') return PATH.test(value.part);
  // `new URL(request.url).pathname`
  const [address] = value.kind === 'member' && value.name === 'pathname' && value.object.kind === 'instance' ? value.object.args : [];
  return address !== undefined && isPath(address);
}

/** The method that is called on the path; `null` where it is another value's. */
function methodOfPath(callee: Value): string | null {
  if (callee.kind === 'member') return isPath(callee.object) ? callee.name : null;
  const [, path = '', method = null] = callee.kind === 'request' ? (/^(.*)\.(\w+)$/.exec(callee.part) ?? []) : [];
  return PATH.test(path) ? method : null;
}

function askedOf(value: Value): Asked | null {
  switch (value.kind) {
    case 'operation': {
      const [left, right] = value.operands;
      const inner = value.operator === '!' && left !== undefined ? askedOf(left) : null;
      if (inner !== null) return negated(inner);
      if (left === undefined || right === undefined) return null;
      const text = isPath(left) ? stringOf(right) : isPath(right) ? stringOf(left) : null;
      // The address of a Fetch request is no path, which begins with a slash.
      if (text?.startsWith('/') !== true) return null;
      const equal: Asked = { test: (path) => isOneOf([text], path), written: [text] };
      if (/^===?$/.test(value.operator)) return equal;
      return /^!==?$/.test(value.operator) ? negated(equal) : null;
    }
    case 'call':
      return askedByCall(value);
    case 'choice': {
      // `a && b` and `a || b`.
      const test = value.test.by === 'truthiness' && value.test.value === undefined ? value.test : null;
      if (test === null) return null;
      const isAnd = value.whenFalse.node === test.expression;
      if (isAnd === (value.whenTrue.node === test.expression)) return null;
      return joined(isAnd, askedOf(isAnd ? value.whenFalse : value.whenTrue), askedOf(isAnd ? value.whenTrue : value.whenFalse));
    }
    default:
      return null;
  }
}

/** `path.startsWith('/feeds')`, `['/feed', '/atom'].includes(path)` */
function askedByCall({ callee, args }: Extract<Value, { kind: 'call' }>): Asked | null {
  const [asked] = args;
  if (asked === undefined || args.length > 1) return null;
  const text = stringOf(asked);
  const method = methodOfPath(callee);
  if (method !== null && text !== null) {
    const written = [text];
    switch (method) {
      case 'startsWith':
        return text.startsWith('/') ? { test: (path) => startsWith(path, text), written } : null;
      case 'endsWith':
        return { test: (path) => (isFixed(path) ? path.endsWith(text) : null), written };
      case 'includes':
        return { test: (path) => path.includes(text) || (isFixed(path) ? false : null), written };
      default:
        return null;
    }
  }
  if (callee.kind !== 'member') return null;
  const list = callee.object;
  if (!/^(?:includes|has)$/.test(callee.name) || !isPath(asked) || (list.kind !== 'array' && list.kind !== 'set') || !list.complete) return null;
  const texts = list.elements.map(stringOf);
  return texts.includes(null) ? null : { test: (path) => isOneOf(texts, path), written: texts.filter((each) => each !== null) };
}

/** What stands before the first parameter of a route's path: `/users/` of `/users/:id`, of `/users/[id]` and of `/users/{id}`. */
const fixedPart = (path: string): string => path.replace(/[:*[{(].*$/s, '');

const isFixed = (path: string): boolean => fixedPart(path) === path;

/** A path with parameters is the paths of many requests. */
function startsWith(path: string, text: string): boolean | null {
  const fixed = fixedPart(path);
  if (fixed.startsWith(text)) return true;
  return fixed === path || !text.startsWith(fixed) ? false : null;
}

function isOneOf(texts: readonly (string | null)[], path: string): boolean | null {
  if (isFixed(path)) return texts.includes(path);
  return texts.some((text) => text?.startsWith(fixedPart(path)) === true) ? null : false;
}

function negated({ test, written }: Asked): Asked {
  return {
    test: (path) => {
      const holds = test(path);
      return holds === null ? null : !holds;
    },
    written,
  };
}

/** Both tests, or one of two; a side that asks for something else may come out either way. */
function joined(isAnd: boolean, left: Asked | null, right: Asked | null): Asked | null {
  if (left === null && right === null) return null;
  const test: PathTest = (path) => {
    const answers = [left?.test(path) ?? null, right?.test(path) ?? null];
    if (answers.includes(!isAnd)) return !isAnd;
    return answers.includes(null) ? null : isAnd;
  };
  return { test, written: [...(left?.written ?? []), ...(right?.written ?? [])] };
}
