import type { TSESTree } from '@typescript-eslint/utils';
import type { ScriptAnswer } from '../../policy/siblings.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import { propertyName, queryParameterOf } from '../../values/request.ts';
import type { Node } from '../../values/source-module.ts';
import { leavesOf } from '../../values/value.ts';
import { isBlockedByType, isKeptFromPages } from './script-barriers.ts';
import type { ScopeOf } from './siblings.ts';
import { lastName, propertyValue } from './written-names.ts';

/** Methods whose first argument is the answer's body: Express, Node, Fastify, Hono. */
const SENDS = /^(?:send|end|write|body|text|html|newResponse)$/;
/** What they are methods of. */
const ANSWERS = /^(?:res|resp|response|reply|rep|c|ctx|context)$/i;
/** Where the text before the function's name does not keep it from being called: nothing, or a comment against content sniffing. */
const BEFORE = /^\s*(?:\/\*\*\/|;|\/\*.*?\*\/)?\s*(?:typeof\s*)?$/s;
/** Express' `jsonp callback name`, as it is where nobody sets it. */
const EXPRESS_CALLBACK = 'callback';

/** The answers of a file that are scripts where the address names a function; `scopeOf` says which requests a node governs. */
export function scriptAnswersOf(evaluator: Evaluator, scopeOf: ScopeOf): readonly ScriptAnswer[] {
  const { module } = evaluator;
  if (!/jsonp|query|searchParams/i.test(module.text)) return [];
  const texts = [...module.nodes('TemplateLiteral'), ...module.nodes('BinaryExpression')].flatMap((node) => textAnswer(node, scopeOf, evaluator) ?? []);
  return [...module.nodes('CallExpression').flatMap((call) => methodAnswer(call, scopeOf, evaluator) ?? []), ...texts];
}

