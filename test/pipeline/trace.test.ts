import { describe, expect, it } from 'vitest';
import type { Rep } from '../../src/domain/rep.ts';
import type { RepTrace } from '../../src/domain/trace.ts';
import { makeLifter, simulate } from '../../src/simulator/index.ts';
import { cut, eventsOf, eventsOfBoth, optionsFor, told } from './support.ts';

const session = simulate({
  lifter: makeLifter(105),
  scenario: 'rounding',
  seed: 105,
  reps: 6,
  loadFraction: 0.8,
  thoracic: true,
});
const belt = cut(session.belt, [10]);

/** Values of a curve from one session time to another. */
const between = <T>(trace: RepTrace, curve: readonly T[], fromS: number, toS: number): T[] =>
  curve.filter((_, i) => {
    const atS = trace.startS + i * trace.stepS;
    return atS >= fromS && atS <= toS;
  });

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const known = (values: readonly (number | null)[]): number[] => values.filter((value) => value !== null);

const traced = (events: Awaited<ReturnType<typeof eventsOf>>): { rep: Rep; trace: RepTrace }[] =>
  told(events, 'rep').flatMap(({ rep, trace }) => (trace === null ? [] : [{ rep, trace }]));

describe('the motion of a closed rep', () => {
  it('is the one its numbers were read from', async () => {
    const reps = traced(await eventsOf(belt, optionsFor(session)));
    expect(reps).toHaveLength(6);
    for (const { rep, trace } of reps) {
      expect(new Set([trace.velocityMps, trace.pitchDeg, trace.excursionDeg].map((c) => c.length)).size).toBe(
        1,
      );
      const lifted = between(trace, trace.velocityMps, rep.liftOffS, rep.lockoutS);
      expect(Math.abs(mean(lifted) / rep.meanVelocityMps - 1)).toBeLessThan(0.06);
      expect(Math.abs(Math.max(...lifted) / rep.peakVelocityMps - 1)).toBeLessThan(0.12);
      // Bent at lift-off, standing at lockout, on the way down afterwards.
      expect(mean(between(trace, trace.pitchDeg, rep.liftOffS, rep.liftOffS + 0.1))).toBeGreaterThan(20);
      expect(Math.abs(mean(between(trace, trace.pitchDeg, rep.lockoutS, rep.lockoutS + 0.2)))).toBeLessThan(
        4,
      );
      const lowered = between(trace, trace.velocityMps, rep.lockoutS, rep.touchdownS ?? rep.lockoutS);
      expect(Math.min(...lowered)).toBeLessThan(-0.1);
    }
  });

  it('shows the lower back as its verdict has it, and nothing where there is no reference', async () => {
    const reps = traced(await eventsOf(belt, optionsFor(session)));
    for (const { rep, trace } of reps) {
      const values = known(trace.excursionDeg);
      if (rep.lumbar.excursionDeg === null) expect(values).toEqual([]);
      else expect(Math.abs(Math.max(...values) - rep.lumbar.excursionDeg)).toBeLessThan(2);
      expect(values.length).toBeLessThan(trace.excursionDeg.length);
    }
    expect(reps.some(({ trace }) => known(trace.excursionDeg).length > 5)).toBe(true);
  });

  it('shows measured flexion with two sensors', async () => {
    const { thoracic } = session;
    if (thoracic === null) throw new Error('simulated without a second sensor');
    const events = await eventsOfBoth(belt, cut(thoracic, [10]), optionsFor(session, true));
    for (const { rep, trace } of traced(events)) {
      expect(rep.lumbar.method).toBe('measured');
      const values = known(trace.excursionDeg);
      expect(Math.max(...values)).toBeGreaterThan((rep.lumbar.excursionDeg ?? 0) - 0.2);
    }
  });
});

describe('the motion right now', () => {
  it('is told as often as asked for, and changes nothing else', async () => {
    const silent = await eventsOf(belt, optionsFor(session));
    const events = await eventsOf(belt, { ...optionsFor(session), motionHz: 20 });
    const motion = told(events, 'motion');
    expect(events.filter(({ type }) => type !== 'motion')).toEqual(silent);
    const seconds = session.belt.timeS[session.belt.count - 1];
    expect(Math.abs(motion.length / seconds - 20)).toBeLessThan(0.5);
    for (const [i, { atS }] of motion.entries())
      if (i > 0) expect(atS - motion[i - 1].atS).toBeCloseTo(0.05, 6);
  });

  it('follows the pull', async () => {
    const events = await eventsOf(belt, { ...optionsFor(session), motionHz: 50 });
    // Live, a back that rounds looks like a faster bar.
    const reps = told(events, 'rep')
      .filter(({ rep }) => rep.lumbar.severity === 'none')
      .slice(1);
    expect(reps.length).toBeGreaterThan(1);
    for (const { rep } of reps) {
      const pull = told(events, 'motion').filter(
        ({ atS }) => atS >= rep.liftOffS && atS <= rep.lockoutS + 0.1,
      );
      const fastest = Math.max(...pull.map(({ motion }) => motion.velocityMps));
      expect(Math.abs(fastest / rep.peakVelocityMps - 1)).toBeLessThan(0.3);
      expect(pull.at(-1)?.motion.pitchDeg ?? 90).toBeLessThan(10);
    }
    // The lower back is seen while there is a reference, and never between reps.
    const seen = told(events, 'motion').filter(({ motion }) => motion.excursionDeg !== null);
    expect(seen.length).toBeGreaterThan(20);
    for (const { atS } of seen)
      expect(
        told(events, 'lift-off').some(({ liftOffS }) => atS - liftOffS > -0.1 && atS - liftOffS < 4),
      ).toBe(true);
  });
});
