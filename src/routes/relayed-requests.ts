import type { Relay } from '../policy/policy.ts';
import type { Evaluator } from '../values/evaluate.ts';
import { queryParameterOf } from '../values/request.ts';
import type { Node } from '../values/source-module.ts';
import { leavesOf, type Value } from '../values/value.ts';

/** Packages and modules of Node that send requests: a function of theirs takes the address first. */
const CLIENTS = /^(?:node-fetch|undici|cross-fetch|isomorphic-fetch|ofetch|axios|got|ky|needle|request|request-promise(?:-native)?|superagent|phin|(?:node:)?https?|follow-redirects)$/;

/** Methods of clients that send a request, rather than make a client or an agent. */
const SENDS = /^(?:default|fetch|\$fetch|get|head|post|put|patch|delete|request|stream|http|https)$/;

/** The part of a request that names an address: a query parameter, where it is one whose name is shown. */
export type CallersPart = Pick<Relay, 'parameter'>;

/** A part of the path, or of the body. */
const ELSEWHERE: CallersPart = { parameter: null };

/** How deep an address is wrapped: `new URL(decodeURIComponent(req.query.url)).href`. */
const MAX_WRAPPINGS = 6;

/**
 * What names the address of a request that the server sends, where its own caller does: `fetch(req.query.url)`. `null`
 * where it sends none, or where the code names at least the host.
 *
 * A server that fetches whatever it is asked for is a proxy (CWE-918, CWE-441): its CORS headers are on answers of others.
 */
export function relayedAddress(call: Extract<Node, { type: 'CallExpression' }>, evaluator: Evaluator): CallersPart | null {
  const [address] = call.arguments;
  if (address === undefined || !isClient(call.callee, evaluator)) return null;
  const value = evaluator.evaluate(address);
  // `axios({ url })`, `http.request({ … })`: an object may name a host beside.
  const target = value.kind === 'object' ? (value.properties.get('url')?.value ?? null) : value;
  if (target === null) return null;
  const parts = [...leavesOf(target)].flatMap((leaf) => namedByCaller(leaf) ?? []);
  return parts.find(({ parameter }) => parameter !== null) ?? parts[0] ?? null;
}

function isClient(callee: Node, evaluator: Evaluator): boolean {
  if (callee.type === 'Identifier' && callee.name === 'fetch' && evaluator.module.variableOf(callee)?.defs.length !== 1) return true;
  const value = evaluator.evaluate(callee);
  const root = value.kind === 'member' && SENDS.test(value.name) ? value.object : value;
  return root.kind === 'imported' && CLIENTS.test(root.module) && root.path.every((name) => SENDS.test(name));
}

/** Where the caller of the server names the whole of it, or its beginning, and so the host; `null` where it does not. */
function namedByCaller(value: Value, depth = 0): CallersPart | null {
  if (depth > MAX_WRAPPINGS) return null;
  const query = queryParameterOf(value);
  if (query !== null) return { parameter: query.name };
  switch (value.kind) {
    case 'request':
      return /^(?:params|body)\./.test(value.part) ? ELSEWHERE : null;
    case 'text': {
      const [first] = value.parts;
      return first === undefined ? null : namedByCaller(first, depth + 1);
    }
    case 'instance':
    case 'call': {
      // `c.req.param('url')` of Hono.
      if (value.kind === 'call' && value.callee.kind === 'request' && value.callee.part === 'param') return ELSEWHERE;
      // `new URL(path, base)`: with a base it may be a path alone.
      const [first, ...others] = value.args;
      const isWrapping = value.kind === 'instance' ? others.length === 0 : value.args.length === 1;
      return isWrapping && first !== undefined ? namedByCaller(first, depth + 1) : null;
    }
    case 'member':
      return /^(?:href|origin)$/.test(value.name) ? namedByCaller(value.object, depth + 1) : null;
    default:
      return null;
  }
}
