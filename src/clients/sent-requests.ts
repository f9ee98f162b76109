import type { TSESTree } from '@typescript-eslint/utils';
import { normalizeMethod } from '../protocol/methods.ts';
import type { Evaluator } from '../values/evaluate.ts';
import { propertyName } from '../values/request.ts';
import type { Node } from '../values/source-module.ts';
import { leavesOf, type ObjectValue, type Value } from '../values/value.ts';
import { clientOf, identityOf, type ClientValue } from './client-values.ts';
import { headerReadsOf } from './header-reads.ts';
import { axiosHeadersOf, headersOf, impliedJson, methodOf, placeWhen, textsOf, type RequestDraft } from './request-draft.ts';
import type { UrlText } from './url-text.ts';
import { xmlHttpRequestsOf } from './xml-http-requests.ts';

/** Methods of clients that send a request, with the position of the body and of the options behind the URL. */
const SHORTHANDS: ReadonlyMap<string, { readonly body: number | null; readonly options: number }> = new Map(
  ['get', 'delete', 'head', 'options', 'post', 'put', 'patch'].map((name) => [name, /^p/.test(name) ? { body: 1, options: 2 } : { body: null, options: 1 }]),
);

/** Names of clients that are called themselves. */
const CLIENT_NAME = /fetch|axios|ky|api|http|client|request|instance/i;

/** The requests that the code of one file sends, without what other files set up for their clients. */
export function requestDraftsOf(evaluator: Evaluator): readonly RequestDraft[] {
  const calls = evaluator.module.nodes('CallExpression').flatMap((node) => draftOf(node, evaluator) ?? []);
  return [...calls, ...xmlHttpRequestsOf(evaluator)];
}

function draftOf(node: TSESTree.CallExpression, evaluator: Evaluator): RequestDraft | null {
  // Following every function that is called would read the whole project.
  const isNamed = node.callee.type === 'Identifier' && CLIENT_NAME.test(node.callee.name);
  const direct = isNamed || node.callee.type === 'MemberExpression' ? clientOf(node.callee, evaluator) : null;
  if (direct !== null) return calledDraft(direct, '', node, evaluator);
  const { callee } = node;
  const method = callee.type === 'MemberExpression' ? propertyName(callee) : null;
  if (callee.type !== 'MemberExpression' || method === null || !/^(?:get|post|put|patch|delete|head|options|request|ajax|getJSON)$/.test(method)) return null;
  const client = clientOf(callee.object, evaluator);
  return client === null ? null : calledDraft(client, method, node, evaluator);
}

function calledDraft(client: ClientValue, method: string, node: TSESTree.CallExpression, evaluator: Evaluator): RequestDraft | null {
  const args = node.arguments.map((argument) => (argument.type === 'SpreadElement' ? null : evaluator.evaluate(argument)));
  // What stands behind a spread has no certain place.
  if (args.includes(null) || args.length === 0) return null;
  const values = args.filter((each) => each !== null);
  switch (client.client) {
    case 'fetch':
      return method === '' ? fetchDraft(values, node, evaluator) : null;
    case 'axios':
      return axiosDraft(client, method, values, node, evaluator);
    case 'ky':
      return kyDraft(client, method, values, node, evaluator);
    case 'jQuery':
      return jQueryDraft(client, method, values, node, evaluator);
    // A request that is made is sent by `fetch`; got is a client of servers.
    case 'Request':
    case 'got':
      return null;
  }
}

function described(client: string, node: TSESTree.CallExpression, evaluator: Evaluator): Pick<RequestDraft, 'client' | 'text' | 'place' | 'reads'> {
  return { client, text: evaluator.module.excerpt(node, 48), place: evaluator.module.placeOf(node), reads: headerReadsOf(node, evaluator) };
}

/** Options, where they are an object; `undefined` where they are not known. */
function optionsOf(value: Value | undefined): ObjectValue | null | undefined {
  if (value === undefined || (value.kind === 'constant' && value.value === undefined)) return null;
  return value.kind === 'object' ? value : undefined;
}

function fetchDraft([first, second]: readonly Value[], node: TSESTree.CallExpression, evaluator: Evaluator): RequestDraft | null {
  const made = first?.kind === 'instance' && isNamed(first.node, 'Request', evaluator) ? first : null;
  const options = optionsOf(made === null ? second : made.args[1]);
  if (options === undefined || first === undefined || (made !== null && second !== undefined)) return null;
  const mode = options?.properties.get('mode');
  // An opaque response is another question, and `same-origin` sends nothing.
  if (mode !== undefined && [...leavesOf(mode.value)].some((leaf) => leaf.kind !== 'constant' || leaf.value !== 'cors')) return null;
  return {
    ...described('fetch', node, evaluator),
    identity: [],
    bases: [],
    paths: textsOf(made === null ? first : made.args[0], evaluator),
    method: methodOf(options, ['method']),
    headers: headersOf(options?.properties.get('headers')?.value, evaluator),
    credentials: placeWhen(options?.properties.get('credentials'), 'include', evaluator),
  };
}

