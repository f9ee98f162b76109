import type { TSESTree } from '@typescript-eslint/utils';
import type { Answer } from '../../policy/endpoint.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import { propertyName } from '../../values/request.ts';
import type { Node, Variable } from '../../values/source-module.ts';
import { leavesOf, numberOf, stringOf, type ObjectValue, type Property, type Value } from '../../values/value.ts';
import { headersText, roomFor } from './answer-repair.ts';
import { NO_HEADERS, numberAt, type ReadHeaders } from './answer-state.ts';
import { headerIn, textIn } from './header-entry.ts';
import { deniesCredentials } from './header-value.ts';
import { propertyValue } from './written-names.ts';

/** Packages whose `json` makes a `Response`. */
const JSON_MODULES = /^(?:@sveltejs\/kit|@remix-run\/\w+|react-router|@solidjs\/start)$/;

/** What a returned expression answers; `null` where the code does not show it. */
export function createdAnswer(node: Node, evaluator: Evaluator): Answer | null {
  const { module } = evaluator;
  if (node.type === 'Identifier') {
    const variable = module.variableOf(node);
    const init = variable === null ? null : soleInitialiser(variable, evaluator);
    // What is done to it between is not followed here.
    if (variable === null || init === null || !isOnlyReturned(variable, evaluator)) return null;
    return createdAnswer(init, evaluator);
  }
  if (node.type === 'ObjectExpression') return resultObject(node, evaluator);
  if (node.type === 'NewExpression') return node.callee.type === 'Identifier' && /^(?:Next|Http)?Response$/.test(node.callee.name) ? response(node, evaluator) : null;
  if (node.type !== 'CallExpression') return null;
  const { callee } = node;
  if (callee.type === 'MemberExpression') return callee.object.type === 'Identifier' && /^(?:Next)?Response$/.test(callee.object.name) && propertyName(callee) === 'json' ? response(node, evaluator) : null;
  if (callee.type !== 'Identifier' || callee.name !== 'json') return null;
  const value = evaluator.evaluate(callee);
  return value.kind === 'imported' && JSON_MODULES.test(value.module) ? response(node, evaluator) : null;
}

function soleInitialiser(variable: Variable, evaluator: Evaluator): Node | null {
  const [definition] = variable.defs;
  const declarator = definition?.node as Node | undefined;
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier' || !evaluator.module.owns(declarator)) return null;
  return variable.references.some((reference) => reference.isWrite() && reference.init !== true) ? null : declarator.init;
}

function isOnlyReturned(variable: Variable, { module }: Evaluator): boolean {
  return variable.references.every((reference) => reference.init === true || module.parentOf(reference.identifier)?.type === 'ReturnStatement');
}

/** `new Response(body, init)`, `Response.json(data, init)`. */
function response(node: TSESTree.CallExpression | TSESTree.NewExpression, evaluator: Evaluator): Answer | null {
  const [, init = null] = node.arguments;
  if (node.arguments.some((argument) => argument.type === 'SpreadElement')) return null;
  if (init === null) return describe(node, NO_HEADERS, 200, null, null, { headers: null, init: null, call: node }, evaluator);
  const value = evaluator.evaluate(init);
  if (value.kind !== 'object') return null;
  return described(node, value, init, 'status', evaluator);
}

/** `{ statusCode, headers, body }` of Lambda and its kin. */
function resultObject(node: TSESTree.ObjectExpression, evaluator: Evaluator): Answer | null {
  const value = evaluator.evaluate(node);
  if (value.kind !== 'object' || !value.properties.has('statusCode') || value.properties.has('multiValueHeaders')) return null;
  return described(node, value, node, 'statusCode', evaluator);
}

function described(node: Node, object: ObjectValue, init: Node, statusKey: string, evaluator: Evaluator): Answer | null {
  const headers = object.properties.get('headers');
  const status = object.properties.get(statusKey);
  const number = status === undefined ? (object.complete ? 200 : null) : numberOf(status.value);
  const at = status?.node.type === 'Property' ? numberAt(status.node.value, evaluator) : null;
  if (headers === undefined) return object.complete ? describe(node, NO_HEADERS, number, at, null, { headers: null, init, call: null }, evaluator) : null;
  const written = (init.type === 'ObjectExpression' ? propertyValue(init, 'headers') : null) ?? (headers.node.type === 'Property' ? headers.node.value : headers.value.node);
  return describe(node, headersOf(headers.value, written, evaluator), number, at, written, { headers: written, init, call: null }, evaluator);
}

