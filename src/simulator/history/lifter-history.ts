/** One lifter through months of training. */
import { type SessionRecord, toUnixUs, type UnixUs } from '../../domain/record.ts';
import type { LumbarMethod } from '../../domain/rep.ts';
import type { Random } from '../random.ts';
import { type HistoryAthlete, maxAfter } from './athlete.ts';
import { createBelt } from './belt-health.ts';
import { createHeavyDays } from './heavy-days.ts';
import type { Lift } from './lifts.ts';
import { type PlannedDay, planTraining } from './plan.ts';
import { type HistorySession, keepSession } from './session-records.ts';
import { type LiftedSet, liftSet } from './set.ts';

const DAY_US = 86_400e6;
const HOUR_US = 3600e6;
/** Reps after which a lifter's own corridor is known. */
const CORRIDOR_REPS = 3;
/** Smallest step of a bar, and an empty one, kg. */
const STEP_KG = 2.5;
const BAR_KG = 20;
/** Form of a day as a share of strength: its spread, and how much of yesterday's is left. Own assumption. */
const FORM = { spread: 0.018, kept: 0.55 } as const;
/** Sets after which a lifter is tired. */
const TIRING_SETS = 14;
/** When people train, hours after midnight UTC. */
const EVENING_H = { from: 15.5, to: 18.5 } as const;

/** What of a day is known before its first set. */
interface Day extends PlannedDay {
  readonly startedUs: UnixUs;
  readonly sessionId: string;
  readonly method: LumbarMethod;
  /** Share by which the lifter is stronger than usual. */
  readonly form: number;
}

const idOf = (startedUs: UnixUs, random: Random): string => {
  const stamp = new Date(startedUs / 1000).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  return `${stamp}-${random.int(0, 0xffff).toString(16).padStart(4, '0')}`.toLowerCase();
};

const roundToPlates = (kg: number): number => Math.max(BAR_KG, Math.round(kg / STEP_KG) * STEP_KG);

/** Returns what lifts a day, and remembers what the next one depends on. */
const createLifter = (random: Random, athlete: HistoryAthlete) => {
  const daysSinceHeavy = createHeavyDays();
  const seen = new Map<Lift, number>();
  return (day: Day): { readonly sets: readonly LiftedSet[]; readonly endS: number } => {
    const sets: LiftedSet[] = [];
    let atS = random.uniform(240, 480);
    for (const { lift, sets: planned } of day.lifts) {
      const maxKg = maxAfter(athlete, lift, day.day);
      for (const { share, reps, warmUp } of planned) {
        const loadKg = roundToPlates(maxKg * share);
        const set = liftSet(random, {
          ...day,
          athlete,
          lift,
          reps,
          loadKg,
          set: sets.length + 1,
          share: loadKg / (maxKg * (1 + day.form)),
          tiredness: sets.length / TIRING_SETS,
          firstLiftOffS: atS,
          corridorKnown: (seen.get(lift) ?? 0) >= CORRIDOR_REPS,
          daysSinceHeavy: daysSinceHeavy(lift, day.day, share),
        });
        sets.push(set);
        seen.set(lift, (seen.get(lift) ?? 0) + reps);
        atS = set.endS + (warmUp ? random.uniform(60, 120) : random.uniform(120, 260));
      }
      atS += random.uniform(120, 300);
    }
    return { sets, endS: atS };
  };
};

const sessionOf = ({ sessionId, startedUs }: Day, endS: number): SessionRecord => ({
  id: sessionId,
  startedUs,
  endedUs: toUnixUs(startedUs, endS),
  timeZone: 'Europe/Berlin',
  software: 'beltline simulator',
  simulated: true,
  recording: null,
});

/** Walks through the plan of one lifter. @param startUs midnight UTC of the first day */
export const lifterHistory = function* (
  random: Random,
  athlete: HistoryAthlete,
  startUs: UnixUs,
  days: number,
): Generator<HistorySession> {
  const belt = createBelt(random.fork('belt'), athlete.device);
  const lift = createLifter(random, athlete);
  let form = 0;
  for (const planned of planTraining(random.fork('plan'), days, random.chance(0.5) ? 3 : 4)) {
    form = FORM.kept * form + random.gauss(0, FORM.spread);
    const hour = random.uniform(EVENING_H.from, EVENING_H.to);
    const startedUs = Math.round(startUs + planned.day * DAY_US + hour * HOUR_US);
    const method = random.chance(athlete.twoSensorShare) ? 'measured' : 'proxy';
    const day: Day = { ...planned, startedUs, sessionId: idOf(startedUs, random), method, form };
    const { sets, endS } = lift(day);
    const { reports: health, lostAtS } = belt.wear(startedUs, endS);
    yield keepSession({ session: sessionOf(day, endS), sets, health, lostAtS });
  }
};
