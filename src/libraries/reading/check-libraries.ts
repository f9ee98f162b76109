import picomatch from 'picomatch';
import { or, type OriginPredicate } from '../../policy/origin-predicate.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import { leavesOf, stringOf, type Value } from '../../values/value.ts';
import { atom, onSubject } from './origin-atom.ts';
import { subjectOf } from './origin-subject.ts';

type Call = Extract<Value, { kind: 'call' }>;

/** Functions of lodash and its kin that take the receiver of the method of the same name as their first argument. */
const FUNCTION_LIBRARIES = /^(?:lodash(?:-es)?|lodash\/\w+|lodash\.\w+|underscore|es-toolkit\/compat|validator)$/;

/** Those that take it last, and wait for arguments that they are not given: `R.endsWith('example.com', origin)`, `R.endsWith('example.com')(origin)`. */
const RECEIVER_LAST = /^(?:ramda|rambda|lodash\/fp)$/;
const METHODS: ReadonlyMap<string, string> = new Map([
  ['includes', 'includes'],
  ['has', 'hasOwnProperty'],
  ['contains', 'includes'],
  ['startsWith', 'startsWith'],
  ['endsWith', 'endsWith'],
  ['indexOf', 'indexOf'],
  ['some', 'some'],
  ['any', 'some'],
  ['every', 'every'],
  ['find', 'find'],
  ['findIndex', 'findIndex'],
  ['test', 'test'],
]);

/** `_.includes(list, origin)` as `list.includes(origin)`; other calls as they are. */
export function asMethod(call: Call): Call {
  const { callee } = call;
  const last = receiverLast(call);
  if (last !== null) return last;
  const [receiver, ...args] = call.args;
  if (callee.kind !== 'imported' || receiver === undefined || !FUNCTION_LIBRARIES.test(callee.module)) return call;
  const method = METHODS.get(callee.path.at(-1) ?? /[./](\w+)$/.exec(callee.module)?.[1] ?? '');
  return method === undefined ? call : { ...call, callee: { kind: 'member', object: receiver, name: method, node: call.node }, args };
}

function receiverLast({ callee, args, ...call }: Call): Call | null {
  // What was given before comes first.
  const [fn, all] = callee.kind === 'call' ? [callee.callee, [...callee.args, ...args]] : [callee, args];
  const receiver = all.at(-1);
  if (fn.kind !== 'imported' || receiver === undefined || all.length !== 2 || !RECEIVER_LAST.test(fn.module)) return null;
  const name = fn.path.at(-1) ?? '';
  const method = name === 'all' ? 'every' : name === 'equals' ? null : METHODS.get(name);
  if (method === undefined || method === null) return null;
  // `R.test(pattern, text)`: the pattern is what is asked.
  const [object, asked] = method === 'test' ? [all[0] ?? receiver, receiver] : [receiver, all[0] ?? receiver];
  return { ...call, callee: { kind: 'member', object, name: method, node: call.node }, args: [asked] };
}

/**
 * Libraries that match a text against globs. `path`: `*` stops at a slash, as minimatch and picomatch do; `text`: it
 * stands for anything. `asks` names the functions, by their path in the module, and the order of their arguments.
 */
const GLOB_LIBRARIES: readonly { readonly module: RegExp; readonly asks: RegExp; readonly order: 'text first' | 'globs first'; readonly star: 'path' | 'text' }[] = [
  { module: /^minimatch$/, asks: /^(?:|minimatch|default)$/, order: 'text first', star: 'path' },
  { module: /^picomatch$/, asks: /^isMatch$/, order: 'text first', star: 'path' },
  { module: /^micromatch$/, asks: /^(?:isMatch|some|any)$/, order: 'text first', star: 'path' },
  { module: /^matcher$/, asks: /^isMatch$/, order: 'text first', star: 'text' },
  { module: /^(?:wildcard-match|wcmatch)$/, asks: /^$/, order: 'globs first', star: 'path' },
];

