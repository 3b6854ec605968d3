/** Rows of `t_s,qw,qx,qy,qz` as bytes: formatting would otherwise cost more than the filter itself. */

/** Decimals of a quaternion: 1e-7 is a hundred-thousandth of a degree. */
const DECIMALS = 7;
const SCALE = 10 ** DECIMALS;
const ZERO = 0x30;
const COMMA = 0x2c;
const ROW_BYTES = 24 + 4 * (DECIMALS + 4);

export interface RowPrinter {
  add(timeS: number, w: number, x: number, y: number, z: number): void;
  /** The rows since the last call. */
  take(): Uint8Array;
}

/** Grows to the largest batch between two takes. */
export const createRowPrinter = (): RowPrinter => {
  let bytes = Buffer.alloc(64 * 1024);
  let at = 0;

  /** A component of a unit quaternion, |value| ≤ 1, with a fixed number of decimals. */
  const component = (value: number): void => {
    bytes[at++] = COMMA;
    const scaled = Math.round(Math.abs(value) * SCALE);
    if (value < 0 && scaled > 0) bytes[at++] = 0x2d;
    const whole = scaled >= SCALE ? 1 : 0;
    bytes[at++] = ZERO + whole;
    bytes[at++] = 0x2e;
    let rest = scaled - whole * SCALE;
    for (let i = DECIMALS - 1; i >= 0; i -= 1) {
      const next = Math.floor(rest / 10);
      bytes[at + i] = ZERO + (rest - next * 10);
      rest = next;
    }
    at += DECIMALS;
  };

  return {
    add(timeS, w, x, y, z) {
      if (at + ROW_BYTES > bytes.length) bytes = Buffer.concat([bytes, Buffer.alloc(bytes.length)]);
      // The shortest text that reads back as the same double, so that rows can be joined with the recording.
      at += bytes.write(String(timeS), at, 'latin1');
      component(w);
      component(x);
      component(y);
      component(z);
      bytes[at++] = 0x0a;
    },
    take() {
      const rows = Buffer.from(bytes.subarray(0, at));
      at = 0;
      return rows;
    },
  };
};
