import type { TSESTree } from '@typescript-eslint/utils';
import type { Answer, AnswerTree } from '../../policy/endpoint.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import type { PathEnd, PathTree } from '../../values/path-tree.ts';
import { pathsOf } from '../../values/paths.ts';
import { propertyName } from '../../values/request.ts';
import { isFunction, type FunctionNode, type Node, type Variable } from '../../values/source-module.ts';
import { EMPTY_ENVIRONMENT, leavesOf, numberOf } from '../../values/value.ts';
import { FRESH, goesTo, withHeaders, type AnswerState } from './answer-state.ts';
import { madeByContext } from './context-made-answer.ts';
import { createdAnswer } from './created-answer.ts';
import type { HeaderEvent } from './header-entry.ts';
import { headerEventsOf } from './header-events.ts';
import { methodTestOf, subjectOfTest } from './request-test.ts';

/** What a function that returns its answers may answer, and by which tests. */
export function returnedAnswers(fn: FunctionNode, evaluator: Evaluator): AnswerTree {
  return new ReturnedAnswers(fn, null, evaluator).read();
}

/** The same of a handler of Hono, whose first parameter keeps headers for the answers that it makes. */
export function answersWithContext(fn: FunctionNode, evaluator: Evaluator): AnswerTree {
  const [param] = fn.params;
  const context = param?.type === 'Identifier' ? evaluator.module.variableOf(param) : null;
  return context === null ? { kind: 'unknown' } : new ReturnedAnswers(fn, context, evaluator).read();
}

/** Methods of Hono's context that neither answer nor write headers. */
const KEEPS = /^(?:get|set|json|text|html|body|newResponse|header|status)$/;

class ReturnedAnswers {
  readonly #evaluator: Evaluator;
  readonly #root: FunctionNode;
  /** Functions whose returns are returns of the root. */
  readonly #followed: Set<Node>;

  readonly #context: Variable | null;
  readonly #headers: ReadonlyMap<Node, HeaderEvent>;

  constructor(root: FunctionNode, context: Variable | null, evaluator: Evaluator) {
    this.#evaluator = evaluator;
    this.#root = root;
    this.#context = context;
    this.#headers = new Map(context === null ? [] : headerEventsOf(evaluator).flatMap((event) => (event.from === null && 'references' in event.target ? [[event.node, event]] : [])));
    this.#followed = new Set([root]);
    this.#follow(root, 0);
  }

  read(): AnswerTree {
    return this.#convert(
      pathsOf(this.#evaluator, this.#root, EMPTY_ENVIRONMENT, {
        isEvent: (node) => this.#isReturned(node) || this.#isTold(node),
        inlined: (call) => (this.#isReturned(call) || call.arguments.some((argument) => this.#isContext(argument)) ? this.#calledBy(call) : null),
      }),
    );
  }

  #follow(fn: FunctionNode, depth: number): void {
    if (depth > 3) return;
    for (const node of this.#evaluator.module.within(fn)) {
      if (node.type !== 'CallExpression' || !this.#isReturned(node)) continue;
      const called = this.#calledBy(node);
      if (called === null || this.#followed.has(called)) continue;
      this.#followed.add(called);
      this.#follow(called, depth + 1);
    }
  }

  /** The function of this file that a call runs. */
  #calledBy(call: TSESTree.CallExpression): FunctionNode | null {
    if (call.callee.type !== 'Identifier') return null;
    const value = this.#evaluator.evaluate(call.callee);
    return value.kind === 'function' && this.#evaluator.module.owns(value.node) && !value.node.generator && value.node !== this.#root ? value.node : null;
  }

  /** Whether an expression is what a followed function returns: itself, or one side of a choice. */
  #isReturned(node: Node): boolean {
    const { module } = this.#evaluator;
    if (PARTS.has(node.type) || !module.owns(node)) return false;
    let inner = node;
    for (const outer of module.ancestorsOf(node)) {
      if (outer.type === 'ReturnStatement') {
        const fn = module.functionOf(outer);
        return fn !== null && this.#followed.has(fn);
      }
      if (isFunction(outer)) return outer.body === inner && this.#followed.has(outer);
      if (!PARTS.has(outer.type) || (outer.type === 'ConditionalExpression' && outer.test === inner) || (outer.type === 'LogicalExpression' && outer.left === inner)) return false;
      inner = outer;
    }
    return false;
  }

  #isContext(node: Node): boolean {
    const variable = this.#context === null || node.type !== 'Identifier' ? null : this.#evaluator.module.variableOf(node);
    return variable !== null && (variable === this.#context || (variable.name === this.#context?.name && (variable.defs[0]?.type as string) === 'Parameter'));
  }

  /** Whether the context is told something, or is given away, so that its headers may be any. */
  #isTold(node: Node): boolean {
    if (this.#context === null) return false;
    if (this.#headers.has(node)) return true;
    if (node.type === 'MemberExpression') return this.#isContext(node.object) && propertyName(node) === 'res';
    if (node.type !== 'CallExpression') return false;
    if (node.callee.type === 'Identifier' && node.callee.name === 'next') return true;
    return node.arguments.some((argument) => this.#isContext(argument)) || (node.callee.type === 'MemberExpression' && this.#isContext(node.callee.object));
  }

  #answerAt({ events }: PathEnd): Answer | null {
    const last = events.findLast(({ node }) => this.#isReturned(node))?.node;
    if (last === undefined) return null;
    if (this.#context === null) return createdAnswer(last, this.#evaluator);
    const state = events.reduce<AnswerState | null>((before, { node, environment }) => this.#told(before, node, environment), FRESH);
    return state === null ? null : (madeByContext(last, this.#context, state, this.#evaluator) ?? createdAnswer(last, this.#evaluator));
  }

  #told(state: AnswerState | null, node: Node, environment: PathEnd['events'][number]['environment']): AnswerState | null {
    if (state === null || this.#context === null) return state;
    const event = this.#headers.get(node);
    if (event !== undefined) return goesTo(this.#context, event, environment) ? withHeaders(state, event, environment) : state;
    if (this.#isReturned(node) || node.type !== 'CallExpression') return this.#isReturned(node) ? state : null;
    if (node.callee.type !== 'MemberExpression' || !this.#isContext(node.callee.object)) return this.#calledBy(node) === null ? null : state;
    const method = propertyName(node.callee) ?? '';
    const [first] = node.arguments;
    const value = first === undefined ? null : this.#evaluator.evaluate(first);
    if (method === 'status') return { ...state, status: numberOf(value ?? undefined) };
    // A header whose name is not shown.
    if (method === 'header') return value !== null && [...leavesOf(value)].every((leaf) => leaf.kind === 'constant') ? state : null;
    return KEEPS.test(method) ? state : null;
  }

  #convert(tree: PathTree): AnswerTree {
    switch (tree.kind) {
      case 'unknown':
        return { kind: 'unknown' };
      case 'branch': {
        const whenTrue = this.#convert(tree.whenTrue);
        const whenFalse = this.#convert(tree.whenFalse);
        return { kind: 'branch', about: subjectOfTest(tree.test, this.#evaluator), methods: methodTestOf(tree.test, this.#evaluator), whenTrue, whenFalse };
      }
      case 'end': {
        const answer = tree.by === 'throw' ? null : this.#answerAt(tree);
        return answer === null ? { kind: 'unknown' } : { kind: 'answer', answer };
      }
    }
  }
}

/** Syntax around what is returned. */
const PARTS: ReadonlySet<string> = new Set(['ConditionalExpression', 'LogicalExpression', 'AwaitExpression', 'TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression']);
