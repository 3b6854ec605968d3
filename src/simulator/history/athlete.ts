import { type Slug, slugOf } from '../../domain/record.ts';
import type { Random } from '../random.ts';
import { LIFT_TRAITS, type Lift } from './lifts.ts';

/** A made-up lifter of many months: what training does to this one, and what the back does under load. */
export interface HistoryAthlete {
  readonly slug: Slug;
  /** Of the sensor on this lifter's belt. */
  readonly device: Slug;
  /** Best single of each lift when the history begins, kg. */
  readonly maxKg: Readonly<Record<Lift, number>>;
  readonly velocityAtMaxMps: Readonly<Record<Lift, number>>;
  readonly velocitySlopeMps: Readonly<Record<Lift, number>>;
  readonly travelM: Readonly<Record<Lift, number>>;
  /** The bar travel was taped, so bands are narrow. */
  readonly taped: boolean;
  /** Share of strength gained in the end, and the time in which two thirds of it come, days. */
  readonly gain: number;
  readonly gainDays: number;
  /** Flexion of the lower back at a maximum, degrees beyond the braced set-up. */
  readonly roundingDeg: number;
  /** Mean side bend at a maximum, degrees, right positive: everybody has a side. */
  readonly sideDeg: number;
  /** Share of speed lost from rep to rep at a maximum. */
  readonly lossPerRep: number;
  /** Share of sessions with a second sensor at the lowest ribs. */
  readonly twoSensorShare: number;
}

const NAMES = ['Anna', 'Ben', 'Clara', 'Deniz', 'Emil', 'Fatma', 'Greta', 'Hugo'] as const;

const perLift = (value: (lift: Lift) => number): Readonly<Record<Lift, number>> => ({
  'conventional-deadlift': value('conventional-deadlift'),
  'sumo-deadlift': value('sumo-deadlift'),
  squat: value('squat'),
  'romanian-deadlift': value('romanian-deadlift'),
});

/** @param index 0-based; the first eight have names of their own. */
export const drawAthlete = (random: Random, index: number): HistoryAthlete => {
  const deadliftKg = random.uniform(110, 220);
  const stature = random.bounded(1, 0.04);
  const known = NAMES[index];
  return {
    slug: known === undefined ? `lifter-${index + 1}` : slugOf(known, 'lifter'),
    device: `bl-${String(index + 1).padStart(4, '0')}`,
    maxKg: perLift((lift) => deadliftKg * LIFT_TRAITS[lift].strengthShare * random.bounded(1, 0.04)),
    velocityAtMaxMps: perLift((lift) => LIFT_TRAITS[lift].velocityAtMaxMps * random.bounded(1, 0.12)),
    velocitySlopeMps: perLift((lift) => LIFT_TRAITS[lift].velocitySlopeMps * random.bounded(1, 0.06)),
    travelM: perLift((lift) => LIFT_TRAITS[lift].travelM * stature * random.bounded(1, 0.02)),
    taped: random.chance(0.6),
    gain: random.uniform(0.08, 0.3),
    gainDays: random.uniform(200, 900),
    roundingDeg: random.uniform(6, 11),
    sideDeg: random.sign() * random.uniform(1, 3.5),
    lossPerRep: random.uniform(0.045, 0.075),
    twoSensorShare: random.uniform(0.15, 0.35),
  };
};

/** Best single of a lift after so many days of training, kg. */
export const maxAfter = (athlete: HistoryAthlete, lift: Lift, days: number): number =>
  athlete.maxKg[lift] * (1 + athlete.gain * (1 - Math.exp(-days / athlete.gainDays)));
