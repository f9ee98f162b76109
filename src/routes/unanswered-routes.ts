import type { Policy } from '../policy/policy.ts';
import type { UnansweredRoute } from '../policy/unanswered-route.ts';
import type { Evaluator } from '../values/evaluate.ts';
import { propertyName } from '../values/request.ts';
import { holds, isFunction, type FunctionNode, type Node, type Variable } from '../values/source-module.ts';
import { leavesOf, type Value } from '../values/value.ts';
import { registrationsOf, type Registration } from './registrations.ts';

/** Methods that a page cannot send before a preflight has let it (Fetch, section "CORS-safelisted method"). */
const PREFLIGHTED = new Set(['PUT', 'PATCH', 'DELETE']);

/** Packages whose middleware neither answers preflights nor writes CORS headers. */
const UNINVOLVED = /^(?:body-parser|compression|connect-flash|connect-timeout|cookie-parser|cookie-session|express-fileupload|express-mongo-sanitize|express-rate-limit|express-session|helmet|hpp|morgan|multer|pino-http|response-time|serve-favicon|serve-static)$/;

/** The same of Express itself: its routers may have anything. */
const UNINVOLVED_OF_EXPRESS = /^(?:default\.)?(?:json|urlencoded|text|raw|static)$/;

/** What other code can do with an application without giving it routes or middleware. */
const KEEPS_ROUTES = /^(?:use|listen|set|get|post|put|patch|delete|all|head|options|route|enable|disable|locals)$/;

/**
 * Routes of Express with CORS of their own whose preflights nothing answers: for `OPTIONS`, Express sends `Allow` with the
 * methods of the path, and runs nothing of the routes for these (`router/lib/route.js`, `_handlesMethod`).
 */
