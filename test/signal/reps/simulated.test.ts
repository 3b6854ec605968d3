import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  makeLifter,
  simulate,
  type ScenarioName,
  type VirtualSession,
} from '../../../src/simulator/index.ts';
import { motionOf, repsInMotion, type Found } from './find-reps.ts';
import { remounted } from './slices.ts';

const session = (scenario: ScenarioName, seed: number): VirtualSession =>
  simulate({ lifter: makeLifter(seed), scenario, seed: seed * 7 + 1 });

const find = ({ belt, exercise }: VirtualSession): Found => repsInMotion(motionOf(belt), exercise, 'lumbar');

interface Score {
  hits: number;
  missed: number;
  ghosts: number;
}

const score = (virtual: VirtualSession, { reps }: Found): Score => {
  const truth = virtual.truth.sets.flatMap((set) => set.reps);
  const used = new Set<number>();
  for (const rep of truth) {
    const at = reps.findIndex(
      ({ startS, endS }, i) =>
        !used.has(i) &&
        Math.min(endS, rep.lockoutS) - Math.max(startS, rep.liftOffS) > 0.5 * (rep.lockoutS - rep.liftOffS),
    );
    if (at >= 0) used.add(at);
  }
  return { hits: used.size, missed: truth.length - used.size, ghosts: reps.length - used.size };
};

const pooled = (scenario: ScenarioName, seeds: readonly number[]): Score => {
  const sum = { hits: 0, missed: 0, ghosts: 0 };
  for (const seed of seeds) {
    const virtual = session(scenario, seed);
    const one = score(virtual, find(virtual));
    sum.hits += one.hits;
    sum.missed += one.missed;
    sum.ghosts += one.ghosts;
  }
  return sum;
};

describe('reps of the virtual lifter', () => {
  it.each<ScenarioName>(['deadlift-touch-and-go', 'slip', 'squat', 'rdl', 'good-morning', 'asymmetry'])(
    '%s: nearly every rep, hardly a ghost',
    (scenario) => {
      const { hits, missed, ghosts } = pooled(scenario, [2, 3, 6]);
      expect(hits).toBeGreaterThan(8);
      expect((2 * hits) / (2 * hits + missed + ghosts)).toBeGreaterThan(0.95);
    },
  );

  it('counts no missed pull', () => {
    for (const seed of [2, 4, 5]) {
      const virtual = session('missed-pull', seed);
      const { reps } = find(virtual);
      for (const { startS, endS } of virtual.truth.missed) {
        expect(reps.filter((rep) => rep.startS < endS && rep.endS > startS)).toEqual([]);
      }
    }
  });

  it('finds the first rep of who is bent over the bar when the recording begins', () => {
    const firsts = [2, 3, 4, 5, 6, 7].map((seed) => {
      const virtual = simulate({
        lifter: makeLifter(seed),
        scenario: 'deadlift-dead-stop',
        seed: seed * 7 + 1,
        quietStart: false,
      });
      const [first] = virtual.truth.sets[0].reps;
      return find(virtual).reps.some(({ startS, endS }) => startS < first.lockoutS && endS > first.liftOffS);
    });
    expect(firsts.filter(Boolean).length).toBeGreaterThan(4);
  });

  it('finds hardly a deadlift in ten minutes of daily life', () => {
    // Two bends to plates side by side can be as like as two of one bar.
    expect(pooled('daily-life', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]).ghosts).toBeLessThan(2);
  });

  it('begins a leg at lift-off and ends it at lockout', () => {
    const virtual = session('deadlift-dead-stop', 2);
    const { reps } = find(virtual);
    const truth = virtual.truth.sets.flatMap((set) => set.reps);
    expect(reps).toHaveLength(truth.length);
    reps.forEach((rep, i) => {
      expect(Math.abs(rep.startS - truth[i].liftOffS)).toBeLessThan(0.25);
      expect(Math.abs(rep.endS - truth[i].lockoutS)).toBeLessThan(0.15);
    });
  });

  it('tells a rep within three seconds of its lowering', () => {
    const virtual = session('deadlift-dead-stop', 2);
    const truth = virtual.truth.sets.flatMap((set) => set.reps);
    find(virtual).reps.forEach((rep, i) => {
      expect(rep.toldS - (truth[i].touchdownS ?? truth[i].lockoutS)).toBeLessThan(3);
    });
  });

  it('keeps the sets of a training session apart', () => {
    const virtual = session('training-session', 2);
    const found = find(virtual);
    expect(found.reps.filter((rep) => rep.newSet)).toHaveLength(virtual.truth.sets.length);
    expect(found.setEndsS).toHaveLength(virtual.truth.sets.length);
  });
});

/** Rotation matrix of a unit quaternion built from three angles. */
const rotation = (a: number, b: number, c: number): number[] => {
  const [ca, sa, cb, sb, cc, sc] = [a, b, c].flatMap((x) => [Math.cos(x), Math.sin(x)]);
  return [
    ca * cb,
    ca * sb * sc - sa * cc,
    ca * sb * cc + sa * sc,
    sa * cb,
    sa * sb * sc + ca * cc,
    sa * sb * cc - ca * sc,
    -sb,
    cb * sc,
    cb * cc,
  ];
};

describe('finding reps', () => {
  const virtual = session('deadlift-touch-and-go', 3);
  const motion = motionOf(virtual.belt);
  const whole = repsInMotion(motion, virtual.exercise, 'lumbar');

  it('does not depend on how motion is cut into batches', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 20 }), (cuts) => {
        const cut = repsInMotion(motion, virtual.exercise, 'lumbar', (at) => cuts[at % cuts.length]);
        expect(cut).toEqual(whole);
      }),
      { numRuns: 6 },
    );
  });

  it('does not depend on how the clip sits, upside down included', () => {
    const angle = fc.double({ min: -Math.PI, max: Math.PI, noNaN: true });
    fc.assert(
      fc.property(angle, angle, angle, (a, b, c) => {
        const turned = repsInMotion(remounted(motion, rotation(a, b, c)), virtual.exercise, 'lumbar');
        expect(turned.reps).toHaveLength(whole.reps.length);
        turned.reps.forEach((rep, i) => {
          expect(rep.startS).toBeCloseTo(whole.reps[i].startS, 1);
          expect(rep.endS).toBeCloseTo(whole.reps[i].endS, 1);
        });
      }),
      { numRuns: 5 },
    );
  });

  it('does not depend on when the session began', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (later) => {
        const shifted = repsInMotion(
          remounted(motion, [1, 0, 0, 0, 1, 0, 0, 0, 1], later),
          virtual.exercise,
          'lumbar',
        );
        expect(shifted.reps).toHaveLength(whole.reps.length);
        shifted.reps.forEach((rep, i) =>
          expect(rep.startS - later / 100).toBeCloseTo(whole.reps[i].startS, 6),
        );
      }),
      { numRuns: 4 },
    );
  });
});
