import type { AnswerHeaders } from '../../policy/endpoint.ts';
import type { Place } from '../../policy/place.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import type { Node, Variable } from '../../values/source-module.ts';
import { fixedValue, stringOf, type Environment } from '../../values/value.ts';
import type { HeaderEvent } from './header-entry.ts';
import { deniesCredentials } from './header-value.ts';

/** The headers of an answer, with the node that writes `Access-Control-Allow-Origin` and its value, where it is one text. */
export interface ReadHeaders extends AnswerHeaders {
  readonly written: Node | null;
  readonly value: string | null;
}

/** Headers of which none is sent. */
export const NO_HEADERS: ReadHeaders = { allowOrigin: false, allowCredentials: false, allowMethods: null, allowHeaders: null, exposes: false, location: null, written: null, value: null };

/** What a response object, or a context, has been told on one way through a handler. */
export interface AnswerState {
  readonly read: ReadHeaders;
  readonly status: number | null;
  /** What the status is written as; `null` where nothing is written. */
  readonly statusAt: Node | null;
  /** The call that sends the headers before the answer ends: after it, no header can be written. */
  readonly head: Node | null;
  /** Writes of the headers that other answers need, in order. */
  readonly writes: readonly Node[];
}

/** A response that nothing has been written to. */
export const FRESH: AnswerState = {
  read: NO_HEADERS,
  status: 200,
  statusAt: null,
  head: null,
  writes: [],
};

/** The state after a redirect, or a header, has said where the browser is sent. */
export function withLocation(state: AnswerState, location: string | null): AnswerState {
  return { ...state, read: { ...state.read, location } };
}

/** The place of a number that the file at hand writes. */
export function numberAt(node: Node | null, { module }: Evaluator): Place | null {
  return node?.type === 'Literal' && typeof node.value === 'number' && module.owns(node) ? module.placeOf(node) : null;
}

/** The state after the headers of an event have been written. */
export function withHeaders(state: AnswerState, event: HeaderEvent, environment: Environment): AnswerState {
  let { read, writes } = state;
  for (const { name, value, whole, how } of event.write(environment)) {
    const isSent = how === 'remove' ? false : value.kind === 'constant' && value.value === undefined ? undefined : true;
    const names = (): readonly string[] | null | undefined => (isSent === true ? stringOf(value)?.split(',').map((each) => each.trim()) : isSent === false ? null : undefined);
    if (name === 'access-control-allow-origin') read = { ...read, allowOrigin: isSent, written: isSent === true ? whole : null, value: stringOf(value) };
    if (name === 'access-control-allow-credentials') read = { ...read, allowCredentials: isSent === true && deniesCredentials(value) ? false : isSent };
    if (name === 'access-control-expose-headers') read = { ...read, exposes: isSent };
    if (name === 'access-control-allow-methods') read = { ...read, allowMethods: names() };
    if (name === 'access-control-allow-headers') read = { ...read, allowHeaders: names() };
    if (/^(?:access-control-allow-(?:origin|credentials)|vary)$/.test(name) && isSent === true) writes = [...writes, whole];
  }
  return { ...state, read, writes };
}

/** Whether an event writes to a handler's response, under its own name or as the argument of a helper. */
export function goesTo(response: Variable, event: HeaderEvent, environment: Environment): boolean {
  if (!('references' in event.target)) return false;
  if (event.target === response) return true;
  const value = fixedValue(environment, event.target);
  return value?.kind === 'parameter' ? value.variable === response : event.target.name === response.name;
}
