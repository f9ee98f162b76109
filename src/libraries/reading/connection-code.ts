import type { TSESTree } from '@typescript-eslint/utils';
import { and, type OriginPredicate } from '../../policy/origin-predicate.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import { propertyName } from '../../values/request.ts';
import { isFunction, type FunctionNode, type Node } from '../../values/source-module.ts';
import { stringOf, type FunctionValue, type Value } from '../../values/value.ts';
import type { HandshakeServer } from './handshake-servers.ts';
import { keptByListener, passedByMiddleware, unknownAt } from './handshake-ways.ts';

/** The code that runs for handshakes, and for the connections that follow. */
export interface ConnectionCode {
  /** Functions, and arguments that are not seen to be functions, with all that they call. */
  readonly nodes: readonly Node[];
  /** What runs before them for every request of the application. */
  readonly before: readonly Node[];
  /** Where that code is registered. */
  readonly at: Node;
  /** For which origins it leaves the connection open. */
  readonly keeps: OriginPredicate;
  /** Whether it says anything about origins. */
  readonly mentionsOrigin: boolean;
  /** Whether what happens to a connection is seen: a listener is, and the server is handed to no code that is not followed. */
  readonly isShown: boolean;
}

/** Functions that are followed from the listeners of a server. */
const MAX_FUNCTIONS = 60;

/** The code for the connections of a server, or of those that a function lets in. */
export function connectionCodeOf(of: HandshakeServer | FunctionNode, evaluator: Evaluator): ConnectionCode {
  const { module } = evaluator;
  const server = 'library' in of ? of : null;
  const at = 'library' in of ? of.call : of;
  const listeners: FunctionValue[] = [];
  const middleware: FunctionValue[] = [];
  const nodes: Node[] = 'library' in of ? [] : [of];
  const before: Node[] = [];
  let opaque: OriginPredicate = and();
  let isHidden = false;
  if (server !== null && server.check !== null && server.check.value.kind !== 'constant') nodes.push(server.check.value.kind === 'function' ? server.check.value.node : server.check.node);
  for (const call of module.nodes('CallExpression')) {
    const role = roleOf(call, server, evaluator);
    if (role === null) continue;
    for (const argument of role.arguments) {
      const value = handlerOf(argument, evaluator);
      (role.kind === 'before' ? before : nodes).push(value.kind === 'function' ? value.node : argument);
      isHidden ||= value.kind !== 'function' && (role.kind === 'connection' || (argument === call.callee && !SERVES_GRAPHQL.test(module.textOf(argument))));
      if (value.kind === 'function') {
        if (role.kind === 'connection') listeners.push(value);
        if (role.kind === 'middleware') middleware.push(value);
      } else if (role.kind === 'middleware' && !SESSIONS.test(module.textOf(argument))) opaque = and(opaque, unknownAt(argument, evaluator));
    }
  }
  const gateway = gatewayOf(server, evaluator);
  if (gateway !== null) {
    nodes.push(gateway.node);
    if (gateway.listener !== null) listeners.push(gateway.listener);
    // A guard is code that is not shown.
    if (gateway.isGuarded) opaque = and(opaque, unknownAt(gateway.node, evaluator));
  }
  const reached = closureOf(nodes, evaluator);
  const earlier = closureOf(before, evaluator);
  return {
    nodes: reached,
    before: earlier,
    at,
    keeps: and(opaque, ...listeners.map((listener) => keptByListener(listener, evaluator)), ...middleware.map((each) => passedByMiddleware(each, evaluator))),
    mentionsOrigin: [...reached, ...earlier].some((node) => node !== server?.check?.value.node && mentionsOrigin(node, evaluator)),
    isShown: !isHidden && (gateway !== null || server === null || nodes.some((node) => node !== server.check?.value.node && (isFunction(node) || node.type === 'ObjectExpression'))),
  };
}

/** Middleware that gives a connection its session decides nothing about it. */
const SESSIONS = /session|cookie|passport/i;

/** `useServer` of `graphql-ws`, `SubscriptionServer.create`: what decides is in the options that it is given beside the server. */
const SERVES_GRAPHQL = /\buseServer$|\bSubscriptionServer\b/;

/** Whether code reads, or calls something by, an origin. */
function mentionsOrigin(code: Node, evaluator: Evaluator): boolean {
  for (const node of evaluator.module.within(code)) {
    if (node.type === 'Identifier' && /^origins?(?![a-z])|Origins?(?![a-z])|ORIGIN/.test(node.name)) return true;
    if (node.type === 'Literal' && typeof node.value === 'string' && /^origin$/i.test(node.value)) return true;
  }
  return false;
}

interface Role {
  /** What is given each new connection; what can refuse it before; what the application asks of every request; what runs for it besides. */
  readonly kind: 'connection' | 'middleware' | 'before' | 'other';
  readonly arguments: readonly Node[];
}