function isNamed(node: Node, name: string, evaluator: Evaluator): boolean {
  return node.type === 'NewExpression' && node.callee.type === 'Identifier' && node.callee.name === name && evaluator.module.variableOf(node.callee) === null;
}

/** `axios(config)`, `axios(url, config)`, `axios.request(config)`, `axios.post(url, data, config)`. */
function axiosDraft(client: ClientValue, method: string, values: readonly Value[], node: TSESTree.CallExpression, evaluator: Evaluator): RequestDraft | null {
  const shorthand = SHORTHANDS.get(method);
  const [first] = values;
  const isConfigured = shorthand === undefined && (first?.kind === 'object' || method === 'request');
  const options = optionsOf(isConfigured ? first : values[shorthand?.options ?? 1]);
  if (options === undefined || (method !== '' && method !== 'request' && shorthand === undefined)) return null;
  const created = client.made.flatMap(({ args }) => (args[0]?.kind === 'object' ? [args[0]] : []));
  const all = options === null ? created : [...created, options];
  const verb = shorthand === undefined ? methodOf(options, ['method']) : method.toUpperCase();
  const headers = new Map(all.flatMap((each) => [...axiosHeadersOf(each.properties.get('headers')?.value, verb, evaluator)]));
  const body = shorthand === undefined ? options?.properties.get('data')?.value : shorthand.body === null ? undefined : values[shorthand.body];
  if (body !== undefined && isJson(body) && !headers.has('content-type')) headers.set('content-type', impliedJson(evaluator.module.placeOf(node)));
  return {
    ...described('axios', node, evaluator),
    identity: identityOf(client),
    bases: lastTexts(all.flatMap((each) => each.properties.get('baseURL')?.value ?? []), evaluator),
    paths: isConfigured ? textsOf(options?.properties.get('url')?.value, evaluator) : textsOf(first, evaluator),
    method: verb,
    headers,
    credentials: placeWhen(all.flatMap((each) => each.properties.get('withCredentials') ?? []).at(-1), true, evaluator),
  };
}

/** Objects and lists become JSON; texts, forms and what is not known may become anything else. */
function isJson(value: Value): boolean {
  return [...leavesOf(value)].every((leaf) => leaf.kind === 'object' || leaf.kind === 'array');
}

function lastTexts(values: readonly Value[], evaluator: Evaluator): readonly UrlText[] {
  return textsOf(values.at(-1), evaluator);
}

function kyDraft(client: ClientValue, method: string, values: readonly Value[], node: TSESTree.CallExpression, evaluator: Evaluator): RequestDraft | null {
  const options = optionsOf(values[1]);
  if (options === undefined || (method !== '' && !SHORTHANDS.has(method))) return null;
  const all = [...client.made.flatMap(({ args }) => (args[0]?.kind === 'object' ? [args[0]] : [])), ...(options === null ? [] : [options])];
  const headers = new Map(all.flatMap((each) => [...headersOf(each.properties.get('headers')?.value, evaluator)]));
  const json = options?.properties.get('json');
  if (json !== undefined && !headers.has('content-type')) headers.set('content-type', impliedJson(evaluator.module.placeOf(json.node)));
  return {
    ...described('ky', node, evaluator),
    identity: identityOf(client),
    bases: lastTexts(all.flatMap((each) => (each.properties.get('prefixUrl') ?? each.properties.get('prefix') ?? each.properties.get('baseUrl'))?.value ?? []), evaluator),
    paths: textsOf(values[0], evaluator),
    method: method === '' ? methodOf(options, ['method']) : method.toUpperCase(),
    headers,
    credentials: placeWhen(all.flatMap((each) => each.properties.get('credentials') ?? []).at(-1), 'include', evaluator),
  };
}

/** `$.ajax(options)`, `$.ajax(url, options)`, and the short forms, which take no headers. */
function jQueryDraft(client: ClientValue, method: string, values: readonly Value[], node: TSESTree.CallExpression, evaluator: Evaluator): RequestDraft | null {
  if (!/^(?:ajax|get|post|getJSON)$/.test(method)) return null;
  const [first, second] = values;
  const isConfigured = first?.kind === 'object';
  const options = method === 'ajax' ? optionsOf(isConfigured ? first : second) : isConfigured ? optionsOf(first) : null;
  if (options === undefined) return null;
  const headers = new Map(headersOf(options?.properties.get('headers')?.value, evaluator));
  const type = options?.properties.get('contentType');
  if (type?.value.kind === 'constant' && typeof type.value.value === 'string') headers.set('content-type', { name: 'Content-Type', value: type.value.value, place: evaluator.module.placeOf(type.node), isImplied: false });
  const fields = options?.properties.get('xhrFields')?.value;
  const verb = method === 'post' ? 'POST' : methodOf(options, ['method', 'type']);
  return {
    ...described('jQuery', node, evaluator),
    identity: identityOf(client),
    bases: [],
    paths: textsOf(isConfigured ? options?.properties.get('url')?.value : first, evaluator),
    method: verb === null ? null : normalizeMethod(verb.toUpperCase()),
    headers,
    credentials: fields?.kind === 'object' ? placeWhen(fields.properties.get('withCredentials'), true, evaluator) : null,
    reads: [],
  };
}
