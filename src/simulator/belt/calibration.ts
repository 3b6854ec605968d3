/** The calibration blob a belt keeps for the host (SPEC 15). */
import {
  type Calibration,
  CALIBRATION_VALID,
  crc16,
  decodeCalibration,
  encodeCalibration,
  type MalformedCode,
} from '../../devices/protocol/index.ts';

const IDENTITY_PPM = [1_000_000, 0, 0, 0, 1_000_000, 0, 0, 0, 1_000_000];
const ZERO = [0, 0, 0];

/** Offsets of what CAL_STILL changes: the same in every version. */
const AT = { valid: 1, temperature: 8, gyrBias: 60, gyrMatrix: 72, gyrSlope: 108 } as const;
const CRC_BYTES = 2;
const I32_BYTES = 4;

/** What CAL_STILL begins with where no blob is stored. */
const EMPTY: Calibration = {
  message: 'calibration',
  version: 1,
  valid: 0,
  madeS: 0,
  temperatureCentiC: 0,
  accBiasUg: ZERO,
  accMatrixPpm: IDENTITY_PPM,
  gyrBiasUdps: ZERO,
  gyrMatrixPpm: IDENTITY_PPM,
  gyrSlopeUdpsC: ZERO,
};

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

  /**
   * Stores a gyroscope bias measured at rest, within ±20 000 000 µdps per axis, at a temperature in 0.01 °C. Of an old blob
   * every other byte stays, also what a later version put there: decoding and encoding it would lose that.
   */
  setGyrBias(gyrBiasUdps: readonly number[], temperatureCentiC: number): void {
    const blob = this.#blob.length === 0 ? encodeCalibration(EMPTY) : this.#blob.slice();
    const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength);
    if ((view.getUint8(AT.valid) & CALIBRATION_VALID.gyr) === 0) resetGyr(view);
    view.setUint8(AT.valid, view.getUint8(AT.valid) | CALIBRATION_VALID.gyr);
    view.setInt16(AT.temperature, temperatureCentiC, true);
    setI32s(view, AT.gyrBias, gyrBiasUdps);
    const end = blob.length - CRC_BYTES;
    view.setUint16(end, crc16(blob, 0, end), true);
    this.#blob = blob;
  }
}

const setI32s = (view: DataView, at: number, values: readonly number[]): void =>
  values.forEach((value, i) => view.setInt32(at + i * I32_BYTES, value, true));

/** What was not valid must not become so with the bias: matrix the identity, slope 0. */
const resetGyr = (view: DataView): void => {
  setI32s(view, AT.gyrMatrix, IDENTITY_PPM);
  setI32s(view, AT.gyrSlope, ZERO);
  view.setUint8(AT.valid, view.getUint8(AT.valid) & ~CALIBRATION_VALID.gyrSlope);
};

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
