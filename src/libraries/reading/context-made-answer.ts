import type { Answer } from '../../policy/endpoint.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import { propertyName } from '../../values/request.ts';
import type { Node, Variable } from '../../values/source-module.ts';
import { headersText, namesIn } from './answer-repair.ts';
import { numberAt, type AnswerState } from './answer-state.ts';
import { headersOf } from './created-answer.ts';
import { locationIn } from './redirect-target.ts';

/** Methods of Hono's context that make an answer. */
const MAKES = /^(?:json|text|html|body|newResponse|redirect)$/;

/**
 * The answer that Hono's context makes: `c.json(data, status, headers)`, with the headers that the context was told
 * before. A `Response` of the handler's own has none of these; `null` for that, and for what is not shown.
 */
export function madeByContext(node: Node, context: Variable, { read, status, writes }: AnswerState, evaluator: Evaluator): Answer | null {
  const { module } = evaluator;
  const { callee } = node.type === 'CallExpression' ? node : { callee: null };
  if (node.type !== 'CallExpression' || callee?.type !== 'MemberExpression' || callee.object.type !== 'Identifier' || module.variableOf(callee.object) !== context || !MAKES.test(propertyName(callee) ?? '')) return null;
  const isRedirect = propertyName(callee) === 'redirect';
  const [, second, third] = node.arguments;
  if (node.arguments.some(({ type }) => type === 'SpreadElement')) return null;
  const code = second === undefined ? null : evaluator.evaluate(second);
  // `c.json(data, { status, headers })`
  if (code?.kind === 'object') return null;
  const own = third === undefined ? null : headersOf(evaluator.evaluate(third), third, evaluator);
  const { written, ...rest } = own?.allowOrigin === true ? own : read;
  const allowOrigin = own === null || read.allowOrigin === true ? read.allowOrigin : own.allowOrigin;
  const entries = writes.map((each) => entryOf(each, evaluator));
  const headers = third !== undefined && own?.allowOrigin === true
    ? headersText(third, evaluator)
    : entries.length === 0 || entries.includes(null) ? null : { text: entries.join(', '), names: namesIn(writes, evaluator) };
  return {
    ...rest,
    allowOrigin,
    allowCredentials: own === null || read.allowCredentials === true ? read.allowCredentials : own.allowCredentials,
    exposes: own === null || read.exposes === true ? read.exposes : own.exposes,
    place: module.placeOf(node),
    text: module.excerpt(node),
    status: second === undefined ? (isRedirect ? 302 : status) : code?.kind === 'constant' && typeof code.value === 'number' ? code.value : null,
    location: isRedirect ? locationIn(node, evaluator) : read.location,
    statusAt: second === undefined ? null : numberAt(second, evaluator),
    written: written === null || !module.owns(written) ? null : module.placeOf(written),
    repair: { headers, room: isRedirect ? null : roomIn(node.arguments, evaluator) },
  };
}

/** `'Access-Control-Allow-Origin': origin` for `c.header('Access-Control-Allow-Origin', origin)`. */
function entryOf(write: Node, { module }: Evaluator): string | null {
  if (write.type !== 'CallExpression' || !module.owns(write) || write.arguments.length !== 2) return null;
  const [name, value] = write.arguments;
  return name?.type === 'Literal' && value !== undefined ? `${module.textOf(name)}: ${module.textOf(value)}` : null;
}

/** Where headers go in a call of the context. */
function roomIn(args: readonly Node[], { module }: Evaluator): Answer['repair']['room'] {
  const [first, second, third] = args;
  if (third !== undefined) return third.type === 'ObjectExpression' && module.owns(third) ? { at: third.range[0] + 1, before: ' ', after: ',' } : null;
  if (second !== undefined) return { at: second.range[1], before: ', { ', after: ' }' };
  return first === undefined ? null : { at: first.range[1], before: ', 200, { ', after: ' }' };
}
