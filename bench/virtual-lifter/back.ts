/** Figures on the lower back, hips, symmetry and clip. */
import { atLeast, atMost, type BenchRow, info } from '../report.ts';
import { areaUnderCurve, mean, rms, shareOf } from '../statistics.ts';
import { type Case, casesOf, type Mode, type Outcome } from './outcome.ts';
import { isFloor } from './plan.ts';

/** A rep counts as rounded from here on, degrees of lumbar flexion beyond the braced set-up. */
const ROUNDED_DEG = 8;
/** Below this it counts as good; between the two it is neither. */
const GOOD_DEG = 4;

export const isRounded = ({ truth }: Case): boolean => truth.roundingDeg >= ROUNDED_DEG;
export const isGood = ({ truth }: Case): boolean => truth.roundingDeg < GOOD_DEG && truth.kind === 'clean';
export const excursionDeg = ({ rep }: Case): number => rep.lumbar.excursionDeg ?? Number.NaN;

const alarmed = ({ rep }: Case): boolean => rep.lumbar.severity !== 'none';
const judged = ({ rep }: Case): boolean => rep.lumbar.excursionDeg !== null;

/** Reps of the sets meant for the back, analysed in one mode. Reps seen are all there is to judge. */
export const backCases = (all: readonly Outcome[], mode: Mode): Case[] =>
  casesOf(all.filter((outcome) => outcome.mode === mode));

const scores = (some: readonly Case[]): number[] => some.filter(judged).map(excursionDeg);

const judgement = (cases: readonly Case[], which: string, wantedArea: number): BenchRow[] => {
  const rounded = cases.filter(isRounded);
  const good = cases.filter(isGood);
  const others = cases.filter((one) => !isRounded(one));
  return [
    info(`rounded reps, ${which}`, rounded.length, ''),
    info(`good reps, ${which}`, good.length, ''),
    info(
      `share of reps without a verdict, ${which}`,
      shareOf(cases, (one) => !judged(one)),
      '',
    ),
    atLeast(
      `area under the curve, rounding ≥ 8° against good reps, ${which}`,
      areaUnderCurve(scores(rounded), scores(good)),
      '',
      wantedArea,
    ),
    info(
      `the same against every rep below 8°, ${which}`,
      areaUnderCurve(scores(rounded), scores(others)),
      '',
    ),
    info(`rounded reps that raised an alert, ${which}`, shareOf(rounded, alarmed), ''),
    info(
      `rounded reps warned of before lockout, ${which}`,
      shareOf(rounded, (one) => one.warned),
      '',
    ),
    info(
      `good reps warned of before lockout, ${which}`,
      shareOf(good, (one) => one.warned),
      '',
    ),
  ];
};

const cleanAlerts = (cases: readonly Case[]): number => shareOf(cases.filter(isGood), alarmed);

const excursionErrors = (cases: readonly Case[]): number[] =>
  cases
    .filter((one) => judged(one) && one.rep.lumbar.method === 'measured')
    .map((one) => excursionDeg(one) - one.truth.measuredExcursionDeg);

/** Share of true cases that were told, and of untrue ones that were told all the same. */
const detection = (
  cases: readonly Case[],
  what: string,
  truly: (one: Case) => boolean,
  told: (one: Case) => boolean,
): BenchRow[] => {
  const positives = cases.filter(truly);
  const negatives = cases.filter((one) => !truly(one));
  return [
    info(`${what}: reps`, positives.length, ''),
    info(`${what}: told`, shareOf(positives, told), ''),
    info(`${what}: told of reps without`, shareOf(negatives, told), ''),
  ];
};

const faults = (cases: readonly Case[]): BenchRow[] => [
  ...detection(
    cases,
    'hips first',
    ({ truth }) => truth.hipsFirst,
    ({ rep }) => rep.hipsFirst,
  ),
  ...detection(
    cases,
    'asymmetry',
    ({ truth }) => truth.kind === 'asymmetric',
    ({ alerts }) => alerts.includes('asymmetry'),
  ),
  info(
    'asymmetry of 7° or more at the belt: told',
    shareOf(
      cases.filter(({ truth }) => Math.max(Math.abs(truth.lateralDeg), Math.abs(truth.twistDeg)) >= 7),
      ({ alerts }) => alerts.includes('asymmetry'),
    ),
    '',
  ),
  info(
    'side bend, root mean square error',
    rms(
      cases.flatMap(({ rep, truth }) => (rep.lateralDeg === null ? [] : rep.lateralDeg - truth.lateralDeg)),
    ),
    '°',
  ),
  info(
    'twist, root mean square error',
    rms(cases.flatMap(({ rep, truth }) => (rep.twistDeg === null ? [] : rep.twistDeg - truth.twistDeg))),
    '°',
  ),
  ...detection(
    cases.filter(({ slippedDeg }) => slippedDeg !== null),
    'slip of the clip between reps',
    ({ slippedDeg }) => slippedDeg !== null && slippedDeg > 0,
    ({ rep }) => rep.flags.includes('slip'),
  ),
  info(
    'slip of the clip by 6° or more: told',
    shareOf(
      cases.filter(({ slippedDeg }) => slippedDeg !== null && slippedDeg >= 6),
      ({ rep }) => rep.flags.includes('slip'),
    ),
    '',
  ),
];

export const backRows = (all: readonly Outcome[]): BenchRow[] => {
  const proxy = backCases(all, 'baseline');
  const measured = backCases(all, 'measured');
  const errors = excursionErrors(measured);
  const floor = casesOf(all.filter(({ mode, scenario }) => mode === 'height' && isFloor(scenario)));
  return [
    ...judgement(measured, 'two sensors', 0.96),
    info('good reps that raised an alert, two sensors', cleanAlerts(measured), ''),
    atMost('measured excursion, root mean square error', rms(errors), '°', 1.5),
    info('measured excursion, bias', mean(errors), '°'),
    ...judgement(proxy, 'one sensor and a baseline', 0.88),
    atMost('good reps that raised an alert, one sensor and a baseline', cleanAlerts(proxy), '', 0.03),
    ...faults(floor),
  ];
};
