import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import type { Place } from '../policy/place.ts';

/** A node of the syntax tree, as typescript-eslint names it (ESTree plus TypeScript and JSX). */
export type Node = TSESTree.Node;

/** A name with its definitions and uses. */
export type Variable = TSESLint.Scope.Variable;

/** Any function: declaration, expression or arrow. */
export type FunctionNode = TSESTree.FunctionDeclaration | TSESTree.FunctionExpression | TSESTree.ArrowFunctionExpression;

/** What a parser gives for one file. */
export interface ParsedModule {
  readonly file: string;
  readonly text: string;
  readonly ast: TSESTree.Program;
  readonly scopeManager: TSESLint.Scope.ScopeManager | null;
  readonly visitorKeys: Readonly<Record<string, readonly string[] | undefined>>;
}

/**
 * Which imported file a node stands in, kept on the node: a weak map of all nodes costs the garbage collector more than
 * the whole analysis. Nodes of the file at hand, which its host made, have none.
 */
const OWNER = Symbol('the file of a node');

interface Owned {
  [OWNER]?: SourceModule;
}

/**
 * One file with its tree indexed: parents, names, and all nodes in source order. What is asked of a node is answered
 * by the file that it stands in, so that values read from an imported file keep their own nodes.
 */
export class SourceModule {
  readonly file: string;
  readonly text: string;
  readonly ast: TSESTree.Program;
  readonly parsed: ParsedModule;
  readonly #visitorKeys: ParsedModule['visitorKeys'];
  readonly #parents = new Map<Node, Node>();
  readonly #byType = new Map<string, Node[]>();
  readonly #variables = new Map<Node, Variable>();
  readonly #lineStarts: readonly number[];

  constructor(parsed: ParsedModule, role: 'linted' | 'imported' = 'linted') {
    this.parsed = parsed;
    this.file = parsed.file;
    this.text = parsed.text;
    this.ast = parsed.ast;
    this.#visitorKeys = parsed.visitorKeys;
    this.#lineStarts = lineStartsOf(parsed.text);
    this.#index(role);
    for (const scope of parsed.scopeManager?.scopes ?? []) {
      for (const variable of scope.variables) {
        for (const identifier of variable.identifiers) this.#variables.set(identifier, variable);
        for (const reference of variable.references) this.#variables.set(reference.identifier, variable);
      }
    }
  }

  /** The file that a node stands in. */
  moduleOf(node: Node): SourceModule {
    const owner = (node as Owned)[OWNER];
    return owner === undefined || owner === this || this.#parents.has(node) ? this : owner;
  }

  /** Whether a node stands in this file, and not in one that it imports. */
  owns(node: Node): boolean {
    return this.moduleOf(node) === this;
  }

  /** The node that holds `node`; `null` for the program. */
  parentOf(node: Node): Node | null {
    return this.moduleOf(node).#parents.get(node) ?? null;
  }

  /** All nodes of a type, in source order. */
  nodes<T extends TSESTree.AST_NODE_TYPES | `${TSESTree.AST_NODE_TYPES}`>(type: T): readonly Extract<Node, { type: T }>[] {
    return (this.#byType.get(type) ?? []) as Extract<Node, { type: T }>[];
  }

  /** The variable that an identifier names; `null` for a property name or a global without definition. */
  variableOf(identifier: Node): Variable | null {
    const variable = this.moduleOf(identifier).#variables.get(identifier) ?? null;
    return variable !== null && variable.defs.length > 0 ? variable : null;
  }

  /** Direct child nodes, in source order. */
  childrenOf(node: Node): readonly Node[] {
    const children: Node[] = [];
    for (const key of this.moduleOf(node).#visitorKeys[node.type] ?? []) {
      const child: unknown = (node as unknown as Record<string, unknown>)[key];
      if (Array.isArray(child)) for (const each of child as readonly unknown[]) { if (isNode(each)) children.push(each); }
      else if (isNode(child)) children.push(child);
    }
    return children;
  }

  /** `node` and everything below it, in source order. With `enterFunctions: false`, nested functions are not entered. */
  *within(node: Node, enterFunctions = true): Generator<Node> {
    yield node;
    for (const child of this.childrenOf(node)) {
      if (!enterFunctions && isFunction(child)) continue;
      yield* this.within(child, enterFunctions);
    }
  }

  /** The nodes that hold `node`, innermost first. */
  *ancestorsOf(node: Node): Generator<Node> {
    for (let parent = this.parentOf(node); parent !== null; parent = this.parentOf(parent)) yield parent;
  }

  /** Whether a node stands within `outer`, or is it, by the file as well as by the place. */
  isWithin(node: Node, outer: Node): boolean {
    return this.moduleOf(node) === this.moduleOf(outer) && holds(outer, node);
  }

  /** The innermost function that holds `node`; `null` at the top level. */
  functionOf(node: Node): FunctionNode | null {
    for (const ancestor of this.ancestorsOf(node)) if (isFunction(ancestor)) return ancestor;
    return null;
  }

  textOf(node: Node): string {
    return this.moduleOf(node).text.slice(node.range[0], node.range[1]);
  }

  /** The node's text on one line, shortened to `limit` characters, for messages. */
  excerpt(node: Node, limit = 60): string {
    const line = this.textOf(node).replace(/\s+/g, ' ').trim();
    return line.length <= limit ? line : `${line.slice(0, limit - 1)}…`;
  }

  placeOf(node: Node): Place {
    return this.moduleOf(node).placeAt(node.range[0], node.range[1]);
  }

  placeAt(start: number, end: number): Place {
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#lineStarts[middle] ?? 0) <= start) low = middle;
      else high = middle - 1;
    }
    return { file: this.file, start, end, line: low + 1, column: start - (this.#lineStarts[low] ?? 0) };
  }

  // An explicit stack: generated code can nest deeper than the call stack allows.
  #index(role: 'linted' | 'imported'): void {
    const stack: Node[] = [this.ast];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (role === 'imported') (node as Owned)[OWNER] = this;
      const sameType = this.#byType.get(node.type);
      if (sameType === undefined) this.#byType.set(node.type, [node]);
      else sameType.push(node);
      const children = this.childrenOf(node);
      for (let i = children.length - 1; i >= 0; i--) {
        const child = children[i];
        if (child === undefined) continue;
        this.#parents.set(child, node);
        stack.push(child);
      }
    }
  }
}

/** Whether `inner` stands within `outer`, or is it; both are of one file. */
export function holds(outer: Node, inner: Node): boolean {
  return outer.range[0] <= inner.range[0] && inner.range[1] <= outer.range[1];
}

/** Whether the node is a function of any form. */
export function isFunction(node: Node): node is FunctionNode {
  return node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression';
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}

function lineStartsOf(text: string): readonly number[] {
  const starts = [0];
  // The line terminators of ECMAScript, as ESLint counts lines.
  for (const match of text.matchAll(/\r\n|[\r\n\u2028\u2029]/g)) starts.push(match.index + match[0].length);
  return starts;
}
