/** Who a belt is: its advertisement (SPEC 4) and the Info characteristic (SPEC 8). */
import { u16, u32, u64, u8, u8Or } from './bytes.ts';
import { type Decoded, decoded } from './decoded.ts';
import { type FieldValues, shape } from './shape.ts';

/** The protocol version this code speaks. */
export const PROTOCOL_VERSION = { major: 1, minor: 0 } as const;

export const CAPABILITY = {
  motor: 1 << 0,
  ring: 1 << 1,
  button: 1 << 2,
  ringSurvivesReset: 1 << 3,
  calibration: 1 << 4,
  auth: 1 << 5,
  dfu: 1 << 6,
} as const;

/** Shortest and longest value, bytes: ATT MTU 23 and 247 less three. */
export const VALUE_BYTES = { min: 20, max: 244 } as const;
export const MAX_EPOCH = 7;
const UNKNOWN_PERCENT = 255;

/** What every major version has in common. */
const IDENTITY = { major: u8(1), minor: u8(), capabilities: u16(), deviceId: u64() };
const IDENTITY_SHAPE = shape(IDENTITY);
const INFO = {
  ...IDENTITY,
  major: u8(1, PROTOCOL_VERSION.major),
  maxValue: u16(VALUE_BYTES.min, VALUE_BYTES.max),
  epoch: u8(0, MAX_EPOCH),
  batteryPct: u8Or(100, UNKNOWN_PERCENT),
  stream: u32(),
};
const INFO_SHAPE = shape(INFO);

const MAGIC = 0xb1;
const ADVERTISEMENT = { company: u16(), magic: u8(MAGIC, MAGIC), major: u8(1), deviceId: u64() };
const ADVERTISEMENT_SHAPE = shape(ADVERTISEMENT);

export type Info = { readonly message: 'info' } & FieldValues<typeof INFO>;
/** Info of a belt whose major version is beyond ours: only this may be trusted. */
export type ForeignInfo = { readonly message: 'foreign-info' } & FieldValues<typeof IDENTITY>;
/** Manufacturer data of the scan response, company first. */
export type BeltAdvertisement = { readonly message: 'advertisement' } & FieldValues<typeof ADVERTISEMENT>;

/** The serial number as the belt's Device Information has it. */
export const serialOf = (deviceId: bigint): string => deviceId.toString(16).padStart(16, '0');

export const decodeInfo = (bytes: Uint8Array): Decoded<Info | ForeignInfo> => {
  if (bytes.length > 0 && bytes[0] > PROTOCOL_VERSION.major) {
    const identity = IDENTITY_SHAPE.decode(bytes, 0);
    return identity.ok ? decoded({ message: 'foreign-info', ...identity.value }) : identity;
  }
  const read = INFO_SHAPE.decode(bytes, 0);
  return read.ok ? decoded({ message: 'info', ...read.value }) : read;
};

export const encodeInfo = (info: Info): Uint8Array => INFO_SHAPE.encode(info, 0);

export const decodeAdvertisement = (bytes: Uint8Array): Decoded<BeltAdvertisement> => {
  const read = ADVERTISEMENT_SHAPE.decode(bytes, 0);
  return read.ok ? decoded({ message: 'advertisement', ...read.value }) : read;
};

export const encodeAdvertisement = (advertisement: BeltAdvertisement): Uint8Array =>
  ADVERTISEMENT_SHAPE.encode(advertisement, 0);
