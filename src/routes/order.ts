import type { Misplacement, Move } from '../policy/order.ts';
import type { Evaluator } from '../values/evaluate.ts';
import { propertyName } from '../values/request.ts';
import { holds, isFunction, type FunctionNode, type Node, type Variable } from '../values/source-module.ts';
import { isRouterValue, registrationsOf, type Registration } from './registrations.ts';

/** What runs where it is registered, and what a request for it is: a route, or a router that is mounted with routes. */
interface Ordered {
  readonly at: Registration;
  readonly method: string;
  readonly path: string;
}

/**
 * Whether the middleware that `node` is, or is a part of, comes too late to do its work. Express, Koa, Hono and their
 * like run middleware and routes in the order of registration, so that a route which answers ends the way.
 */
export function misplacementOf(node: Node, evaluator: Evaluator): Misplacement | null {
  const { module } = evaluator;
  if (!module.owns(node) || ORDER_FREE.test(module.text)) return null;
  const registrations = registrationsOf(evaluator);
  const own = registrations.find((each) => isGlobal(each) && (each.node === node || each.handlers.some((handler) => holds(handler, node) || bodyOf(handler, evaluator) === node))) ?? enabling(node, evaluator);
  const app = own?.receiver ?? null;
  if (own === undefined || own === null || app === null || !isApplication(own, evaluator)) return null;
  const home = module.functionOf(own.node);
  const siblings = registrations.filter((each) => each !== own && each.receiver === app && module.functionOf(each.node) === home);
  const before = siblings.filter((each) => each.node.range[0] < own.node.range[0]);
  // What has its own CORS middleware does not wait for this one.
  if (before.some((each) => /cors|access-control-/i.test(textOf(each, evaluator)))) return null;
  const after = siblings.filter((each) => each.node.range[0] > own.node.range[0]);
  const rejecting = before.find((each) => isAtSameMoment(each, own) && each.handlers.some((handler) => rejects(bodyOf(handler, evaluator), evaluator) || isGate(handler, evaluator)));
  const isNest = NEST.test(module.text);
  // Controllers of Nest are registered by no call, and Fastify runs its hooks before every route.
  const [next] = isNest ? [{ at: own, method: 'GET', path: '*' }] : (FASTIFY.test(module.text) ? siblings : after).flatMap((each) => routesOf(each, evaluator));
  if (rejecting !== undefined && next !== undefined) return describe('after-authentication', own, rejecting, next, evaluator);
  if (isNest) {
    const listening = listeningBefore(own, app, evaluator);
    return listening === null ? null : describe('after-routes', own, listening, { at: listening, method: 'GET', path: '*' }, evaluator, module.excerpt(listening.node, 40));
  }
  if (FASTIFY.test(module.text)) return null;
  const [first] = before.flatMap((each) => routesOf(each, evaluator));
  if (first === undefined || after.some((each) => !isLast(each, evaluator)) || isHandedOn(app, own, evaluator)) return null;
  return describe('after-routes', own, first.at, first, evaluator, `${first.method} ${first.path}`);
}

