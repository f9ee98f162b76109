import type { TSESTree } from '@typescript-eslint/utils';
import type { SentHeader } from '../policy/sent-request.ts';
import type { Evaluator } from '../values/evaluate.ts';
import { propertyName } from '../values/request.ts';
import { isFunction, type FunctionNode, type Node } from '../values/source-module.ts';
import { stringOf } from '../values/value.ts';
import { clientOf, clientOfValue, identityOf } from './client-values.ts';
import { headerOf, headersOf, textsOf, type ClientSetup } from './request-draft.ts';

/**
 * What a file sets up for clients besides the call that makes them: `axios.defaults.baseURL = …`, interceptors of
 * axios that give each request a header, and the same hooks of ky.
 */
export function clientSetupsOf(evaluator: Evaluator): readonly ClientSetup[] {
  const assigned = evaluator.module.nodes('AssignmentExpression').flatMap((node) => assignedDefault(node, evaluator) ?? []);
  const intercepted = evaluator.module.nodes('CallExpression').flatMap((node) => [...interceptor(node, evaluator), ...kyHooks(node, evaluator)]);
  return [...assigned, ...intercepted];
}

const NOTHING = { bases: [], headers: new Map<string, SentHeader>(), credentials: null };

/** `X.defaults.baseURL`, `X.defaults.withCredentials`, `X.defaults.headers.common['Y']` */
function assignedDefault(node: TSESTree.AssignmentExpression, evaluator: Evaluator): ClientSetup | null {
  if (node.operator !== '=' || node.left.type !== 'MemberExpression') return null;
  const { module } = evaluator;
  const names: string[] = [];
  let holder: Node = node.left;
  while (holder.type === 'MemberExpression') {
    const name = propertyName(holder) ?? (holder.computed ? stringOf(evaluator.evaluate(holder.property)) : null);
    if (name === null) return null;
    names.unshift(name);
    holder = holder.object;
    if (name === 'defaults') break;
  }
  const [first, option, ...rest] = names;
  if (first !== 'defaults') return null;
  const client = clientOf(holder, evaluator);
  const id = client?.client === 'axios' ? identityOf(client).at(-1) : undefined;
  if (id === undefined) return null;
  const value = evaluator.evaluate(node.right);
  if (option === 'baseURL' && rest.length === 0) return { ...NOTHING, client: id, bases: textsOf(value, evaluator) };
  if (option === 'withCredentials' && rest.length === 0) return value.kind === 'constant' && value.value === true ? { ...NOTHING, client: id, credentials: module.placeOf(node) } : null;
  const header = rest.at(-1);
  if (option !== 'headers' || header === undefined || rest.length > 2 || (rest.length === 2 && rest[0] !== 'common')) return null;
  const sent = headerOf(header, value, module.placeOf(node));
  return sent === null ? null : { ...NOTHING, client: id, headers: new Map([[header.toLowerCase(), sent]]) };
}

/** `X.interceptors.request.use((config) => { config.headers.Y = …; return config; })` */
function interceptor(node: TSESTree.CallExpression, evaluator: Evaluator): readonly ClientSetup[] {
  const { callee } = node;
  if (callee.type !== 'MemberExpression' || propertyName(callee) !== 'use' || callee.object.type !== 'MemberExpression' || propertyName(callee.object) !== 'request') return [];
  const interceptors = callee.object.object;
  if (interceptors.type !== 'MemberExpression' || propertyName(interceptors) !== 'interceptors') return [];
  const client = clientOf(interceptors.object, evaluator);
  const id = client?.client === 'axios' ? identityOf(client).at(-1) : undefined;
  const [argument] = node.arguments;
  const fn = argument === undefined || argument.type === 'SpreadElement' ? null : functionOf(argument, evaluator);
  const parameter = fn?.params[0];
  if (id === undefined || fn === null || parameter?.type !== 'Identifier') return [];
  return writtenHeaders(fn, (object) => isPath(object, parameter.name, /^headers(?:\.common)?$/), evaluator).map((header) => ({ ...NOTHING, client: id, headers: new Map([[header.name.toLowerCase(), header]]) }));
}

