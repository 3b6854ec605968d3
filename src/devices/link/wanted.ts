/** Which device a link wants, and whether an advertisement is from it. */
import type { DeviceInfo, Driver, DriverSettings } from '../driver.ts';
import type { Advertisement } from './radio.ts';

/** `any`: the first one heard that the driver recognises; from then on that very device. */
export type DeviceMatch = 'any' | { readonly serial: string } | { readonly address: string };

export interface WantedDevice {
  readonly driver: Driver;
  readonly match: DeviceMatch;
  readonly settings: DriverSettings;
}

/** Could this advertisement come from the wanted device? A serial may show only after the start. */
export const mayBe = ({ driver, match }: WantedDevice, ad: Advertisement): boolean => {
  if (!driver.recognises(ad)) return false;
  if (match === 'any') return true;
  if ('address' in match) return ad.address === match.address.toLowerCase();
  const serial = driver.serialOf?.(ad) ?? null;
  return serial === null || serial === match.serial;
};

/** Is the device that was started the wanted one? */
export const isIt = ({ match }: WantedDevice, info: DeviceInfo): boolean =>
  typeof match !== 'object' || !('serial' in match) || info.serial === match.serial;
