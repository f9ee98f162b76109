import type { Evaluator } from '../values/evaluate.ts';
import { propertyName } from '../values/request.ts';
import { holds, isFunction, type FunctionNode, type Node, type SourceModule, type Variable } from '../values/source-module.ts';
import { registrationsOf, type Registration } from './registrations.ts';
import { isUninvolvedValue, PLUGIN_PARAMETER, routerOf, type RouteFramework, type Router } from './route-frameworks.ts';

/** How requests get to a route. */
export interface RouteWay {
  readonly framework: RouteFramework;
  /** The paths that the route's own is put behind, outermost first. */
  readonly prefixes: readonly string[];
  /** Whether a file that is not shown here starts the application, or mounts the router or plugin. */
  readonly isExported: boolean;
}

/** The mounts by which requests get from an application of this file to a route; `null` where code that is not shown may be in between. */
export function wayTo(route: Registration, evaluator: Evaluator, depth = 0): RouteWay | null {
  const { receiver } = route;
  const router = receiver === null ? null : routerOf(receiver, evaluator);
  if (receiver === null || router === null || depth > 3) return null;
  const { use, mounts: all } = placeOf(receiver, router, evaluator);
  if (use === 'handed-on') return null;
  const mounts = all.filter((each) => each !== route);
  const [mount] = mounts;
  if (mount === undefined) return use === 'exported' || router.kind === 'application' ? { framework: router.framework, prefixes: [], isExported: use === 'exported' } : null;
  if (mounts.length !== 1 || use === 'exported') return null;
  const prefix = mount.path === null ? '' : literalPath(mount, evaluator);
  const before = wayTo(mount, evaluator, depth + 1);
  return prefix === null || before === null ? null : { ...before, prefixes: [...before.prefixes, prefix] };
}

interface RouterPlace {
  readonly use: 'own' | 'exported' | 'handed-on';
  /** The registrations that mount it. */
  readonly mounts: readonly Registration[];
}

/** Where each application and router stands: all of its routes ask. */
const places = new WeakMap<Evaluator, Map<Variable, RouterPlace>>();

function placeOf(receiver: Variable, router: Router, evaluator: Evaluator): RouterPlace {
  const known = places.get(evaluator) ?? new Map<Variable, RouterPlace>();
  places.set(evaluator, known);
  const registrations = registrationsOf(evaluator);
  const place = known.get(receiver) ?? {
    use: useOf(receiver, router, registrations, evaluator),
    mounts: registrations.filter((each) => each.handlers.some((handler) => mountedBy(handler, router, evaluator) === receiver)),
  };
  known.set(receiver, place);
  return place;
}

/** The router that a registration mounts: `router`, `router.routes()`, or the plugin whose parameter it is. */
function mountedBy(handler: Node, { framework, kind }: Router, evaluator: Evaluator): Variable | null {
  if (kind === 'plugin') {
    const [first] = bodyOf(handler, evaluator)?.params ?? [];
    return first?.type === 'Identifier' ? evaluator.module.variableOf(first) : null;
  }
  if (framework.mounted === null) return variableOf(handler, evaluator);
  const isCall = handler.type === 'CallExpression' && handler.callee.type === 'MemberExpression' && framework.mounted.test(propertyName(handler.callee) ?? '');
  return isCall && handler.callee.type === 'MemberExpression' ? variableOf(handler.callee.object, evaluator) : null;
}

function variableOf(node: Node, { module }: Evaluator): Variable | null {
  return node.type === 'Identifier' ? module.variableOf(node) : null;
}

/** Whether code that is not shown gets an application or router, and may register something on it. */
function useOf(receiver: Variable, { framework, kind }: Router, registrations: readonly Registration[], evaluator: Evaluator): RouterPlace['use'] {
  const { module } = evaluator;
  if (kind === 'plugin') {
    const fn = receiver.defs[0]?.node as FunctionNode | undefined;
    if (fn === undefined || receiver.references.some(({ identifier }) => isGiven(identifier, framework, registrations, module))) return 'handed-on';
    return isExported(evaluator.nameOf(fn), fn, evaluator) ? 'exported' : 'own';
  }
  let use: 'own' | 'exported' = isExportedAtDeclaration(receiver, evaluator) ? 'exported' : 'own';
  for (const { identifier, init } of receiver.references) {
    if (init === true) continue;
    if (isExportOf(identifier, module)) use = 'exported';
    else if (isGiven(identifier, framework, registrations, module)) return 'handed-on';
  }
  return use;
}

function isGiven(node: Node, { members }: RouteFramework, registrations: readonly Registration[], module: SourceModule): boolean {
  const parent = module.parentOf(node);
  if (parent === null) return false;
  if (parent.type === 'MemberExpression' && parent.object === node) return !members.test(propertyName(parent) ?? '');
  if (parent.type !== 'CallExpression' || parent.callee === node) return true;
  // `serve(app)`, `createServer(app)`, `handle(app)` of the adapters for Vercel and Lambda.
  return !registrations.some((each) => each.node === parent) && !/(?:^|\.)(?:listen|serve|handle|serverless|create(?:Secure|Adaptor)?Server)$/.test(module.textOf(parent.callee));
}

