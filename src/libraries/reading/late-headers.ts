import type { LateHeader } from '../../policy/late-header.ts';
import type { Move } from '../../policy/order.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import { endsOf } from '../../values/path-tree.ts';
import { pathsOf } from '../../values/paths.ts';
import { isReachedWith } from '../../values/reached-with.ts';
import { holds, isFunction, type FunctionNode, type Node, type Variable } from '../../values/source-module.ts';
import { EMPTY_ENVIRONMENT } from '../../values/value.ts';
import type { LateWrites } from '../late-writes.ts';
import type { HeaderWriter } from '../library-model.ts';
import type { HeaderEvent } from './header-entry.ts';
import { headerEventsOf } from './header-events.ts';
import { SettlingCalls } from './settling-calls.ts';
import { importedModules } from './written-names.ts';

/** Code that asks whether the headers have been sent knows what it does. */
const ASKS = /\b(?:headersSent|headerSent|writableEnded|writableFinished|finished|sent)\b/;

/** A call that writes a CORS header to a response. */
interface Write {
  readonly node: Node;
  readonly name: string;
  readonly late: LateWrites;
}

/** A response that a function is given, and the CORS headers that it writes to it. */
interface Response {
  readonly variable: Variable;
  readonly fn: FunctionNode;
  readonly writes: readonly Write[];
}

/** CORS headers that are written when those of the answer have been sent, or the answer has been made, on the way. */
export function lateHeadersOf(evaluator: Evaluator): readonly LateHeader[] {
  return responsesOf(evaluator).flatMap((response) => lateIn(response, evaluator));
}

/** The responses that functions of the file are given and write CORS headers to. */
function responsesOf(evaluator: Evaluator): readonly Response[] {
  const { module } = evaluator;
  const events = headerEventsOf(evaluator);
  const imports = importedModules(evaluator, module);
  const isAtHand = ({ id, modules, platform }: HeaderWriter): boolean =>
    id === 'node:http' || imports.some((each) => modules?.test(each) === true) || new RegExp(`\\b${platform}\\b`, 'i').test(module.text);
  const written = new Map<Variable, Write[]>();
  const add = (variable: Variable, write: Write): unknown => written.set(variable, [...(written.get(variable) ?? []), write]);
  for (const event of events) {
    const { target, node, writer } = event;
    const name = writer.late === undefined || !('references' in target) || !module.owns(node) || !isAtHand(writer) ? null : corsHeaderOf(event, events);
    if (name !== null && writer.late !== undefined && 'references' in target) add(target, { node, name, late: writer.late });
  }
  for (const [variable, [write]] of [...written]) {
    if (write !== undefined) for (const { node, given } of callsWith(variable, evaluator)) add(given, { ...write, node });
  }
  return [...written].flatMap(([variable, writes]): readonly Response[] => {
    const fn = receiverOf(variable);
    return fn === null || ASKS.test(module.textOf(fn)) ? [] : [{ variable, fn, writes }];
  });
}

/** The calls of the function whose parameter a name is, as statements, with the name that each gives for it: `allow(res);`. */
function callsWith(variable: Variable, evaluator: Evaluator): readonly { readonly node: Node; readonly given: Variable }[] {
  const { module } = evaluator;
  const fn = receiverOf(variable);
  const index = fn?.params.findIndex((each) => each.type === 'Identifier' && module.variableOf(each) === variable) ?? -1;
  if (fn === null || index === -1) return [];
  return (evaluator.nameOf(fn)?.references ?? []).flatMap(({ identifier }) => {
    const node = module.parentOf(identifier);
    const argument = node?.type === 'CallExpression' && node.callee === identifier && module.parentOf(node)?.type === 'ExpressionStatement' ? node.arguments[index] : undefined;
    const given = argument?.type === 'Identifier' ? module.variableOf(argument) : null;
    return node === null || given === null ? [] : [{ node, given }];
  });
}

/** The function whose parameter a name is, which nothing else is assigned to. */
function receiverOf({ defs, references }: Variable): FunctionNode | null {
  const [definition] = defs;
  const fn = definition?.node as Node | undefined;
  return defs.length === 1 && (definition?.type as string) === 'Parameter' && fn !== undefined && isFunction(fn) && !references.some((each) => each.isWrite()) ? fn : null;
}

