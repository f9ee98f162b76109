import type { TSESTree } from '@typescript-eslint/utils';
import type { Evaluator } from '../values/evaluate.ts';
import { propertyName } from '../values/request.ts';
import type { Node, SourceModule, Variable } from '../values/source-module.ts';
import { leavesOf, stringOf, type Value } from '../values/value.ts';

/** One call that gives an application or router something to do for requests. */
export interface Registration {
  readonly node: TSESTree.CallExpression;
  /** The application or router, when it is a name. */
  readonly receiver: Variable | null;
  readonly kind: 'middleware' | 'route';
  /** Upper-case methods; empty for all. */
  readonly methods: readonly string[];
  /** The path as written; `null` when there is none (all paths) or it is not shown. */
  readonly path: string | null;
  /** Middleware and handlers, in order. */
  readonly handlers: readonly Node[];
  /** The mount of the router that it is made on, where an object keeps that router, and no name. */
  readonly mountedBy?: Registration;
}

const ROUTE_METHODS: ReadonlyMap<string, readonly string[]> = new Map([
  ['get', ['GET']],
  ['post', ['POST']],
  ['put', ['PUT']],
  ['patch', ['PATCH']],
  ['delete', ['DELETE']],
  ['del', ['DELETE']],
  ['head', ['HEAD']],
  ['options', ['OPTIONS']],
  ['all', []],
]);

const MIDDLEWARE_METHODS = new Set(['use', 'register', 'addHook', 'mount']);

/** Names of applications and routers, where the value does not say it. */
export const ROUTER_NAME = /^(?:_?app|application|server|router|routes?|api|fastify|instance|hono|koa|\w*(?:App|Router|Server|Api))$/;

/** Packages whose calls and instances are applications or routers. */
const ROUTER_MODULES = /^(?:express|express-promise-router|koa|@koa\/router|koa-router|koa-tree-router|koa-joi-router|koa-zod-router|fastify|hono|@hono\/.*|polka|connect|restify|@tinyhttp\/app|find-my-way|itty-router|@nestjs\/core)$/;

/** The registrations of a file, in source order: read once for each that asks. */
export function registrationsOf(evaluator: Evaluator, module: SourceModule = evaluator.module): readonly Registration[] {
  const known = registrations.get(evaluator) ?? new Map<SourceModule, readonly Registration[]>();
  registrations.set(evaluator, known);
  const found = known.get(module) ?? module.nodes('CallExpression').flatMap((call) => registrationOf(call, evaluator) ?? []);
  known.set(module, found);
  return found;
}

const registrations = new WeakMap<Evaluator, Map<SourceModule, readonly Registration[]>>();

/** The path of what is registered on a router, below that of the router's mount. */
export function pathBelow(mount: string | null, path: string | null): string | null {
  if (mount === null || mount === '/') return path;
  return path === null || path === '/' ? mount : `${mount.replace(/\/$/, '')}/${path.replace(/^\//, '')}`;
}

function registrationOf(call: TSESTree.CallExpression, evaluator: Evaluator): Registration | null {
  if (call.callee.type !== 'MemberExpression') return null;
  const method = propertyName(call.callee);
  if (method === null) return null;
  const routeMethods = ROUTE_METHODS.get(method);
  if (routeMethods === undefined && !MIDDLEWARE_METHODS.has(method) && method !== 'route' && method !== 'on') return null;
  const chain = chainOf(call.callee.object, evaluator);
  if (!chain.isRouter) return null;
  if (method === 'route' && call.arguments.length === 1) return routeOfObject(call, chain.receiver, null, evaluator);
  if (routeMethods !== undefined && call.arguments.length === 1) return routeOfObject(call, chain.receiver, routeMethods, evaluator);
  const args = call.arguments.filter((argument) => argument.type !== 'SpreadElement');
  const [first] = args;
  if (method === 'on') return honoOn(call, chain.receiver, args, evaluator);
  // `addHook('onRequest', …)` names a moment, not a path.
  const paths = first === undefined || method === 'addHook' ? null : pathsOf(evaluator.evaluate(first));
  const handlers = (paths === null && method !== 'addHook' ? args : args.slice(1)).flatMap((argument) => (argument.type === 'ArrayExpression' ? argument.elements.filter((each) => each !== null) : [argument])) as Node[];
  // `app.get('trust proxy')` reads a setting; a route has a handler.
  if (routeMethods !== undefined && handlers.length === 0) return null;
  const prefix = method === 'register' ? prefixOf(args[1], evaluator) : null;
  return {
    node: call,
    receiver: chain.receiver,
    kind: routeMethods === undefined ? 'middleware' : 'route',
    methods: routeMethods ?? [],
    path: paths?.[0] ?? chain.path ?? prefix,
    handlers,
  };
}

