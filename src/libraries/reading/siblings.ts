import type { Scope } from '../../policy/policy.ts';
import { NO_SIBLINGS, type Siblings } from '../../policy/siblings.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import type { Node } from '../../values/source-module.ts';
import { scriptAnswersOf } from './script-answers.ts';
import { siblingHeadersOf } from './sibling-headers.ts';
import { authorityIn } from './visitor-authority.ts';

/** The requests that a node governs; `null` where it never runs in production. */
export type ScopeOf = (node: Node) => Scope | null;

/** What stands beside the policies of a file; nothing in a test. */
export function siblingsOf(evaluator: Evaluator, isTest: boolean, scopeOf: ScopeOf): Siblings {
  return isTest ? NO_SIBLINGS : { headers: siblingHeadersOf(evaluator, scopeOf), scripts: scriptAnswersOf(evaluator, scopeOf), authority: authorityIn(evaluator.module) };
}
