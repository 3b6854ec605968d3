import { expect, test } from 'vitest';
import { type Outcome, pairReps, scoreLive, scorePairs } from '../../src/cli/demo/compare.ts';
import type { SessionEvent } from '../../src/domain/event.ts';
import type { Rep } from '../../src/domain/rep.ts';
import { makeLifter, simulate } from '../../src/simulator/index.ts';

const session = simulate({ lifter: makeLifter(3), scenario: 'deadlift-dead-stop', seed: 3, reps: 3 });
const [first, second, third] = session.truth.sets[0].reps;

/** A rep as found, where only time, speed and verdict matter. */
const found = (liftOffS: number, lockoutS: number, meanVelocityMps: number, red = false): Rep => ({
  index: 1,
  liftOffS,
  peakVelocityS: liftOffS,
  lockoutS,
  touchdownS: null,
  concentricS: lockoutS - liftOffS,
  eccentricS: null,
  topPauseS: null,
  meanVelocityMps,
  peakVelocityMps: 1,
  meanPropulsiveVelocityMps: meanVelocityMps,
  timeToPeakS: 0.3,
  romM: 0.5,
  velocityErrorMps: 0.05,
  peakVelocityErrorMps: 0.1,
  meanPropulsiveVelocityErrorMps: 0.05,
  velocityLossPct: 0,
  stickingRegion: null,
  lumbar: {
    method: 'proxy',
    excursionDeg: red ? 6 : 0,
    onsetS: null,
    severity: red ? 'red' : 'none',
  },
  hipsFirst: false,
  lateralDeg: 0,
  twistDeg: 0,
  confidence: 1,
  flags: [],
});

const told = (rep: Rep): SessionEvent => ({
  type: 'rep',
  atS: rep.lockoutS,
  set: 1,
  rep,
  curve: null,
  trace: null,
});

const outcome = (events: readonly SessionEvent[], seenS = Infinity): Outcome => ({
  part: 'set',
  session,
  events,
  seenS,
});

test('pairs what overlaps, and names what was missed and what was made up', () => {
  const pairs = pairReps(
    outcome([
      told(found(first.liftOffS + 0.1, first.lockoutS + 0.1, 0.6)),
      told(found(third.liftOffS - 0.1, third.lockoutS, 0.6)),
      told(found(third.lockoutS + 20, third.lockoutS + 21, 0.6)),
    ]),
  );
  expect(pairs.map(({ truth, found: rep }) => [truth !== null, rep !== null])).toEqual([
    [true, true],
    [true, false],
    [true, true],
    [false, true],
  ]);
  expect(scorePairs(pairs)).toMatchObject({ trueReps: 3, foundReps: 3, missed: 1, ghosts: 1, paired: 2 });
});

test('a rep that was cut off is not missed', () => {
  const pairs = pairReps(
    outcome([told(found(first.liftOffS, first.lockoutS, 0.6))], (second.liftOffS + second.lockoutS) / 2),
  );
  expect(pairs).toHaveLength(1);
});

test('sums up errors and bands', () => {
  const pairs = pairReps(
    outcome([
      told(found(first.liftOffS, first.lockoutS, first.meanVelocityMps + 0.03)),
      told(found(second.liftOffS, second.lockoutS, second.meanVelocityMps - 0.09)),
    ]),
  );
  const score = scorePairs(pairs);
  expect(score.biasMps).toBeCloseTo(-0.03, 9);
  expect(score.rmsMps).toBeCloseTo(Math.sqrt((0.03 ** 2 + 0.09 ** 2) / 2), 9);
  expect(score.insideBand).toBe(1);
});

test('a verdict on a braced rep is told as false, and a warning elsewhere as out of place', () => {
  expect(first.roundingDeg).toBeLessThan(5);
  const events: SessionEvent[] = [
    {
      type: 'warning',
      atS: first.liftOffS + 0.1,
      kind: 'lumbar',
      method: 'proxy',
      severity: 'red',
      excursionDeg: 6,
    },
    told(found(first.liftOffS, first.lockoutS, 0.6, true)),
  ];
  expect(scorePairs(pairReps(outcome(events)))).toMatchObject({ bracedTold: 1, rounded: 0 });
  expect(scoreLive(outcome(events))).toMatchObject({ warnedInTime: 0, rounded: 0, otherWarnings: 1 });
});

test('without any rep there is nothing to sum up', () => {
  expect(scorePairs([])).toMatchObject({ biasMps: null, rmsMps: null, paired: 0 });
});