export function unansweredRoutesOf(evaluator: Evaluator, policies: readonly Policy[], needsOf: (handler: Node, evaluator: Evaluator) => string | null): readonly UnansweredRoute[] {
  const { module } = evaluator;
  if (!/['"]express['"]/.test(module.text)) return [];
  const own = policies.filter(({ site, preflight }) => site.place.file === module.file && (site.library === 'cors' || preflight.by === 'handler'));
  if (own.length === 0) return [];
  const registrations = registrationsOf(evaluator);
  return registrations.flatMap((route): readonly UnansweredRoute[] => {
    const [method] = route.methods;
    const path = literalPath(route, evaluator);
    if (route.kind !== 'route' || route.methods.length !== 1 || method === undefined || path === null) return [];
    const found = policyOf(route, own, evaluator);
    if (found === null) return [];
    const header = PREFLIGHTED.has(method) || method !== 'POST' ? null : route.handlers.map((handler) => needsOf(bodyOf(handler, evaluator) ?? handler, evaluator)).find((each) => each !== null) ?? null;
    if (!PREFLIGHTED.has(method) && header === null) return [];
    const way = wayTo(route, registrations, evaluator);
    if (way === null) return [];
    const whole = [...way.prefixes, path].join('').replaceAll(/\/{2,}/g, '/');
    if (registrations.some((each) => each !== route && mayAnswer(each, path, whole, route.receiver, evaluator))) return [];
    const { policy, handler } = found;
    const isLibrary = policy.preflight.by === 'library';
    const place = isLibrary ? module.placeOf(handler) : policy.site.whole;
    return [{ place, middleware: isLibrary ? module.excerpt(handler, 40) : null, method, path: whole, header, policy: { ...policy, scope: { ...policy.scope, paths: [whole] } }, answer: isLibrary ? answerFor(route, handler, evaluator) : null }];
  });
}

/** The one path of a route, where it is written as a text. */
function literalPath(route: Registration, evaluator: Evaluator): string | null {
  if (route.path === null) return null;
  const [first] = route.node.arguments;
  const value = first === undefined ? null : evaluator.evaluate(first);
  const isOwn = value?.kind === 'constant' && value.value === route.path;
  // `app.route('/x').put(…)` has its path elsewhere.
  const isChained = route.node.callee.type === 'MemberExpression' && route.node.callee.object.type === 'CallExpression';
  return (isOwn || isChained) && !isPattern(route.path) ? route.path : null;
}

/** Whether a path can stand for several: `*`, `{/:x}`, `(…)`. Parameters are compared as they are written. */
const isPattern = (path: string): boolean => /[*(){}+?\\[\]]/.test(path) || !path.startsWith('/');

/** The policy that one handler of a route is, or writes, and that handler. */
function policyOf(route: Registration, policies: readonly Policy[], evaluator: Evaluator): { policy: Policy; handler: Node } | null {
  for (const handler of route.handlers) {
    for (const policy of policies) {
      const { start, end } = policy.site.whole;
      const isAt = (node: Node): boolean => evaluator.module.owns(node) && node.range[0] === start && node.range[1] === end;
      if (policy.preflight.by === 'library' && !isFunction(handler) && (isAt(handler) || isAt(evaluator.evaluate(handler).node))) return { policy, handler };
      const body = policy.preflight.by === 'handler' ? bodyOf(handler, evaluator) : null;
      if (body !== null && evaluator.module.owns(body) && body.range[0] <= start && end <= body.range[1]) return { policy, handler };
    }
  }
  return null;
}

/** The mounts by which requests get from an application of this file to a route; `null` where others may be in between. */
function wayTo(route: Registration, registrations: readonly Registration[], evaluator: Evaluator, depth = 0): { readonly prefixes: readonly string[] } | null {
  const { receiver } = route;
  const kind = receiver === null ? null : kindOf(receiver, evaluator);
  if (receiver === null || kind === null || depth > 3 || isHandedOn(receiver, registrations, evaluator)) return null;
  if (kind === 'application') return { prefixes: [] };
  const mounts = registrations.filter((each) => each.kind === 'middleware' && each.handlers.some((handler) => variableOf(handler, evaluator) === receiver));
  const [mount] = mounts;
  if (mounts.length !== 1 || mount === undefined) return null;
  const prefix = mount.path === null ? '' : literalPath(mount, evaluator);
  const before = wayTo(mount, registrations, evaluator, depth + 1);
  return prefix === null || before === null ? null : { prefixes: [...before.prefixes, prefix] };
}

function variableOf(node: Node, { module }: Evaluator): Variable | null {
  return node.type === 'Identifier' ? module.variableOf(node) : null;
}

/** Whether a name certainly holds an application or a router that this file makes of Express. */
function kindOf(variable: Variable, evaluator: Evaluator): 'application' | 'router' | null {
  const definition = variable.defs[0]?.node as Node | undefined;
  if (variable.defs.length !== 1 || definition?.type !== 'VariableDeclarator' || definition.init?.type !== 'CallExpression' || !evaluator.module.owns(definition)) return null;
  const value = evaluator.evaluate(definition.init);
  const path = value.kind === 'call' ? exportOf(value.callee, 'express') : null;
  return path === null ? null : /^(?:default)?$/.test(path) ? 'application' : /^(?:default\.)?Router$/.test(path) ? 'router' : null;
}

/** The export of a package that a value is, with its members: `json` of `express.json`. */
function exportOf(value: Value, name: string): string | null {
  if (value.kind === 'member') {
    const inner = exportOf(value.object, name);
    return inner === null ? null : [inner, value.name].filter((each) => each !== '').join('.');
  }
  return value.kind === 'imported' && value.module === name ? value.path.join('.') : null;
}

/** Whether code that is not shown gets an application or router, and may register something on it. */
function isHandedOn(receiver: Variable, registrations: readonly Registration[], { module }: Evaluator): boolean {
  return receiver.references.some(({ identifier, init }) => {
    const node = identifier as Node;
    const parent = module.parentOf(node);
    if (init === true || parent === null) return false;
    if (parent.type === 'MemberExpression' && parent.object === node) return !KEEPS_ROUTES.test(propertyName(parent) ?? '');
    if (parent.type !== 'CallExpression' || parent.callee === node) return true;
    return !registrations.some((each) => each.node === parent) && !/^listen$|(?:^|\.)create(?:Secure)?Server$/.test(module.textOf(parent.callee));
  });
}

/** Whether another registration may answer `OPTIONS` for a path, or add CORS headers to the answer; what is not shown may. */
function mayAnswer(each: Registration, path: string, whole: string, receiver: Variable | null, evaluator: Evaluator): boolean {
  if (each.kind === 'route') {
    if (each.methods.length > 0 && !each.methods.includes('OPTIONS')) return false;
    const other = literalPath(each, evaluator);
    // Parameters stand for any segment.
    return other === null || each.receiver !== receiver || /:/.test(other + path) || bare(other) === bare(path);
  }
  if (each.node.arguments.some(({ type }) => type === 'SpreadElement') || each.handlers.length === 0) return true;
  const prefix = each.path === null ? null : literalPath(each, evaluator);
  const isElsewhere = prefix !== null && each.receiver !== null && kindOf(each.receiver, evaluator) === 'application' && !/:/.test(prefix + whole) && !`${bare(whole)}/`.startsWith(`${bare(prefix)}/`);
  return !isElsewhere && !each.handlers.every((handler) => isUninvolved(handler, evaluator));
}

/** Paths are compared without case and without a slash at the end, as Express does by default. */
const bare = (path: string): string => path.replace(/\/+$/, '').toLowerCase();

/** Whether a middleware certainly lets preflights go without headers: a known package's, a router of this file, or a function that is shown. */
function isUninvolved(handler: Node, evaluator: Evaluator): boolean {
  const router = variableOf(handler, evaluator);
  if (router !== null && kindOf(router, evaluator) === 'router') return true;
  const body = bodyOf(handler, evaluator);
  if (body !== null) return evaluator.module.owns(body) && writesNoCors(body, evaluator);
  const leaves = [...leavesOf(evaluator.evaluate(handler))];
  return leaves.length > 0 && leaves.every((leaf) => leaf.kind === 'call' && isUninvolvedCall(leaf.callee));
}

function isUninvolvedCall(callee: Value): boolean {
  const root = callee.kind === 'member' ? callee.object : callee;
  if (root.kind !== 'imported') return false;
  return UNINVOLVED.test(root.module) || UNINVOLVED_OF_EXPRESS.test(exportOf(callee, 'express') ?? '');
}

/** Methods of a response that write a header whose name is their first argument. */
const WRITES = /^(?:set|header|setHeader|append|appendHeader|writeHead)$/;

function writesNoCors(body: FunctionNode, { module }: Evaluator): boolean {
  if (/access-control|cors|options|\.method\b/i.test(module.textOf(body))) return false;
  const response = body.params[body.params.length === 4 ? 2 : 1];
  if (response === undefined) return true;
  const variable = response.type === 'Identifier' ? module.variableOf(response) : null;
  return variable !== null && variable.references.every(({ identifier }) => {
    const member = module.parentOf(identifier);
    if (member?.type !== 'MemberExpression' || member.object !== identifier) return false;
    const call = module.parentOf(member);
    if (!WRITES.test(propertyName(member) ?? '')) return propertyName(member) !== null;
    return call?.type === 'CallExpression' && call.callee === member && call.arguments.every((each) => each.type === 'Literal' || each === call.arguments[1]) && call.arguments.every(({ type }) => type !== 'ObjectExpression' && type !== 'SpreadElement');
  });
}

function bodyOf(handler: Node, evaluator: Evaluator): FunctionNode | null {
  if (isFunction(handler)) return handler;
  const value = evaluator.evaluate(handler);
  return value.kind === 'function' ? value.node : null;
}

/** A statement for `OPTIONS` before that of the route. */
function answerFor(route: Registration, handler: Node, { module }: Evaluator): UnansweredRoute['answer'] {
  const statement = module.parentOf(route.node);
  const { callee } = route.node;
  const [path] = route.node.arguments;
  if (statement?.type !== 'ExpressionStatement' || callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier' || path === undefined || !holds(statement, handler)) return null;
  const indent = /[ \t]*$/.exec(module.text.slice(0, statement.range[0]))?.[0] ?? '';
  return { at: statement.range[0], text: `${module.textOf(callee.object)}.options(${module.textOf(path)}, ${module.textOf(handler)});\n${indent}` };
}
