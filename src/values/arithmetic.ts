const OPERATIONS: Readonly<Record<string, ((left: number, right: number) => number | boolean) | undefined>> = {
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
  '**': (left, right) => left ** right,
};

/** What an operator makes of two numbers; `undefined` for one that is not about their size. */
export function calculated(operator: string, left: number, right: number): number | boolean | undefined {
  return OPERATIONS[operator]?.(left, right);
}
