/**
 * A range of source text. Policies carry places, not AST nodes, so that any configuration language can produce them.
 * Offsets count UTF-16 code units from the start of the file; lines count from 1, columns from 0, as ESLint does.
 */
export interface Place {
  /** Path of the file as the host named it; `<input>` for text without a file. */
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
}
