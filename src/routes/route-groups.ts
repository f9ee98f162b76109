import type { Evaluator } from '../values/evaluate.ts';
import type { FunctionNode, Variable } from '../values/source-module.ts';
import { registrationsOf, type Registration } from './registrations.ts';
import type { RouteFramework } from './route-frameworks.ts';
import { answeringBody, bare, isUninvolved, literalPath, mayAnswer, wayTo } from './route-surroundings.ts';

/** One registration of a path, with the function that answers; `null` where others may answer, or add headers. */
export interface RouteHandler {
  readonly methods: readonly string[];
  readonly fn: FunctionNode | null;
  readonly node: Registration['node'];
}

/** The handlers of one path of one application, router or plugin. */
export interface RouteGroup {
  readonly framework: RouteFramework;
  readonly path: string;
  readonly isExported: boolean;
  readonly handlers: readonly RouteHandler[];
}

/** The paths of a file whose requests are answered by code that it shows, with nothing around that could write CORS headers. */
export function routeGroupsOf(evaluator: Evaluator): readonly RouteGroup[] {
  const groups = new Map<Variable, Map<string, { readonly framework: RouteFramework; readonly path: string; readonly isExported: boolean; readonly handlers: RouteHandler[] }>>();
  const registrations = registrationsOf(evaluator);
  for (const route of registrations) {
    const { receiver } = route;
    const path = literalPath(route, evaluator);
    if (route.kind !== 'route' || receiver === null || path === null) continue;
    const way = wayTo(route, evaluator);
    if (way === null) continue;
    const whole = [...way.prefixes, path].join('').replaceAll(/\/{2,}/g, '/');
    const paths = groups.get(receiver) ?? new Map<string, never>();
    groups.set(receiver, paths);
    const group = paths.get(bare(path)) ?? { framework: way.framework, path: whole, isExported: way.isExported, handlers: [] };
    paths.set(bare(path), group);
    group.handlers.push({ methods: route.methods, fn: answers(route, path, whole, way.framework, evaluator), node: route.node });
  }
  return [...groups.values()].flatMap((paths) => [...paths.values()]);
}

function answers(route: Registration, path: string, whole: string, framework: RouteFramework, evaluator: Evaluator): FunctionNode | null {
  const of = route.methods.length === 0 || route.methods.includes('OPTIONS') ? 'preflight' : 'answer';
  const fn = answeringBody(route, evaluator);
  if (fn === null || !evaluator.module.owns(fn) || !route.handlers.slice(0, -1).every((handler) => isUninvolved(handler, of, framework, evaluator))) return null;
  const others = registrationsOf(evaluator);
  return others.some((each) => mayAnswer(each, { of, route, path, whole, framework }, evaluator)) ? null : fn;
}
