import { Subject } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Advertisement } from '../../../src/devices/link/radio.ts';
import { scanFor } from '../../../src/devices/link/scan.ts';
import { fakeRadio } from './fake-radio.ts';
import { tinyDriver } from './tiny-driver.ts';

const ad = (id: string, name: string | null, rssiDbm: number): Advertisement => ({
  id,
  address: null,
  name,
  rssiDbm,
  services: [],
  manufacturerData: null,
  atMs: 0,
});

describe('scan', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('lists what was heard: known sensors first, the nearest of them first', async () => {
    const advertisements = new Subject<Advertisement>();
    const radio = { ...fakeRadio().radio, advertisements };
    const driver = tinyDriver({ serialOf: ({ name }) => (name === 'Fake B' ? 'B' : null) });
    const found = scanFor(radio, [driver, tinyDriver({ name: 'other', recognises: () => false })], 3000);
    advertisements.next(ad('1', 'Phone', -30));
    advertisements.next(ad('2', 'Fake A', -70));
    advertisements.next(ad('3', 'Fake B', -50));
    advertisements.next(ad('3', 'Fake B', -60));
    await vi.advanceTimersByTimeAsync(3000);
    expect(await found).toEqual([
      { advertisement: ad('3', 'Fake B', -60), bestRssiDbm: -50, drivers: ['tiny'], serial: 'B' },
      { advertisement: ad('2', 'Fake A', -70), bestRssiDbm: -70, drivers: ['tiny'], serial: null },
      { advertisement: ad('1', 'Phone', -30), bestRssiDbm: -30, drivers: [], serial: null },
    ]);
    expect(advertisements.observed).toBe(false);
  });
});
