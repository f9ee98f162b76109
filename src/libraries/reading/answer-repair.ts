import type { TSESTree } from '@typescript-eslint/utils';
import type { AnswerRepair, NameUse, Room } from '../../policy/endpoint.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import { leavesOf } from '../../values/value.ts';
import { isFunction, type Node } from '../../values/source-module.ts';

/** Headers that another answer needs to be read by the same pages. */
const CARRIED = /^(?:access-control-allow-(?:origin|credentials)|vary)$/i;

/** The text by which an object of headers is repeated in another: `...corsHeaders`, or the properties themselves. */
export function headersText(headers: Node, evaluator: Evaluator): AnswerRepair['headers'] {
  const { module } = evaluator;
  if (!module.owns(headers)) return null;
  if (headers.type !== 'ObjectExpression') {
    if (headers.type !== 'Identifier' && headers.type !== 'CallExpression' && headers.type !== 'MemberExpression') return null;
    return isObject(headers, evaluator) ? { text: `...${module.textOf(headers)}`, names: namesIn([headers], evaluator) } : null;
  }
  const parts = headers.properties.filter((property) => {
    if (property.type === 'SpreadElement') return sendsOrigin(property.argument, evaluator);
    const key = evaluator.keyOf(property.key, property.computed, new Map());
    return key !== null && CARRIED.test(key) && !property.shorthand;
  });
  return parts.length === 0 ? null : { text: parts.map((part) => module.textOf(part)).join(', '), names: namesIn(parts, evaluator) };
}

function isObject(node: Node, evaluator: Evaluator): boolean {
  return [...leavesOf(evaluator.evaluate(node))].every((leaf) => leaf.kind === 'object');
}

function sendsOrigin(node: Node, evaluator: Evaluator): boolean {
  return [...leavesOf(evaluator.evaluate(node))].some((leaf) => leaf.kind === 'object' && [...leaf.properties.keys()].some((key) => /^access-control-allow-origin$/i.test(key)));
}

/** The names that nodes use, each with the range in which it means the same; names of the whole file mean the same everywhere. */
export function namesIn(nodes: readonly Node[], { module }: Evaluator): readonly NameUse[] {
  return nodes.flatMap((node) => [...module.within(node)]).flatMap((node): readonly NameUse[] => {
    const variable = node.type === 'Identifier' ? module.variableOf(node) : null;
    if (variable === null) return [];
    const [definition] = variable.defs;
    const { block, type } = variable.scope;
    if ((type as string) === 'module' || (type as string) === 'global') return [];
    const isDeclared = (definition?.type as string) === 'Variable';
    return [{ name: variable.name, start: isDeclared ? ((definition?.node as Node | undefined)?.range[1] ?? block.range[0]) : block.range[0], end: block.range[1] }];
  });
}

/** Where headers go in an `init` or result object, an object of headers, or a call without either. */
export function roomFor(holder: { readonly headers: Node | null; readonly init: Node | null; readonly call: TSESTree.CallExpression | TSESTree.NewExpression | null }, evaluator: Evaluator): AnswerRepair['room'] {
  const { headers, init, call } = holder;
  const inside = (object: Node): number => object.range[0] + 1;
  if (headers !== null) return headers.type === 'ObjectExpression' && evaluator.module.owns(headers) ? { at: inside(headers), before: ' ', after: ',' } : null;
  if (init !== null) return init.type === 'ObjectExpression' && evaluator.module.owns(init) ? { at: inside(init), before: ' headers: { ', after: ' },' } : null;
  const last = call?.arguments.at(-1);
  if (call === null || !evaluator.module.owns(call) || call.arguments.length > 1) return null;
  return last === undefined ? { at: call.range[1] - 1, before: 'null, { headers: { ', after: ' } }' } : { at: last.range[1], before: ', { headers: { ', after: ' } }' };
}

/** Where statements go to run before an expression, and the indentation between them. */
export function roomBefore(node: Node, { module }: Evaluator): Room | null {
  let inner = node;
  for (const outer of module.ancestorsOf(node)) {
    if (isFunction(outer)) return null;
    const isAlone = outer.type === 'IfStatement' && inner !== outer.test;
    if (isAlone || outer.type === 'BlockStatement' || outer.type === 'Program' || outer.type === 'SwitchCase') {
      if (!/Statement$/.test(inner.type)) return null;
      // `if (!id) return res.status(400).end();` gets a block.
      if (isAlone) return { at: inner.range[0], before: '{ ', after: ' ', close: { at: inner.range[1], text: ' }' } };
      return { at: inner.range[0], before: '', after: `\n${indentBefore(inner.range[0], module.text)}` };
    }
    inner = outer;
  }
  return null;
}

/** The blanks between the start of a line and a place in it. */
function indentBefore(at: number, text: string): string {
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', at - 1) + 1, at))?.[0] ?? '';
}

/** The text of writes as statements, to be put into a room. */
export const statementsOf = (writes: readonly Node[], room: Room | null, { module }: Evaluator): string => writes.map((each) => `${module.textOf(each)};`).join(room?.after ?? ' ');
