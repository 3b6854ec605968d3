/** Whole index and whole tick of live frames (SPEC 7), and the period of the sensor as the belt's clock measures it. */
import { type Anchor, type Imu6, unwrap16, unwrap32 } from '../../protocol/index.ts';

/** A frame whose place in its stream is known. */
export interface PlacedFrame {
  readonly stream: number;
  /** Index and tick (µs) of the first sample. */
  readonly index: number;
  readonly tick: number;
  /** Time from the first sample to the last, µs: by the mean period of the last seconds. */
  readonly spanUs: number;
}

export interface Reference {
  /** A connection began: nothing may be placed before an anchor or a reply of it. */
  forget(): void;
  /** An anchor, or the reply to START or STATE; `atS` session time of arrival. */
  set(known: Pick<Anchor, 'stream' | 'index' | 'tick'>, atS: number): void;
  /** `null` while the place cannot be told. */
  place(frame: Imu6, atS: number): PlacedFrame | null;
  /** The belt's clock jumped: the period has to be measured anew. */
  restartPeriod(): void;
}

/** Heard nothing for so long, s: 16 bits of index may have wrapped, so the next anchor has to tell (SPEC 7). */
const SILENT_S = 30;
/** Share of each new measurement in the mean period: a mean over about two seconds of frames. */
const PERIOD_SHARE = 1 / 40;
/** Sensors are off by up to 2 %, real gaps by more: what is further from the mean is no measurement. */
const PERIOD_TOLERANCE = 0.05;
const US = 1e6;

/** @param nominalHz until the belt's own clock has told better */
export const createReference = (nominalHz: () => number): Reference => {
  let last: { stream: number; index: number; tick: number; atS: number } | null = null;
  /** First sample of the frame before, for the period. */
  let before: { stream: number; index: number; tick: number } | null = null;
  let periodUs: number | null = null;

  const measure = (stream: number, index: number, tick: number): void => {
    const steps = before !== null && before.stream === stream ? index - before.index : 0;
    if (before !== null && steps > 0) {
      const seen = (tick - before.tick) / steps;
      const mean = periodUs ?? US / nominalHz();
      if (Math.abs(seen / mean - 1) < PERIOD_TOLERANCE) periodUs = mean + PERIOD_SHARE * (seen - mean);
    }
    before = { stream, index, tick };
  };

  return {
    forget: () => {
      last = null;
      before = null;
    },
    set: ({ stream, index, tick }, atS) => {
      if (stream !== 0) last = { stream, index, tick, atS };
    },
    place: (frame, atS) => {
      if (last === null || atS - last.atS > SILENT_S) return null;
      const index = unwrap16(last.index, frame.index);
      const tick = unwrap32(last.tick, frame.tick);
      if (index < 0 || tick < 0) return null;
      measure(last.stream, index, tick);
      last = { stream: last.stream, index, tick, atS };
      const samples = frame.samples.length / 6;
      return { stream: last.stream, index, tick, spanUs: (samples - 1) * (periodUs ?? US / nominalHz()) };
    },
    restartPeriod: () => {
      before = null;
    },
  };
};
