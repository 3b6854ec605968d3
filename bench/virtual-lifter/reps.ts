/** Figures on counting and timing. */
import { atLeast, atMost, type BenchRow, exactly, info } from '../report.ts';
import { f1, median, quantile } from '../statistics.ts';
import { type Case, casesOf, type Outcome } from './outcome.ts';
import { FLOOR, OTHER } from './plan.ts';

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** F1 of reps seen against reps that happened. */
export const repF1 = (outcomes: readonly Outcome[]): number =>
  f1(
    sum(outcomes.map((o) => o.pairs.length)),
    sum(outcomes.map((o) => o.unseen.length)),
    sum(outcomes.map((o) => o.extras.length)),
  );

const milliseconds = (cases: readonly Case[], error: (one: Case) => number): number[] =>
  cases.map((one) => 1000 * Math.abs(error(one)));

export const liftOffErrorsMs = (cases: readonly Case[]): number[] =>
  milliseconds(cases, ({ rep, truth }) => rep.liftOffS - truth.liftOffS);

export const lockoutErrorsMs = (cases: readonly Case[]): number[] =>
  milliseconds(cases, ({ rep, truth }) => rep.lockoutS - truth.lockoutS);

/** Truly takes three to five seconds. */
const slow = ({ liftOffS, lockoutS }: { readonly liftOffS: number; readonly lockoutS: number }): boolean =>
  lockoutS - liftOffS >= 3 && lockoutS - liftOffS <= 5;

/** Grinding singles counted and timed. */
const grinders = (outcomes: readonly Outcome[]): BenchRow[] => {
  const mine = outcomes.filter((outcome) => outcome.scenario === 'grinder-singles');
  const seen = casesOf(mine).filter(({ truth }) => slow(truth));
  const unseen = mine.flatMap((outcome) => outcome.unseen).filter(slow);
  const durations = milliseconds(
    seen,
    ({ rep, truth }) => rep.lockoutS - rep.liftOffS - (truth.lockoutS - truth.liftOffS),
  );
  return [
    info('grinding singles of 3–5 s', seen.length + unseen.length, ''),
    exactly('of them not seen', unseen.length, '', 0),
    info('error of their duration, median', median(durations), 'ms'),
    info('error of their duration, 95 of 100', quantile(durations, 0.95), 'ms'),
  ];
};

/** Daily life without a single lift: every rep is a ghost. */
const ghosts = (outcomes: readonly Outcome[]): BenchRow[] => {
  const life = outcomes.filter((outcome) => outcome.scenario === 'daily-life');
  const hours = sum(life.map((outcome) => outcome.seconds)) / 3600;
  const found = sum(life.map((outcome) => outcome.extras.length));
  return [
    info('hours of daily life', hours, 'h'),
    atMost('ghost reps per hour of daily life', found / hours, '/h', 1),
  ];
};

/** Counting and timing, from the analyses that know only the height. */
export const repRows = (all: readonly Outcome[]): BenchRow[] => {
  const outcomes = all.filter((outcome) => outcome.mode === 'height');
  const of = (scenarios: readonly string[]): Outcome[] =>
    outcomes.filter((outcome) => scenarios.includes(outcome.scenario));
  const floor = of(FLOOR);
  const cases = casesOf(floor);
  const missed = sum(floor.map((o) => o.extras.filter((extra) => extra.missedPull).length));
  return [
    info('reps from the floor that happened', sum(floor.map((o) => o.pairs.length + o.unseen.length)), ''),
    atLeast('rep F1, lifts from the floor', repF1(floor), '', 0.99),
    ...OTHER.map((scenario) => atLeast(`rep F1, ${scenario}`, repF1(of([scenario])), '', 0.99)),
    exactly('missed pulls counted as reps', missed, '', 0),
    ...ghosts(outcomes),
    atMost('lift-off error, median', median(liftOffErrorsMs(cases)), 'ms', 20),
    atMost('lift-off error, 95 of 100', quantile(liftOffErrorsMs(cases), 0.95), 'ms', 70),
    atMost('lockout error, median', median(lockoutErrorsMs(cases)), 'ms', 20),
    info('lockout error, 95 of 100', quantile(lockoutErrorsMs(cases), 0.95), 'ms'),
    ...grinders(outcomes),
  ];
};