function roleOf(call: TSESTree.CallExpression, server: HandshakeServer | null, evaluator: Evaluator): Role | null {
  const { callee } = call;
  if (callee.type !== 'MemberExpression') return handedOver(call, server, evaluator);
  const method = propertyName(callee) ?? '';
  const [first, second] = call.arguments;
  const event = first === undefined ? null : first.type === 'Literal' ? first.value : stringOf(evaluator.evaluate(first));
  if (/^(?:on|once|addListener|prependListener)$/.test(method) && second !== undefined) {
    if (event === 'connection' || event === 'connect') return { kind: 'connection', arguments: [second] };
    if (event === 'upgrade') return { kind: 'other', arguments: [second] };
  }
  const isApp = server?.library.id === 'express-ws' || server?.library.id === '@fastify/websocket';
  if (isApp) {
    const isEndpoint = method === 'ws' || call.arguments.some((argument) => argument.type === 'ObjectExpression' && /\bwebsocket: true\b|\bwsHandler\b/.test(evaluator.module.textOf(argument)));
    if (!isEndpoint && !/^(?:use|addHook)$/.test(method)) return null;
    return { kind: isEndpoint ? 'other' : 'before', arguments: call.arguments.filter((argument) => argument.type !== 'Literal') };
  }
  if (method === 'use' && first !== undefined && isSocketServer(callee.object, evaluator)) {
    const isEngine = /\bengine$/.test(evaluator.module.textOf(callee.object));
    return { kind: isEngine ? 'other' : 'middleware', arguments: [first] };
  }
  return handedOver(call, server, evaluator);
}

/** What a handler is: `this.onConnection.bind(this)` is the method. */
function handlerOf(argument: Node, evaluator: Evaluator): Value {
  const isBound = argument.type === 'CallExpression' && argument.callee.type === 'MemberExpression' && propertyName(argument.callee) === 'bind';
  return evaluator.evaluate(isBound && argument.callee.type === 'MemberExpression' ? argument.callee.object : argument);
}

/** `registerHandlers(io)`: what is given the server sees its connections. */
function handedOver(call: TSESTree.CallExpression, server: HandshakeServer | null, evaluator: Evaluator): Role | null {
  if (server === null || call === server.call) return null;
  const isGiven = call.arguments.some((argument) => argument.type === 'Identifier' && [...leavesNode(evaluator.evaluate(argument))].includes(server.call));
  if (!isGiven) return null;
  return { kind: 'other', arguments: [call.callee, ...call.arguments.filter((argument) => argument.type !== 'Identifier')] };
}

function* leavesNode(value: Value): Generator<Node> {
  yield value.node;
  if (value.kind === 'choice') {
    yield value.whenTrue.node;
    yield value.whenFalse.node;
  }
}

/** `io`, `io.of('/chat')`, `this.io`: by what it is, else by its name. */
function isSocketServer(node: Node, evaluator: Evaluator): boolean {
  if (/(?:^|\.)(?:io|nsp|namespace|\w*(?:Io|IO|Nsp|Namespace|socketServer|SocketServer))(?:\.of\([^)]*\)|\.sockets|\.engine)*$/.test(evaluator.module.textOf(node))) return true;
  let value = evaluator.evaluate(node);
  while (value.kind === 'member' || (value.kind === 'call' && value.callee.kind === 'member')) value = value.kind === 'member' ? value.object : value.callee.kind === 'member' ? value.callee.object : value;
  return (value.kind === 'instance' || value.kind === 'call') && value.callee.kind === 'imported' && value.callee.module === 'socket.io';
}

/** The class that a decorator makes a gateway. */
function gatewayOf(server: HandshakeServer | null, evaluator: Evaluator): { readonly node: Node; readonly listener: FunctionValue | null; readonly isGuarded: boolean } | null {
  const decorator = server === null ? null : evaluator.module.parentOf(server.call);
  const holder = decorator?.type === 'Decorator' ? evaluator.module.parentOf(decorator) : null;
  if (holder?.type !== 'ClassDeclaration' && holder?.type !== 'ClassExpression') return null;
  const method = holder.body.body.find((member) => member.type === 'MethodDefinition' && member.key.type === 'Identifier' && member.key.name === 'handleConnection');
  const listener: FunctionValue | null = method?.type === 'MethodDefinition' && method.value.type === 'FunctionExpression' ? { kind: 'function', node: method.value, environment: new Map() } : null;
  const decorators = [...holder.decorators, ...holder.body.body.flatMap((member) => ('decorators' in member ? member.decorators : []))];
  return { node: holder.body, listener, isGuarded: decorators.some((each) => /^@UseGuards\b/.test(evaluator.module.textOf(each))) };
}

/** Nodes with the functions that they call or hand on, in this file and in those that it imports. */
function closureOf(nodes: readonly Node[], evaluator: Evaluator): readonly Node[] {
  const seen = new Set<Node>(nodes);
  for (const node of seen) {
    if (seen.size > MAX_FUNCTIONS) break;
    for (const inner of evaluator.module.within(node)) {
      const named = inner.type === 'CallExpression' ? [inner.callee, ...inner.arguments.filter((argument) => argument.type === 'Identifier')] : [];
      for (const each of named) {
        const value = each.type === 'Identifier' || each.type === 'MemberExpression' ? evaluator.evaluate(each) : null;
        if (value?.kind === 'function' && ![...seen].some((outer) => evaluator.module.isWithin(value.node, outer))) seen.add(value.node);
      }
    }
  }
  return [...seen];
}