/** The first CORS header that an event writes, also by handing on a name that holds some. */
function corsHeaderOf({ write, from }: Pick<HeaderEvent, 'write' | 'from'>, events: readonly HeaderEvent[]): string | null {
  const entries = from === null ? write(EMPTY_ENVIRONMENT) : events.filter(({ target }) => target === from).flatMap((each) => each.write(EMPTY_ENVIRONMENT));
  return entries.find(({ name, how }) => how !== 'remove' && name.startsWith('access-control-'))?.name ?? null;
}

function lateIn({ variable, fn, writes }: Response, evaluator: Evaluator): readonly LateHeader[] {
  const { module } = evaluator;
  const calls = new SettlingCalls([...new Set(writes.flatMap(({ late }) => late.settledBy))], evaluator);
  const nodes = [...module.within(fn)];
  const settling = new Set(nodes.filter((node) => calls.settles(node, variable)));
  if (settling.size === 0) return [];
  const ways = endsOf(pathsOf(evaluator, fn, EMPTY_ENVIRONMENT, { isEvent: (node) => settling.has(node) || writes.some((each) => each.node === node) }));
  return writes.flatMap(({ node: write, name, late: { outcome } }): readonly LateHeader[] => {
    const reaching = ways.flatMap((way) => {
      const at = way?.events.findIndex(({ node }) => node === write) ?? -1;
      return way === null || at === -1 ? [] : [way.events.slice(0, at).map(({ node }) => node)];
    });
    // What a callback sends, it sends later, unless the write is in it, too.
    const settled = reaching.map((before) => before.find((node) => node !== write && settling.has(node) && holds(module.functionOf(node) ?? fn, write) && (outcome !== 'made' || isAnswer(node, write, fn, evaluator))));
    const always = settled.length > 0 && settled.every((each) => each !== undefined) && !ways.includes(null);
    const first = settled.find((each) => each !== undefined && (always || isReachedWith(each, write, module)));
    if (first === undefined) return [];
    return [{
      place: module.placeOf(write),
      text: module.excerpt(write),
      name,
      settling: { line: module.placeOf(first).line, text: module.excerpt(first, 40) },
      outcome,
      always,
      move: always ? moveOf(write, first, evaluator) : null,
    }];
  });
}

/** Whether an answer of Hono's context is kept under a name and returned after a write, with nothing in between that brings the two together. */
function isAnswer(made: Node, write: Node, fn: FunctionNode, { module }: Evaluator): boolean {
  const declarator = module.parentOf(made)?.type === 'AwaitExpression' ? module.parentOf(module.parentOf(made) ?? made) : module.parentOf(made);
  const answer = declarator?.type === 'VariableDeclarator' ? module.variableOf(declarator.id) : null;
  // `c.res` gives its headers to the answer that replaces it, and `next` makes it.
  if (answer === null || answer.references.some((each) => each.isWrite() && each.init !== true) || /\bnext\s*\(|\.res\b/.test(module.textOf(fn))) return false;
  return answer.references.some(({ identifier }) => (identifier as Node).range[0] > write.range[1] && module.parentOf(identifier)?.type === 'ReturnStatement');
}

/** Puts the statement of a write before that of an earlier call in the same block, where all its names are known by then. */
function moveOf(write: Node, before: Node, { module }: Evaluator): Move | null {
  const statement = module.parentOf(write);
  const block = statement === null ? null : module.parentOf(statement);
  if (statement?.type !== 'ExpressionStatement' || block?.type !== 'BlockStatement') return null;
  const earlier = block.body.find((each) => holds(each, before));
  if (earlier === undefined || earlier === statement || (earlier.type !== 'ExpressionStatement' && earlier.type !== 'VariableDeclaration')) return null;
  for (const node of module.within(statement)) {
    const declared = node.type === 'Identifier' ? (module.variableOf(node)?.defs[0]?.node as Node | undefined) : undefined;
    if (declared?.type === 'VariableDeclarator' && declared.range[0] > earlier.range[0] && declared.range[0] < statement.range[0]) return null;
  }
  const lineStart = module.text.lastIndexOf('\n', statement.range[0] - 1);
  const start = lineStart > 0 && /^\s*$/.test(module.text.slice(lineStart + 1, statement.range[0])) ? lineStart : statement.range[0];
  const indent = /[ \t]*$/.exec(module.text.slice(0, earlier.range[0]))?.[0] ?? '';
  return { removed: { start, end: statement.range[1] }, at: earlier.range[0], text: `${module.textOf(statement)}\n${indent}` };
}
