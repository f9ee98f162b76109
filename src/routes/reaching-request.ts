import type { AskedRequest } from '../policy/asked-request.ts';
import { withoutParameters } from '../policy/witness.ts';
import type { Evaluator } from '../values/evaluate.ts';
import type { Guard } from '../values/guards.ts';
import type { Node } from '../values/source-module.ts';
import { askedPathsOf } from './asked-paths.ts';
import type { RouteTable } from './scope.ts';

/** A request with one of these methods that gets to a node by the routes that there are, and for which tests of its path come out so; `null` where there is none. */
export function requestReaching(at: Node, guards: readonly Guard[], methods: readonly string[], routes: RouteTable, evaluator: Evaluator): AskedRequest | null {
  const asked = askedPathsOf(guards, evaluator);
  const scope = routes.scopeOf(evaluator.module.functionOf(at) ?? at, undefined, asked);
  const pick = (offered: readonly string[]): string | undefined => methods.find((method) => offered.length === 0 || offered.includes(method));
  for (const route of routes.routes()) {
    const method = scope.paths.includes(route.path) && asked.mayBe(route.path) ? pick(route.methods) : undefined;
    if (method !== undefined) return { method, path: withoutParameters(route.path) };
  }
  const method = pick(scope.methods);
  return method === undefined ? null : { method, path: withoutParameters(scope.paths.find(asked.mayBe) ?? asked.written[0] ?? '*') };
}
