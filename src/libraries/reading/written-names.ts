import type { TSESTree } from '@typescript-eslint/utils';
import type { Evaluator } from '../../values/evaluate.ts';
import { propertyName } from '../../values/request.ts';
import type { Node, SourceModule } from '../../values/source-module.ts';

/** The value that an object literal gives to the first of these names that it has. */
export function propertyValue(object: TSESTree.ObjectExpression, ...names: readonly string[]): Node | null {
  for (const property of object.properties) {
    if (property.type !== 'Property' || property.computed) continue;
    const key = property.key.type === 'Identifier' ? property.key.name : property.key.type === 'Literal' ? property.key.value : null;
    if (typeof key === 'string' && names.includes(key)) return property.value;
  }
  return null;
}

/** The last name of a receiver: `headers` of `response.headers`, `res` of `res.status(200)`. */
export function lastName(node: Node): string | null {
  switch (node.type) {
    case 'Identifier':
      return node.name;
    case 'ThisExpression':
      return 'this';
    case 'MemberExpression':
      return propertyName(node);
    case 'CallExpression':
      return node.callee.type === 'MemberExpression' ? lastName(node.callee.object) : null;
    case 'TSNonNullExpression':
    case 'TSAsExpression':
    case 'ChainExpression':
      return lastName(node.expression);
    case 'AwaitExpression':
      return lastName(node.argument);
    default:
      return null;
  }
}

/** The modules that a file imports or requires. */
export function importedModules(evaluator: Evaluator, module: SourceModule = evaluator.module): readonly string[] {
  const modules: string[] = module.nodes('ImportDeclaration').map((node) => node.source.value);
  for (const call of module.nodes('CallExpression')) {
    if (call.callee.type !== 'Identifier' || call.callee.name !== 'require') continue;
    const value = evaluator.evaluate(call);
    if (value.kind === 'imported') modules.push(value.module);
  }
  for (const node of module.nodes('TSExternalModuleReference')) {
    if (node.expression.type === 'Literal') modules.push(String(node.expression.value));
  }
  return modules;
}
