import type { TSESTree } from '@typescript-eslint/utils';
import type { ClientRequest, RequestHeader } from '../policy/client-request.ts';
import type { Removal } from '../policy/policy.ts';
import type { Evaluator } from '../values/evaluate.ts';
import { propertyName } from '../values/request.ts';
import { isFunction, type Node } from '../values/source-module.ts';
import { leavesOf, stringOf, type ObjectValue, type Value } from '../values/value.ts';
import { clientOf, type ClientName } from './client-values.ts';
import { readsOf } from './response-reads.ts';

/** Where the options of a client's calls stand, by the method called; `''` for a call of the client itself, `new` for a constructor. */
const OPTIONS: Readonly<Record<ClientName, Readonly<Record<string, readonly number[]>>>> = {
  fetch: { '': [1] },
  Request: { new: [1] },
  axios: { '': [0, 1], request: [0], create: [0], get: [1], delete: [1], head: [1], options: [1], post: [2], put: [2], patch: [2], postForm: [2], putForm: [2], patchForm: [2] },
  ky: { '': [1], create: [0], extend: [0], get: [1], post: [1], put: [1], patch: [1], delete: [1], head: [1] },
  got: { '': [1], extend: [0], get: [1], post: [1], put: [1], patch: [1], delete: [1], head: [1] },
  jQuery: { ajax: [0, 1], ajaxSetup: [0] },
};

