/** What a belt says of itself on the air (SPEC 4). */
import {
  BELT_SERVICE,
  encodeAdvertisement,
  NAME_PREFIX,
  PROTOCOL_VERSION,
  serialOf,
} from '../../devices/protocol/index.ts';

/** For tests, until a maker has a company identifier of its own. */
const COMPANY = 0xffff;
const MAGIC = 0xb1;

/** An idle and unconnected belt falls asleep after so long, ms. */
export const ASLEEP_AFTER_MS = 600_000;

/** `Beltline-` and the last four digits of the serial number. */
export const nameOf = (deviceId: bigint): string => `${NAME_PREFIX}${serialOf(deviceId).slice(-4)}`;

export const advertisementOf = () => ({ flags: true, services: [BELT_SERVICE] });

export const scanResponseOf = (deviceId: bigint) => {
  const { major } = PROTOCOL_VERSION;
  return {
    name: nameOf(deviceId),
    manufacturerData: encodeAdvertisement({
      message: 'advertisement',
      company: COMPANY,
      magic: MAGIC,
      major,
      deviceId,
    }),
  };
};
