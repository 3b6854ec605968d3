import type { Severity } from '../../domain/rep.ts';
/** A rule of the user that fired. */
export interface RuleFinding {
  readonly name: string;
  readonly say: string;
  readonly severity: Exclude<Severity, 'none'>;
}
