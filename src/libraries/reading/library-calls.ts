import type { TSESTree } from '@typescript-eslint/utils';
import { constructorOf, type ClassNode } from '../../values/classes.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import { propertyName } from '../../values/request.ts';
import type { Node } from '../../values/source-module.ts';
import { EMPTY_ENVIRONMENT, leavesOf, stringOf, type Environment, type ObjectValue, type Value } from '../../values/value.ts';
import { OPTION_LIBRARIES } from '../all-libraries.ts';
import type { LibraryCall, OptionLibrary, OptionsPlace } from '../library-model.ts';
import { exportedValue } from './exported-value.ts';
import { editionInUse, type Edition, type VersionLookup } from './version-in-use.ts';

/** A place that hands options to a CORS library. */
export interface RecognizedCall {
  readonly library: OptionLibrary;
  readonly shape: LibraryCall;
  /** Whether the library's version is not known, and the current one is assumed. */
  readonly assumed: boolean;
  /** The call, or the object or text that stands for one. */
  readonly call: Node;
  /** What in the file at hand stands for the call: itself, or what gets it from an imported file. */
  readonly use: Node;
  /** The options; `null` when there are none. */
  readonly options: { readonly node: Node; readonly value: Value } | null;
  /** Where options can be written when there are none; `null` where no place offers itself. */
  readonly room: Room | null;
  /** Whether the whole policy is switched off, as `cors: false` does. */
  readonly disabled: boolean;
}

/** A range to replace (empty to insert) by an option, with the text that goes around it. */
export interface Room {
  readonly start: number;
  readonly end: number;
  readonly before: string;
  readonly after: string;
}

/** Code of an imported file that is run for the file at hand, with what leads there and what names mean in it. */
interface Reached {
  readonly node: Node;
  readonly use: Node;
  readonly environment: Environment;
  readonly plugin?: { readonly plugin: Value; readonly options: RecognizedCall['options'] };
}

/** What a place of one of the forms that a model tells holds. */
export type Match = Pick<RecognizedCall, 'options' | 'disabled' | 'room'>;

type Kinds = readonly LibraryCall['kind'][];

/** One kind of place each. */
const ONLY = { call: ['call'], plugin: ['plugin'], object: ['object'], exported: ['exported'], value: ['value'], text: ['text'] } as const satisfies Readonly<Record<string, Kinds>>;

/** What a call can be, by what is called: one of a package's exports or something else, by itself or as a member. */
const OF_EXPORT: Kinds = ['call', 'global'];
const OF_EXPORTED_MEMBER: Kinds = ['call', 'global', 'method', 'plugin'];
const OF_MEMBER: Kinds = ['global', 'method', 'plugin'];
const OF_OTHERS: Kinds = ['global'];
const OF_CLASS: Kinds = ['new', 'global'];

