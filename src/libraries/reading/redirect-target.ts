import type { TSESTree } from '@typescript-eslint/utils';
import type { Evaluator } from '../../values/evaluate.ts';
import { propertyName } from '../../values/request.ts';
import { stringOf } from '../../values/value.ts';
import { textIn } from './header-entry.ts';

/** Methods that write headers by name, or from an object. */
const WRITES = /^(?:set|header|headers|setHeader|append|writeHead|location)$/;

/**
 * The text that a call puts into `Location`: `res.redirect(302, url)`, `res.location(url)`, `res.set('Location', url)`,
 * `res.writeHead(302, { Location: url })`. `null` where it is about something else, or where the text is not shown.
 */
export function locationIn(call: TSESTree.CallExpression, evaluator: Evaluator): string | null {
  const method = call.callee.type === 'MemberExpression' ? propertyName(call.callee) : null;
  if (method === null) return null;
  const values = call.arguments.map((argument) => evaluator.evaluate(argument));
  if (method === 'redirect') return values.map((value) => stringOf(value)).find((text) => text !== null) ?? null;
  if (!WRITES.test(method)) return null;
  const [first, second] = values;
  if (method === 'location') return first === undefined ? null : stringOf(first);
  if (first !== undefined && second !== undefined && stringOf(first)?.toLowerCase() === 'location') return stringOf(second);
  return values.map((value) => (value.kind === 'object' ? textIn(value, 'location') : null)).find((text) => text !== null) ?? null;
}
