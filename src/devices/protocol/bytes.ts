/**
 * Fields of messages: how a number, or a few of them, lie in bytes. Little-endian throughout (SPEC 1). Readers rely on
 * the caller having checked that the bytes are there.
 */

/** One field of a fixed part, or the value of a TLV. */
export interface Field<T> {
  /** Bytes of a fixed field; the least number of bytes of a TLV array. */
  readonly size: number;
  /** Whether a TLV value of this length can hold it. */
  fits(length: number): boolean;
  read(view: DataView, at: number, length: number): T;
  /** Offset, within the field, of what is outside its range; `null` if nothing is. */
  fault(value: T): number | null;
  /** Bytes this very value takes. */
  sizeOf(value: T): number;
  write(view: DataView, at: number, value: T): void;
}

type Read = (view: DataView, at: number) => number;
type Write = (view: DataView, at: number, value: number) => void;

const within = (value: number, min: number, max: number): boolean =>
  Number.isInteger(value) && value >= min && value <= max;

const scalar = (
  size: number,
  allows: (value: number) => boolean,
  read: Read,
  write: Write,
): Field<number> => ({
  size,
  // Longer values come from a later minor version; what is known of them comes first (SPEC 10.1).
  fits: (length) => length >= size,
  read,
  fault: (value) => (allows(value) ? null : 0),
  sizeOf: () => size,
  write,
});

const readU8: Read = (view, at) => view.getUint8(at);
const writeU8: Write = (view, at, value) => view.setUint8(at, value);
const TWO_32 = 2 ** 32;

export const u8 = (min = 0, max = 0xff): Field<number> =>
  scalar(1, (value) => within(value, min, max), readU8, writeU8);

/** A byte that may also hold one value outside its range, which means "unknown". */
export const u8Or = (max: number, unknown: number): Field<number> =>
  scalar(1, (value) => within(value, 0, max) || value === unknown, readU8, writeU8);

/** A byte of flags: reserved bits are cleared when read and refused when written. */
export const flags8 = (known: number): Field<number> =>
  scalar(
    1,
    (value) => within(value, 0, 0xff) && (value & ~known) === 0,
    (view, at) => view.getUint8(at) & known,
    writeU8,
  );

export const u16 = (min = 0, max = 0xffff): Field<number> =>
  scalar(
    2,
    (value) => within(value, min, max),
    (view, at) => view.getUint16(at, true),
    (view, at, value) => view.setUint16(at, value, true),
  );

export const i16 = (min = -0x8000, max = 0x7fff): Field<number> =>
  scalar(
    2,
    (value) => within(value, min, max),
    (view, at) => view.getInt16(at, true),
    (view, at, value) => view.setInt16(at, value, true),
  );

export const u32 = (min = 0, max = 0xffffffff): Field<number> =>
  scalar(
    4,
    (value) => within(value, min, max),
    (view, at) => view.getUint32(at, true),
    (view, at, value) => view.setUint32(at, value, true),
  );

const i32 = (min: number, max: number): Field<number> =>
  scalar(
    4,
    (value) => within(value, min, max),
    (view, at) => view.getInt32(at, true),
    (view, at, value) => view.setInt32(at, value, true),
  );

/** A u64 that a double holds exactly: at most 2^53 − 1. */
export const u53 = (): Field<number> =>
  scalar(
    8,
    (value) => within(value, 0, Number.MAX_SAFE_INTEGER),
    (view, at) => view.getUint32(at, true) + TWO_32 * view.getUint32(at + 4, true),
    (view, at, value) => {
      view.setUint32(at, value % TWO_32, true);
      view.setUint32(at + 4, Math.floor(value / TWO_32), true);
    },
  );

export const u64 = (): Field<bigint> => ({
  size: 8,
  fits: (length) => length >= 8,
  read: (view, at) => view.getBigUint64(at, true),
  fault: (value) => (BigInt.asUintN(64, value) === value ? null : 0),
  sizeOf: () => 8,
  write: (view, at, value) => view.setBigUint64(at, value, true),
});

const elementFault = (element: Field<number>, values: readonly number[]): number | null => {
  const at = values.findIndex((value) => element.fault(value) !== null);
  return at < 0 ? null : at * element.size;
};

const readAll = (element: Field<number>, view: DataView, at: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, i) => element.read(view, at + i * element.size, element.size));

const writeAll = (element: Field<number>, view: DataView, at: number, values: readonly number[]): void =>
  values.forEach((value, i) => element.write(view, at + i * element.size, value));

/** An array of exactly `count` i32. */
export const i32s = (count: number, limit: number): Field<readonly number[]> => {
  const element = i32(-limit, limit);
  return {
    size: 4 * count,
    fits: (length) => length >= 4 * count,
    read: (view, at) => readAll(element, view, at, count),
    fault: (values) => (values.length === count ? elementFault(element, values) : 0),
    sizeOf: () => 4 * count,
    write: (view, at, values) => writeAll(element, view, at, values),
  };
};

/** The value of a TLV: 1 … `most` elements, as many as its length tells. */
export const list = (element: Field<number>, most: number): Field<readonly number[]> => ({
  size: element.size,
  fits: (length) => length > 0 && length % element.size === 0 && length / element.size <= most,
  read: (view, at, length) => readAll(element, view, at, length / element.size),
  fault: (values) => (within(values.length, 1, most) ? elementFault(element, values) : 0),
  sizeOf: (values) => values.length * element.size,
  write: (view, at, values) => writeAll(element, view, at, values),
});

const copy = (view: DataView, at: number, length: number): Uint8Array =>
  new Uint8Array(view.buffer, view.byteOffset + at, length).slice();

const paste = (view: DataView, at: number, value: Uint8Array): void =>
  new Uint8Array(view.buffer, view.byteOffset).set(value, at);

/** Exactly `count` bytes without meaning to the protocol. */
export const opaque = (count: number): Field<Uint8Array> => ({
  size: count,
  fits: (length) => length >= count,
  read: (view, at) => copy(view, at, count),
  fault: (value) => (value.length === count ? null : 0),
  sizeOf: () => count,
  write: paste,
});

/** The value of a TLV: 1 … `most` bytes. */
export const blob = (most: number): Field<Uint8Array> => ({
  size: 1,
  fits: (length) => within(length, 1, most),
  read: copy,
  fault: (value) => (within(value.length, 1, most) ? null : 0),
  sizeOf: (value) => value.length,
  write: paste,
});

/** Bytes that are sent 0 and ignored. */
export const reserved = (count: number): Field<undefined> => ({
  size: count,
  fits: () => true,
  read: () => undefined,
  fault: () => null,
  sizeOf: () => count,
  write: () => {},
});

/** Bytes as a view for reading; `Uint8Array`s may be windows into larger buffers. */
export const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