/** Every call of a CORS library in a file, and those that it gets from imported files. */
export function libraryCallsOf(evaluator: Evaluator, reached: readonly Reached[], versionOf: VersionLookup): readonly RecognizedCall[] {
  const { text, file } = evaluator.module;
  const path = file.replaceAll('\\', '/');
  const candidates = OPTION_LIBRARIES.flatMap((library) => library.calls.map((shape) => ({ library, shape }))).filter(
    ({ shape }) => shape.where?.test(text) !== false && shape.unless?.test(text) !== true && shape.file?.test(path) !== false,
  ).sort((a, b) => Number(b.shape.within !== undefined) - Number(a.shape.within !== undefined));
  const editions = new Map<string, Edition<OptionLibrary> | null>();
  const editionOf = (id: string): Edition<OptionLibrary> | null => {
    const known = editions.get(id) ?? editionInUse(OPTION_LIBRARIES.filter((library) => library.id === id), file, versionOf);
    editions.set(id, known);
    return known;
  };
  const found: RecognizedCall[] = [];
  // Most calls are of nothing that a package has: the many shapes that ask for one are not gone through for these.
  const byKinds = new Map<Kinds, typeof candidates>();
  const candidatesOf = (kinds: Kinds): typeof candidates => {
    const known = byKinds.get(kinds) ?? candidates.filter(({ shape }) => kinds.includes(shape.kind));
    byKinds.set(kinds, known);
    return known;
  };
  const take = (call: Node, use: Node, kinds: Kinds, match: (shape: LibraryCall) => Match | readonly Match[] | null): boolean => {
    for (const { library, shape } of candidatesOf(kinds)) {
      const matched = match(shape);
      if (matched === null) continue;
      const matches = [matched].flat();
      const edition = matches.length === 0 ? null : editionOf(library.id);
      if (edition?.library !== library && !(edition?.assumed === true && isFormer(shape, edition.library))) continue;
      found.push(...matches.map((each): RecognizedCall => ({ library, shape, call, use, assumed: edition.assumed, ...each })));
      return true;
    }
    return false;
  };
  const inFile = (call: Node, use: Node, environment: Environment): boolean => {
    if (call.type !== 'CallExpression' && call.type !== 'NewExpression') return false;
    return take(call, use, kindsOf(call, evaluator), (shape) => inCall(shape, call, environment, evaluator));
  };
  for (const call of evaluator.module.nodes('CallExpression')) {
    if (inFile(call, call, EMPTY_ENVIRONMENT)) continue;
    for (const { use, value } of borrowed(call, evaluator)) take(value.node, use, ONLY.call, (shape) => (isWithin(use, shape.within, evaluator) ? ofBorrowed(shape, value) : null));
  }
  for (const created of evaluator.module.nodes('NewExpression')) {
    if (inFile(created, created, EMPTY_ENVIRONMENT)) continue;
    for (const { node, environment } of madeElsewhere(created, evaluator)) {
      // What the class decides by itself is reported there.
      if (inFile(node, created, environment) && !isGiven(found.at(-1)?.options?.value, evaluator)) found.pop();
    }
  }
  for (const { node, use, environment, plugin } of reached) {
    if (plugin !== undefined) take(node, use, ONLY.plugin, (shape) => (shape.kind === 'plugin' && isPlugin(plugin.plugin, shape.module) ? { options: plugin.options, disabled: false, room: null } : null));
    else for (const inner of evaluator.module.within(node)) inFile(inner, use, environment);
  }
  if (candidates.some(({ shape }) => shape.kind === 'object')) {
    for (const object of evaluator.module.nodes('ObjectExpression')) take(object, object, ONLY.object, (shape) => inObject(shape, object, evaluator));
  }
  for (const { library, shape } of candidates) {
    if (shape.kind === 'exported') {
      const [plain, rest] = plainPath(shape.at);
      const value = exportedValue(evaluator, plain);
      const matches = value === null ? [] : rest.length === 0 ? settled(value.node, value.value, false) : along(value.value, rest, {});
      // What a file exports may be what a function such as `defineConfig` is given.
      const isTaken = found.some(({ options }) => options !== null && options.node === value?.node);
      if (value !== null && matches !== 'missing' && !isTaken) take(value.node, value.node, ONLY.exported, (each) => (each === shape ? matches : null));
    } else if (shape.kind === 'value') {
      for (const member of evaluator.module.nodes('MemberExpression')) {
        if (isExport(evaluator.evaluate(member), shape.module, shape.exports)) take(member, member, ONLY.value, (each) => (each === shape ? { options: null, disabled: false, room: null } : null));
      }
    } else if (shape.kind === 'text') {
      for (const literal of evaluator.module.nodes('Literal')) {
        if (literal.value === shape.text && evaluator.module.parentOf(literal)?.type === 'ArrayExpression') take(literal, literal, ONLY.text, (each) => (each === shape ? inText(library, literal) : null));
      }
    }
  }
  return found;
}

