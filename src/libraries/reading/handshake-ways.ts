import { ALWAYS, and, NEVER, not, or, type OriginPredicate } from '../../policy/origin-predicate.ts';
import { structureOf } from '../../policy/predicate-structure.ts';
import { truthiness } from '../../values/combine.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import type { PathEnd, PathTree } from '../../values/path-tree.ts';
import { pathsOf } from '../../values/paths.ts';
import { propertyName } from '../../values/request.ts';
import type { FunctionNode, Node, Variable } from '../../values/source-module.ts';
import type { Environment, FunctionValue, ObjectValue, Value } from '../../values/value.ts';
import type { HandshakeCheck, UpgradeCall } from '../handshake-model.ts';
import { callsParameter, parameterVariable } from './option-policy.ts';
import { atom } from './origin-atom.ts';
import { conditionOf, conditionOfValue } from './origin-condition.ts';

/** When a check that is given as an option lets the handshake in. */
export function letInByCheck(fn: FunctionValue, check: HandshakeCheck, evaluator: Evaluator): OriginPredicate {
  const environment = evaluator.bind(fn.node, [asked(check, fn.node)], fn.environment, fn.node);
  // What the caller gives for the callback is no value of this code.
  const unbound = new Map(environment);
  for (const param of fn.node.params.slice(1)) {
    const variable = param.type === 'Identifier' ? evaluator.module.variableOf(param) : null;
    if (variable !== null) unbound.delete(variable);
  }
  const callback = parameterVariable(fn.node, check.callback.index, evaluator);
  const isAnswer = (node: Node): boolean => callback !== null && callsParameter(node, callback, evaluator);
  const byReturn = fn.node.params.length <= check.callback.index && check.returns;
  return waysOf(fn.node, unbound, isAnswer, fn.node, evaluator, (end) => {
    if (end.by === 'throw') return NEVER;
    if (byReturn) return fn.node.async ? ALWAYS : end.value === null ? NEVER : conditionOfValue(end.value, evaluator);
    const [event] = end.events;
    // Handed on as a value, it is called by code that is not shown; not called at all, the handshake hangs.
    if (event?.node.type !== 'CallExpression') return isHandedOn(callback, fn.node, evaluator) ? unknownAt(fn.node, evaluator) : NEVER;
    if (event.node.arguments.some((argument) => argument.type === 'SpreadElement')) return unknownAt(event.node, evaluator);
    const answer = event.node.arguments[check.callback.answer];
    return answer === undefined ? NEVER : conditionOfValue(evaluator.evaluate(answer, event.environment), evaluator);
  });
}

function asked({ asks }: HandshakeCheck, node: Node): Value {
  const origin: Value = { kind: 'request-header', name: 'origin', node };
  const request: Value = { kind: 'request', part: '', node };
  switch (asks) {
    case 'origin':
      return origin;
    case 'request':
      return request;
    case 'info': {
      const properties = new Map([['origin', { value: origin, node }], ['req', { value: request, node }]]);
      return { kind: 'object', properties, complete: false, node } satisfies ObjectValue;
    }
  }
}

/** When a function gets to the call that completes the handshake, without having refused it before. */
export function letInByCall(root: FunctionNode, call: Node, { refuses }: UpgradeCall, evaluator: Evaluator): OriginPredicate {
  const socket = parameterVariable(root, 1, evaluator);
  const isRefusal = (node: Node): boolean => refuses !== null && socket !== null && callsMethodOf(socket, refuses, node, evaluator) && !isForLater(node, root, evaluator);
  return waysOf(root, new Map(), (node) => node === call || isRefusal(node), call, evaluator, (end) => {
    const [first] = end.events;
    return first !== undefined && first.node === call ? ALWAYS : NEVER;
  });
}

