import type { TSESTree } from '@typescript-eslint/utils';
import type { Evaluator } from '../../values/evaluate.ts';
import { propertyName } from '../../values/request.ts';
import type { Node } from '../../values/source-module.ts';

/** Code that says of the sender of a request who it is, or what it may do. */
export interface IdentityWrite {
  readonly node: Node;
  /** What is written, as the code names it: `req.isAdmin`. */
  readonly name: string;
  /** `granted`: whoever gets here has it. `decided`: the expression `value` says who has it. */
  readonly how: 'granted' | 'decided';
  readonly value: Node;
}

/** Where frameworks keep what they know of a request's sender: Express, Koa, Fastify, Hono, h3, SvelteKit, Elysia. */
const HOLDER = /^(?:_?req|request|ctx|context|c|event|evt|res\.locals|locals|reply\.locals)(?:\.(?:state|locals|session|auth|context|raw|req|request|var))*$/;

/** Names of yes or no. */
const FLAG = /^(?:is_?)?(?:admin|superuser|super_?admin|authenticated|authorized|authorised|authed|logged_?in|trusted|internal|staff|privileged)$|^(?:skip|bypass)_?auth\w*$/i;

/** The names among them that an origin may have as well. */
const TRUST = /^(?:is_?)?trusted$/i;

/** Names of who somebody is. */
const IDENTITY = /^(?:user|current_?user|principal|identity|role|roles|user_?role|permissions|auth)$/i;

/** Words for somebody who has been given nothing. */
const NOBODY = /guest|anon|public|visitor|widget|unknown|\bnone\b|^(?:user|member|customer|client|web|app|frontend)$/i;

/** The identities that a file gives to requests. */
export function identityWritesOf(evaluator: Evaluator): readonly IdentityWrite[] {
  const { module } = evaluator;
  return [
    ...module.nodes('AssignmentExpression').flatMap((node) => (node.operator === '=' && node.left.type === 'MemberExpression' ? written(node, node.left, node.right, evaluator) : [])),
    ...module.nodes('CallExpression').flatMap((node) => setInContext(node, evaluator)),
  ];
}

function written(node: Node, target: TSESTree.MemberExpression, value: Node, evaluator: Evaluator): readonly IdentityWrite[] {
  const name = propertyName(target);
  const holder = evaluator.module.textOf(target.object).replace(/\(?\b(\w+) as \w+\)?/g, '$1').replace(/[?!\s]/g, '');
  return name === null || !HOLDER.test(holder) ? [] : identity(node, evaluator.module.excerpt(target, 40), name, value, evaluator);
}

/** Hono's `c.set('user', …)`. */
function setInContext(node: TSESTree.CallExpression, evaluator: Evaluator): readonly IdentityWrite[] {
  const [key, value] = node.arguments;
  if (node.callee.type !== 'MemberExpression' || propertyName(node.callee) !== 'set' || key?.type !== 'Literal' || typeof key.value !== 'string' || value === undefined || value.type === 'SpreadElement') return [];
  if (!/^(?:c|ctx|context)$/.test(evaluator.module.textOf(node.callee.object))) return [];
  return identity(node, evaluator.module.excerpt(node, 40), key.value, value, evaluator);
}

function identity(node: Node, text: string, name: string, value: Node, evaluator: Evaluator): readonly IdentityWrite[] {
  // `origin === SITE ? 'admin' : 'guest'`, `origin === SITE && ADMIN`: each side stands behind the test.
  const sides = value.type === 'ConditionalExpression' ? [value.consequent, value.alternate] : value.type === 'LogicalExpression' && value.operator === '&&' && IDENTITY.test(name) ? [value.right] : null;
  if (sides !== null) return sides.flatMap((side) => identity(side, text, name, side, evaluator));
  const write = { node, name: text, value };
  if (FLAG.test(name)) {
    // Code that writes CORS headers calls an origin trusted, too.
    if (TRUST.test(name) && /access-control-|\bcors\b/i.test(evaluator.module.text)) return [];
    const read = evaluator.evaluate(value);
    return read.kind === 'constant' ? (read.value === true ? [{ ...write, how: 'granted' }] : []) : [{ ...write, how: 'decided' }];
  }
  return IDENTITY.test(name) && isSomebody(value, evaluator) ? [{ ...write, how: 'granted' }] : [];
}

/** Somebody whom the code itself names, and does not look up by something that the request brings along. */
function isSomebody(node: Node, evaluator: Evaluator): boolean {
  const { module } = evaluator;
  if (NOBODY.test(module.textOf(node))) return false;
  for (const inner of module.within(node)) {
    if (/^(?:CallExpression|NewExpression|AwaitExpression|TaggedTemplateExpression)$/.test(inner.type)) return false;
  }
  const value = evaluator.evaluate(node);
  switch (value.kind) {
    case 'constant':
      return typeof value.value === 'string' && value.value !== '' && !NOBODY.test(value.value);
    case 'object':
      return value.properties.size > 0 && [...value.properties.values()].every(({ value: each }) => each.kind !== 'request' && each.kind !== 'request-header' && each.kind !== 'member' && each.kind !== 'call' && !(each.kind === 'constant' && typeof each.value === 'string' && NOBODY.test(each.value)));
    case 'array':
      return value.elements.length > 0 && value.elements.every((each) => each.kind === 'constant');
    default:
      // `ADMIN`, which another file or the platform provides.
      return node.type === 'Identifier' && /^[A-Z][A-Z0-9_]*$/.test(node.name);
  }
}