/** `export default app`, `export { app }`, `module.exports = app`, `exports.app = app`, `module.exports = { app }`, `Bun.serve(app)` by default export. */
function isExportOf(node: Node, module: SourceModule): boolean {
  const parent = module.parentOf(node);
  switch (parent?.type) {
    case 'ExportDefaultDeclaration':
    case 'ExportSpecifier':
    case 'TSExportAssignment':
      return true;
    case 'AssignmentExpression':
      return parent.right === node && /^(?:module\.)?exports(?:\.\w+)?$/.test(module.textOf(parent.left));
    case 'Property': {
      const object = module.parentOf(parent);
      return object !== null && isExportOf(object, module);
    }
    default:
      return false;
  }
}

function isExportedAtDeclaration(variable: Variable, { module }: Evaluator): boolean {
  const declarator = variable.defs[0]?.node as Node | undefined;
  const declaration = declarator === undefined ? null : module.parentOf(declarator);
  return declaration !== null && module.parentOf(declaration)?.type === 'ExportNamedDeclaration';
}

/** Whether other files get a function, by itself or in a call such as `fp(routes)`. */
function isExported(name: Variable | null, fn: FunctionNode, evaluator: Evaluator): boolean {
  const { module } = evaluator;
  const parent = module.parentOf(fn);
  if (parent?.type === 'ExportNamedDeclaration' || isExportOf(fn, module)) return true;
  return name !== null && (isExportedAtDeclaration(name, evaluator) || name.references.some(({ identifier }) => isExportOf(identifier, module)));
}

/** The one path of a route, where it is written as a text. */
export function literalPath(route: Registration, evaluator: Evaluator): string | null {
  if (route.path === null) return null;
  const [first] = route.node.arguments;
  const value = first === undefined ? null : evaluator.evaluate(first);
  const isOwn = value?.kind === 'constant' && value.value === route.path;
  // `app.route('/x').put(…)` and `register(plugin, { prefix })` have their path elsewhere.
  const isElsewhere = (route.node.callee.type === 'MemberExpression' && route.node.callee.object.type === 'CallExpression') || first?.type === 'ObjectExpression' || (route.node.callee.type === 'MemberExpression' && propertyName(route.node.callee) === 'register');
  return (isOwn || isElsewhere) && !isPattern(route.path) ? route.path : null;
}

/** Whether a path can stand for several: `*`, `{/:x}`, `(…)`. Parameters are compared as they are written. */
const isPattern = (path: string): boolean => /[*(){}+?\\[\]]/.test(path) || !path.startsWith('/');

/** Paths are compared without case and without a slash at the end, as Express does by default. */
export const bare = (path: string): string => path.replace(/\/+$/, '').toLowerCase();

/** What else may do with a request for a route. */
export interface Question {
  /** `preflight`: answer `OPTIONS`, or add headers to that answer; `answer`: add headers to the answer of the route. */
  readonly of: 'preflight' | 'answer';
  readonly route: Registration;
  readonly path: string;
  /** The path with the prefixes of its mounts. */
  readonly whole: string;
  readonly framework: RouteFramework;
}

/** Whether another registration may answer for a path, or add CORS headers to the answer; what is not shown may. */
export function mayAnswer(each: Registration, { of, route, path, whole, framework }: Question, evaluator: Evaluator): boolean {
  if (each === route) return false;
  const router = each.receiver === null ? null : routerOf(each.receiver, evaluator);
  if (each.kind === 'route') {
    const isAsked = each.methods.length === 0 || (of === 'preflight' ? each.methods.includes('OPTIONS') : each.methods.some((method) => route.methods.includes(method)));
    if (!isAsked) return false;
    const other = literalPath(each, evaluator);
    // Parameters stand for any segment.
    return other === null || each.receiver !== route.receiver || /:/.test(other + path) || bare(other) === bare(path);
  }
  if (each.node.arguments.some(({ type }) => type === 'SpreadElement') || each.handlers.length === 0) return true;
  // A plugin keeps its hooks to itself and to what it registers.
  if (router?.kind === 'plugin' && each.receiver !== route.receiver && !holdsReceiver(each.receiver, route)) return false;
  // What comes after a handler that answers does not run; Express answers OPTIONS when nothing else has.
  if (of === 'answer' && each.receiver === route.receiver && !framework.plugins && each.node.range[0] > route.node.range[0] && evaluator.module.functionOf(each.node) === evaluator.module.functionOf(route.node)) return false;
  const prefix = each.path === null ? null : literalPath(each, evaluator);
  const isElsewhere = prefix !== null && router?.kind === 'application' && !/:/.test(prefix + whole) && !`${bare(whole)}/`.startsWith(`${bare(prefix)}/`);
  return !isElsewhere && !each.handlers.every((handler) => isUninvolved(handler, of, framework, evaluator));
}

