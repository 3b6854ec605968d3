import { describe, expect, it } from 'vitest';
import { cycleEvidence, liftEvidence } from '../../../src/signal/reps/evidence.ts';
import { createLiftMemory, JUDGE_DEFAULTS, type LiftPair } from '../../../src/signal/reps/judge.ts';
import type { TrackedLeg } from '../../../src/signal/reps/tracked-leg.ts';

const DEG = Math.PI / 180;
const bent = (deg: number): [number, number, number] => [Math.sin(deg * DEG), 0, Math.cos(deg * DEG)];

const leg = (direction: 1 | -1, start: number, more: Partial<TrackedLeg> = {}): TrackedLeg => ({
  direction,
  fromPivot: start,
  toPivot: start + 100,
  start,
  end: start + 100,
  extent: 0.5,
  sensorRise: 0.22,
  peakSpeed: 0.8,
  lowTilt: 40 * DEG,
  highTilt: 0,
  lowUp: bent(40),
  highUp: bent(0),
  startHeading: 0,
  endHeading: 0,
  endShock: 0.3,
  restShock: 0,
  restShockAt: start + 100,
  ...more,
});
const up = leg(1, 1000);
const alone = { before: null, last: null };

describe('liftEvidence', () => {
  it('speaks for what is let down where it was picked up', () => {
    expect(liftEvidence(up, leg(-1, 1200), alone)).toBeGreaterThan(JUDGE_DEFAULTS.certain);
  });

  it.each<[string, Partial<TrackedLeg>]>([
    ['another posture at the bottom', { lowUp: bent(55) }],
    ['another place', { endHeading: 40 * DEG }],
    ['another depth', { sensorRise: 0.45 }],
  ])('speaks against %s', (_, more) => {
    expect(liftEvidence(up, leg(-1, 1200, more), alone)).toBeLessThan(0);
  });

  it('hears plates', () => {
    const heard = liftEvidence(up, leg(-1, 1200, { endShock: 3 }), alone);
    expect(heard).toBeGreaterThan(liftEvidence(up, leg(-1, 1200), alone) + 1);
  });

  it('takes silence amiss where the last rep was heard', () => {
    const last = (endShock: number) => ({ up: leg(1, 500), down: leg(-1, 700, { endShock }) });
    const down = leg(-1, 1200);
    expect(liftEvidence(up, down, { before: null, last: last(3) })).toBeLessThan(
      liftEvidence(up, down, { before: null, last: last(0.3) }),
    );
  });

  it('does not believe that a lifter is three times as fast after a grinder', () => {
    const grind = { up: leg(1, 200, { end: 550 }), down: leg(-1, 700) };
    const even = { up: leg(1, 500), down: leg(-1, 700) };
    const down = leg(-1, 1200);
    expect(liftEvidence(up, down, { before: null, last: grind })).toBeLessThan(
      liftEvidence(up, down, { before: null, last: even }) - 3,
    );
  });

  it('forgives hips that sank between gripping and pulling', () => {
    const sunk = leg(1, 1000, { lowUp: bent(28) });
    const down = leg(-1, 1200);
    const approach = leg(-1, 600);
    expect(liftEvidence(sunk, down, { before: approach, last: null })).toBeGreaterThan(
      liftEvidence(sunk, down, alone) + 3,
    );
  });
});

describe('cycleEvidence', () => {
  const down = leg(-1, 850);

  it('leaves a single hinge in doubt and believes a second one like it', () => {
    const first = cycleEvidence(up, down, null, -3);
    expect(first).toBeGreaterThan(JUDGE_DEFAULTS.doubtful);
    expect(first).toBeLessThan(JUDGE_DEFAULTS.certain);
    const second = cycleEvidence(leg(1, 1400), leg(-1, 1250), { up, down }, -3);
    expect(second).toBeGreaterThan(JUDGE_DEFAULTS.confirming);
  });

  it('tells setting the weight down from another rep', () => {
    const deep = { sensorRise: 0.45, extent: 0.8, lowUp: bent(50) };
    expect(cycleEvidence(leg(1, 1400, deep), leg(-1, 1250, deep), { up, down }, -3)).toBeLessThan(0.5);
  });
});

const pair = (start: number): LiftPair => ({ up: leg(1, start), down: leg(-1, start + 150) });
const says =
  (score: number, chained = false) =>
  (): { score: number; chained: boolean } => ({ score, chained });

describe('createLiftMemory', () => {
  it('counts what is certain', () => {
    const one = pair(1000);
    expect(createLiftMemory(JUDGE_DEFAULTS).decide(one, says(2), true)).toEqual([one]);
  });

  it('counts a doubtful lift once a second one confirms it', () => {
    const memory = createLiftMemory(JUDGE_DEFAULTS);
    const [one, two] = [pair(1000), pair(1400)];
    expect(memory.decide(one, says(0), true)).toEqual([]);
    expect(
      memory.decide(two, (last) => ({ score: last === one ? 3 : 0, chained: last === one }), true),
    ).toEqual([one, two]);
  });

  it('never lets a lift confirm itself', () => {
    const memory = createLiftMemory(JUDGE_DEFAULTS);
    const one = pair(1000);
    memory.decide(one, says(0), true);
    expect(
      memory.decide(one, (last) => ({ score: last === null ? 0 : 9, chained: last !== null }), true),
    ).toEqual([]);
  });

  it('forgets what was too unlikely', () => {
    const memory = createLiftMemory(JUDGE_DEFAULTS);
    memory.decide(pair(1000), says(-4), true);
    expect(
      memory.decide(pair(1400), (last) => ({ score: last === null ? 1 : 9, chained: true }), true),
    ).toHaveLength(1);
  });
});
