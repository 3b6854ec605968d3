/** A belt over months: its battery drains while it is worn and is charged in between; the radio has good and bad minutes. */
import { type DeviceHealthRecord, type Slug, toUnixUs, type UnixUs } from '../../domain/record.ts';
import type { Random } from '../random.ts';

/** Samples a second. */
const RATE_HZ = 208;
const REPORT_S = 60;
/** Per hour of training and per day in the bag, per cent. */
const DRAIN_PCT_PER_H = 2.6;
const IDLE_PCT_PER_DAY = 0.35;
/** Lifters charge a belt that is low. Some let it get lower than others. */
const CHARGE_BELOW_PCT = 28;

const BAD_MINUTE = 0.02;
const LINK_LOSS = 0.004;

export interface Belt {
  /** Health once a minute through a session, and the session times at which its link was lost. */
  wear(
    startedUs: UnixUs,
    durationS: number,
  ): { readonly reports: readonly DeviceHealthRecord[]; readonly lostAtS: readonly number[] };
}

/** Lithium cell at rest, roughly: flat in the middle, steep at the end. */
const voltageOf = (pct: number): number =>
  3.55 + 0.5 * (pct / 100) + 0.15 * (pct / 100) ** 8 - 0.25 * Math.exp(-pct / 6);

const minute = (
  random: Random,
  lost: boolean,
): Pick<DeviceHealthRecord, 'samples' | 'lostSamples' | 'latencyMs'> => {
  const total = RATE_HZ * REPORT_S;
  const bad = lost || random.chance(BAD_MINUTE);
  const lostSamples = random.chance(0.9) && !bad ? 0 : random.int(1, bad ? 600 : 12);
  return {
    samples: total - lostSamples,
    lostSamples,
    latencyMs: random.uniform(35, 75) + (bad ? random.uniform(80, 900) : 0),
  };
};

export const createBelt = (random: Random, device: Slug): Belt => {
  let pct = random.uniform(60, 100);
  let lastUs: UnixUs | null = null;

  const rest = (untilUs: UnixUs): void => {
    const days = lastUs === null ? 0 : (untilUs - lastUs) / 86_400e6;
    pct = Math.max(3, pct - days * IDLE_PCT_PER_DAY);
    if (pct < CHARGE_BELOW_PCT - random.uniform(0, 15)) pct = random.uniform(94, 100);
  };

  return {
    wear: (startedUs, durationS) => {
      rest(startedUs);
      const placeDbm = random.uniform(-72, -55);
      const reports: DeviceHealthRecord[] = [];
      const lostAtS: number[] = [];
      for (let atS = REPORT_S; atS <= durationS; atS += REPORT_S) {
        pct = Math.max(1, pct - (DRAIN_PCT_PER_H * REPORT_S) / 3600);
        const lost = random.chance(LINK_LOSS);
        if (lost) lostAtS.push(atS - random.uniform(5, 50));
        reports.push({
          device,
          atUs: toUnixUs(startedUs, atS),
          batteryPct: Math.round(pct),
          batteryV: voltageOf(pct),
          rssiDbm: Math.round(placeDbm + random.gauss(0, 3) - (lost ? 14 : 0)),
          linkLosses: lost ? 1 : 0,
          ...minute(random, lost),
        });
      }
      lastUs = toUnixUs(startedUs, durationS);
      return { reports, lostAtS };
    },
  };
};
