import { describe, expect, it } from 'vitest';
import { standingAs, uprightAfter } from '../../../src/signal/analysis/upright.ts';
import { createMounting, type SegmentAngles } from '../../../src/signal/mounting/mounting.ts';
import { leaningWindow } from '../made-window.ts';

const TICKS = 300;
const rising = (tick: number): number => 0.6 * Math.max(0, Math.min(1, (150 - tick) / 100));
const rise = leaningWindow(TICKS, rising);
const moving = Float64Array.from({ length: TICKS }, (_, i) => (i > 45 && i < 155 ? 20 : 0.2));
const level = new Float64Array(TICKS);

describe('uprightAfter', () => {
  it('goes on to where the lifter stands if the ascent was cut half-way', () => {
    expect(uprightAfter(rise, level, moving, 100, TICKS)).toBe(155);
  });

  it('stays where he stands already', () => {
    expect(uprightAfter(rise, level, moving, 152, TICKS)).toBe(152);
  });

  it('does not take the bottom of the lowering for standing', () => {
    const lowered = Float64Array.from({ length: TICKS }, (_, i) => (i > 120 ? -0.2 : 0));
    expect(uprightAfter(rise, lowered, moving, 100, TICKS)).toBe(100);
  });

  it('does not look beyond the start of the lowering', () => {
    expect(uprightAfter(rise, level, moving, 100, 140)).toBe(100);
  });

  it('does not wait for a lifter who never stands still', () => {
    expect(uprightAfter(rise, level, new Float64Array(TICKS).fill(20), 100, TICKS)).toBe(100);
  });
});

describe('standingAs', () => {
  const pitchAt = (mounting: ReturnType<typeof createMounting>, tick: number): number => {
    const angles: SegmentAngles = { pitch: 0, lateral: 0 };
    mounting.angles(rise.up[tick * 3], rise.up[tick * 3 + 1], rise.up[tick * 3 + 2], angles);
    return angles.pitch;
  };
  const ascent = rise.up.subarray(0, 150 * 3);

  it('turns the hinge axis round if standing was taken for bent', () => {
    const fooled = createMounting();
    fooled.setStanding(0, -Math.sin(0.6), Math.cos(0.6));
    fooled.learnHinge(rise.up.subarray(100 * 3, TICKS * 3));
    expect(pitchAt(standingAs(fooled, [0, 0, 1], ascent), 0)).toBeCloseTo(0.6, 2);
  });

  it('keeps an axis that agrees', () => {
    const known = createMounting();
    known.learnHinge(rise.up);
    const aligned = standingAs(known, [0, 0, 1], ascent);
    expect(pitchAt(aligned, 0)).toBeCloseTo(0.6, 2);
    expect(aligned.save()).toEqual(known.save());
  });
});
