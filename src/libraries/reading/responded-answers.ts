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

/** Methods that send what a response object has, for good. */
const SENDS = /^(?:end|json|jsonp|send|sendStatus|render|sendFile|download)$/;

/** Methods and properties of a response object that send nothing. */
const KEEPS = /^(?:status|set|header|setHeader|writeHead|append|vary|type|contentType|cookie|clearCookie|getHeader|get|removeHeader|statusCode|statusMessage|headersSent|locals|on|once|flushHeaders|setTimeout|writableEnded|finished|destroyed|socket|req|appendHeader|attachment|links|location|format|write|writeContinue|writableFinished|charset|code|headers|hasHeader|log|sent|elapsedTime|request|server)$/;

/** What a function that is given a response object may send with it, and by which tests; with `sendsReturned`, what it returns is sent, too. */
export function respondedAnswers(fn: FunctionNode, evaluator: Evaluator, sendsReturned = false): AnswerTree {
  const response = responseParameter(fn, evaluator);
  return response === null ? { kind: 'unknown' } : new RespondedAnswers(fn, response, sendsReturned, evaluator).read();
}

function responseParameter(fn: FunctionNode, evaluator: Evaluator): Variable | null {
  const param = fn.params[1];
  return param?.type === 'Identifier' ? evaluator.module.variableOf(param) : null;
}

type Step =
  | { readonly kind: 'header'; readonly event: HeaderEvent }
  | { readonly kind: 'status'; readonly status: number | null; readonly at: Node | null }
  | { readonly kind: 'send'; readonly status: number | null; readonly at: Node | null }
  /** The response goes to code that may do anything with it. */
  | { readonly kind: 'handover' };

class RespondedAnswers {
  readonly #evaluator: Evaluator;
  readonly #root: FunctionNode;
  readonly #response: Variable;
  readonly #headers: ReadonlyMap<Node, HeaderEvent>;
  readonly #steps = new Map<Node, Step | null>();
  readonly #sendsReturned: boolean;

  constructor(root: FunctionNode, response: Variable, sendsReturned: boolean, evaluator: Evaluator) {
    this.#sendsReturned = sendsReturned;
    this.#evaluator = evaluator;
    this.#root = root;
    this.#response = response;
    this.#headers = new Map(headerEventsOf(evaluator).map((event) => [event.node, event]));
  }

  read(): AnswerTree {
    const tree = pathsOf(this.#evaluator, this.#root, EMPTY_ENVIRONMENT, {
      isEvent: (node) => this.#stepOf(node) !== null,
      inlined: (call) => (this.#isGiven(call) ? this.#calledBy(call) : null),
    });
    return this.#convert(tree);
  }

