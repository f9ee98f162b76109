import type { TSESTree } from '@typescript-eslint/utils';
import type { Evaluator } from '../values/evaluate.ts';
import type { Node } from '../values/source-module.ts';
import { leavesOf, stringOf, type Value } from '../values/value.ts';
import type { Registration } from './registrations.ts';

/** Modules followed from an application's root module. */
const MAX_MODULES = 100;

const METHODS: ReadonlyMap<string, readonly string[]> = new Map([
  ['Get', ['GET']],
  ['Post', ['POST']],
  ['Put', ['PUT']],
  ['Patch', ['PATCH']],
  ['Delete', ['DELETE']],
  ['Head', ['HEAD']],
  ['Options', ['OPTIONS']],
  ['All', []],
]);

/**
 * The routes of a Nest application: from `NestFactory.create(AppModule)` through the modules that it imports to their
 * controllers, with the guards that stand before them.
 */
export function nestRegistrations(evaluator: Evaluator): readonly Registration[] {
  const roots = evaluator.module.nodes('CallExpression').flatMap((call) => {
    const [root] = call.arguments;
    if (root === undefined || call.callee.type !== 'MemberExpression') return [];
    const callee = evaluator.evaluate(call.callee);
    return callee.kind === 'imported' && callee.module === '@nestjs/core' && callee.path.join('.') === 'NestFactory.create' ? classesOf(evaluator.evaluate(root)) : [];
  });
  const found: Registration[] = [];
  const seen = new Set<Node>();
  const open = [...roots];
  for (let module = open.shift(); module !== undefined && seen.size < MAX_MODULES; module = open.shift()) {
    if (seen.has(module)) continue;
    seen.add(module);
    const options = decoratorOf(module, 'Module')?.arguments[0];
    const value = options === undefined ? null : evaluator.evaluate(options);
    if (value?.kind !== 'object') continue;
    open.push(...listedClasses(value.properties.get('imports')?.value));
    for (const controller of listedClasses(value.properties.get('controllers')?.value)) found.push(...routesOf(controller, evaluator));
    const guards = globalGuards(value.properties.get('providers')?.value);
    const decorator = decoratorOf(module, 'Module');
    if (decorator !== null && guards.length > 0) found.push({ node: decorator, receiver: null, kind: 'middleware', methods: [], path: null, handlers: guards });
  }
  return found;
}

type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

function routesOf(controller: ClassNode, evaluator: Evaluator): readonly Registration[] {
  const decorator = decoratorOf(controller, 'Controller');
  if (decorator === null) return [];
  const prefix = pathOf(decorator.arguments[0], evaluator);
  const guards = guardsOf(controller);
  return controller.body.body.flatMap((member): Registration[] => {
    if (member.type !== 'MethodDefinition') return [];
    for (const [name, methods] of METHODS) {
      const route = decoratorOf(member, name);
      if (route === null) continue;
      const path = `/${prefix}/${pathOf(route.arguments[0], evaluator)}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1');
      return [{ node: route, receiver: null, kind: 'route', methods, path, handlers: [...guards, ...guardsOf(member), member.value] }];
    }
    return [];
  });
}

/** The classes and instances in `@UseGuards(…)`. */
function guardsOf(holder: ClassNode | TSESTree.MethodDefinition): readonly Node[] {
  return decoratorOf(holder, 'UseGuards')?.arguments ?? [];
}

/** `{ provide: APP_GUARD, useClass: AuthGuard }` */
function globalGuards(providers: Value | undefined): readonly Node[] {
  if (providers?.kind !== 'array') return [];
  return providers.elements.flatMap((provider): Node[] => {
    if (provider.kind !== 'object') return [];
    const token = provider.properties.get('provide')?.value;
    if (token?.kind !== 'imported' || token.path.at(-1) !== 'APP_GUARD') return [];
    const written = (provider.properties.get('useClass') ?? provider.properties.get('useExisting'))?.node;
    return written?.type === 'Property' ? [written.value] : [];
  });
}

function listedClasses(value: Value | undefined): readonly ClassNode[] {
  if (value === undefined) return [];
  return [...leavesOf(value)].flatMap((leaf) => (leaf.kind === 'array' ? leaf.elements : [leaf])).flatMap((element) => classesOf(element));
}

/** A class, or that of a dynamic module: `ConfigModule.forRoot(…)`. */
function classesOf(value: Value): readonly ClassNode[] {
  return [...leavesOf(value)].flatMap((leaf): readonly ClassNode[] => {
    if (leaf.kind === 'class') return leaf.node.type === 'ClassDeclaration' || leaf.node.type === 'ClassExpression' ? [leaf.node] : [];
    if (leaf.kind === 'object') return classesOf(leaf.properties.get('module')?.value ?? { kind: 'constant', value: null, node: leaf.node });
    return [];
  });
}

function decoratorOf(holder: ClassNode | TSESTree.MethodDefinition, name: string): TSESTree.CallExpression | null {
  for (const { expression } of holder.decorators) {
    if (expression.type === 'CallExpression' && expression.callee.type === 'Identifier' && expression.callee.name === name) return expression;
  }
  return null;
}

function pathOf(argument: Node | undefined, evaluator: Evaluator): string {
  if (argument === undefined) return '';
  const value = evaluator.evaluate(argument);
  const path = value.kind === 'object' ? value.properties.get('path')?.value : value.kind === 'array' ? value.elements[0] : value;
  return path === undefined ? '' : (stringOf(path) ?? '');
}
