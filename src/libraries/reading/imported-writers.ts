import type { TSESTree } from '@typescript-eslint/utils';
import type { Evaluator } from '../../values/evaluate.ts';
import { propertyName } from '../../values/request.ts';
import { isFunction, type FunctionNode, type Node, type SourceModule } from '../../values/source-module.ts';
import { leavesOf, type Value } from '../../values/value.ts';
import type { HeaderEvent } from './header-entry.ts';
import { headerEventsOf } from './header-events.ts';

/** Helpers that call helpers, from file to file. */
const MAX_DEPTH = 3;

/** What imported files do to the headers of this file's responses. */
export interface ImportedWriters {
  readonly events: readonly HeaderEvent[];
  /** Calls of the file whose function, in another file, writes headers: its body stands for the call. */
  readonly calls: ReadonlyMap<TSESTree.CallExpression, FunctionNode>;
  /** Functions of other files that are handlers here, with what in the file at hand uses them. */
  readonly handlers: ReadonlyMap<FunctionNode, Node>;
}

/** Code of imported files that is run for the file at hand. */
interface Reached {
  readonly node: Node;
  readonly use: Node;
}

/** Finds the functions of imported files that write CORS headers for the file at hand. */
export function importedWritersOf(evaluator: Evaluator, reached: readonly Reached[]): ImportedWriters {
  return new WriterSearch(evaluator).search(reached);
}

class WriterSearch {
  readonly #evaluator: Evaluator;
  /** What is read as a write of this file's already: a call for the headers that it returns, too. */
  readonly #own: ReadonlySet<Node>;
  readonly #byModule = new Map<SourceModule, readonly HeaderEvent[]>();
  readonly #writes = new Map<FunctionNode, boolean>();
  readonly #calls = new Map<TSESTree.CallExpression, FunctionNode>();
  readonly #handlers = new Map<FunctionNode, Node>();

  constructor(evaluator: Evaluator) {
    this.#evaluator = evaluator;
    this.#own = new Set(headerEventsOf(evaluator).map((event) => event.node));
  }

  search(reached: readonly Reached[]): ImportedWriters {
    const { module } = this.#evaluator;
    for (const call of module.nodes('CallExpression')) this.#look(call, call);
    for (const { node, use } of reached) {
      for (const inner of module.within(node)) if (inner.type === 'CallExpression') this.#look(inner, use);
    }
    return { events: [...this.#byModule.values()].flat(), calls: this.#calls, handlers: this.#handlers };
  }

  #look(call: TSESTree.CallExpression, use: Node): void {
    const { module } = this.#evaluator;
    for (const fn of this.#calledBy(call)) {
      if (module.owns(call) && !this.#own.has(call) && this.#writesHeaders(fn, 0)) this.#calls.set(call, fn);
      // `withCors(handler)`: what is returned is the handler.
      this.#handle(this.#evaluator.evaluate(call), use);
    }
    for (const argument of call.arguments) {
      if (argument.type === 'Identifier' || argument.type === 'MemberExpression') this.#handle(this.#evaluator.evaluate(argument), use === call ? argument : use);
    }
  }

  #handle(value: Value, use: Node): void {
    for (const fn of this.#foreignFunctions(value)) {
      if (!this.#handlers.has(fn) && this.#writesHeaders(fn, 0)) this.#handlers.set(fn, use);
    }
  }

  /** The functions of other files that a call may run; what texts and lists have as a method is none of them. */
  #calledBy({ callee }: TSESTree.CallExpression): readonly FunctionNode[] {
    const method = callee.type === 'MemberExpression' ? propertyName(callee) : null;
    return method !== null && (method in String.prototype || method in Array.prototype) ? [] : this.#foreignFunctions(this.#evaluator.evaluate(callee));
  }

  #foreignFunctions(value: Value): readonly FunctionNode[] {
    return [...leavesOf(value)].flatMap((leaf) => (leaf.kind === 'function' && !this.#evaluator.module.owns(leaf.node) ? [leaf.node] : []));
  }

  /** Whether a function of another file writes CORS headers, itself or through what it calls. */
  #writesHeaders(fn: FunctionNode, depth: number): boolean {
    const known = this.#writes.get(fn);
    if (known !== undefined) return known;
    // Until it is known, a helper that calls itself adds nothing.
    this.#writes.set(fn, false);
    const { module } = this.#evaluator;
    let writes = this.#eventsOf(module.moduleOf(fn)).some((event) => [...module.ancestorsOf(event.node)].includes(fn));
    if (depth < MAX_DEPTH) {
      for (const inner of module.within(fn)) {
        if (inner.type !== 'CallExpression') continue;
        for (const called of this.#calledBy(inner)) {
          if (called !== fn && this.#writesHeaders(called, depth + 1)) writes = true;
        }
      }
    }
    this.#writes.set(fn, writes);
    return writes;
  }

  #eventsOf(module: SourceModule): readonly HeaderEvent[] {
    const known = this.#byModule.get(module);
    if (known !== undefined) return known;
    const events = /access-control-/i.test(module.text) ? headerEventsOf(this.#evaluator, module).filter((event) => [...module.ancestorsOf(event.node)].some(isFunction)) : [];
    this.#byModule.set(module, events);
    return events;
  }
}