  /** The function of this file that a call runs. */
  #calledBy(call: TSESTree.CallExpression): FunctionNode | null {
    if (call.callee.type !== 'Identifier') return null;
    const value = this.#evaluator.evaluate(call.callee);
    return value.kind === 'function' && this.#evaluator.module.owns(value.node) && value.node !== this.#root ? value.node : null;
  }

  #isGiven(call: TSESTree.CallExpression): boolean {
    return call.arguments.some((argument) => this.#isResponse(argument));
  }

  /** A name that is the response, or may be: the parameter of a function that is given it. */
  #isResponse(node: Node): boolean {
    if (node.type !== 'Identifier') return false;
    const variable = this.#evaluator.module.variableOf(node);
    return variable !== null && (variable === this.#response || (variable.name === this.#response.name && (variable.defs[0]?.type as string) === 'Parameter'));
  }

  #stepOf(node: Node): Step | null {
    const known = this.#steps.get(node);
    if (known !== undefined) return known;
    const step = this.#read(node) ?? this.#returned(node);
    this.#steps.set(node, step);
    return step;
  }

  #read(node: Node): Step | null {
    const event = this.#headers.get(node);
    if (event !== undefined && event.from === null && 'references' in event.target) return { kind: 'header', event };
    if (node.type === 'AssignmentExpression') return this.#statusAssignment(node);
    // Fastify's `reply.raw` is Node's response.
    if (node.type === 'MemberExpression') return this.#isResponse(node.object) && propertyName(node) === 'raw' ? { kind: 'handover' } : null;
    if (node.type !== 'CallExpression') return null;
    const { callee } = node;
    if (callee.type === 'MemberExpression') {
      const base = receiverOf(callee.object);
      const method = propertyName(callee);
      if (this.#isResponse(base)) {
        if (method === null) return { kind: 'handover' };
        if (SENDS.test(method)) {
          const at = method === 'sendStatus' ? (node.arguments[0] ?? null) : statusInChain(callee.object);
          return { kind: 'send', status: at === null ? null : this.#number(at), at };
        }
        if (method === 'status' || method === 'code' || method === 'writeHead') return { kind: 'status', status: this.#number(node.arguments[0]), at: node.arguments[0] ?? null };
        if (!KEEPS.test(method)) return { kind: 'handover' };
        // Headers from an object that is not shown.
        if (/^(?:set|headers?|writeHead)$/.test(method) && !this.#areHeadersShown(node)) return { kind: 'handover' };
        return null;
      }
    }
    // What is handed the response may write to it, or answer with it.
    return this.#isGiven(node) && this.#calledBy(node) === null ? { kind: 'handover' } : null;
  }

  /** Fastify sends what a handler returns. */
  #returned(node: Node): Step | null {
    const { module } = this.#evaluator;
    if (!this.#sendsReturned || !module.owns(node)) return null;
    const parent = module.parentOf(node);
    const isReturned = parent?.type === 'ReturnStatement' ? module.functionOf(parent) === this.#root : node === this.#root.body && node.type !== 'BlockStatement';
    if (!isReturned) return null;
    return this.#isResponse(node) || /^(?:undefined|void\b.*)$/s.test(module.textOf(node)) ? { kind: 'handover' } : { kind: 'send', status: null, at: null };
  }

  #areHeadersShown(call: TSESTree.CallExpression): boolean {
    return call.arguments.every((argument) => {
      if (argument.type === 'SpreadElement') return false;
      const value = this.#evaluator.evaluate(argument);
      return [...leavesOf(value)].every((leaf) => leaf.kind === 'object' ? leaf.complete : argument === call.arguments[1] || leaf.kind === 'constant' || leaf.kind === 'text');
    });
  }

  #statusAssignment({ left, right }: TSESTree.AssignmentExpression): Step | null {
    if (left.type !== 'MemberExpression' || propertyName(left) !== 'statusCode' || !this.#isResponse(left.object)) return null;
    return { kind: 'status', status: this.#number(right), at: right };
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

  /** The first thing that is sent on a way. */
  #answerAt(end: PathEnd): Answer | null {
    let state = FRESH;
    for (const { node, environment } of end.events) {
      const step = this.#stepOf(node);
      switch (step?.kind) {
        case undefined:
          break;
        case 'handover':
          return null;
        case 'status':
          state = { ...state, status: step.status, statusAt: step.at, head: state.head ?? headOf(node) };
          break;
        case 'header':
          if (goesTo(this.#response, step.event, environment)) state = withHeaders(state, step.event, environment);
          if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && propertyName(node.callee) === 'writeHead') state = { ...state, status: this.#number(node.arguments[0]), statusAt: node.arguments[0] ?? null, head: state.head ?? node };
          break;
        case 'send':
          return this.#answer(node, step.status ?? state.status, step.status === null ? state : { ...state, statusAt: step.at });
      }
    }
    return null;
  }

  #answer(node: Node, status: number | null, { read, writes, head, statusAt }: AnswerState): Answer {
    const { module } = this.#evaluator;
    const { written, ...rest } = read;
    // Only writes to the response under its own name can be repeated as they stand.
    const repeatable = writes.filter((each) => each.type === 'CallExpression' && each.callee.type === 'MemberExpression' && each.callee.object.type === 'Identifier' && module.variableOf(each.callee.object) === this.#response && propertyName(each.callee) !== 'writeHead');
    const room = roomBefore(head ?? node, this.#evaluator);
    return {
      ...rest,
      place: module.placeOf(node),
      text: module.excerpt(node),
      status,
      statusAt: numberAt(statusAt, this.#evaluator),
      written: written === null || !module.owns(written) ? null : module.placeOf(written),
      repair: {
        headers: repeatable.length === 0 || repeatable.length < writes.length ? null : { text: statementsOf(repeatable, room, this.#evaluator), names: namesIn(repeatable, this.#evaluator) },
        room,
      },
    };
  }
}

/** `res.writeHead(…)` */
function headOf(node: Node): Node | null {
  return node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && propertyName(node.callee) === 'writeHead' ? node : null;
}

/** The name at the root of a chain: `res` of `res.status(200).json`. */
function receiverOf(node: Node): Node {
  return node.type === 'CallExpression' && node.callee.type === 'MemberExpression' ? receiverOf(node.callee.object) : node;
}

/** The argument by which a chain sets the status. */
function statusInChain(node: Node): Node | null {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return null;
  const method = propertyName(node.callee);
  return method === 'status' || method === 'code' || method === 'writeHead' ? (node.arguments[0] ?? null) : statusInChain(node.callee.object);
}
