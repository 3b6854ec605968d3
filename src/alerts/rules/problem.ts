/** What is wrong with a rule that a user wrote. */

export interface RuleProblem {
  /** Name of the rule. */
  readonly rule: string;
  /** 1-based column in `when`; `null` where it concerns the rule as a whole. */
  readonly column: number | null;
  /** What is wrong, and what is allowed instead. */
  readonly text: string;
}

/** `rule "x", column 7: …` */
export const describeProblem = ({ rule, column, text }: RuleProblem): string =>
  `rule "${rule}"${column === null ? '' : `, column ${column}`}: ${text}`;

/** Raised inside the checks of one rule; never leaves them. */
export class RuleFault extends Error {
  /** 1-based. */
  readonly column: number | null;
  constructor(column: number | null, text: string) {
    super(text);
    this.name = 'RuleFault';
    this.column = column;
  }
}
