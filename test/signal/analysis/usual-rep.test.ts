import { describe, expect, it } from 'vitest';
import { createUsualReps } from '../../../src/signal/analysis/usual-rep.ts';

/** Velocity per tick from a peak, a duration, and what is left of it in the second half. */
const rep = (peakMps: number, ticks: number, late = 1): Float64Array =>
  Float64Array.from({ length: ticks }, (_, i) => (i < ticks / 2 ? peakMps : peakMps * late));

describe('the usual rep', () => {
  it('is not known before there was one', () => {
    expect(createUsualReps().usual()).toBeNull();
  });

  it('is the middle of the last five', () => {
    const reps = createUsualReps();
    for (const [i, peak] of [9, 0.5, 0.6, 0.4, 0.7, 0.55].entries())
      reps.learn({ velocity: rep(peak, 100 + 10 * i), setUpTilt: 0.7 });
    const usual = reps.usual();
    expect(usual?.durationS).toBeCloseTo(1.3, 9);
    expect(usual?.setUpTilt).toBeCloseTo(0.7, 9);
    expect(usual?.rise?.peakMps).toBeCloseTo(0.55, 9);
    expect(usual?.rise?.riseM).toBeCloseTo(0.6 * 1.2, 9);
  });

  it('knows where a lifter always slows down, as far as the track shows it', () => {
    const reps = createUsualReps();
    reps.learn({ velocity: rep(0.6, 100, 0.5), setUpTilt: 0.7 });
    const left = reps.usual()?.rise?.leftOfPeak;
    expect(left?.(0.3)).toBeCloseTo(1, 9);
    expect(left?.(0.9)).toBeCloseTo(0.5, 9);
    // Before the floor and beyond lockout it says what it says at the ends.
    expect(left?.(-1)).toBeCloseTo(1, 9);
    expect(left?.(2)).toBeCloseTo(0.5, 9);
  });

  it('is not spoilt by a rep or two that stuck', () => {
    const reps = createUsualReps();
    for (const late of [0.9, 0.2, 0.9, 0.2, 0.9])
      reps.learn({ velocity: rep(0.6, 100, late), setUpTilt: 0.7 });
    expect(reps.usual()?.rise?.leftOfPeak(0.9)).toBeCloseTo(0.9, 9);
  });

  it('has a pace but no rise where the track lost the bar, as it does in a grind', () => {
    const reps = createUsualReps();
    reps.learn({ velocity: rep(0.02, 300), setUpTilt: 0.7 });
    expect(reps.usual()).toMatchObject({ durationS: 3, rise: null });
    reps.learn({ velocity: rep(0.5, 100), setUpTilt: 0.7 });
    expect(reps.usual()?.rise?.peakMps).toBeCloseTo(0.5, 9);
  });
});
