/** UUIDs: text for people, bytes with the last one first on the air. */

const SHORT = /^[0-9a-f]{4}$/;
const LONG = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Lower case; four hex digits or 128 bits with hyphens. Throws on anything else. */
export const normalUuid = (text: string): string => {
  const uuid = text.toLowerCase();
  if (!SHORT.test(uuid) && !LONG.test(uuid)) {
    throw new TypeError(`"${text}" is no UUID; write 180a or 6e400001-b5a3-f393-e0a9-e50e24dcca9e.`);
  }
  return uuid;
};

/** Two or sixteen bytes, little-endian. */
export const uuidToBytes = (uuid: string): Buffer =>
  Buffer.from(Buffer.from(normalUuid(uuid).replaceAll('-', ''), 'hex').toReversed());
