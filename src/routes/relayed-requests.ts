import type { Evaluator } from '../values/evaluate.ts';
import { queryParameterOf } from '../values/request.ts';
import type { Node } from '../values/source-module.ts';
import { leavesOf, type Value } from '../values/value.ts';

/** Packages and modules of Node that send requests: a function of theirs takes the address first. */
const CLIENTS = /^(?:node-fetch|undici|cross-fetch|isomorphic-fetch|ofetch|axios|got|ky|needle|request|request-promise(?:-native)?|superagent|phin|(?:node:)?https?|follow-redirects)$/;

/** Methods of clients that send a request, rather than make a client or an agent. */
const SENDS = /^(?:default|fetch|\$fetch|get|head|post|put|patch|delete|request|stream|http|https)$/;

/** How deep an address is wrapped: `new URL(decodeURIComponent(req.query.url)).href`. */
const MAX_WRAPPINGS = 6;

/**
 * The address of a request that the server sends, where its own caller names it: `fetch(req.query.url)`. `null` where it
 * sends none, or where the code names at least the host.
 *
 * A server that fetches whatever it is asked for is a proxy (CWE-918, CWE-441): its CORS headers are on answers of others.
 */
export function relayedAddress(call: Extract<Node, { type: 'CallExpression' }>, evaluator: Evaluator): Node | null {
  const [address] = call.arguments;
  if (address === undefined || !isClient(call.callee, evaluator)) return null;
  const value = evaluator.evaluate(address);
  // `axios({ url })`, `http.request({ … })`: an object may name a host beside.
  const target = value.kind === 'object' ? (value.properties.get('url')?.value ?? null) : value;
  return target !== null && [...leavesOf(target)].some((leaf) => isNamedByCaller(leaf)) ? address : null;
}

function isClient(callee: Node, evaluator: Evaluator): boolean {
  if (callee.type === 'Identifier' && callee.name === 'fetch' && evaluator.module.variableOf(callee)?.defs.length !== 1) return true;
  const value = evaluator.evaluate(callee);
  const root = value.kind === 'member' && SENDS.test(value.name) ? value.object : value;
  return root.kind === 'imported' && CLIENTS.test(root.module) && root.path.every((name) => SENDS.test(name));
}

/** Whether the caller of the server names the whole of it, or its beginning, and so the host. */
function isNamedByCaller(value: Value, depth = 0): boolean {
  if (depth > MAX_WRAPPINGS) return false;
  if (queryParameterOf(value) !== null) return true;
  switch (value.kind) {
    case 'request':
      return /^(?:params|body)\./.test(value.part);
    case 'text': {
      const [first] = value.parts;
      return first !== undefined && isNamedByCaller(first, depth + 1);
    }
    case 'instance':
    case 'call': {
      // `c.req.param('url')` of Hono.
      if (value.kind === 'call' && value.callee.kind === 'request' && value.callee.part === 'param') return true;
      // `new URL(path, base)`: with a base it may be a path alone.
      const [first, ...others] = value.args;
      const isWrapping = value.kind === 'instance' ? others.length === 0 : value.args.length === 1;
      return isWrapping && first !== undefined && isNamedByCaller(first, depth + 1);
    }
    case 'member':
      return /^(?:href|origin)$/.test(value.name) && isNamedByCaller(value.object, depth + 1);
    default:
      return false;
  }
}
