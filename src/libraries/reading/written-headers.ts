import type { WrittenHeader, WrittenValue } from '../../policy/written-header.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import type { Node } from '../../values/source-module.ts';
import { EMPTY_ENVIRONMENT, leavesOf, stringOf, type Value } from '../../values/value.ts';
import type { OptionLibrary } from '../library-model.ts';
import type { HeaderEntry, HeaderEvent } from './header-entry.ts';
import type { RecognizedCall } from './library-calls.ts';
import { optionAt } from './option-fields.ts';
import { isQuoted, removalOfElement } from './list-entry.ts';
import { removalOfWrite } from './repair.ts';

/** The headers that hand-written code writes, each with the texts that its value can be. `isOption`: whether a write is in an option that is sent. */
export function headersOfEvents(events: readonly HeaderEvent[], evaluator: Evaluator, isOption: (write: Node, target: string) => boolean): readonly WrittenHeader[] {
  const written = events.map((event) => ({ event, entries: event.write(EMPTY_ENVIRONMENT).filter(({ how, whole }) => how !== 'remove' && evaluator.module.owns(whole)) }));
  return written.flatMap(({ event, entries }) => {
    // Other writes to the same response, and pairs of a name and a value in the same list.
    const beside = written.filter((other) => other.event.target === event.target).flatMap((other) => other.entries.map(({ name }) => name));
    return entries.flatMap((entry) => headerOf(entry, event, { beside, isSent: event.node.type !== 'ObjectExpression' || beside.includes('access-control-allow-origin') || isOption(entry.whole, event.targetText) }, evaluator) ?? []);
  });
}

function headerOf(entry: HeaderEntry, event: HeaderEvent, known: Pick<WrittenHeader, 'beside' | 'isSent'>, evaluator: Evaluator): WrittenHeader | null {
  const { module } = evaluator;
  const name = nameNodeOf(entry.whole, entry.valueNode);
  if (name === null || entry.name === 'vary') return null;
  const written = evaluator.evaluate(name);
  const isQuoted = name.type === 'Literal' && typeof name.value === 'string';
  return {
    name: isQuoted ? String(name.value) : written.kind === 'constant' && typeof written.value === 'string' ? written.value : entry.name,
    namePlace: module.placeOf(name),
    isNameQuoted: isQuoted,
    option: null,
    isStrictBoolean: false,
    library: event.writer.name,
    values: textsOfHeader(entry.value, evaluator),
    ...known,
    removal: removalOfWrite(entry.whole, evaluator),
  };
}

/** The name in a write of any form: a call, a property, an assignment, a pair. */
function nameNodeOf(whole: Node, value: Node): Node | null {
  switch (whole.type) {
    case 'CallExpression':
      return whole.arguments.length > 1 && whole.arguments[1] === value ? (whole.arguments[0] ?? null) : null;
    case 'Property':
      return whole.value === value ? whole.key : null;
    case 'AssignmentExpression':
      return whole.left.type === 'MemberExpression' ? whole.left.property : null;
    case 'ArrayExpression':
      return whole.elements[1] === value ? (whole.elements[0] ?? null) : null;
    case 'ObjectExpression': {
      const key = whole.properties.find((property) => property.type === 'Property' && property.key.type === 'Identifier' && property.key.name === 'key');
      return key?.type === 'Property' ? key.value : null;
    }
    default:
      return null;
  }
}

/** The headers that the options of a library call become, where a run has shown that the library sends what is written. */
export function headersOfOptions(found: RecognizedCall, evaluator: Evaluator): readonly WrittenHeader[] {
  const { library } = found;
  const { options } = library;
  if (library.conformance !== 'run' || library.defaults.mergesLists === true) return [];
  const table: readonly (readonly [header: string, keys: readonly string[]])[] = [
    ['Access-Control-Allow-Credentials', [options.credentials]],
    ['Access-Control-Allow-Methods', options.allowMethods],
    ['Access-Control-Allow-Headers', options.allowHeaders],
    ['Access-Control-Expose-Headers', options.exposeHeaders],
    ['Access-Control-Max-Age', [options.maxAge]],
  ];
  const objects = found.options === null ? [] : [...leavesOf(found.options.value)].filter((leaf) => leaf.kind === 'object');
  return objects.flatMap((object) => table.flatMap(([name, keys]) => keys.flatMap((key): readonly WrittenHeader[] => {
    const property = key === '' ? undefined : optionAt(object, key);
    if (property?.node.type !== 'Property' || !evaluator.module.owns(property.node)) return [];
    return [{
      name,
      namePlace: evaluator.module.placeOf(property.node.key),
      isNameQuoted: false,
      option: key,
      isStrictBoolean: library.credentials.on === 'true' && library.credentials.onlyBooleans !== true,
      library: library.name,
      values: textsOfOption(property.value, name, library, evaluator),
      beside: [],
      isSent: true,
      removal: null,
    }];
  })));
}

/** The texts of an option that the library sends as they are. */
function textsOfOption(value: Value, header: string, { sends }: OptionLibrary, evaluator: Evaluator): readonly WrittenValue[] {
  const isSent = (each: Value, isElement: boolean): boolean => {
    if (each.kind !== 'constant') return false;
    if (header === 'Access-Control-Allow-Credentials') return true;
    if (header === 'Access-Control-Max-Age') return typeof each.value === 'number' || sends?.maxAge !== 'numbers';
    if (header === 'Access-Control-Allow-Methods' && sends?.methods === 'upper-case' && stringOf(each) !== stringOf(each)?.toUpperCase()) return false;
    return typeof each.value === 'string' && (isElement || sends?.lists !== 'arrays');
  };
  return [...leavesOf(value)].flatMap((leaf) => {
    const texts = leaf.kind === 'array' ? leaf.elements.filter((element) => isSent(element, true)) : [leaf].filter((each) => isSent(each, false));
    return texts.flatMap((each) => writtenValue(each, evaluator));
  });
}

/** The texts that a header of this value can have. */
export function textsOfHeader(value: Value, evaluator: Evaluator): readonly WrittenValue[] {
  return [...leavesOf(value)].flatMap((leaf) => writtenValue(leaf.kind === 'array' && leaf.elements.length === 1 ? (leaf.elements[0] ?? leaf) : leaf, evaluator));
}

function writtenValue(value: Value, evaluator: Evaluator): readonly WrittenValue[] {
  const { module } = evaluator;
  if (value.kind !== 'constant' || !/^(?:string|number|boolean)$/.test(typeof value.value)) return [];
  const { node } = value;
  const text = String(value.value);
  const isLiteral = typeof value.value === 'string' ? isQuoted(node, text) : node.type === 'Literal' || node.type === 'UnaryExpression';
  const isHere = module.owns(node);
  return [{ text, place: module.placeOf(node), isQuoted: isLiteral && isHere, removal: isHere ? removalOfElement(node, evaluator) : null, source: module.excerpt(node) }];
}