/** Express: `res.jsonp(data)`. */
function methodAnswer(call: TSESTree.CallExpression, scopeOf: ScopeOf, evaluator: Evaluator): ScriptAnswer | null {
  const { module } = evaluator;
  const { callee } = call;
  if (callee.type !== 'MemberExpression' || callee.computed || propertyName(callee) !== 'jsonp' || !/^res(?:p|ponse)?$/i.test(lastName(callee.object) ?? '')) return null;
  if (isKeptFromPages(call, evaluator)) return null;
  const scope = scopeOf(call);
  if (scope === null) return null;
  const setting = /jsonp callback name['"`]\s*,\s*['"`]([\w$-]+)['"`]/.exec(module.text)?.[1];
  return { by: 'method', parameter: setting ?? EXPRESS_CALLBACK, place: module.placeOf(call), text: module.excerpt(call), method: module.placeOf(callee.property), scope };
}

/** A text that begins with what the query names, called: `${req.query.callback}(${JSON.stringify(data)})`. */
function textAnswer(node: TSESTree.TemplateLiteral | TSESTree.BinaryExpression, scopeOf: ScopeOf, evaluator: Evaluator): ScriptAnswer | null {
  const { module } = evaluator;
  const outer = module.parentOf(node);
  if (node.type === 'BinaryExpression' && (node.operator !== '+' || (outer?.type === 'BinaryExpression' && outer.operator === '+'))) return null;
  const [before = '', name, after] = partsOf(node);
  if (typeof before !== 'string' || name === undefined || typeof name === 'string' || typeof after !== 'string') return null;
  if (!BEFORE.test(before) || !after.startsWith('(')) return null;
  const parameter = queryParameter(name, evaluator);
  if (parameter === null || !isAnswered(node, evaluator) || isKeptFromPages(node, evaluator) || isBlockedByType(node, evaluator)) return null;
  const scope = scopeOf(node);
  if (scope === null) return null;
  return { by: 'text', parameter, place: module.placeOf(node), text: module.excerpt(node), method: null, scope };
}

/** Texts and expressions in turn, a text first. */
function partsOf(node: TSESTree.TemplateLiteral | TSESTree.BinaryExpression): readonly (string | Node)[] {
  if (node.type === 'TemplateLiteral') return node.quasis.flatMap((quasi, index) => [quasi.value.cooked ?? quasi.value.raw, node.expressions[index] ?? []].flat());
  const parts: (string | Node)[] = [''];
  for (const operand of operandsOf(node)) {
    const last = parts.at(-1);
    if (operand.type === 'Literal' && typeof operand.value === 'string') {
      if (typeof last === 'string') parts[parts.length - 1] = last + operand.value;
      else parts.push(operand.value);
    } else {
      if (typeof last !== 'string') parts.push('');
      parts.push(operand);
    }
  }
  return parts;
}

function operandsOf(node: Node): readonly Node[] {
  return node.type === 'BinaryExpression' && node.operator === '+' ? [...operandsOf(node.left), ...operandsOf(node.right)] : [node];
}

/** Methods of a text whose result still begins with, or is, what the query said. */
const KEEPS = /^(?:replace|replaceAll|trim|toString|slice|substring|substr)$/;

/** The query parameter that an expression reads; `null` for anything else. */
function queryParameter(node: Node, evaluator: Evaluator, depth = 0): string | null {
  if (depth > 6) return null;
  for (const leaf of leavesOf(evaluator.evaluate(node))) {
    const name = queryParameterOf(leaf)?.name;
    if (name !== undefined && name !== null) return name;
  }
  const next = (inner: Node): string | null => queryParameter(inner, evaluator, depth + 1);
  switch (node.type) {
    case 'Identifier': {
      const source = evaluator.resolveName(node);
      return source === null || source.node === null || source.path.length > 0 ? null : next(source.node);
    }
    case 'CallExpression': {
      const [argument] = node.arguments;
      if (node.callee.type === 'Identifier') return /^(?:String|encodeURIComponent|escape)$/.test(node.callee.name) && argument !== undefined ? next(argument) : null;
      return node.callee.type === 'MemberExpression' && KEEPS.test(propertyName(node.callee) ?? '') ? next(node.callee.object) : null;
    }
    case 'LogicalExpression':
      return next(node.left) ?? next(node.right);
    case 'ConditionalExpression':
      return next(node.consequent) ?? next(node.alternate);
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'ChainExpression':
      return next(node.expression);
    default:
      return null;
  }
}

/** Whether a text becomes the body of an answer: at once, or through a name. */
function isAnswered(text: Node, evaluator: Evaluator, depth = 0): boolean {
  const { module } = evaluator;
  let node = text;
  for (const parent of module.ancestorsOf(text)) {
    switch (parent.type) {
      case 'ConditionalExpression':
        if (parent.test === node) return false;
        break;
      case 'LogicalExpression':
      case 'TSAsExpression':
        break;
      case 'CallExpression':
        return parent.arguments[0] === node && parent.callee.type === 'MemberExpression' && SENDS.test(propertyName(parent.callee) ?? '') && ANSWERS.test(lastName(parent.callee.object) ?? '');
      case 'NewExpression':
        return parent.arguments[0] === node && parent.callee.type === 'Identifier' && /Response$/.test(parent.callee.name);
      // `{ statusCode: 200, body }`
      case 'Property': {
        const object = module.parentOf(parent);
        return parent.value === node && object?.type === 'ObjectExpression' && propertyValue(object, 'body') === node && propertyValue(object, 'statusCode', 'status') !== null;
      }
      case 'AssignmentExpression':
        if (parent.right !== node) return false;
        if (parent.left.type === 'MemberExpression') return propertyName(parent.left) === 'body' && /^(?:ctx|context|c|this|res|response)$/.test(lastName(parent.left.object) ?? '');
        return parent.left.type === 'Identifier' && isNameAnswered(parent.left, evaluator, depth);
      case 'VariableDeclarator':
        return parent.id.type === 'Identifier' && isNameAnswered(parent.id, evaluator, depth);
      default:
        return false;
    }
    node = parent;
  }
  return false;
}

function isNameAnswered(name: TSESTree.Identifier, evaluator: Evaluator, depth: number): boolean {
  if (depth > 2) return false;
  return evaluator.module.variableOf(name)?.references.some((reference) => reference.isRead() && isAnswered(reference.identifier, evaluator, depth + 1)) === true;
}
