import type { TSESTree } from '@typescript-eslint/utils';
import { isFunction, type Node, type SourceModule, type Variable } from './source-module.ts';
import { stringOf, type Value } from './value.ts';

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

/** Where frameworks keep the parsed query: Express, Koa, Fastify, h3 (`query`), Lambda, CloudFront, and `URL`. */
const QUERIES = /^(?:query|querystring|(?:multiValueQ|q)ueryStringParameters|searchParams)$/;

/** What of a request is a parsed URL, in Next, SvelteKit and h3. */
const PARSED_URLS = /^(?:nextUrl|url)$/;

/** A parameter of the request's query; without a name where the code does not show which. */
export interface QueryParameter {
  readonly name: string | null;
}

/**
 * The parameter of the request's query that a value is: `req.query.x`, `ctx.query.x`, `c.req.query('x')`,
 * `new URL(request.url).searchParams.get('x')`. `null` for anything else.
 */
export function queryParameterOf(value: Value): QueryParameter | null {
  switch (value.kind) {
    case 'request': {
      const names = belowQuery(value.part);
      return names?.[0] === undefined ? null : { name: names[0] };
    }
    case 'operation':
      return value.operator === '[]' && value.operands[0] !== undefined && isQuery(value.operands[0]) ? { name: null } : null;
    case 'member':
      return isQuery(value.object) ? { name: value.name } : null;
    case 'call': {
      const [argument] = value.args;
      return argument !== undefined && readsParameter(value.callee) ? { name: stringOf(argument) } : null;
    }
    default:
      return null;
  }
}

/** The names by which a part of the request goes on below the query; `null` where it is of something else. */
function belowQuery(part: string): readonly string[] | null {
  const [first = '', ...rest] = part.split('.');
  const names = PARSED_URLS.test(first) ? rest : [first, ...rest];
  return QUERIES.test(names[0] ?? '') ? names.slice(1) : null;
}

/** Whether a value is the whole query. */
function isQuery(value: Value): boolean {
  if (value.kind === 'request') return belowQuery(value.part)?.length === 0;
  if (value.kind === 'instance') return value.callee.kind === 'unknown' && value.callee.reason === 'the global URLSearchParams' && value.args[0] !== undefined && isOfUrl(value.args[0]);
  if (value.kind !== 'member' || !QUERIES.test(value.name)) return false;
  const { object } = value;
  switch (object.kind) {
    // Another name for a request than those that are known.
    case 'parameter':
      return !NOT_A_REQUEST.test(object.variable.name);
    // Egg's controllers: `this.ctx.query`.
    case 'member':
      return /^(?:ctx|context|req|request)$/.test(object.name);
    // `new URL(request.url)`
    case 'instance':
      return object.args[0]?.kind === 'request';
    // `url.parse(req.url, true)` of Node.
    case 'call':
      return object.args[0]?.kind === 'request' && /^(?:url|originalUrl)$/.test(object.args[0].part);
    default:
      return false;
  }
}

/** `request.url`, and the `search` of what it is parsed to. */
function isOfUrl(value: Value): boolean {
  return value.kind === 'request' || (value.kind === 'member' && value.name === 'search' && value.object.kind === 'instance' && value.object.args[0]?.kind === 'request');
}

/** `c.req.query` of Hono, and `get` of `URLSearchParams`. */
function readsParameter(callee: Value): boolean {
  if (callee.kind === 'member') return callee.name === 'get' && isQuery(callee.object);
  if (callee.kind !== 'request') return false;
  const names = belowQuery(callee.part);
  if (names?.length === 1) return names[0] === 'get';
  // `c.query('SELECT …')` is of a client that is called like a context.
  const { node } = callee;
  const receiver = node.type !== 'MemberExpression' ? null : node.object.type === 'MemberExpression' ? propertyName(node.object) : node.object.type === 'Identifier' ? node.object.name : null;
  return callee.part === 'query' && /^req(?:uest)?$/.test(receiver ?? '');
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
