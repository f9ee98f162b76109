import type { Node } from './source-module.ts';
import { stringOf, type Value } from './value.ts';

/** Packages whose function makes a pattern that matches a text as it is. */
const PACKAGES = /^(?:escape-string-regexp|escape-regexp|escape-regex|regexp\.escape|lodash[./]escape(?:R|r)eg(?:E|e)xp|escape-regexp-component)$/;

/** Their like among the functions of larger ones, and of the language. */
const NAMES = /^escape(?:RegExp|StringRegexp|Regex)$/;

/** `escapeStringRegexp(text)`, `_.escapeRegExp(text)`, `RegExp.escape(text)`, of a text that is shown; `null` for other calls. */
export function escaped(callee: Value, args: readonly Value[], node: Node): Value | null {
  const text = args[0] === undefined || args.length > 1 ? null : stringOf(args[0]);
  if (text === null || !isEscape(callee)) return null;
  return { kind: 'constant', value: text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), node };
}

function isEscape(callee: Value): boolean {
  if (callee.kind === 'imported') return PACKAGES.test(callee.module) || (/^(?:lodash(?:-es)?|underscore|es-toolkit(?:\/compat)?|radashi)$/.test(callee.module) && NAMES.test(callee.path.at(-1) ?? ''));
  return callee.kind === 'member' && callee.name === 'escape' && callee.object.kind === 'unknown' && callee.object.reason === 'the global RegExp';
}