/** Whether a plugin's function stands around that of a route. */
function holdsReceiver(receiver: Variable | null, route: Registration): boolean {
  const fn = receiver?.defs[0]?.node as Node | undefined;
  return fn !== undefined && holds(fn, route.node);
}

/** Whether a middleware certainly lets requests go without CORS headers: a known package's, a router of this file, or a function that is shown. */
export function isUninvolved(handler: Node, of: Question['of'], framework: RouteFramework, evaluator: Evaluator): boolean {
  const variable = variableOf(handler, evaluator);
  if (variable !== null && routerOf(variable, evaluator) !== null) return true;
  if (handler.type === 'CallExpression' && handler.callee.type === 'MemberExpression' && framework.mounted?.test(propertyName(handler.callee) ?? '') === true && variableOf(handler.callee.object, evaluator) !== null) return true;
  // `{ prefix: '/v1' }`, `{ schema, preHandler: [check] }`
  if (handler.type === 'ObjectExpression') {
    return handler.properties.every((property) => property.type === 'Property' && (!/^(?:on|pre)[A-Z]|^pre$/.test(evaluator.keyOf(property.key, property.computed, new Map()) ?? 'onRequest')
      || (property.value.type === 'ArrayExpression' ? property.value.elements : [property.value]).every((each) => each !== null && isUninvolved(each, of, framework, evaluator))));
  }
  const body = bodyOf(handler, evaluator);
  if (body !== null) {
    const isPlugin = framework.plugins && evaluator.module.owns(body) && body.params[0]?.type === 'Identifier' && PLUGIN_PARAMETER.test(body.params[0].name);
    return isPlugin || writesNoCors(body, of, framework, evaluator);
  }
  return isUninvolvedValue(evaluator.evaluate(handler), framework);
}

/** Methods of a response that write a header whose name is their first argument. */
const WRITES = /^(?:set|header|headers|setHeader|append|appendHeader|writeHead)$/;

/** Words of code that has to do with CORS, or with preflights. */
const SPEAKS = { answer: /access-control|cors/i, preflight: /access-control|cors|options|\.method\b/i } as const;

function writesNoCors(body: FunctionNode, of: Question['of'], { answers }: RouteFramework, { module }: Evaluator): boolean {
  if (SPEAKS[of].test(module.textOf(body))) return false;
  const response = body.params[answers === 'response' ? (body.params.length === 4 && /^(?:err|error|e)$/.test(nameOf(body.params[0])) ? 2 : 1) : 0];
  if (response === undefined) return true;
  const variable = response.type === 'Identifier' ? module.variableOf(response) : null;
  return variable !== null && variable.references.every(({ identifier }) => {
    let node: Node = identifier;
    let member = module.parentOf(node);
    if (member?.type !== 'MemberExpression' || member.object !== node) return false;
    // The last name of `ctx.response.set` says what is done.
    while (member?.type === 'MemberExpression' && member.object === node) {
      if (propertyName(member) === null) return false;
      node = member;
      member = module.parentOf(node);
    }
    const last = node.type === 'MemberExpression' ? (propertyName(node) ?? '') : '';
    // `respond(ctx.res)`
    if (/^(?:res|response|raw|headers)$/.test(last)) return false;
    if (!WRITES.test(last)) return true;
    const call = member;
    return call?.type === 'CallExpression' && call.callee === node && call.arguments.every((each) => each.type === 'Literal' || each === call.arguments[1]) && call.arguments.every(({ type }) => type !== 'ObjectExpression' && type !== 'SpreadElement');
  });
}

const nameOf = (param: FunctionNode['params'][number] | undefined): string => (param?.type === 'Identifier' ? param.name : '');

/** The function that a handler is, or names. */
export function bodyOf(handler: Node, evaluator: Evaluator): FunctionNode | null {
  if (isFunction(handler)) return handler;
  const value = evaluator.evaluate(handler);
  return value.kind === 'function' ? value.node : null;
}

/** What answers in the end, with what wraps it only to catch what it throws: `asyncHandler(async (req, res) => { … })`. */
export function answeringBody({ handlers }: Registration, evaluator: Evaluator): FunctionNode | null {
  const last = handlers.at(-1);
  if (last === undefined) return null;
  if (last.type === 'CallExpression' && last.arguments.length === 1 && last.callee.type === 'Identifier' && /^(?:async|wrap|catch)\w*$/i.test(last.callee.name)) {
    const [only] = last.arguments;
    return only === undefined || only.type === 'SpreadElement' ? null : bodyOf(only, evaluator);
  }
  return bodyOf(last, evaluator);
}
