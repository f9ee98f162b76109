import type { TSESTree } from '@typescript-eslint/utils';
import type { OriginGrant } from '../../policy/origin-grant.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import { guardsOf, type Guard } from '../../values/guards.ts';
import { propertyName } from '../../values/request.ts';
import type { Node } from '../../values/source-module.ts';
import { EMPTY_ENVIRONMENT } from '../../values/value.ts';
import { credentialCheckIn, namesCredentialCheck } from './credential-checks.ts';
import { identityWritesOf } from './identity-writes.ts';
import { claimOf, type OriginClaim, type Side } from './origin-claims.ts';
import { ANY_METHOD, methodsPassing, type FindRequest } from './passing-methods.ts';

/** A file that reads neither header as one of a request grants nothing by them. */
const READS = /referr?er|origin/i;

/** Every place of a file where `Origin` or `Referer` alone is taken for who sends a request. */
export function originGrantsOf(evaluator: Evaluator, find: FindRequest): readonly OriginGrant[] {
  const { module } = evaluator;
  if (!READS.test(module.text)) return [];
  // Most tests stand beside no check of credentials, which is cheaper to see than what they ask.
  const found = [
    ...identities(evaluator),
    ...module.nodes('IfStatement').flatMap((node) => skippedBy(node, evaluator)),
    ...module.nodes('ConditionalExpression').flatMap((node) => chosenCheck(node, evaluator)),
    ...module.nodes('LogicalExpression').flatMap((node) => alternative(node, evaluator)),
  ];
  // One test is one fault, whatever is granted by it.
  const first = new Map(found.toReversed().map((each) => [each.claim.node, each]));
  return [...first.values()].reverse().filter(({ at }) => !isCheckedBefore(at, evaluator)).map(({ kind, claim, granted, at }) => ({
    kind,
    place: module.placeOf(claim.node),
    text: module.excerpt(claim.node),
    granted,
    header: claim.header,
    passing: claim.passing,
    request: requestFor(at, claim, find, evaluator),
  }));
}

/** The request for which everything holds that the claim is a part of. */
function requestFor(at: Node, { sides }: OriginClaim, find: FindRequest, evaluator: Evaluator): OriginGrant['request'] {
  const guards = [...guardsOf(at, evaluator.module), ...sides.map(({ expression, holds }): Guard => ({ test: { expression, environment: EMPTY_ENVIRONMENT, by: 'truthiness' }, holds }))];
  return find(at, guards, methodsPassing(guards, ANY_METHOD, evaluator));
}

interface Found {
  readonly kind: OriginGrant['kind'];
  readonly claim: OriginClaim;
  readonly granted: string;
  /** What is reached by the claim. */
  readonly at: Node;
}

/** `if (origin === SITE) req.isAdmin = true`, `req.isAdmin = origin === SITE` */
function identities(evaluator: Evaluator): readonly Found[] {
  return identityWritesOf(evaluator).flatMap(({ node, name, how, value }): readonly Found[] => {
    const sides = sidesBefore(node, evaluator);
    const claim = sides === null || looksUpBefore(node, evaluator) ? null : claimOf(how === 'decided' ? [...sides, { expression: value, holds: true }] : sides, evaluator);
    return claim === null ? [] : [{ kind: 'identity', claim, granted: name, at: node }];
  });
}

/** What a sender may prove itself with, other than by a header. */
const SENT = /\bbody\b|\bquery\b|password|credential/i;

/** Whether something has been asked for before a node is reached that may say who sends the request, such as a user by a password. */
function looksUpBefore(node: Node, evaluator: Evaluator): boolean {
  const { module } = evaluator;
  const fn = module.functionOf(node);
  for (const outer of module.ancestorsOf(node)) {
    if (outer === fn) return false;
    if (outer.type === 'BlockStatement' && outer.body.some((each) => each.range[1] <= node.range[0] && [...module.within(each, false)].some((inner) => inner.type === 'AwaitExpression' || (inner.type === 'CallExpression' && inner.arguments.some((argument) => SENT.test(module.textOf(argument))))))) return true;
  }
  return false;
}

