import type { TSESTree } from '@typescript-eslint/utils';
import { handedTo } from '../values/callbacks.ts';
import { constructorOf, type ClassNode } from '../values/classes.ts';
import { elementOf } from '../values/combine.ts';
import type { Evaluator } from '../values/evaluate.ts';
import { propertyName } from '../values/request.ts';
import { isFunction, type FunctionNode, type Node, type SourceModule, type Variable } from '../values/source-module.ts';
import { EMPTY_ENVIRONMENT, leavesOf, type Deferred, type Environment, type Value } from '../values/value.ts';
import { isRouterValue } from './registrations.ts';

/** Lists in objects, and objects in lists, that are looked through for a router. */
const MAX_DEPTH = 3;

/** A function or class that is given routers in a list or an object: `new App([users])`, `createServer({ routes: [users] })`. */
export interface HandedCode {
  /** The function, or the whole class. */
  readonly code: Node;
  readonly use: Node;
  /** The parameters, and those of the methods that the class calls itself. */
  readonly environment: Environment;
}

/** The functions and classes that a module's calls give routers to. */
export function handedCodeOf(evaluator: Evaluator, module: SourceModule): readonly HandedCode[] {
  return [...module.nodes('NewExpression'), ...module.nodes('CallExpression')].flatMap((use): readonly HandedCode[] => {
    // Most calls are given no list, and what they call is not asked.
    if (use.callee.type !== 'Identifier' || !use.arguments.some((argument) => mayHold(argument, evaluator))) return [];
    const callee = evaluator.evaluate(use.callee);
    const fn = callee.kind === 'class' ? constructorOf(callee.node as ClassNode) : callee.kind === 'function' && use.type === 'CallExpression' ? callee.node : null;
    if (fn === null || (callee.kind !== 'class' && callee.kind !== 'function')) return [];
    const args = use.arguments.map((argument) => evaluator.evaluate(argument));
    if (!args.some((value) => holdsRouter(value, evaluator, 0))) return [];
    const environment = evaluator.bind(fn, args, EMPTY_ENVIRONMENT, use);
    return [{ code: callee.node, use, environment: callee.kind === 'class' ? withMethods(callee.node as ClassNode, environment, evaluator) : environment }];
  });
}

/** What names around a node stand for, where it is gone through for each entry of a list. */
export function environmentAt(node: Node, base: Environment, evaluator: Evaluator): Environment {
  const { module } = evaluator;
  const environment = new Map<Variable, Value | Deferred>(base);
  for (const outer of [...module.ancestorsOf(node)].reverse()) {
    if (outer.type === 'ForOfStatement' && outer.left.type === 'VariableDeclaration') {
      const target = outer.left.declarations[0]?.id;
      if (target !== undefined) evaluator.bindPattern(target, elementOf(evaluator.evaluate(outer.right, environment), outer), environment);
    } else if (isFunction(outer)) {
      const handed = handedTo(outer, module);
      const [first] = outer.params;
      if (handed?.when === 'each' && first !== undefined) evaluator.bindPattern(first, elementOf(evaluator.evaluate(handed.receiver, environment), outer), environment);
    }
  }
  return environment;
}

/** The class of another file whose objects keep a router: `new UsersController().router`. */
export function classKeeping(router: Value, evaluator: Evaluator): ClassNode | null {
  if (!isRouterValue(router) || evaluator.module.owns(router.node)) return null;
  for (const outer of evaluator.module.ancestorsOf(router.node)) {
    if (outer.type === 'ClassDeclaration' || outer.type === 'ClassExpression') return outer;
    if (isFunction(outer) && !isConstructor(outer, evaluator)) return null;
  }
  return null;
}

function isConstructor(fn: FunctionNode, evaluator: Evaluator): boolean {
  const member = evaluator.module.parentOf(fn);
  return member?.type === 'MethodDefinition' && member.kind === 'constructor';
}

function mayHold(argument: Node, evaluator: Evaluator): boolean {
  if (argument.type === 'ArrayExpression') return argument.elements.length > 0;
  if (argument.type === 'ObjectExpression') return argument.properties.some((property) => property.type === 'Property' && mayHold(property.value, evaluator));
  const declared = argument.type === 'Identifier' ? (evaluator.module.variableOf(argument)?.defs[0]?.node as Node | undefined) : undefined;
  if (declared?.type === 'ImportSpecifier' || declared?.type === 'ImportDefaultSpecifier') return true;
  return declared?.type === 'VariableDeclarator' && declared.init?.type === 'ArrayExpression';
}

function holdsRouter(value: Value, evaluator: Evaluator, depth: number): boolean {
  if (depth > MAX_DEPTH) return false;
  return [...leavesOf(value)].some((leaf) => {
    if (leaf.kind === 'array') return leaf.elements.some((element) => isRouterOrKeeper(element, evaluator) || holdsRouter(element, evaluator, depth + 1));
    return leaf.kind === 'object' && [...leaf.properties.values()].some((property) => (depth > 0 && isRouterOrKeeper(property.value, evaluator)) || holdsRouter(property.value, evaluator, depth + 1));
  });
}

/** A router, or an object of a class that makes one. */
function isRouterOrKeeper(value: Value, evaluator: Evaluator): boolean {
  return isRouterValue(value) || (value.kind === 'instance' && value.callee.kind === 'class' && /\bRouter\s*\(/.test(evaluator.module.textOf(value.callee.node)));
}

/** The parameters of methods that a class calls itself: `this.addRoutes(routes)`. */
function withMethods(node: ClassNode, given: Environment, evaluator: Evaluator): Environment {
  let environment = given;
  for (const inner of evaluator.module.within(node)) {
    const method = inner.type === 'CallExpression' && inner.arguments.length > 0 ? methodOf(inner, node) : null;
    if (inner.type !== 'CallExpression' || method === null) continue;
    environment = evaluator.bind(method, inner.arguments.map((argument) => evaluator.evaluate(argument, environment)), environment, inner);
  }
  return environment;
}

function methodOf({ callee }: TSESTree.CallExpression, node: ClassNode): FunctionNode | null {
  const name = callee.type === 'MemberExpression' && callee.object.type === 'ThisExpression' ? propertyName(callee) : null;
  const member = node.body.body.find((each) => each.type === 'MethodDefinition' && !each.computed && each.key.type === 'Identifier' && each.key.name === name);
  return name !== null && member?.type === 'MethodDefinition' && isFunction(member.value) ? member.value : null;
}
