import type { Evaluator } from '../values/evaluate.ts';
import { propertyName } from '../values/request.ts';
import type { Node } from '../values/source-module.ts';
import { leavesOf, type Value } from '../values/value.ts';
import { decoratedRoutes, decoratorOf, type ClassNode, type RouteDecorators } from './decorated-routes.ts';
import type { Registration } from './registrations.ts';

/** Modules followed from an application's root module. */
const MAX_MODULES = 100;

const DECORATORS: RouteDecorators = { controllers: ['Controller'], guards: ['UseGuards'] };

/**
 * The routes of a Nest application: from `NestFactory.create(AppModule)` through the modules that it imports to their
 * controllers, with the guards that stand before them.
 */
export function nestRegistrations(evaluator: Evaluator): readonly Registration[] {
  const roots = evaluator.module.nodes('CallExpression').flatMap((call) => {
    const [root] = call.arguments;
    if (root === undefined || call.callee.type !== 'MemberExpression' || propertyName(call.callee) !== 'create') return [];
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
    for (const controller of listedClasses(value.properties.get('controllers')?.value)) found.push(...decoratedRoutes(controller, '', DECORATORS, evaluator));
    const guards = globalGuards(value.properties.get('providers')?.value);
    const decorator = decoratorOf(module, 'Module');
    if (decorator !== null && guards.length > 0) found.push({ node: decorator, receiver: null, kind: 'middleware', methods: [], path: null, handlers: guards });
  }
  return found;
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
