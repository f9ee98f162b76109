import type { TSESTree } from '@typescript-eslint/utils';
import type { Evaluator } from './evaluate.ts';
import type { Node } from './source-module.ts';
import { EMPTY_ENVIRONMENT, leavesOf, stringOf, type ObjectValue, type Property, type Value } from './value.ts';

/** Modules that are asked for the configuration which they load. */
const MAX_MODULES = 40;

/** What an application's modules load, found once for a file. */
const settings = new WeakMap<Evaluator, ObjectValue | null>();

/**
 * A setting that `ConfigService` gets from what `ConfigModule.forRoot({ load: […] })` loads, by its path; `null` where
 * the file does not lead to the application's modules, or these do not load it.
 */
export function nestSetting(evaluator: Evaluator, path: string): Value | null {
  let value: Value | null | undefined = loadedSettings(evaluator);
  for (const part of path.split('.')) value = value?.kind === 'object' ? value.properties.get(part)?.value : undefined;
  return value ?? null;
}

/** What `registerAs('cors', factory)` makes, asked for by its key: `app.get(corsConfig.KEY)`, `@Inject(corsConfig.KEY)`. */
export function nestFactory(evaluator: Evaluator, key: Node): Value | null {
  if (key.type !== 'MemberExpression' || key.property.type !== 'Identifier' || key.property.name !== 'KEY') return null;
  const named = namespaceOf(evaluator.evaluate(key.object), evaluator);
  return named === null ? null : named.value;
}

function loadedSettings(evaluator: Evaluator): ObjectValue | null {
  const known = settings.get(evaluator);
  if (known !== undefined) return known;
  // A factory may ask for settings itself.
  settings.set(evaluator, null);
  const properties = new Map<string, Property>();
  for (const load of loadsOf(evaluator)) {
    const namespace = namespaceOf(load, evaluator);
    if (namespace !== null) properties.set(namespace.name, { value: namespace.value, node: load.node });
    else if (load.kind === 'function') {
      const made = settled(evaluator.callFunction(load.node, [], load.environment, load.node));
      if (made.kind === 'object') for (const [name, property] of made.properties) properties.set(name, property);
    }
  }
  const found: ObjectValue | null = properties.size === 0 ? null : { kind: 'object', properties, complete: false, node: evaluator.module.ast };
  settings.set(evaluator, found);
  return found;
}

/** `registerAs('cors', () => ({ … }))`, with what its factory makes. */
function namespaceOf(value: Value, evaluator: Evaluator): { readonly name: string; readonly value: Value } | null {
  if (value.kind !== 'call' || value.callee.kind !== 'imported' || value.callee.module !== '@nestjs/config' || value.callee.path.join('.') !== 'registerAs') return null;
  const [key, factory] = value.args;
  const name = key === undefined ? null : stringOf(key);
  return name === null || factory?.kind !== 'function' ? null : { name, value: settled(evaluator.callFunction(factory.node, [], factory.environment, factory.node)) };
}

/** The factories in `load` of every `ConfigModule.forRoot` and `forFeature` below the application's root module. */
function loadsOf(evaluator: Evaluator): readonly Value[] {
  const found: Value[] = [];
  const seen = new Set<Node>();
  const open = rootsOf(evaluator);
  for (let value = open.shift(); value !== undefined && seen.size < MAX_MODULES; value = open.shift()) {
    for (const leaf of leavesOf(value)) {
      if (leaf.kind === 'promise') open.push(leaf.of);
      else if (leaf.kind === 'array') open.push(...leaf.elements);
      else if (leaf.kind === 'call' && leaf.callee.kind === 'imported' && leaf.callee.module === '@nestjs/config' && /^ConfigModule\.for(?:Root|Feature)$/.test(leaf.callee.path.join('.'))) {
        const [options] = leaf.args;
        if (options?.kind === 'call') found.push(options);
        const load = options?.kind === 'object' ? options.properties.get('load')?.value : undefined;
        if (load?.kind === 'array') found.push(...load.elements);
      } else if (leaf.kind === 'class' && !seen.has(leaf.node)) {
        seen.add(leaf.node);
        const imports = moduleOptions(leaf.node, evaluator)?.properties.get('imports')?.value;
        if (imports !== undefined) open.push(imports);
      }
    }
  }
  return found;
}

function rootsOf(evaluator: Evaluator): Value[] {
  return evaluator.module.nodes('CallExpression').flatMap((call) => {
    const [root] = call.arguments;
    if (root === undefined || call.callee.type !== 'MemberExpression') return [];
    const callee = evaluator.evaluate(call.callee);
    return callee.kind === 'imported' && callee.module === '@nestjs/core' && callee.path.join('.') === 'NestFactory.create' ? [evaluator.evaluate(root)] : [];
  });
}

function moduleOptions(node: Node, evaluator: Evaluator): ObjectValue | null {
  const decorators: readonly TSESTree.Decorator[] = node.type === 'ClassDeclaration' || node.type === 'ClassExpression' ? node.decorators : [];
  for (const { expression } of decorators) {
    if (expression.type !== 'CallExpression' || expression.callee.type !== 'Identifier' || expression.callee.name !== 'Module') continue;
    const [options] = expression.arguments;
    const value = options === undefined ? null : evaluator.evaluate(options, EMPTY_ENVIRONMENT);
    return value?.kind === 'object' ? value : null;
  }
  return null;
}

function settled(value: Value): Value {
  return value.kind === 'promise' ? value.of : value;
}
