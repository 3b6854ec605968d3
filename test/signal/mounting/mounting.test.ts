import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMounting, type SegmentAngles } from '../../../src/signal/mounting/mounting.ts';
import { about, DEG, multiply, type Quat, upOf, type Vec } from '../orientation/motion.ts';

/** Earth's up in the sensor, for a clip turned by `clip` on a body that leans forward and to its right. */
const worn = (clip: Quat, forward: number, right = 0): Vec => {
  // Body axes: x ahead, y to the left, z up. Leaning forward turns about +y, to the right about +x.
  const body = multiply(about([0, 1, 0], forward * DEG), about([1, 0, 0], right * DEG));
  return upOf(multiply(body, clip));
};
const hinge = (clip: Quat, degrees: readonly number[]): Float64Array =>
  Float64Array.from(degrees.flatMap((lean) => [...worn(clip, lean)]));
const sweep = Array.from({ length: 120 }, (_, i) => 45 * Math.sin((i * Math.PI) / 119));

const anyClip = fc
  .tuple(...Array.from({ length: 4 }, () => fc.double({ min: -1, max: 1, noNaN: true })))
  .filter((q) => Math.hypot(...q) > 0.2)
  .map((q): Quat => {
    const n = Math.hypot(...q);
    return [q[0] / n, q[1] / n, q[2] / n, q[3] / n];
  });

describe('mounting', () => {
  it('tells forward lean and side bend with their signs for any rotation of the clip', () => {
    fc.assert(
      fc.property(anyClip, (clip) => {
        const mounting = createMounting();
        mounting.setStanding(...worn(clip, 0));
        mounting.learnHinge(hinge(clip, sweep));
        expect(mounting.certain()).toBe(true);
        const angles: SegmentAngles = { pitch: 0, lateral: 0 };
        mounting.angles(...worn(clip, 30), angles);
        expect(angles.pitch / DEG).toBeCloseTo(30, 6);
        expect(angles.lateral / DEG).toBeCloseTo(0, 6);
        mounting.angles(...worn(clip, 0, 7), angles);
        expect(angles.lateral / DEG).toBeCloseTo(7, 6);
        expect(mounting.tilt(...worn(clip, 30)) / DEG).toBeCloseTo(30, 6);
      }),
    );
  });

  it('is not certain before anybody hinged', () => {
    const mounting = createMounting();
    mounting.setStanding(0, 0, 1);
    mounting.learnHinge(hinge([1, 0, 0, 0], [0, 2, 4, 6]));
    expect(mounting.certain()).toBe(false);
  });

  it('keeps the hinge axis over a slip', () => {
    const mounting = createMounting();
    mounting.setStanding(...worn([1, 0, 0, 0], 0));
    mounting.learnHinge(hinge([1, 0, 0, 0], sweep));
    const slipped = about([0, 1, 0], 8 * DEG);
    mounting.setStanding(...worn(slipped, 0));
    const angles: SegmentAngles = { pitch: 0, lateral: 0 };
    mounting.angles(...worn(slipped, 25), angles);
    expect(angles.pitch / DEG).toBeCloseTo(25, 1);
    expect(angles.lateral / DEG).toBeCloseTo(0, 1);
  });

  it('goes on unchanged after save and restore', () => {
    const mounting = createMounting();
    mounting.setStanding(0.1, 0, 1);
    mounting.learnHinge(hinge([1, 0, 0, 0], sweep));
    const copy = createMounting();
    copy.restore(mounting.save());
    const [a, b]: SegmentAngles[] = [
      { pitch: 0, lateral: 0 },
      { pitch: 0, lateral: 0 },
    ];
    mounting.angles(0.6, 0.1, 0.79, a);
    copy.angles(0.6, 0.1, 0.79, b);
    expect(b).toEqual(a);
  });
});
