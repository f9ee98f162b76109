import type { TSESTree } from '@typescript-eslint/utils';
import { unknown } from './combine.ts';
import type { Evaluator } from './evaluate.ts';
import { nestFactory } from './nest-configuration.ts';
import { propertyName } from './request.ts';
import { isFunction, type FunctionNode, type Node } from './source-module.ts';
import { EMPTY_ENVIRONMENT, fixedValue, type Environment, type Value } from './value.ts';

export type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

/** Classes that extend each other, followed upwards. */
const MAX_PARENTS = 5;

/** What `this` is: an instance of the class around it, the class itself in what is static, or the object whose method it stands in. */
export function thisValue(evaluator: Evaluator, node: TSESTree.ThisExpression, environment: Environment): Value {
  let isStatic = false;
  let isInMethod = false;
  for (const ancestor of evaluator.module.ancestorsOf(node)) {
    if (ancestor.type === 'FunctionExpression') isInMethod = true;
    if (ancestor.type === 'MethodDefinition' || ancestor.type === 'PropertyDefinition') isStatic = ancestor.static;
    if (ancestor.type === 'ClassDeclaration' || ancestor.type === 'ClassExpression') {
      if (isStatic) return { kind: 'class', node: ancestor };
      return { kind: 'instance', callee: { kind: 'class', node: ancestor }, args: givenTo(evaluator, constructorOf(ancestor), environment), node };
    }
    // `return { origin: this.origin }`: what stands in the object itself has the `this` around it.
    if (ancestor.type === 'ObjectExpression' && isInMethod) return evaluator.evaluate(ancestor);
  }
  return unknown('this', node);
}

/** A member of a class, or of an instance that was made with these arguments; `null` when the class does not show it. */
export function classMember(evaluator: Evaluator, node: ClassNode, name: string, args: readonly Value[] | null, depth = 0): Value | null {
  const constructor = constructorOf(node);
  const environment = constructor === null || args === null || args.length === 0 ? EMPTY_ENVIRONMENT : evaluator.bind(constructor, args, EMPTY_ENVIRONMENT, node);
  for (const member of node.body.body) {
    if (member.type !== 'PropertyDefinition' && member.type !== 'MethodDefinition') continue;
    if (member.static !== (args === null) || evaluator.keyOf(member.key, member.computed, EMPTY_ENVIRONMENT) !== name) continue;
    if (member.type === 'PropertyDefinition') return member.value === null ? assignedInConstructor(evaluator, node, name, environment) : evaluator.evaluate(member.value, environment);
    // A setter of the same name is not what a property is read by.
    if (member.value.type !== 'FunctionExpression' || member.kind === 'set') continue;
    return member.kind === 'get' ? evaluator.callFunction(member.value, [], environment, member) : { kind: 'function', node: member.value, environment };
  }
  const own = args === null ? null : assignedInConstructor(evaluator, node, name, environment);
  if (own !== null || node.superClass === null || depth >= MAX_PARENTS) return own;
  const parent = evaluator.evaluate(node.superClass);
  return parent.kind === 'class' ? classMember(evaluator, parent.node as ClassNode, name, args === null ? null : [], depth + 1) : null;
}

/** An object of a class that a parameter is declared to be, as injected services are. */
export function declaredInstance(evaluator: Evaluator, parameter: Node, node: Node): Value | null {
  const target = parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter;
  const made = injectedFactory(evaluator, parameter);
  if (made !== null) return made;
  const annotation = target.type === 'Identifier' ? target.typeAnnotation?.typeAnnotation : undefined;
  if (annotation?.type !== 'TSTypeReference' || annotation.typeName.type !== 'Identifier') return null;
  const value = evaluator.module.variableOf(annotation.typeName) === null ? null : evaluator.evaluate(annotation.typeName);
  return value?.kind === 'class' ? { kind: 'instance', callee: value, args: [], node } : null;
}

/** `@Inject(corsConfig.KEY) private readonly config: ConfigType<typeof corsConfig>` */
function injectedFactory(evaluator: Evaluator, parameter: Node): Value | null {
  for (const { expression } of 'decorators' in parameter ? parameter.decorators : []) {
    const [key] = expression.type === 'CallExpression' && expression.callee.type === 'Identifier' && expression.callee.name === 'Inject' ? expression.arguments : [];
    const made = key === undefined ? null : nestFactory(evaluator, key);
    if (made !== null) return made;
  }
  return null;
}

/** A class's own constructor. */
export function constructorOf(node: ClassNode): FunctionNode | null {
  const member = node.body.body.find((each) => each.type === 'MethodDefinition' && each.kind === 'constructor');
  return member?.type === 'MethodDefinition' && isFunction(member.value) ? member.value : null;
}

function assignedInConstructor(evaluator: Evaluator, around: ClassNode, name: string, environment: Environment): Value | null {
  const constructor = constructorOf(around);
  if (constructor?.body.type !== 'BlockStatement') return null;
  for (const param of constructor.params) {
    // `constructor(private readonly config: AppConfig)`
    const target = param.type === 'TSParameterProperty' ? param.parameter : null;
    const identifier = target?.type === 'AssignmentPattern' ? target.left : target;
    if (identifier?.type === 'Identifier' && identifier.name === name) return evaluator.evaluate(identifier, environment);
  }
  return assignedIn(constructor.body, evaluator, name, environment) ?? assignedByCall(evaluator, around, constructor.body, name);
}

/** `this.name = …` as a statement of its own. */
function assignedIn(body: TSESTree.BlockStatement, evaluator: Evaluator, name: string, environment: Environment): Value | null {
  for (const statement of body.body) {
    if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'AssignmentExpression') continue;
    const { left, right } = statement.expression;
    if (left.type === 'MemberExpression' && left.object.type === 'ThisExpression' && propertyName(left) === name) return evaluator.evaluate(right, environment);
  }
  return null;
}

/** `constructor() { this.load(); }`: what a method that the constructor calls without arguments assigns. */
function assignedByCall(evaluator: Evaluator, around: ClassNode, body: TSESTree.BlockStatement, name: string): Value | null {
  for (const statement of body.body) {
    const call = statement.type === 'ExpressionStatement' ? statement.expression : null;
    if (call?.type !== 'CallExpression' || call.arguments.length > 0 || call.callee.type !== 'MemberExpression' || call.callee.object.type !== 'ThisExpression') continue;
    const called = propertyName(call.callee);
    const method = around.body.body.find((member) => member.type === 'MethodDefinition' && !member.static && evaluator.keyOf(member.key, member.computed, EMPTY_ENVIRONMENT) === called);
    const assigned = method?.type === 'MethodDefinition' && isFunction(method.value) && method.value.body.type === 'BlockStatement' ? assignedIn(method.value.body, evaluator, name, EMPTY_ENVIRONMENT) : null;
    if (assigned !== null) return assigned;
  }
  return null;
}

/** What a method's environment says of the arguments that its object was made with. */
function givenTo(evaluator: Evaluator, constructor: FunctionNode | null, environment: Environment): readonly Value[] {
  if (constructor === null || environment.size === 0) return [];
  const args = constructor.params.map((param): Value | null => {
    const target = param.type === 'TSParameterProperty' ? param.parameter : param;
    const identifier = target.type === 'AssignmentPattern' ? target.left : target;
    const variable = identifier.type === 'Identifier' ? evaluator.module.variableOf(identifier) : null;
    return variable === null ? null : (fixedValue(environment, variable) ?? null);
  });
  return args.every((value) => value !== null) ? args : [];
}
