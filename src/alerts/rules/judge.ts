/** Rules that passed every guard, evaluated rep by rep. */
import type { EvalFunction } from 'mathjs';
import type { Rep, Severity } from '../../domain/rep.ts';
import {
  RULE_VARIABLE_NAMES,
  RULE_VARIABLES,
  type RuleContext,
  type RuleValue,
  type RuleVariableName,
} from './variables.ts';

/** A rule of the user that fired. */
export interface RuleFinding {
  readonly name: string;
  readonly say: string;
  readonly severity: Exclude<Severity, 'none'>;
}

/** Something about a rule that is said once in a session. */
export interface RuleNote {
  readonly rule: string;
  readonly text: string;
}

export interface CompiledRule extends RuleFinding {
  readonly uses: ReadonlySet<RuleVariableName>;
  readonly code: EvalFunction;
}

export interface RuleJudge {
  /** What the rules say of a closed rep. Never throws. */
  step(rep: Rep, context: RuleContext): { readonly findings: RuleFinding[]; readonly notes: RuleNote[] };
}

const valuesOf = (rep: Rep, context: RuleContext): Map<RuleVariableName, RuleValue> =>
  new Map(RULE_VARIABLE_NAMES.map((name) => [name, RULE_VARIABLES[name].of(rep, context)]));

/** A condition holds if it is true, or a number that is neither 0 nor none. */
const holds = (value: unknown): boolean =>
  value === true || (typeof value === 'number' && value !== 0 && !Number.isNaN(value));

type Outcome = 'fires' | 'silent' | { readonly note: string };

const evaluate = ({ uses, code }: CompiledRule, values: Map<RuleVariableName, RuleValue>): Outcome => {
  const unknown = [...uses].find((name) => values.get(name) === null);
  if (unknown !== undefined) return { note: `cannot be judged while "${unknown}" is not known` };
  try {
    return holds(code.evaluate(values)) ? 'fires' : 'silent';
  } catch (error) {
    return { note: `failed: ${error instanceof Error ? error.message : String(error)}` };
  }
};

export const createRuleJudge = (rules: readonly CompiledRule[]): RuleJudge => {
  const noted = new Set<string>();
  return {
    step: (rep, context) => {
      const values = valuesOf(rep, context);
      const findings: RuleFinding[] = [];
      const notes: RuleNote[] = [];
      for (const rule of rules) {
        const outcome = evaluate(rule, values);
        const { name, say, severity } = rule;
        if (outcome === 'fires') findings.push({ name, say, severity });
        if (typeof outcome === 'string' || noted.has(`${name}\n${outcome.note}`)) continue;
        noted.add(`${name}\n${outcome.note}`);
        notes.push({ rule: name, text: outcome.note });
      }
      return { findings, notes };
    },
  };
};
