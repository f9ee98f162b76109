import type { TSESTree } from '@typescript-eslint/utils';
import type { Answer, AnswerTree } from '../../policy/endpoint.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import type { PathEnd, PathTree } from '../../values/path-tree.ts';
import { pathsOf } from '../../values/paths.ts';
import { propertyName } from '../../values/request.ts';
import type { FunctionNode, Node, Variable } from '../../values/source-module.ts';
import { EMPTY_ENVIRONMENT, leavesOf } from '../../values/value.ts';
import { namesIn, roomBefore, statementsOf } from './answer-repair.ts';
import { FRESH, goesTo, numberAt, withHeaders, type AnswerState } from './answer-state.ts';
import { writesBeforeFailing } from './failing-block.ts';
import type { HeaderEvent } from './header-entry.ts';
import { headerEventsOf } from './header-events.ts';
import { methodTestOf, subjectOfTest } from './request-test.ts';

/** Methods of Koa's context, and of its response, that answer nothing by themselves. */
const KEEPS = /^(?:get|is|accepts|acceptsEncodings|acceptsCharsets|acceptsLanguages|set|append|remove|vary|assert|inspect|toJSON|has)$/;

/** What a handler of Koa may answer, which is what its context holds in the end, and by which tests. */
export function contextAnswers(fn: FunctionNode, evaluator: Evaluator): AnswerTree {
  const [param] = fn.params;
  const context = param?.type === 'Identifier' ? evaluator.module.variableOf(param) : null;
  return context === null ? { kind: 'unknown' } : new ContextAnswers(fn, context, evaluator).read();
}

type Step =
  | { readonly kind: 'header'; readonly event: HeaderEvent }
  | { readonly kind: 'status'; readonly status: number | null; readonly at: Node }
  | { readonly kind: 'body' }
  | { readonly kind: 'throw'; readonly status: number | null }
  /** The context goes to code that may do anything with it, or the way goes on in another middleware. */
  | { readonly kind: 'handover' };

class ContextAnswers {
  readonly #evaluator: Evaluator;
  readonly #root: FunctionNode;
  readonly #context: Variable;
  readonly #headers: ReadonlyMap<Node, HeaderEvent>;
  readonly #steps = new Map<Node, Step | null>();

  constructor(root: FunctionNode, context: Variable, evaluator: Evaluator) {
    this.#evaluator = evaluator;
    this.#root = root;
    this.#context = context;
    this.#headers = new Map(headerEventsOf(evaluator).map((event) => [event.node, event]));
  }

