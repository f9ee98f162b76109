import type { OptionFault } from '../../policy/option-fault.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import { endsOf, type PathEnd, type PathTree } from '../../values/path-tree.ts';
import { pathsOf } from '../../values/paths.ts';
import { isReachedWith } from '../../values/reached-with.ts';
import { isFunction, type Node, type SourceModule, type Variable } from '../../values/source-module.ts';
import { leavesOf, type Environment, type FunctionValue, type Value } from '../../values/value.ts';
import type { OptionLibrary, OriginFunction } from '../library-model.ts';
import { callsParameter, parameterVariable } from './option-policy.ts';

/** What an origin function does that its library cannot use. */
export function functionFaultsOf(fn: FunctionValue, library: OptionLibrary, evaluator: Evaluator): readonly OptionFault[] {
  const { module } = evaluator;
  const { node } = fn;
  if (!module.owns(node) || library.function === null) return [];
  const { answers, awaits } = library.function;
  const fault = (kind: OptionFault['kind'], detail: Partial<OptionFault> = {}): OptionFault => ({ kind, library: library.name, text: module.excerpt(node), meant: '', place: module.placeOf(node), instead: null, opens: false, ...detail });
  const byCallback = answers.find((each) => each.by === 'callback');
  // A promise answers, too, where it is awaited: then nothing else that is returned does.
  const isAnswer = (end: PathEnd): boolean => end.events.length > 0 || (answers.length > 1 && awaits && end.by === 'return' && end.value !== null && (!isBoolean(end.value) || mayBePromise(end.value)));
  if (byCallback?.by === 'callback' && !(node.async && answers.length > 1)) {
    const callback = parameterVariable(node, byCallback.index, evaluator);
    if (isNeverCalled(fn, byCallback.index, callback, module)) {
      const ends = answers.length === 1 ? [] : allEndsOf(pathsOf(evaluator, node, fn.environment, { isEvent: () => false }));
      return ends === null || ends.some((end) => end.by !== 'throw' && isAnswer(end)) ? [] : [fault('no-callback', { instead: rewrittenArrow(node, evaluator) })];
    }
    return callback === null ? [] : answeredFaults(fn, callback, isAnswer, evaluator).map(({ kind, ...detail }) => fault(kind, { meant: callback.name, ...detail }));
  }
  if (answers.length > 0 && answers.every((each) => each.by === 'return')) {
    const callback = node.params.length > 1 ? parameterVariable(node, 1, evaluator) : null;
    const isCalled = callback?.references.some(({ identifier }) => {
      const call = module.parentOf(identifier);
      return call?.type === 'CallExpression' && call.callee === identifier && call.arguments.length > 0;
    });
    if (isCalled === true) return [fault('needless-callback', { meant: callback?.name ?? '' })];
    return returnedFaults(fn, library.function, evaluator).map(({ kind, ...detail }) => fault(kind, detail));
  }
  return [];
}

/** What a function does that is asked for the options of each request, and that its library cannot use. */
export function delegateFaultsOf(fn: FunctionValue, library: OptionLibrary, evaluator: Evaluator): readonly OptionFault[] {
  const { module } = evaluator;
  const { node } = fn;
  const waits = library.delegate?.waits;
  if (waits === undefined || !module.owns(node)) return [];
  // Fastify looks at the function's `length`, which counts the parameters before the first with a default.
  if (waits === 'two' && (node.params.length !== 2 || node.params.some(({ type }) => type === 'AssignmentPattern' || type === 'RestElement'))) return [];
  if (!isNeverCalled(fn, 1, parameterVariable(node, 1, evaluator), module)) return [];
  return [{ kind: 'no-callback', library: library.name, text: module.excerpt(node), meant: '', place: module.placeOf(node), instead: rewrittenArrow(node, evaluator), opens: false }];
}

/** The functions that ways through a function return. */
export function functionsFrom(fn: FunctionValue, evaluator: Evaluator): readonly FunctionValue[] {
  const ends = endsOf(pathsOf(evaluator, fn.node, fn.environment, { isEvent: () => false }));
  return ends.flatMap((end) => (end?.by === 'return' && end.value !== null ? [...leavesOf(end.value)] : [])).filter((leaf) => leaf.kind === 'function');
}

/** Whether a function has no parameter for the callback, or none that it uses; a rest parameter, or `arguments`, may hold it. */
function isNeverCalled({ node }: FunctionValue, index: number, callback: Variable | null, module: SourceModule): boolean {
  if (node.params.some((param) => param.type === 'RestElement') || /\barguments\b/.test(module.textOf(node))) return false;
  return node.params.length <= index || callback?.references.length === 0;
}

