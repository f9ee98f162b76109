import type { Insertion } from '../policy/policy.ts';
import type { Evaluator } from '../values/evaluate.ts';
import { holds, type Node } from '../values/source-module.ts';
import { propertyName } from '../values/request.ts';
import { registrationsOf, type Registration } from './registrations.ts';

/** A statement that registers one middleware, and what else can be written in its place. */
export interface RegistrationStatement {
  /** The whole statement with its line. */
  readonly removal: { readonly start: number; readonly end: number };
  /** Where another statement goes to run before it. */
  readonly at: number;
  readonly indent: string;
  /** A route for `OPTIONS` with the same middleware, of a registration that is a route; `null` for others, and where a name in it is made elsewhere. */
  readonly options: Insertion | null;
}

/** The statement by which the middleware at `node` is registered, alone in it; `null` where it is not. */
export function registrationStatementOf(node: Node, evaluator: Evaluator): RegistrationStatement | null {
  const { module } = evaluator;
  const used = onlyUseOf(node, evaluator) ?? node;
  const own = registrationsOf(evaluator).find((each) => each.node === used || each.handlers.some((handler) => holds(handler, used)));
  if (own === undefined || !module.owns(own.node)) return null;
  const { callee } = own.node;
  const parent = module.parentOf(own.node);
  const statement = parent?.type === 'AwaitExpression' ? module.parentOf(parent) : parent;
  if (statement?.type !== 'ExpressionStatement' || callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return null;
  const start = statement.range[0];
  const lineStart = module.text.lastIndexOf('\n', start - 1);
  const indent = module.text.slice(lineStart + 1, start);
  if (!/^\s*$/.test(indent)) return null;
  const isAlone = propertyName(callee) === 'register' || own.handlers.length === 1;
  if (own.kind === 'middleware' && !isAlone) return null;
  return { removal: { start: Math.max(lineStart, 0), end: statement.range[1] }, at: start, indent, options: own.kind === 'route' ? optionsOf(own, node, start, indent, evaluator) : null };
}

/** Where the name of what is made here is used, when it is used once: `const allow = cors(…); app.use(allow);`. */
function onlyUseOf(node: Node, { module }: Evaluator): Node | null {
  const declarator = module.parentOf(node);
  const variable = declarator?.type === 'VariableDeclarator' && declarator.init === node ? module.variableOf(declarator.id) : null;
  const uses = variable?.references.filter(({ init }) => init !== true) ?? [];
  return uses.length === 1 ? (uses[0]?.identifier as Node) : null;
}

/** `app.options(path, cors(…))`, where the middleware is made of literals alone, so that it can stand anywhere. */
function optionsOf(route: Registration, node: Node, at: number, indent: string, { module }: Evaluator): Insertion | null {
  const { callee, arguments: [path] } = route.node;
  const middleware = route.handlers.find((handler) => holds(handler, node));
  if (callee.type !== 'MemberExpression' || path?.type !== 'Literal' || middleware?.type !== 'CallExpression') return null;
  // The function that makes it is imported; a name in its options may be made later than the other registration.
  const isLiteral = middleware.arguments.flatMap((argument) => [...module.within(argument)]).every(({ type }) => /^(?:ObjectExpression|Property|Literal|ArrayExpression|Identifier)$/.test(type))
    && middleware.arguments.flatMap((argument) => [...module.within(argument)]).every((inner) => inner.type !== 'Identifier' || module.variableOf(inner) === null);
  return isLiteral ? { at, text: `${module.textOf(callee.object)}.options(${module.textOf(path)}, ${module.textOf(middleware)});\n${indent}` } : null;
}
