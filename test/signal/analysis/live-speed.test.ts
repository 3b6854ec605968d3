import { describe, expect, it } from 'vitest';
import { createLiveSpeed, type LiveSpeed, type SpeedNews } from '../../../src/signal/analysis/live-speed.ts';
import { createMounting } from '../../../src/signal/mounting/mounting.ts';
import type { MotionBatch } from '../../../src/signal/motion/motion.ts';
import { createUnrestMeter } from '../../../src/signal/motion/unrest.ts';
import { type Course, madeMotion } from './made-motion.ts';

/** A rep of a sensor on the bar every 6 s: up in a second from 2 s on, down from 4 s on. */
const REP_S = 6;
const bell = (u: number): number => (u <= 0 || u >= 1 ? 0 : 0.25 * Math.PI * Math.sin(Math.PI * u));

/** Reps of which those in `dips` lose this share of their speed in the middle. */
const reps =
  (dips: Readonly<Record<number, number>>): Course =>
  (t) => {
    const rep = Math.floor(t / REP_S);
    const inRep = t - rep * REP_S;
    const up = inRep - 2;
    const dip = 1 - (dips[rep] ?? 0) * Math.exp(-(((up - 0.5) / 0.12) ** 2));
    return bell(up) * dip - bell(inRep - 4);
  };

type Told = SpeedNews & { readonly tick: number };

/** Runs reps; each is learnt from a second after it. */
const run = (
  velocity: Course,
  count: number,
  spoil: (motion: MotionBatch) => unknown = () => undefined,
): Told[] => {
  const live: LiveSpeed = createLiveSpeed({
    mounting: createMounting(),
    trunk: null,
    fromFloor: true,
    onBody: false,
  });
  const meter = createUnrestMeter();
  const motion = madeMotion({ velocity }, count * REP_S * 100);
  spoil(motion);
  const told: Told[] = [];
  for (let i = 0; i < motion.count; i += 1) {
    const rate = motion.rate[i * 3 + 1];
    const news = live.step(motion, i, meter.step(rate * rate, motion.vertical[i]));
    if (news !== null) told.push({ ...news, tick: motion.firstTick + i });
    const start = i - (i % (REP_S * 100));
    if (i % (REP_S * 100) === 400) live.learn(start + 200, start + 300, start + 190);
  }
  return told;
};
const inShort = (told: readonly Told[]): string[] =>
  told.map((news) => (news.type === 'over' ? 'over' : `${news.cause} ${news.severity}`));

/** Nothing is monitored between two ticks. */
const unseen =
  (from: number, to: number) =>
  (motion: MotionBatch): unknown =>
    motion.quality.fill(2, from, to);

describe('the bar while it moves', () => {
  it('is not remarked on in ordinary reps', () => {
    expect(run(reps({}), 5)).toEqual([]);
  });

  it('is told to stick where it slows down in the middle, and to move again', () => {
    const told = run(reps({ 3: 0.75 }), 5);
    expect(inShort(told)).toEqual(['sticking amber', 'over']);
    const [slow] = told;
    // Before the deepest point is long past, half a second before lockout.
    expect(slow.tick).toBeGreaterThan(3 * 600 + 230);
    expect(slow.tick).toBeLessThan(3 * 600 + 262);
    expect(slow).toMatchObject({ type: 'slow', severity: 'amber' });
    if (slow.type === 'slow') {
      expect(slow.dropPct).toBeGreaterThan(40);
      expect(slow.velocityMps).toBeLessThan(0.45);
    }
  });

  it('says nothing of the first rep, which has nothing to be held against', () => {
    expect(run(reps({ 0: 0.75 }), 1)).toEqual([]);
  });

  it('says nothing where it cannot see, and takes back what it said', () => {
    expect(run(reps({ 3: 0.75 }), 5, unseen(2000, 2070))).toEqual([]);
    const [slow, over] = run(reps({ 3: 0.75 }), 5, unseen(2062, 2200));
    expect([slow?.type, over?.type, over?.tick]).toEqual(['slow', 'over', 2063]);
  });
});
