/** The table per scenario, and the reps that went worst: what the figures do not say. */
import type { BenchDetail } from '../report.ts';
import { mean, median, quantile, shareOf, standardDeviation } from '../statistics.ts';
import { backCases, excursionDeg, isGood, isRounded } from './back.ts';
import { type Case, casesOf, type Outcome, placeOf } from './outcome.ts';
import { FLOOR, isFloor, OTHER } from './plan.ts';
import { liftOffErrorsMs, lockoutErrorsMs, repF1 } from './reps.ts';
import { insideMeanBand, meanError, peakError } from './speed.ts';

const WORST = 5;

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

const scenarioLine = (scenario: string, all: readonly Outcome[]): (string | number)[] => {
  const outcomes = all.filter((outcome) => outcome.mode === 'height' && outcome.scenario === scenario);
  const cases = casesOf(outcomes);
  const taped = casesOf(all.filter((outcome) => outcome.mode === 'tape' && outcome.scenario === scenario));
  const speed = cases.map(meanError);
  return [
    scenario,
    cases.length,
    outcomes.reduce((sum, outcome) => sum + outcome.unseen.length, 0),
    outcomes.reduce((sum, outcome) => sum + outcome.extras.length, 0),
    round(repF1(outcomes), 3),
    round(median(liftOffErrorsMs(cases)), 0),
    round(quantile(liftOffErrorsMs(cases), 0.95), 0),
    round(median(lockoutErrorsMs(cases)), 0),
    round(mean(speed), 3),
    round(standardDeviation(speed), 3),
    taped.length === 0 ? '' : round(standardDeviation(taped.map(meanError)), 3),
    round(standardDeviation(cases.map(peakError)), 3),
    round(shareOf(cases, insideMeanBand), 2),
  ];
};

const scenarios = (all: readonly Outcome[]): BenchDetail => ({
  title: 'By scenario, height only (times ms, speeds m/s; MV mean, PV peak velocity, SE standard error)',
  columns: [
    'scenario',
    'seen',
    'unseen',
    'extra',
    'F1',
    'lift-off',
    '95 %',
    'lockout',
    'MV bias',
    'MV SE',
    'MV SE taped',
    'PV SE',
    'in band',
  ],
  lines: [...FLOOR, ...OTHER].map((scenario) => scenarioLine(scenario, all)),
});

const worst = (cases: readonly Case[], badness: (one: Case) => number): Case[] =>
  cases
    .filter((one) => !Number.isNaN(badness(one)))
    .toSorted((a, b) => badness(b) - badness(a))
    .slice(0, WORST);

const worstOf = (
  title: string,
  outcomes: readonly Outcome[],
  badness: (one: Case) => number,
): BenchDetail => ({
  title,
  columns: ['recording', 'at s', 'MV told', 'true', '± told', 'lift-off ms', 'lockout ms', 'flags'],
  lines: worst(casesOf(outcomes), badness).map((one) => [
    placeOf(one.outcome),
    round(one.truth.liftOffS, 2),
    round(one.rep.meanVelocityMps, 3),
    round(one.truth.meanVelocityMps, 3),
    round(one.rep.velocityErrorMps, 3),
    round(1000 * (one.rep.liftOffS - one.truth.liftOffS), 0),
    round(1000 * (one.rep.lockoutS - one.truth.lockoutS), 0),
    one.rep.flags.join(' '),
  ]),
});

const speedBadness = (one: Case): number => Math.abs(meanError(one));
const liftOffBadness = ({ rep, truth }: Case): number => Math.abs(rep.liftOffS - truth.liftOffS);

const worstReps = (all: readonly Outcome[]): BenchDetail[] => {
  const inMode = all.filter(({ mode }) => mode === 'height');
  const floor = inMode.filter(({ scenario }) => isFloor(scenario));
  const taped = all.filter(({ mode }) => mode === 'tape');
  const other = inMode.filter(({ scenario }) => !isFloor(scenario));
  return [
    worstOf('Worst mean velocities from the floor, height only (m/s)', floor, speedBadness),
    worstOf('Worst mean velocities from the floor, with --bar-travel (m/s)', taped, speedBadness),
    worstOf('Worst lift-offs from the floor', floor, liftOffBadness),
    worstOf('Worst mean velocities of other lifts (m/s)', other, speedBadness),
  ];
};

const backLine = (one: Case): (string | number)[] => [
  placeOf(one.outcome),
  round(one.truth.liftOffS, 2),
  isRounded(one) ? 'rounded' : 'good',
  round(one.truth.roundingDeg, 1),
  round(excursionDeg(one), 1),
  one.rep.lumbar.severity,
];

const worstBacks = (all: readonly Outcome[], mode: 'baseline' | 'measured', title: string): BenchDetail => {
  const cases = backCases(all, mode);
  return {
    title,
    columns: ['recording', 'at s', 'was', 'rounding °', 'excursion °', 'severity'],
    lines: [
      ...worst(cases.filter(isRounded), (one) => -excursionDeg(one)),
      ...worst(cases.filter(isGood), excursionDeg),
    ].map(backLine),
  };
};

/** When, for how long, and what it was. */
const uncountedLine = (
  outcome: Outcome,
  rep: { readonly liftOffS: number; readonly lockoutS: number },
  what: string,
): (string | number)[] => [
  placeOf(outcome),
  round(rep.liftOffS, 2),
  round(rep.lockoutS - rep.liftOffS, 2),
  what,
];

const uncounted = (all: readonly Outcome[]): BenchDetail => ({
  title: 'Reps not seen, and reps seen that did not happen (the first of each in a recording)',
  columns: ['recording', 'at s', 'for s', 'what'],
  lines: all
    .filter((outcome) => outcome.mode === 'height')
    .flatMap((outcome) => [
      ...outcome.unseen.slice(0, 1).map((rep) => uncountedLine(outcome, rep, 'not seen')),
      ...outcome.extras
        .slice(0, 1)
        .map((rep) => uncountedLine(outcome, rep, rep.missedPull ? 'missed pull' : 'ghost')),
    ]),
});

export const detailsOf = (all: readonly Outcome[]): BenchDetail[] => [
  scenarios(all),
  ...worstReps(all),
  worstBacks(all, 'baseline', 'Worst verdicts on the back, one sensor and a baseline'),
  worstBacks(all, 'measured', 'Worst verdicts on the back, two sensors'),
  uncounted(all),
];
