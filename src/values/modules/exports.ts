import type { TSESTree } from '@typescript-eslint/utils';
import { unknown } from '../combine.ts';
import type { Evaluator } from '../evaluate.ts';
import type { Node, SourceModule } from '../source-module.ts';
import type { Property, Value } from '../value.ts';
import { commonJsExports } from './commonjs.ts';

/** What `import name from`, `import { name } from` and their kin mean for a module of the project; `null` when it has no such export. */
export function exportOf(evaluator: Evaluator, module: SourceModule, name: string): Value | null {
  return namedExport(evaluator, module, name, new Set());
}

/** `schema.users` after `import * as schema`: the one export, and not the hundreds beside it; `null` for what is no such namespace. */
export function exportOfNamespace(evaluator: Evaluator, object: Node, name: string): Value | null {
  const definition = object.type === 'Identifier' ? evaluator.module.variableOf(object)?.defs[0] : undefined;
  const specifier = definition?.node as Node | undefined;
  if (specifier?.type !== 'ImportNamespaceSpecifier') return null;
  const declaration = evaluator.module.parentOf(specifier);
  const linked = declaration?.type === 'ImportDeclaration' ? evaluator.link(specifier, declaration.source.value) : null;
  return linked?.kind === 'module' ? exportOf(evaluator, linked.module, name) : null;
}

/** What `require`, `import()` and `import * as` give for a module of the project. */
export function namespaceOf(evaluator: Evaluator, module: SourceModule, by: 'require' | 'import'): Value {
  if (by === 'require' && isData(module)) return exportOf(evaluator, module, 'default') ?? unknown('a file without a value', module.ast);
  const commonJs = isEcmaScript(module) ? null : commonJsExports(module);
  if (by === 'require' && commonJs !== null) return commonJsValue(evaluator, module);
  const assigned = module.ast.body.find((statement) => statement.type === 'TSExportAssignment');
  if (assigned !== undefined) return evaluator.evaluate(assigned.expression);
  const properties = new Map<string, Property>();
  for (const name of exportNames(evaluator, module, new Set())) {
    const value = exportOf(evaluator, module, name);
    if (value !== null) properties.set(name, { value, node: value.node });
  }
  // Code may add to `module.exports` in ways that are not followed: what is not shown is not known to be absent.
  return { kind: 'object', properties, complete: false, node: module.ast };
}

/** JSON, which is read as a module that exports its value by default. */
function isData(module: SourceModule): boolean {
  return module.file.endsWith('.json');
}

function isEcmaScript(module: SourceModule): boolean {
  return module.ast.body.some((statement) => /^(?:Export|TSExportAssignment)/.test(statement.type));
}

function namedExport(evaluator: Evaluator, module: SourceModule, name: string, seen: Set<SourceModule>): Value | null {
  // `export *` of modules that export each other.
  if (seen.has(module)) return null;
  seen.add(module);
  if (!isEcmaScript(module)) return commonJsExport(evaluator, module, name);
  const { named, others } = exportingStatements(module);
  for (const statement of [named.get(name) ?? [], others].flat()) {
    const value = fromStatement(evaluator, module, statement, name, seen);
    if (value !== null) return value;
  }
  if (name === 'default') return null;
  // Bundlers give the properties of JSON as named exports.
  if (isData(module)) return evaluator.memberOf(namespaceOf(evaluator, module, 'require'), name, module.ast);
  for (const statement of module.ast.body) {
    if (statement.type !== 'ExportAllDeclaration' || statement.exported !== null) continue;
    const linked = evaluator.link(statement, statement.source.value);
    const value = linked?.kind === 'module' ? namedExport(evaluator, linked.module, name, seen) : null;
    if (value !== null) return value;
  }
  return null;
}

/** The statements that export something: by the name that they give it, and those whose names are not in the statement. */
interface ExportingStatements {
  readonly named: ReadonlyMap<string, TSESTree.ProgramStatement>;
  readonly others: readonly TSESTree.ProgramStatement[];
}

/** Of each module once: schemas and barrels have hundreds of exports, and each of them may be asked for. */
const exportingStatementsOf = new WeakMap<SourceModule, ExportingStatements>();

function exportingStatements(module: SourceModule): ExportingStatements {
  const known = exportingStatementsOf.get(module);
  if (known !== undefined) return known;
  const named = new Map<string, TSESTree.ProgramStatement>();
  const others: TSESTree.ProgramStatement[] = [];
  for (const statement of module.ast.body) {
    if (statement.type === 'ExportNamedDeclaration') for (const name of namesIn(statement, module)) named.set(name, statement);
    else if (/^(?:Export|TSExport)/.test(statement.type)) others.push(statement);
  }
  const statements: ExportingStatements = { named, others };
  exportingStatementsOf.set(module, statements);
  return statements;
}

