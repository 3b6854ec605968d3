import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SensorMotion } from '../../../src/signal/velocity/bar-motion.ts';
import { EDGE_DEFAULTS, findEdge } from '../../../src/signal/velocity/edges.ts';
import { smooth, twiced } from '../../../src/signal/velocity/filters.ts';
import { solveFlexion } from '../../../src/signal/velocity/gain.ts';
import { propulsiveMean } from '../../../src/signal/velocity/propulsive.ts';
import { closeHeights, sensorMotion, zeroedPitch } from '../../../src/signal/velocity/sensor-motion.ts';
import { edgeSd, VELOCITY_ERRORS } from '../../../src/signal/velocity/spread.ts';
import { findSticking } from '../../../src/signal/velocity/sticking.ts';
import { barTravel } from '../../../src/signal/velocity/travel.ts';
import { trunkDrop, trunkPrior } from '../../../src/signal/velocity/trunk.ts';

const curve = (n: number, f: (i: number) => number): Float64Array =>
  Float64Array.from({ length: n }, (_, i) => f(i));

const integrated = (velocity: Float64Array): Float64Array => {
  const height = new Float64Array(velocity.length);
  for (let i = 1; i < height.length; i += 1) height[i] = height[i - 1] + velocity[i] * 0.01;
  return height;
};

const ramp = (from: number): Float64Array =>
  curve(300, (i) => Math.max(0, Math.min(i - from, 200 - i, 40)) / 40);
const search = (velocity: Float64Array, rest: number) =>
  findEdge({ velocity, height: integrated(velocity) }, 150, { bound: 0, rest, side: -1, travelM: 1 });

describe('edges', () => {
  it('find the foot of a straight flank wherever it is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 20, max: 100 }),
        (from) => Math.abs(search(ramp(from), 10).at - from) < 1e-6,
      ),
    );
  });

  it('tell the slope of the flank, m/s²', () => {
    expect(search(ramp(80), 10).slope).toBeCloseTo(2.5, 1);
  });

  it('do not take the slack coming out for the lift', () => {
    const velocity = ramp(80).map(
      (v, i) => v + (i > 55 && i < 75 ? 0.15 * Math.sin((Math.PI * (i - 55)) / 20) : 0),
    );
    expect(search(velocity, 10).at).toBeGreaterThan(72);
  });

  it('do not end a lift in a stall', () => {
    const velocity = curve(400, (i) => (i < 40 || i > 340 ? 0 : i > 160 && i < 220 ? 0.02 : 0.3));
    const height = integrated(velocity);
    const edge = findEdge({ velocity, height }, 250, { bound: 0, rest: 10, side: -1, travelM: 0.7 });
    expect(edge.at).toBeLessThan(60);
  });

  it('are walked from the peak to the lockout too', () => {
    const velocity = ramp(80);
    const edge = findEdge({ velocity, height: integrated(velocity) }, 150, {
      bound: 299,
      rest: 290,
      side: 1,
      travelM: 1,
    });
    expect(edge.at).toBeCloseTo(200, 6);
    expect(EDGE_DEFAULTS.lowEnd).toBeLessThan(EDGE_DEFAULTS.low);
  });

  it('are better timed where they are steep', () => {
    expect(edgeSd(5, VELOCITY_ERRORS)).toBeLessThan(edgeSd(0.5, VELOCITY_ERRORS));
    expect(edgeSd(0, VELOCITY_ERRORS)).toBeLessThan(1);
  });
});

describe('trunk', () => {
  it('closes: the flexion found makes the bar travel as told', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 0.9, noNaN: true }),
        fc.double({ min: 0, max: 0.6, noNaN: true }),
        fc.double({ min: 0.8, max: 1.6, noNaN: true }),
        (pitch, flexion, gain) => {
          const trunk = { ...trunkPrior('lumbar', 1.8), gain };
          fc.pre(gain * pitch + flexion < 1.7);
          const travel = 0.2 - trunkDrop(trunk, pitch, flexion);
          const hipRise =
            0.2 + trunkDrop({ ...trunk, trunkM: 0 }, 0) - trunkDrop({ ...trunk, trunkM: 0 }, pitch);
          const found = solveFlexion(trunk.trunkM, gain, { hipRise, pitchFrom: pitch, pitchTo: 0 }, travel);
          return Math.abs(found - flexion) < 1e-4;
        },
      ),
    );
  });

  it('drops nothing in standing', () => {
    expect(trunkDrop(trunkPrior('lumbar', 1.8), 0)).toBeCloseTo(0, 12);
  });

  it('turns less beyond the belt where the back is held straight', () => {
    expect(trunkPrior('lumbar', 1.8, 'squat').gain).toBeLessThan(trunkPrior('lumbar', 1.8).gain);
    expect(trunkPrior('bar', 1.8, 'squat').gain).toBe(1);
  });
});

