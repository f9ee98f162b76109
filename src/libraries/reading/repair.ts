import type { TSESTree } from '@typescript-eslint/utils';
import type { AllowListForm, Insertion, Removal, Repair } from '../../policy/policy.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import { holds, isFunction, type Node } from '../../values/source-module.ts';
import { leavesOf, type ObjectValue, type Value } from '../../values/value.ts';
import { express } from '../express.ts';
import type { OptionLibrary } from '../library-model.ts';
import type { HeaderReading } from './header-policy.ts';
import { insertionBeside, roomAmongOptions, roomBesideWrite } from './header-room.ts';
import { isWholeOrigin } from './origin-subject.ts';
import { importedModules } from './written-names.ts';
import type { RecognizedCall } from './library-calls.ts';
import { optionAt } from './option-fields.ts';
import type { OptionReading } from './option-policy.ts';

/** How a library call is rewritten. */
export function repairOfOptions(found: RecognizedCall, reading: OptionReading, around: Surroundings, evaluator: Evaluator): Repair {
  const { library } = found;
  // Where credentials are on by default, leaving the option out does not switch them off.
  const isOnByDefault = library.credentials.byDefault === true || library.credentials.byDefault === 'missing';
  const credentials = isOnByDefault || reading.options === null ? undefined : optionAt(reading.options, library.options.credentials)?.node;
  return {
    allowList: optionForm(found, reading, library, evaluator),
    deny: library.safeForm.deny,
    credentials: credentials?.type === 'Property' && evaluator.module.owns(credentials) ? removalOfProperty(credentials, evaluator) : null,
    vary: null,
    room: roomAmongOptions(found, reading, evaluator),
    ...definitionForm(reading, library, evaluator),
    ...around,
    ...(found.library.safeForm.blanks === 'error' && around.environmentList !== null ? { environmentList: `${around.environmentList}.filter(Boolean)` } : {}),
  };
}

/** How an origin is rewritten where another file writes it: by its value alone, which needs nothing of what is around. */
function definitionForm(reading: OptionReading, library: OptionLibrary, evaluator: Evaluator): Pick<Repair, 'definition'> {
  const { safeForm } = library;
  const property = reading.options?.properties.get(library.options.origin)?.node;
  if (property?.type !== 'Property' || property.shorthand || property.method || evaluator.module.owns(property) || safeForm.options !== undefined || library.options.origins !== undefined) return {};
  const [start, end] = property.value.range;
  const forOne = safeForm.list || library.origin.string === 'part' ? null : 'ORIGIN';
  return { definition: { allowList: { start, end, forList: safeForm.list ? 'LIST' : safeForm.function, forOne }, deny: safeForm.deny } };
}

function optionForm(found: RecognizedCall, reading: OptionReading, library: OptionLibrary, evaluator: Evaluator): AllowListForm | null {
  const { safeForm } = library;
  const value = safeForm.list ? 'LIST' : safeForm.function;
  const isOne = safeForm.one === true;
  if (value === null && !isOne && safeForm.options === undefined) return null;
  // A text that is searched for the origin accepts every part of itself.
  const forOne = safeForm.list || library.origin.string === 'part' ? null : 'ORIGIN';
  const key = library.options.origins ?? library.options.origin;
  const at = (start: number, end: number, before: string, after: string): AllowListForm => ({
    start,
    end,
    forList: value === null ? null : `${before}${value}${after}`,
    forOne: forOne === null ? null : `${before}${forOne}${after}`,
  });
  const { module } = evaluator;
  if (!module.owns(found.call) || (found.options !== null && !module.owns(found.options.node))) return null;
  if (safeForm.options !== undefined) return wholeForm(found, reading, safeForm.options);
  if (reading.options !== null && !module.owns(reading.options.node)) {
    // Options of another file: a copy with an origin of its own, where they are used.
    if (found.options === null || found.options.value !== reading.options) return null;
    const { range } = found.options.node;
    return at(range[0], range[1], `{ ...${module.textOf(found.options.node)}, ${key}: `, ' }');
  }
  if (reading.origin !== null) {
    const property = writtenOrigin(reading, library);
    if (property?.type !== 'Property' || !module.owns(property)) return null;
    return property.shorthand || property.method || key !== library.options.origin
      ? at(property.range[0], property.range[1], `${key}: `, '')
      : at(property.value.range[0], property.value.range[1], '', '');
  }
  if (key.includes('.')) return null;
  if (reading.options !== null) return insideObject(reading.options, key, at);
  const { room } = found;
  return room === null ? null : at(room.start, room.end, `${room.before}${key}: `, room.after);
}

