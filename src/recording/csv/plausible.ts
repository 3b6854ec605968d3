/** Bounds no belt sensor can pass, told row by row: most often a sign of another unit. */

/** Beyond 200 g. Belt sensors end at 16 or 32 g; the largest high-g parts read 200 g. */
const MAX_ACCELERATION = 2000;
/** 2292 °/s. Common sensors end at 2000 °/s and no trunk turns at a tenth of it. */
const MAX_ANGULAR_RATE = 40;

export interface Problem {
  readonly message: string;
  readonly cure: string;
}

const tooFastTurn = (value: number): Problem => ({
  message: `an angular rate of ${value} rad/s is impossible; it looks like °/s.`,
  cure: 'Multiply gx, gy and gz by 0.0174533.',
});

const tooStrongPush = (value: number): Problem => ({
  message: `an acceleration of ${value} m/s² is impossible; it looks like raw sensor counts, mm/s² or damage.`,
  cure: 'Scale ax, ay and az so that a sensor at rest reads 9.81, or delete the damaged line.',
});

/** What is wrong with a row `t, ax, ay, az, gx, gy, gz`; `null` when nothing is. NaN cells pass. */
export const implausible = (row: Float64Array): Problem | null => {
  for (let i = 1; i <= 3; i += 1) {
    const value = row[i];
    if (value > MAX_ACCELERATION || value < -MAX_ACCELERATION) return tooStrongPush(value);
  }
  for (let i = 4; i <= 6; i += 1) {
    const value = row[i];
    if (value > MAX_ANGULAR_RATE || value < -MAX_ANGULAR_RATE) return tooFastTurn(value);
  }
  return null;
};
