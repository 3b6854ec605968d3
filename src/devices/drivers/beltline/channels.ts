/** The characteristics of a belt by short name; names of channels stand in recordings, so they stay as they are. */
import type { CharacteristicRef } from '../../link/radio.ts';
import { BATTERY, BELT_CHARACTERISTICS, BELT_SERVICE, DEVICE_INFORMATION } from '../../protocol/index.ts';

const own = (characteristic: string): CharacteristicRef => ({ service: BELT_SERVICE, characteristic });
const optional = (
  service: string,
  characteristic: string,
): CharacteristicRef & { readonly optional: true } => ({
  service,
  characteristic,
  optional: true,
});

export const CHANNELS = {
  info: own(BELT_CHARACTERISTICS.info),
  control: own(BELT_CHARACTERISTICS.control),
  stream: own(BELT_CHARACTERISTICS.stream),
  events: own(BELT_CHARACTERISTICS.events),
  'time-sync': own(BELT_CHARACTERISTICS.timeSync),
  haptic: optional(BELT_SERVICE, BELT_CHARACTERISTICS.haptic),
  backfill: optional(BELT_SERVICE, BELT_CHARACTERISTICS.backfill),
  model: optional(DEVICE_INFORMATION.service, DEVICE_INFORMATION.model),
  firmware: optional(DEVICE_INFORMATION.service, DEVICE_INFORMATION.firmware),
  battery: optional(BATTERY.service, BATTERY.level),
} as const;
