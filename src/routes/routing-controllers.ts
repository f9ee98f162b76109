import type { TSESTree } from '@typescript-eslint/utils';
import type { Evaluator } from '../values/evaluate.ts';
import type { Node } from '../values/source-module.ts';
import { leavesOf, stringOf, type ObjectValue, type Value } from '../values/value.ts';
import { decoratedRoutes, type ClassNode, type RouteDecorators } from './decorated-routes.ts';
import type { Registration } from './registrations.ts';

const DECORATORS: RouteDecorators = { controllers: ['Controller', 'JsonController'], guards: ['UseBefore'] };

/** What makes a server of controllers, by the position of its options; where that is the second, the first is the application. */
const SERVERS: ReadonlyMap<string, number> = new Map([
  ['createExpressServer', 0],
  ['createKoaServer', 0],
  ['useExpressServer', 1],
  ['useKoaServer', 1],
  ['createServer', 1],
  ['createExecutor', 1],
]);

/** Options whose functions say who is calling, and who may. */
const CHECKERS = ['authorizationChecker', 'currentUserChecker'];

/** The routes of servers of `routing-controllers`, as far as their controllers are named, and what checks who calls them. */
export function controllerRegistrations(evaluator: Evaluator): readonly Registration[] {
  if (!evaluator.module.text.includes('routing-controllers')) return [];
  return evaluator.module.nodes('CallExpression').flatMap((call): readonly Registration[] => {
    const callee = evaluator.evaluate(call.callee);
    const index = callee.kind === 'imported' && callee.module === 'routing-controllers' ? SERVERS.get(callee.path.join('.')) : undefined;
    const argument = index === undefined ? undefined : call.arguments[index];
    const options = argument === undefined ? null : evaluator.evaluate(argument);
    if (options?.kind !== 'object') return [];
    const [first] = call.arguments;
    const receiver = index === 1 && first?.type === 'Identifier' ? evaluator.module.variableOf(first) : null;
    return [...checksOf(call, options), ...routesOf(options, evaluator)].map((each) => ({ ...each, receiver }));
  });
}

function checksOf(call: TSESTree.CallExpression, options: ObjectValue): readonly Registration[] {
  const handlers = CHECKERS.flatMap((name): readonly Node[] => {
    const node = options.properties.get(name)?.node;
    return node?.type === 'Property' ? [node.key, node.value] : [];
  });
  return handlers.length === 0 ? [] : [{ node: call, receiver: null, kind: 'middleware', methods: [], path: null, handlers }];
}

function routesOf({ properties }: ObjectValue, evaluator: Evaluator): readonly Registration[] {
  const middlewares = properties.get('middlewares')?.value;
  // Middleware of other files may ask who is calling: nothing is said of routes behind what is not shown.
  if (middlewares !== undefined && !(middlewares.kind === 'array' && middlewares.elements.length === 0)) return [];
  const controllers = properties.get('controllers')?.value;
  if (controllers?.kind !== 'array') return [];
  const prefix = properties.get('routePrefix');
  const below = prefix === undefined ? '' : (stringOf(prefix.value) ?? '');
  return controllers.elements.flatMap(classesOf).flatMap((controller) => decoratedRoutes(controller, below, DECORATORS, evaluator));
}

function classesOf(value: Value): readonly ClassNode[] {
  return [...leavesOf(value)].flatMap((leaf) => (leaf.kind === 'class' && (leaf.node.type === 'ClassDeclaration' || leaf.node.type === 'ClassExpression') ? [leaf.node] : []));
}
