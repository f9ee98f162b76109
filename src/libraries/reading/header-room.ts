import type { HeaderRoom, Insertion } from '../../policy/policy.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import { isFunction, type Node } from '../../values/source-module.ts';
import type { HeaderReading } from './header-policy.ts';
import type { RecognizedCall } from './library-calls.ts';
import type { OptionReading } from './option-policy.ts';

/** Where an option that is not written goes among those of a library's call, and how each header's is written. */
export function roomAmongOptions({ library, room, call }: RecognizedCall, reading: OptionReading, { module }: Evaluator): HeaderRoom | null {
  const list = ([name = '']: readonly string[]): string | null => option(name);
  const option = (name: string): string | null => (name === '' || name.includes('.') ? null : `${name}: VALUE`);
  const forms = {
    allowMethods: list(library.options.allowMethods),
    allowHeaders: list(library.options.allowHeaders),
    exposeHeaders: list(library.options.exposeHeaders),
    allowCredentials: option(library.options.credentials),
  };
  if (reading.options !== null) {
    const { node } = reading.options;
    if (node.type !== 'ObjectExpression') return null;
    const at = node.range[0] + 1;
    return { file: module.placeOf(node).file, start: at, end: at, before: ' ', after: node.properties.length === 0 ? ' ' : ',', as: 'option', forms };
  }
  if (room === null || !module.owns(call)) return null;
  return { file: module.file, start: room.start, end: room.end, before: room.before, after: room.after, as: 'option', forms };
}

/** Where a header that is not written goes beside the one that names the origin: written as that one is. */
export function roomBesideWrite(reading: HeaderReading, evaluator: Evaluator): HeaderRoom | null {
  const { module } = evaluator;
  const { whole } = reading.entry;
  if (!module.owns(whole)) return null;
  const form = insertionBeside(reading, evaluator, "'NAME'", 'VALUE', ownStatement(whole, evaluator));
  if (form === null) return null;
  const { at, text } = form;
  return { file: module.file, start: at, end: at, before: '', after: '', as: 'header', forms: { allowMethods: text, allowHeaders: text, exposeHeaders: text, allowCredentials: text } };
}

/** The statement that writes a header, with another name and value; `null` where more than the header would be done twice. */
function ownStatement(whole: Node, { module }: Evaluator): string | null {
  if (whole.type === 'CallExpression') {
    const { callee } = whole;
    if (callee.type !== 'MemberExpression' || whole.arguments.length !== 2 || /\(/.test(module.textOf(callee))) return null;
    return `${module.textOf(callee)}('NAME', VALUE);`;
  }
  if (whole.type !== 'AssignmentExpression' || whole.left.type !== 'MemberExpression' || /\(/.test(module.textOf(whole.left.object))) return null;
  return `${module.textOf(whole.left.object)}['NAME'] = VALUE;`;
}

/** A header in the form in which another one is written; `statement` is put before that one where it is a statement of its own. */
export function insertionBeside(reading: HeaderReading, evaluator: Evaluator, name: string, value: string, statement: string | null): Insertion | null {
  const { module } = evaluator;
  const { whole, valueNode } = reading.entry;
  if (whole.type === 'Property') return { at: whole.range[1], text: `, ${name}: ${value}` };
  // Header lists: of pairs, of `{ key, value }`, and flat.
  if (whole.type === 'ArrayExpression') return { at: whole.range[1], text: `, [${name}, ${value}]` };
  if (whole.type === 'ObjectExpression' && module.parentOf(whole)?.type === 'ArrayExpression') return { at: whole.range[1], text: `, { key: ${name}, value: ${value} }` };
  if (module.parentOf(valueNode)?.type === 'ArrayExpression') return { at: valueNode.range[1], text: `, ${name}, ${value}` };
  const before = statementOf(whole, evaluator);
  if (before === null || statement === null) return null;
  const lineStart = module.text.lastIndexOf('\n', before.range[0] - 1) + 1;
  const indent = /^[ \t]*/.exec(module.text.slice(lineStart))?.[0] ?? '';
  return { at: before.range[0], text: `${statement}\n${indent}` };
}

/** The statement that a write is, climbed out of `if`s without a block; `null` where no statement can be put before it. */
function statementOf(node: Node, evaluator: Evaluator): Node | null {
  let inner = node;
  for (const outer of evaluator.module.ancestorsOf(node)) {
    if (outer.type === 'BlockStatement' || outer.type === 'Program' || outer.type === 'SwitchCase') return /Statement$|Declaration$/.test(inner.type) ? inner : null;
    if (isFunction(outer)) return null;
    inner = outer;
  }
  return null;
}
