import type { rules } from '../../../rules/index.ts';
import type { Conditions } from '../rule-table.ts';

/** The name of a rule. */
export type RuleName = keyof typeof rules;

/** A server, or a page: its code, and what it is linted with where that matters. */
export type Sample = string | ({ readonly code: string } & Omit<Conditions, 'options'>);

/** Samples by the library or platform that they are written for. */
export type Samples = Readonly<Record<string, Sample | readonly Sample[]>>;

/** One fault, as it looks in different libraries, and what looks like it there and is right. */
export interface Fault {
  /** What is wrong, in words. */
  readonly fault: string;
  /** The rule that says so, and with which message. */
  readonly rule: RuleName;
  readonly messageId: string;
  /** The options of that rule, where it says so only with them. */
  readonly options?: object;
  /** Each is reported exactly once. */
  readonly bad: Samples;
  /** The rule is silent about each, and so is the recommended preset. */
  readonly good: Samples;
}