  read(): AnswerTree {
    return this.#convert(pathsOf(this.#evaluator, this.#root, EMPTY_ENVIRONMENT, {
      isEvent: (node) => this.#stepOf(node) !== null,
      inlined: (call) => (call.arguments.some((argument) => this.#isContext(argument)) ? this.#calledBy(call) : null),
    }));
  }

  #calledBy(call: TSESTree.CallExpression): FunctionNode | null {
    if (call.callee.type !== 'Identifier') return null;
    const value = this.#evaluator.evaluate(call.callee);
    return value.kind === 'function' && this.#evaluator.module.owns(value.node) && value.node !== this.#root ? value.node : null;
  }

  #isContext(node: Node): boolean {
    const variable = node.type === 'Identifier' ? this.#evaluator.module.variableOf(node) : null;
    return variable !== null && (variable === this.#context || (variable.name === this.#context.name && (variable.defs[0]?.type as string) === 'Parameter'));
  }

  /** The context, or its response, whose members are the same. */
  #isResponse(node: Node): boolean {
    return this.#isContext(node) || (node.type === 'MemberExpression' && propertyName(node) === 'response' && this.#isContext(node.object));
  }

  #stepOf(node: Node): Step | null {
    const known = this.#steps.get(node);
    if (known !== undefined) return known;
    const step = this.#read(node);
    this.#steps.set(node, step);
    return step;
  }

  #read(node: Node): Step | null {
    const event = this.#headers.get(node);
    if (event !== undefined && event.from === null && 'references' in event.target) return { kind: 'header', event };
    if (node.type === 'MemberExpression') return this.#isContext(node.object) && /^(?:res|respond)$/.test(propertyName(node) ?? '') ? { kind: 'handover' } : null;
    if (node.type === 'AssignmentExpression') {
      if (node.left.type !== 'MemberExpression' || !this.#isResponse(node.left.object)) return null;
      const name = propertyName(node.left);
      if (name === 'status') return { kind: 'status', status: this.#number(node.right), at: node.right };
      return name === 'body' ? { kind: 'body' } : null;
    }
    if (node.type !== 'CallExpression') return null;
    const { callee } = node;
    if (callee.type === 'Identifier' && callee.name === 'next') return { kind: 'handover' };
    if (callee.type === 'MemberExpression' && this.#isResponse(callee.object)) {
      const method = propertyName(callee);
      if (method === 'throw') return { kind: 'throw', status: this.#number(node.arguments[0]) };
      if (method === null || !KEEPS.test(method)) return { kind: 'handover' };
      return method === 'set' && !this.#isShown(node) ? { kind: 'handover' } : null;
    }
    return node.arguments.some((argument) => this.#isContext(argument)) && this.#calledBy(node) === null ? { kind: 'handover' } : null;
  }

  /** Headers from an object that is not shown may be any. */
  #isShown(call: TSESTree.CallExpression): boolean {
    const [first] = call.arguments;
    if (first === undefined || first.type === 'SpreadElement') return false;
    return [...leavesOf(this.#evaluator.evaluate(first))].every((leaf) => (leaf.kind === 'object' ? leaf.complete : leaf.kind === 'constant' || leaf.kind === 'text'));
  }

  #number(node: Node | undefined): number | null {
    const value = node === undefined ? null : this.#evaluator.evaluate(node);
    return value?.kind === 'constant' && typeof value.value === 'number' ? value.value : null;
  }

  #convert(tree: PathTree): AnswerTree {
    switch (tree.kind) {
      case 'unknown':
        return { kind: 'unknown' };
      case 'branch': {
        const about = subjectOfTest(tree.test, this.#evaluator);
        const isWritten = about === 'exception' && writesBeforeFailing(tree.test.expression, (node) => this.#headers.has(node), (node) => this.#stepOf(node) !== null, this.#evaluator.module);
        return { kind: 'branch', about, methods: methodTestOf(tree.test, this.#evaluator), whenTrue: isWritten ? { kind: 'unknown' } : this.#convert(tree.whenTrue), whenFalse: this.#convert(tree.whenFalse) };
      }
      case 'end': {
        const answer = this.#answerAt(tree);
        return answer === null ? { kind: 'unknown' } : { kind: 'answer', answer };
      }
    }
  }

  #answerAt(end: PathEnd): Answer | null {
    let state = FRESH;
    let status: number | null | undefined;
    let last: Node | null = null;
    for (const { node, environment } of end.events) {
      const step = this.#stepOf(node);
      switch (step?.kind) {
        case undefined:
          break;
        case 'handover':
          return null;
        case 'header':
          if (goesTo(this.#context, step.event, environment)) state = withHeaders(state, step.event, environment);
          break;
        case 'status':
          status = step.status;
          state = { ...state, statusAt: step.at };
          last ??= node;
          break;
        case 'body':
          last = node;
          break;
        case 'throw':
          // Koa takes back the headers of an answer that fails (`koa/lib/context.js`, `onerror`), unless a middleware has caught the error.
          return state.read.allowOrigin === false ? this.#answer(node, step.status, state, false) : null;
      }
    }
    return last === null || end.by === 'throw' ? null : this.#answer(last, status === undefined ? 200 : status, state, true);
  }

  #answer(node: Node, status: number | null, { read, writes, statusAt }: AnswerState, takesHeaders: boolean): Answer {
    const { module } = this.#evaluator;
    const { written, ...rest } = read;
    const room = roomBefore(node, this.#evaluator);
    const repeatable = writes.filter((each) => each.type === 'CallExpression' && each.callee.type === 'MemberExpression' && this.#evaluator.module.owns(each) && each.callee.object.type === 'Identifier' && module.variableOf(each.callee.object) === this.#context);
    return {
      ...rest,
      place: module.placeOf(node),
      text: module.excerpt(node),
      status,
      statusAt: numberAt(statusAt, this.#evaluator),
      written: written === null || !module.owns(written) ? null : module.placeOf(written),
      repair: {
        headers: repeatable.length === 0 || repeatable.length < writes.length ? null : { text: statementsOf(repeatable, room, this.#evaluator), names: namesIn(repeatable, this.#evaluator) },
        room: takesHeaders ? room : null,
      },
    };
  }
}