/** The part of a path that names properties, and what follows the first `[]` or `*`. */
function plainPath(path: string): readonly [plain: readonly string[], rest: readonly string[]] {
  const keys = path.split('.');
  const index = keys.findIndex((key) => key === '[]' || key === '*');
  return index === -1 ? [keys, []] : [keys.slice(0, index), keys.slice(index)];
}

/** What the constructor of another file's class makes of what it is given: `new ApiStack(app, 'Api', { cors })`. */
function madeElsewhere(created: TSESTree.NewExpression, evaluator: Evaluator): readonly { readonly node: Node; readonly environment: Environment }[] {
  const { module } = evaluator;
  if (created.arguments.length === 0 || (created.callee.type !== 'Identifier' && created.callee.type !== 'MemberExpression')) return [];
  const value = evaluator.evaluate(created.callee);
  if (value.kind !== 'class' || module.owns(value.node) || !/cors/i.test(module.textOf(value.node))) return [];
  const constructor = constructorOf(value.node as ClassNode);
  if (constructor === null) return [];
  const environment = evaluator.bind(constructor, created.arguments.map((argument) => evaluator.evaluate(argument)), EMPTY_ENVIRONMENT, created);
  return [...module.within(constructor)].flatMap((node) => (node.type === 'NewExpression' ? [{ node, environment }] : []));
}

/** Whether options, or one of them, are written in the file at hand. */
function isGiven(options: Value | undefined, { module }: Evaluator): boolean {
  if (options === undefined) return false;
  return module.owns(options.node) || (options.kind === 'object' && [...options.properties.values()].some(({ value }) => module.owns(value.node)));
}

/** A call that the current version does not have tells that a former one is in use: `createCors` of itty-router. */
function isFormer(shape: LibraryCall, current: OptionLibrary): boolean {
  const names = exportsOf(shape);
  return names.length > 0 && current.calls.every((each) => !exportsOf(each).some((name) => names.includes(name)));
}

/** The names that a call shows its library by; of methods, those that stand beside a name of the package's own. */
function exportsOf(shape: LibraryCall): readonly string[] {
  if (shape.kind === 'method') return shape.where === undefined ? [] : [shape.method.source];
  return shape.kind === 'call' || shape.kind === 'new' ? shape.exports : [];
}

type CallValue = Extract<Value, { kind: 'call' }>;

function kindsOf(call: TSESTree.CallExpression | TSESTree.NewExpression, evaluator: Evaluator): Kinds {
  const isExported = [...leavesOf(evaluator.evaluate(call.callee))].some(({ kind }) => kind === 'imported');
  if (call.type === 'NewExpression') return isExported ? OF_CLASS : OF_OTHERS;
  if (call.callee.type === 'MemberExpression') return isExported ? OF_EXPORTED_MEMBER : OF_MEMBER;
  return isExported ? OF_EXPORT : OF_OTHERS;
}

/** Middleware that another file made: `app.use(corsMiddleware)`, `app.use(createCors({ … }))`. */
function borrowed(call: TSESTree.CallExpression, evaluator: Evaluator): readonly { readonly use: Node; readonly value: CallValue }[] {
  const { module } = evaluator;
  return call.arguments.flatMap((argument) => (argument.type === 'ArrayExpression' ? argument.elements.filter((each) => each !== null) : [argument])).flatMap((use) => {
    if (use.type !== 'Identifier' && use.type !== 'MemberExpression' && use.type !== 'CallExpression' && use.type !== 'AwaitExpression') return [];
    return [...leavesOf(evaluator.evaluate(use))].flatMap((value) => (value.kind === 'call' && !module.owns(value.node) && value.node.type === 'CallExpression' ? [{ use, value }] : []));
  });
}

function ofBorrowed(shape: LibraryCall, value: CallValue): Match | null {
  if (shape.kind !== 'call' || shape.at !== undefined || typeof shape.options !== 'number' || value.node.type !== 'CallExpression' || !isExport(value.callee, shape.module, shape.exports)) return null;
  const node = value.node.arguments[shape.options];
  const option = value.args[shape.options];
  return { options: node === undefined || option === undefined || isDefaults(option) ? null : { node, value: option }, disabled: false, room: null };
}

