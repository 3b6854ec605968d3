import { describe, expect, it } from 'vitest';
import type { RepRecord } from '../../src/domain/record.ts';
import type { Rep } from '../../src/domain/rep.ts';
import { summariseSet } from '../../src/domain/set-record.ts';
import { rep, repRecord } from '../influx/records.ts';

const recordOf = (index: number, changed: Partial<Rep>, loadKg: number | null = 100): RepRecord => ({
  ...repRecord,
  loadKg,
  liftOffUs: 1_000_000 * index * 10,
  rep: {
    ...rep,
    index,
    liftOffS: 10 * index,
    lockoutS: 10 * index + 1,
    touchdownS: 10 * index + 2,
    ...changed,
  },
});

describe('a set', () => {
  const reps = [
    recordOf(1, { meanVelocityMps: 0.5, velocityErrorMps: 0.02 }),
    recordOf(2, {
      meanVelocityMps: 0.6,
      velocityErrorMps: 0.03,
      lumbar: { ...rep.lumbar, severity: 'amber', excursionDeg: 2 },
    }),
    recordOf(3, {
      meanVelocityMps: 0.45,
      touchdownS: null,
      lumbar: { ...rep.lumbar, severity: 'none', excursionDeg: null },
    }),
  ];

  it('is summed up by its reps', () => {
    const set = summariseSet(reps, 7);
    expect(set).toMatchObject({
      reps: 3,
      startUs: 10_000_000,
      endUs: 31_000_000,
      bestVelocityMps: 0.6,
      bestVelocityErrorMps: 0.03,
      lastVelocityMps: 0.45,
      loadKg: 100,
      volumeKg: 300,
      worstProxyDeg: 4.5,
      worstMeasuredDeg: null,
      amberReps: 1,
      redReps: 1,
      daysSinceHeavy: 7,
    });
    expect(set.meanVelocityMps).toBeCloseTo(0.516_667, 6);
    expect(set.velocityLossPct).toBeCloseTo(25, 9);
  });

  it('has no volume where a load was not told', () => {
    expect(summariseSet([...reps, recordOf(4, {}, null)], null).volumeKg).toBeNull();
  });

  it('adds up loads that changed on the way', () => {
    expect(summariseSet([recordOf(1, {}, 100), recordOf(2, {}, 90)], null).volumeKg).toBe(190);
  });
});