/** The tests that stand before a node, within its function; `null` where one is none that an expression asks. */
function sidesBefore(node: Node, evaluator: Evaluator): readonly Side[] | null {
  const fn = evaluator.module.functionOf(node);
  const guards = guardsOf(node, evaluator.module).filter(({ test }) => fn === null || test.expression.range[0] >= fn.range[0]);
  return guards.every(({ test }) => test.by === 'truthiness') ? guards.map(({ test, holds }) => ({ expression: test.expression, holds })) : null;
}

/** `if (origin === SITE) return next(); verifyToken(req, res, next);`, `if (origin !== SITE) verifyToken(req);` */
function skippedBy(node: TSESTree.IfStatement, evaluator: Evaluator): readonly Found[] {
  const rest = statementsAfter(node, evaluator);
  if (verifiedIn([node.consequent, ...(node.alternate === null ? rest : [node.alternate])], evaluator) === null) return [];
  const others = node.alternate === null ? rest : [node.alternate];
  const passes = claimOf([{ expression: node.test, holds: true }], evaluator);
  if (passes !== null) {
    const check = verifiedIn(others, evaluator);
    return check !== null && letsThrough(node.consequent, evaluator) && credentialCheckIn(node.consequent, evaluator) === null ? [{ kind: 'skipped', claim: passes, granted: check, at: node }] : [];
  }
  const fails = claimOf([{ expression: node.test, holds: false }], evaluator);
  const check = fails === null ? null : verifiedIn([node.consequent], evaluator);
  return fails !== null && check !== null && [...others, ...rest].every((each) => credentialCheckIn(each, evaluator) === null) ? [{ kind: 'skipped', claim: fails, granted: check, at: node }] : [];
}

/** `origin === SITE ? next() : verifyToken(req, res, next)` */
function chosenCheck(node: TSESTree.ConditionalExpression, evaluator: Evaluator): readonly Found[] {
  return [true, false].flatMap((holds): readonly Found[] => {
    const [passed, other] = holds ? [node.consequent, node.alternate] : [node.alternate, node.consequent];
    const claim = isPass(passed, evaluator) && verifiedIn([other], evaluator) !== null ? claimOf([{ expression: node.test, holds }], evaluator) : null;
    const check = claim === null ? null : verifiedIn([other], evaluator);
    return claim === null || check === null ? [] : [{ kind: 'skipped', claim, granted: check, at: node }];
  });
}

/** `isOurs(origin) || hasToken(req)`, and `!isOurs(origin) && !hasToken(req)` before a refusal. */
function alternative(node: TSESTree.LogicalExpression, evaluator: Evaluator): readonly Found[] {
  const { module } = evaluator;
  const parent = module.parentOf(node);
  if (node.operator === '??' || (parent?.type === 'LogicalExpression' && parent.operator === node.operator)) return [];
  const holds = node.operator === '||';
  const refuses = module.textOf(!holds && parent?.type === 'IfStatement' && parent.test === node ? parent.consequent : node);
  if (!holds && !REFUSAL.test(refuses)) return [];
  const operands = operandsOf(node, node.operator);
  if (operands.every((operand) => isNegated(operand) === holds || credentialCheckIn(operand, evaluator) === null)) return [];
  const claim = operands.map((expression) => claimOf([{ expression, holds }], evaluator)).find((each) => each !== null);
  if (claim === undefined) return [];
  for (const operand of operands) {
    const check = isNegated(operand) === holds ? null : credentialCheckIn(operand, evaluator);
    // That there is a token at all also says that a request is no form of another site's.
    if (check !== null && (check.strength === 'verified' || (!holds && UNAUTHENTICATED.test(refuses)))) return [{ kind: 'skipped', claim, granted: check.text, at: node }];
  }
  return [];
}

const REFUSAL = /\b40[13]\b|unauthori[sz]ed|forbidden|\bthrow\b|\breturn false\b/i;
const UNAUTHENTICATED = /\b401\b|unauthori[sz]ed/i;

function operandsOf(node: Node, operator: '&&' | '||'): readonly Node[] {
  return node.type === 'LogicalExpression' && node.operator === operator ? [...operandsOf(node.left, operator), ...operandsOf(node.right, operator)] : [node];
}

