import type { TSESTree } from '@typescript-eslint/utils';
import type { Answer, AnswerTree } from '../../policy/endpoint.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import type { PathEnd } from '../../values/path-tree.ts';
import { propertyName } from '../../values/request.ts';
import type { FunctionNode, Node, Variable } from '../../values/source-module.ts';
import { leavesOf } from '../../values/value.ts';
import { FRESH, goesTo, withHeaders, withLocation } from './answer-state.ts';
import { HandlerAnswers } from './handler-answers.ts';
import type { HeaderEvent } from './header-entry.ts';
import { locationIn } from './redirect-target.ts';

/** Methods that send what a response object has, for good. */
const SENDS = /^(?:end|json|jsonp|send|sendStatus|render|sendFile|download|redirect)$/;

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
  | { readonly kind: 'location' }
  | { readonly kind: 'send'; readonly status: number | null; readonly at: Node | null }
  /** The response goes to code that may do anything with it. */
  | { readonly kind: 'handover' };

class RespondedAnswers extends HandlerAnswers<Step> {
  readonly #sendsReturned: boolean;

  constructor(root: FunctionNode, response: Variable, sendsReturned: boolean, evaluator: Evaluator) {
    super(root, response, evaluator);
    this.#sendsReturned = sendsReturned;
  }

  protected readStep(node: Node): Step | null {
    return this.#read(node) ?? this.#returned(node);
  }

  #read(node: Node): Step | null {
    const event = this.headersAt(node);
    if (event !== null) return { kind: 'header', event };
    if (node.type === 'AssignmentExpression') return this.#statusAssignment(node);
    // Fastify's `reply.raw` is Node's response.
    if (node.type === 'MemberExpression') return this.isTold(node.object) && propertyName(node) === 'raw' ? { kind: 'handover' } : null;
    if (node.type !== 'CallExpression') return null;
    const { callee } = node;
    if (callee.type === 'MemberExpression') {
      const base = receiverOf(callee.object);
      const method = propertyName(callee);
      if (this.isTold(base)) {
        if (method === null) return { kind: 'handover' };
        if (SENDS.test(method)) {
          // `res.redirect(302, url)` of Express, `reply.redirect(url, 302)` of Fastify.
          if (method === 'redirect') return { kind: 'send', status: node.arguments.slice(0, 2).map((each) => this.number(each)).find((code) => code !== null) ?? this.#redirectStatus(callee.object), at: null };
          const at = method === 'sendStatus' ? (node.arguments[0] ?? null) : statusInChain(callee.object);
          return { kind: 'send', status: at === null ? null : this.number(at), at };
        }
        if (method === 'status' || method === 'code' || method === 'writeHead') return { kind: 'status', status: this.number(node.arguments[0]), at: node.arguments[0] ?? null };
        if (!KEEPS.test(method)) return { kind: 'handover' };
        // Headers from an object that is not shown.
        if (/^(?:set|headers?|writeHead)$/.test(method) && !this.#areHeadersShown(node)) return { kind: 'handover' };
        return locationIn(node, this.evaluator) === null ? null : { kind: 'location' };
      }
    }
    // What is handed the response may write to it, or answer with it.
    return this.isGiven(node) && this.calledBy(node) === null ? { kind: 'handover' } : null;
  }

  /** `res.status(307).redirect(url)`, and 302 by default. */
  #redirectStatus(chain: Node): number | null {
    const at = statusInChain(chain);
    return at === null ? 302 : this.number(at);
  }

  /** Fastify sends what a handler returns. */
  #returned(node: Node): Step | null {
    const { module } = this.evaluator;
    if (!this.#sendsReturned || !module.owns(node)) return null;
    const parent = module.parentOf(node);
    const isReturned = parent?.type === 'ReturnStatement' ? module.functionOf(parent) === this.root : node === this.root.body && node.type !== 'BlockStatement';
    if (!isReturned) return null;
    return this.isTold(node) || /^(?:undefined|void\b.*)$/s.test(module.textOf(node)) ? { kind: 'handover' } : { kind: 'send', status: null, at: null };
  }

  #areHeadersShown(call: TSESTree.CallExpression): boolean {
    return call.arguments.every((argument) => {
      if (argument.type === 'SpreadElement') return false;
      const value = this.evaluator.evaluate(argument);
      return [...leavesOf(value)].every((leaf) => leaf.kind === 'object' ? leaf.complete : argument === call.arguments[1] || leaf.kind === 'constant' || leaf.kind === 'text');
    });
  }

  #statusAssignment({ left, right }: TSESTree.AssignmentExpression): Step | null {
    if (left.type !== 'MemberExpression' || propertyName(left) !== 'statusCode' || !this.isTold(left.object)) return null;
    return { kind: 'status', status: this.number(right), at: right };
  }

  /** The first thing that is sent on a way. */
  protected answerAt(end: PathEnd): Answer | null {
    let state = FRESH;
    for (const { node, environment } of end.events) {
      const step = this.stepOf(node);
      if (node.type === 'CallExpression' && step !== null && step.kind !== 'handover') state = withLocation(state, locationIn(node, this.evaluator) ?? state.read.location);
      switch (step?.kind) {
        case undefined:
        case 'location':
          break;
        case 'handover':
          return null;
        case 'status':
          state = { ...state, status: step.status, statusAt: step.at, head: state.head ?? headOf(node) };
          break;
        case 'header':
          if (goesTo(this.told, step.event, environment)) state = withHeaders(state, step.event, environment);
          if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && propertyName(node.callee) === 'writeHead') state = { ...state, status: this.number(node.arguments[0]), statusAt: node.arguments[0] ?? null, head: state.head ?? node };
          break;
        case 'send':
          return this.answer(node, step.status ?? state.status, step.status === null ? state : { ...state, statusAt: step.at });
      }
    }
    return null;
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
