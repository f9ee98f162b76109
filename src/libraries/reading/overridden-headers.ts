import type { TSESTree } from '@typescript-eslint/utils';
import type { Evaluator } from '../../values/evaluate.ts';
import type { Node, Variable } from '../../values/source-module.ts';
import { EMPTY_ENVIRONMENT } from '../../values/value.ts';

/** Whether every use of a shared constant spreads it into an object that goes on to set another origin. */
export function isAlwaysOverridden(variable: Variable, evaluator: Evaluator): boolean {
  const { module } = evaluator;
  const uses = variable.references.filter((reference) => reference.init !== true).map((reference) => module.parentOf(reference.identifier as Node));
  return uses.length > 0 && uses.every((use) => {
    const object = use?.type === 'SpreadElement' ? module.parentOf(use) : null;
    if (use === null || object?.type !== 'ObjectExpression') return false;
    return object.properties.some((property) => property.type === 'Property' && property.range[0] > use.range[0] && policyKeyOf(property, evaluator) === 'access-control-allow-origin');
  });
}

/** The header of a policy that a property is named after, in lower case; `null` for other properties. */
export function policyKeyOf(property: TSESTree.Property, evaluator: Evaluator): string | null {
  const key = evaluator.keyOf(property.key, property.computed, EMPTY_ENVIRONMENT);
  return key !== null && /^access-control-/i.test(key) && key.toLowerCase() !== 'access-control-request-method' ? key.toLowerCase() : null;
}
