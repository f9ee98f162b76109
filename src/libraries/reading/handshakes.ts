import type { TSESTree } from '@typescript-eslint/utils';
import { ALWAYS, and, atomsOf, type OriginPredicate } from '../../policy/origin-predicate.ts';
import type { Pretence } from '../../policy/handshake.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import { propertyName } from '../../values/request.ts';
import { isFunction, type FunctionNode, type Node } from '../../values/source-module.ts';
import { leavesOf, stringOf, type Value } from '../../values/value.ts';
import { UPGRADE_CALLS } from '../all-libraries.ts';
import type { UpgradeCall } from '../handshake-model.ts';
import { connectionCodeOf, type ConnectionCode } from './connection-code.ts';
import { handshakeServersOf, isSwitchedOn, textOption, type HandshakeServer } from './handshake-servers.ts';
import { letInByCall, letInByCheck, unknownAt } from './handshake-ways.ts';
import type { VersionLookup } from './version-in-use.ts';

/** What a file says about the handshakes of one WebSocket server. */
export interface HandshakeReading {
  readonly library: { readonly id: string; readonly name: string; readonly package: string; readonly measured: string };
  readonly assumed: boolean;
  /** The expression that decides, and the whole call. */
  readonly decides: Node;
  readonly whole: Node;
  /** Which origins get through, and keep what they got. */
  readonly when: OriginPredicate;
  readonly pretence: Pretence | null;
  readonly path: string | null;
  /** The server's own options, where its `cors` may say that cookies are relied on. */
  readonly server: HandshakeServer | null;
  /** What runs for a handshake and for the connection that follows. */
  readonly code: ConnectionCode;
  /** Where and how "exactly these origins" is written, with `LIST`; `null` where there is no place. */
  readonly safe: { readonly start: number; readonly end: number; readonly text: string } | null;
}

