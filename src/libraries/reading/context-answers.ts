import type { TSESTree } from '@typescript-eslint/utils';
import type { Answer, AnswerTree } from '../../policy/endpoint.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import type { PathEnd } from '../../values/path-tree.ts';
import { propertyName } from '../../values/request.ts';
import type { FunctionNode, Node } from '../../values/source-module.ts';
import { leavesOf } from '../../values/value.ts';
import { FRESH, goesTo, withHeaders, withLocation } from './answer-state.ts';
import { HandlerAnswers } from './handler-answers.ts';
import type { HeaderEvent } from './header-entry.ts';
import { locationIn } from './redirect-target.ts';

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
  | { readonly kind: 'redirect' }
  | { readonly kind: 'throw'; readonly status: number | null }
  /** The context goes to code that may do anything with it, or the way goes on in another middleware. */
  | { readonly kind: 'handover' };

class ContextAnswers extends HandlerAnswers<Step> {
  /** The context, or its response, whose members are the same. */
  #isResponse(node: Node): boolean {
    return this.isTold(node) || (node.type === 'MemberExpression' && propertyName(node) === 'response' && this.isTold(node.object));
  }

  protected readStep(node: Node): Step | null {
    const event = this.headersAt(node);
    if (event !== null) return { kind: 'header', event };
    if (node.type === 'MemberExpression') return this.isTold(node.object) && /^(?:res|respond)$/.test(propertyName(node) ?? '') ? { kind: 'handover' } : null;
    if (node.type === 'AssignmentExpression') {
      if (node.left.type !== 'MemberExpression' || !this.#isResponse(node.left.object)) return null;
      const name = propertyName(node.left);
      if (name === 'status') return { kind: 'status', status: this.number(node.right), at: node.right };
      return name === 'body' ? { kind: 'body' } : null;
    }
    if (node.type !== 'CallExpression') return null;
    const { callee } = node;
    if (callee.type === 'Identifier' && callee.name === 'next') return { kind: 'handover' };
    if (callee.type === 'MemberExpression' && this.#isResponse(callee.object)) {
      const method = propertyName(callee);
      if (method === 'redirect') return { kind: 'redirect' };
      if (method === 'throw') return { kind: 'throw', status: this.number(node.arguments[0]) };
      if (method === null || !KEEPS.test(method)) return { kind: 'handover' };
      return method === 'set' && !this.#isShown(node) ? { kind: 'handover' } : null;
    }
    return this.isGiven(node) && this.calledBy(node) === null ? { kind: 'handover' } : null;
  }

  /** Headers from an object that is not shown may be any. */
  #isShown(call: TSESTree.CallExpression): boolean {
    const [first] = call.arguments;
    if (first === undefined || first.type === 'SpreadElement') return false;
    return [...leavesOf(this.evaluator.evaluate(first))].every((leaf) => (leaf.kind === 'object' ? leaf.complete : leaf.kind === 'constant' || leaf.kind === 'text'));
  }

  protected answerAt(end: PathEnd): Answer | null {
    let state = FRESH;
    let status: number | null | undefined;
    let last: Node | null = null;
    for (const { node, environment } of end.events) {
      const step = this.stepOf(node);
      switch (step?.kind) {
        case undefined:
          break;
        case 'handover':
          return null;
        case 'header':
          if (goesTo(this.told, step.event, environment)) state = withHeaders(state, step.event, environment);
          break;
        case 'status':
          status = step.status;
          state = { ...state, statusAt: step.at };
          last ??= node;
          break;
        case 'redirect':
          // A status of redirects that was set before stays (`koa/lib/response.js`, `redirect`).
          if (status === undefined || status === null || status < 300 || status > 399) status = status === null ? null : 302;
          state = withLocation(state, node.type === 'CallExpression' ? locationIn(node, this.evaluator) : null);
          last = node;
          break;
        case 'body':
          last = node;
          break;
        case 'throw':
          // Koa takes back the headers of an answer that fails (`koa/lib/context.js`, `onerror`), unless a middleware has caught the error.
          return state.read.allowOrigin === false ? this.answer(node, step.status, state, false) : null;
      }
    }
    return last === null || end.by === 'throw' ? null : this.answer(last, status === undefined ? 200 : status, state);
  }
}