function fromStatement(evaluator: Evaluator, module: SourceModule, statement: TSESTree.ProgramStatement, name: string, seen: Set<SourceModule>): Value | null {
  switch (statement.type) {
    case 'ExportDefaultDeclaration':
      return name === 'default' ? evaluator.evaluate(statement.declaration) : null;
    case 'TSExportAssignment':
      return name === 'default' ? evaluator.evaluate(statement.expression) : evaluator.memberOf(evaluator.evaluate(statement.expression), name, statement);
    case 'ExportAllDeclaration':
      return statement.exported !== null && nameOf(statement.exported) === name ? evaluator.imported(statement, statement.source.value, null) : null;
    case 'ExportNamedDeclaration': {
      const specifier = statement.specifiers.find((each) => nameOf(each.exported) === name);
      if (specifier !== undefined) {
        if (statement.source === null) return evaluator.evaluate(specifier.local);
        const linked = evaluator.link(statement, statement.source.value);
        if (linked?.kind === 'module') return namedExport(evaluator, linked.module, nameOf(specifier.local), seen);
        return evaluator.imported(specifier, statement.source.value, nameOf(specifier.local));
      }
      return statement.declaration === null ? null : declaredName(evaluator, module, statement.declaration, name);
    }
    default:
      return null;
  }
}

function declaredName(evaluator: Evaluator, module: SourceModule, declaration: Node, name: string): Value | null {
  if (declaration.type === 'VariableDeclaration') {
    for (const declarator of declaration.declarations) {
      for (const node of module.within(declarator.id)) {
        if (node.type !== 'Identifier' || node.name !== name) continue;
        const variable = module.variableOf(node);
        if (variable !== null) return evaluator.variable(variable, node);
      }
    }
    return null;
  }
  if (!('id' in declaration) || declaration.id?.type !== 'Identifier' || declaration.id.name !== name) return null;
  const variable = module.variableOf(declaration.id);
  return variable === null ? null : evaluator.variable(variable, declaration.id);
}

function commonJsExport(evaluator: Evaluator, module: SourceModule, name: string): Value | null {
  const exports = commonJsExports(module);
  if (exports === null) return null;
  const named = exports.named.get(name);
  if (named !== undefined) return evaluator.evaluate(named);
  if (name === 'default') return exports.isInterop ? null : commonJsValue(evaluator, module);
  const copied = exports.copied.map((node) => evaluator.evaluate(node)).find((value) => value.kind === 'object' && value.properties.has(name));
  if (copied !== undefined) return evaluator.memberOf(copied, name, copied.node);
  return exports.whole === null ? null : evaluator.memberOf(evaluator.evaluate(exports.whole), name, exports.whole);
}

/** `module.exports` as it stands when the module has run. */
function commonJsValue(evaluator: Evaluator, module: SourceModule): Value {
  const exports = commonJsExports(module);
  if (exports === null) return unknown('a module without exports', module.ast);
  const whole = exports.whole === null ? null : evaluator.evaluate(exports.whole);
  // Properties of a function, an application or a router do not change what it is.
  if (whole !== null && (whole.kind !== 'object' || (exports.named.size === 0 && exports.copied.length === 0))) return whole;
  const properties = new Map<string, Property>(whole?.kind === 'object' ? whole.properties : []);
  for (const node of exports.copied) {
    const value = evaluator.evaluate(node);
    if (value.kind === 'object') for (const [name, property] of value.properties) properties.set(name, property);
  }
  for (const [name, node] of exports.named) properties.set(name, { value: evaluator.evaluate(node), node });
  return { kind: 'object', properties, complete: whole?.kind === 'object' && whole.complete, node: whole?.node ?? module.ast };
}

function exportNames(evaluator: Evaluator, module: SourceModule, seen: Set<SourceModule>): ReadonlySet<string> {
  const names = new Set<string>();
  if (seen.has(module)) return names;
  seen.add(module);
  if (!isEcmaScript(module)) {
    const exports = commonJsExports(module);
    if (exports === null) return names;
    const value = commonJsValue(evaluator, module);
    if (value.kind === 'object') for (const name of value.properties.keys()) names.add(name);
    for (const name of exports.named.keys()) names.add(name);
    return names.add('default');
  }
  if (isData(module)) {
    const value = namespaceOf(evaluator, module, 'require');
    if (value.kind === 'object') for (const name of value.properties.keys()) names.add(name);
  }
  for (const statement of module.ast.body) {
    if (statement.type === 'ExportDefaultDeclaration' || statement.type === 'TSExportAssignment') names.add('default');
    else if (statement.type === 'ExportAllDeclaration') {
      if (statement.exported !== null) names.add(nameOf(statement.exported));
      else {
        const linked = evaluator.link(statement, statement.source.value);
        if (linked?.kind === 'module') for (const name of exportNames(evaluator, linked.module, seen)) if (name !== 'default') names.add(name);
      }
    } else if (statement.type === 'ExportNamedDeclaration') {
      for (const name of namesIn(statement, module)) names.add(name);
    }
  }
  return names;
}

function namesIn({ specifiers, declaration }: TSESTree.ExportNamedDeclaration, module: SourceModule): readonly string[] {
  return [...specifiers.map(({ exported }) => nameOf(exported)), ...(declaration === null ? [] : namesOf(declaration, module))];
}

function namesOf(declaration: Node, module: SourceModule): readonly string[] {
  if (declaration.type === 'VariableDeclaration') {
    return declaration.declarations.flatMap((each) => [...module.within(each.id)].flatMap((node) => (node.type === 'Identifier' && module.variableOf(node)?.identifiers.includes(node) === true ? node.name : [])));
  }
  return 'id' in declaration && declaration.id?.type === 'Identifier' && !/^TS(?:Interface|TypeAlias)/.test(declaration.type) ? [declaration.id.name] : [];
}

function nameOf(node: TSESTree.Identifier | TSESTree.StringLiteral): string {
  return node.type === 'Identifier' ? node.name : node.value;
}
