import type { TSESTree } from '@typescript-eslint/utils';
import { isFunction, type Node, type SourceModule, type Variable } from './source-module.ts';

/** Names by which servers call the request, the context, or the event that a handler is given. */
const REQUEST_NAMES = /^_?(?:req|request|ctx|context|c|event|evt|ev|info|incoming|httpRequest|nextRequest|userReq|originalReq|clientReq|socket|handshake|call)$/i;

/** Types of such parameters in Node, Express, Koa, Fastify, Hono, Next, Nest, Lambda and the Fetch API. */
const REQUEST_TYPES = /\b(?:\w*Request|IncomingMessage|\w*Context|APIGatewayProxyEvent\w*|LambdaFunctionURLEvent|HandlerEvent|H3Event|Socket)\b/;

/** Objects whose `.headers` are not the headers of the request being answered. */
const NOT_A_REQUEST = /^(?:res|resp|response|reply|result|results|config|cfg|options|opts|init|params|axios|instance|client|defaults|common|fetchOptions|output)$/i;

/** Properties that hold request headers: Node, Fetch, Koa (`header`), Node's `headersDistinct`. */
const HEADERS_PROPERTIES = new Set(['headers', 'header', 'headersDistinct']);

/** Parameter properties under which frameworks keep the request itself. */
const REQUEST_PROPERTIES = new Set(['req', 'request', 'raw', 'handshake', 'originalRequest', '$req', 'node']);

/** Methods that read one request header by name: Express, Koa, Fetch `Headers`, Hono, SvelteKit. */
const HEADER_READERS = new Set(['get', 'header', 'getHeader']);

/** Functions that read one request header from an event: h3 and Nitro, Hono's AWS adapter, SolidStart. */
const HEADER_READER_FUNCTIONS = new Set(['getHeader', 'getRequestHeader']);

/** Functions that read another part of the request from an event: h3 and Nitro. */
const PART_READERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['getMethod', ['method']],
  ['getQuery', ['query']],
  ['getRequestPath', ['path']],
  ['getRequestURL', ['url']],
  ['getRouterParams', ['params']],
]);

/** Whether the variable is a parameter that carries the request, by its type or its name. */
export function isRequestVariable(variable: Variable): boolean {
  return variable.defs.some((def) => {
    if ((def.type as string) !== 'Parameter') return false;
    const name = def.name as TSESTree.Identifier;
    const type = name.typeAnnotation?.typeAnnotation;
    if (type !== undefined && type.type === 'TSTypeReference' && type.typeName.type === 'Identifier') {
      if (/Response|Reply/.test(type.typeName.name)) return false;
      if (REQUEST_TYPES.test(type.typeName.name)) return true;
    }
    return REQUEST_NAMES.test(variable.name);
  });
}

