import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureVelocity, type VelocityAnswer } from '../../../src/signal/velocity/measure.ts';
import { trunkPrior } from '../../../src/signal/velocity/trunk.ts';
import { type Lift, type LiftPlan, makeLift } from './lift.ts';

const trunk = { ...trunkPrior('lumbar', 1.78), gain: 1.4 };
const plan: LiftPlan = { travelM: 0.54, seconds: 1, pitch: 0.7, restS: 1.5, trunk };
const taped = (metres: number) => ({ metres, sdM: 0.007, taped: true });

const measure = (lift: Lift, travelM: number | null, widen?: number): VelocityAnswer =>
  measureVelocity({
    sensor: lift.sensor,
    trunk: travelM === null ? trunk : trunkPrior('lumbar', 1.78),
    fromPivot: Math.round(lift.liftOff) - 60,
    toPivot: Math.round(lift.lockout) + 20,
    travel: travelM === null ? null : taped(travelM),
    gainSd: 0.2,
    ...(widen === undefined ? {} : { widen }),
  });

describe('a lift in closed form', () => {
  // A minimum-jerk bar creeps at both ends: the flanks meet zero some 4 % of the lift after it first moved.
  it.each([0.6, 1, 1.6, 3])('of %f s is timed at both ends', (seconds) => {
    const lift = makeLift({ ...plan, seconds });
    const answer = measure(lift, plan.travelM);
    expect(Math.abs(answer.liftOff - lift.liftOff)).toBeLessThan(2 + 7 * seconds);
    expect(Math.abs(answer.lockout - lift.lockout)).toBeLessThan(2 + 7 * seconds);
  });

  it('has the velocities of its course', () => {
    const lift = makeLift(plan);
    const answer = measure(lift, plan.travelM);
    expect(Math.abs(answer.meanMps - 0.54)).toBeLessThan(2 * answer.meanSd + 0.03);
    expect(answer.peakMps).toBeCloseTo(1.875 * 0.54, 0);
    expect(Math.abs(answer.peakMps - 1.875 * 0.54)).toBeLessThan(0.08);
    expect(answer.propulsiveMps).toBeCloseTo(answer.meanMps, 2);
    expect(answer.sticking).toBeNull();
  });

  it('needs no travel when the trunk is known', () => {
    const lift = makeLift(plan);
    const answer = measure(lift, null);
    expect(answer.romM).toBeCloseTo(0.54, 1);
    expect(Math.abs(answer.romM - 0.54)).toBeLessThan(0.02);
  });

  it('rides on the bar without a trunk', () => {
    const none = trunkPrior('bar', 1.78);
    const lift = makeLift({ ...plan, trunk: none });
    const answer = measureVelocity({
      sensor: lift.sensor,
      trunk: none,
      fromPivot: Math.round(lift.liftOff) - 20,
      toPivot: Math.round(lift.lockout) + 20,
      travel: null,
      gainSd: 0,
    });
    expect(Math.abs(answer.romM - 0.54)).toBeLessThan(0.01);
    expect(Math.abs(answer.peakMps - 1.875 * 0.54)).toBeLessThan(0.03);
  });

  it('that grinds for four seconds keeps its length', () => {
    const lift = makeLift({ ...plan, seconds: 4 });
    const answer = measure(lift, plan.travelM);
    expect((answer.lockout - answer.liftOff) / 100).toBeGreaterThan(3.4);
  });

  it('holds for many bodies', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.7, max: 1.6, noNaN: true }),
        fc.double({ min: 0.45, max: 0.85, noNaN: true }),
        fc.double({ min: 1.15, max: 1.9, noNaN: true }),
        (seconds, pitch, gain) => {
          const lift = makeLift({ ...plan, seconds, pitch: (pitch * 1.4) / gain, trunk: { ...trunk, gain } });
          const answer = measure(lift, plan.travelM);
          const mean = plan.travelM / seconds;
          return (
            Math.abs(answer.meanMps / mean - 1) < 0.2 && Math.abs(answer.peakMps / mean / 1.875 - 1) < 0.2
          );
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('invariances', () => {
  const base = measure(makeLift(plan), plan.travelM);

  it('a later lift is the same lift', () => {
    const later = measure(makeLift({ ...plan, restS: 2.5 }), plan.travelM);
    expect(later.liftOff - 100).toBeCloseTo(base.liftOff, 6);
    expect(later.meanMps).toBeCloseTo(base.meanMps, 6);
    expect(later.peakMps).toBeCloseTo(base.peakMps, 6);
  });

  it('the zero of height does not matter', () => {
    const lift = makeLift(plan);
    const raised = { ...lift, sensor: { ...lift.sensor, height: lift.sensor.height.map((z) => z + 0.7) } };
    const answer = measure(raised, plan.travelM);
    expect(answer.meanMps).toBeCloseTo(base.meanMps, 9);
    expect(answer.liftOff).toBeCloseTo(base.liftOff, 9);
  });

  it('the zero of pitch does not matter: standing after the lift is zero', () => {
    const lift = makeLift(plan);
    const leant = { ...lift, sensor: { ...lift.sensor, pitch: lift.sensor.pitch.map((p) => p + 0.1) } };
    expect(measure(leant, plan.travelM).meanMps).toBeCloseTo(base.meanMps, 2);
  });

  it('does not change what it was given', () => {
    const lift = makeLift(plan);
    const before = lift.sensor.pitch.slice();
    measure(lift, plan.travelM);
    expect(lift.sensor.pitch).toEqual(before);
  });
});

describe('bands', () => {
  it('grow with doubt about the travel', () => {
    const lift = makeLift(plan);
    const ask = (sdM: number): number =>
      measureVelocity({
        sensor: lift.sensor,
        trunk,
        fromPivot: 100,
        toPivot: 270,
        moveStart: Math.round(lift.liftOff),
        moveEnd: Math.round(lift.lockout),
        travel: { metres: plan.travelM, sdM, taped: false },
        gainSd: 0.2,
      }).meanSd;
    expect(ask(0.03)).toBeGreaterThan(1.5 * ask(0.007));
  });

  it('grow by the factor asked for', () => {
    const plain = measure(makeLift(plan), plan.travelM);
    const wide = measure(makeLift(plan), plan.travelM, 2);
    expect(wide.meanSd).toBeCloseTo(2 * plain.meanSd, 9);
    expect(wide.peakSd).toBeCloseTo(2 * plain.peakSd, 9);
    expect(wide.propulsiveSd).toBeCloseTo(2 * plain.propulsiveSd, 9);
  });

  it('of the peak are wider than those of the mean', () => {
    const answer = measure(makeLift(plan), plan.travelM);
    expect(answer.peakSd).toBeGreaterThan(answer.meanSd);
  });
});