describe('travel', () => {
  it('is what the tape says', () => {
    expect(barTravel({ heightM: 1.78, barTravelM: 0.56 }, 'conventional-deadlift')).toMatchObject({
      metres: 0.56,
      taped: true,
    });
  });

  it('follows from height otherwise, with an honest spread', () => {
    const travel = barTravel({ heightM: 1.78 }, 'conventional-deadlift');
    expect(travel.metres).toBeCloseTo(0.544, 3);
    expect(travel.sdM).toBeGreaterThanOrEqual(0.025);
    expect(barTravel({ heightM: 1.78 }, 'sumo-deadlift').metres).toBeLessThan(travel.metres);
  });
});

describe('smoothing', () => {
  const hump = curve(101, (i) => Math.sin((Math.PI * i) / 100));

  it('gives back most of what it takes from a peak', () => {
    const lost = 1 - smooth(hump, 5)[50];
    expect(lost).toBeGreaterThan(0);
    expect(1 - twiced(hump, 5)[50]).toBeLessThan(lost / 5);
  });

  it('leaves a constant alone', () => {
    expect(
      [
        ...twiced(
          curve(30, () => 0.4),
          3,
        ),
      ].every((v) => Math.abs(v - 0.4) < 1e-12),
    ).toBe(true);
  });
});

/** Standing, then down by `downM` and up by `upM` more, standing again. */
const stoodTwice = (downM: number, upM: number): { motion: SensorMotion; unrest: Float64Array } => ({
  motion: {
    height: curve(400, (i) => {
      const u = Math.min(1, Math.max(0, (i - 50) / 300));
      return upM * u - downM * Math.sin(Math.PI * u);
    }),
    velocity: new Float64Array(400),
    pitch: new Float64Array(400),
  },
  unrest: curve(400, (i) => (i < 50 || i > 350 ? 0 : 9)),
});

describe('sensor motion', () => {
  it('does not take a stall for stillness', () => {
    // 0.2 m/s for three seconds, started and stopped within 0.2 s.
    const vertical = curve(800, (i) => (i >= 200 && i < 220 ? 1 : i >= 500 && i < 520 ? -1 : 0));
    const readings = { vertical, unrest: new Float64Array(800), lost: null };
    const pitch = new Float64Array(800);
    const masked = sensorMotion(readings, pitch, 195, 525);
    const fooled = sensorMotion(readings, pitch, 0, 0);
    expect(masked.velocity[300]).toBeGreaterThan(0.1);
    expect(Math.abs(fooled.velocity[300])).toBeLessThan(0.05);
  });

  it('is zero in pitch after lockout', () => {
    const pitch = zeroedPitch(
      curve(200, (i) => (i < 100 ? 0.8 : 0.1)),
      120,
    );
    expect(pitch[150]).toBeCloseTo(0, 12);
    expect(pitch[50]).toBeCloseTo(0.7, 12);
  });

  it('ends as high as the lockout before', () => {
    const { motion, unrest } = stoodTwice(0.3, 0.06);
    const closed = closeHeights(motion, unrest, 200, 350);
    expect(closed.height[350]).toBeCloseTo(closed.height[49], 6);
    expect(closed.velocity[200]).toBeLessThan(0);
    expect(closed.velocity[349]).toBeCloseTo(0, 2);
  });

  it('takes an upright set-up for no lockout', () => {
    const { motion, unrest } = stoodTwice(0.04, 0.25);
    expect(closeHeights(motion, unrest, 100, 350)).toBe(motion);
  });
});

const dip = (depth: number): Float64Array =>
  curve(101, (i) => Math.sin((Math.PI * i) / 100) * (1 - depth * Math.exp(-(((i - 50) / 10) ** 2))));

describe('sticking region', () => {
  it('runs from the first maximum to the minimum after it', () => {
    const region = findSticking(dip(0.6), 0, 100);
    expect(region).not.toBeNull();
    expect(region?.startS).toBeGreaterThan(20);
    expect(region?.startS).toBeLessThan(40);
    expect(region?.endS).toBe(50);
    expect(region?.minVelocityMps).toBeCloseTo(0.4, 6);
  });

  it('is none before the bar is on its way up', () => {
    // A turn at the bottom: lift-off is put where the bar still comes down a little.
    const velocity = curve(101, (i) => (i < 5 ? -0.02 - 0.004 * i : Math.sin((Math.PI * (i - 5)) / 96)));
    expect(findSticking(velocity, 0, 100)).toBeNull();
  });

  it.each([0, 0.1])('is not seen in a dip of %f', (depth) => {
    expect(findSticking(dip(depth), 0, 100)).toBeNull();
  });
});

describe('propulsive velocity', () => {
  it('is the mean where nothing brakes harder than gravity', () => {
    const velocity = curve(101, (i) => Math.sin((Math.PI * i) / 100));
    expect(propulsiveMean(velocity, 0, 100, 0.6)).toBeCloseTo(0.6, 9);
  });

  it('leaves out what brakes harder', () => {
    const velocity = curve(101, (i) => (i < 90 ? 1.5 : Math.max(0, 1.5 - (i - 89) * 0.2)));
    expect(propulsiveMean(velocity, 0, 100, 1.3)).toBeGreaterThan(1.3);
  });
});
