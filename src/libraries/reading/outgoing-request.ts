import type { TSESTree } from '@typescript-eslint/utils';
import type { Evaluator } from '../../values/evaluate.ts';
import { propertyName, requestPathOf } from '../../values/request.ts';
import type { Value } from '../../values/value.ts';
import { isFunction, type Node, type Variable } from '../../values/source-module.ts';
import { lastName } from './written-names.ts';

/** Where the init or headers argument of a response-making call stands. */
export function responseArgument(node: TSESTree.CallExpression | TSESTree.NewExpression): { argument: Node; isHeaders: boolean } | null {
  const at = (index: number, isHeaders: boolean): { argument: Node; isHeaders: boolean } | null => {
    const argument = node.arguments[index];
    return argument === undefined || argument.type === 'SpreadElement' ? null : { argument, isHeaders };
  };
  const { callee } = node;
  if (node.type === 'NewExpression') return callee.type === 'Identifier' && /Response$/.test(callee.name) ? at(1, false) : null;
  if (callee.type === 'Identifier') return /^(?:json|defer|data|text|error|redirect)$/.test(callee.name) ? at(1, false) : null;
  if (callee.type !== 'MemberExpression') return null;
  const method = propertyName(callee);
  if (method === null) return null;
  if (callee.object.type === 'Identifier' && /Response$/.test(callee.object.name)) return at(method === 'next' ? 0 : 1, false);
  const receiver = lastName(callee.object);
  if (receiver !== null && /^(?:c|ctx|context)$/.test(receiver) && /^(?:json|text|html|body|newResponse)$/.test(method)) return at(2, true);
  if (receiver !== null && /res/i.test(receiver) && /^(?:sendFile|download)$/.test(method)) return at(method === 'download' ? 2 : 1, false);
  return null;
}

/** Where an object literal goes: the name that holds it, and whether what becomes of it is an outgoing request. */
export function flowOf(object: Node, evaluator: Evaluator): { variable: Variable | null; isRequest: boolean } {
  const { module } = evaluator;
  let node = object;
  for (const parent of module.ancestorsOf(object)) {
    switch (parent.type) {
      case 'Property':
        if (parent.value !== node) return { variable: null, isRequest: false };
        break;
      case 'ObjectExpression':
      case 'SpreadElement':
      case 'ConditionalExpression':
      case 'LogicalExpression':
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSNonNullExpression':
        break;
      case 'NewExpression':
      case 'CallExpression':
        if (parent.callee === node) return { variable: null, isRequest: false };
        if (isRequestCall(parent, evaluator)) return { variable: null, isRequest: true };
        if (!isWrapper(parent)) return { variable: null, isRequest: false };
        break;
      case 'VariableDeclarator': {
        const variable = parent.id.type === 'Identifier' ? module.variableOf(parent.id) : null;
        const holdsItself = variable !== null && module.parentOf(object)?.type !== 'Property';
        return { variable: holdsItself ? variable : null, isRequest: variable !== null && usesOf(variable, evaluator).isRequest };
      }
      default:
        return { variable: null, isRequest: false };
    }
    node = parent;
  }
  return { variable: null, isRequest: false };
}

/** Calls that hand on the object they are given: `new Headers(…)`, `new Map(…)`, `Object.freeze(…)`. */
export function isWrapper(node: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
  return node.callee.type === 'Identifier' ? node.callee.name === 'Headers' || node.callee.name === 'Map' : node.callee.type === 'MemberExpression' && node.callee.object.type === 'Identifier' && node.callee.object.name === 'Object';
}

/** Functions by which proxies let their user change the request that goes on: options, and events. */
const REQUEST_HOOKS = /^(?:rewriteRequestHeaders|proxyReqOptDecorator|onProxyReq|proxyReq|proxyReqWs|onProxyReqWs)$/;

