import { describe, expect, it } from 'vitest';
import { beatEvidence, cycleEvidence, liftEvidence } from '../../../src/signal/reps/evidence.ts';
import { createLiftMemory, JUDGE_DEFAULTS, type LiftPair } from '../../../src/signal/reps/judge.ts';
import type { TrackedLeg } from '../../../src/signal/reps/tracked-leg.ts';
import { bent, makeLeg } from './made-leg.ts';

const DEG = Math.PI / 180;
const leg = (direction: 1 | -1, start: number, more: Partial<TrackedLeg> = {}): TrackedLeg =>
  makeLeg(direction, start, start + 100, more);
const up = leg(1, 1000);
const alone = { before: null, last: null, near: null };

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

  it('does not take a seat that hits the pelvis for plates', () => {
    const blow = liftEvidence(up, leg(-1, 1200, { endShock: 40 }), alone);
    expect(blow).toBeLessThan(liftEvidence(up, leg(-1, 1200, { endShock: 3 }), alone) - 1);
  });

  it('takes silence amiss where the last rep was heard', () => {
    const last = (endShock: number) => ({ up: leg(1, 500), down: leg(-1, 700, { endShock }) });
    const down = leg(-1, 1200);
    expect(liftEvidence(up, down, { ...alone, last: last(3) })).toBeLessThan(
      liftEvidence(up, down, { ...alone, last: last(0.3) }),
    );
  });

  it('does not believe that a lifter is three times as fast after a grinder', () => {
    const grind = { up: leg(1, 200, { end: 550 }), down: leg(-1, 700) };
    const even = { up: leg(1, 500), down: leg(-1, 700) };
    const down = leg(-1, 1200);
    expect(liftEvidence(up, down, { ...alone, last: grind })).toBeLessThan(
      liftEvidence(up, down, { ...alone, last: even }) - 3,
    );
  });

  it('nor that one who stands up fast between grinders lifted', () => {
    const grind = { up: leg(1, 200, { end: 550 }), down: leg(-1, 700) };
    const down = leg(-1, 1200);
    expect(liftEvidence(up, down, { ...alone, near: grind })).toBeLessThan(liftEvidence(up, down, alone) - 3);
  });

  it('takes a slow rise for a loaded one, but not a long stay in a bend', () => {
    const down = leg(-1, 1600);
    const slow = liftEvidence(leg(1, 1000, { end: 1350, peakSpeed: 0.25 }), down, alone);
    expect(slow).toBeGreaterThan(liftEvidence(leg(1, 1000, { end: 1350 }), down, alone) + 1);
  });

  it('takes standing about for no labour', () => {
    const upright = { end: 1350, peakSpeed: 0.1, lowTilt: 10 * DEG };
    expect(liftEvidence(leg(1, 1000, upright), leg(-1, 1600), alone)).toBeLessThan(
      liftEvidence(leg(1, 1000, { ...upright, lowTilt: 40 * DEG }), leg(-1, 1600), alone) - 1,
    );
  });

  it.each(['up', 'down'])('does not lift a bar from where somebody sat (%s)', (which) => {
    const rise = leg(1, 1000, { fromSeat: which === 'up' });
    const fall = leg(-1, 1200, { fromSeat: which === 'down' });
    expect(liftEvidence(rise, fall, alone)).toBeLessThan(JUDGE_DEFAULTS.doubtful);
  });

  it('wonders where a rep goes deeper than the others of its set', () => {
    const last = { up: leg(1, 500), down: leg(-1, 700) };
    const deep = { sensorRise: 0.42 };
    const score = (more: Partial<TrackedLeg>) =>
      liftEvidence(leg(1, 1000, more), leg(-1, 1200, more), { ...alone, last });
    expect(score(deep)).toBeLessThan(score({}) - 1);
  });

  it('forgives hips that sank between gripping and pulling', () => {
    const sunk = leg(1, 1000, { lowUp: bent(28) });
    const down = leg(-1, 1200);
    const approach = leg(-1, 600);
    expect(liftEvidence(sunk, down, { ...alone, before: approach })).toBeGreaterThan(
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
    expect(first + second).toBeGreaterThan(JUDGE_DEFAULTS.together);
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

const swing = (peakSpeed: number): number => beatEvidence(leg(1, 0, { peakSpeed }), leg(1, 0));

describe('beatEvidence', () => {
  it('lets a bell swing a little faster or slower, and no slower than a pendulum', () => {
    expect(swing(0.72)).toBeGreaterThan(-0.5);
    expect(swing(0.9)).toBeGreaterThan(-0.5);
    expect(swing(0.48)).toBeLessThan(-2);
  });
});

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

  it('lets two of three doubtful ones go together', () => {
    const memory = createLiftMemory(JUDGE_DEFAULTS);
    const [one, two, three] = [pair(1000), pair(1400), pair(1800)];
    memory.decide(one, says(0.5), true);
    memory.decide(two, says(-0.5), true);
    // Somebody stood up at the second; the hands were on the bar from the first to the third.
    expect(
      memory.decide(three, (last) => ({ score: last === one ? 1.2 : 0.4, chained: last === one }), true),
    ).toEqual([one, three]);
  });

  it('leaves a doubtful one out where the story is likelier without it', () => {
    const memory = createLiftMemory(JUDGE_DEFAULTS);
    const [one, two] = [pair(1000), pair(1400)];
    memory.decide(one, says(-0.5), true);
    expect(
      memory.decide(two, (last) => ({ score: last === one ? 2.5 : 3, chained: last === one }), true),
    ).toEqual([two]);
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
