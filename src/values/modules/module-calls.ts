import type { TSESTree } from '@typescript-eslint/utils';
import { unknown } from '../combine.ts';
import type { Evaluator } from '../evaluate.ts';
import type { Node } from '../source-module.ts';
import { stringOf, type Environment, type Value } from '../value.ts';
import { filePathOf } from './file-path.ts';

/** Functions by which compilers give a module of either system a default export. */
const INTEROP = /(?:^|\.)(?:__importDefault|__importStar|__toESM|_?interopRequireDefault|_?interopRequireWildcard|_interop_require_default(?:\._|\.default)?|_interop_require_wildcard(?:\._|\.default)?)$/;

/** `require(…)`, and what compilers wrap around it; `null` for other calls. */
export function moduleCall(evaluator: Evaluator, node: TSESTree.CallExpression, environment: Environment): Value | null {
  const [first] = node.arguments;
  if (first === undefined) return null;
  if (node.callee.type === 'Identifier' && node.callee.name === 'require' && evaluator.module.variableOf(node.callee) === null) {
    const name = moduleName(evaluator, first, environment);
    return name === null ? unknown('a module named at run time', node) : evaluator.imported(node, name, null, 'require');
  }
  return INTEROP.test(evaluator.module.textOf(node.callee).replace(/^\(0,\s*(.*)\)$/s, '$1')) ? withDefault(evaluator.evaluate(first, environment), node) : null;
}

/** The module that an expression names: a specifier, or a path that is put together. */
export function moduleName(evaluator: Evaluator, node: Node, environment: Environment): string | null {
  return stringOf(evaluator.evaluate(node, environment)) ?? filePathOf(evaluator, node);
}

/** A module as one with a default export: its own, or the whole of it. */
function withDefault(value: Value, node: Node): Value {
  // The default export of a package is named like the package itself.
  if (value.kind === 'imported' || (value.kind === 'object' && value.properties.has('default'))) return value;
  const properties = value.kind === 'object' ? value.properties : [];
  return { kind: 'object', properties: new Map([...properties, ['default', { value, node }]]), complete: value.kind === 'object' && value.complete, node };
}
