/** Orientation on an even grid, for programs that want one. */
import type { OrientationBatch } from '../../signal/orientation/tracker.ts';
import type { RowPrinter } from './rows.ts';

/** No row is made up inside a loss longer than this, s; the filter itself restarts after it. */
const MAX_SPAN_S = 0.5;

/**
 * Rows at whole multiples of `1 / rateHz`, between two samples by normalised linear interpolation: over the few
 * degrees a body turns in one sample it differs from the great arc by less than a thousandth of a degree.
 */
export const createResampler = (rateHz: number, printer: RowPrinter): ((batch: OrientationBatch) => void) => {
  const before = new Float64Array(4);
  const made = new Float64Array(4);
  let beforeS = Number.NaN;
  let tick = 0;

  const between = (batch: OrientationBatch, i: number, weight: number): void => {
    let dot = 0;
    for (let k = 0; k < 4; k += 1) dot += before[k] * batch.quat[4 * i + k];
    // q and -q are the same orientation: take the nearer of the two.
    const sign = dot < 0 ? -1 : 1;
    let norm = 0;
    for (let k = 0; k < 4; k += 1) {
      made[k] = before[k] * (1 - weight) + sign * batch.quat[4 * i + k] * weight;
      norm += made[k] ** 2;
    }
    norm = Math.sqrt(norm);
    printer.add(tick / rateHz, made[0] / norm, made[1] / norm, made[2] / norm, made[3] / norm);
  };

  return (batch) => {
    for (let i = 0; i < batch.count; i += 1) {
      const timeS = batch.timeS[i];
      const span = timeS - beforeS;
      if (span <= MAX_SPAN_S) {
        for (; tick / rateHz <= timeS; tick += 1) between(batch, i, (tick / rateHz - beforeS) / span);
      } else tick = Math.ceil(timeS * rateHz);
      if (Number.isNaN(span)) tick = Math.ceil(timeS * rateHz);
      before.set(batch.quat.subarray(4 * i, 4 * i + 4));
      beforeS = timeS;
    }
  };
};