/** The whole options replaced, where no value of the origin option alone is safe. */
function wholeForm(found: RecognizedCall, reading: OptionReading, options: string): AllowListForm | null {
  if (found.options !== null) {
    const [start, end] = found.options.node.range;
    return { start, end, forList: options, forOne: null };
  }
  // The braces of an options object are those of the text that is written instead.
  const { room } = found;
  const [before, after] = room === null ? [null, null] : [room.before.replace(/\{ $/, ''), room.after.replace(/^ \}/, '')];
  return room === null || reading.options !== null ? null : { start: room.start, end: room.end, forList: `${before ?? ''}${options}${after ?? ''}`, forOne: null };
}

function insideObject(options: ObjectValue, key: string, at: (start: number, end: number, before: string, after: string) => AllowListForm): AllowListForm | null {
  if (options.node.type !== 'ObjectExpression') return null;
  const open = options.node.range[0] + 1;
  return options.node.properties.length === 0 ? at(open, open, ` ${key}: `, ' ') : at(open, open, ` ${key}: `, ',');
}

/** How a hand-written policy is rewritten. */
export function repairOfHeaders(reading: HeaderReading, around: Surroundings, evaluator: Evaluator): Repair {
  // What another file writes is mended there.
  if (!evaluator.module.owns(reading.entry.valueNode) || isInOtherWords(reading)) return { allowList: null, deny: null, credentials: null, vary: null, ...around };
  const { valueNode } = reading.entry;
  const expression = originExpression(reading, evaluator);
  // Lambda's `multiValueHeaders` hold lists: the list stays, its element is replaced.
  const [only] = valueNode.type === 'ArrayExpression' && valueNode.elements.length === 1 ? valueNode.elements : [];
  const [start, end] = (only ?? valueNode).range;
  return {
    allowList: {
      start,
      end,
      forOne: 'ORIGIN',
      forList: expression === null ? null : `LIST.find((${entryName(expression)}) => ${entryName(expression)} === ${expression}) ?? ''`,
    },
    deny: "''",
    credentials: reading.credentialsEntry === null || !evaluator.module.owns(reading.credentialsEntry.whole) ? null : removalOfWrite(reading.credentialsEntry.whole, evaluator),
    vary: reading.overwritesVary || !evaluator.module.owns(reading.entry.whole) ? null : varyInsertion(reading, evaluator),
    room: roomBesideWrite(reading, evaluator),
    ...around,
  };
}

/** Whether the value is not the text that the code writes, but what is made of it on the way. */
function isInOtherWords({ entry: { value, valueNode } }: HeaderReading): boolean {
  return valueNode.type === 'Literal' && value.kind === 'constant' && value.value !== valueNode.value;
}

/** A name for the list's entries that the expression does not use itself. */
function entryName(expression: string): string {
  return ['trusted', 'entry', 'candidate'].find((name) => !new RegExp(`\\b${name}\\b`).test(expression)) ?? 'each';
}

/** An expression for the request's origin that is in scope at the write. */
function originExpression(reading: HeaderReading, evaluator: Evaluator): string | null {
  const { module } = evaluator;
  const { valueNode, value } = reading.entry;
  if (valueNode.type === 'Identifier' && isWholeOrigin(value)) return valueNode.name;
  for (const leaf of leavesOf(value)) {
    if (isWholeOrigin(leaf) && module.owns(leaf.node) && holds(valueNode, leaf.node)) return module.textOf(leaf.node);
  }
  for (const ancestor of module.ancestorsOf(valueNode)) {
    if (!isFunction(ancestor)) continue;
    for (const param of ancestor.params) {
      if (param.type !== 'Identifier') continue;
      const read = ORIGIN_READS.find(({ name }) => name.test(param.name));
      if (read !== undefined) return read.text(param.name, module.text);
    }
  }
  return null;
}

