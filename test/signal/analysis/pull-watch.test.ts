import { describe, expect, it } from 'vitest';
import { createPullWatch, type LivePull } from '../../../src/signal/analysis/pull-watch.ts';
import type { UsualRep } from '../../../src/signal/analysis/usual-rep.ts';
import { courseOf, STILL, type Stretch, usual } from './speed-course.ts';

const follow = (
  stretches: readonly Stretch[],
  known: UsualRep | null = usual,
  fromFloor = true,
  startTilt = 45,
): (LivePull | null)[] => {
  const watch = createPullWatch(fromFloor);
  return courseOf(stretches, startTilt).map((now) => watch.step(now, known));
};
const pulls = (all: readonly (LivePull | null)[]): LivePull[] => all.filter((pull) => pull !== null);

/** Half a metre in about a second. */
const PULL: Stretch[] = [
  [0.3, 0.7, 45, 30],
  [0.4, 0.7, 20, 30],
  [0.3, 0, 2, 30],
];

describe('the pull that is going on', () => {
  it('is followed from soon after its start to three quarters of its height', () => {
    const all = follow([STILL, ...PULL]);
    const found = pulls(all);
    expect(all.findIndex((pull) => pull !== null)).toBeLessThan(50 + 15);
    expect(found.at(-1)?.share).toBeLessThan(0.76);
    expect(found.at(-1)?.share).toBeGreaterThan(0.7);
    expect(found.at(-1)?.peakMps).toBeCloseTo(0.7, 2);
    expect(all.at(-1)).toBeNull();
  });

  it('is not followed while nothing is known of this lifter', () => {
    expect(pulls(follow([STILL, ...PULL], null))).toEqual([]);
    expect(pulls(follow([STILL, ...PULL], { ...usual, rise: null }))).toEqual([]);
  });

  it('is none if it begins in another posture than lifts do', () => {
    const bench: Stretch[] = [
      [0.5, 0, 30, 0.3],
      [0.3, 0.7, 30, 30],
      [0.4, 0.7, 5, 30],
    ];
    expect(pulls(follow(bench, usual, true, 30))).toEqual([]);
  });

  it('counts height from the set-up, though the hips sank after it', () => {
    const roll: Stretch[] = [
      [0.3, -0.3, 40, 9],
      [0.2, 0, 40, 9],
      [0.2, 0.3, 42, 9],
      [0.2, 0.02, 45, 9],
    ];
    const found = pulls(follow([STILL, ...roll]));
    expect(Math.max(-1, ...found.map(({ share }) => share))).toBeLessThan(0.1);
  });

  it('is over when the bar sinks again, when the body rests, and only then is there another one', () => {
    const back: Stretch[] = [
      [0.2, 0.5, 45, 30],
      [0.2, 0, 44, 30],
      [0.4, -0.5, 45, 30],
      [0.4, 0, 45, 30],
    ];
    const all = follow([STILL, ...back, STILL, ...PULL]);
    expect(all[120]).toBeNull();
    expect(pulls(all.slice(180)).length).toBeGreaterThan(30);
  });
});