/** Whether a node stands in a function that a proxy calls with the request that goes on. */
export function isInRequestHook(node: Node, { module }: Evaluator): boolean {
  return [node, ...module.ancestorsOf(node)].some((each) => {
    if (!isFunction(each)) return false;
    const holder = module.parentOf(each);
    if (holder?.type === 'Property') return holder.key.type === 'Identifier' && REQUEST_HOOKS.test(holder.key.name);
    const [event] = holder?.type === 'CallExpression' ? holder.arguments : [];
    return event?.type === 'Literal' && typeof event.value === 'string' && REQUEST_HOOKS.test(event.value);
  });
}

/** Whether a name is handed to an outgoing request, and to nothing that answers one. */
export function usesOf(variable: Variable, evaluator: Evaluator): { isRequest: boolean } {
  let request = false;
  let response = false;
  for (const reference of variable.references) {
    let node = reference.identifier as Node;
    for (const parent of evaluator.module.ancestorsOf(node)) {
      if (parent.type === 'CallExpression' || parent.type === 'NewExpression') {
        if (parent.callee === node) break;
        if (isRequestCall(parent, evaluator)) request = true;
        else if (responseArgument(parent) !== null) response = true;
        break;
      }
      if (parent.type === 'ReturnStatement' || /Statement$|Declaration$/.test(parent.type)) {
        if (parent.type === 'ReturnStatement') response = true;
        break;
      }
      node = parent;
    }
  }
  return { isRequest: request && !response };
}

const REQUEST_FUNCTIONS = /^(?:createProxyMiddleware|legacyCreateProxyMiddleware|createProxyServer|createProxy|proxyRequest|fetch|\$fetch|ofetch|axios|ky|got|request|superagent|useFetch|useAxios|ajax|Request|apiFetch|fetchJson|needle)$/;
const REQUEST_METHODS = /^(?:fetch|get|post|put|patch|delete|del|head|request|ajax|create|setRequestHeader|extend)$/;
const REQUEST_OBJECTS = /^(?:axios|ky|got|http|https|\$|jQuery|api|client|httpClient|instance|axiosInstance|apiClient|request|superagent|needle|window|globalThis|this)$/i;

/** The name under which a module exports what is called here by another. */
function importedNameOf(value: Value): string {
  return value.kind === 'imported' ? (value.path.at(-1) ?? '') : '';
}

function isRequestCall(node: TSESTree.CallExpression | TSESTree.NewExpression, evaluator: Evaluator): boolean {
  const { callee } = node;
  if (callee.type === 'Identifier') return REQUEST_FUNCTIONS.test(callee.name) || REQUEST_FUNCTIONS.test(importedNameOf(evaluator.evaluate(callee)));
  if (callee.type !== 'MemberExpression') return false;
  const method = propertyName(callee);
  if (method === 'createProxyServer' || method === 'createProxyMiddleware') return true;
  const receiver = lastName(callee.object);
  if (method === null || !REQUEST_METHODS.test(method)) return false;
  return (receiver !== null && REQUEST_OBJECTS.test(receiver)) || /axios|http|fetch/i.test(evaluator.module.textOf(callee.object));
}

/** Whether headers of an outgoing or incoming request are written here, not of an answer. */
export function isOfRequest(receiver: Node, evaluator: Evaluator): boolean {
  const text = evaluator.module.textOf(receiver);
  if (/\b(?:axios|xhr|XMLHttpRequest|defaults|fetchOptions|requestOptions|reqHeaders|requestHeaders|proxyReq|config|request)\b/i.test(text) && !/\b(?:res|response|reply)\b/i.test(text)) return true;
  const variable = receiver.type === 'Identifier' ? evaluator.module.variableOf(receiver) : null;
  // A helper that is given `headers` to write to is given those of the answer.
  const isParameter = variable?.defs[0] !== undefined && (variable.defs[0].type as string) === 'Parameter';
  if (!isParameter && requestPathOf(receiver, evaluator.module, evaluator.resolveName)?.[0] === 'headers') return true;
  const declared = variable?.defs[0]?.node as Node | undefined;
  return declared?.type === 'VariableDeclarator' && declared.init !== null && variable !== null && variable !== undefined && usesOf(variable, evaluator).isRequest;
}
