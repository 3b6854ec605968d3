import { describe, expect, it } from 'vitest';
import { createBackJudge } from '../../../src/signal/analysis/back.ts';
import type { Pull } from '../../../src/signal/analysis/pull.ts';
import { RISE_SHARES } from '../../../src/signal/lumbar/curve.ts';
import { madePull } from './made-pull.ts';

const DEG = Math.PI / 180;
const rise = (tick: number): number => Math.max(0, Math.min(100, tick - 100)) / 100;

/** A pull whose pelvis turns upright by 40° with the rise of the hips, and `early` degrees too early before that. */
const pull = (early = 0): Pull =>
  madePull({
    height: (tick) => 0.3 * rise(tick),
    pitch: (tick) => (50 - 40 * rise(tick) - (rise(tick) > 0.2 && rise(tick) < 0.9 ? early : 0)) * DEG,
    setUp: 60,
    liftOff: 100,
    lockout: 200,
  });

describe('the verdict by proxy', () => {
  it('needs three clean reps first, and says so', () => {
    const judge = createBackJudge(null, null, true);
    const found = [0, 0.2, -0.2, 0.1].map((early) => judge.judge(pull(early)));
    expect(found.map(({ verdict }) => verdict.excursionDeg === null)).toEqual([true, true, true, false]);
    expect(found.map(({ flags }) => flags.includes('corridor-building'))).toEqual([true, true, true, false]);
    expect(found.every(({ flags }) => flags.includes('no-baseline'))).toBe(true);
    expect(found[3].verdict).toMatchObject({ method: 'proxy', severity: 'none', onsetS: null });
  });

  it('tells a pelvis that turns upright too early, and when', () => {
    const judge = createBackJudge(null, null, true);
    for (const early of [0, 0.2, -0.2]) judge.judge(pull(early));
    const { verdict } = judge.judge(pull(6));
    expect(verdict.severity).toBe('red');
    expect(verdict.excursionDeg).toBeCloseTo(6, 0);
    // Hips pass 20 % of their way at tick 120, 10 ms each, and the window begins at 10 s.
    expect(Math.abs((verdict.onsetS ?? 0) - 11.22)).toBeLessThan(0.06);
    expect(judge.judge(pull(-6)).verdict.severity).toBe('none');
  });

  it('does not learn from the reps it warned of', () => {
    const judge = createBackJudge(null, null, true);
    for (const early of [0, 0.2, -0.2]) judge.judge(pull(early));
    const found = Array.from({ length: 6 }, () => judge.judge(pull(6)).verdict.severity);
    expect(found).toEqual(Array(6).fill('red'));
    expect(judge.corridor()?.reps).toBe(3);
  });

  it('is given from the first rep on with a baseline, which stays as it is', () => {
    const centreDeg = RISE_SHARES.map((share) => -40 * share);
    const baseline = { reps: 8, centreDeg, spreadDeg: RISE_SHARES.map(() => 0.6) };
    const judge = createBackJudge(baseline, null, true);
    const first = judge.judge(pull(6));
    expect(first.verdict.severity).toBe('red');
    expect(first.flags).toEqual([]);
    for (let i = 0; i < 5; i += 1) judge.judge(pull());
    expect(judge.corridor()).toBe(baseline);
  });

  it('is not given for a sensor that is not on the body', () => {
    const judge = createBackJudge(null, null, false);
    for (let i = 0; i < 5; i += 1)
      expect(judge.judge(pull(9))).toMatchObject({
        verdict: { excursionDeg: null, severity: 'none' },
        curve: null,
      });
  });
});