function isDefaults(value: Value): boolean {
  return value.kind === 'constant' && (value.value === undefined || value.value === true);
}

/** What a call of this form is given, or nothing of the kind. */
export function inCall(shape: LibraryCall, call: TSESTree.CallExpression | TSESTree.NewExpression, environment: Environment, evaluator: Evaluator): Match | readonly Match[] | null {
  switch (shape.kind) {
    case 'call':
    case 'new':
      return isExport(evaluator.evaluate(call.callee), shape.module, shape.exports) && isWithin(call, shape.within, evaluator) ? inArguments(call, shape, environment, evaluator) : null;
    case 'global':
      return isGlobal(call, shape.names, evaluator) ? inArguments(call, shape, environment, evaluator) : null;
    case 'plugin': {
      if (call.callee.type !== 'MemberExpression' || !shape.method.test(propertyName(call.callee) ?? '')) return null;
      const [plugin] = call.arguments;
      if (plugin === undefined) return null;
      return isPlugin(evaluator.evaluate(plugin), shape.module) ? argumentAt(call, shape.options, environment, evaluator) : null;
    }
    case 'method':
      return call.callee.type === 'MemberExpression' && shape.method.test(propertyName(call.callee) ?? '') ? inArguments(call, shape, environment, evaluator) : null;
    default:
      return null;
  }
}

/** Whether what a call returns, by itself or through a name, is handed to the function that `within` names. */
function isWithin(call: Node, within: LibraryCall['within'], evaluator: Evaluator): boolean {
  if (within === undefined) return true;
  const { module } = evaluator;
  const declarator = module.parentOf(call);
  const variable = declarator?.type === 'VariableDeclarator' && declarator.id.type === 'Identifier' ? module.variableOf(declarator.id) : null;
  return [call, ...(variable?.references.map(({ identifier }) => identifier) ?? [])].some((use) => {
    const property = module.parentOf(use);
    const object = property?.type === 'Property' && property.key.type === 'Identifier' && property.key.name === within.key ? module.parentOf(property) : null;
    const outer = object === null ? null : module.parentOf(object);
    return outer?.type === 'CallExpression' && outer.arguments[0] === object && isExport(evaluator.evaluate(outer.callee), within.module, within.exports);
  });
}

/** Whether a function is called by a global name, or an object is constructed by a dotted one. */
function isGlobal({ type, callee }: TSESTree.CallExpression | TSESTree.NewExpression, names: readonly string[], { module }: Evaluator): boolean {
  let root: Node = callee;
  while (root.type === 'MemberExpression') root = root.object;
  const isNamed = type === 'NewExpression' || callee.type === 'Identifier';
  return isNamed && root.type === 'Identifier' && names.includes(module.textOf(callee)) && module.variableOf(root) === null;
}

function isPlugin(value: Value, module: RegExp): boolean {
  const target = value.kind === 'promise' ? value.of : value;
  return target.kind === 'imported' && module.test(target.module);
}

/** Whether a value is an export of a module, by one of its dotted names. */
export function isExport(value: Value, module: RegExp, names: readonly string[]): boolean {
  return [...leavesOf(value)].some((leaf) => leaf.kind === 'imported' && module.test(leaf.module) && names.includes(leaf.path.join('.')));
}

