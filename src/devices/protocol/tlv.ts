/** TLVs: optional fields at the end of control messages, `type u8, length u8, value` (SPEC 10.1). */
import type { Field } from './bytes.ts';
import { type Decoded, decoded, malformed, unsendable } from './decoded.ts';

export interface Tlv<T> {
  readonly type: number;
  readonly field: Field<T>;
}

export type Tlvs = Readonly<Record<string, Tlv<unknown>>>;

export type TlvValues<T extends Tlvs> = {
  readonly [K in keyof T]?: T[K] extends Tlv<infer V> ? V : never;
};

const HEADER = 2;

export const tlv = <T>(type: number, field: Field<T>): Tlv<T> => ({ type, field });

/** Values found, by type. */
type Found = Map<number, unknown>;

/** Reads the TLV at `at` into `found`; the offset of the next one. */
const readOne = (byType: Map<number, Field<unknown>>, view: DataView, at: number, found: Found) => {
  const end = at + HEADER <= view.byteLength ? at + HEADER + view.getUint8(at + 1) : Infinity;
  if (end > view.byteLength) return malformed('short', view.byteLength);
  const type = view.getUint8(at);
  const field = byType.get(type);
  if (field === undefined) return decoded(end);
  if (found.has(type)) return malformed('duplicate', at);
  const length = end - at - HEADER;
  if (!field.fits(length)) return malformed('length', at + 1);
  const value = field.read(view, at + HEADER, length);
  const fault = field.fault(value);
  if (fault !== null) return malformed('range', at + HEADER + fault);
  found.set(type, value);
  return decoded(end);
};

const namesOf = (tlvs: Tlvs, found: Found): Record<string, unknown> => {
  const values: Record<string, unknown> = {};
  for (const [name, { type }] of Object.entries(tlvs)) {
    if (found.has(type)) values[name] = found.get(type);
  }
  return values;
};

/** Reads all TLVs from `at` to the end, skipping those the message does not have. */
export const decodeTlvs = (tlvs: Tlvs, view: DataView, at: number): Decoded<Record<string, unknown>> => {
  const byType = new Map(Object.values(tlvs).map(({ type, field }) => [type, field]));
  const found: Found = new Map();
  for (let next = at; next < view.byteLength;) {
    const read = readOne(byType, view, next, found);
    if (!read.ok) return read;
    next = read.value;
  }
  return decoded(namesOf(tlvs, found));
};

export const tlvsSize = (tlvs: Tlvs, values: Readonly<Record<string, unknown>>): number => {
  let size = 0;
  for (const [name, { field }] of Object.entries(tlvs)) {
    if (values[name] !== undefined) size += HEADER + field.sizeOf(values[name]);
  }
  return size;
};

export const encodeTlvs = (
  tlvs: Tlvs,
  values: Readonly<Record<string, unknown>>,
  view: DataView,
  at: number,
): void => {
  let next = at;
  for (const [name, { type, field }] of Object.entries(tlvs)) {
    const value = values[name];
    if (value === undefined) continue;
    if (field.fault(value) !== null) throw unsendable(name, value);
    const length = field.sizeOf(value);
    view.setUint8(next, type);
    view.setUint8(next + 1, length);
    field.write(view, next + HEADER, value);
    next += HEADER + length;
  }
};