/** The ways through a function that end without a call of its callback, for which the library waits for ever, or with more than one. */
function answeredFaults(fn: FunctionValue, callback: Variable, isAnswer: (end: PathEnd) => boolean, evaluator: Evaluator): readonly Returned[] {
  const { module } = evaluator;
  const { node } = fn;
  // A callback that is handed on, or called later, may be called after all.
  const isCalledHere = (identifier: Node): boolean => {
    const call = module.parentOf(identifier);
    return call?.type === 'CallExpression' && call.callee === identifier && [...module.ancestorsOf(identifier)].find(isFunction) === node;
  };
  if (!callback.references.every(({ identifier }) => isCalledHere(identifier as Node))) return [];
  const ends = allEndsOf(pathsOf(evaluator, node, fn.environment, { isEvent: (each) => callsParameter(each, callback, evaluator) }));
  if (ends === null) return [];
  const again = ends.flatMap(({ events: [first, second] }) => (first !== undefined && second !== undefined && isReachedWith(first.node, second.node, module) ? [second.node] : []))[0];
  if (again !== undefined) return [{ kind: 'answered-twice', place: module.placeOf(again), text: module.excerpt(again) }];
  if (!ends.some((end) => end.by !== 'throw' && !isAnswer(end))) return [];
  const last = node.body?.type === 'BlockStatement' ? node.body.body.at(-1) : undefined;
  // `if (listed) callback(null, true);` at the end: what is missing is its other branch.
  if (last?.type !== 'IfStatement' || last.alternate !== null) return [{ kind: 'some-unanswered' }];
  return [{ kind: 'some-unanswered', instead: ` else ${callback.name}(null, false);`, at: { start: last.range[1], end: last.range[1] } }];
}

/** Every end of the ways through a function; `null` when not all are known. */
function allEndsOf(tree: PathTree): readonly PathEnd[] | null {
  const ends = endsOf(tree);
  return ends.every((end) => end !== null) ? ends : null;
}

type Returned = Partial<OptionFault> & Pick<OptionFault, 'kind'>;

function returnedFaults(fn: FunctionValue, { parameter, forms }: OriginFunction, evaluator: Evaluator): readonly Returned[] {
  const { node } = fn;
  const asked = parameterVariable(node, parameter.index, evaluator);
  const environment: Environment = asked === null || parameter.is === 'context' ? fn.environment : new Map([...fn.environment, [asked, { kind: 'request-header', name: 'origin', node }]]);
  const ends = allEndsOf(pathsOf(evaluator, node, environment, { isEvent: () => false }));
  const returned = (ends ?? []).flatMap(({ by, value }) => (by === 'return' && value !== null ? [value.kind === 'promise' ? value.of : value] : []));
  if (parameter.is === 'context' && asked !== null && forms.other === 'text' && returned.some((value) => value.kind === 'parameter' && value.variable === asked)) {
    return [{ kind: 'context-answer', meant: asked.name }];
  }
  if (forms.true !== 'text' || !returned.some(mayBeTrue)) return [];
  const isArrow = node.type === 'ArrowFunctionExpression' && node.body.type !== 'BlockStatement' && !node.async;
  const isOneParameter = asked !== null && parameter.is === 'origin' && forms.string === 'fixed' && forms.null === 'absent';
  if (!isArrow || !isOneParameter || !returned.every(isBoolean) || returned.length !== 1) return [{ kind: 'boolean-answer' }];
  const { range } = node.body;
  return [{ kind: 'boolean-answer', instead: `(${evaluator.module.textOf(node.body)}) ? ${asked.name} : null`, at: { start: range[0], end: range[1] } }];
}

/** Whether an answer is the boolean true for some request: written so, or the outcome of a comparison. */
function mayBeTrue(value: Value): boolean {
  const leaves = [...leavesOf(value)];
  return leaves.some((leaf) => leaf.kind === 'constant' && leaf.value === true) || (leaves.some((leaf) => leaf.kind !== 'constant') && leaves.every(isBoolean));
}

/** Whether a method that sets and maps have may be that of a store, which answers later. */
function mayBePromise(value: Value): boolean {
  return [...leavesOf(value)].some((leaf) => leaf.kind === 'call' && leaf.callee.kind === 'member' && leaf.callee.name === 'has' && leaf.callee.object.kind !== 'instance');
}

const COMPARISONS: ReadonlySet<string> = new Set(['===', '!==', '==', '!=', '<', '<=', '>', '>=', '!', 'in', 'instanceof']);

function isBoolean(value: Value): boolean {
  switch (value.kind) {
    case 'constant':
      return typeof value.value === 'boolean';
    case 'operation':
      return COMPARISONS.has(value.operator);
    case 'call':
      return value.callee.kind === 'member' && /^(?:includes|has|some|every|test|startsWith|endsWith)$/.test(value.callee.name);
    case 'choice':
      return [...leavesOf(value)].every(isBoolean);
    default:
      return false;
  }
}

/** `(origin) => check(origin)` with the callback that the library calls it with. */
function rewrittenArrow(node: FunctionValue['node'], evaluator: Evaluator): string | null {
  const [parameter] = node.params;
  const [, callback] = node.params;
  if (node.type !== 'ArrowFunctionExpression' || node.async || node.body.type === 'BlockStatement' || parameter?.type !== 'Identifier' || (callback !== undefined && callback.type !== 'Identifier') || node.params.length > 2) return null;
  const { module } = evaluator;
  const name = callback?.name ?? 'callback';
  return `(${module.textOf(parameter)}, ${name}) => ${name}(null, ${module.textOf(node.body)})`;
}
