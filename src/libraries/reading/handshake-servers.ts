import type { TSESTree } from '@typescript-eslint/utils';
import type { Evaluator } from '../../values/evaluate.ts';
import { propertyName } from '../../values/request.ts';
import type { Node } from '../../values/source-module.ts';
import type { ObjectValue, Value } from '../../values/value.ts';
import { HANDSHAKE_LIBRARIES } from '../all-libraries.ts';
import type { HandshakeCheck, HandshakeLibrary, ServerCall } from '../handshake-model.ts';
import { isExport } from './library-calls.ts';
import { editionInUse, type VersionLookup } from './version-in-use.ts';

type Call = TSESTree.CallExpression | TSESTree.NewExpression;

/** A place that makes a WebSocket server. */
export interface HandshakeServer {
  readonly library: HandshakeLibrary;
  readonly assumed: boolean;
  readonly call: Call;
  /** Its options; `null` when there are none, `unknown` when they are not shown. */
  readonly options: ObjectValue | null | 'unknown';
  /** The check that decides, with the option's value; `null` when none is written. */
  readonly check: { readonly model: HandshakeCheck; readonly value: Value; readonly node: Node } | null;
  /** Where a check can be written when there is none: the text that goes before and after it. */
  readonly room: { readonly at: number; readonly before: string; readonly after: string } | null;
}

/** Every WebSocket server that a file makes. */
export function handshakeServersOf(evaluator: Evaluator, versionOf: VersionLookup): readonly HandshakeServer[] {
  const { module } = evaluator;
  return [...module.nodes('CallExpression'), ...module.nodes('NewExpression')].flatMap((call): HandshakeServer[] => {
    for (const library of HANDSHAKE_LIBRARIES) {
      const shape = library.servers.find((each) => makes(each, call, evaluator));
      if (shape === undefined) continue;
      const edition = editionInUse(HANDSHAKE_LIBRARIES.filter(({ id }) => id === library.id), module.file, versionOf);
      if (edition?.library === library) return [serverOf(library, edition.assumed, shape, call, evaluator)];
    }
    return [];
  });
}

function makes(shape: ServerCall, call: Call, evaluator: Evaluator): boolean {
  if (shape.kind === 'plugin') {
    const [plugin] = call.arguments;
    if (plugin === undefined || call.callee.type !== 'MemberExpression' || !shape.method.test(propertyName(call.callee) ?? '')) return false;
    const value = evaluator.evaluate(plugin);
    return isExport(value.kind === 'promise' ? value.of : value, shape.module, ['', 'default']);
  }
  return (call.type === 'NewExpression') === (shape.kind === 'new') && isExport(evaluator.evaluate(call.callee), shape.module, shape.exports);
}

function serverOf(library: HandshakeLibrary, assumed: boolean, shape: ServerCall, call: Call, evaluator: Evaluator): HandshakeServer {
  const argument = optionsArgument(shape, call, evaluator);
  const whole = argument === 'unknown' || argument === null ? argument : evaluator.evaluate(argument);
  const given = whole === null || whole === 'unknown' || whole.kind === 'object' ? whole : 'unknown';
  const inner = given === null || given === 'unknown' || shape.at === undefined ? undefined : given.properties.get(shape.at)?.value;
  const options = shape.at === undefined || given === null || given === 'unknown' ? given : inner === undefined ? (given.complete ? null : 'unknown') : inner.kind === 'object' ? inner : 'unknown';
  const check = options === null || options === 'unknown' ? null : checkIn(options, library);
  const open = options !== null && options !== 'unknown' && !options.complete && check === null;
  const roomy = options === null && given !== 'unknown' ? roomOf(shape, given, call) : options === null || options === 'unknown' ? null : roomInside(options, evaluator);
  return { library, assumed, call, options: open ? 'unknown' : options, check, room: roomy };
}

/** The argument that holds the options; `null` when there is none, `unknown` when it may be one that is not shown. */
function optionsArgument(shape: ServerCall, call: Call, evaluator: Evaluator): Node | null | 'unknown' {
  if (call.arguments.some((each) => each.type === 'SpreadElement')) return 'unknown';
  if (shape.options !== 'any') return call.arguments[shape.options] ?? null;
  const object = call.arguments.find((each) => evaluator.evaluate(each).kind === 'object');
  if (object !== undefined) return object;
  const last = call.arguments.at(-1);
  if (last === undefined || !MAY_BE_OPTIONS.has(evaluator.evaluate(last).kind)) return null;
  return /server|http|port|app\b/i.test(evaluator.module.textOf(last)) ? null : 'unknown';
}

const MAY_BE_OPTIONS: ReadonlySet<Value['kind']> = new Set(['imported', 'parameter', 'member', 'unknown', 'choice', 'any-of', 'call']);

function checkIn(options: ObjectValue, library: HandshakeLibrary): HandshakeServer['check'] {
  for (const model of library.checks) {
    const property = options.properties.get(model.option);
    if (property === undefined || (property.value.kind === 'constant' && (property.value.value === undefined || property.value.value === null))) continue;
    return { model, value: property.value, node: property.node };
  }
  return null;
}

function roomInside(options: ObjectValue, evaluator: Evaluator): HandshakeServer['room'] {
  const { node } = options;
  if (node.type !== 'ObjectExpression' || !evaluator.module.owns(node)) return null;
  return { at: node.range[0] + 1, before: ' ', after: node.properties.length === 0 ? ' ' : ',' };
}

function roomOf(shape: ServerCall, given: ObjectValue | null, call: Call): HandshakeServer['room'] {
  const [open, close] = shape.at === undefined ? ['{ ', ' }'] : [`{ ${shape.at}: { `, ' } }'];
  if (given !== null) {
    if (given.node.type !== 'ObjectExpression' || given.node.range[0] < call.range[0] || given.node.range[1] > call.range[1]) return null;
    return { at: given.node.range[0] + 1, before: ` ${open.slice(2)}`, after: `${close.slice(0, -2)}${given.node.properties.length === 0 ? ' ' : ','}` };
  }
  const last = call.arguments.at(-1);
  const missing = shape.options === 'any' ? 0 : shape.options - call.arguments.length;
  if (last === undefined) return missing > 0 || call.type === 'NewExpression' && !hasParentheses(call) ? null : { at: call.range[1] - 1, before: open, after: close };
  return { at: last.range[1], before: `, ${'undefined, '.repeat(Math.max(0, missing))}${open}`, after: close };
}

const hasParentheses = (call: Call): boolean => call.range[1] > call.callee.range[1];

/** The text of an option of a server that is a plain text. */
export function textOption({ options }: HandshakeServer, name: string): string | null {
  const value = options === null || options === 'unknown' ? undefined : options.properties.get(name)?.value;
  return value?.kind === 'constant' && typeof value.value === 'string' ? value.value : null;
}

/** Whether an option of a server is `true`. */
export function isSwitchedOn({ options }: HandshakeServer, name: string): boolean {
  const value = options === null || options === 'unknown' ? undefined : options.properties.get(name)?.value;
  return value?.kind === 'constant' && value.value === true;
}
