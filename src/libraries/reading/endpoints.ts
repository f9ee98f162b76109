import type { TSESTree } from '@typescript-eslint/utils';
import { METHODS, type AnswerTree, type Endpoint, type Handler } from '../../policy/endpoint.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import { propertyName } from '../../values/request.ts';
import { isFunction, type FunctionNode, type Node } from '../../values/source-module.ts';
import { leavesOf } from '../../values/value.ts';
import { contextAnswers } from './context-answers.ts';
import { answersWithContext, returnedAnswers } from './returned-answers.ts';
import { respondedAnswers } from './responded-answers.ts';
import { propertyValue } from './written-names.ts';

/** Where functions exported under the name of a method are the handlers of a route, and what `OPTIONS` gets without one. */
const ROUTE_FILES: readonly { readonly file: RegExp; readonly name: string; readonly status: number; readonly unless: RegExp | null }[] = [
  // Next.js, `auto-implement-methods.ts`: 204 with `Allow`.
  { file: /(?:^|\/)app\/(?:.*\/)?route\.[cm]?[jt]sx?$/, name: 'Next.js', status: 204, unless: null },
  // SvelteKit, `runtime/server/endpoint.js`: 405 with `Allow`, unless there is a `fallback`.
  { file: /(?:^|\/)routes\/(?:.*\/)?\+server\.[jt]s$/, name: 'SvelteKit', status: 405, unless: /\bfallback\b/ },
  // Astro, `runtime/server/endpoint.ts`: 404, unless there is an `ALL`. Next.js has default exports in such files.
  { file: /(?:^|\/)src\/pages\/.*\.[cm]?[jt]s$/, name: 'Astro', status: 404, unless: /\bALL\b|\bexport\s+default\b|\bmodule\.exports\b/ },
];

/** Functions and methods that are given the handler of a server, by what its answers are. */
const RETURNING = /^(?:Deno\.serve|serve|Bun\.serve)$/;
const RESPONDING = /^(?:(?:https?|http2|node_http)\.)?create(?:Secure)?Server$|^(?:functions\.https?|https)\.onRequest$|^onRequest$|^functions\.http$/;

/** Files whose default export is given Node's request and response. */
const RESPONDING_FILE = /(?:^|\/)pages\/api\/|(?:^|\/)api\/(?!.*\/(?:src|lib|server)\/)/;

