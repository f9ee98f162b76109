import type { Evaluator } from '../../values/evaluate.ts';
import type { Node } from '../../values/source-module.ts';
import type { Value } from '../../values/value.ts';

/** Names under which configuration files build what they export. */
const CONFIGURATION = /^(?:module\.exports|exports|config)$/;

/**
 * What a configuration file exports under a path: `module.exports = {…}`, `exports.a = {…}`, `export default {…}`,
 * `export const a = {…}`, or `config.a = {…}` in a function that builds it; `null` when nothing is there.
 */
export function exportedValue(evaluator: Evaluator, path: readonly string[]): { readonly node: Node; readonly value: Value } | null {
  for (const { node, at } of exportsOf(evaluator)) {
    if (at.some((name, index) => path[index] !== name)) continue;
    // `module.exports = ({ env }) => ({ … })`
    const value = evaluator.evaluate(node);
    const built = value.kind === 'function' ? evaluator.callFunction(value.node, [], value.environment, node) : value;
    const found = under(built, path.slice(at.length), node);
    if (found !== null) return found;
  }
  return null;
}

function under(value: Value, path: readonly string[], node: Node): { readonly node: Node; readonly value: Value } | null {
  const [name, ...rest] = path;
  if (name === undefined) return { node, value };
  if (value.kind !== 'object') return null;
  const property = value.properties.get(name);
  if (property === undefined) return null;
  return under(property.value, rest, property.node.type === 'Property' ? property.node.value : property.node);
}

interface Export {
  readonly node: Node;
  readonly at: readonly string[];
}

function exportsOf(evaluator: Evaluator): readonly Export[] {
  const { module } = evaluator;
  const assigned = module.nodes('AssignmentExpression').flatMap((assignment): Export[] => {
    if (assignment.operator !== '=') return [];
    const left = module.textOf(assignment.left);
    if (CONFIGURATION.test(left)) return [{ node: assignment.right, at: [] }];
    const [, root = '', names = ''] = /^(module\.exports|exports|config)\.([\w.]+)$/.exec(left) ?? [];
    return root === '' ? [] : [{ node: assignment.right, at: names.split('.') }];
  });
  const defaults = module.nodes('ExportDefaultDeclaration').map(({ declaration }): Export => ({ node: declaration, at: [] }));
  const named = module.nodes('ExportNamedDeclaration').flatMap(({ declaration }): Export[] =>
    declaration?.type === 'VariableDeclaration'
      ? declaration.declarations.flatMap(({ id, init }) => (id.type === 'Identifier' && init !== null ? [{ node: init, at: [id.name] }, ...(id.name === 'config' ? [{ node: init, at: [] }] : [])] : []))
      : [],
  );
  return [...assigned, ...defaults, ...named];
}
