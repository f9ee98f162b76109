/** A comparison of the position at which a text is found. */
export interface Position {
  readonly method: 'indexOf' | 'lastIndexOf';
  readonly operand: string;
  readonly operator: PositionOperator;
  /** What the position is compared with; counted from the end of the text when `fromEnd`. */
  readonly to: number;
  readonly fromEnd: boolean;
}

/** How positions are compared; `===` and `==` are the same for numbers. */
export type PositionOperator = '==' | '!=' | '<' | '<=' | '>' | '>=';

/** Whether the comparison holds for `text`. */
export function comparePosition({ method, operand, operator, to, fromEnd }: Position, text: string): boolean {
  const position = text[method](operand);
  const other = fromEnd ? text.length + to : to;
  switch (operator) {
    case '==':
      return position === other;
    case '!=':
      return position !== other;
    case '<':
      return position < other;
    case '<=':
      return position <= other;
    case '>':
      return position > other;
    case '>=':
      return position >= other;
  }
}
