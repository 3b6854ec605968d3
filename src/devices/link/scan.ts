/** Which devices are near, and which of them Beltline knows. */
import { takeUntil, timer } from 'rxjs';
import type { Driver } from '../driver.ts';
import type { Advertisement, Radio } from './radio.ts';

export interface HeardDevice {
  /** What it said last. */
  readonly advertisement: Advertisement;
  /** The strongest it was heard, dBm. */
  readonly bestRssiDbm: number;
  /** Names of the drivers that recognise it, in their order. */
  readonly drivers: readonly string[];
  /** Its serial as far as advertisements tell. */
  readonly serial: string | null;
}

/** In a crowd of phones that change their addresses, so many are told. */
const DEVICES_MOST = 1000;

const describe = (
  ad: Advertisement,
  before: HeardDevice | undefined,
  drivers: readonly Driver[],
): HeardDevice => {
  const knowing = drivers.filter((driver) => driver.recognises(ad));
  const serial = knowing.map((driver) => driver.serialOf?.(ad) ?? null).find((found) => found !== null);
  return {
    advertisement: ad,
    bestRssiDbm: Math.max(ad.rssiDbm, before?.bestRssiDbm ?? -Infinity),
    drivers: knowing.map(({ name }) => name),
    serial: serial ?? before?.serial ?? null,
  };
};

const byUse = (a: HeardDevice, b: HeardDevice): number =>
  Number(b.drivers.length > 0) - Number(a.drivers.length > 0) || b.bestRssiDbm - a.bestRssiDbm;

/** Listens for `ms`; sensors that a driver recognises first, the nearest of them first. */
export const scanFor = (
  radio: Radio,
  drivers: readonly Driver[],
  ms: number,
): Promise<readonly HeardDevice[]> =>
  new Promise((resolve, reject) => {
    const heard = new Map<string, HeardDevice>();
    radio.advertisements.pipe(takeUntil(timer(ms))).subscribe({
      next: (ad) => {
        const before = heard.get(ad.id);
        if (before !== undefined || heard.size < DEVICES_MOST)
          heard.set(ad.id, describe(ad, before, drivers));
      },
      complete: () => resolve([...heard.values()].toSorted(byUse)),
      error: reject,
    });
  });
