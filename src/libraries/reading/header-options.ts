import { decide, ORIGIN_HEADER, type AllowOrigin } from '../../policy/allow-origin.ts';
import type { OriginPredicate } from '../../policy/origin-predicate.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import type { Node } from '../../values/source-module.ts';
import { leavesOf, stringOf, type Value } from '../../values/value.ts';
import { HEADER_OPTIONS } from '../all-libraries.ts';
import type { HeaderOption } from '../library-model.ts';
import { placesOf } from './option-places.ts';

/** The option that headers are the value of. */
export interface HeaderOptionInUse {
  readonly option: HeaderOption;
  /** The paths or addresses that it is for, where it names some. */
  readonly addresses: readonly string[];
  /** What says so: the entry of a list, or the call. */
  readonly whole: Node;
  /** What the request's `Origin` must be like for it, where it asks for that. */
  readonly origin: RequiredOrigin | null;
}

/** A pattern for the whole of the request's `Origin`, and the name of its group, where that is all of it. */
export interface RequiredOrigin {
  readonly node: Node;
  readonly pattern: string;
  readonly group: string | null;
}

/** Tells of a header's write, and the text of what is written to, which option it is the value of; `null` where it is that of none. */
export function headerOptionsOf(evaluator: Evaluator): (write: Node, target: string) => HeaderOptionInUse | null {
  const regions: (HeaderOptionInUse & { readonly within: readonly Node[] })[] = [];
  for (const option of HEADER_OPTIONS) {
    for (const shape of option.headers) {
      for (const { whole, value } of placesOf(shape, evaluator)) {
        if (value !== null) regions.push({ option, ...entryOf(option, whole, evaluator), whole, within: [value, ...writesIn(value, evaluator)] });
        // A callback: what it writes is found inside of the call.
        else if (shape.kind === 'method' && shape.options === 'none') regions.push({ option, addresses: addressesOf(whole, evaluator), origin: null, whole, within: [whole, ...callbacksOf(whole, evaluator)] });
      }
    }
  }
  const { text } = evaluator.module;
  return (write, target) => {
    const region = regions.find(({ within }) => within.some((node) => evaluator.module.isWithin(write, node)));
    if (region !== undefined) return region;
    const option = HEADER_OPTIONS.find((each) => each.target?.name.test(target) === true && each.target.where.test(text));
    return option === undefined ? null : { option, addresses: UNSHOWN, origin: null, whole: write };
  };
}

/** Which addresses it is for is said where it is called. */
const UNSHOWN = ['unknown'];

/** What an entry says about the requests that it is for. */
function entryOf({ entry }: HeaderOption, whole: Node, evaluator: Evaluator): Pick<HeaderOptionInUse, 'addresses' | 'origin'> {
  const value = entry === undefined ? null : evaluator.evaluate(whole);
  if (entry === undefined || value?.kind !== 'object') return { addresses: [], origin: null };
  const path = value.properties.get(entry.path)?.value;
  const text = path === undefined ? null : stringOf(path);
  const conditions = value.properties.get(entry.conditions)?.value;
  const required = (conditions?.kind === 'array' ? conditions.elements : []).map(requiredOrigin).find((each) => each !== null) ?? null;
  return { addresses: text === null ? [] : [text.replace(/:\w+[*+]/g, '*')], origin: required };
}

/** `{ type: 'header', key: 'origin', value: '(?<origin>.*)' }` */
function requiredOrigin(condition: Value): RequiredOrigin | null {
  const text = (name: string): string | null => {
    const value = condition.kind === 'object' ? condition.properties.get(name)?.value : undefined;
    return value === undefined ? null : stringOf(value);
  };
  const pattern = text('value');
  if (condition.kind !== 'object' || text('type') !== 'header' || text('key')?.toLowerCase() !== 'origin' || pattern === null) return null;
  const [, group = null, inner = ''] = /^\(\?<(\w+)>(.*)\)$/s.exec(pattern) ?? [];
  return { node: condition.properties.get('value')?.value.node ?? condition.node, pattern, group: closes(inner) ? group : null };
}

/** Whether no parenthesis of a pattern is closed that it has not opened: then those around it belong together. */
function closes(pattern: string): boolean {
  let depth = 0;
  for (const [token] of pattern.matchAll(/\\.|\[(?:\\.|[^\]\\])*\]|[()]/gs)) {
    if (token === '(') depth += 1;
    else if (token === ')' && --depth < 0) return false;
  }
  return depth === 0;
}

/** The properties and entries of headers that stand elsewhere, and the function that makes them. */
function writesIn(value: Node, evaluator: Evaluator): readonly Node[] {
  return [...leavesOf(evaluator.evaluate(value))].flatMap((leaf): readonly Node[] => {
    if (leaf.kind === 'object') return [...leaf.properties.values()].map((property) => property.node);
    if (leaf.kind === 'array') return leaf.elements.map((element) => element.node);
    return leaf.kind === 'function' ? [leaf.node] : [];
  });
}

function callbacksOf(call: Node, evaluator: Evaluator): readonly Node[] {
  return call.type === 'CallExpression' ? call.arguments.flatMap((argument) => writesIn(argument, evaluator)) : [];
}

/** `{ urls: ['https://api.example.com/*'] }`: the addresses that a callback is for; none where it is for all. */
function addressesOf(call: Node, evaluator: Evaluator): readonly string[] {
  const [filter] = call.type === 'CallExpression' ? call.arguments : [];
  const value = filter === undefined ? null : evaluator.evaluate(filter);
  if (value === null || value.kind === 'function') return [];
  const urls = value.kind === 'object' ? value.properties.get('urls')?.value : undefined;
  const texts = urls?.kind === 'array' ? urls.elements.map((each) => stringOf(each) ?? 'unknown') : ['unknown'];
  return texts.some((text) => /^(?:<all_urls>|(?:\*|https?):\/\/\*(?:\/\*?)?)$/.test(text)) ? [] : texts;
}

/** What is sent where an option asks the request's `Origin` to match: a name in place of the value is what a group found. */
export function withRequiredOrigin(answer: AllowOrigin, { origin }: HeaderOptionInUse, evaluator: Evaluator): AllowOrigin {
  const named = answer.kind === 'fixed' ? /:([A-Za-z_]\w*)/.exec(answer.value) : null;
  // A scheme with a port is no name: `http://localhost:3000`.
  if (origin === null) return named === null ? answer : { kind: 'unknown', reason: 'a part of the request', from: answer.from };
  const { module } = evaluator;
  const when: OriginPredicate = { op: 'matches', source: `^${origin.pattern}$`, flags: '', place: module.placeOf(origin.node), text: module.excerpt(origin.node) };
  const isWhole = answer.kind === 'fixed' && named !== null && named[0] === answer.value && named[1] === origin.group;
  if (named !== null && !isWhole) return { kind: 'unknown', reason: 'a part of the request', from: answer.from };
  if (isWhole) return { kind: 'echo', when, source: ORIGIN_HEADER, from: answer.from };
  return decide(when, answer, { kind: 'absent', from: answer.from }, answer.from);
}
