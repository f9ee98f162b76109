import type { TSESTree } from '@typescript-eslint/utils';
import type { Evaluator } from '../../values/evaluate.ts';
import { endsOf } from '../../values/path-tree.ts';
import { pathsOf } from '../../values/paths.ts';
import { propertyName } from '../../values/request.ts';
import type { FunctionNode, Node, Variable } from '../../values/source-module.ts';
import { EMPTY_ENVIRONMENT } from '../../values/value.ts';
import { nodeHttp } from '../node-http.ts';

/** Members by which frameworks hand out Node's response: `reply.raw`, `ctx.res`, `event.node.res`. */
const NODE_RESPONSE = /^(?:raw|res)$/;

/** The calls that settle the headers of one response: its own methods, those of Node's in it, and functions of the file that do it on every way. */
export class SettlingCalls {
  readonly #evaluator: Evaluator;
  readonly #methods: readonly string[];
  readonly #settling = new Map<Variable, boolean>();

  constructor(methods: readonly string[], evaluator: Evaluator) {
    this.#methods = methods;
    this.#evaluator = evaluator;
  }

  /** Whether the headers of the response are settled when the call returns. */
  settles(node: Node, response: Variable): boolean {
    if (node.type !== 'CallExpression') return false;
    return this.#isMethod(node, response) || this.#isHelper(node, response);
  }

  #isMethod({ callee }: TSESTree.CallExpression, response: Variable): boolean {
    if (callee.type !== 'MemberExpression') return false;
    const method = propertyName(callee) ?? '';
    const root = rootOf(callee.object);
    if (root === null || this.#evaluator.module.variableOf(root.node) !== response) return false;
    return root.isNodes ? nodeHttp.late.settledBy.some((each) => each === method) : this.#methods.includes(method);
  }

  /** `fail(res);`: what a function returns may say that it has sent nothing, so that only a statement is one. */
  #isHelper(call: TSESTree.CallExpression, response: Variable): boolean {
    const { module } = this.#evaluator;
    if (call.callee.type !== 'Identifier' || module.parentOf(call)?.type !== 'ExpressionStatement') return false;
    const index = call.arguments.findIndex((each) => each.type === 'Identifier' && module.variableOf(each) === response);
    const parameter = index === -1 ? null : this.#parameterOf(call.callee, index);
    return parameter !== null && this.#settlesOnEveryWay(parameter.fn, parameter.variable);
  }

  #parameterOf(callee: TSESTree.Identifier, index: number): { readonly fn: FunctionNode; readonly variable: Variable } | null {
    const { module } = this.#evaluator;
    const value = this.#evaluator.evaluate(callee);
    if (value.kind !== 'function' || !module.owns(value.node) || value.node.async || value.node.generator) return null;
    const parameter = value.node.params[index];
    const variable = parameter?.type === 'Identifier' ? module.variableOf(parameter) : null;
    return variable === null ? null : { fn: value.node, variable };
  }

  #settlesOnEveryWay(fn: FunctionNode, response: Variable): boolean {
    const known = this.#settling.get(response);
    if (known !== undefined) return known;
    // A function that calls itself does not settle anything by that.
    this.#settling.set(response, false);
    const { module } = this.#evaluator;
    const ends = endsOf(pathsOf(this.#evaluator, fn, EMPTY_ENVIRONMENT, { isEvent: (node) => module.owns(node) && module.functionOf(node) === fn && this.settles(node, response) }));
    const settles = ends.length > 0 && ends.every((end) => end !== null && (end.by === 'throw' || end.events.length > 0)) && ends.some((end) => end?.by !== 'throw');
    this.#settling.set(response, settles);
    return settles;
  }
}

/** The name that a chain of calls and members starts from, and whether it goes through Node's response; `null` through other members. */
function rootOf(start: Node): { readonly node: TSESTree.Identifier; readonly isNodes: boolean } | null {
  let node = start;
  let isNodes = false;
  for (;;) {
    if (node.type === 'Identifier') return { node, isNodes };
    if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression') node = node.callee.object;
    else if (node.type === 'TSNonNullExpression' || node.type === 'TSAsExpression') node = node.expression;
    else if (node.type === 'MemberExpression' && NODE_RESPONSE.test(propertyName(node) ?? '')) {
      isNodes = true;
      node = node.object;
    } else if (isNodes && node.type === 'MemberExpression' && propertyName(node) === 'node') node = node.object;
    else return null;
  }
}
