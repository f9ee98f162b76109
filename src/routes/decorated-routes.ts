import type { TSESTree } from '@typescript-eslint/utils';
import type { Evaluator } from '../values/evaluate.ts';
import type { Node } from '../values/source-module.ts';
import { stringOf } from '../values/value.ts';
import type { Registration } from './registrations.ts';

/** A class as code writes it. */
export type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

/** The decorators by which a framework knows a class's routes. */
export interface RouteDecorators {
  /** Those that make a class a controller, with its path. */
  readonly controllers: readonly string[];
  /** Those whose arguments stand before the handler. */
  readonly guards: readonly string[];
}

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

/** The routes of one controller below a path, with the guards that stand before them. */
export function decoratedRoutes(controller: ClassNode, below: string, decorators: RouteDecorators, evaluator: Evaluator): readonly Registration[] {
  const [decorator] = named(controller, decorators.controllers);
  if (decorator === undefined) return [];
  const prefix = `${below}/${pathOf(decorator.arguments[0], evaluator)}`;
  const guardsOf = (holder: ClassNode | TSESTree.MethodDefinition): readonly Node[] => named(holder, decorators.guards).flatMap((call) => call.arguments);
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

/** The call of a decorator, by its name. */
export function decoratorOf(holder: ClassNode | TSESTree.MethodDefinition, name: string): TSESTree.CallExpression | null {
  return named(holder, [name])[0] ?? null;
}

function named(holder: ClassNode | TSESTree.MethodDefinition, names: readonly string[]): readonly TSESTree.CallExpression[] {
  return holder.decorators.flatMap(({ expression }) => (expression.type === 'CallExpression' && expression.callee.type === 'Identifier' && names.includes(expression.callee.name) ? [expression] : []));
}

function pathOf(argument: Node | undefined, evaluator: Evaluator): string {
  if (argument === undefined) return '';
  const value = evaluator.evaluate(argument);
  const path = value.kind === 'object' ? value.properties.get('path')?.value : value.kind === 'array' ? value.elements[0] : value;
  return path === undefined ? '' : (stringOf(path) ?? '');
}
