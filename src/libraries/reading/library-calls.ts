import type { TSESTree } from '@typescript-eslint/utils';
import type { Evaluator } from '../../values/evaluate.ts';
import { propertyName } from '../../values/request.ts';
import type { Node } from '../../values/source-module.ts';
import { leavesOf, stringOf, type Value } from '../../values/value.ts';
import { OPTION_LIBRARIES } from '../all-libraries.ts';
import type { LibraryCall, OptionLibrary } from '../library-model.ts';

/** A call that hands options to a CORS library. */
export interface RecognizedCall {
  readonly library: OptionLibrary;
  readonly call: TSESTree.CallExpression;
  /** The options argument; `null` when there is none. */
  readonly options: { readonly node: Node; readonly value: Value } | null;
  /** Whether the whole policy is switched off, as `cors: false` does. */
  readonly disabled: boolean;
}

/** Every call of a CORS library in a file. */
export function libraryCallsOf(evaluator: Evaluator): readonly RecognizedCall[] {
  const { text } = evaluator.module;
  const shapes = OPTION_LIBRARIES.flatMap((library) => library.calls.map((shape) => ({ library, shape })))
    .filter(({ shape }) => shape.where?.test(text) !== false && shape.unless?.test(text) !== true);
  const found: RecognizedCall[] = [];
  for (const call of evaluator.module.nodes('CallExpression')) {
    for (const { library, shape } of shapes) {
      const match = recognize(shape, call, evaluator);
      if (match === null) continue;
      found.push({ library, call, ...match });
      break;
    }
  }
  return found;
}

function recognize(shape: LibraryCall, call: TSESTree.CallExpression, evaluator: Evaluator): Pick<RecognizedCall, 'options' | 'disabled'> | null {
  switch (shape.kind) {
    case 'call':
      return isExport(evaluator.evaluate(call.callee), shape.module, shape.path) ? argumentAt(call, shape.options, evaluator) : null;
    case 'plugin': {
      if (call.callee.type !== 'MemberExpression' || !shape.method.test(propertyName(call.callee) ?? '')) return null;
      const [plugin] = call.arguments;
      if (plugin === undefined) return null;
      const value = evaluator.evaluate(plugin);
      const target = value.kind === 'promise' ? value.of : value;
      return target.kind === 'imported' && shape.module.test(target.module) ? argumentAt(call, shape.options, evaluator) : null;
    }
    case 'method':
      if (call.callee.type !== 'MemberExpression' || propertyName(call.callee) !== shape.method) return null;
      return argumentAt(call, shape.options, evaluator);
    case 'option':
      return isExport(evaluator.evaluate(call.callee), shape.module, shape.path) ? optionOf(call, shape.key, evaluator) : null;
  }
}

function isExport(value: Value, module: RegExp, path: readonly string[]): boolean {
  return [...leavesOf(value)].some((leaf) => leaf.kind === 'imported' && module.test(leaf.module) && leaf.path.join('.') === path.join('.'));
}

function argumentAt(call: TSESTree.CallExpression, index: number, evaluator: Evaluator): Pick<RecognizedCall, 'options' | 'disabled'> {
  const node = call.arguments[index];
  if (node === undefined) return { options: null, disabled: false };
  const value = evaluator.evaluate(node);
  const missing = value.kind === 'constant' && (value.value === undefined || value.value === true);
  return { options: missing ? null : { node, value }, disabled: false };
}

/** `cors` in one of the arguments' objects: `true` means the defaults, `false` no policy at all. */
function optionOf(call: TSESTree.CallExpression, key: string, evaluator: Evaluator): Pick<RecognizedCall, 'options' | 'disabled'> | null {
  for (const argument of call.arguments) {
    const value = evaluator.evaluate(argument);
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
