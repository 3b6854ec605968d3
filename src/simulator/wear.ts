/** How the case sits on the body on a given day. */
import { attitudeMatrix, type Seat } from './linkage.ts';
import { DEG } from './ease.ts';
import type { Random } from './random.ts';

/** Sensor worn for one session. */
export interface Worn {
  readonly seat: Seat;
  /** Columns are the sensor axes in the patch frame (x forward, y left, z up), row-major 3×3. */
  readonly mounting: Float64Array;
}

/** Eight ways to clip a flat case with its back to the skin: four turns, either face outward. */
const caseAttitude = (index: number, out: Float64Array): void => {
  const turn = ((index % 4) * Math.PI) / 2;
  const facing = index < 4 ? 1 : -1;
  const c = Math.round(Math.cos(turn));
  const s = Math.round(Math.sin(turn));
  // Sensor z points into the back (+x) or out of it; x and y lie in the skin.
  out.set([0, 0, facing, -facing * s, -facing * c, 0, c, -s, 0]);
};

/** Any rotation, from four normal draws (uniform over all attitudes). */
const anyRotation = (random: Random, out: Float64Array): void => {
  const draw = [random.gauss(), random.gauss(), random.gauss(), random.gauss()];
  const norm = Math.hypot(...draw);
  const w = draw[0] / norm;
  const x = draw[1] / norm;
  const y = draw[2] / norm;
  const z = draw[3] / norm;
  out.set([
    1 - 2 * (y * y + z * z),
    2 * (x * y - w * z),
    2 * (x * z + w * y),
    2 * (x * y + w * z),
    1 - 2 * (x * x + z * z),
    2 * (y * z - w * x),
    2 * (x * z - w * y),
    2 * (y * z + w * x),
    1 - 2 * (x * x + y * y),
  ]);
};

/** Puts the sensor on: usual place and way ± the day; now and then (1 in 8) it hangs just anyhow. */
export const wear = (random: Random, usual: Seat, usualCase: number): Worn => {
  const seat: Seat = {
    share: Math.max(0, Math.min(1, usual.share + random.bounded(0, 0.025))),
    heightM: usual.heightM + random.bounded(0, 0.008),
    behindM: usual.behindM + random.bounded(0, 0.004),
    leftM: usual.leftM + random.bounded(0, 0.006),
  };
  const base = new Float64Array(9);
  if (random.chance(0.125)) anyRotation(random, base);
  else caseAttitude(random.chance(0.75) ? usualCase : random.int(0, 7), base);
  // The skin of the lower back slopes 5–20° and the clip is never square: ± 15° about every axis.
  const tilt = new Float64Array(9);
  attitudeMatrix(
    {
      heading: 0,
      pitch: random.bounded(8, 7, 2) * DEG,
      side: random.bounded(0, 6, 2.5) * DEG,
      twist: random.bounded(0, 6, 2.5) * DEG,
    },
    tilt,
  );
  const mounting = new Float64Array(9);
  for (let row = 0; row < 3; row++)
    for (let column = 0; column < 3; column++)
      for (let k = 0; k < 3; k++) mounting[3 * row + column] += tilt[3 * row + k] * base[3 * k + column];
  return { seat, mounting };
};
