import type { Evaluator } from '../values/evaluate.ts';
import type { Node } from '../values/source-module.ts';
import type { Value } from '../values/value.ts';

/** Functions that send requests, by the names that messages use. */
export type ClientName = 'fetch' | 'Request' | 'axios' | 'ky' | 'got' | 'jQuery';

/** A function that sends requests, with what it was made from. */
export interface ClientValue {
  readonly client: ClientName;
  /** The calls that made it from the package's own client, in order; empty for that itself. */
  readonly made: readonly Extract<Value, { kind: 'call' }>[];
}

/** How a client is known: the package whose default export it is, its name as a global of a page, and the methods that make another. */
const CLIENTS: readonly { readonly client: ClientName; readonly module: RegExp | null; readonly global: RegExp | null; readonly makes: RegExp | null }[] = [
  { client: 'fetch', module: null, global: /^(?:(?:window|globalThis|self)\.)?fetch$/, makes: null },
  { client: 'Request', module: null, global: /^(?:(?:window|globalThis|self)\.)?Request$/, makes: null },
  { client: 'axios', module: /^axios$/, global: /^(?:window\.)?axios$/, makes: /^create$/ },
  { client: 'ky', module: /^ky(?:-universal)?$/, global: /^ky$/, makes: /^(?:create|extend)$/ },
  { client: 'got', module: /^got$/, global: null, makes: /^extend$/ },
  { client: 'jQuery', module: /^jquery$/, global: /^(?:window\.)?(?:\$|jQuery)$/, makes: null },
];

const ofPackage = (name: string): (typeof CLIENTS)[number] | undefined => CLIENTS.find(({ module }) => module?.test(name) === true);

/** The client that an expression is. */
export function clientOf(node: Node, evaluator: Evaluator): ClientValue | null {
  if (node.type !== 'Identifier' && node.type !== 'MemberExpression' && node.type !== 'CallExpression') return null;
  const root = node.type === 'MemberExpression' ? node.object : node;
  if (root.type === 'Identifier' && evaluator.module.variableOf(root) === null) {
    const text = evaluator.module.textOf(node);
    const known = CLIENTS.find(({ global }) => global?.test(text) === true);
    if (known !== undefined) return { client: known.client, made: [] };
  }
  return clientOfValue(evaluator.evaluate(node));
}

/** The client that a value is: one of a package, or what its `create` made. */
export function clientOfValue(value: Value, depth = 0): ClientValue | null {
  if (depth > 4) return null;
  if (value.kind === 'imported') {
    const found = ofPackage(value.module);
    return found !== undefined && (value.path.length === 0 || value.path.join() === 'default') ? { client: found.client, made: [] } : null;
  }
  if (value.kind !== 'call') return null;
  const { callee } = value;
  if (callee.kind === 'imported') {
    const found = ofPackage(callee.module);
    return found?.makes?.test(callee.path.at(-1) ?? '') === true ? { client: found.client, made: [value] } : null;
  }
  if (callee.kind !== 'member') return null;
  const before = clientOfValue(callee.object, depth + 1);
  const makes = CLIENTS.find(({ client }) => client === before?.client)?.makes;
  return before !== null && makes?.test(callee.name) === true ? { client: before.client, made: [...before.made, value] } : null;
}

/** What names a client in the whole project: the package's own by its name, another by where it is made. */
export function identityOf({ client, made }: ClientValue): readonly string[] {
  return made.length === 0 ? [client] : made.map(({ node }) => idOf(node));
}

const ids = new WeakMap<Node, string>();
let count = 0;

/** Nodes of a file are the same objects for all that import it. */
function idOf(node: Node): string {
  const known = ids.get(node) ?? `#${String((count += 1))}`;
  ids.set(node, known);
  return known;
}
