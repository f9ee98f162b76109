import type { Node } from './source-module.ts';
import { stringOf, type Value } from './value.ts';

/** Parts of a parsed URL that are texts. */
const PARTS = ['origin', 'protocol', 'host', 'hostname', 'port', 'href', 'pathname'] as const;

/** A part of `new URL(text)`, of a text that is shown; `null` for other values and names. */
export function urlPart(instance: Extract<Value, { kind: 'instance' }>, name: string, node: Node): Value | null {
  const { callee, args } = instance;
  const text = args.length === 1 && args[0] !== undefined ? stringOf(args[0]) : null;
  const part = PARTS.find((each) => each === name);
  if (callee.kind !== 'unknown' || callee.reason !== 'the global URL' || text === null || part === undefined || !URL.canParse(text)) return null;
  return { kind: 'constant', value: new URL(text)[part], node };
}
