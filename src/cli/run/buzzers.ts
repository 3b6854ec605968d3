/** What only buzzes: linked like a sensor, but nothing of it goes into the analysis or the recording. */
import type { Vibration } from '../../domain/device.ts';
import { openDeviceLink } from '../../devices/link/device-link.ts';
import type { LinkReport } from '../../devices/link/link-item.ts';
import type { SharedRadio } from '../../devices/link/shared-radio.ts';
import type { DeviceMatch } from '../../devices/link/wanted.ts';
import type { Buzzer } from '../session/plan.ts';
import { buzzerDriverOf } from './driver-of.ts';

export interface LiveBuzzer {
  readonly buzzer: Buzzer;
  readonly match: DeviceMatch;
}

export interface OpenBuzzers {
  /** One promise for each buzzer of the athlete. */
  vibrate(athlete: string, vibration: Vibration, ttlS?: number): readonly Promise<void>[];
  close(): Promise<void>;
}

/** A device that can do more is asked for as little as it has: nobody listens to its samples. */
const SETTINGS = { role: 'belt', rateHz: 0, maxBatchMs: 500 } as const;

export const openBuzzers = (
  shared: SharedRadio,
  buzzers: readonly LiveBuzzer[],
  onReport: (buzzer: Buzzer, report: LinkReport) => void,
): OpenBuzzers => {
  const open = buzzers.map(({ buzzer, match }) => {
    const link = openDeviceLink(shared, { driver: buzzerDriverOf(buzzer), match, settings: SETTINGS });
    link.items.subscribe((item) => {
      if (item.type === 'state') onReport(buzzer, item.report);
    });
    return { buzzer, link };
  });
  return {
    vibrate: (athlete, vibration, ttlS) =>
      open
        .filter(({ buzzer }) => buzzer.athlete === athlete)
        .map(({ link }) => link.vibrate(vibration, ttlS)),
    close: async () => {
      await Promise.all(open.map(({ link }) => link.close()));
    },
  };
};
