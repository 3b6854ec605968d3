import { describe, expect, it } from 'vitest';
import {
  type BackReference,
  type BackWarning,
  createLiveBack,
} from '../../../src/signal/analysis/live-back.ts';
import { RISE_SHARES } from '../../../src/signal/lumbar/curve.ts';
import { LUMBAR_DEFAULTS } from '../../../src/signal/lumbar/parameters.ts';

const DEG = Math.PI / 180;
const START = 1000;
/** Clean reps of this lifter keep their pitch over the first 60 % of the hip rise, give or take half a degree. */
const corridor = {
  reps: 5,
  centreDeg: RISE_SHARES.map(() => 0),
  spreadDeg: RISE_SHARES.map(() => 0.6),
};
const proxy: BackReference = { height: 0.5, pitch: 50 * DEG, upperPitch: null, riseM: 0.3, corridor };
const measured: BackReference = { ...proxy, upperPitch: 80 * DEG };

/** Hips pass the judged shares in 0.5 s while the pelvis turns upright too early by `early(tick)` degrees. */
const watch = (
  reference: BackReference,
  early: (tick: number) => number,
  flex: ((tick: number) => number | null) | null = null,
): (BackWarning & { tick: number })[] => {
  const back = createLiveBack();
  back.start(START, reference);
  return Array.from({ length: 100 }, (_, i) => i).flatMap((i) => {
    const upper = flex === null ? null : flex(i);
    const warning = back.step(
      START + i,
      0.5 + 0.3 * (0.1 + i / 100),
      (50 - early(i)) * DEG,
      upper === null ? null : (80 + upper) * DEG,
    );
    return warning === null ? [] : [{ ...warning, tick: i }];
  });
};
const holdTicks = Math.round(LUMBAR_DEFAULTS.proxyHoldS * 100);

describe('the back while the rep goes on', () => {
  it('is not warned of on the lifter’s usual course', () => {
    expect(watch(proxy, () => 0)).toEqual([]);
    expect(watch(proxy, () => -9)).toEqual([]);
  });

  it('is warned of once a level is held, and again only when it gets worse', () => {
    const told = watch(proxy, (i) => (i < 10 ? 0 : i < 30 ? 3 : 6));
    expect(told.map(({ severity, tick, method }) => [severity, tick, method])).toEqual([
      ['amber', 10 + holdTicks - 1, 'proxy'],
      ['red', 30 + holdTicks - 1, 'proxy'],
    ]);
    expect(told[1].excursionDeg).toBeCloseTo(6, 6);
    expect(watch(proxy, (i) => (i < 20 ? 6 : i < 30 ? 0 : 6))).toHaveLength(1);
  });

  it('is not warned of for a twitch', () => {
    expect(watch(proxy, (i) => (i >= 20 && i < 20 + holdTicks - 1 ? 9 : 0))).toEqual([]);
  });

  it('cannot be warned of by proxy without a corridor', () => {
    expect(watch({ ...proxy, corridor: null }, () => 20)).toEqual([]);
  });

  it('is measured with two sensors, and needs no corridor then', () => {
    const told = watch(
      { ...measured, corridor: null },
      () => 0,
      (i) => (i >= 10 ? 9 : 0),
    );
    expect(told.map(({ severity, method }) => [severity, method])).toEqual([['red', 'measured']]);
    expect(told[0].tick).toBe(10 + Math.round(LUMBAR_DEFAULTS.holdS * 100) - 1);
  });

  it('is not rounding where the whole trunk turns', () => {
    expect(
      watch(
        measured,
        () => 20,
        () => -20,
      ),
    ).toEqual([]);
  });

  it('goes on by proxy when the second sensor is lost', () => {
    const told = watch(
      measured,
      (i) => (i >= 30 ? 6 : 0),
      (i) => (i < 20 ? 0 : null),
    );
    expect(told.map(({ severity, method }) => [severity, method])).toEqual([['red', 'proxy']]);
  });

  it('is watched only for 0.6 s, and not at all before a lift-off', () => {
    expect(
      watch(
        measured,
        () => 0,
        (i) => (i >= 56 ? 20 : 0),
      ),
    ).toEqual([]);
    const back = createLiveBack();
    expect(back.watching()).toBe(false);
    expect(back.step(0, 1, 0, null)).toBeNull();
    back.start(0, proxy);
    expect(back.watching()).toBe(true);
    back.step(61, 1, 0, null);
    expect(back.watching()).toBe(false);
  });

  it('starts afresh with every rep', () => {
    const back = createLiveBack();
    const rep = (from: number): number => {
      back.start(from, proxy);
      return Array.from({ length: 40 }, (_, i) => back.step(from + i, 0.6, 44 * DEG, null)).filter(
        (warning) => warning !== null,
      ).length;
    };
    expect([rep(0), rep(500)]).toEqual([1, 1]);
  });
});