/** Whether a node stands in a listener of another event: `socket.on('error', () => socket.destroy())`. */
function isForLater(node: Node, root: FunctionNode, evaluator: Evaluator): boolean {
  for (let fn = evaluator.module.functionOf(node); fn !== null && fn !== root; fn = evaluator.module.functionOf(fn)) {
    const call = evaluator.module.parentOf(fn);
    if (call?.type === 'CallExpression' && /(?:^|\.)(?:on|once|addListener|addEventListener|setTimeout)$/.test(evaluator.module.textOf(call.callee))) return true;
  }
  return false;
}

const CLOSES = /^(?:close|terminate|disconnect|destroy|end|disconnectSockets)$/;

/** When the listener of a new connection leaves it open: one that it closes at once does nothing for anyone. */
export function keptByListener(listener: FunctionValue, evaluator: Evaluator): OriginPredicate {
  const socket = parameterVariable(listener.node, 0, evaluator);
  if (socket === null) return ALWAYS;
  const closes = (node: Node): boolean => callsMethodOf(socket, CLOSES, node, evaluator) && evaluator.module.functionOf(node) === listener.node;
  return waysOf(listener.node, listener.environment, closes, listener.node, evaluator, (end) => (end.events.length > 0 || end.by === 'throw' ? NEVER : ALWAYS));
}

/** When middleware calls `next` without an error. */
export function passedByMiddleware(middleware: FunctionValue, evaluator: Evaluator): OriginPredicate {
  const next = parameterVariable(middleware.node, 1, evaluator);
  if (next === null || isHandedOn(next, middleware.node, evaluator)) return ALWAYS;
  return waysOf(middleware.node, middleware.environment, (node) => callsParameter(node, next, evaluator), middleware.node, evaluator, (end) => {
    const [event] = end.events;
    if (end.by === 'throw' || event?.node.type !== 'CallExpression') return NEVER;
    const [error] = event.node.arguments;
    return error === undefined ? ALWAYS : not(isError(evaluator.evaluate(error, event.environment), evaluator));
  });
}

function isError(value: Value, evaluator: Evaluator): OriginPredicate {
  const truth = truthiness(value);
  if (truth !== null) return truth ? ALWAYS : NEVER;
  return value.kind === 'instance' || value.kind === 'call' ? ALWAYS : conditionOfValue(value, evaluator);
}

function callsMethodOf(object: Variable, methods: RegExp, node: Node, evaluator: Evaluator): boolean {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression' || node.callee.object.type !== 'Identifier') return false;
  return methods.test(propertyName(node.callee) ?? '') && evaluator.module.variableOf(node.callee.object) === object;
}

/** Whether a parameter is used in another way than by being called. */
function isHandedOn(parameter: Variable | null, fn: FunctionNode, evaluator: Evaluator): boolean {
  return parameter?.references.some(({ identifier }) => {
    const parent = evaluator.module.parentOf(identifier);
    return !(parent?.type === 'CallExpression' && parent.callee === identifier) && !fn.params.some((param) => param === identifier);
  }) ?? false;
}

/** A condition that the code does not show. */
export function unknownAt(node: Node, evaluator: Evaluator): OriginPredicate {
  return atom({ node }, evaluator, { op: 'unknown', reason: 'not shown in this file' });
}

function waysOf(fn: FunctionNode, environment: Environment, isEvent: (node: Node) => boolean, at: Node, evaluator: Evaluator, verdict: (end: PathEnd) => OriginPredicate): OriginPredicate {
  const read = (tree: PathTree): OriginPredicate => {
    switch (tree.kind) {
      case 'unknown':
        return unknownAt(at, evaluator);
      case 'end':
        return verdict(tree);
      case 'branch': {
        const [whenTrue, whenFalse] = [read(tree.whenTrue), read(tree.whenFalse)];
        if (structureOf(whenTrue) === structureOf(whenFalse)) return whenTrue;
        const condition = conditionOf(tree.test, evaluator);
        return or(and(condition, whenTrue), and(not(condition), whenFalse));
      }
    }
  };
  return read(pathsOf(evaluator, fn, environment, { isEvent }));
}
