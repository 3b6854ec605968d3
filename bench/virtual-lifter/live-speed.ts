/** Figures on what is told of the set-up and of the bar's speed while the rep goes on. */
import type { BenchRow } from '../report.ts';
import { info } from '../report.ts';
import { median, shareOf } from '../statistics.ts';
import { type Case, casesOf, type Outcome } from './outcome.ts';
import { isFloor } from './plan.ts';

/** A concentric phase this long grinds, s: a pull at 100 % takes 1.7 s. */
const GRINDER_S = 2.5;
/** Up to here a rep is an ordinary one, s. */
const ORDINARY_S = 2;
/** Below this the back holds, degrees: where it does not, speed from a belt is not what it seems. */
const BRACED_DEG = 4;
/** Drops of the true bar velocity that should be told, per cent; a causal estimate blurs smaller ones. */
const STICKING_PCT = 50;

const seconds = ({ truth }: Case): number => truth.lockoutS - truth.liftOffS;
const drop = ({ truth }: Case): number => truth.sticking?.dropPct ?? 0;
const grinds = (one: Case): boolean => seconds(one) >= GRINDER_S;
const braced = ({ truth }: Case): boolean => truth.roundingDeg < BRACED_DEG;
const told = ({ slowed }: Case): boolean => slowed !== null;

const group = (what: string, cases: readonly Case[]): BenchRow[] => [
  info(`${what}: reps`, cases.length, ''),
  info(`${what}: warned before lockout`, shareOf(cases, told), ''),
];

const leadMs = (cases: readonly Case[]): number =>
  median(cases.flatMap(({ slowed }) => (slowed === null ? [] : 1000 * slowed.leadS)));

const stray = (what: string, outcomes: readonly Outcome[]): BenchRow => {
  const hours = outcomes.reduce((sum, outcome) => sum + outcome.seconds, 0) / 3600;
  const warnings = outcomes.reduce((sum, outcome) => sum + outcome.straySpeed, 0);
  return info(`speed warnings with nothing lifted, ${what}`, warnings / hours, '/h');
};

const setUps = (cases: readonly Case[]): BenchRow[] => [
  info(
    'reps from the floor, braced first: told "set" before lift-off',
    shareOf(cases, ({ setUp }) => setUp === 'set'),
    '',
  ),
  info(
    'reps from the floor, braced first: told "not set" before lift-off',
    shareOf(cases, ({ setUp }) => setUp === 'not-set'),
    '',
  ),
];

export const liveRows = (all: readonly Outcome[]): BenchRow[] => {
  const outcomes = all.filter(({ mode }) => mode === 'height');
  const cases = casesOf(outcomes);
  // The first rep of a recording has nothing to be held against.
  const later = cases.filter(({ earlier }) => earlier > 0);
  const grinders = later.filter(grinds);
  const sticking = later.filter((one) => !grinds(one) && drop(one) >= STICKING_PCT);
  const ordinary = later.filter((one) => drop(one) === 0 && seconds(one) <= ORDINARY_S);
  const lifted = outcomes.filter(({ scenario }) => scenario !== 'daily-life');
  return [
    ...group(`sticking by ${STICKING_PCT} % or more`, sticking),
    info('sticking: warned how long before lockout, median', leadMs(sticking), 'ms'),
    ...group('grinding', grinders),
    info('grinding: warned how long before lockout, median', leadMs(grinders), 'ms'),
    ...group('ordinary reps, back braced', ordinary.filter(braced)),
    ...group(
      'ordinary reps, back rounding',
      ordinary.filter((one) => !braced(one)),
    ),
    info(
      'first reps of a recording warned',
      shareOf(
        cases.filter(({ earlier }) => earlier === 0),
        told,
      ),
      '',
    ),
    stray('recordings with a lift', lifted),
    stray(
      'daily life',
      outcomes.filter(({ scenario }) => scenario === 'daily-life'),
    ),
    ...setUps(
      cases.filter(({ outcome }) => isFloor(outcome.scenario) && outcome.scenario === 'deadlift-dead-stop'),
    ),
  ];
};