/** A framework with an order of its own. */
const ORDER_FREE = /['"]@hapi\/hapi['"]/;

const FASTIFY = /['"]fastify['"]/;
const NEST = /['"]@nestjs\/core['"]/;

/** Hooks of Fastify that run before a handler, and that plugins for CORS are among. */
const EARLY_HOOK = /^['"`](?:onRequest|preParsing|preValidation|preHandler)['"`]$/;

const methodOf = ({ node }: Registration): string => (node.callee.type === 'MemberExpression' ? (propertyName(node.callee) ?? '') : '');

const isGlobal = (each: Registration): boolean => each.kind === 'middleware' && each.path === null && /^(?:use|register|addHook)$/.test(methodOf(each));

/** Whether what an earlier registration adds runs before what a later one adds: of Fastify, hooks for the request's arrival. */
function isAtSameMoment(each: Registration, own: Registration): boolean {
  if (!isGlobal(each) || methodOf(each) === 'register') return false;
  const isHook = methodOf(each) === 'addHook';
  const [moment] = each.node.arguments;
  const [ownMoment] = own.node.arguments;
  if (isHook !== (methodOf(own) === 'addHook' || methodOf(own) === 'register')) return false;
  if (isHook && (moment?.type !== 'Literal' || moment.value !== 'onRequest')) return false;
  return methodOf(own) !== 'addHook' || (ownMoment?.type === 'Literal' && EARLY_HOOK.test(ownMoment.raw));
}

/** `app.enableCors(…)` of Nest, which adds middleware there and then. */
function enabling(node: Node, { module }: Evaluator): Registration | null {
  for (const each of [node, ...module.ancestorsOf(node)]) {
    if (each.type !== 'CallExpression' || each.callee.type !== 'MemberExpression' || propertyName(each.callee) !== 'enableCors') continue;
    const { object } = each.callee;
    return { node: each, receiver: object.type === 'Identifier' ? module.variableOf(object) : null, kind: 'middleware', methods: [], path: null, handlers: [] };
  }
  return null;
}

/** `await app.listen(…)` before a registration: by then, Nest with Express has registered every route. */
function listeningBefore(own: Registration, app: Variable, { module }: Evaluator): Registration | null {
  if (/fastify/i.test(module.text)) return null;
  const call = module.nodes('CallExpression').find(({ callee, ...each }) =>
    callee.type === 'MemberExpression' && propertyName(callee) === 'listen' && callee.object.type === 'Identifier' && module.variableOf(callee.object) === app && each.range[1] <= own.node.range[0] && module.functionOf(callee) === module.functionOf(own.node));
  return call !== undefined && module.parentOf(call)?.type === 'AwaitExpression' ? { node: call, receiver: app, kind: 'middleware', methods: [], path: null, handlers: [] } : null;
}

/** The routes that a registration adds: its own, or those of a router of this file that it mounts. */
function routesOf(each: Registration, evaluator: Evaluator): readonly Ordered[] {
  const { module } = evaluator;
  const routeAt = (route: Registration, prefix: string): readonly Ordered[] =>
    route.kind !== 'route' || route.methods[0] === 'OPTIONS' || /\bnext\(\s*\)/.test(textOf(route, evaluator)) ? [] : [{ at: each, method: route.methods[0] ?? 'ALL', path: `${prefix}${route.path ?? '/'}` }];
  if (each.kind === 'route') return routeAt(each, '');
  return each.handlers.flatMap((handler) => {
    // `router`, and `router.routes()` of Koa.
    const mounted = handler.type === 'CallExpression' && handler.callee.type === 'MemberExpression' && /^(?:routes|middleware)$/.test(propertyName(handler.callee) ?? '') ? handler.callee.object : handler;
    const router = mounted.type === 'Identifier' ? module.variableOf(mounted) : null;
    if (router === null || methodOf(each) !== 'use' || !isRouterValue(evaluator.evaluate(mounted))) return [];
    const added = registrationsOf(evaluator).filter(({ receiver }) => receiver === router);
    return added.some((one) => /cors|access-control-/i.test(textOf(one, evaluator))) ? [] : added.flatMap((one) => routeAt(one, each.path ?? ''));
  });
}

/** Whether the receiver is seen to be made by a framework, so that its order is known. */
function isApplication({ node }: Registration, evaluator: Evaluator): boolean {
  return node.callee.type === 'MemberExpression' && isRouterValue(evaluator.evaluate(node.callee.object));
}

function bodyOf(handler: Node, evaluator: Evaluator): FunctionNode | null {
  if (isFunction(handler)) return handler;
  const value = evaluator.evaluate(handler);
  return value.kind === 'function' ? value.node : null;
}

/** Whether a middleware of the file answers with 401 or 403, preflights included. */
function rejects(body: FunctionNode | null, evaluator: Evaluator): boolean {
  if (body === null || !evaluator.module.owns(body)) return false;
  return /\b40[13]\b/.test(evaluator.module.textOf(body)) && !/OPTIONS|\.method\b/i.test(evaluator.module.textOf(body));
}

/** Strategies of Passport that find no credentials in a preflight, and so refuse it. */
const STRATEGIES = /^(?:jwt|bearer|basic|digest)$/;

/**
 * Whether a middleware is one of a package that refuses every request without credentials, preflights included.
 * `express-jwt` is none: it lets preflights pass that ask for `Authorization` (8.5.1, `dist/index.js`).
 */
function isGate(handler: Node, evaluator: Evaluator): boolean {
  if (handler.type !== 'CallExpression') return false;
  const value = evaluator.evaluate(handler);
  if (value.kind !== 'call') return false;
  const { callee, args: [first, second, third] } = value;
  const root = callee.kind === 'member' ? callee.object : callee;
  const name = callee.kind === 'member' ? callee.name : callee.kind === 'imported' ? (callee.path.at(-1) ?? '') : '';
  if (root.kind !== 'imported') return false;
  switch (root.module) {
    case 'passport':
      // With a callback of its own, what is refused is up to that.
      return name === 'authenticate' && third === undefined && (second === undefined || (second.kind === 'object' && second.complete && !second.properties.has('failureRedirect'))) && first?.kind === 'constant' && STRATEGIES.test(String(first.value));
    case 'express-basic-auth':
      return true;
    case 'express-oauth2-jwt-bearer':
      return name === 'auth' && (first === undefined || (first.kind === 'object' && first.complete && !first.properties.has('authRequired')));
    default:
      return false;
  }
}

/** Middleware that takes what no route has taken: error handlers, and answers with 404. */
function isLast(each: Registration, evaluator: Evaluator): boolean {
  if (each.kind === 'route') return false;
  return each.handlers.every((handler) => {
    const body = bodyOf(handler, evaluator);
    return body !== null && (body.params.length === 4 || /\b404\b|not.?found/i.test(textOf(each, evaluator)));
  });
}

/** Whether other code gets the application after the middleware, and may give it routes. */
function isHandedOn(app: Variable, own: Registration, evaluator: Evaluator): boolean {
  const { module } = evaluator;
  return app.references.some(({ identifier, init }) => {
    const node = identifier as Node;
    const parent = module.parentOf(node);
    if (init === true || parent === null || node.range[0] < own.node.range[0]) return false;
    if (parent.type === 'MemberExpression' && parent.object === node) return !KNOWN_METHODS.test(propertyName(parent) ?? '');
    return !(parent.type === 'CallExpression' && /(?:createServer|createAdaptorServer|serve|listen)$/.test(module.textOf(parent.callee)));
  });
}

const KNOWN_METHODS = /^(?:use|listen|set|get|post|put|patch|delete|all|head|options|on|once|enable|disable|locals|fetch|callback)$/;

function describe(kind: Misplacement['kind'], own: Registration, first: Registration, { method, path }: Ordered, evaluator: Evaluator, text?: string): Misplacement {
  const { module } = evaluator;
  return {
    kind,
    place: module.placeOf(own.node),
    before: { place: module.placeOf(first.node), text: text ?? module.excerpt(first.handlers[0] ?? first.node, 40) },
    route: { method: method === 'ALL' ? 'GET' : method, path },
    move: moveOf(own, first, evaluator),
  };
}

/** Moves the statement of a registration before another's, where all names that it uses are known by then. */
function moveOf(own: Registration, first: Registration, evaluator: Evaluator): Move | null {
  const { module } = evaluator;
  const from = module.parentOf(own.node);
  const to = [first.node, ...module.ancestorsOf(first.node)].find((each) => module.parentOf(each) === (from === null ? null : module.parentOf(from)));
  if (from?.type !== 'ExpressionStatement' || to?.type !== 'ExpressionStatement') return null;
  for (const node of module.within(from)) {
    const variable = node.type === 'Identifier' ? module.variableOf(node) : null;
    const [definition] = variable?.defs ?? [];
    const declared = definition?.node as Node | undefined;
    if (declared === undefined || declared.type === 'ImportDeclaration' || (definition?.type as string) === 'ImportBinding' || declared.type === 'FunctionDeclaration') continue;
    if (declared.range[0] > to.range[0] && !holds(from, declared)) return null;
  }
  const lineStart = module.text.lastIndexOf('\n', from.range[0] - 1);
  const removed = { start: /^\s*$/.test(module.text.slice(lineStart + 1, from.range[0])) && lineStart > 0 ? lineStart : from.range[0], end: from.range[1] };
  const indent = /[ \t]*$/.exec(module.text.slice(0, to.range[0]))?.[0] ?? '';
  return { removed, at: to.range[0], text: `${module.textOf(from)}\n${indent}` };
}

const textOf = (each: Registration, evaluator: Evaluator): string => evaluator.module.textOf(each.node);
