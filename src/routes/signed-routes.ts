import type { Evaluator } from '../values/evaluate.ts';
import { holds, type Node } from '../values/source-module.ts';
import { registrationsOf, type Registration } from './registrations.ts';
import { bodyOf } from './route-surroundings.ts';

/** Text by which a body is checked against a signature, as webhooks do: who sends it has no need of a visitor's browser. */
const SIGNED = /constructEvent|createHmac|\bhmac\b|timingSafeEqual|\bverify\w*Signature|webhook|-signature\b/i;

/** Whether a file has to do with signed bodies at all. */
export const speaksOfSignatures = (text: string): boolean => SIGNED.test(text);

/** Whether all requests whose bodies the parser at `node` reads go to handlers that check a signature; also where no handler is seen. */
export function isForSignedBodies(node: Node, evaluator: Evaluator): boolean {
  if (!speaksOfSignatures(evaluator.module.text)) return false;
  const registrations = registrationsOf(evaluator);
  const own = registrations.filter(({ handlers }) => handlers.some((handler) => holds(handler, node) || evaluator.evaluate(handler).node === node));
  const asked = own.length === 0 ? registrations.filter(takesBodies) : own.flatMap((each) => (each.kind === 'route' ? [each] : registrations.filter((route) => takesBodies(route) && isBehind(route, each))));
  return asked.every((route) => isSigned(route, evaluator));
}

const takesBodies = ({ kind, methods }: Registration): boolean => kind === 'route' && (methods.length === 0 || methods.some((method) => method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS'));

/** Whether a middleware may run for a route: any router but the one that has its own may be mounted behind it. */
function isBehind(route: Registration, { receiver, path }: Registration): boolean {
  return path === null || route.receiver !== receiver || route.path === null || `${route.path}/`.startsWith(`${path.replace(/\/+$/, '')}/`);
}

function isSigned(route: Registration, evaluator: Evaluator): boolean {
  const { module } = evaluator;
  const bodies = route.handlers.flatMap((handler) => bodyOf(handler, evaluator) ?? []);
  // A check by another name, in a function that the handler calls.
  const called = bodies.flatMap((body) => [...module.within(body)]).flatMap((inner) => (inner.type === 'CallExpression' && inner.callee.type === 'Identifier' ? (bodyOf(inner.callee, evaluator) ?? []) : []));
  return [route.node, ...bodies, ...called].some((each) => SIGNED.test(module.textOf(each)));
}