/** Text by which a file is known to run on a server, where request headers are the server's own affair. */
const SERVER = /(?:from|require\()\s*['"](?:node:|(?:https?|http2|fs|path|os|child_process|cluster|net|tls|readline|worker_threads|dotenv|undici|node-fetch|express|fastify|koa|hono|aws-lambda|next\/server|next\/headers|@nestjs\/[\w-]+|@sveltejs\/kit|h3|polka|puppeteer(?:-core)?|playwright(?:-core)?)['"/])|\bDeno\.|\bBun\.|['"]use server['"]|\bcreateServer\s*\(|#!\/usr\/bin\/env node|\bfunction\s+(?:GET|POST|PUT|PATCH|DELETE|OPTIONS|loader|action|onRequest\w*)\b|\bexports?\.handler\b|export\s+const\s+(?:handler|GET|POST|PUT|PATCH|DELETE|OPTIONS|onRequest\w*)\b|addEventListener\(\s*['"]fetch['"]|export\s+default\s*\{\s*(?:async\s+)?fetch\b|defineEventHandler|\bmodule\.exports\s*=\s*(?:async\s*)?\(/;

/** Objects that only browsers have. */
const OF_BROWSERS = new Set(['window', 'document', 'localStorage', 'sessionStorage']);

/** Text by which a file is known to run in browsers. */
const BROWSER = /['"]use client['"]|(?:from|require\()\s*['"](?:react|react-dom|vue|svelte|@angular\/\w+|solid-js|preact|jquery)(?:\/[^'"]*)?['"]|\bXMLHttpRequest\b/;

/** Whether a text runs on a server, as far as it shows. */
export function seemsServer(text: string): boolean {
  return SERVER.test(text);
}

/** Every request that the file's client code sends, in source order; none where the file is a server's. */
export function clientRequestsOf(evaluator: Evaluator): readonly ClientRequest[] {
  const { module } = evaluator;
  if (seemsServer(module.text)) return [];
  const isInBrowser = BROWSER.test(module.text) || module.nodes('MemberExpression').some(({ object }) => object.type === 'Identifier' && OF_BROWSERS.has(object.name) && module.variableOf(object) === null);
  const calls = [...module.nodes('CallExpression'), ...module.nodes('NewExpression')].flatMap((node) => requestOf(node, isInBrowser, evaluator) ?? []);
  const assignments = module.nodes('AssignmentExpression').flatMap((node) => assignedHeader(node, isInBrowser, evaluator) ?? []);
  return [...calls, ...assignments];
}

function requestOf(node: TSESTree.CallExpression | TSESTree.NewExpression, isInBrowser: boolean, evaluator: Evaluator): ClientRequest | null {
  const written = setRequestHeader(node, evaluator);
  if (written !== null) return written;
  const called = calledClient(node, evaluator);
  if (called === null) return null;
  const { client, method } = called;
  const positions = OPTIONS[client][node.type === 'NewExpression' ? 'new' : method] ?? [];
  const options = positions.map((index) => node.arguments[index]).flatMap((argument) => (argument === undefined || argument.type === 'SpreadElement' ? [] : [evaluator.evaluate(argument)])).find((value) => value.kind === 'object');
  if (options?.kind !== 'object') return null;
  const headers = options.properties.get('headers');
  const mode = options.properties.get('mode');
  const isNoCors = mode !== undefined && stringOf(mode.value) === 'no-cors' && evaluator.module.owns(mode.node);
  return {
    client,
    headers: headers === undefined ? [] : headersOf(headers.value, evaluator),
    isInBrowser: client === 'jQuery' || isInBrowser,
    noCors: isNoCors ? { place: evaluator.module.placeOf(mode.node), removal: removalOf(mode.node, evaluator) } : null,
    reads: isNoCors && node.type === 'CallExpression' ? readsOf(node, evaluator) : [],
  };
}

/** The client that is called, and the method by which. */
function calledClient({ callee }: TSESTree.CallExpression | TSESTree.NewExpression, evaluator: Evaluator): { client: ClientName; method: string } | null {
  const direct = clientOf(callee, evaluator);
  if (direct !== null) return { client: direct.client, method: '' };
  if (callee.type !== 'MemberExpression') return null;
  const found = clientOf(callee.object, evaluator);
  const method = propertyName(callee);
  return found === null || method === null ? null : { client: found.client, method };
}

/** The headers of a plain object, of pairs, or of `new Headers(…)`. */
function headersOf(value: Value, evaluator: Evaluator): readonly RequestHeader[] {
  return [...leavesOf(value)].flatMap((leaf) => {
    const held = leaf.kind === 'instance' ? (leaf.args[0] ?? leaf) : leaf;
    if (held.kind === 'array') return held.elements.flatMap((pair) => headerOfPair(pair, evaluator));
    return held.kind === 'object' ? headersOfObject(held, evaluator) : [];
  });
}

/** `['Accept', 'application/json']` */
function headerOfPair(pair: Value, { module }: Evaluator): readonly RequestHeader[] {
  const [first, second] = pair.kind === 'array' ? pair.elements : [];
  const name = first === undefined ? null : stringOf(first);
  return first === undefined || second === undefined || name === null || !module.owns(first.node) ? [] : [{ name, value: stringOf(second), place: module.placeOf(first.node), removal: null }];
}

function headersOfObject(object: ObjectValue, evaluator: Evaluator): readonly RequestHeader[] {
  const { module } = evaluator;
  return [...object.properties].flatMap(([name, property]): readonly RequestHeader[] => {
    const { node } = property;
    if (node.type !== 'Property' || !module.owns(node) || isAlsoAnswered(node, evaluator)) return [];
    return [{ name, value: stringOf(property.value), place: module.placeOf(node.key), removal: removalOf(node, evaluator) }];
  });
}

/** Whether the object that holds a property has a name that is used where answers are made, too. */
function isAlsoAnswered(property: TSESTree.Property, evaluator: Evaluator): boolean {
  const { module } = evaluator;
  for (const outer of module.ancestorsOf(property)) {
    if (outer.type === 'VariableDeclarator') {
      const variable = outer.id.type === 'Identifier' ? module.variableOf(outer.id) : null;
      return variable?.references.some((reference) => {
        const statement = [...module.ancestorsOf(reference.identifier as Node)].find((each) => /Statement$|Declaration$/.test(each.type));
        return statement !== undefined && reference.init !== true && /\b(?:Response|res|reply|statusCode)\b|^export\b/.test(module.textOf(statement).slice(0, 400)) && !/\b(?:fetch|axios|ky|got|ajax)\b/.test(module.textOf(statement));
      }) === true;
    }
    if (isFunction(outer) || outer.type === 'CallExpression' || outer.type === 'NewExpression') return false;
  }
  return false;
}

/** `xhr.setRequestHeader(name, value)` */
function setRequestHeader(node: TSESTree.CallExpression | TSESTree.NewExpression, evaluator: Evaluator): ClientRequest | null {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression' || propertyName(node.callee) !== 'setRequestHeader') return null;
  const [first, second] = node.arguments;
  const name = first === undefined || first.type === 'SpreadElement' ? null : stringOf(evaluator.evaluate(first));
  if (name === null || first === undefined) return null;
  const statement = evaluator.module.parentOf(node);
  const removal = statement?.type === 'ExpressionStatement' ? { start: statement.range[0], end: statement.range[1] } : null;
  const value = second === undefined || second.type === 'SpreadElement' ? null : stringOf(evaluator.evaluate(second));
  return { client: 'XMLHttpRequest', headers: [{ name, value, place: evaluator.module.placeOf(first), removal }], isInBrowser: true, noCors: null, reads: [] };
}

/** `axios.defaults.headers.common['X'] = value`, and `config.headers['X'] = value` in an interceptor of requests. */
function assignedHeader(node: TSESTree.AssignmentExpression, isInBrowser: boolean, evaluator: Evaluator): ClientRequest | null {
  if (node.operator !== '=' || node.left.type !== 'MemberExpression') return null;
  const { module } = evaluator;
  const { left } = node;
  const name = left.computed ? stringOf(evaluator.evaluate(left.property)) : null;
  if (name === null) return null;
  const [, root, rest] = /^([\w$]+)(\.defaults\.headers(?:\.\w+)?|\.headers(?:\.common)?)$/.exec(module.textOf(left.object)) ?? [];
  if (root === undefined || rest === undefined) return null;
  let holder: Node = left.object;
  while (holder.type === 'MemberExpression') holder = holder.object;
  const isClient = rest.startsWith('.defaults') ? clientOf(holder, evaluator)?.client === 'axios' : isInterceptor(node, evaluator);
  if (!isClient) return null;
  const statement = module.parentOf(node);
  const removal = statement?.type === 'ExpressionStatement' ? { start: statement.range[0], end: statement.range[1] } : null;
  return { client: 'axios', headers: [{ name, value: stringOf(evaluator.evaluate(node.right)), place: module.placeOf(left.property), removal }], isInBrowser, noCors: null, reads: [] };
}

function isInterceptor(node: Node, evaluator: Evaluator): boolean {
  const { module } = evaluator;
  const fn = module.functionOf(node);
  const call = fn === null ? null : module.parentOf(fn);
  return call?.type === 'CallExpression' && /\.interceptors\.request\.use$/.test(module.textOf(call.callee));
}

/** A property with the comma that goes with it. */
function removalOf(property: Node, evaluator: Evaluator): Removal | null {
  const object = evaluator.module.parentOf(property);
  if (property.type !== 'Property' || object?.type !== 'ObjectExpression') return null;
  const index = object.properties.indexOf(property);
  const next = object.properties[index + 1];
  if (next !== undefined) return { start: property.range[0], end: next.range[0] };
  const previous = object.properties[index - 1];
  return previous === undefined ? { start: object.range[0] + 1, end: object.range[1] - 1 } : { start: previous.range[1], end: property.range[1] };
}