/** How a handler's request reads the origin, by what its parameter is called. */
const ORIGIN_READS: readonly { name: RegExp; text: (name: string, source: string) => string }[] = [
  { name: /^_?(?:req|request)$/, text: (name, source) => (new RegExp(`\\b${name}\\.headers\\.get\\(|new (?:Next)?Response\\(|Response\\.json\\(`).test(source) ? `${name}.headers.get('Origin')` : `${name}.headers.origin`) },
  // Koa reads a header by the context itself; in oak and others it holds a `Request`.
  { name: /^ctx$/, text: (name, source) => (new RegExp(`\\b${name}\\.request\\.headers\\.get\\(`).test(source) ? `${name}.request.headers.get('Origin')` : `${name}.get('Origin')`) },
  { name: /^c$/, text: (name) => `${name}.req.header('Origin')` },
  // h3's event has the headers of a `Request`; that of a Lambda has them in an object.
  { name: /^(?:event|evt)$/, text: (name, source) => (/EventHandler\(|defineNitroPlugin\(/.test(source) ? `${name}.headers.get('origin')` : `${name}.headers.origin`) },
];

function varyInsertion(reading: HeaderReading, evaluator: Evaluator): Insertion | null {
  const { event } = reading;
  const target = receiverText(event.targetText);
  const writer = event.writer.id === 'node:http' && importedModules(evaluator).includes('express') ? express : event.writer;
  return insertionBeside(reading, evaluator, "'Vary'", "'Origin'", target === '' ? null : writer.vary.replace('TARGET', () => target));
}

/** The response of a chain: `res` of `res.status(200)`. */
function receiverText(text: string): string {
  const call = text.indexOf('(');
  return call === -1 ? text : text.slice(0, text.lastIndexOf('.', call));
}

/** The range of a write as a whole, with what is left of the syntax around it intact; `null` where it cannot go. */
export function removalOfWrite(node: Node, evaluator: Evaluator): Removal | null {
  if (node.type === 'Property') return removalOfProperty(node, evaluator);
  const statement = evaluator.module.parentOf(node);
  if (statement?.type !== 'ExpressionStatement') return null;
  const holder = evaluator.module.parentOf(statement);
  if (holder?.type !== 'BlockStatement' && holder?.type !== 'Program') return null;
  const { text } = evaluator.module;
  const lineStart = text.lastIndexOf('\n', statement.range[0] - 1) + 1;
  const alone = /^\s*$/.test(text.slice(lineStart, statement.range[0]));
  const start = alone && lineStart > 0 ? lineStart - 1 : statement.range[0];
  return { start, end: statement.range[1] };
}

/** A property with the comma that goes with it. */
function removalOfProperty(property: TSESTree.Property, evaluator: Evaluator): Removal | null {
  const object = evaluator.module.parentOf(property);
  if (object?.type !== 'ObjectExpression') return null;
  const index = object.properties.indexOf(property);
  const next = object.properties[index + 1];
  if (next !== undefined) return { start: property.range[0], end: next.range[0] };
  const previous = object.properties[index - 1];
  if (previous !== undefined) return { start: previous.range[1], end: property.range[1] };
  return { start: object.range[0] + 1, end: object.range[1] - 1 };
}

/** What every suggestion of a file shares. */
export type Surroundings = Pick<Repair, 'knownOrigins' | 'environmentList'>;

/** Reads what suggestions take from the rest of the file. */
export function surroundingsOf(evaluator: Evaluator): Surroundings {
  return { knownOrigins: originsIn(evaluator), environmentList: environmentListOf(evaluator) };
}

/** Origins that the file names in full, other than development and documentation addresses. */
function originsIn(evaluator: Evaluator): readonly string[] {
  const origins = evaluator.module.nodes('Literal').flatMap((node) => (isProductionOrigin(node.value) ? [node.value] : []));
  return [...new Set(origins)].filter((origin) => namedAsAllowed(origin, evaluator));
}

function isProductionOrigin(value: unknown): value is string {
  return typeof value === 'string' && !value.includes('*') && URL.canParse(value) && new URL(value).origin === value && /^https:\/\/[^/]*\./.test(value) && !/\/\/(?:localhost|127\.|0\.0\.0\.0|192\.168\.|10\.)/.test(value);
}

/** Only origins in a list, or under a name, that says who may call: the file may also name services that it calls itself. */
function namedAsAllowed(origin: string, evaluator: Evaluator): boolean {
  return evaluator.module.nodes('Literal').some((node) => {
    if (node.value !== origin) return false;
    for (const ancestor of evaluator.module.ancestorsOf(node)) {
      if (ancestor.type === 'VariableDeclarator' && ancestor.id.type === 'Identifier') return /origin|allow|trust|whitelist|frontend|client|cors/i.test(ancestor.id.name);
      if (ancestor.type === 'Property' && ancestor.key.type === 'Identifier' && /origin|allow|trust|whitelist/i.test(ancestor.key.name)) return true;
      if (isFunction(ancestor)) return false;
    }
    return false;
  });
}

function environmentListOf(evaluator: Evaluator): string | null {
  const { text } = evaluator.module;
  const variable = 'CORS_ALLOWED_ORIGINS';
  if (/\bDeno\.|["'](?:npm:|jsr:|https:\/\/deno\.land)/.test(text)) return `(Deno.env.get('${variable}') ?? '').split(',')`;
  return `(process.env.${variable} ?? '').split(',')`;
}

/** The node that writes the origin option. */
function writtenOrigin({ options }: OptionReading, library: OptionLibrary): Node | undefined {
  const { origin, origins = origin } = library.options;
  return options === null ? undefined : (optionAt(options, origin) ?? optionAt(options, origins))?.node;
}

/** The value's place, for a site. */
export function placeOfOrigin(reading: OptionReading, found: RecognizedCall): Node {
  const written: Value | null = reading.origin;
  const property = written === null ? undefined : writtenOrigin(reading, found.library);
  return property?.type === 'Property' ? property.value : (found.options?.node ?? found.call);
}