/** `ky.create({ hooks: { beforeRequest: [(request) => { request.headers.set('Y', …); }] } })` */
function kyHooks(node: TSESTree.CallExpression, evaluator: Evaluator): readonly ClientSetup[] {
  if (node.callee.type !== 'MemberExpression' || !/^(?:create|extend)$/.test(propertyName(node.callee) ?? '')) return [];
  const client = clientOfValue(evaluator.evaluate(node));
  const id = client?.client === 'ky' ? identityOf(client).at(-1) : undefined;
  const [options] = node.arguments;
  const value = options === undefined || options.type === 'SpreadElement' ? null : evaluator.evaluate(options);
  const hooks = value?.kind === 'object' ? value.properties.get('hooks')?.value : undefined;
  const before = hooks?.kind === 'object' ? hooks.properties.get('beforeRequest')?.value : undefined;
  if (id === undefined || before?.kind !== 'array') return [];
  return before.elements.flatMap((hook) => {
    if (hook.kind !== 'function') return [];
    const [parameter] = hook.node.params;
    // ky 2 gives hooks one object that holds the request.
    const name = parameter?.type === 'Identifier' ? parameter.name : parameter?.type === 'ObjectPattern' ? 'request' : null;
    if (name === null) return [];
    const isHeaders = (object: Node): boolean => isPath(object, name, /^(?:request\.)?headers$/);
    return writtenHeaders(hook.node, isHeaders, evaluator).map((header) => ({ ...NOTHING, client: id, headers: new Map([[header.name.toLowerCase(), header]]) }));
  });
}

function functionOf(node: Node, evaluator: Evaluator): FunctionNode | null {
  if (isFunction(node)) return node;
  const value = evaluator.evaluate(node);
  return value.kind === 'function' ? value.node : null;
}

/** Whether a node is the name with these properties: `config.headers`, `config.headers!.common`. */
function isPath(node: Node, name: string, path: RegExp): boolean {
  const names: string[] = [];
  let object = node;
  for (;;) {
    if (object.type === 'TSNonNullExpression' || object.type === 'TSAsExpression') object = object.expression;
    else if (object.type === 'MemberExpression') {
      names.unshift(propertyName(object) ?? '?');
      ({ object } = object);
    } else break;
  }
  return object.type === 'Identifier' && object.name === name && path.test(names.join('.'));
}

/** The headers that a function gives a request, under conditions or not: some request has them. */
function writtenHeaders(fn: FunctionNode, isHeaders: (object: Node) => boolean, evaluator: Evaluator): readonly SentHeader[] {
  const { module } = evaluator;
  return [...module.within(fn.body)].flatMap((node): readonly SentHeader[] => {
    if (node.type === 'AssignmentExpression' && node.left.type === 'MemberExpression') {
      // `config.headers = { ...config.headers, Y: … }`
      if (isHeaders(node.left)) return [...headersOf(evaluator.evaluate(node.right), evaluator).values()];
      if (!isHeaders(node.left.object)) return [];
      const name = node.left.computed ? stringOf(evaluator.evaluate(node.left.property)) : propertyName(node.left);
      const header = name === null ? null : headerOf(name, evaluator.evaluate(node.right), module.placeOf(node.left));
      return header === null ? [] : [header];
    }
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression' || propertyName(node.callee) !== 'set' || !isHeaders(node.callee.object)) return [];
    const [first, second] = node.arguments;
    const name = first === undefined || first.type === 'SpreadElement' ? null : stringOf(evaluator.evaluate(first));
    if (name === null || first === undefined || second === undefined || second.type === 'SpreadElement') return [];
    const header = headerOf(name, evaluator.evaluate(second), module.placeOf(first));
    return header === null ? [] : [header];
  });
}
