/** What a belt says of itself on the air (SPEC 4). */
import {
  BELT_SERVICE,
  encodeAdvertisement,
  NAME_PREFIX,
  PROTOCOL_VERSION,
  serialOf,
} from '../../devices/protocol/index.ts';

const AD = { flags: 0x01, services128: 0x07, name: 0x09, manufacturer: 0xff } as const;
/** General discoverable, no BR/EDR. */
const FLAGS = 0x06;
/** For tests, until a maker has a company identifier of its own. */
const COMPANY = 0xffff;

const structure = (type: number, data: Uint8Array): Buffer =>
  Buffer.concat([Uint8Array.of(data.length + 1, type), data]);

const uuidBytes = (uuid: string): Buffer => Buffer.from(uuid.replaceAll('-', ''), 'hex').reverse();

/** `Beltline-` and the last four digits of the serial number. */
export const nameOf = (deviceId: bigint): string => `${NAME_PREFIX}${serialOf(deviceId).slice(-4)}`;

export const advertisingData = (): Buffer =>
  Buffer.concat([
    structure(AD.flags, Uint8Array.of(FLAGS)),
    structure(AD.services128, uuidBytes(BELT_SERVICE)),
  ]);

export const scanResponse = (deviceId: bigint, major: number = PROTOCOL_VERSION.major): Buffer =>
  Buffer.concat([
    structure(AD.name, Buffer.from(nameOf(deviceId))),
    structure(
      AD.manufacturer,
      encodeAdvertisement({ message: 'advertisement', company: COMPANY, magic: 0xb1, major, deviceId }),
    ),
  ]);

/** Times of SPEC 4. */
export const ADVERTISING = {
  fastMs: 30,
  fastForMs: 30_000,
  streamingMs: 100,
  idleMs: 1000,
  asleepAfterMs: 600_000,
} as const;

/** What decides how often a belt advertises. */
export interface AdvertisingState {
  readonly nowMs: number;
  readonly isConnected: boolean;
  readonly isStreaming: boolean;
  /** Power-on, button or a lost link, whichever came last. */
  readonly stirredMs: number;
}

/** Time between two advertisements, ms; `null`: none. */
export const advertisingIntervalMs = (state: AdvertisingState): number | null => {
  if (state.isConnected) return null;
  const sinceMs = state.nowMs - state.stirredMs;
  if (sinceMs < ADVERTISING.fastForMs) return ADVERTISING.fastMs;
  if (state.isStreaming) return ADVERTISING.streamingMs;
  return sinceMs < ADVERTISING.asleepAfterMs ? ADVERTISING.idleMs : null;
};
