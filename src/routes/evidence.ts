import type { Evidence, EvidenceKind, Relay } from '../policy/policy.ts';
import type { Evaluator } from '../values/evaluate.ts';
import { propertyName } from '../values/request.ts';
import type { Node } from '../values/source-module.ts';
import { relayedAddress } from './relayed-requests.ts';
import { namesAuthentication, publicWord, sensitiveWord } from './route-words.ts';

/** Properties of a request or context that hold who is calling. */
const IDENTITY: ReadonlyMap<string, EvidenceKind> = new Map([
  ['user', 'authentication'],
  ['session', 'session'],
  ['cookies', 'cookie'],
  ['signedCookies', 'cookie'],
]);

/** Functions that read or write who is calling, by name. */
const IDENTITY_FUNCTIONS: ReadonlyMap<string, EvidenceKind> = new Map([
  ['getServerSession', 'session'],
  ['getSession', 'session'],
  ['getToken', 'authentication'],
  ['cookies', 'cookie'],
  ['auth', 'authentication'],
  ['getUser', 'authentication'],
  ['currentUser', 'authentication'],
  ['jwtVerify', 'authentication'],
]);

/** Packages whose middleware gives a server sessions or cookies. */
export const SESSION_MODULES: ReadonlyMap<string, EvidenceKind> = new Map([
  ['express-session', 'session'],
  ['cookie-session', 'session'],
  ['koa-session', 'session'],
  ['@fastify/session', 'session'],
  ['@fastify/secure-session', 'session'],
  ['iron-session', 'session'],
  ['cookie-parser', 'cookie'],
  ['@fastify/cookie', 'cookie'],
  ['passport', 'authentication'],
  ['koa-passport', 'authentication'],
  ['koa-jwt', 'authentication'],
  ['express-jwt', 'authentication'],
  ['jsonwebtoken', 'authentication'],
  ['hono/jwt', 'authentication'],
  ['hono/bearer-auth', 'authentication'],
  ['hono/basic-auth', 'authentication'],
  ['@fastify/jwt', 'authentication'],
]);

/** Environment variables that hold what the server may do and its visitors may not. */
const SECRET_NAME = /SERVICE_ROLE|SECRET|PRIVATE_KEY|(?:_|^)API_KEY|ACCESS_TOKEN|AUTH_TOKEN|PASSWORD/;

/** Media types of what is meant to be fetched by anyone: feeds, images, fonts, scripts, styles. */
const PUBLIC_CONTENT = /^(?:application\/(?:xml|rss\+xml|atom\+xml|manifest\+json|javascript|opensearch)|text\/(?:xml|css|javascript)|image\/|font\/)/;

/** What the code below `node` shows about who may call it. */
export function evidenceIn(node: Node, evaluator: Evaluator): readonly Evidence[] {
  const { module } = evaluator;
  const evidence: Evidence[] = [];
  const add = (kind: EvidenceKind, at: Node, text: string, relay?: Relay): void => {
    if (!evidence.some((each) => each.kind === kind && each.text === text)) evidence.push({ kind, place: module.placeOf(at), text, ...(relay === undefined ? {} : { relay }) });
  };
  for (const inner of module.within(node)) {
    switch (inner.type) {
      case 'MemberExpression': {
        const name = propertyName(inner);
        const kind = name === null ? undefined : IDENTITY.get(name);
        if (kind !== undefined && /^(?:_?req|request|ctx|context|c|event|ctx\.state|res\.locals|locals|event\.locals)\??$/.test(module.textOf(inner.object).replace(/[!?]/g, ''))) add(kind, inner, module.excerpt(inner));
        const value = evaluator.evaluate(inner);
        if (value.kind === 'request-header' && value.name === 'authorization') add('authorization-header', inner, 'Authorization');
        if (value.kind === 'request-header' && value.name === 'cookie') add('cookie', inner, 'Cookie');
        if (value.kind === 'environment' && SECRET_NAME.test(value.name)) add('secret', inner, value.name);
        break;
      }
      case 'CallExpression':
        callEvidence(inner, evaluator, add);
        break;
      case 'Literal':
        if (typeof inner.value !== 'string') break;
        if (PUBLIC_CONTENT.test(inner.value)) add('public-content', inner, inner.value);
        else if (/^(?=.*\bpublic\b).*\bmax-age=/.test(inner.value)) add('public-cache', inner, inner.value);
        break;
      default:
        break;
    }
  }
  return evidence;
}

