import type { Authority } from '../policy/handshake.ts';
import type { Evidence } from '../policy/policy.ts';
import type { Evaluator } from '../values/evaluate.ts';
import { propertyName } from '../values/request.ts';
import type { Node } from '../values/source-module.ts';
import { SESSION_MODULES } from './evidence.ts';

/** Names of what only code that has it can send. */
const TOKEN_NAME = /token|jwt|bearer|auth|api_?key|secret|password|passcode|passphrase|ticket|credential|signature|nonce|\bpin\b|otp|access_?key|session_?id/i;

/** Request headers that no page can set in a handshake, or that it sets by choice of a subprotocol. */
const TOKEN_HEADER = /^(?:authorization|sec-websocket-protocol|x-[\w-]*(?:key|token|auth|secret)[\w-]*)$/;

/** The code for the connections, what runs before it, and whether it is all there is. */
interface Code {
  readonly nodes: readonly Node[];
  readonly before: readonly Node[];
  readonly isShown: boolean;
}

/**
 * What the connections of a server are trusted by, as far as the code for them shows. A token, wherever it is looked for,
 * speaks against cookies: browsers do not send it by themselves.
 */
export function authorityOf({ nodes, before, isShown }: Code, declared: Evidence | null, local: Evidence | null, evaluator: Evaluator): Authority {
  const cookie = first(nodes, evaluator, cookieEvidence);
  const token = first([...nodes, ...before], evaluator, cookie === null ? anyToken : sentToken);
  if (token !== null) return { kind: 'token', evidence: token };
  if (cookie !== null) return { kind: 'cookies', evidence: cookie };
  if (!isShown) return { kind: 'unknown' };
  if (declared !== null) return { kind: 'cookies', evidence: declared };
  return local === null ? { kind: 'unknown' } : { kind: 'network-position', evidence: local };
}

type Look = (node: Node, evaluator: Evaluator) => Evidence['kind'] | null;

function first(code: readonly Node[], evaluator: Evaluator, look: Look): Evidence | null {
  for (const root of code) {
    for (const node of evaluator.module.within(root)) {
      const kind = look(node, evaluator);
      if (kind !== null) return { kind, place: evaluator.module.placeOf(node), text: evaluator.module.excerpt(node, 40) };
    }
  }
  return null;
}

/** Where a library keeps the request of a handshake, as the end of an expression. */
const REQUEST_TEXT = /(?:^|\.)_?(?:req|request|handshake|upgradeReq|ctx|context|info|socket|client)$/i;

function cookieEvidence(node: Node, evaluator: Evaluator): Evidence['kind'] | null {
  const { module } = evaluator;
  if (node.type === 'MemberExpression') {
    const name = propertyName(node);
    const object = module.textOf(node.object).replace(/[?!]/g, '');
    if (name !== null && /^cookie$/i.test(name) && /(?:^|\.)headers$/.test(object)) return 'cookie';
    if (!REQUEST_TEXT.test(object)) return null;
    if (name === 'cookies' || name === 'signedCookies') return 'cookie';
    return name === 'session' && !/(?:socket|client)$/i.test(object) ? 'session' : null;
  }
  if (node.type !== 'CallExpression' && node.type !== 'Identifier') return null;
  // `sessionParser(request, {}, next)`, `io.engine.use(sessionMiddleware)`, `io.use(wrap(passport.session()))`
  const value = evaluator.evaluate(node);
  if (value.kind === 'request-header') return value.name === 'cookie' ? 'cookie' : null;
  return value.kind === 'call' && value.callee.kind === 'imported' && (SESSION_MODULES.get(value.callee.module) === 'session' || (value.callee.module === 'passport' && value.callee.path.at(-1) === 'session')) ? 'session' : null;
}

/** What is sent by code of a page: read from the request, or from a message. */
function sentToken(node: Node, evaluator: Evaluator): Evidence['kind'] | null {
  const { module } = evaluator;
  if (node.type === 'MemberExpression') {
    const name = propertyName(node) ?? '';
    const object = module.textOf(node.object).replace(/[?!]/g, '');
    if (/(?:^|\.)handshake$/.test(object) && /^(?:auth|query)$/.test(name)) return 'authentication';
    if (name === 'connectionParams' || (name === 'protocol' && /^(?:ws|socket|client|connection)$/i.test(object))) return 'authentication';
    if (TOKEN_NAME.test(name) && /(?:query|searchParams|params|data|message|msg|payload|body)$/i.test(object)) return 'authentication';
    const value = evaluator.evaluate(node);
    return value.kind === 'request-header' && TOKEN_HEADER.test(value.name) ? 'authorization-header' : null;
  }
  if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && /searchParams$|query$|params$/i.test(module.textOf(node.callee.object))) {
    return TOKEN_NAME.test(module.textOf(node)) ? 'authentication' : null;
  }
  if (node.type === 'ObjectPattern' || node.type === 'Property') return node.type === 'Property' && node.key.type === 'Identifier' && /^(?:connectionParams|handleProtocols|onConnect)$/.test(node.key.name) ? 'authentication' : patternToken(node, evaluator);
  // A listener of messages that speaks of tokens waits for one.
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression' || !/^(?:on|once|addEventListener)$/.test(propertyName(node.callee) ?? '')) return null;
  const [event, listener] = node.arguments;
  return event?.type === 'Literal' && event.value !== 'connection' && event.value !== 'upgrade' && listener !== undefined && TOKEN_NAME.test(`${String(event.value)} ${module.textOf(listener)}`) ? 'authentication' : null;
}

/** `const { token } = url.parse(request.url, true).query` */
function patternToken(node: Node, evaluator: Evaluator): Evidence['kind'] | null {
  const declarator = evaluator.module.parentOf(node);
  if (node.type !== 'ObjectPattern' || declarator?.type !== 'VariableDeclarator' || declarator.init === null) return null;
  return TOKEN_NAME.test(evaluator.module.textOf(node)) && /query|searchParams|params|\.url\b|JSON\.parse|handshake/i.test(evaluator.module.textOf(declarator.init)) ? 'authentication' : null;
}

/** Any word for a token: where no cookie is read, whatever asks for one may be what protects the server. */
function anyToken(node: Node, evaluator: Evaluator): Evidence['kind'] | null {
  const sent = sentToken(node, evaluator);
  if (sent !== null) return sent;
  if (node.type === 'Identifier') return TOKEN_NAME.test(node.name) ? 'authentication' : null;
  if (node.type === 'Literal') return typeof node.value === 'string' && TOKEN_NAME.test(node.value) ? 'authentication' : null;
  return node.type === 'MemberExpression' && node.property.type === 'PrivateIdentifier' && TOKEN_NAME.test(node.property.name) ? 'authentication' : null;
}
