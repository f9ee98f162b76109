import type { TSESTree } from '@typescript-eslint/utils';
import type { Evaluator } from '../../values/evaluate.ts';
import type { Node, Variable } from '../../values/source-module.ts';
import { EMPTY_ENVIRONMENT } from '../../values/value.ts';
import { POLICY_HEADERS, type HeaderNames } from './header-entry.ts';

/** Whether every use of a shared constant spreads it into an object that goes on to set another origin. */
export function isAlwaysOverridden(variable: Variable, evaluator: Evaluator): boolean {
  const { module } = evaluator;
  const uses = variable.references.filter((reference) => reference.init !== true).map((reference) => module.parentOf(reference.identifier as Node));
  return uses.length > 0 && uses.every((use) => {
    const object = use?.type === 'SpreadElement' ? module.parentOf(use) : null;
    if (use === null || object?.type !== 'ObjectExpression') return false;
    return object.properties.some((property) => property.type === 'Property' && property.range[0] > use.range[0] && headerKeyOf(property, POLICY_HEADERS, evaluator) === 'access-control-allow-origin');
  });
}

/** `const headers = corsHeaders(); headers['Access-Control-Allow-Origin'] = origin;`: whether properties of what a name holds are written. */
export function isFilled(variable: Variable, { module }: Evaluator): boolean {
  return variable.references.some(({ identifier }) => {
    const member = module.parentOf(identifier);
    const assignment = member?.type === 'MemberExpression' && member.object === identifier ? module.parentOf(member) : null;
    return assignment?.type === 'AssignmentExpression' && assignment.left === member;
  });
}

/** The header that a property is named after, in lower case, where that name makes an object one of headers; `null` for other properties. */
export function headerKeyOf(property: TSESTree.Property, names: HeaderNames, evaluator: Evaluator): string | null {
  const key = evaluator.keyOf(property.key, property.computed, EMPTY_ENVIRONMENT);
  return key !== null && names.alone.test(key) ? key.toLowerCase() : null;
}
