/**
 * Alert rules that the user writes: `when = "velocityLoss > 20 and repIndex >= 3"`. Evaluated by mathjs behind two guards,
 * because an expression that is not guarded can block or end the process, or change mathjs itself.
 */
import type { MathNode } from 'mathjs';
import { BeltlineError } from '../domain/error.ts';
import type { Severity } from '../domain/rep.ts';
import type { CompiledRule } from './rules/judge.ts';
import { describeProblem, RuleFault, type RuleProblem } from './rules/problem.ts';
import { checkTree } from './rules/tree.ts';
import { readWords, refuseImplicitProducts, refuseRanges } from './rules/words.ts';

/** A rule as it is written. */
export interface RuleSource {
  /** Unique among the rules. */
  readonly name: string;
  /** Condition over the values of a finished rep; see `rules/variables.ts`. */
  readonly when: string;
  readonly severity: Exclude<Severity, 'none'>;
  /** What the lifter is told. */
  readonly say: string;
}

type Parse = (text: string) => MathNode;

/** The column that mathjs names in a syntax error, 1-based. */
const columnOf = (error: unknown): number | null =>
  error instanceof SyntaxError && 'char' in error && typeof error.char === 'number' ? error.char : null;

const parseTree = (parse: Parse, text: string): MathNode => {
  try {
    return parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/ \(char \d+\)$/, '') : String(error);
    throw new RuleFault(columnOf(error), `cannot be understood: ${reason}`);
  }
};

const compileRule = (parse: Parse, { name, when, severity, say }: RuleSource): CompiledRule => {
  const words = readWords(when);
  refuseImplicitProducts(words);
  refuseRanges(words);
  const tree = parseTree(parse, when);
  const uses = checkTree(tree, words);
  return { name, say, severity, uses, code: tree.compile() };
};

const problemOf = (rule: string, error: unknown): RuleProblem => {
  if (!(error instanceof RuleFault)) throw error;
  return { rule, column: error.column, text: error.message };
};

/** Compiles what can be, and tells all that is wrong with the rest. Loads mathjs, but only if there is a rule. */
export const compileRules = async (
  sources: readonly RuleSource[],
): Promise<{ readonly rules: readonly CompiledRule[]; readonly problems: readonly RuleProblem[] }> => {
  const rules: CompiledRule[] = [];
  const problems: RuleProblem[] = [];
  if (sources.length === 0) return { rules, problems };
  // The plain-number flavour: smaller, ten times faster, and without matrices and units to misuse. It takes 0.4 s to load.
  const { parse } = await import('mathjs/number');
  for (const source of sources) {
    const twice = rules.some(({ name }) => name === source.name);
    try {
      if (twice) throw new RuleFault(null, 'there is another rule of this name; give it its own');
      rules.push(compileRule(parse, source));
    } catch (error) {
      problems.push(problemOf(source.name, error));
    }
  }
  return { rules, problems };
};

/** Compiles rules, or throws a {@link BeltlineError} that tells everything that is wrong with them. */
export const loadRules = async (sources: readonly RuleSource[]): Promise<readonly CompiledRule[]> => {
  const { rules, problems } = await compileRules(sources);
  if (problems.length === 0) return rules;
  throw new BeltlineError('bad-input', problems.map(describeProblem).join('\n'), {
    cure: 'Mend the rules, or take them out.',
  });
};