/** `!hasToken(req)`, `key !== KEY` */
function isNegated(node: Node): boolean {
  if (node.type === 'UnaryExpression' && node.operator === '!') return !isNegated(node.argument);
  return node.type === 'BinaryExpression' && node.operator.startsWith('!');
}

function verifiedIn(nodes: readonly Node[], evaluator: Evaluator): string | null {
  const checks = nodes.flatMap((node) => credentialCheckIn(node, evaluator) ?? []);
  return checks.find(({ strength }) => strength === 'verified')?.text ?? null;
}

/** Whether a branch hands the request on: `return next()`, `return true`, or the end of a hook. */
function letsThrough(branch: Node, evaluator: Evaluator): boolean {
  const statements = branch.type === 'BlockStatement' ? branch.body : [branch];
  const [last, before] = statements.toReversed();
  if (last === undefined) return false;
  if (last.type === 'ReturnStatement') {
    if (last.argument !== null) return isPass(last.argument, evaluator);
    return before === undefined || (before.type === 'ExpressionStatement' && (isPass(before.expression, evaluator) || before.expression.type === 'AssignmentExpression'));
  }
  return last.type === 'ExpressionStatement' && isPass(last.expression, evaluator);
}

function isPass(node: Node, { module }: Evaluator): boolean {
  return /^(?:await\s+)?(?:next|done|resolve)\(\)$|^(?:callback|cb|done)\(null(?:,\s*true)?\)$|^true$|^NextResponse\.next\(\)$/.test(module.textOf(node));
}

function statementsAfter(node: Node, { module }: Evaluator): readonly Node[] {
  const parent = module.parentOf(node);
  return parent?.type === 'BlockStatement' ? parent.body.filter((each) => each.range[0] >= node.range[1]) : [];
}

/** Whether credentials have been asked for when a node is reached: by a statement before it, or by what a router runs first. */
function isCheckedBefore(node: Node, evaluator: Evaluator): boolean {
  const { module } = evaluator;
  const ancestors = [...module.ancestorsOf(node)];
  const fn = module.functionOf(node);
  for (const outer of ancestors) {
    if (outer.type === 'BlockStatement' && outer.body.some((each) => each.range[1] <= node.range[0] && asksFirst(each, evaluator))) return true;
    if (outer === fn) break;
  }
  if (fn === null) return false;
  const name = evaluator.nameOf(fn);
  return module.nodes('CallExpression').some((call) => {
    const at = call.arguments.findIndex((each) => each === fn || (name !== null && each.type === 'Identifier' && module.variableOf(each) === name));
    return (at > 0 && call.arguments.slice(0, at).some((each) => namesCredentialCheck(each))) || (at >= 0 && isAfterMiddleware(call, evaluator));
  });
}

/** Whether the same application runs a check of credentials before what `call` registers. */
function isAfterMiddleware(call: TSESTree.CallExpression, { module }: Evaluator): boolean {
  if (call.callee.type !== 'MemberExpression') return false;
  const receiver = module.textOf(call.callee.object);
  return module.nodes('CallExpression').some((each) => {
    if (each.range[1] > call.range[0] || each.callee.type !== 'MemberExpression' || !/^(?:use|addHook|onRequest)$/.test(propertyName(each.callee) ?? '')) return false;
    return module.textOf(each.callee.object) === receiver && each.arguments.some((argument) => namesCredentialCheck(argument));
  });
}

/** A statement that goes no further without credentials: it calls what throws, or leaves. */
function asksFirst(statement: Node, evaluator: Evaluator): boolean {
  if (statement.type === 'IfStatement') return credentialCheckIn(statement.test, evaluator) !== null && REFUSAL.test(evaluator.module.textOf(statement.consequent));
  // A comparison neither throws nor leaves: `ctx.state.isAdmin = key === KEY`.
  if (statement.type === 'ExpressionStatement' && statement.expression.type === 'AssignmentExpression' && statement.expression.right.type === 'BinaryExpression') return false;
  return (statement.type === 'ExpressionStatement' || statement.type === 'VariableDeclaration') && credentialCheckIn(statement, evaluator)?.strength === 'verified';
}