/** Files without one of these words make no WebSocket server. */
const SPEAKS_WEBSOCKET = /['"`]ws['"`]|socket\.io|engine\.io|websocket|express-ws|handleUpgrade|\.upgrade\(/i;

/** The handshakes of every WebSocket server of a file. */
export function handshakesOf(evaluator: Evaluator, versionOf: VersionLookup): readonly HandshakeReading[] {
  if (!SPEAKS_WEBSOCKET.test(evaluator.module.text)) return [];
  const servers = handshakeServersOf(evaluator, versionOf).filter(hasHandshakes);
  const completed = completedHandshakes(evaluator);
  if (servers.length === 0 && completed.length === 0) return [];
  const isManual = (server: HandshakeServer): boolean => server.library.manual !== undefined && isSwitchedOn(server, server.library.manual);
  // Where code completes a handshake, the server's own check is still asked.
  const asked = and(...servers.filter(isManual).map((server) => letInByServer(server, evaluator)));
  return [
    ...servers.filter((server) => !isManual(server)).map((server) => ofServer(server, evaluator)),
    ...completed.map(({ call, model, root }) => ofCall(call, model, root, asked, evaluator)),
  ];
}

/** Whether a server takes WebSockets, and does not list other transports alone. */
function hasHandshakes({ library: { transports }, options }: HandshakeServer): boolean {
  const listed = transports === undefined || options === null || options === 'unknown' ? undefined : options.properties.get(transports.option)?.value;
  return listed?.kind !== 'array' || listed.elements.some((each) => stringOf(each) === null || stringOf(each) === transports?.handshake);
}

function ofServer(server: HandshakeServer, evaluator: Evaluator): HandshakeReading {
  const { library, call, check, assumed } = server;
  const code = connectionCodeOf(server, evaluator);
  const byServer = letInByServer(server, evaluator);
  const when = and(byServer, code.keeps, isConfiguredLater(server, evaluator) ? unknownAt(call, evaluator) : ALWAYS);
  const path = textOption(server, library.path.option) ?? library.path.default;
  return {
    library,
    assumed: assumed && check?.model.option === 'origins',
    decides: check === null ? call : valueNode(check.node),
    whole: call,
    when: settled(when, check?.value ?? null, code, evaluator),
    pretence: pretenceOf(server, byServer, evaluator),
    path: path === null || library.path.query === undefined ? path : `${path.replace(/\/?$/, '/')}?${library.path.query}`,
    server,
    code,
    safe: safeOption(server, evaluator),
  };
}

/** When the option lets the handshake in. */
function letInByServer({ check, options, call }: HandshakeServer, evaluator: Evaluator): OriginPredicate {
  if (options === 'unknown') return unknownAt(call, evaluator);
  if (check === null) return ALWAYS;
  const read = (value: Value): OriginPredicate => {
    if (value.kind === 'function') return letInByCheck(value, check.model, evaluator);
    const text = stringOf(value);
    return text !== null && check.model.everyone?.test(text) === true ? ALWAYS : unknownAt(value.node, evaluator);
  };
  const leaves = [...leavesOf(check.value)];
  const [only] = leaves;
  return leaves.length === 1 && only !== undefined ? read(only) : unknownAt(call, evaluator);
}

/** Checks that are given after the server is made: `io.origins(…)`, `io.attach(server, { allowRequest })`. */
function isConfiguredLater({ library, check, call }: HandshakeServer, evaluator: Evaluator): boolean {
  if (check !== null) return false;
  const names = library.checks.map(({ option }) => option);
  return evaluator.module.nodes('CallExpression').some((other) => {
    if (other === call || other.callee.type !== 'MemberExpression') return false;
    const method = propertyName(other.callee) ?? '';
    if (names.includes(method) || (method === 'set' && names.includes(stringOf(evaluator.evaluate(other.arguments[0] ?? other)) ?? ''))) return true;
    return /^(?:attach|listen|attachApp|bind)$/.test(method) && other.arguments.some((argument) => {
      const value = evaluator.evaluate(argument);
      return value.kind === 'object' && names.some((name) => value.properties.has(name));
    });
  }) || evaluator.module.nodes('AssignmentExpression').some(({ left }) => left.type === 'MemberExpression' && names.includes(propertyName(left) ?? ''));
}

/** What asks for the origin without being seen to decide by it leaves the handshake unknown. */
function settled(when: OriginPredicate, check: Value | null, code: ConnectionCode, evaluator: Evaluator): OriginPredicate {
  if ([...atomsOf(when)].some((atom) => atom.op !== 'depends')) return unchosen(when);
  const isAsked = code.mentionsOrigin || (check !== null && !isPromise(check) && asksElsewhere(check, evaluator));
  return isAsked ? and(when, unknownAt(code.at, evaluator)) : when;
}

/** Calls that decide nothing besides what they return. */
const DECIDES_NOTHING = /^(?:console\.\w+|(?:\w+\.)*log(?:ger)?\.\w+|(?:.*\.)?(?:includes|indexOf|has|some|every|find|test|match|startsWith|endsWith|toLowerCase|get))$/s;

/** Whether a check names the origin and calls code that may refuse it in another way than by an answer. */
function asksElsewhere(check: Value, evaluator: Evaluator): boolean {
  const { module } = evaluator;
  if (!/\borigin/i.test(module.textOf(check.node))) return false;
  if (check.kind !== 'function') return true;
  const [, callback] = check.node.params;
  return [...module.within(check.node)].some((node) => node.type === 'NewExpression' || (node.type === 'CallExpression' && !DECIDES_NOTHING.test(module.textOf(node.callee)) && !(callback?.type === 'Identifier' && module.textOf(node.callee) === callback.name)));
}

/** What a page cannot choose in a WebSocket handshake: its transport, and headers other than the protocols it names. */
const NOT_CHOSEN = /\btransport\b|\b_query\b|\bheaders?\b(?!.*(?:sec-websocket-protocol|cookie))/i;

function unchosen(when: OriginPredicate): OriginPredicate {
  switch (when.op) {
    case 'and':
    case 'or':
      return { op: when.op, of: when.of.map(unchosen) };
    case 'not':
      return { op: 'not', of: unchosen(when.of) };
    case 'depends':
      return when.on === 'request' && NOT_CHOSEN.test(when.text) ? { op: 'unknown', reason: 'not for the page to choose', place: when.place, text: when.text } : when;
    default:
      return when;
  }
}

const isPromise = (value: Value): boolean => value.kind === 'function' && value.node.async;

function pretenceOf({ library, check, options }: HandshakeServer, byServer: OriginPredicate, evaluator: Evaluator): Pretence | null {
  if (check !== null) return byServer.op === 'always' && isPromise(check.value) && /\borigin/i.test(evaluator.module.textOf(check.value.node)) ? 'promise' : null;
  return library.pretence !== undefined && options !== null && options !== 'unknown' && options.properties.has(library.pretence) ? 'cors' : null;
}

/** The value of a property as it is written. */
function valueNode(node: Node): Node {
  return node.type === 'Property' ? node.value : node;
}

function safeOption({ library, check, room }: HandshakeServer, evaluator: Evaluator): HandshakeReading['safe'] {
  const model = check?.model ?? library.checks[0];
  if (model === undefined || model.safe === null) return null;
  if (check === null) return room === null ? null : { start: room.at, end: room.at, text: `${room.before}${model.option}: ${model.safe}${room.after}` };
  const { node } = check;
  if (node.type !== 'Property' || !evaluator.module.owns(node)) return null;
  return node.shorthand || node.method
    ? { start: node.range[0], end: node.range[1], text: `${model.option}: ${model.safe}` }
    : { start: node.value.range[0], end: node.value.range[1], text: model.safe };
}

interface Completed {
  readonly call: TSESTree.CallExpression | TSESTree.NewExpression;
  readonly model: UpgradeCall;
  readonly root: FunctionNode;
}

function completedHandshakes(evaluator: Evaluator): readonly Completed[] {
  const { module } = evaluator;
  return [...module.nodes('CallExpression'), ...module.nodes('NewExpression')].flatMap((call): Completed[] => {
    const callee = module.textOf(call.callee).replace(/[?!]/g, '');
    const model = UPGRADE_CALLS.find(({ completes, kind, arguments: count }) => (call.type === 'NewExpression') === (kind === 'new') && completes.test(callee) && call.arguments.length >= count);
    const root = [...module.ancestorsOf(call)].filter(isFunction).at(-1);
    return model === undefined || root === undefined ? [] : [{ call, model, root }];
  });
}

function ofCall(call: Completed['call'], model: UpgradeCall, root: FunctionNode, asked: OriginPredicate, evaluator: Evaluator): HandshakeReading {
  const code = connectionCodeOf(root, evaluator);
  const reached = and(letInByCall(root, call, model, evaluator), calledWhen(root, evaluator), asked, code.keeps);
  return {
    library: { ...model, package: model.id },
    assumed: false,
    decides: call,
    whole: call,
    when: settled(reached, null, code, evaluator),
    pretence: null,
    path: null,
    server: null,
    code,
    safe: safeStatement(root, model, evaluator),
  };
}

/** When the function that completes the handshake is called: always, for a handler; by code that is not shown, for what is exported. */
function calledWhen(root: FunctionNode, evaluator: Evaluator): OriginPredicate {
  const { module } = evaluator;
  const parent = module.parentOf(root);
  // `server.on('upgrade', (request, socket, head) => …)`, `Deno.serve((request) => …)`, `{ fetch(request, server) { … } }`
  if (parent?.type === 'CallExpression' || parent?.type === 'ExportDefaultDeclaration') return ALWAYS;
  if (parent?.type === 'Property' && parent.key.type === 'Identifier' && /^(?:fetch|upgrade)$/.test(parent.key.name)) return ALWAYS;
  const name = evaluator.nameOf(root);
  if (name === null) return unknownAt(root, evaluator);
  const uses = name.references.filter((reference) => reference.init !== true).map((reference) => reference.identifier as Node);
  const handed = uses.map((use) => {
    const around = module.parentOf(use);
    const isHandler = around?.type === 'CallExpression' && around.callee !== use && /(?:^|\.)(?:on|once|addListener|serve)$/.test(module.textOf(around.callee));
    const isFetch = around?.type === 'Property' && around.key.type === 'Identifier' && around.key.name === 'fetch';
    return isHandler || isFetch;
  });
  return handed.length > 0 && handed.every(Boolean) ? ALWAYS : unknownAt(root, evaluator);
}

function safeStatement(root: FunctionNode, { safe, refuses }: UpgradeCall, evaluator: Evaluator): HandshakeReading['safe'] {
  const { module } = evaluator;
  const [request, socket] = root.params.map((param) => (param.type === 'Identifier' ? param.name : null));
  if (root.body.type !== 'BlockStatement' || !module.owns(root) || request === null || request === undefined || (refuses !== null && (socket === null || socket === undefined))) return null;
  const [first] = root.body.body;
  if (first === undefined) return null;
  const lineStart = module.text.lastIndexOf('\n', first.range[0] - 1) + 1;
  const indent = /^[ \t]*/.exec(module.text.slice(lineStart))?.[0] ?? '';
  const statement = safe.replaceAll('REQUEST', () => request).replaceAll('SOCKET', () => socket ?? '');
  return { start: first.range[0], end: first.range[0], text: `${statement}\n${indent}` };
}

