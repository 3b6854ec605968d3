/**
 * The shape of a message: its fixed fields in order, then perhaps TLVs. A shape in code is the same table as in the
 * SPEC, and both directions are made from it, so that they cannot drift apart.
 */
import { type Field, viewOf } from './bytes.ts';
import { type Decoded, decoded, malformed, unsendable } from './decoded.ts';
import { decodeTlvs, encodeTlvs, type Tlvs, tlvsSize, type TlvValues } from './tlv.ts';

/** Fields in order of their offset. Names that begin with `_` are reserved bytes and no part of the value. */
export type Fields = Readonly<Record<string, Field<unknown>>>;

export type FieldValues<F extends Fields> = {
  readonly [K in keyof F as K extends `_${string}` ? never : K]: F[K] extends Field<infer V> ? V : never;
};

export interface Shape<V> {
  /** Bytes of the fixed part. */
  readonly size: number;
  /** Reads the shape from `at` to the end of the bytes. */
  decode(bytes: Uint8Array, at: number): Decoded<V>;
  /** The message with room for `at` bytes in front of the shape; throws `BeltlineError` `internal`. */
  encode(value: V, at: number): Uint8Array;
}

export type ShapeValue<S> = S extends Shape<infer V> ? V : never;

type Raw = Readonly<Record<string, unknown>>;

interface Slot {
  readonly name: string;
  readonly offset: number;
  readonly field: Field<unknown>;
}

const slotsOf = (fields: Fields): readonly Slot[] => {
  let offset = 0;
  return Object.entries(fields).map(([name, field]) => {
    const slot = { name, offset, field };
    offset += field.size;
    return slot;
  });
};

const isReserved = ({ name }: Slot): boolean => name.startsWith('_');

const decodeFixed = (
  slots: readonly Slot[],
  view: DataView,
  at: number,
): Decoded<Record<string, unknown>> => {
  const values: Record<string, unknown> = {};
  for (const { name, offset, field } of slots) {
    const value = field.read(view, at + offset, field.size);
    const fault = field.fault(value);
    if (fault !== null) return malformed('range', at + offset + fault);
    values[name] = value;
  }
  return decoded(values);
};

const encodeFixed = (slots: readonly Slot[], values: Raw, view: DataView, at: number): void => {
  for (const { name, offset, field } of slots) {
    const value = values[name];
    if (field.fault(value) !== null) throw unsendable(name, value);
    field.write(view, at + offset, value);
  }
};

const NO_TLVS = {};

/**
 * A shape from its fields. `rule` looks at all of them together and names the field to blame, if any. Bytes after the
 * fixed part are ignored where the shape has no TLVs.
 */
export const shape = <const F extends Fields, const T extends Tlvs = typeof NO_TLVS>(
  fields: F,
  options: { readonly tlvs?: T; readonly rule?: (value: FieldValues<F>) => keyof F | null } = {},
): Shape<FieldValues<F> & TlvValues<T>> => {
  type Value = FieldValues<F> & TlvValues<T>;
  const all = slotsOf(fields);
  const slots = all.filter((slot) => !isReserved(slot));
  const size = all.reduce((sum, { field }) => sum + field.size, 0);
  const { tlvs, rule } = options;

  // Names and types of the values are those of `fields` and `tlvs`, which the compiler cannot follow through loops.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const typed = (values: Raw): Value => values as Value;

  const blame = (values: Raw): Slot | undefined => {
    const name = rule?.(typed(values)) ?? null;
    return all.find((slot) => slot.name === name);
  };

  return {
    size,
    decode(bytes, at) {
      if (bytes.length < at + size) return malformed('short', bytes.length);
      const view = viewOf(bytes);
      const fixed = decodeFixed(slots, view, at);
      if (!fixed.ok) return fixed;
      const blamed = blame(fixed.value);
      if (blamed !== undefined) return malformed('range', at + blamed.offset);
      if (tlvs === undefined) return decoded(typed(fixed.value));
      const optional = decodeTlvs(tlvs, view, at + size);
      return optional.ok ? decoded(typed(Object.assign(fixed.value, optional.value))) : optional;
    },
    encode(value, at) {
      const values: Raw = value;
      const blamed = blame(values);
      if (blamed !== undefined) throw unsendable(blamed.name, values[blamed.name]);
      const bytes = new Uint8Array(at + size + tlvsSize(tlvs ?? NO_TLVS, values));
      const view = viewOf(bytes);
      encodeFixed(slots, values, view, at);
      encodeTlvs(tlvs ?? NO_TLVS, values, view, at + size);
      return bytes;
    },
  };
};
