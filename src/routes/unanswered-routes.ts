import type { Policy } from '../policy/policy.ts';
import type { UnansweredRoute } from '../policy/unanswered-route.ts';
import type { Evaluator } from '../values/evaluate.ts';
import { holds, isFunction, type Node } from '../values/source-module.ts';
import { registrationsOf, type Registration } from './registrations.ts';
import { speaksOfFramework, type RouteFramework } from './route-frameworks.ts';
import { bodyOf, literalPath, mayAnswer, wayTo } from './route-surroundings.ts';

/** Methods that a page cannot send before a preflight has let it (Fetch, section "CORS-safelisted method"). */
const PREFLIGHTED = new Set(['PUT', 'PATCH', 'DELETE']);

/** Middleware that answers preflights where it is asked, by the framework whose routes it is given to. */
const ROUTE_MIDDLEWARE: Readonly<Record<string, string>> = { cors: 'Express', 'hono/cors': 'Hono', '@koa/cors': 'Koa' };

/**
 * Routes with CORS of their own whose preflights nothing answers: for `OPTIONS`, Express sends `Allow` with the methods
 * of the path, and runs nothing of the routes for these (`router/lib/route.js`, `_handlesMethod`); Koa, Hono and Fastify
 * answer 404 to what no route is for.
 */
export function unansweredRoutesOf(evaluator: Evaluator, policies: readonly Policy[], needsOf: (handler: Node, framework: string) => string | null): readonly UnansweredRoute[] {
  const { module } = evaluator;
  if (!speaksOfFramework(module.text)) return [];
  const own = policies.filter(({ site, preflight }) => site.place.file === module.file && (Object.hasOwn(ROUTE_MIDDLEWARE, site.library) || preflight.by === 'handler'));
  if (own.length === 0) return [];
  const registrations = registrationsOf(evaluator);
  return registrations.flatMap((route): readonly UnansweredRoute[] => {
    const [method] = route.methods;
    const path = literalPath(route, evaluator);
    if (route.kind !== 'route' || route.methods.length !== 1 || method === undefined || path === null) return [];
    const found = policyOf(route, own, evaluator);
    if (found === null) return [];
    const { policy, handler } = found;
    const isLibrary = policy.preflight.by === 'library';
    const way = wayTo(route, evaluator);
    if (way === null || (isLibrary && way.framework.name !== ROUTE_MIDDLEWARE[policy.site.library])) return [];
    const needs = method === 'POST' ? needsIn(route, policy, way.framework.name, evaluator, needsOf) : null;
    if (!PREFLIGHTED.has(method) && needs === null) return [];
    const whole = [...way.prefixes, path].join('').replaceAll(/\/{2,}/g, '/');
    if (registrations.some((each) => mayAnswer(each, { of: 'preflight', route, path, whole, framework: way.framework }, evaluator))) return [];
    const place = isLibrary ? module.placeOf(handler) : policy.site.whole;
    return [{ place, middleware: isLibrary ? module.excerpt(handler, 40) : null, method, path: whole, header: needs, isExported: way.isExported, policy: { ...policy, scope: { ...policy.scope, paths: [whole] } }, answer: isLibrary ? answerFor(route, handler, evaluator) : preflightFor(route, policy, method, needs, way.framework, evaluator) }];
  });
}

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

/** The header by which a POST needs a preflight: one that its handler reads, JSON that it takes, or JSON that its answer lets pages send. */
function needsIn(route: Registration, policy: Policy, framework: string, evaluator: Evaluator, needsOf: (handler: Node, framework: string) => string | null): string | null {
  const read = route.handlers.map((handler) => needsOf(bodyOf(handler, evaluator) ?? handler, framework)).find((each) => each !== null);
  if (read !== undefined) return read;
  const { allowHeaders } = policy;
  const isNamed = policy.preflight.by === 'handler' && allowHeaders.kind === 'known' && allowHeaders.value.kind === 'list' && allowHeaders.value.names.some((name) => /^content-type$/i.test(name));
  return isNamed ? 'Content-Type' : null;
}

/** A route for `OPTIONS` with the one value of `Access-Control-Allow-Origin` that a handler writes, before that of the route. */
function preflightFor(route: Registration, policy: Policy, method: string, header: string | null, { preflight }: RouteFramework, { module }: Evaluator): UnansweredRoute['answer'] {
  const { allowOrigin, allowCredentials } = policy;
  const origin = allowOrigin.kind === 'any' ? '*' : allowOrigin.kind === 'fixed' ? allowOrigin.value : null;
  const statement = module.parentOf(route.node);
  const { callee } = route.node;
  const [path] = route.node.arguments;
  if (origin === null || allowCredentials.kind !== 'known' || statement?.type !== 'ExpressionStatement' || callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier' || path?.type !== 'Literal') return null;
  const headers = Object.entries({
    'Access-Control-Allow-Origin': origin,
    ...(allowCredentials.value ? { 'Access-Control-Allow-Credentials': 'true' } : {}),
    'Access-Control-Allow-Methods': method,
    'Access-Control-Allow-Headers': ['Content-Type', ...(header === null || /^content-type$/i.test(header) ? [] : [header])].join(', '),
  }).map(([name, value]) => `'${name}': '${value.replace(/[\\']/g, '\\$&')}'`);
  const indent = /[ \t]*$/.exec(module.text.slice(0, statement.range[0]))?.[0] ?? '';
  const text = preflight.replaceAll('\n', `\n${indent}`).replace('ROUTER', () => module.textOf(callee.object)).replace('PATH', () => module.textOf(path)).replace('HEADERS', () => `{ ${headers.join(', ')} }`);
  return { at: statement.range[0], text: `${text}\n${indent}` };
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
