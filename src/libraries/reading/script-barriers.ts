import type { TSESTree } from '@typescript-eslint/utils';
import type { Evaluator } from '../../values/evaluate.ts';
import { guardsOf } from '../../values/guards.ts';
import { propertyName } from '../../values/request.ts';
import { isFunction, type Node } from '../../values/source-module.ts';

/** Whether a script of this answer would not run, or not on a page of another site. */
export function isKeptFromPages(answer: Node, evaluator: Evaluator): boolean {
  return isOfFailure(answer, evaluator) || asksWhereFrom(answer, evaluator);
}

/** Middleware that sends `X-Content-Type-Options: nosniff`, and the header itself. */
const NO_SNIFFING = /nosniff|\bhelmet\(|\bsecureHeaders\(|register\(\s*helmet\b/i;
/** The media types that run all the same, as code writes them. */
const SCRIPT_TYPE = /(?:java|ecma)script|type(?:\(\s*|\s*=\s*)['"`]\.?js['"`]/i;

/**
 * Whether browsers do not run a text that the code puts together: frameworks give it a type that is no script's, and
 * `X-Content-Type-Options: nosniff` makes that count (Fetch, section "Should response to request be blocked due to nosniff?").
 */
export function isBlockedByType(text: Node, { module }: Evaluator): boolean {
  if (!NO_SNIFFING.test(module.text)) return false;
  const handler = [...module.ancestorsOf(text)].find(isFunction);
  return handler === undefined || !SCRIPT_TYPE.test(module.textOf(handler));
}

/** Methods that set the status of an answer. */
const STATUS = /^(?:status|code|sendStatus|writeHead)$/;
/** How the error handlers of Express begin: with the error, and four parameters in all. */
const ERROR_HANDLER = 4;

/** Whether an answer is that of a failure: no element runs it (HTML, section "Fetching scripts", "not an ok status"). */
function isOfFailure(answer: Node, evaluator: Evaluator): boolean {
  const { module } = evaluator;
  if (setsFailure(answer)) return true;
  let inner = answer;
  for (const outer of module.ancestorsOf(answer)) {
    if (outer.type === 'CatchClause') return true;
    if (outer.type === 'BlockStatement' && outer.body.some((each) => each.range[1] <= inner.range[0] && each.type === 'ExpressionStatement' && setsFailure(each.expression))) return true;
    if (outer.type === 'CallExpression' && setsFailure(outer)) return true;
    if (isFunction(outer)) return outer.params.length === ERROR_HANDLER;
    inner = outer;
  }
  return false;
}

/** Whether an expression sets a status of 400 or more, itself or in the chain before it. */
function setsFailure(node: Node): boolean {
  switch (node.type) {
    case 'CallExpression':
      if (node.callee.type !== 'MemberExpression') return false;
      return (STATUS.test(propertyName(node.callee) ?? '') && isFailure(node.arguments[0])) || setsFailure(node.callee.object) || node.arguments.slice(1).some((each) => isFailure(each));
    case 'AssignmentExpression':
      return node.left.type === 'MemberExpression' && /^status(?:Code)?$/.test(propertyName(node.left) ?? '') && isFailure(node.right);
    default:
      return false;
  }
}

function isFailure(node: TSESTree.CallExpressionArgument | undefined): boolean {
  return node?.type === 'Literal' && typeof node.value === 'number' && node.value >= 400 && node.value < 600;
}

/** Names of what tells a request of another site from one of the same. */
const WHERE_FROM = /sec-fetch-(?:site|mode|dest)|referr?er|csrf|xsrf/i;

/** Whether the code asks where a request comes from, before it answers. */
function asksWhereFrom(answer: Node, { module }: Evaluator): boolean {
  return /sec-fetch-(?:site|mode|dest)/i.test(module.text) || guardsOf(answer, module).some(({ test }) => WHERE_FROM.test(module.textOf(test.expression)));
}
