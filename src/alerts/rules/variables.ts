/** What a rule may speak of: the fields of a finished rep, by name. `null` where a field cannot be known. */
import type { Rep } from '../../domain/rep.ts';

/** What is known beside the rep. */
export interface RuleContext {
  /** 1-based set in the session. */
  readonly setIndex: number;
  /** Load on the bar, kg; `null` if nobody said. */
  readonly loadKg: number | null;
}

export type RuleValue = number | boolean | null;

interface RuleVariable {
  /** Unit and meaning, for people. */
  readonly means: string;
  readonly of: (rep: Rep, context: RuleContext) => RuleValue;
}

export const RULE_VARIABLES = {
  meanVelocity: { means: 'm/s, lift-off to lockout', of: (rep) => rep.meanVelocityMps },
  peakVelocity: { means: 'm/s', of: (rep) => rep.peakVelocityMps },
  propulsiveVelocity: { means: 'm/s, mean propulsive', of: (rep) => rep.meanPropulsiveVelocityMps },
  velocityError: { means: 'm/s, 95 % half-width of meanVelocity', of: (rep) => rep.velocityErrorMps },
  velocityLoss: { means: '%, against the fastest rep of the set so far', of: (rep) => rep.velocityLossPct },
  rom: { means: 'm, travel of the bar', of: (rep) => rep.romM },
  concentric: { means: 's, lift-off to lockout', of: (rep) => rep.concentricS },
  eccentric: { means: 's, the lowering', of: (rep) => rep.eccentricS },
  topPause: { means: 's, hold at the top', of: (rep) => rep.topPauseS },
  timeToPeak: { means: 's, lift-off to peak velocity', of: (rep) => rep.timeToPeakS },
  stickingDrop: {
    means: '%, drop in the sticking region; 0 without one',
    of: (rep) => rep.stickingRegion?.dropPct ?? 0,
  },
  excursion: { means: '°, lower back, proxy or measured', of: (rep) => rep.lumbar.excursionDeg },
  measured: {
    means: 'true when two sensors measured the lower back',
    of: (rep) => rep.lumbar.method === 'measured',
  },
  lateral: { means: '°, side bend, right positive', of: (rep) => rep.lateralDeg },
  twist: { means: '°, to the right positive', of: (rep) => rep.twistDeg },
  hipsFirst: { means: 'true when the hips rose first', of: (rep) => rep.hipsFirst },
  repIndex: { means: '1 for the first rep of the set', of: (rep) => rep.index },
  setIndex: { means: '1 for the first set of the session', of: (_, { setIndex }) => setIndex },
  load: { means: 'kg on the bar', of: (_, { loadKg }) => loadKg },
  confidence: { means: '0 to 1', of: (rep) => rep.confidence },
} as const satisfies Readonly<Record<string, RuleVariable>>;

export type RuleVariableName = keyof typeof RULE_VARIABLES;

export const isRuleVariable = (name: string): name is RuleVariableName => Object.hasOwn(RULE_VARIABLES, name);

export const RULE_VARIABLE_NAMES: readonly RuleVariableName[] =
  Object.keys(RULE_VARIABLES).filter(isRuleVariable);
