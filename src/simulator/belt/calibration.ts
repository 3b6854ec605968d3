/** The calibration blob a belt keeps for the host (SPEC 15). */
import {
  type Calibration,
  CALIBRATION_VALID,
  decodeCalibration,
  encodeCalibration,
  type MalformedCode,
} from '../../devices/protocol/index.ts';

const IDENTITY_PPM = [1_000_000, 0, 0, 0, 1_000_000, 0, 0, 0, 1_000_000];

/** Lives in flash: a bad blob never replaces a good one. */
export class CalibrationStore {
  #blob: Uint8Array = new Uint8Array(0);

  get blob(): Uint8Array {
    return this.#blob;
  }

  /** Takes a whole blob, or says what is wrong with it and keeps the old one. */
  replace(blob: Uint8Array): MalformedCode | null {
    const read = decodeCalibration(blob);
    if (!read.ok) return read.code;
    this.#blob = blob.slice();
    return null;
  }

  /** Stores a gyroscope bias measured at rest, at a temperature in 0.01 °C. */
  setGyrBias(gyrBiasUdps: readonly number[], temperatureCentiC: number): void {
    const old = decodeCalibration(this.#blob);
    const base: Calibration = old.ok ? old.value : empty();
    const valid = base.valid | CALIBRATION_VALID.gyr;
    this.#blob = encodeCalibration({ ...base, valid, gyrBiasUdps, temperatureCentiC });
  }
}

const empty = (): Calibration => ({
  message: 'calibration',
  version: 1,
  valid: 0,
  madeS: 0,
  temperatureCentiC: 0,
  accBiasUg: [0, 0, 0],
  accMatrixPpm: IDENTITY_PPM,
  gyrBiasUdps: [0, 0, 0],
  gyrMatrixPpm: IDENTITY_PPM,
  gyrSlopeUdpsC: [0, 0, 0],
});

/** A blob on its way in pieces; lost with the link. */
export class CalibrationUpload {
  #bytes = new Uint8Array(0);
  #next = 0;

  /** Takes a piece; `null` if it does not follow the one before or goes beyond `total`. */
  add(
    total: number,
    offset: number,
    data: Uint8Array,
  ): { readonly next: number; readonly whole: Uint8Array | null } | null {
    const follows = offset === 0 || (offset === this.#next && total === this.#bytes.length);
    const next = offset + data.length;
    if (!follows || next > total) return null;
    if (offset === 0) this.#bytes = new Uint8Array(total);
    this.#bytes.set(data, offset);
    this.#next = next;
    return { next, whole: next === total ? this.#bytes : null };
  }

  /** After a refusal the host begins anew. */
  forget(): void {
    this.#bytes = new Uint8Array(0);
    this.#next = 0;
  }
}
