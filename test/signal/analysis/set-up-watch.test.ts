import { describe, expect, it } from 'vitest';
import {
  createSetUpWatch,
  SET_UP_WATCH_DEFAULTS,
  type SetUpPosture,
  type UsualSetUp,
} from '../../../src/signal/analysis/set-up-watch.ts';
import { DEG } from './speed-course.ts';

const usual: UsualSetUp = { tilt: 40 * DEG, lateral: 1 * DEG, turn: 0, tick: 0 };

/** For how long, s, and what; all angles in degrees. */
interface Phase {
  readonly s: number;
  readonly tilt?: number;
  readonly unrest?: number;
  readonly lateral?: number | null;
  readonly turn?: number;
  /** The bar leaves the floor at its beginning. */
  readonly liftOff?: true;
}

/** What is told, as `time state reasons`. */
const watch = (phases: readonly Phase[], known: UsualSetUp | null = usual, firstTick = 100): string[] => {
  const setUp = createSetUpWatch();
  const told: string[] = [];
  let tick = firstTick;
  for (const { s, tilt = 40, unrest = 0.3, lateral = 1, turn = 0, liftOff } of phases) {
    if (liftOff) setUp.liftOff();
    for (let i = 0; i < Math.round(s * 100); i += 1) {
      tick += 1;
      const posture: SetUpPosture = {
        tick,
        unrest,
        tilt: tilt * DEG,
        lateral: lateral === null ? null : lateral * DEG,
        turn: turn * DEG,
      };
      const news = setUp.step(posture, known);
      if (news !== null)
        told.push([((tick - firstTick) / 100).toFixed(2), news.state, ...news.reasons].join(' '));
    }
  }
  return told;
};
const states = (told: readonly string[]): string[] => told.map((text) => text.slice(text.indexOf(' ') + 1));

const UPRIGHT: Phase = { s: 1, tilt: 3 };
const DOWN: Phase = { s: 1, unrest: 30 };

describe('the set-up check', () => {
  it('says "set" once, when the lifter has been braced at the bar for a moment', () => {
    expect(watch([UPRIGHT, DOWN, { s: 2 }])).toEqual(['2.30 set']);
  });

  it('says nothing of who stands, passes by, or bends to something else', () => {
    expect(watch([UPRIGHT, { s: 1, unrest: 30, tilt: 20 }, { s: 3, tilt: 20 }, UPRIGHT])).toEqual([]);
    expect(watch([UPRIGHT, { s: 3, tilt: 60 }, UPRIGHT])).toEqual([]);
    expect(watch([UPRIGHT, { s: 1.5, unrest: 30 }, UPRIGHT])).toEqual([]);
  });

  it('says "not set" to who takes too long to come to rest', () => {
    const { patienceS } = SET_UP_WATCH_DEFAULTS;
    expect(watch([UPRIGHT, { s: patienceS + 1, unrest: 9 }, { s: 1 }])).toEqual([
      '3.01 not-set moving',
      '4.30 set',
    ]);
  });

  it('says so when somebody who was set moves on, but not for a twitch or the pull itself', () => {
    expect(states(watch([{ s: 1 }, { s: 0.8, unrest: 9 }]))).toEqual(['set', 'not-set moving']);
    expect(states(watch([{ s: 1 }, { s: 0.4, unrest: 9 }, { s: 1 }]))).toEqual(['set']);
    expect(states(watch([{ s: 1 }, { s: 0.3, unrest: 30 }, { s: 0.5, unrest: 30, liftOff: true }]))).toEqual([
      'set',
    ]);
  });

  it('does not flicker about its limits', () => {
    const swaying = Array.from({ length: 40 }, (_, i): Phase => ({ s: 0.1, unrest: i % 2 === 0 ? 1 : 2.5 }));
    expect(states(watch([{ s: 1 }, ...swaying]))).toEqual(['set']);
    const leaning = Array.from({ length: 40 }, (_, i): Phase => ({ s: 0.1, lateral: i % 2 === 0 ? 8 : 5.5 }));
    expect(states(watch([{ s: 1 }, { s: 1, lateral: 9 }, ...leaning]))).toEqual(['set', 'not-set leaning']);
  });

  it('says what is wrong against the earlier set-ups: side bend and turn', () => {
    expect(
      states(
        watch([
          { s: 1, lateral: 9 },
          { s: 2, lateral: 9 },
          { s: 1, lateral: 3 },
        ]),
      ),
    ).toEqual([
      // Braced and not yet seen to lean: it takes as long to be sure of the one as of the other.
      'not-set leaning',
      'set',
    ]);
    expect(states(watch([{ s: 3, turn: -12 }]))).toEqual(['not-set twisted']);
    expect(states(watch([{ s: 3, turn: 12, lateral: -8, unrest: 9 }]))).toEqual([
      'not-set moving leaning twisted',
    ]);
  });

  it('judges stillness alone before the first rep, and turn only while it means something', () => {
    expect(states(watch([UPRIGHT, { s: 3, lateral: 20, turn: 40, tilt: 25 }], null))).toEqual(['set']);
    expect(states(watch([UPRIGHT, { s: 3, tilt: 10 }], null))).toEqual([]);
    expect(states(watch([{ s: 3, turn: 40 }], usual, 4000))).toEqual(['set']);
    expect(states(watch([{ s: 3, lateral: null }]))).toEqual(['set']);
  });

  it('takes back what it said when the lifter stands up without lifting', () => {
    expect(states(watch([{ s: 1 }, UPRIGHT, UPRIGHT]))).toEqual(['set', 'not-set upright']);
  });

  it('is silent from lift-off until the lifter is braced again', () => {
    const pull: Phase[] = [{ s: 0.6, unrest: 30, liftOff: true }, { s: 0.6, unrest: 30, tilt: 15 }, UPRIGHT];
    expect(states(watch([{ s: 1 }, ...pull]))).toEqual(['set']);
    expect(states(watch([{ s: 1 }, { s: 4, unrest: 9, liftOff: true }, { s: 1 }]))).toEqual(['set', 'set']);
  });
});
