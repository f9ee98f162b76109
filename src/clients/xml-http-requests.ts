import type { SentHeader } from '../policy/sent-request.ts';
import type { Place } from '../policy/place.ts';
import { normalizeMethod } from '../protocol/methods.ts';
import type { Evaluator } from '../values/evaluate.ts';
import { propertyName } from '../values/request.ts';
import type { Node } from '../values/source-module.ts';
import { stringOf } from '../values/value.ts';
import { headerOf, textsOf, type RequestDraft } from './request-draft.ts';

/** The requests of `XMLHttpRequest` objects: each is opened once, and then given its headers. */
export function xmlHttpRequestsOf(evaluator: Evaluator): readonly RequestDraft[] {
  return evaluator.module.nodes('NewExpression').flatMap((node) => {
    const { callee } = node;
    const name = callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' ? propertyName(callee) : null;
    const holder = evaluator.module.parentOf(node);
    if (name !== 'XMLHttpRequest' || holder?.type !== 'VariableDeclarator' || holder.id.type !== 'Identifier') return [];
    return draftOf(holder.id, evaluator) ?? [];
  });
}

function draftOf(holder: Node, evaluator: Evaluator): RequestDraft | null {
  const { module } = evaluator;
  const variable = module.variableOf(holder);
  if (variable === null || variable.references.filter((reference) => reference.isWrite()).length !== 1) return null;
  const members = variable.references.flatMap((reference) => {
    const parent = module.parentOf(reference.identifier);
    return parent?.type === 'MemberExpression' && parent.object === reference.identifier ? [parent] : [];
  });
  const calls = members.flatMap((member) => {
    const call = module.parentOf(member);
    return call?.type === 'CallExpression' && call.callee === member ? [{ call, name: propertyName(member) }] : [];
  });
  const [opened, ...again] = calls.filter(({ name }) => name === 'open');
  if (opened === undefined || again.length > 0) return null;
  const [verb, url] = opened.call.arguments;
  const method = verb === undefined || verb.type === 'SpreadElement' ? null : stringOf(evaluator.evaluate(verb));
  if (url === undefined || url.type === 'SpreadElement') return null;

  const headers = new Map<string, SentHeader>();
  const reads = [];
  for (const { call, name } of calls) {
    const [first, second] = call.arguments;
    const text = first === undefined || first.type === 'SpreadElement' ? null : stringOf(evaluator.evaluate(first));
    if (text === null || first === undefined) continue;
    if (name === 'getResponseHeader') reads.push({ name: text, place: module.placeOf(first) });
    if (name !== 'setRequestHeader' || second === undefined || second.type === 'SpreadElement') continue;
    const header = headerOf(text, evaluator.evaluate(second), module.placeOf(first));
    if (header !== null) headers.set(text.toLowerCase(), header);
  }
  return {
    client: 'XMLHttpRequest',
    text: module.excerpt(opened.call, 48),
    place: module.placeOf(opened.call),
    identity: [],
    bases: [],
    paths: textsOf(evaluator.evaluate(url), evaluator),
    method: method === null ? null : normalizeMethod(method),
    headers,
    credentials: members.map((member) => assignedTrue(member, evaluator)).find((place) => place !== null) ?? null,
    reads,
  };
}

/** `xhr.withCredentials = true` */
function assignedTrue(member: Node, evaluator: Evaluator): Place | null {
  const { module } = evaluator;
  const assignment = module.parentOf(member);
  if (member.type !== 'MemberExpression' || propertyName(member) !== 'withCredentials' || assignment?.type !== 'AssignmentExpression' || assignment.left !== member) return null;
  const value = evaluator.evaluate(assignment.right);
  return value.kind === 'constant' && value.value === true ? module.placeOf(assignment) : null;
}