/** Every resource whose requests this file answers by functions of its own. */
export function endpointsOf(evaluator: Evaluator, path: string): readonly Endpoint[] {
  const { module } = evaluator;
  const route = ROUTE_FILES.find(({ file, unless }) => file.test(path) && unless?.test(module.text) !== true);
  if (route !== undefined) return routeFile(route, evaluator);
  const endpoints: Endpoint[] = [];
  const add = (fn: FunctionNode | null, how: 'returned' | 'responded', isDirect = true): void => {
    if (fn === null || !module.owns(fn)) return;
    const tree = how === 'returned' ? returnedAnswers(fn, evaluator) : respondedAnswers(fn, evaluator);
    endpoints.push({ handlers: [handler(fn, METHODS, tree, evaluator)], platform: null, isDirect, paths: [], isExported: false, optionsForm: optionsBranch(fn, how, evaluator) });
  };
  for (const call of module.nodes('CallExpression')) {
    const name = module.textOf(call.callee);
    const [first] = call.arguments;
    if (RETURNING.test(name)) add(served(call, evaluator), 'returned');
    else if (name === 'addEventListener' && first?.type === 'Literal' && first.value === 'fetch') add(respondWith(call, evaluator), 'returned');
    // Firebase: `onRequest({ cors: … }, handler)`.
    else if (RESPONDING.test(name) && !call.arguments.some((each) => each.type === 'ObjectExpression' && propertyValue(each, 'cors') !== null)) add(functionOf(call.arguments.find((each) => isFunction(each) || each.type === 'Identifier'), evaluator), 'responded');
  }
  const exported = defaultExport(evaluator);
  if (exported !== null) {
    const value = evaluator.evaluate(exported);
    if (value.kind === 'object') add(functionOf(methodNode(exported, 'fetch', evaluator), evaluator), 'returned');
    else if (value.kind === 'function') {
      if (value.node.params.length >= 2 && RESPONDING_FILE.test(path)) add(value.node, 'responded');
      else if (value.node.params.length <= 2 && /\bnew (?:Next)?Response\(|\bResponse\.json\(/.test(module.textOf(value.node)) && /(?:^|\/)(?:api|functions|netlify|edge-functions|edge)\//.test(path)) add(value.node, 'returned');
    }
  }
  // API Gateway may answer OPTIONS itself; Netlify does not.
  for (const fn of lambdas(evaluator)) add(fn, 'returned', /(?:^|\/)netlify\//.test(path));
  return endpoints;
}

/** The handlers that an application's routes give one path; `null` stands for what is not shown. */
export function endpointOfRoutes(handlers: readonly { readonly methods: readonly string[]; readonly fn: FunctionNode | null; readonly node: Node }[], framework: { readonly name: string; readonly answers: 'response' | 'context' | 'returned' }, evaluator: Evaluator): Endpoint {
  const treeOf = (fn: FunctionNode): AnswerTree => {
    switch (framework.answers) {
      case 'response':
        return respondedAnswers(fn, evaluator, framework.name === 'Fastify');
      case 'context':
        return contextAnswers(fn, evaluator);
      case 'returned':
        return answersWithContext(fn, evaluator);
    }
  };
  return {
    handlers: handlers.map(({ methods, fn, node }) => handler(fn ?? node, methods.length === 0 ? METHODS : methods, fn === null ? { kind: 'unknown' } : treeOf(fn), evaluator)),
    platform: null,
    isDirect: true,
    paths: [],
    isExported: false,
    optionsForm: null,
  };
}

/** Where a handler of all methods can answer `OPTIONS` before it does anything else. */
function optionsBranch(fn: FunctionNode, how: 'returned' | 'responded', { module }: Evaluator): Endpoint['optionsForm'] {
  const [request, response] = fn.params;
  const first = fn.body.type === 'BlockStatement' ? fn.body.body[0] : undefined;
  if (request?.type !== 'Identifier' || first === undefined || !/^(?:_?req|request|_request)$/.test(request.name)) return null;
  const at = first.range[0];
  const indent = /[ \t]*$/.exec(module.text.slice(0, at))?.[0] ?? '';
  if (how === 'returned') return { at, text: `if (${request.name}.method === 'OPTIONS') return new Response(null, { status: 204, headers: HEADERS });\n${indent}` };
  if (response?.type !== 'Identifier') return null;
  const inner = `\n${indent}  `;
  return { at, text: `if (${request.name}.method === 'OPTIONS') {${inner}STATEMENTS${inner}${response.name}.statusCode = 204;${inner}return ${response.name}.end();\n${indent}}\n${indent}`, write: `${response.name}.setHeader(NAME, VALUE);${inner}` };
}

function routeFile(route: (typeof ROUTE_FILES)[number], evaluator: Evaluator): readonly Endpoint[] {
  const { module } = evaluator;
  const handlers: Handler[] = [];
  const add = (name: string, node: Node): void => {
    if (!(METHODS as readonly string[]).includes(name)) return;
    const value = evaluator.evaluate(node);
    const fn = value.kind === 'function' && module.owns(value.node) ? value.node : null;
    const tree: AnswerTree = fn === null ? { kind: 'unknown' } : returnedAnswers(fn, evaluator);
    handlers.push(handler(fn ?? node, [name], tree, evaluator));
  };
  for (const node of module.nodes('ExportNamedDeclaration')) {
    const { declaration } = node;
    if (declaration?.type === 'FunctionDeclaration' && declaration.id !== null) add(declaration.id.name, declaration);
    if (declaration?.type === 'VariableDeclaration') {
      for (const { id, init } of declaration.declarations) {
        if (id.type === 'Identifier' && init !== null) add(id.name, init);
        // `export const { GET, POST } = handlers`
        else if (id.type !== 'Identifier') for (const inner of module.within(id)) if (inner.type === 'Identifier') add(inner.name, inner);
      }
    }
    for (const { exported, local } of node.specifiers) add(exported.type === 'Identifier' ? exported.name : exported.value, local);
  }
  // `export * from './handlers'`
  if (handlers.length === 0 || module.nodes('ExportAllDeclaration').length > 0) return [];
  const isTyped = /\.tsx?$/.test(module.file);
  const end = module.text.trimEnd().length;
  return [{
    handlers,
    platform: { name: route.name, status: route.status },
    isDirect: true,
    paths: [],
    isExported: false,
    optionsForm: { at: end, text: `\n\nexport function OPTIONS()${isTyped ? ': Response' : ''} {\n  return new Response(null, { status: 204, headers: HEADERS });\n}` },
  }];
}

function handler(fn: Node, methods: readonly string[], tree: AnswerTree, evaluator: Evaluator): Handler {
  return { place: evaluator.module.placeOf(fn), methods, tree, needs: needsOf(fn, evaluator) };
}

/** Headers by which clients say who they are, and that no page sends without a preflight. */
const IDENTIFYING = /^(?:authorization|x-api-key|api-key|apikey|x-auth-token|x-access-token|x-csrf-token|x-xsrf-token|x-requested-with)$/;

/** What a handler reads of a request that only preflighted requests have. */
export function needsOf(fn: Node, evaluator: Evaluator): string | null {
  for (const inner of evaluator.module.within(fn)) {
    if (inner.type !== 'MemberExpression' && inner.type !== 'CallExpression') continue;
    const value = evaluator.evaluate(inner);
    if (value.kind === 'request-header' && IDENTIFYING.test(value.name)) return value.name.replace(/(?:^|-)[a-z]/g, (part) => part.toUpperCase());
  }
  return null;
}

/** Parsers of Express that take what forms send, too. */
const FORM_PARSERS = /\burlencoded\s*\(|\b(?:raw|text)\s*\(|multer|formidable|busboy|express-fileupload|bodyParser\s*\(/;

/** Whether a route's handler takes JSON that no form can send, as far as the file shows its parsers. */
export function takesJson(fn: Node, framework: string, { module }: Evaluator): boolean {
  const text = module.textOf(fn);
  switch (framework) {
    case 'Express':
      return readsMembers(text, 'req(?:uest)?') && /\b(?:express|bodyParser)\s*\.\s*json\s*\(\s*(?:\{[^{}]*\}\s*)?\)/.test(module.text) && !/json\s*\(\s*\{[^{}]*\btype\b/.test(module.text) && !FORM_PARSERS.test(module.text);
    case 'Fastify':
      // Its own parser of text gives a text, which has no such members.
      return readsMembers(text, 'req(?:uest)?') && !/addContentTypeParser|formbody|multipart/.test(module.text);
    case 'Hono':
      return /\b(?:c|ctx|context)\s*\.\s*req\s*\.\s*json\s*\(/.test(text);
    default:
      return false;
  }
}

const readsMembers = (text: string, request: string): boolean => new RegExp(`\\b${request}\\.body\\??\\.\\w|\\{[^{}]*\\}\\s*=\\s*${request}\\.body\\b`).test(text);

/** The handler among the arguments of a serving call: a function, or an object with one. */
function served(call: TSESTree.CallExpression, evaluator: Evaluator): FunctionNode | null {
  for (const argument of call.arguments) {
    const fn = functionOf(argument, evaluator) ?? (argument.type === 'ObjectExpression' ? functionOf(methodNode(argument, 'fetch', evaluator) ?? methodNode(argument, 'handler', evaluator), evaluator) : null);
    if (fn !== null) return fn;
  }
  return null;
}

/** `addEventListener('fetch', (event) => event.respondWith(handle(event.request)))` */
function respondWith(call: TSESTree.CallExpression, evaluator: Evaluator): FunctionNode | null {
  const listener = functionOf(call.arguments[1], evaluator);
  if (listener === null) return null;
  for (const inner of evaluator.module.within(listener)) {
    if (inner.type !== 'CallExpression' || inner.callee.type !== 'MemberExpression' || propertyName(inner.callee) !== 'respondWith') continue;
    const [answer] = inner.arguments;
    return answer?.type === 'CallExpression' ? functionOf(answer.callee, evaluator) : null;
  }
  return null;
}

function functionOf(node: Node | null | undefined, evaluator: Evaluator): FunctionNode | null {
  if (node === null || node === undefined) return null;
  if (isFunction(node)) return node;
  if (node.type !== 'Identifier' && node.type !== 'MemberExpression') return null;
  const value = evaluator.evaluate(node);
  return value.kind === 'function' && evaluator.module.owns(value.node) ? value.node : null;
}

/** The method of an object, or of the object that a name holds. */
function methodNode(node: Node, name: string, evaluator: Evaluator): Node | null {
  const value = evaluator.evaluate(node);
  const property = value.kind === 'object' ? value.properties.get(name)?.node : undefined;
  return property?.type === 'Property' ? property.value : null;
}

function defaultExport(evaluator: Evaluator): Node | null {
  const [exported] = evaluator.module.nodes('ExportDefaultDeclaration');
  if (exported !== undefined) {
    const { declaration } = exported;
    return declaration.type === 'TSSatisfiesExpression' || declaration.type === 'TSAsExpression' ? declaration.expression : declaration;
  }
  return assigned(evaluator, /^module\.exports$/)[0] ?? null;
}

function assigned(evaluator: Evaluator, left: RegExp): readonly Node[] {
  return evaluator.module.nodes('AssignmentExpression').flatMap((node) => (node.operator === '=' && left.test(evaluator.module.textOf(node.left)) ? [node.right] : []));
}

/** Functions exported under some name that return `{ statusCode, … }`. */
function lambdas(evaluator: Evaluator): readonly FunctionNode[] {
  const { module } = evaluator;
  if (!/\bstatusCode\b/.test(module.text)) return [];
  const exported: Node[] = [...assigned(evaluator, /^(?:module\.)?exports\.\w+$/)];
  for (const { declaration } of module.nodes('ExportNamedDeclaration')) {
    if (declaration?.type === 'FunctionDeclaration') exported.push(declaration);
    if (declaration?.type === 'VariableDeclaration') exported.push(...declaration.declarations.flatMap(({ init }) => init ?? []));
  }
  return [...new Set(exported.flatMap((node) => functionOf(node, evaluator) ?? []))].filter((fn) => takesEvent(fn, evaluator));
}

/** A Lambda function is given the event, a helper that makes answers is given something else. */
function takesEvent(fn: FunctionNode, evaluator: Evaluator): boolean {
  const [first] = fn.params;
  if (first === undefined) return /^handler$/.test(evaluator.nameOf(fn)?.name ?? 'handler');
  const text = evaluator.module.textOf(first);
  return /^(?:_?event|evt|_e?|request|req|\{)/.test(text) && [...leavesOf(evaluator.evaluate(first))].length > 0;
}
