import type { TSESTree } from '@typescript-eslint/utils';
import type { AnswerTree } from '../../policy/endpoint.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import type { PathTree } from '../../values/path-tree.ts';
import { pathsOf } from '../../values/paths.ts';
import { isFunction, type FunctionNode, type Node } from '../../values/source-module.ts';
import { EMPTY_ENVIRONMENT } from '../../values/value.ts';
import { createdAnswer } from './created-answer.ts';
import { methodTestOf, subjectOfTest } from './request-test.ts';

/** What a function that returns its answers may answer, and by which tests. */
export function returnedAnswers(fn: FunctionNode, evaluator: Evaluator): AnswerTree {
  return new ReturnedAnswers(fn, evaluator).read();
}

class ReturnedAnswers {
  readonly #evaluator: Evaluator;
  readonly #root: FunctionNode;
  /** Functions whose returns are returns of the root. */
  readonly #followed: Set<Node>;

  constructor(root: FunctionNode, evaluator: Evaluator) {
    this.#evaluator = evaluator;
    this.#root = root;
    this.#followed = new Set([root]);
    this.#follow(root, 0);
  }

  read(): AnswerTree {
    return this.#convert(
      pathsOf(this.#evaluator, this.#root, EMPTY_ENVIRONMENT, {
        isEvent: (node) => this.#isReturned(node),
        inlined: (call) => (this.#isReturned(call) ? this.#calledBy(call) : null),
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
        const last = tree.by === 'throw' ? undefined : tree.events.at(-1);
        const answer = last === undefined ? null : createdAnswer(last.node, this.#evaluator);
        return answer === null ? { kind: 'unknown' } : { kind: 'answer', answer };
      }
    }
  }
}

/** Syntax around what is returned. */
const PARTS: ReadonlySet<string> = new Set(['ConditionalExpression', 'LogicalExpression', 'AwaitExpression', 'TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression']);
