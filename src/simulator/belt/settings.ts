/** What can be set on a belt (SPEC 10.4 SET), and the scales that follow (SPEC 19, ST DS11914). */

export const RATES_HZ = [26, 52, 104, 208, 416] as const;

/** ng/LSB by full scale in g. */
const ACC_NG: ReadonlyMap<number, number> = new Map([
  [2, 61_000],
  [4, 122_000],
  [8, 244_000],
  [16, 488_000],
]);

/** µdps/LSB by full scale in °/s. */
const GYR_UDPS: ReadonlyMap<number, number> = new Map([
  [125, 4375],
  [250, 8750],
  [500, 17_500],
  [1000, 35_000],
  [2000, 70_000],
]);

export const ACC_RANGES_G: readonly number[] = [...ACC_NG.keys()];
export const GYR_RANGES_DPS: readonly number[] = [...GYR_UDPS.keys()];

export interface Settings {
  readonly rateHz: number;
  readonly accRangeG: number;
  readonly gyrRangeDps: number;
  readonly maxBatchMs: number;
  readonly holdMin: number;
  /** 0 … 7, one more with every change of rate or range. */
  readonly epoch: number;
}

/** After every boot. */
export const DEFAULT_SETTINGS: Settings = {
  rateHz: 208,
  accRangeG: 8,
  gyrRangeDps: 1000,
  maxBatchMs: 50,
  holdMin: 10,
  epoch: 0,
};

export interface Scales {
  /** Acceleration, 10⁻⁹ g per LSB. */
  readonly accNg: number;
  /** Angular rate, 10⁻⁶ °/s per LSB. */
  readonly gyrUdps: number;
}

export const scalesOf = ({ accRangeG, gyrRangeDps }: Settings): Scales => ({
  accNg: ACC_NG.get(accRangeG) ?? 0,
  gyrUdps: GYR_UDPS.get(gyrRangeDps) ?? 0,
});
