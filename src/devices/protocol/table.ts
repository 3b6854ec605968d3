/** Messages that are told apart by a code: their shapes in one table, by name. */
import { type Decoded, decoded } from './decoded.ts';
import type { Shape, ShapeValue } from './shape.ts';

export interface Entry<V> {
  readonly code: number;
  readonly shape: Shape<V>;
}

export type Table = Readonly<Record<string, Entry<object>>>;

type Flat<T> = { readonly [K in keyof T]: T[K] };

/** Any message of the table: its name, what is common to all (`Head`), and its own fields. */
export type MessageOf<T extends Table, Head> = {
  [M in keyof T & string]: Flat<{ readonly message: M } & Head & ShapeValue<T[M]['shape']>>;
}[keyof T & string];

export interface TableCodec<T extends Table, Head> {
  /** Reads the body that belongs to `code` from `at` on; `null` if the table has no such code. */
  decode(code: number, bytes: Uint8Array, at: number, head: Head): Decoded<MessageOf<T, Head>> | null;
  /** Code and body of a message, with room for `at` bytes in front. */
  encode(message: MessageOf<T, Head>, at: number): { readonly code: number; readonly bytes: Uint8Array };
}

export const entry = <V>(code: number, shape: Shape<V>): Entry<V> => ({ code, shape });

/** The codec of a table; `Head` are fields the caller reads and writes itself. */
export const tableCodec = <T extends Table, Head = object>(table: T): TableCodec<T, Head> => {
  const byCode = new Map(
    Object.entries(table).map(([message, { code, shape }]) => [code, { message, shape }]),
  );
  return {
    decode(code, bytes, at, head) {
      const known = byCode.get(code);
      if (known === undefined) return null;
      const read = known.shape.decode(bytes, at);
      if (!read.ok) return read;
      const message = { message: known.message, ...head, ...read.value };
      // The compiler does not follow a name and its shape through the map.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      return decoded(message as unknown as MessageOf<T, Head>);
    },
    encode(message, at) {
      const { code, shape } = table[message.message];
      return { code, bytes: shape.encode(message, at) };
    },
  };
};
