import type { Evaluator } from '../../src/values/evaluate.ts';
import type { Node } from '../../src/values/source-module.ts';
import type { Test, Value } from '../../src/values/value.ts';
import { evaluatorOf } from '../read.ts';

/** The argument of the only call of `probe` in a source. */
export function probed(source: string, file?: string): { readonly node: Node; readonly evaluator: Evaluator } {
  const evaluator = evaluatorOf(source, file);
  const calls = evaluator.module.nodes('CallExpression').filter(({ callee }) => callee.type === 'Identifier' && callee.name === 'probe');
  const [node] = calls[0]?.arguments ?? [];
  if (calls.length !== 1 || node === undefined) throw new Error(`a source calls probe(…) once:\n${source}`);
  return { node, evaluator };
}

/** What the probed expression is, in a short notation. */
export function valueOf(source: string, file?: string): string {
  const { node, evaluator } = probed(source, file);
  return show(evaluator.evaluate(node), evaluator);
}

/** A value in a notation close to the code that would make it; `…` stands for what the source does not show. */
export function show(value: Value, evaluator: Evaluator): string {
  const each = (values: readonly Value[]): string[] => values.map((one) => show(one, evaluator));
  const listed = (values: readonly Value[], complete: boolean): string => [...each(values), ...(complete ? [] : ['…'])].join(', ');
  switch (value.kind) {
    case 'constant':
      return typeof value.value === 'string' ? `'${value.value}'` : String(value.value);
    case 'regexp':
      return `/${value.source}/${value.flags}`;
    case 'text':
      return `text(${each(value.parts).join(' + ')})`;
    case 'array':
      return `[${listed(value.elements, value.complete)}]`;
    case 'set':
      return `Set[${listed(value.elements, value.complete)}]`;
    case 'map':
      return `Map[${listed(value.keys, value.complete)}]`;
    case 'object': {
      const properties = [...value.properties].map(([name, property]) => `${name}: ${show(property.value, evaluator)}`);
      return `{${[...properties, ...(value.complete ? [] : ['…'])].join(', ')}}`;
    }
    case 'function':
      return 'function';
    case 'class':
      return 'class';
    case 'instance':
      return `new ${show(value.callee, evaluator)}(${each(value.args).join(', ')})`;
    case 'imported':
      return `import(${[value.module, ...value.path].join('.')})`;
    case 'call':
      return `${show(value.callee, evaluator)}(${each(value.args).join(', ')})`;
    case 'operation':
      return `${value.operator}(${each(value.operands).join(', ')})`;
    case 'member':
      return `${show(value.object, evaluator)}.${value.name}`;
    case 'environment':
      return `env.${value.name}`;
    case 'request-header':
      return `header.${value.name}`;
    case 'request':
      return `request.${value.part}`;
    case 'parameter':
      return `parameter ${value.variable.name}`;
    case 'choice':
      return `(${showTest(value.test, evaluator)} ? ${show(value.whenTrue, evaluator)} : ${show(value.whenFalse, evaluator)})`;
    case 'promise':
      return `promise ${show(value.of, evaluator)}`;
    case 'any-of':
      return `one of ${each(value.values).join(' | ')}`;
    case 'unknown':
      return 'unknown';
  }
}

/** A test by its text. */
export function showTest(test: Test, evaluator: Evaluator): string {
  const text = evaluator.module.excerpt(test.expression);
  switch (test.by) {
    case 'truthiness':
      return text;
    case 'definedness':
      return `defined ${text}`;
    case 'case':
      return `case ${text}`;
    case 'exception':
      return 'exception';
  }
}