function callEvidence(call: Extract<Node, { type: 'CallExpression' }>, evaluator: Evaluator, add: (kind: EvidenceKind, at: Node, text: string, relay?: Relay) => void): void {
  const { module } = evaluator;
  const relayed = relayedAddress(call, evaluator);
  if (relayed !== null) add('relayed-request', call, module.excerpt(call, 40), { ...relayed, method: null, path: null });
  const { callee } = call;
  const name = callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' ? propertyName(callee) : null;
  if (name === null) return;
  const value = evaluator.evaluate(call);
  if (value.kind === 'request-header' && value.name === 'authorization') return add('authorization-header', call, 'Authorization');
  if (value.kind === 'request-header' && value.name === 'cookie') return add('cookie', call, 'Cookie');
  if (value.kind === 'environment' && SECRET_NAME.test(value.name)) return add('secret', call, value.name);
  const kind = IDENTITY_FUNCTIONS.get(name);
  if (kind !== undefined && (callee.type === 'Identifier' || /auth|jose|clerk/i.test(module.textOf(callee)))) add(kind, call, `${module.excerpt(callee, 40)}()`);
  if (callee.type === 'MemberExpression') {
    const receiver = module.textOf(callee.object);
    if (name === 'cookie' && /^(?:res|reply|response)\b/.test(receiver)) add('cookie', call, `${receiver}.cookie()`);
    if (name === 'verify' && /^(?:jwt|jsonwebtoken)$/i.test(receiver)) add('authentication', call, `${receiver}.verify()`);
  }
  if (call.arguments.some((argument) => argument.type === 'Literal' && typeof argument.value === 'string' && argument.value.toLowerCase() === 'set-cookie')) add('cookie', call, 'Set-Cookie');
}

/** What the names of middleware and handlers say: `requireAuth`, `passport.authenticate('jwt')`, `express.static(…)`. */
export function evidenceOfHandler(handler: Node, evaluator: Evaluator, authMiddleware: readonly string[]): readonly Evidence[] {
  const { module } = evaluator;
  const called = handler.type === 'CallExpression' ? handler.callee : handler;
  const place = module.placeOf(handler);
  if (called.type === 'Identifier' || called.type === 'MemberExpression') {
    const name = module.textOf(called).replace(/\s+/g, '');
    if (/(?:^|\.)(?:static|serveStatic|sirv|serve)$/.test(name)) return [{ kind: 'static-files', place, text: `${name}()` }];
    if (namesAuthentication(name, authMiddleware)) return [{ kind: 'authentication', place, text: module.excerpt(called, 40) }];
    const value = evaluator.evaluate(called);
    const root = value.kind === 'member' ? value.object : value;
    const kind = root.kind === 'imported' ? SESSION_MODULES.get(root.module) : undefined;
    if (kind !== undefined) return [{ kind, place, text: module.excerpt(called, 40) }];
  }
  return [];
}

/** What a path says. */
export function evidenceOfPath(path: string, at: Node, evaluator: Evaluator): readonly Evidence[] {
  const place = evaluator.module.placeOf(at);
  const open = publicWord(path);
  if (open !== null) return [{ kind: 'public-path', place, text: path }];
  return sensitiveWord(path) === null ? [] : [{ kind: 'sensitive-path', place, text: path }];
}

/** A server that listens on loopback only, where every page the user visits can reach it. */
export function localServer(evaluator: Evaluator): Evidence | null {
  for (const call of evaluator.module.nodes('CallExpression')) {
    const name = call.callee.type === 'MemberExpression' ? propertyName(call.callee) : call.callee.type === 'Identifier' ? call.callee.name : null;
    if (name === null || !/^(?:listen|serve)$/.test(name)) continue;
    for (const argument of call.arguments) {
      const value = evaluator.evaluate(argument);
      const host = value.kind === 'object' ? value.properties.get('host')?.value ?? value.properties.get('hostname')?.value : value;
      if (host?.kind === 'constant' && typeof host.value === 'string' && isLoopbackName(host.value)) {
        return { kind: 'local-server', place: evaluator.module.placeOf(argument), text: host.value };
      }
    }
  }
  return null;
}

/** Whether a host to listen on is the machine itself. */
export function isLoopbackName(host: string): boolean {
  return /^(?:localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host);
}

/** Whether a path is that of tests, or of what only tests use. */
export function isTestFile(file: string): boolean {
  return TEST_FILE.test(file);
}

/** What the file's own path says: tests and examples are not production. */
export function evidenceOfFile(file: string, evaluator: Evaluator): Evidence | null {
  const place = evaluator.module.placeAt(0, 0);
  if (isTestFile(file)) return { kind: 'test-code', place, text: file };
  return EXAMPLE_FILE.test(file) ? { kind: 'example-code', place, text: file } : null;
}

const TEST_FILE = /\.(?:test|spec|e2e|e2e-spec|stories)\.[cm]?[jt]sx?$|(?:^|\/)(?:__tests__|__mocks__|tests?|e2e|cypress|playwright|mocks?)\//;
const EXAMPLE_FILE = /(?:^|\/)(?:examples?|demos?|samples?|templates?|tutorials?|playgrounds?|lessons?|\w*lesson_?\d+\w*|boilerplates?|starters?)(?:\/|-)|(?:^|\/)(?:vite|webpack|rollup|rspack|rsbuild|vitest|astro|gulpfile|gruntfile|karma)[\w.-]*\.config\.[cm]?[jt]s$/;