function inArguments(call: TSESTree.CallExpression | TSESTree.NewExpression, place: OptionsPlace, environment: Environment, evaluator: Evaluator): Match | readonly Match[] | null {
  if (place.options === 'none') return { options: null, disabled: false, room: null };
  if (place.at === undefined) return argumentAt(call, place.options === 'any' ? 0 : place.options, environment, evaluator);
  const keys = place.at.split('.');
  const candidates = place.options === 'any' ? call.arguments : call.arguments.slice(place.options, place.options + 1);
  let fallback: Match | null = call.arguments.some((each) => each.type === 'SpreadElement') ? hidden(call) : { options: null, disabled: false, room: roomInArguments(call, `${keys.join(': { ')}: `, keys.length) };
  for (const argument of candidates) {
    const value = built(evaluator.evaluate(argument, environment), argument, evaluator);
    if (value.kind === 'object' || value.kind === 'array') {
      const match = along(value, keys, place);
      if (match !== 'missing') return match;
      if (value.kind === 'object') fallback = { options: null, disabled: false, room: roomInObject(value, keys) };
    } else if (MAY_BE_OPTIONS.has(value.kind) && argument === call.arguments.at(-1)) fallback = { options: { node: argument, value }, disabled: false, room: null };
  }
  return place.absent === 'default' ? fallback : null;
}

/** What a function makes that is given in place of a configuration: `defineConfig(({ mode }) => ({ … }))`. */
function built(value: Value, node: Node, evaluator: Evaluator): Value {
  if (value.kind !== 'function') return value;
  const result = evaluator.callFunction(value.node, [], value.environment, node);
  const made = result.kind === 'promise' ? result.of : result;
  return [...leavesOf(made)].find((leaf) => leaf.kind === 'object') ?? value;
}

/** Values that may well be an options object of another file. */
const MAY_BE_OPTIONS: ReadonlySet<Value['kind']> = new Set(['imported', 'parameter', 'member', 'unknown', 'choice', 'any-of']);

const hidden = (call: Node): Match => ({ options: { node: call, value: { kind: 'unknown', reason: 'spread arguments', node: call } }, disabled: false, room: null });

/** What is written under a path of keys; `missing` where an object that is wholly shown does not have it. */
function along(within: Value, keys: readonly string[], place: Pick<OptionsPlace, 'absent' | 'false'>): readonly Match[] | 'missing' {
  const [key = '', ...rest] = keys;
  if (key === '[]' || key === '*') return eachOf(within, key).flatMap(({ node, value }) => (rest.length === 0 ? ofElement(node, value) : listed(along(value, rest, place))));
  if (within.kind !== 'object') return [];
  const property = within.properties.get(key);
  if (property === undefined) return within.complete ? 'missing' : place.absent === 'default' ? [hidden(within.node)] : [];
  const { value } = property;
  const node = property.node.type === 'Property' ? property.node.value : property.node;
  if (rest.length > 0) {
    if (value.kind === 'object' || rest[0] === '[]') return along(value, rest, place);
    return value.kind === 'constant' ? 'missing' : [];
  }
  if (value.kind === 'constant' && value.value === undefined) return place.absent === 'default' ? [{ options: null, disabled: false, room: null }] : [];
  return [settled(node, value, place.false === 'default')];
}

const listed = (matches: readonly Match[] | 'missing'): readonly Match[] => (matches === 'missing' ? [] : matches);

/** The elements of an array, or the values of an object. */
function eachOf(value: Value, key: '[]' | '*'): readonly { readonly node: Node; readonly value: Value }[] {
  if (key === '[]') return value.kind === 'array' ? value.elements.map((element) => ({ node: element.node, value: element })) : [];
  return value.kind === 'object' ? [...value.properties.values()].map((property) => ({ node: property.value.node, value: property.value })) : [];
}

/** Options that are an element of a list; what is no object says nothing. */
function ofElement(node: Node, value: Value): readonly Match[] {
  return value.kind === 'object' ? [{ options: { node, value }, disabled: false, room: null }] : [];
}

/** Options under a key: `true`, or another value that is no object, means the defaults, `false` no policy at all. */
export function settled(node: Node, value: Value, falseIsDefault: boolean): Match {
  if (value.kind === 'constant' && !value.value && !falseIsDefault) return { options: { node, value }, disabled: true, room: null };
  const isDefault = value.kind === 'constant' && (value.value === false || stringOf(value) !== null);
  return { options: { node, value: isDefault ? { kind: 'constant', value: null, node } : value }, disabled: false, room: roomAt(node) };
}

