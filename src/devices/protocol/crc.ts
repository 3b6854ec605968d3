/** Checksums of stored data (SPEC 1.2). */

const tableOf = (step: (value: number) => number): Uint32Array =>
  Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit += 1) value = step(value);
    return value;
  });

/** The polynomial 0x04C11DB7 with its bits in reverse, as a reflected CRC needs it. */
const CRC_32 = tableOf((value) => (value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1));

/** CRC-32/ISO-HDLC of `bytes[from, to)`. */
export const crc32 = (bytes: Uint8Array, from = 0, to = bytes.length): number => {
  let crc = 0xffffffff;
  for (let i = from; i < to; i += 1) crc = CRC_32[(crc ^ bytes[i]) & 0xff] ^ (crc >>> 8);
  return ~crc >>> 0;
};

const crc16Byte = (crc: number, byte: number): number => {
  let value = crc ^ (byte << 8);
  for (let bit = 0; bit < 8; bit += 1) value = value & 0x8000 ? (value << 1) ^ 0x1021 : value << 1;
  return value & 0xffff;
};

/** CRC-16/CCITT-FALSE of `bytes[from, to)`. Bit by bit: it checks 122 bytes once a connection. */
export const crc16 = (bytes: Uint8Array, from = 0, to = bytes.length): number => {
  let crc = 0xffff;
  for (let i = from; i < to; i += 1) crc = crc16Byte(crc, bytes[i]);
  return crc;
};
