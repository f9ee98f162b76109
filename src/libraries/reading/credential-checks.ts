import type { Evaluator } from '../../values/evaluate.ts';
import { propertyName } from '../../values/request.ts';
import { isFunction, type Node } from '../../values/source-module.ts';
import type { Value } from '../../values/value.ts';

/** A part of the code that asks who sends a request. */
export interface CredentialCheck {
  /** `verified`: something proves it. `present`: it asks what an earlier check has found. */
  readonly strength: 'verified' | 'present';
  readonly text: string;
}

/** Functions that check a token, a key, a password or a session, by their name. */
const VERIFYING =
  /^(?:(?:verify|validate|check|has|is|require|ensure|assert|get)_?(?:a|valid|current|the)?_?)?(?:valid|bearer|access|id|auth|api|admin|user|server)?_?(?:token|jwt|api_?key|session|credentials?|password|login|logged_?in|auth|authenticat(?:e|ed|ion)|authoriz(?:e|ed|ation)|bearer|secret|hmac|signature)(?:_?valid|_?token|_?auth|_?key|_?middleware|_?header|_?required)?$/i;
/** Functions that packages have under such names: jsonwebtoken, jose, Fastify's JWT, Passport, Node's `crypto`, NextAuth. */
const VERIFYING_METHODS = new Set(['verify', 'jwtVerify', 'authenticate', 'isAuthenticated', 'timingSafeEqual', 'getServerSession', 'bearerAuth', 'basicAuth', 'requireAuth', 'requireUser', 'requireLogin', 'ensureLoggedIn', 'ensureAuthenticated', 'isLoggedIn', 'isAdmin']);

/** Names that only make or read such a thing, and checks of where a request comes from. */
const NOT_A_CHECK = /csrf|xsrf|origin|referr?er|cors|^(?:token|session|login|password|secret|signature|hmac|credentials?|jwt|api_?key|bearer|(?:auth|api|access)_?(?:token|key))$|^get.*(?:token|key|password|secret|header|signature)$/i;

/** Headers that hold what proves who sends a request. */
const PROVING_HEADER = /^(?:authorization|x-api-key|api-key|apikey|x-auth-token|x-access-token|x-internal-(?:token|secret|key)|x-admin-(?:token|key))$/;

/** What earlier code has found out about the sender. */
const IDENTITY = /^(?:req|request|ctx\.state|res\.locals|locals|event\.locals|c\.var|ctx)\.(?:user|session\.user(?:Id|_id)?|session|userId|auth)$/;

/** The first check of credentials in the code below `node`; `null` where there is none. Functions inside it may never run. */
export function credentialCheckIn(node: Node, evaluator: Evaluator): CredentialCheck | null {
  const { module } = evaluator;
  // The checks of the file at hand are what is looked through.
  if (!module.owns(node)) return null;
  const [start, end] = node.range;
  const fn = isFunction(node) ? node : module.functionOf(node);
  const below = checksOf(evaluator).filter(({ at }) => at.range[0] >= start && at.range[1] <= end && module.functionOf(at) === fn);
  return (below.find(({ check }) => check.strength === 'verified') ?? below[0])?.check ?? null;
}

interface PlacedCheck {
  readonly at: Node;
  readonly check: CredentialCheck;
}

const CHECKS = new WeakMap<Evaluator, readonly PlacedCheck[]>();

/** Every check of a file, in its order: a long chain of tests asks for those below each of them. */
function checksOf(evaluator: Evaluator): readonly PlacedCheck[] {
  const known = CHECKS.get(evaluator);
  if (known !== undefined) return known;
  const { module } = evaluator;
  const checks = [...module.nodes('CallExpression'), ...module.nodes('BinaryExpression'), ...module.nodes('MemberExpression')]
    .flatMap((at): readonly PlacedCheck[] => {
      const check = checkAt(at, evaluator);
      return check === null ? [] : [{ at, check }];
    })
    .sort((a, b) => a.at.range[0] - b.at.range[0] || b.at.range[1] - a.at.range[1]);
  CHECKS.set(evaluator, checks);
  return checks;
}

/** Whether a function that a router is given checks credentials, by its name. */
export function namesCredentialCheck(node: Node): boolean {
  const named = node.type === 'CallExpression' ? node.callee : node;
  const name = named.type === 'Identifier' ? named.name : named.type === 'MemberExpression' ? propertyName(named) : null;
  return name !== null && isVerifying(name);
}

function isVerifying(name: string): boolean {
  return VERIFYING_METHODS.has(name) || (VERIFYING.test(name) && !NOT_A_CHECK.test(name));
}

function checkAt(node: Node, evaluator: Evaluator): CredentialCheck | null {
  const { module } = evaluator;
  switch (node.type) {
    case 'CallExpression': {
      const { callee } = node;
      const name = callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' ? propertyName(callee) : null;
      // `bearerAuth({ token })(c, next)`
      if (name === null || !isVerifying(name) || /csrf|xsrf/i.test(module.textOf(callee))) return isProof(evaluator.evaluate(node)) ? { strength: 'present', text: module.excerpt(node, 40) } : null;
      return { strength: 'verified', text: `${module.excerpt(callee, 40)}()` };
    }
    case 'BinaryExpression':
      if (!/^[!=]==?$/.test(node.operator)) return null;
      return [node.left, node.right].some((side) => isProof(evaluator.evaluate(side))) && [node.left, node.right].every((side) => !isNothing(side)) ? { strength: 'verified', text: module.excerpt(node, 60) } : null;
    case 'MemberExpression':
      return IDENTITY.test(module.textOf(node).replace(/[?!\s]/g, '')) || isProof(evaluator.evaluate(node)) ? { strength: 'present', text: module.excerpt(node, 40) } : null;
    default:
      return null;
  }
}

/** A header that holds a token or a key, or what is made of it: `header.split(' ')[1]`, `header?.replace('Bearer ', '')`. */
function isProof(value: Value): boolean {
  switch (value.kind) {
    case 'request-header':
      return PROVING_HEADER.test(value.name);
    case 'member':
      return isProof(value.object);
    case 'call':
      return value.callee.kind === 'member' && isProof(value.callee.object);
    case 'operation':
      return value.operator === '[]' && value.operands[0] !== undefined && isProof(value.operands[0]);
    case 'choice':
      return isProof(value.whenTrue) || isProof(value.whenFalse);
    default:
      return false;
  }
}

const isNothing = (node: Node): boolean => (node.type === 'Literal' && (node.value === null || node.value === '')) || (node.type === 'Identifier' && node.name === 'undefined');
