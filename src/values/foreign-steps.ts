import type { Node } from './source-module.ts';

/** Evaluations in imported files before the rest of them is `unknown`: they may be far from anything about CORS. */
const MAX_FOREIGN_STEPS = 20_000;

/** The part of these that one expression of the file may take: a schema library of the project's own must not leave nothing for its policy. */
const MAX_FOREIGN_STEPS_AT_ONCE = 2_000;

/** Counts what is evaluated of imported files, for all of a file and for the expression that is being read. */
export class ForeignSteps {
  readonly #atOnce: number;
  #taken = 0;
  /** How many had been taken when the expression that is being read was begun. */
  #before = 0;
  /** How many had been taken when an expression was last found to be greedy. */
  #marked = 0;
  /** Expressions of the file that took most of their part: they are not followed a second time. */
  readonly #greedy = new Set<Node>();

  /** With `parts`, no expression may take all of the steps. */
  constructor(parts: boolean) {
    this.#atOnce = parts ? MAX_FOREIGN_STEPS_AT_ONCE : MAX_FOREIGN_STEPS;
  }

  /** How many have been taken. */
  get taken(): number {
    return this.#taken;
  }

  /** What is asked now has a part of its own. */
  begin(): void {
    this.#before = this.#taken;
  }

  /** Takes a step; false where none is left. */
  take(): boolean {
    return !this.isSpent() && ++this.#taken <= MAX_FOREIGN_STEPS;
  }

  /** Whether the expression that is being read has had its part: what is unknown for that alone may be known when it is asked for by itself. */
  isSpent(): boolean {
    return this.#taken - this.#before >= this.#atOnce;
  }

  /** Whether an expression of the file has taken too much before. */
  isGreedy(node: Node): boolean {
    return this.#greedy.has(node);
  }

  /** Judges an expression of the file that has been read, begun when `taken` steps had been. */
  judge(node: Node, taken: number): void {
    // The innermost alone: what stands around it has more to say.
    if (!this.isSpent() || this.#taken - taken <= this.#atOnce / 2 || this.#marked > taken) return;
    this.#greedy.add(node);
    this.#marked = this.#taken;
  }
}
