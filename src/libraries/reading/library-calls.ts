import type { TSESTree } from '@typescript-eslint/utils';
import type { Evaluator } from '../../values/evaluate.ts';
import { propertyName } from '../../values/request.ts';
import type { Node } from '../../values/source-module.ts';
import { EMPTY_ENVIRONMENT, leavesOf, stringOf, type Environment, type Value } from '../../values/value.ts';
import { OPTION_LIBRARIES } from '../all-libraries.ts';
import type { LibraryCall, OptionLibrary } from '../library-model.ts';

/** A call that hands options to a CORS library. */
export interface RecognizedCall {
  readonly library: OptionLibrary;
  readonly call: TSESTree.CallExpression;
  /** What in the file at hand stands for the call: itself, or what gets it from an imported file. */
  readonly use: Node;
  /** The options argument; `null` when there is none. */
  readonly options: { readonly node: Node; readonly value: Value } | null;
  /** Whether the whole policy is switched off, as `cors: false` does. */
  readonly disabled: boolean;
}

/** Code of an imported file that is run for the file at hand, with what leads there and what names mean in it. */
interface Reached {
  readonly node: Node;
  readonly use: Node;
  readonly environment: Environment;
}

type Shape = { readonly library: OptionLibrary; readonly shape: LibraryCall };

/** Every call of a CORS library in a file, and those that it gets from imported files. */
export function libraryCallsOf(evaluator: Evaluator, reached: readonly Reached[]): readonly RecognizedCall[] {
  const { text } = evaluator.module;
  const shapes = OPTION_LIBRARIES.flatMap((library) => library.calls.map((shape) => ({ library, shape })))
    .filter(({ shape }) => shape.where?.test(text) !== false && shape.unless?.test(text) !== true);
  const found: RecognizedCall[] = [];
  for (const call of evaluator.module.nodes('CallExpression')) {
    const recognized = recognizeAny(shapes, call, call, EMPTY_ENVIRONMENT, evaluator);
    if (recognized !== null) found.push(recognized);
    else found.push(...borrowed(call, shapes, evaluator));
  }
  for (const { node, use, environment } of reached) {
    for (const inner of evaluator.module.within(node)) {
      const recognized = inner.type === 'CallExpression' ? recognizeAny(shapes, inner, use, environment, evaluator) : null;
      if (recognized !== null) found.push(recognized);
    }
  }
  return found;
}

function recognizeAny(shapes: readonly Shape[], call: TSESTree.CallExpression, use: Node, environment: Environment, evaluator: Evaluator): RecognizedCall | null {
  for (const { library, shape } of shapes) {
    const match = recognize(shape, call, environment, evaluator);
    if (match !== null) return { library, call, use, ...match };
  }
  return null;
}

/** Middleware that another file made: `app.use(corsMiddleware)`, `app.use(createCors({ … }))`. */
function borrowed(call: TSESTree.CallExpression, shapes: readonly Shape[], evaluator: Evaluator): readonly RecognizedCall[] {
  const { module } = evaluator;
  return call.arguments.flatMap((argument) => (argument.type === 'ArrayExpression' ? argument.elements.filter((each) => each !== null) : [argument])).flatMap((use) => {
    if (use.type !== 'Identifier' && use.type !== 'MemberExpression' && use.type !== 'CallExpression' && use.type !== 'AwaitExpression') return [];
    return [...leavesOf(evaluator.evaluate(use))].flatMap((value): RecognizedCall[] => {
      if (value.kind !== 'call' || module.owns(value.node) || value.node.type !== 'CallExpression') return [];
      const made = value.node;
      for (const { library, shape } of shapes) {
        if (shape.kind !== 'call' || !isExport(value.callee, shape.module, shape.path)) continue;
        const node = made.arguments[shape.options];
        const option = value.args[shape.options];
        return [{ library, call: made, use, options: node === undefined || option === undefined || isDefaults(option) ? null : { node, value: option }, disabled: false }];
      }
      return [];
    });
  });
}

function recognize(shape: LibraryCall, call: TSESTree.CallExpression, environment: Environment, evaluator: Evaluator): Pick<RecognizedCall, 'options' | 'disabled'> | null {
  switch (shape.kind) {
    case 'call':
      return isExport(evaluator.evaluate(call.callee), shape.module, shape.path) ? argumentAt(call, shape.options, environment, evaluator) : null;
    case 'plugin': {
      if (call.callee.type !== 'MemberExpression' || !shape.method.test(propertyName(call.callee) ?? '')) return null;
      const [plugin] = call.arguments;
      if (plugin === undefined) return null;
      const value = evaluator.evaluate(plugin);
      const target = value.kind === 'promise' ? value.of : value;
      return target.kind === 'imported' && shape.module.test(target.module) ? argumentAt(call, shape.options, environment, evaluator) : null;
    }
    case 'method':
      if (call.callee.type !== 'MemberExpression' || propertyName(call.callee) !== shape.method) return null;
      return argumentAt(call, shape.options, environment, evaluator);
    case 'option':
      return isExport(evaluator.evaluate(call.callee), shape.module, shape.path) ? optionOf(call, shape.key, environment, evaluator) : null;
  }
}

function isExport(value: Value, module: RegExp, path: readonly string[]): boolean {
  return [...leavesOf(value)].some((leaf) => leaf.kind === 'imported' && module.test(leaf.module) && leaf.path.join('.') === path.join('.'));
}

function argumentAt(call: TSESTree.CallExpression, index: number, environment: Environment, evaluator: Evaluator): Pick<RecognizedCall, 'options' | 'disabled'> {
  const node = call.arguments[index];
  if (node === undefined) return { options: null, disabled: false };
  const value = evaluator.evaluate(node, environment);
  return { options: isDefaults(value) ? null : { node, value }, disabled: false };
}

function isDefaults(value: Value): boolean {
  return value.kind === 'constant' && (value.value === undefined || value.value === true);
}

/** `cors` in one of the arguments' objects: `true` means the defaults, `false` no policy at all. */
function optionOf(call: TSESTree.CallExpression, key: string, environment: Environment, evaluator: Evaluator): Pick<RecognizedCall, 'options' | 'disabled'> | null {
  for (const argument of call.arguments) {
    const value = evaluator.evaluate(argument, environment);
    const property = value.kind === 'object' ? value.properties.get(key) : undefined;
    if (property === undefined) continue;
    const option = property.value;
    const node = property.node.type === 'Property' ? property.node.value : property.node;
    if (option.kind === 'constant' && !option.value) return { options: { node, value: option }, disabled: true };
    const isDefault = option.kind === 'constant' && (option.value === true || stringOf(option) !== null);
    return { options: { node, value: isDefault ? { kind: 'constant', value: null, node } : option }, disabled: false };
  }
  return null;
}
