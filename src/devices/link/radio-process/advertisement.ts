/** An advertisement as noble heard it. */
import type { Advertisement } from '../radio.ts';
import type { NoblePeripheral } from './noble.ts';
import { fromNoble } from './uuid.ts';

/** Longest name a device can have, bytes (Bluetooth Core 5.4, Vol 3, Part C, 12.1). */
const NAME_MOST = 248;

const addressOf = (address: string | undefined): string | null =>
  address === undefined || address === '' || address === 'unknown'
    ? null
    : address.toLowerCase().replaceAll('-', ':');

export const toAdvertisement = (peripheral: NoblePeripheral, atMs: number): Advertisement => {
  const { localName, manufacturerData, serviceUuids } = peripheral.advertisement;
  return {
    id: peripheral.id,
    address: addressOf(peripheral.address),
    name: localName?.slice(0, NAME_MOST) ?? null,
    rssiDbm: peripheral.rssi,
    services: (serviceUuids ?? []).map(fromNoble),
    manufacturerData: manufacturerData === undefined ? null : new Uint8Array(manufacturerData),
    atMs,
  };
};
