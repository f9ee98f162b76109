import type { TSESTree } from '@typescript-eslint/utils';
import type { Answer, AnswerTree } from '../../policy/endpoint.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import type { PathEnd, PathTree } from '../../values/path-tree.ts';
import { pathsOf } from '../../values/paths.ts';
import { propertyName } from '../../values/request.ts';
import type { FunctionNode, Node, Variable } from '../../values/source-module.ts';
import { EMPTY_ENVIRONMENT, numberOf } from '../../values/value.ts';
import { namesIn, roomBefore, statementsOf } from './answer-repair.ts';
import { numberAt, type AnswerState } from './answer-state.ts';
import { writesBeforeFailing } from './failing-block.ts';
import type { HeaderEvent } from './header-entry.ts';
import { headerEventsOf } from './header-events.ts';
import { methodTestOf, subjectOfTest } from './request-test.ts';

/**
 * What a handler may answer, and by which tests, read from what it tells the one object that stands for its answer: a
 * response, or a context. `Step` is what a call or an assignment means for the answer.
 */
export abstract class HandlerAnswers<Step> {
  protected readonly evaluator: Evaluator;
  protected readonly root: FunctionNode;
  /** The parameter that is told. */
  protected readonly told: Variable;
  protected readonly headers: ReadonlyMap<Node, HeaderEvent>;
  readonly #steps = new Map<Node, Step | null>();

  constructor(root: FunctionNode, told: Variable, evaluator: Evaluator) {
    this.evaluator = evaluator;
    this.root = root;
    this.told = told;
    this.headers = new Map(headerEventsOf(evaluator).map((event) => [event.node, event]));
  }

  /** The answers, by the tests that lead to them. */
  read(): AnswerTree {
    return this.#convert(pathsOf(this.evaluator, this.root, EMPTY_ENVIRONMENT, {
      isEvent: (node) => this.stepOf(node) !== null,
      inlined: (call) => (this.isGiven(call) ? this.calledBy(call) : null),
    }));
  }

  /** What a node means for the answer; `null` when nothing. */
  protected abstract readStep(node: Node): Step | null;

  /** The answer at the end of one way; `null` where it is not shown. */
  protected abstract answerAt(end: PathEnd): Answer | null;

  protected stepOf(node: Node): Step | null {
    const known = this.#steps.get(node);
    if (known !== undefined) return known;
    const step = this.readStep(node);
    this.#steps.set(node, step);
    return step;
  }

  /** The headers that a node writes to an object under a name. */
  protected headersAt(node: Node): HeaderEvent | null {
    const event = this.headers.get(node);
    return event !== undefined && event.from === null && 'references' in event.target ? event : null;
  }

  /** A name that is what is told, or may be: the parameter of a function that is given it. */
  protected isTold(node: Node): boolean {
    const variable = node.type === 'Identifier' ? this.evaluator.module.variableOf(node) : null;
    return variable !== null && (variable === this.told || (variable.name === this.told.name && (variable.defs[0]?.type as string) === 'Parameter'));
  }

  protected isGiven(call: TSESTree.CallExpression): boolean {
    return call.arguments.some((argument) => this.isTold(argument));
  }

  /** The function of this file that a call runs. */
  protected calledBy(call: TSESTree.CallExpression): FunctionNode | null {
    if (call.callee.type !== 'Identifier') return null;
    const value = this.evaluator.evaluate(call.callee);
    return value.kind === 'function' && this.evaluator.module.owns(value.node) && value.node !== this.root ? value.node : null;
  }

  protected number(node: Node | undefined): number | null {
    return node === undefined ? null : numberOf(this.evaluator.evaluate(node));
  }

  /** The answer that is given at `node`; `takesHeaders` says whether headers written before it would be sent with it. */
  protected answer(node: Node, status: number | null, { read, writes, head, statusAt }: AnswerState, takesHeaders = true): Answer {
    const { module } = this.evaluator;
    const { written, ...rest } = read;
    // Only writes under the object's own name can be repeated as they stand.
    const repeatable = writes.filter((each) => each.type === 'CallExpression' && each.callee.type === 'MemberExpression' && module.owns(each) && each.callee.object.type === 'Identifier' && module.variableOf(each.callee.object) === this.told && propertyName(each.callee) !== 'writeHead');
    const room = roomBefore(head ?? node, this.evaluator);
    return {
      ...rest,
      place: module.placeOf(node),
      text: module.excerpt(node),
      status,
      statusAt: numberAt(statusAt, this.evaluator),
      written: written === null || !module.owns(written) ? null : module.placeOf(written),
      repair: {
        headers: repeatable.length === 0 || repeatable.length < writes.length ? null : { text: statementsOf(repeatable, room, this.evaluator), names: namesIn(repeatable, this.evaluator) },
        room: takesHeaders ? room : null,
      },
    };
  }

  #convert(tree: PathTree): AnswerTree {
    switch (tree.kind) {
      case 'unknown':
        return { kind: 'unknown' };
      case 'branch': {
        const about = subjectOfTest(tree.test, this.evaluator);
        const isWritten = about === 'exception' && writesBeforeFailing(tree.test.expression, (node) => this.headers.has(node), (node) => this.stepOf(node) !== null, this.evaluator.module);
        return { kind: 'branch', about, methods: methodTestOf(tree.test, this.evaluator), whenTrue: isWritten ? { kind: 'unknown' } : this.#convert(tree.whenTrue), whenFalse: this.#convert(tree.whenFalse) };
      }
      case 'end': {
        const answer = this.answerAt(tree);
        return answer === null ? { kind: 'unknown' } : { kind: 'answer', answer };
      }
    }
  }
}
