/**
 * How the clip sits on the body, found from the body's own motion.
 *
 * Two directions in the sensor frame are enough: `standing`, the earth's up while the lifter stands, and `back`,
 * the horizontal direction towards which the earth's up wanders when the lifter hinges. People hinge forward,
 * and leaning forward moves "up" towards the back of the body: that settles the sign whatever the rotation of
 * the clip, upside down included.
 */

/** Attitude of the sensor's segment relative to standing. */
export interface SegmentAngles {
  /** Forward lean about the mediolateral axis, rad, forward positive. */
  pitch: number;
  /** Side bend, rad, right positive. */
  lateral: number;
}

/** Tunable quantities of the alignment. */
export interface MountingParams {
  /** Tilt from standing below which a tick says nothing about the hinge axis, rad. Default 0.14 (8°). */
  readonly minTilt: number;
  /** Sum of squared sines after which the axis counts as certain. Default 8: about half a second at 25°. */
  readonly certainWeight: number;
  /** Old evidence is scaled down to this weight, so that a re-clipped sensor is learnt anew. Default 200. */
  readonly maxWeight: number;
}

export const MOUNTING_DEFAULTS: MountingParams = { minTilt: 0.14, certainWeight: 8, maxWeight: 200 };

export interface MountingSnapshot {
  readonly standing: readonly number[];
  readonly back: readonly number[];
  readonly weight: number;
}

export interface Mounting {
  /** Up in the sensor frame while standing, unit. */
  readonly standing: Float64Array;
  /** Towards the back of the body in the sensor frame, horizontal while standing, unit. */
  readonly back: Float64Array;
  /** Takes a new standing reference and carries the hinge axis over. */
  setStanding(x: number, y: number, z: number): void;
  /** Learns the hinge axis from a stretch of hinging. @param up row-major `n × 3`, unit */
  learnHinge(up: Float64Array): void;
  /** True once the hinge axis is known well enough for signed angles. */
  certain(): boolean;
  /** Unsigned tilt from standing, rad. Needs no hinge axis. */
  tilt(x: number, y: number, z: number): number;
  angles(x: number, y: number, z: number, into: SegmentAngles): void;
  save(): MountingSnapshot;
  restore(snapshot: MountingSnapshot): void;
}

const normalise = (v: Float64Array): number => {
  const norm = Math.hypot(v[0], v[1], v[2]);
  if (norm > 0) for (let k = 0; k < 3; k += 1) v[k] /= norm;
  return norm;
};

export const createMounting = (params: MountingParams = MOUNTING_DEFAULTS): Mounting => {
  const standing = Float64Array.of(0, 0, 1);
  /** Weighted sum of horizontal wanderings of up; its direction is `back`, its length the evidence. */
  const sum = new Float64Array(3);
  const back = new Float64Array(3);
  const left = new Float64Array(3);
  let weight = 0;

  const refresh = (): void => {
    const along = sum[0] * standing[0] + sum[1] * standing[1] + sum[2] * standing[2];
    for (let k = 0; k < 3; k += 1) back[k] = sum[k] - along * standing[k];
    if (normalise(back) === 0) anyHorizontal(standing, back);
    left[0] = back[1] * standing[2] - back[2] * standing[1];
    left[1] = back[2] * standing[0] - back[0] * standing[2];
    left[2] = back[0] * standing[1] - back[1] * standing[0];
  };
  refresh();

  return {
    standing,
    back,
    setStanding: (x, y, z) => {
      standing[0] = x;
      standing[1] = y;
      standing[2] = z;
      normalise(standing);
      refresh();
    },
    learnHinge: (up) => {
      const limit = Math.sin(params.minTilt);
      for (let i = 0; i < up.length; i += 3) {
        const along = up[i] * standing[0] + up[i + 1] * standing[1] + up[i + 2] * standing[2];
        const hx = up[i] - along * standing[0];
        const hy = up[i + 1] - along * standing[1];
        const hz = up[i + 2] - along * standing[2];
        // A length far from overflow: the exact one boxes its parts, and this is done for every tick of a lift.
        const sine = Math.sqrt(hx * hx + hy * hy + hz * hz);
        if (sine < limit) continue;
        sum[0] += hx * sine;
        sum[1] += hy * sine;
        sum[2] += hz * sine;
        weight += sine * sine;
      }
      if (weight > params.maxWeight) {
        const scale = params.maxWeight / weight;
        for (let k = 0; k < 3; k += 1) sum[k] *= scale;
        weight = params.maxWeight;
      }
      refresh();
    },
    certain: () =>
      Math.hypot(sum[0], sum[1], sum[2]) >= params.certainWeight * 0.7 && weight >= params.certainWeight,
    tilt: (x, y, z) => {
      const c = x * standing[0] + y * standing[1] + z * standing[2];
      return Math.acos(c > 1 ? 1 : c < -1 ? -1 : c);
    },
    angles: (x, y, z, into) => {
      const c = x * standing[0] + y * standing[1] + z * standing[2];
      into.pitch = Math.atan2(x * back[0] + y * back[1] + z * back[2], c);
      const s = x * left[0] + y * left[1] + z * left[2];
      into.lateral = Math.asin(s > 1 ? 1 : s < -1 ? -1 : s);
    },
    save: () => ({ standing: [...standing], back: [...sum], weight }),
    restore: (snapshot) => {
      standing.set(snapshot.standing);
      sum.set(snapshot.back);
      weight = snapshot.weight;
      refresh();
    },
  };
};

/** Some unit vector across `up`, for as long as no hinge was seen. */
const anyHorizontal = (up: Float64Array, into: Float64Array): void => {
  const axis = Math.abs(up[0]) < 0.7 ? 0 : 1;
  into.fill(0);
  into[axis] = 1;
  for (let k = 0; k < 3; k += 1) into[k] -= up[axis] * up[k];
  normalise(into);
};
