import { beforeAll, describe, expect, test } from 'vitest';
import { STANDARD_GRAVITY } from '../../../src/domain/sample.ts';
import { makeLifter, simulate } from '../../../src/simulator/index.ts';
import { createProgramme, parseWorldConfig } from '../../../src/simulator/world/index.ts';
import type { FilmedProgramme } from '../../../src/simulator/world/programme.ts';
import { WornMotion } from '../../../src/simulator/world/worn-motion.ts';

const [LIFTER] = parseWorldConfig({
  lifters: [
    {
      seed: 3,
      startAfterS: 4,
      restS: 6,
      thoracic: {},
      recordings: [
        { scenario: 'deadlift-dead-stop', seed: 1, reps: 1 },
        { scenario: 'squat', seed: 2, reps: 1 },
      ],
    },
  ],
}).lifters;

/** A world whose time began at 1 s. */
const BEGUN = { atMs: 1000, sampled: () => {} };
const PERIOD_MS = 5;

const readAll = (motion: WornMotion, fromS: number, seconds: number): Float64Array => {
  const count = Math.round((seconds * 1000) / PERIOD_MS);
  const out = new Float64Array(count * 6);
  motion.read(BEGUN.atMs + fromS * 1000, PERIOD_MS, count, out);
  return out;
};

const norm = (values: Float64Array, at: number): number =>
  Math.hypot(values[at], values[at + 1], values[at + 2]);

let programme: FilmedProgramme;
beforeAll(() => {
  programme = createProgramme(LIFTER);
});

describe('a recording of a programme', () => {
  const day = { lifter: makeLifter(3), scenario: 'squat', seed: 3, reps: 1 } as const;
  const truthOf = (quietStart?: boolean | 'drawn') => {
    const recordings = [{ scenario: day.scenario, seed: day.seed, reps: day.reps, quietStart }];
    const [lifter] = parseWorldConfig({ lifters: [{ seed: 3, recordings }] }).lifters;
    return createProgramme(lifter).parts[0].session.truth;
  };

  test('begins quietly, or as the day has it', () => {
    expect(truthOf()).toEqual(simulate({ ...day, quietStart: true }).truth);
    expect(truthOf(false).standing).toBeNull();
    const drawn = simulate(day).truth;
    expect(drawn.standing).toBeNull();
    expect(truthOf('drawn')).toEqual(drawn);
  });
});

describe('a lifter who follows a programme', () => {
  test('does one recording after the other, with standing between', () => {
    const [first, second] = programme.parts;
    expect(first.startS).toBe(4);
    expect(second.startS).toBeCloseTo(first.endS + 6, 9);
    expect(programme.roundS).toBeCloseTo(second.endS + 6, 9);
    expect(first.session.truth.sets[0].reps).toHaveLength(1);
  });

  test('is told again from the same configuration, bit for bit', () => {
    const again = createProgramme(LIFTER);
    expect(again.parts.map(({ session }) => session.truth)).toEqual(
      programme.parts.map(({ session }) => session.truth),
    );
    const [a, b] = [programme, again].map((each) => readAll(new WornMotion(each, 'belt', BEGUN), 0, 20));
    expect(a).toEqual(b);
  });

  test.each(['belt', 'thoracic'] as const)('the %s feels his reps when the truth says so', (role) => {
    const motion = new WornMotion(programme, role, BEGUN);
    const [{ startS, session }] = programme.parts;
    const { liftOffS, lockoutS } = session.truth.sets[0].reps[0];
    const moving = readAll(motion, startS + liftOffS, lockoutS - liftOffS);
    const rates = Array.from({ length: moving.length / 6 }, (_, i) => norm(moving, i * 6 + 3));
    expect(Math.max(...rates)).toBeGreaterThan(0.5);
    const still = readAll(motion, 1, 2);
    expect(
      Math.max(...Array.from({ length: still.length / 6 }, (_, i) => norm(still, i * 6 + 3))),
    ).toBeLessThan(0.1);
  });

  test('never jumps from one stretch to the next', () => {
    const motion = new WornMotion(programme, 'belt', BEGUN);
    const edges = [4, programme.parts[0].endS, programme.parts[1].startS, programme.parts[1].endS];
    for (const edge of edges) {
      const around = readAll(motion, edge - 0.05, 0.1);
      for (let i = 6; i < around.length; i += 6) {
        const step = Math.hypot(...[0, 1, 2].map((axis) => around[i + axis] - around[i - 6 + axis]));
        expect(step).toBeLessThan(1);
        expect(norm(around, i)).toBeGreaterThan(0.8 * STANDARD_GRAVITY);
      }
    }
  });

  test('turns as the gyroscope says while he stands: integrated rates carry gravity along', () => {
    const motion = new WornMotion(programme, 'belt', BEGUN);
    const fromS = programme.parts[0].endS + 0.01;
    const values = readAll(motion, fromS, 5.9);
    const g = [values[0], values[1], values[2]];
    for (let i = 6; i < values.length; i += 6) {
      const [p, q, r] = [3, 4, 5].map(
        (axis) => ((values[i + axis] + values[i - 6 + axis]) / 2) * (PERIOD_MS / 1000),
      );
      const [x, y, z] = g;
      // df/dt = −ω × f
      g[0] -= q * z - r * y;
      g[1] -= r * x - p * z;
      g[2] -= p * y - q * x;
    }
    const last = values.length - 6;
    for (let axis = 0; axis < 3; axis++) expect(g[axis]).toBeCloseTo(values[last + axis], 1);
  });

  test('stands for good after the last recording, alive but still', () => {
    const values = readAll(new WornMotion(programme, 'belt', BEGUN), programme.roundS + 3600, 10);
    const rates = Array.from({ length: values.length / 6 }, (_, i) => norm(values, i * 6 + 3));
    const rms = Math.sqrt(rates.reduce((sum, rate) => sum + rate * rate, 0) / rates.length);
    expect(rms).toBeGreaterThan(0.0005);
    expect(rms).toBeLessThan(0.05);
    expect(norm(values, 0)).toBeCloseTo(STANDARD_GRAVITY, 0);
  });

  test('begins again if he is told to', () => {
    const repeated = { ...programme, repeats: true };
    const motion = new WornMotion(repeated, 'belt', BEGUN);
    const once = readAll(motion, 5, 1);
    const again = readAll(motion, 5 + programme.roundS, 1);
    once.forEach((value, i) => expect(again[i]).toBeCloseTo(value, 6));
  });
});