/** Follows a chain of registrations (`app.use(a).get('/', b)`, `router.route('/x').get(h)`) to what it starts from. */
function chainOf(start: Node, evaluator: Evaluator): { receiver: Variable | null; path: string | null; isRouter: boolean } {
  let node = start;
  let path: string | null = null;
  for (;;) {
    if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression') {
      const method = propertyName(node.callee) ?? '';
      if (!ROUTE_METHODS.has(method) && !MIDDLEWARE_METHODS.has(method) && !/^(?:route|basePath|on)$/.test(method)) break;
      const [first] = node.arguments;
      if ((method === 'route' || method === 'basePath') && first !== undefined) path = stringOf(evaluator.evaluate(first));
      node = node.callee.object;
    } else if (node.type === 'TSNonNullExpression' || node.type === 'TSAsExpression') node = node.expression;
    else if (node.type === 'AwaitExpression') node = node.argument;
    else break;
  }
  const receiver = node.type === 'Identifier' ? evaluator.module.variableOf(node) : null;
  const name = node.type === 'Identifier' ? node.name : node.type === 'MemberExpression' ? propertyName(node) ?? '' : '';
  return { receiver, path, isRouter: ROUTER_NAME.test(name) || isRouterValue(evaluator.evaluate(node)) };
}

/** Whether a value is an application or a router. */
export function isRouterValue(value: Value): boolean {
  return [...leavesOf(value)].some((leaf) => {
    if (leaf.kind !== 'call' && leaf.kind !== 'instance') return false;
    const callee = leaf.callee.kind === 'member' ? leaf.callee.object : leaf.callee;
    return callee.kind === 'imported' && ROUTER_MODULES.test(callee.module);
  });
}

/** A path, or several; `null` when the value is no path. */
function pathsOf(value: Value): readonly string[] | null {
  switch (value.kind) {
    case 'constant':
      return typeof value.value === 'string' ? [value.value] : null;
    case 'text':
      // `${prefix}/users`: what is shown of it still has its words.
      return [value.parts.map(shownOf).join('').replace(/^\*(?=\/)/, '')];
    case 'regexp':
      return [value.source];
    case 'array': {
      const paths = value.elements.flatMap((element) => stringOf(element) ?? []);
      return paths.length === value.elements.length && paths.length > 0 ? paths : null;
    }
    default:
      return null;
  }
}

/** What a part of a path is, or may well be: `${options.basePath ?? ''}/users`. */
function shownOf(part: Value): string {
  return [...leavesOf(part)].map(stringOf).find((text) => text !== null) ?? '*';
}

/** Where the object that describes a route has what runs for it. */
const HANDLER_OPTIONS = ['onRequest', 'preValidation', 'preHandler', 'pre', 'handler'];

/**
 * Fastify: `app.route({ method, url, preHandler, handler })`; hapi: `server.route({ method, path, options: { handler } })`;
 * koa-zod-router: `router.post({ path, pre, handler })`, where the call's name is the method.
 */
function routeOfObject(call: TSESTree.CallExpression, receiver: Variable | null, named: readonly string[] | null, evaluator: Evaluator): Registration | null {
  const [first] = call.arguments;
  if (first?.type !== 'ObjectExpression') return null;
  const value = evaluator.evaluate(first);
  if (value.kind !== 'object') return null;
  const method = value.properties.get('method')?.value;
  const methods = named ?? (method === undefined ? [] : [...leavesOf(method)].flatMap((leaf) => (leaf.kind === 'array' ? leaf.elements : [leaf])).flatMap((leaf) => stringOf(leaf)?.toUpperCase() ?? []));
  const handlers = HANDLER_OPTIONS.flatMap((name): readonly Node[] => {
    const property = (value.properties.get(name) ?? evaluator.objectOf(value.properties.get('options')?.value ?? value, first).properties.get(name))?.node;
    if (property?.type !== 'Property') return [];
    return property.value.type === 'ArrayExpression' ? property.value.elements.filter((each) => each !== null) : [property.value];
  });
  if (named !== null && handlers.length === 0) return null;
  const url = (value.properties.get('url') ?? value.properties.get('path'))?.value;
  return { node: call, receiver, kind: 'route', methods, path: url === undefined ? null : stringOf(url), handlers };
}

/** Hono: `app.on(method, path, …handlers)`. */
function honoOn(call: TSESTree.CallExpression, receiver: Variable | null, args: readonly Node[], evaluator: Evaluator): Registration | null {
  const [method, path, ...handlers] = args;
  if (method === undefined || path === undefined || handlers.length === 0) return null;
  const methods = pathsOf(evaluator.evaluate(method));
  const paths = pathsOf(evaluator.evaluate(path));
  return methods === null || paths === null ? null : { node: call, receiver, kind: 'route', methods: methods.map((each) => each.toUpperCase()), path: paths[0] ?? null, handlers };
}

function prefixOf(options: Node | undefined, evaluator: Evaluator): string | null {
  if (options === undefined) return null;
  const value = evaluator.evaluate(options);
  const prefix = value.kind === 'object' ? value.properties.get('prefix')?.value : undefined;
  return prefix === undefined ? null : stringOf(prefix);
}
