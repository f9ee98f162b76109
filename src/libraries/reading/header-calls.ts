import type { TSESTree } from '@typescript-eslint/utils';
import type { Evaluator } from '../../values/evaluate.ts';
import type { Node, SourceModule } from '../../values/source-module.ts';
import type { HeaderWriter } from '../library-model.ts';

/** Whether a name is the writer's function of that name: imported from its package, or made known by its framework. */
export function isFunctionOf({ modules, functions }: HeaderWriter, callee: TSESTree.Identifier, module: SourceModule, evaluator: Evaluator): boolean {
  if (module.variableOf(callee) === null) return functions?.global.test(module.text) === true;
  const value = evaluator.evaluate(callee);
  return value.kind === 'imported' && modules?.test(value.module) === true;
}

/** Hono: `c.header(name, value, { append: true })`. */
export function appends(options: Node | undefined, evaluator: Evaluator): boolean {
  if (options === undefined) return false;
  const value = evaluator.memberOf(evaluator.evaluate(options), 'append', options);
  return value.kind === 'constant' && value.value === true;
}
