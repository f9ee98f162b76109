import type { LateHeader } from '../../policy/late-header.ts';
import type { Move } from '../../policy/order.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import { propertyName } from '../../values/request.ts';
import { isFunction, type Node, type Variable } from '../../values/source-module.ts';
import { EMPTY_ENVIRONMENT } from '../../values/value.ts';
import { headerEventsOf } from './header-events.ts';

/**
 * Methods of the responses of Node and Express that have sent the headers when they return. `sendFile`, `download` and
 * `render` send them later.
 */
const SENDS_HEADERS = /^(?:end|write|writeHead|flushHeaders|send|json|jsonp|sendStatus|redirect)$/;

/** Methods that throw `ERR_HTTP_HEADERS_SENT` then. */
const SETS = /^(?:set|header|setHeader|append|appendHeader)$/;

/** CORS headers that the code of Express and Node writes where it has sent the headers in the same block before. */
export function lateHeadersOf(evaluator: Evaluator): readonly LateHeader[] {
  const { module } = evaluator;
  if (!/['"](?:express|(?:node:)?https?)['"]/.test(module.text) || /['"](?:fastify|koa|hono|@hapi\/hapi)['"]/.test(module.text)) return [];
  return headerEventsOf(evaluator).flatMap((event): readonly LateHeader[] => {
    const { node, target } = event;
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression' || !SETS.test(propertyName(node.callee) ?? '') || !module.owns(node)) return [];
    if (!('references' in target) || !isResponse(target, evaluator) || rootOf(node, evaluator) !== target) return [];
    const header = event.write(EMPTY_ENVIRONMENT).find(({ name, how }) => how !== 'remove' && name.startsWith('access-control-'));
    const statement = module.parentOf(node);
    const block = statement === null ? null : module.parentOf(statement);
    if (header === undefined || statement?.type !== 'ExpressionStatement' || block?.type !== 'BlockStatement') return [];
    const sending = block.body.find((each) => each.range[1] <= statement.range[0] && sends(each, target, evaluator));
    if (sending === undefined) return [];
    return [{ place: module.placeOf(node), text: module.excerpt(node), name: header.name, sending: { line: module.placeOf(sending).line, text: module.excerpt(sending, 40).replace(/;$/, '') }, move: moveOf(statement, sending, evaluator) }];
  });
}

/** Whether a name is the second parameter of a function, which nothing else is assigned to. */
function isResponse({ defs, references }: Variable, { module }: Evaluator): boolean {
  const [definition] = defs;
  const fn = definition?.node as Node | undefined;
  if (defs.length !== 1 || fn === undefined || !isFunction(fn) || references.some((each) => each.isWrite())) return false;
  const param = fn.params[1];
  return param?.type === 'Identifier' && module.variableOf(param)?.defs[0] === definition;
}

/** The name at the root of a chain of calls. */
function rootOf(node: Node, { module }: Evaluator): Variable | null {
  let inner = node;
  while (inner.type === 'CallExpression' && inner.callee.type === 'MemberExpression') inner = inner.callee.object;
  return inner.type === 'Identifier' ? module.variableOf(inner) : null;
}

function sends(statement: Node, response: Variable, evaluator: Evaluator): boolean {
  const call = statement.type === 'ExpressionStatement' ? statement.expression : null;
  return call?.type === 'CallExpression' && call.callee.type === 'MemberExpression' && SENDS_HEADERS.test(propertyName(call.callee) ?? '') && rootOf(call, evaluator) === response;
}

/** Puts a statement before an earlier one of its block, where all its names are known by then. */
function moveOf(statement: Node, before: Node, { module }: Evaluator): Move | null {
  for (const node of module.within(statement)) {
    const declared = node.type === 'Identifier' ? (module.variableOf(node)?.defs[0]?.node as Node | undefined) : undefined;
    if (declared?.type === 'VariableDeclarator' && declared.range[0] > before.range[0] && declared.range[0] < statement.range[0]) return null;
  }
  const lineStart = module.text.lastIndexOf('\n', statement.range[0] - 1);
  const start = lineStart > 0 && /^\s*$/.test(module.text.slice(lineStart + 1, statement.range[0])) ? lineStart : statement.range[0];
  const indent = /[ \t]*$/.exec(module.text.slice(0, before.range[0]))?.[0] ?? '';
  return { removed: { start, end: statement.range[1] }, at: before.range[0], text: `${module.textOf(statement)}\n${indent}` };
}
