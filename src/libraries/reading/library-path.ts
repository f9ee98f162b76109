import type { Evaluator } from '../../values/evaluate.ts';
import { stringOf, type Value } from '../../values/value.ts';
import type { RecognizedCall } from './library-calls.ts';

/** The path of the requests that a library's call governs; `null` where it has none of its own, or where it is not shown. */
export function pathOfCall({ shape, call }: RecognizedCall, evaluator: Evaluator): string | null {
  const { path } = shape;
  if (path === undefined) return null;
  const written = call.type === 'CallExpression' || call.type === 'NewExpression' ? optionBeside(call.arguments.map((argument) => evaluator.evaluate(argument)), path.option) : 'none';
  const text = written === 'none' ? path.default : written === 'unknown' ? null : stringOf(written);
  return text === null || path.query === undefined ? text : `${text.replace(/\/?$/, '/')}?${path.query}`;
}

/** The value of an option in one of the arguments. */
function optionBeside(args: readonly Value[], name: string): Value | 'none' | 'unknown' {
  for (const value of args) {
    if (value.kind !== 'object') continue;
    const property = value.properties.get(name);
    if (property !== undefined) return property.value;
    if (!value.complete) return 'unknown';
  }
  return 'none';
}
