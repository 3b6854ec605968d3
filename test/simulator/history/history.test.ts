import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TrainingRecord } from '../../../src/domain/record.ts';
import {
  historyAthletes,
  type HistorySession,
  trainingHistory,
} from '../../../src/simulator/history/index.ts';
import { rising, setIdOf, setsOf } from './of-history.ts';

const UNTIL_US = Date.UTC(2026, 10, 24, 12) * 1000;
const DAY_US = 86_400e6;

const history = (seed: number, days = 91, athletes = 2): readonly HistorySession[] => [
  ...trainingHistory({ seed, untilUs: UNTIL_US, days, athletes }),
];

/** Two weeks tell the rules; three months are for what takes long. */
const anyHistory = fc.nat().map((seed) => history(seed, 14));
const runs = { numRuns: 15 };

const recordsOf = (sessions: readonly HistorySession[]): readonly TrainingRecord[] =>
  sessions.flatMap(({ records }) => records);

describe('a history of training', () => {
  it('is the same for the same seed and another for another', () => {
    expect(history(7, 14)).toEqual(history(7, 14));
    expect(history(7, 14)).not.toEqual(history(8, 14));
  });

  it('ends before its end and goes back as far as asked', () => {
    fc.assert(
      fc.property(anyHistory, (sessions) => {
        for (const { session } of sessions) {
          expect(session.startedUs).toBeLessThan(UNTIL_US);
          expect(session.startedUs).toBeGreaterThan(UNTIL_US - 15 * DAY_US);
        }
        expect(rising(sessions.map(({ session }) => session.startedUs))).toBe(true);
      }),
      runs,
    );
  });

  it('keeps every event once, in order, within its session', () => {
    fc.assert(
      fc.property(anyHistory, (sessions) => {
        for (const { session, records } of sessions) {
          const liftOffs = records.flatMap((one) => (one.type === 'rep' ? [one.record.liftOffUs] : []));
          expect(rising(liftOffs)).toBe(true);
          const times = records.map(({ type, record }) =>
            type === 'rep' ? record.liftOffUs : type === 'set' ? record.endUs : record.atUs,
          );
          expect(times.toSorted((a, b) => a - b)).toEqual(times);
          expect(times[0]).toBeGreaterThan(session.startedUs);
          expect(times[times.length - 1]).toBeLessThanOrEqual(session.endedUs ?? 0);
          expect(times.every((at) => Number.isSafeInteger(at))).toBe(true);
        }
      }),
      runs,
    );
  });

  it('sums up each set as its reps say', () => {
    fc.assert(
      fc.property(anyHistory, (sessions) => {
        for (const { summary, reps } of setsOf(recordsOf(sessions))) {
          const velocities = reps.map(({ rep }) => rep.meanVelocityMps);
          const best = Math.max(...velocities);
          expect(reps.map(({ rep }) => rep.index)).toEqual(reps.map((_, index) => index + 1));
          expect(summary).toMatchObject({
            startUs: reps[0].liftOffUs,
            reps: reps.length,
            bestVelocityMps: best,
            lastVelocityMps: velocities[velocities.length - 1],
            volumeKg: (reps[0].loadKg ?? 0) * reps.length,
            amberReps: reps.filter(({ rep }) => rep.lumbar.severity === 'amber').length,
            redReps: reps.filter(({ rep }) => rep.lumbar.severity === 'red').length,
          });
          expect(summary.velocityLossPct).toBeCloseTo((1 - summary.lastVelocityMps / best) * 100);
          expect(summary.worstProxyDeg === null || summary.worstMeasuredDeg === null).toBe(true);
        }
      }),
      runs,
    );
  });

  it('gives each rep times, speeds and travel that fit each other', () => {
    fc.assert(
      fc.property(anyHistory, (sessions) => {
        for (const { reps } of setsOf(recordsOf(sessions)))
          for (const { rep } of reps) {
            expect(rep.romM / rep.concentricS).toBeCloseTo(rep.meanVelocityMps);
            expect(rep.peakVelocityMps).toBeGreaterThan(rep.meanPropulsiveVelocityMps);
            expect(rep.meanPropulsiveVelocityMps).toBeGreaterThan(rep.meanVelocityMps);
            const points = [rep.liftOffS, rep.peakVelocityS, rep.lockoutS, rep.touchdownS ?? Infinity];
            expect(rising(points)).toBe(true);
            expect(rep.confidence).toBeGreaterThan(0);
            expect(rep.confidence).toBeLessThanOrEqual(1);
          }
      }),
      runs,
    );
  });

  it('raises a lumbar alert for exactly the reps whose back gave way', () => {
    fc.assert(
      fc.property(anyHistory, (sessions) => {
        const records = recordsOf(sessions);
        const told = records.flatMap((one) =>
          one.type === 'alert' && one.record.kind === 'lumbar'
            ? [`${setIdOf(one.record)} ${one.record.rep}`]
            : [],
        );
        const gaveWay = records.flatMap((one) =>
          one.type === 'rep' && one.record.rep.lumbar.severity !== 'none'
            ? [`${setIdOf(one.record)} ${one.record.rep.index}`]
            : [],
        );
        expect(told.toSorted()).toEqual(gaveWay.toSorted());
      }),
      runs,
    );
  });
});