/** Whether the variable holds the request headers that `node:http2` hands to a `stream` listener beside the stream. */
function isStreamHeaders(variable: Variable, module: SourceModule): boolean {
  const [definition] = variable.defs;
  if (definition === undefined || (definition.type as string) !== 'Parameter') return false;
  const listener = definition.node as Node;
  const call = module.parentOf(listener);
  if (call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression' || call.arguments[1] !== listener) return false;
  const [event] = call.arguments;
  return event !== undefined && literalText(event) === 'stream' && isFunction(listener) && listener.params[1] === definition.name;
}

/** How many names are followed, one after another, to the request. */
const MAX_NAMES = 24;

/**
 * The part of a request that an expression reads, as a path from the request: `[]` the request itself, `['headers']`
 * its headers, `['headers', 'origin']` one of them, `['method']`, `['query', 'x']`. `null` when it reads no request.
 *
 * `resolve` follows a name to the expression that it was initialised with, and answers destructured names by their path.
 */
export function requestPathOf(
  node: Node,
  module: SourceModule,
  resolve: (identifier: TSESTree.Identifier) => { readonly node: Node | null; readonly path: readonly string[] } | null,
  names = 0,
): readonly string[] | null {
  switch (node.type) {
    case 'Identifier': {
      const source = resolve(node);
      if (source === null) return null;
      if (source.node !== null) {
        // `const a = b, b = a` goes in circles.
        const base = names === MAX_NAMES ? null : requestPathOf(source.node, module, resolve, names + 1);
        return base === null ? null : step(base, source.path);
      }
      const variable = module.variableOf(node);
      if (variable === null) return null;
      const [first] = source.path;
      if (isRequestVariable(variable) && source.path.length === 0) return [];
      if (source.path.length === 0 && isStreamHeaders(variable, module)) return ['headers'];
      // A destructured first parameter, `({ headers, method }) => …`, is a request when it takes the headers.
      if (first !== undefined && (first === 'headers' || REQUEST_PROPERTIES.has(first))) return step([], source.path);
      // SvelteKit: `handle({ event, resolve })`.
      if (first === 'event') return step([], source.path.slice(1));
      return null;
    }
    case 'MemberExpression': {
      const name = propertyName(node);
      if (name === null) return null;
      if (HEADERS_PROPERTIES.has(name) && node.object.type === 'Identifier' && NOT_A_REQUEST.test(node.object.name)) return null;
      const base = requestPathOf(node.object, module, resolve, names);
      // A member of a header's value, such as `origin.endsWith`, is no part of the request; `headersDistinct` has lists.
      if (base === null || (isHeader(base) && name !== '0')) return null;
      return step(base, [name]);
    }
    case 'CallExpression':
      return callPath(node, module, resolve, names);
    case 'AwaitExpression':
      return requestPathOf(node.argument, module, resolve, names);
    case 'ChainExpression':
    case 'TSNonNullExpression':
    case 'TSAsExpression':
    case 'TSTypeAssertion':
    case 'TSSatisfiesExpression':
      return requestPathOf(node.expression, module, resolve, names);
    default:
      return null;
  }
}

function callPath(
  node: TSESTree.CallExpression,
  module: SourceModule,
  resolve: Parameters<typeof requestPathOf>[2],
  names: number,
): readonly string[] | null {
  const [argument, second] = node.arguments;
  if (node.callee.type === 'Identifier') {
    // h3: `getHeader(event, 'origin')`; Next: `headers()`.
    if (HEADER_READER_FUNCTIONS.has(node.callee.name) && argument !== undefined && second !== undefined) {
      const base = requestPathOf(argument, module, resolve, names);
      const name = literalText(second);
      return base === null || name === null ? null : ['headers', name.toLowerCase()];
    }
    const part = PART_READERS.get(node.callee.name);
    if (part !== undefined && argument !== undefined) return requestPathOf(argument, module, resolve, names)?.length === 0 ? part : null;
    if (node.callee.name === 'headers' && node.arguments.length === 0 && /['"]next\/headers['"]/.test(module.moduleOf(node).text)) return ['headers'];
    return null;
  }
  if (node.callee.type !== 'MemberExpression' || argument === undefined) return null;
  const method = propertyName(node.callee);
  const header = literalText(argument);
  if (method === null || header === null || !HEADER_READERS.has(method)) return null;
  // `res.header('Vary')` reads a response header; only requests are asked here.
  const base = requestPathOf(node.callee.object, module, resolve, names);
  if (base === null) return null;
  const isHeaders = base[0] === 'headers' && base.length === 1;
  const isRequest = base.length === 0;
  return isHeaders || isRequest ? ['headers', header.toLowerCase()] : null;
}

const isHeader = (path: readonly string[]): boolean => path[0] === 'headers' && path.length > 1;

/** Appends property names to a request path, dropping the wrappers under which frameworks keep the request. */
function step(base: readonly string[], names: readonly string[]): readonly string[] {
  let path = base;
  for (const name of names) {
    if (path.length === 0 && REQUEST_PROPERTIES.has(name)) continue;
    if (path.length === 0 && HEADERS_PROPERTIES.has(name)) path = ['headers'];
    else if (path[0] === 'headers' && path.length === 1) path = ['headers', name.toLowerCase()];
    else path = [...path, name];
  }
  return path;
}

/** The name of a property that a member expression reads, when it is written out. */
export function propertyName(node: TSESTree.MemberExpression): string | null {
  if (node.property.type === 'PrivateIdentifier') return `#${node.property.name}`;
  if (!node.computed) return node.property.type === 'Identifier' ? node.property.name : null;
  return literalText(node.property);
}

function literalText(node: Node): string | null {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node.type === 'TemplateLiteral' && node.expressions.length === 0) return node.quasis[0]?.value.cooked ?? null;
  return null;
}
