import type { AskedRequest } from '../../policy/asked-request.ts';
import { METHODS } from '../../policy/endpoint.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import type { Guard } from '../../values/guards.ts';
import type { Node } from '../../values/source-module.ts';
import { methodTestOf } from './request-test.ts';

/** Methods in the order in which a request is tried with them: what only reads comes first. */
export const ANY_METHOD: readonly string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/** Methods with which a browser writes `Origin` whoever is asked (Fetch, "append a request `Origin` header"). */
export const METHODS_WITH_ORIGIN: readonly string[] = ['POST', 'PUT', 'PATCH', 'DELETE'];

/** Finds a request with one of these methods that gets to a node, where tests come out so. */
export type FindRequest = (at: Node, guards: readonly Guard[], methods: readonly string[]) => AskedRequest | null;

/** Those of some methods with which tests can come out so. */
export function methodsPassing(guards: readonly Guard[], methods: readonly string[], evaluator: Evaluator): readonly string[] {
  const answers = guards.flatMap(({ test, holds }) => {
    const answer = methodTestOf(test, evaluator);
    return answer === null ? [] : [holds ? answer.whenTrue : answer.whenFalse];
  });
  return methods.filter((method) => !METHODS.some((each) => each === method) || answers.every((answer) => answer.has(method)));
}