/** A call of a glob library on the origin; `null` for other calls. */
export function globCondition(call: Call, evaluator: Evaluator): OriginPredicate | null {
  const { callee } = call;
  if (callee.kind === 'call' && callee.callee.kind === 'imported') {
    // `picomatch(glob)(origin)`
    const { module, path } = callee.callee;
    if (!/^(?:picomatch|micromatch|wildcard-match|wcmatch)$/.test(module) || !/^(?:|default|matcher)$/.test(path.join('.'))) return null;
    return matchGlobs(call.args[0], callee.args[0], 'path', call, evaluator, callee.args[1]);
  }
  if (callee.kind === 'member' && /^(?:test|exec)$/.test(callee.name) && callee.object.kind === 'call' && callee.object.callee.kind === 'imported') {
    // `picomatch.makeRe(glob).test(origin)`; that of minimatch differs between its versions.
    const { module, path } = callee.object.callee;
    if (!/^(?:picomatch|micromatch)$/.test(module) || path.at(-1) !== 'makeRe') return null;
    return matchGlobs(call.args[0], callee.object.args[0], 'path', call, evaluator, callee.object.args[1]);
  }
  if (callee.kind !== 'imported') return null;
  const library = GLOB_LIBRARIES.find((each) => each.module.test(callee.module) && each.asks.test(callee.path.join('.')) && each.order === 'text first');
  return library === undefined ? null : matchGlobs(call.args[0], call.args[1], library.star, call, evaluator, takesOptions(callee.module) ? call.args[2] : undefined);
}

/** `micromatch([origin], globs).length > 0`: what the call answers with is the origin, where it matches; `null` for other calls. */
export function globsFound(call: Call, evaluator: Evaluator): OriginPredicate | null {
  const { callee, args } = call;
  const [texts, globs] = args;
  if (callee.kind !== 'imported' || !/^(?:micromatch|matcher)$/.test(callee.module) || !/^(?:|default|match|matcher)$/.test(callee.path.join('.'))) return null;
  const text = texts?.kind === 'array' && texts.complete && texts.elements.length === 1 ? texts.elements[0] : texts?.kind === 'array' ? undefined : texts;
  return matchGlobs(text, globs, callee.module === 'matcher' ? 'text' : 'path', call, evaluator, takesOptions(callee.module) ? args[2] : undefined);
}

function matchGlobs(text: Value | undefined, globs: Value | undefined, star: 'path' | 'text', call: Call, evaluator: Evaluator, given?: Value): OriginPredicate | null {
  const subject = text === undefined ? null : subjectOf(text);
  if (subject === null || globs === undefined) return null;
  const operand = call.node.type === 'CallExpression' ? call.node.arguments[0] : undefined;
  const at = { node: call.node, ...(operand === undefined ? {} : { operand }) };
  const options = given === undefined ? {} : switchesIn(given);
  const elements = [...leavesOf(globs)].flatMap((leaf) => (leaf.kind === 'array' ? leaf.elements : [leaf]));
  return onSubject(
    subject,
    or(
      ...elements.map((element) => {
        const glob = stringOf(element);
        const pattern = glob === null || options === null || glob.startsWith('!') ? null : star === 'path' ? pathGlob(glob, options) : { source: textGlob(glob), flags: '' };
        return atom(at, evaluator, pattern === null ? { op: 'unknown', reason: 'a glob that this file does not show' } : { op: 'matches', source: pattern.source, flags: pattern.flags });
      }),
    ),
    at,
    evaluator,
  );
}

const takesOptions = (module: string): boolean => /^(?:picomatch|micromatch)$/.test(module);

/** The options of picomatch that are switches, such as `bash`, with which `*` stands for slashes too; `null` where not all are shown. */
function switchesIn(given: Value): Readonly<Record<string, boolean>> | null {
  if (given.kind !== 'object' || !given.complete) return null;
  const switches = [...given.properties].map(([name, { value }]) => [name, value.kind === 'constant' ? value.value : null] as const);
  return switches.every((each): each is readonly [string, boolean] => typeof each[1] === 'boolean') ? Object.fromEntries(switches) : null;
}

function pathGlob(glob: string, options: Readonly<Record<string, boolean>>): Pick<RegExp, 'source' | 'flags'> | null {
  try {
    return picomatch.makeRe(glob, options);
  } catch {
    return null;
  }
}

function textGlob(glob: string): string {
  return `^${glob.split('*').map((part) => part.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('[^]*')}$`;
}
