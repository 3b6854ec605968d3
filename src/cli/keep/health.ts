/** How one device is doing, counted up between two reports. */
import type { DeviceHealthRecord, Slug, UnixUs } from '../../domain/record.ts';

export interface HealthCount {
  samples(count: number, latencyS: number): void;
  /** Samples fetched from the device's memory after they had been missed. */
  late(count: number): void;
  /** Samples that were missed. */
  missed(count: number): void;
  linkLost(): void;
  battery(percent: number | null, volts: number | null): void;
  signal(rssiDbm: number | null): void;
  /** Nothing comes late any more: what is missing now is lost. */
  settle(): void;
  /** The report, and a new count; `null` if there is nothing to say. */
  take(device: Slug, atUs: UnixUs): DeviceHealthRecord | null;
}

export const createHealthCount = (): HealthCount => {
  let samples = 0;
  let missed = 0;
  let linkLosses = 0;
  let latencyS: number | null = null;
  let batteryPct: number | null = null;
  let batteryV: number | null = null;
  let rssiDbm: number | null = null;
  /** Missed before the last report; those that come late are taken off until the next. */
  let open = 0;
  return {
    samples: (count, seconds) => {
      samples += count;
      latencyS = Math.max(latencyS ?? 0, seconds);
    },
    late: (count) => {
      const old = Math.min(open, count);
      open -= old;
      missed = Math.max(0, missed - (count - old));
    },
    missed: (count) => {
      missed += count;
    },
    linkLost: () => {
      linkLosses += 1;
    },
    battery: (percent, volts) => {
      batteryPct = percent ?? batteryPct;
      batteryV = volts ?? batteryV;
    },
    signal: (dbm) => {
      rssiDbm = dbm ?? rssiDbm;
    },
    settle: () => {
      open += missed;
      missed = 0;
    },
    take: (device, atUs) => {
      const nothing = samples === 0 && open === 0 && linkLosses === 0;
      const latencyMs = latencyS === null ? null : Math.max(0, 1000 * latencyS);
      const record = {
        device,
        atUs,
        batteryPct,
        batteryV,
        rssiDbm,
        samples,
        lostSamples: open,
        linkLosses,
        latencyMs,
      };
      open = missed;
      missed = 0;
      samples = 0;
      linkLosses = 0;
      latencyS = null;
      return nothing ? null : record;
    },
  };
};