function argumentAt(call: TSESTree.CallExpression | TSESTree.NewExpression, index: number, environment: Environment, evaluator: Evaluator): Match {
  const node = call.arguments[index];
  if (node === undefined) return { options: null, disabled: false, room: call.arguments.length === index ? roomInArguments(call, '', 0) : null };
  const value = evaluator.evaluate(node, environment);
  return { options: isDefaults(value) ? null : { node, value }, disabled: false, room: roomAt(node) };
}

/** What an object of this form holds. */
export function inObject(shape: LibraryCall, object: TSESTree.ObjectExpression, evaluator: Evaluator): Match | readonly Match[] | null {
  if (shape.kind !== 'object') return null;
  const names = object.properties.flatMap((property) => (property.type === 'Property' && !property.computed ? (property.key.type === 'Identifier' ? property.key.name : String((property.key as TSESTree.Literal).value)) : []));
  if (!shape.keys.every((key) => names.includes(key))) return null;
  if (shape.keyIsPath === true && pathKeyOf(object, evaluator.module) === null) return null;
  const value = evaluator.evaluate(object);
  if (value.kind !== 'object') return null;
  for (const [key, text] of Object.entries(shape.has ?? {})) {
    const written = value.properties.get(key)?.value;
    if (written === undefined || stringOf(written) !== text) return null;
  }
  const keys = shape.at.split('.');
  const match = along(value, keys, { ...(shape.absent === undefined ? {} : { absent: shape.absent }) });
  if (match !== 'missing') return match;
  return shape.absent === 'default' ? { options: null, disabled: false, room: roomInObject(value, keys) } : null;
}

/** The path that is the key of an object: `'/api/**': { … }`. */
export function pathKeyOf(object: Node, module: Evaluator['module']): TSESTree.StringLiteral | null {
  const property = module.parentOf(object);
  return property?.type === 'Property' && property.key.type === 'Literal' && typeof property.key.value === 'string' && property.key.value.startsWith('/') ? property.key : null;
}

function inText(library: OptionLibrary, literal: TSESTree.Literal): Match {
  const entry = library.calls.find((shape) => shape.kind === 'object' && shape.has !== undefined);
  const [start, end] = literal.range;
  const named = entry?.kind === 'object' ? Object.entries(entry.has ?? {}).map(([key, text]) => `${key}: '${text}'`).join(', ') : '';
  return { options: null, disabled: false, room: entry?.kind === 'object' ? { start, end, before: `{ ${named}, ${entry.at}: { `, after: ' } }' } : null };
}

function roomAt(node: Node): Room {
  return { start: node.range[0], end: node.range[1], before: '{ ', after: ' }' };
}

/** After the last argument, or between the parentheses. */
function roomInArguments(call: TSESTree.CallExpression | TSESTree.NewExpression, keys: string, depth: number): Room | null {
  const last = call.arguments.at(-1);
  const end = last === undefined ? call.range[1] - 1 : last.range[1];
  if (last === undefined && call.type === 'NewExpression' && depth > 0) return null;
  return { start: end, end, before: `${last === undefined ? '' : ', '}${depth > 0 ? `{ ${keys}` : ''}{ `, after: ` }${' }'.repeat(depth)}` };
}

/** In an object that does not have the option's keys, or not all of them. */
function roomInObject(object: ObjectValue, keys: readonly string[]): Room | null {
  const [key = '', ...rest] = keys;
  const inner = rest.length > 0 ? object.properties.get(key)?.value : undefined;
  if (inner?.kind === 'object') return roomInObject(inner, rest);
  if (object.node.type !== 'ObjectExpression') return null;
  const open = object.node.range[0] + 1;
  const isEmpty = object.node.properties.length === 0;
  return { start: open, end: open, before: ` ${keys.join(': { ')}: { `, after: `${' }'.repeat(keys.length)}${isEmpty ? ' ' : ','}` };
}