describe('three months of training', () => {
  const records = recordsOf(history(3));
  const reps = records.flatMap((one) => (one.type === 'rep' ? [one.record] : []));
  const sets = records.flatMap((one) => (one.type === 'set' ? [one.record] : []));
  const health = records.flatMap((one) => (one.type === 'device-health' ? [one.record] : []));

  it('are as long as training is: hundreds of sets, thousands of reps, minutes of health', () => {
    expect(sets.length).toBeGreaterThan(500);
    expect(reps.length).toBeGreaterThan(2000);
    expect(health.length).toBeGreaterThan(2000);
    expect(new Set(reps.map(({ exercise }) => exercise)).size).toBe(4);
  });

  it('move heavier bars more slowly, for every lifter and lift', () => {
    for (const { slug, maxKg } of historyAthletes({ seed: 3 }))
      for (const [lift, most] of Object.entries(maxKg)) {
        const own = sets.filter(({ athlete, exercise }) => athlete === slug && exercise === lift);
        const mean = (some: typeof own): number =>
          some.reduce((sum, one) => sum + one.bestVelocityMps, 0) / some.length;
        const light = own.filter(({ loadKg }) => (loadKg ?? 0) < most * 0.5);
        const heavy = own.filter(({ loadKg }) => (loadKg ?? 0) > most * 0.7);
        expect(mean(light) - mean(heavy)).toBeGreaterThan(0.2);
      }
  });

  it('bend the back more under heavy bars', () => {
    const share = (some: typeof reps): number =>
      some.filter(({ rep }) => rep.lumbar.severity !== 'none').length / some.length;
    const ofWarmUps = reps.filter(({ loadKg }) => (loadKg ?? 0) < 70);
    expect(share(ofWarmUps)).toBeLessThan(0.03);
    expect(share(reps)).toBeGreaterThan(share(ofWarmUps) + 0.02);
  });

  it('measure some sessions with two sensors, and never mix both ways in one', () => {
    const ways = new Map<string, Set<string>>();
    for (const { sessionId, rep } of reps)
      ways.set(sessionId, (ways.get(sessionId) ?? new Set()).add(rep.lumbar.method));
    expect([...ways.values()].every(({ size }) => size === 1)).toBe(true);
    expect(new Set([...ways.values()].flatMap((set) => [...set])).size).toBe(2);
  });

  it('count days between heavy days, alike within a day', () => {
    const days = sets.flatMap(({ daysSinceHeavy }) => daysSinceHeavy ?? []);
    expect(days.length).toBeGreaterThan(10);
    expect(days.every((one) => Number.isInteger(one) && one > 0)).toBe(true);
  });

  it('drain batteries while the belt is worn, and charge them in between', () => {
    const own = health
      .filter(({ device }) => device === health[0].device)
      .map(({ batteryPct }) => batteryPct ?? 0);
    const steps = own.slice(1).map((pct, index) => pct - own[index]);
    expect(steps.filter((step) => step > 1).length).toBeGreaterThan(0);
    expect(steps.filter((step) => step > 1).length).toBeLessThan(steps.length / 100);
    expect(Math.min(...own)).toBeGreaterThan(0);
    expect(Math.max(...own)).toBeLessThanOrEqual(100);
  });
});
