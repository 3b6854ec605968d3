/** The calibration blob (SPEC 15): what turns raw samples of one very sensor into true ones. */
import { i16, i32s, reserved, u16, u32, u8, viewOf } from './bytes.ts';
import { crc16 } from './crc.ts';
import { type Decoded, decoded, malformed } from './decoded.ts';
import { type FieldValues, shape } from './shape.ts';

const CRC_BYTES = 2;
const LENGTH_AT = 2;
/** Bytes of the blob of version 1, and the most any version may have. */
export const CALIBRATION_BYTES = { min: 122, max: 1024 } as const;

const FIELDS = {
  version: u8(1),
  valid: u8(),
  length: u16(CALIBRATION_BYTES.min, CALIBRATION_BYTES.max),
  madeS: u32(),
  temperatureCentiC: i16(-5000, 10_000),
  _reserved: reserved(2),
  accBiasUg: i32s(3, 500_000),
  accMatrixPpm: i32s(9, 2_000_000),
  gyrBiasUdps: i32s(3, 20_000_000),
  gyrMatrixPpm: i32s(9, 2_000_000),
  gyrSlopeUdpsC: i32s(3, 1_000_000),
};
const SHAPE = shape(FIELDS);

export const CALIBRATION_VALID = { acc: 1 << 0, gyr: 1 << 1, gyrSlope: 1 << 2 } as const;

/** Biases in µg and µdps; matrices row by row in 10⁻⁶; slope in µdps/°C. */
export type Calibration = { readonly message: 'calibration' } & Omit<FieldValues<typeof FIELDS>, 'length'>;

const checkLength = (bytes: Uint8Array): Decoded<number> => {
  if (bytes.length < CALIBRATION_BYTES.min) return malformed('short', bytes.length);
  const length = viewOf(bytes).getUint16(LENGTH_AT, true);
  if (length < CALIBRATION_BYTES.min || length > CALIBRATION_BYTES.max) return malformed('range', LENGTH_AT);
  if (bytes.length < length) return malformed('short', bytes.length);
  return bytes.length > length ? malformed('length', length) : decoded(length - CRC_BYTES);
};

export const decodeCalibration = (bytes: Uint8Array): Decoded<Calibration> => {
  const end = checkLength(bytes);
  if (!end.ok) return end;
  if (viewOf(bytes).getUint16(end.value, true) !== crc16(bytes, 0, end.value))
    return malformed('crc', end.value);
  const read = SHAPE.decode(bytes, 0);
  if (!read.ok) return read;
  const { length: _length, ...value } = read.value;
  return decoded({ message: 'calibration', ...value });
};

export const encodeCalibration = (calibration: Calibration): Uint8Array => {
  const fields = SHAPE.encode({ ...calibration, length: CALIBRATION_BYTES.min }, 0);
  const bytes = new Uint8Array(CALIBRATION_BYTES.min);
  bytes.set(fields);
  viewOf(bytes).setUint16(fields.length, crc16(fields), true);
  return bytes;
};
