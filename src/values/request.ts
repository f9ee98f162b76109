import type { TSESTree } from '@typescript-eslint/utils';
import type { Node, SourceModule, Variable } from './source-module.ts';

/** Names by which servers call the request, the context, or the event that a handler is given. */
const REQUEST_NAMES = /^_?(?:req|request|ctx|context|c|event|evt|ev|info|incoming|httpRequest|nextRequest|socket|handshake|call)$/i;

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
): readonly string[] | null {
  switch (node.type) {
    case 'Identifier': {
      const source = resolve(node);
      if (source === null) return null;
      if (source.node !== null) {
        const base = requestPathOf(source.node, module, resolve);
        return base === null ? null : step(base, source.path);
      }
      const variable = module.variableOf(node);
      if (variable === null) return null;
      const [first] = source.path;
      if (isRequestVariable(variable) && source.path.length === 0) return [];
      // A destructured first parameter, `({ headers, method }) => …`, is a request when it takes the headers.
      if (first !== undefined && (first === 'headers' || REQUEST_PROPERTIES.has(first))) return step([], source.path);
      return null;
    }
    case 'MemberExpression': {
      const name = propertyName(node);
      if (name === null) return null;
      if (HEADERS_PROPERTIES.has(name) && node.object.type === 'Identifier' && NOT_A_REQUEST.test(node.object.name)) return null;
      const base = requestPathOf(node.object, module, resolve);
      // A member of a header's value, such as `origin.endsWith`, is no part of the request; `headersDistinct` has lists.
      if (base === null || (isHeader(base) && name !== '0')) return null;
      return step(base, [name]);
    }
    case 'CallExpression':
      return callPath(node, module, resolve);
    case 'AwaitExpression':
      return requestPathOf(node.argument, module, resolve);
    case 'ChainExpression':
    case 'TSNonNullExpression':
    case 'TSAsExpression':
    case 'TSTypeAssertion':
    case 'TSSatisfiesExpression':
      return requestPathOf(node.expression, module, resolve);
    default:
      return null;
  }
}

function callPath(
  node: TSESTree.CallExpression,
  module: SourceModule,
  resolve: Parameters<typeof requestPathOf>[2],
): readonly string[] | null {
  const [argument, second] = node.arguments;
  if (node.callee.type === 'Identifier') {
    // h3: `getHeader(event, 'origin')`; Next: `headers()`.
    if (HEADER_READER_FUNCTIONS.has(node.callee.name) && argument !== undefined && second !== undefined) {
      const base = requestPathOf(argument, module, resolve);
      const name = literalText(second);
      return base === null || name === null ? null : ['headers', name.toLowerCase()];
    }
    if (node.callee.name === 'headers' && node.arguments.length === 0 && /['"]next\/headers['"]/.test(module.text)) return ['headers'];
    return null;
  }
  if (node.callee.type !== 'MemberExpression' || argument === undefined) return null;
  const method = propertyName(node.callee);
  const header = literalText(argument);
  if (method === null || header === null || !HEADER_READERS.has(method)) return null;
  // `res.header('Vary')` reads a response header; only requests are asked here.
  const base = requestPathOf(node.callee.object, module, resolve);
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
  if (!node.computed) return node.property.type === 'Identifier' ? node.property.name : null;
  return literalText(node.property);
}

function literalText(node: Node): string | null {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node.type === 'TemplateLiteral' && node.expressions.length === 0) return node.quasis[0]?.value.cooked ?? null;
  return null;
}
