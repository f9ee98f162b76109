import type { Evaluator } from '../values/evaluate.ts';
import type { Node } from '../values/source-module.ts';
import type { Value } from '../values/value.ts';

/** A function that sends requests, with what it was made from. */
export interface ClientValue {
  readonly client: 'fetch' | 'axios' | 'ky' | 'jQuery';
  /** The calls that made it from the package's own client, in order; empty for that itself. */
  readonly made: readonly Extract<Value, { kind: 'call' }>[];
}

/** Packages whose default export is a client, and the methods that make another. */
const PACKAGES: readonly { readonly client: ClientValue['client']; readonly module: RegExp; readonly makes: RegExp }[] = [
  { client: 'axios', module: /^axios$/, makes: /^create$/ },
  { client: 'ky', module: /^ky$/, makes: /^(?:create|extend)$/ },
  { client: 'jQuery', module: /^jquery$/, makes: /^$/ },
];

/** The same as globals of a page. */
const GLOBALS: readonly { readonly client: ClientValue['client']; readonly text: RegExp }[] = [
  { client: 'fetch', text: /^(?:(?:window|globalThis|self)\.)?fetch$/ },
  { client: 'axios', text: /^(?:window\.)?axios$/ },
  { client: 'jQuery', text: /^(?:window\.)?(?:\$|jQuery)$/ },
];

/** The client that an expression is. */
export function clientOf(node: Node, evaluator: Evaluator): ClientValue | null {
  if (node.type !== 'Identifier' && node.type !== 'MemberExpression' && node.type !== 'CallExpression') return null;
  const root = node.type === 'MemberExpression' ? node.object : node;
  if (root.type === 'Identifier' && evaluator.module.variableOf(root) === null) {
    const text = evaluator.module.textOf(node);
    const known = GLOBALS.find((each) => each.text.test(text));
    if (known !== undefined) return { client: known.client, made: [] };
  }
  return clientOfValue(evaluator.evaluate(node));
}

/** The client that a value is: one of a package, or what its `create` made. */
export function clientOfValue(value: Value, depth = 0): ClientValue | null {
  if (depth > 4) return null;
  if (value.kind === 'imported') {
    const found = PACKAGES.find(({ module }) => module.test(value.module));
    return found !== undefined && value.path.length === 0 ? { client: found.client, made: [] } : null;
  }
  if (value.kind !== 'call') return null;
  const { callee } = value;
  if (callee.kind === 'imported') {
    const found = PACKAGES.find(({ module }) => module.test(callee.module));
    return found !== undefined && callee.path.length === 1 && found.makes.test(callee.path[0] ?? '') ? { client: found.client, made: [value] } : null;
  }
  if (callee.kind !== 'member') return null;
  const before = clientOfValue(callee.object, depth + 1);
  const makes = PACKAGES.find(({ client }) => client === before?.client)?.makes;
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
