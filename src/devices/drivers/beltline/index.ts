/** Driver for belts that speak `firmware-protocol/SPEC.md`. */
import type { Driver } from '../../driver.ts';
import type { Advertisement } from '../../link/radio.ts';
import { BELT_SERVICE, decodeAdvertisement, serialOf } from '../../protocol/index.ts';
import { CHANNELS } from './channels.ts';
import { createBeltDecoder } from './decoder.ts';
import { vibrateBelt } from './haptic.ts';
import { startBelt } from './start.ts';

const serialIn = ({ manufacturerData }: Advertisement): string | null => {
  if (manufacturerData === null) return null;
  const read = decodeAdvertisement(manufacturerData);
  return read.ok ? serialOf(read.value.deviceId) : null;
};

export const beltlineDriver: Driver = {
  name: 'beltline',
  channels: CHANNELS,
  recognises: (ad) => ad.services.includes(BELT_SERVICE),
  serialOf: serialIn,
  start: startBelt,
  createDecoder: createBeltDecoder,
  vibrate: vibrateBelt,
};
