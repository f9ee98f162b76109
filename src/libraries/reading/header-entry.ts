import { SIBLING_HEADERS } from '../../policy/siblings.ts';
import type { Node, SourceModule, Variable } from '../../values/source-module.ts';
import { leavesOf, stringOf, type Environment, type ObjectValue, type Property, type Value } from '../../values/value.ts';
import type { HeaderWriter } from '../library-model.ts';

/** A place where response headers are written, or an object of headers is made. */
export interface HeaderEvent {
  readonly node: Node;
  readonly writer: HeaderWriter;
  /** What is written to: the name that holds the response or the headers, or a node for an object without name. */
  readonly target: Variable | Node;
  /** The source text of the target, such as `res` or `response.headers`. */
  readonly targetText: string;
  /** The headers written there, with the values that names have on the way to it. */
  readonly write: (environment: Environment) => readonly HeaderEntry[];
  /** The name whose headers, as they stand when the event happens, are written to the target. */
  readonly from: Variable | null;
}

/** One header written by an event. */
export interface HeaderEntry {
  /** Lower-case header name. */
  readonly name: string;
  readonly value: Value;
  /** The expression of the value. */
  readonly valueNode: Node;
  /** The whole write: the call, the assignment, or the property. */
  readonly whole: Node;
  readonly how: 'set' | 'append' | 'remove';
}

/** Names of the headers that events are about. */
export interface HeaderNames {
  /** Names whose writes are read. */
  readonly written: RegExp;
  /** Names by which a plain object is one of headers. */
  readonly alone: RegExp;
}

/** Headers that a policy is made of, and what slips of the keys make of them. */
export const POLICY_HEADERS: HeaderNames = {
  written: /^(?:acc?ess?-controll?-[a-z-]+|(?:access|allow-control)-allow-[a-z]+|allow-origin|vary)$/i,
  alone: /^access-control-(?!request-method$)/i,
};

const SIBLING = new RegExp(`^(?:${SIBLING_HEADERS.join('|')})$`, 'i');

/** Headers beside CORS by which the same answers are opened, or closed, to other sites. */
export const HEADERS_BESIDE: HeaderNames = { written: SIBLING, alone: SIBLING };

/** The headers of an object that have one of the names. */
export function entriesOf(object: ObjectValue, whole: Node, names: HeaderNames, varyAlone = false): HeaderEntry[] {
  const entries: HeaderEntry[] = [];
  for (const [key, property] of object.properties) {
    if (!names.written.test(key)) continue;
    const valueNode = property.node.type === 'Property' ? property.node.value : property.node.type === 'AssignmentExpression' ? property.node.right : property.value.node;
    entries.push({ name: key.toLowerCase(), value: property.value, valueNode, whole: property.node.type === 'Property' ? property.node : whole, how: 'set' });
  }
  // `Vary` alone is no policy, but what goes on to be filled may become one.
  return varyAlone || entries.some((entry) => entry.name !== 'vary') ? entries : [];
}

/** The header of an object that has a lower-case name, however the object spells it. */
export function headerIn(object: ObjectValue, name: string): Property | undefined {
  return [...object.properties].find(([key]) => key.toLowerCase() === name)?.[1];
}

/** The text of such a header; `null` where there is none, or where it is not shown. */
export function textIn(object: ObjectValue, name: string): string | null {
  const header = headerIn(object, name);
  return header === undefined ? null : stringOf(header.value);
}

/**
 * The headers of an answer of API Gateway, where quotes around a value are the syntax of its mappings and are not sent:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html
 */
export function unquotedIn(object: Node, entries: readonly HeaderEntry[], module: SourceModule): readonly HeaderEntry[] {
  const holder = module.parentOf(object);
  if (holder?.type !== 'Property' || holder.key.type !== 'Identifier' || !/^response(?:Headers|Parameters)$/.test(holder.key.name)) return entries;
  return entries.map((entry) => {
    const text = /^'(.*)'$/s.exec(stringOf(entry.value) ?? '')?.[1];
    return text === undefined ? entry : { ...entry, value: { kind: 'constant', value: text, node: entry.value.node } };
  });
}

/** Whether a value of `Vary` names `Origin`. */
export function namesOrigin(value: Value): boolean {
  return [...leavesOf(value)].some((leaf) => {
    if (leaf.kind === 'array') return leaf.elements.some(namesOrigin);
    if (leaf.kind === 'text') return leaf.parts.some((part) => /\borigin\b/i.test(stringOf(part) ?? ''));
    const text = stringOf(leaf);
    return text !== null && text.split(',').some((name) => /^(?:origin|\*)$/i.test(name.trim()));
  });
}
