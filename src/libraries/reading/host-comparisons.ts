import { accepts } from '../../policy/origin-predicate.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import { propertyName } from '../../values/request.ts';
import { holds, type Node } from '../../values/source-module.ts';
import { stringOf, type Value } from '../../values/value.ts';
import { claimOf } from './origin-claims.ts';
import { conditionOfValue } from './origin-condition.ts';
import { subjectOf } from './origin-subject.ts';
import { replacedIn } from './replaced-value.ts';

/** What else refuses a request for a name that is not the server's, or keeps a rebound name from being answered: a certificate. */
const OTHER_CHECK = /allowed_?hosts|host-?validation|(?:validate|check|verify|is(?:Local|Allowed|Valid))Host|https\.createServer|createSecureServer|['"](?:node:)?https['"]/i;

/** What a check does to those whom it does not let in. */
const REFUSES = /\b40[13]\b|forbidden|unauthori[sz]ed|\bthrow\b|\bdestroy\(|\breturn false\b/i;

/**
 * Comparisons of `Origin` with the `Host` of the same request, where a file asks nothing else of either. A page whose name
 * has been pointed at this machine passes: both headers have that name.
 */
export function hostComparisonsOf(evaluator: Evaluator): readonly Node[] {
  const { module } = evaluator;
  if (!/\bhost\b/i.test(module.text) || !/origin/i.test(module.text) || OTHER_CHECK.test(module.text)) return [];
  const compared = [...module.nodes('BinaryExpression'), ...module.nodes('CallExpression')].filter((node) => comparesBoth(node, evaluator) && decides(node, evaluator));
  if (compared.length === 0 || hostUses(evaluator).some((use) => !compared.some((node) => holds(node, use)))) return [];
  // A list of origins does not have the page's.
  const hasList = module.nodes('IfStatement').some(({ test }) => !compared.some((node) => holds(test, node)) && claimOf([{ expression: test, holds: false }], evaluator) !== null);
  return hasList ? [] : compared;
}

/**
 * Whether a request passes whose `Host` is `host`, and whose `Origin` is that of the page there: not where the comparison
 * leaves out the port of one of the two, or asks for another scheme. What is not known may pass.
 */
export function passesFor(host: string, comparison: Node, evaluator: Evaluator): boolean {
  const value = replacedIn(evaluator.evaluate(comparison), evaluator, (part) => {
    if (part.kind === 'text') return textFor(host, part);
    return part.kind === 'request-header' && part.name === 'host' ? { kind: 'constant', value: host, node: part.node } : null;
  });
  const answer = accepts(conditionOfValue(value, evaluator), `http://${host}`);
  const differs = comparison.type === 'BinaryExpression' && comparison.operator.startsWith('!');
  return answer !== (differs ? 'yes' : 'no');
}

/** `${req.protocol}://${req.headers.host}` of such a request. */
function textFor(host: string, { parts, node }: Extract<Value, { kind: 'text' }>): Value | null {
  const written = parts.map((part) => {
    if (part.kind === 'request-header' && part.name === 'host') return host;
    return part.kind === 'request' && part.part === 'protocol' ? 'http' : stringOf(part);
  });
  return written.includes(null) ? null : { kind: 'constant', value: written.join(''), node };
}

/** `new URL(origin).host === req.headers.host`, `origin.endsWith(req.headers.host)` */
function comparesBoth(node: Extract<Node, { type: 'BinaryExpression' | 'CallExpression' }>, evaluator: Evaluator): boolean {
  if (node.type === 'BinaryExpression') {
    if (!/^[!=]==?$/.test(node.operator)) return false;
    const [left, right] = [evaluator.evaluate(node.left), evaluator.evaluate(node.right)];
    return (subjectOf(left) !== null && isMadeOfHost(right)) || (subjectOf(right) !== null && isMadeOfHost(left));
  }
  const [argument] = node.arguments;
  if (node.callee.type !== 'MemberExpression' || argument === undefined || !/^(?:endsWith|includes)$/.test(propertyName(node.callee) ?? '')) return false;
  return subjectOf(evaluator.evaluate(node.callee.object)) !== null && isMadeOfHost(evaluator.evaluate(argument));
}

/** The `Host` header, or a text with it: a scheme before it. */
function isMadeOfHost(value: Value): boolean {
  switch (value.kind) {
    case 'request-header':
      return isHost(value);
    case 'text':
      return value.parts.some(isMadeOfHost) && value.parts.every((part) => part.kind === 'constant' || part.kind === 'request' || isMadeOfHost(part));
    case 'choice':
      return isMadeOfHost(value.whenTrue) && (value.whenFalse.kind === 'constant' || isMadeOfHost(value.whenFalse));
    default:
      return false;
  }
}

/** The `Host` header itself, with what stands in for it where there is none: `const { host = '' } = req.headers`. */
function isHost(value: Value): boolean {
  if (value.kind === 'choice') return isHost(value.whenTrue) || isHost(value.whenFalse);
  return value.kind === 'request-header' && value.name === 'host';
}

/** Whether requests are refused by it. */
function decides(node: Node, { module }: Evaluator): boolean {
  const fn = module.functionOf(node);
  return fn !== null && REFUSES.test(module.textOf(fn));
}

/** Where the file uses the `Host` header, other than by giving it a name. */
function hostUses(evaluator: Evaluator): readonly Node[] {
  const { module } = evaluator;
  const reads = [...module.nodes('MemberExpression'), ...module.nodes('CallExpression'), ...module.nodes('Identifier')];
  return reads.filter((node) => {
    const parent = module.parentOf(node);
    if (parent?.type === 'VariableDeclarator' || parent?.type === 'ObjectPattern' || (parent?.type === 'Property' && module.parentOf(parent)?.type === 'ObjectPattern')) return false;
    if (node.type === 'Identifier' && module.variableOf(node) === null) return false;
    if (node.type === 'MemberExpression' && /^(?:hostname|host)$/.test(propertyName(node) ?? '') && /^(?:req|request|ctx|c\.req)$/.test(module.textOf(node.object))) return true;
    return isHost(evaluator.evaluate(node));
  });
}
