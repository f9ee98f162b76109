import type { Evaluator } from '../../values/evaluate.ts';
import type { Node } from '../../values/source-module.ts';
import { EMPTY_ENVIRONMENT } from '../../values/value.ts';
import type { LibraryCall } from '../library-model.ts';
import { exportedValue } from './exported-value.ts';
import { inCall, inObject } from './library-calls.ts';

/** A place in a file that has the form of a model's. */
export interface OptionPlace {
  /** The call or object. */
  readonly whole: Node;
  /** The option's value; `null` where it is not written. */
  readonly value: Node | null;
}

/** Every place of a file that has one of these forms. */
export function placesOf(shape: LibraryCall, evaluator: Evaluator): readonly OptionPlace[] {
  const { module } = evaluator;
  if (shape.where?.test(module.text) === false || shape.unless?.test(module.text) === true || shape.file?.test(module.file.replaceAll('\\', '/')) === false) return [];
  switch (shape.kind) {
    case 'object':
      return module.nodes('ObjectExpression').flatMap((object) => place(object, inObject(shape, object, evaluator)));
    case 'exported': {
      const found = exportedValue(evaluator, shape.at === '' ? [] : shape.at.split('.'));
      return found === null ? [] : [{ whole: found.node, value: found.node }];
    }
    case 'new':
      return module.nodes('NewExpression').flatMap((call) => place(call, inCall(shape, call, EMPTY_ENVIRONMENT, evaluator)));
    case 'text':
      return [];
    default:
      return module.nodes('CallExpression').flatMap((call) => place(call, inCall(shape, call, EMPTY_ENVIRONMENT, evaluator)));
  }
}

function place(whole: Node, match: ReturnType<typeof inObject>): readonly OptionPlace[] {
  return [match ?? []].flat().map(({ options }) => ({ whole, value: options?.node ?? null }));
}
