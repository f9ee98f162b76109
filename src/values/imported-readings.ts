import { Evaluator } from './evaluate.ts';
import { moduleCache } from './modules/module-cache.ts';
import type { ModuleGraph } from './modules/module-graph.ts';
import type { Node } from './source-module.ts';

interface Kept<T> {
  readonly reading: T;
  /** What was followed for it. */
  readonly graph: ModuleGraph;
}

/**
 * What is made of nodes of imported files, read once for all that import them: two hundred files share one check of
 * origins. Such a node is read as its own file has it, so that it is the same from wherever it is asked for.
 */
export class ImportedReadings<T> {
  readonly #known = new WeakMap<Node, WeakMap<object, Kept<T>>>();

  /** What `read` makes of `node` for `by`, which stands for everything else that it looks at; of a node of the file at hand, anew. */
  of(node: Node, by: object, evaluator: Evaluator, read: (evaluator: Evaluator) => T): T {
    const { module, graph } = evaluator;
    const owner = module.moduleOf(node);
    if (owner === module || graph === null) return read(evaluator);
    const kept = this.#keptOf(node, by, graph) ?? this.#keep(node, by, graph.from(owner), (own) => read(new Evaluator(owner, own, 'imported')));
    return graph.join(kept.graph) ? kept.reading : read(evaluator);
  }

  /** It holds as long as what was read for it is what is on the disk. */
  #keptOf(node: Node, by: object, { cwd }: ModuleGraph): Kept<T> | null {
    const kept = this.#known.get(node)?.get(by);
    return kept !== undefined && kept.graph.cwd === cwd && kept.graph.modules.every((module) => moduleCache.has(module)) ? kept : null;
  }

  #keep(node: Node, by: object, graph: ModuleGraph, read: (graph: ModuleGraph) => T): Kept<T> {
    const kept: Kept<T> = { reading: read(graph), graph };
    if (!graph.isWhole) return kept;
    const ofNode = this.#known.get(node) ?? new WeakMap<object, Kept<T>>();
    this.#known.set(node, ofNode.set(by, kept));
    return kept;
  }
}