const UNKNOWN: ReadHeaders = { allowOrigin: undefined, allowCredentials: undefined, allowMethods: undefined, allowHeaders: undefined, exposes: undefined, location: null, written: null, value: null };

/** The CORS headers of a value that is an object, or `new Headers(object)`. */
export function headersOf(value: Value, node: Node, evaluator: Evaluator): ReadHeaders {
  if (value.kind === 'constant' && (value.value === undefined || value.value === null)) return NO_HEADERS;
  const filled = value.kind === 'instance' || node.type === 'Identifier' ? isFilledLater(node, evaluator) : false;
  if (value.kind === 'instance') {
    const [first] = value.args;
    const isHeaders = value.callee.kind === 'unknown' && value.callee.reason === 'the global Headers';
    if (!isHeaders || filled) return UNKNOWN;
    return first === undefined ? NO_HEADERS : headersOf(first, first.node, evaluator);
  }
  const leaves = [...leavesOf(value)];
  if (!leaves.every((leaf) => leaf.kind === 'object')) return UNKNOWN;
  const read = leaves.map((leaf) => ofObject(leaf, filled, evaluator));
  const [first = UNKNOWN] = read;
  // One of several objects: sent if some of them send it, as where an origin that is not accepted gets less.
  const sending = read.find((each) => each.allowOrigin === true);
  if (sending !== undefined) return read.length === 1 ? sending : { ...sending, location: null, value: null };
  return read.every((each) => each.allowOrigin === false) ? first : UNKNOWN;
}

function ofObject(object: ObjectValue, filled: boolean, evaluator: Evaluator): ReadHeaders {
  const isWhole = object.complete && !filled;
  const find = (name: string): Property | undefined => headerIn(object, name);
  const list = (name: string): readonly string[] | null | undefined => {
    const found = find(name);
    if (found === undefined) return isWhole ? null : undefined;
    const text = stringOf(found.value);
    return text?.split(',').map((each) => each.trim());
  };
  const has = (name: string): boolean | undefined => (find(name) === undefined ? (isWhole ? false : undefined) : true);
  const origin = find('access-control-allow-origin');
  const credentials = find('access-control-allow-credentials');
  const missing = origin?.value.kind === 'constant' && (origin.value.value === undefined || origin.value.value === '');
  return {
    allowOrigin: origin === undefined ? (isWhole ? false : undefined) : missing ? undefined : true,
    allowCredentials: credentials !== undefined && deniesCredentials(credentials.value) ? false : has('access-control-allow-credentials'),
    allowMethods: list('access-control-allow-methods'),
    allowHeaders: list('access-control-allow-headers'),
    exposes: has('access-control-expose-headers'),
    location: textIn(object, 'location'),
    written: origin === undefined ? null : evaluator.module.owns(origin.node) ? origin.node : null,
    value: origin === undefined ? null : stringOf(origin.value),
  };
}

/** Whether a name's object gets more properties, or is handed to code that may write to it. */
function isFilledLater(node: Node, { module }: Evaluator): boolean {
  const variable = node.type === 'Identifier' ? module.variableOf(node) : null;
  if (variable === null) return false;
  return variable.references.some((reference) => {
    if (reference.init === true) return false;
    const parent = module.parentOf(reference.identifier);
    if (parent?.type === 'SpreadElement' || parent?.type === 'Property' || parent?.type === 'ReturnStatement') return false;
    // `new Headers(corsHeaders)` copies; assignments to properties are in the value.
    if (parent?.type === 'NewExpression') return false;
    if (parent?.type !== 'MemberExpression') return true;
    const outer = module.parentOf(parent);
    return outer?.type === 'CallExpression' && outer.callee === parent;
  });
}

function describe(node: Node, read: ReadHeaders, status: number | null, statusAt: Answer['statusAt'], headers: Node | null, holder: Parameters<typeof roomFor>[0], evaluator: Evaluator): Answer {
  const { module } = evaluator;
  const { written, ...rest } = read;
  return {
    ...rest,
    place: module.placeOf(node),
    text: module.excerpt(node),
    status,
    statusAt,
    written: written === null ? null : module.placeOf(written),
    repair: { headers: headers === null || read.allowOrigin !== true ? null : headersText(headers, evaluator), room: roomFor(holder, evaluator) },
  };
}
