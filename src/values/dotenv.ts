import type { Node } from './source-module.ts';
import type { Value } from './value.ts';

/** Packages that read variables from files such as `.env`, and answer with what they read under `parsed`. */
const PACKAGES = /^(?:dotenv|dotenv-expand|dotenv-flow|dotenv-safe|@dotenvx\/dotenvx)$/;

/** Their functions; `dotenv-expand` has `expand`, or is a function itself. */
const FUNCTIONS = /^(?:config|expand)?$/;

/**
 * `dotenv.config().parsed.CORS_ORIGIN`: a variable that the deployment's files set, or do not; `null` for a property of
 * anything else. It is the same as `process.env.CORS_ORIGIN`, which the call fills.
 */
export function parsedVariable(object: Value, name: string, node: Node): Value | null {
  if (object.kind !== 'member' || object.name !== 'parsed' || object.object.kind !== 'call') return null;
  const { callee } = object.object;
  if (callee.kind !== 'imported' || callee.reason !== null || !PACKAGES.test(callee.module) || !FUNCTIONS.test(callee.path.join('.'))) return null;
  return { kind: 'environment', name, node };
}
