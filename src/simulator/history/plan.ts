/**
 * Periodised training: blocks of four weeks (volume, strength, peak), three of them rising and one easy; three or four
 * days a week, two lifts a day; warm-up sets up to the work sets.
 */
import type { Random } from '../random.ts';
import type { Lift } from './lifts.ts';

export interface PlannedSet {
  /** Share of the best single. */
  readonly share: number;
  readonly reps: number;
  readonly warmUp: boolean;
}

export interface PlannedLift {
  readonly lift: Lift;
  readonly sets: readonly PlannedSet[];
}

export interface PlannedDay {
  /** Days since the history began. */
  readonly day: number;
  readonly lifts: readonly PlannedLift[];
}

interface Block {
  /** Share of the best single in its first week. */
  readonly share: number;
  readonly reps: number;
  readonly sets: number;
}

const BLOCKS: readonly Block[] = [
  { share: 0.72, reps: 5, sets: 5 },
  { share: 0.79, reps: 3, sets: 5 },
  { share: 0.86, reps: 2, sets: 4 },
];
/** Added in each week of a block. The last is the easy one. */
const WEEKS: readonly number[] = [0, 0.03, 0.06, -0.1];
const EASY_WEEK = WEEKS.length - 1;

/** Day of the week, 0 the day the history began, and what is lifted on it, lightened by so much. */
const DAYS: readonly { readonly weekday: number; readonly lifts: readonly (readonly [Lift, number])[] }[] = [
  {
    weekday: 0,
    lifts: [
      ['conventional-deadlift', 0],
      ['romanian-deadlift', -0.12],
    ],
  },
  {
    weekday: 2,
    lifts: [
      ['squat', 0],
      ['romanian-deadlift', -0.08],
    ],
  },
  {
    weekday: 4,
    lifts: [
      ['sumo-deadlift', 0],
      ['squat', -0.12],
    ],
  },
  {
    weekday: 5,
    lifts: [
      ['squat', -0.03],
      ['conventional-deadlift', -0.14],
    ],
  },
];

const WARM_UP: readonly PlannedSet[] = [
  { share: 0.4, reps: 5, warmUp: true },
  { share: 0.55, reps: 4, warmUp: true },
  { share: 0.68, reps: 2, warmUp: true },
];

/** Life comes in between: shares of days and of weeks without training. */
const MISSED_DAYS = 0.07;
const HOLIDAY_WEEKS = 0.04;

const planLift = (lift: Lift, lighter: number, week: number): PlannedLift => {
  const inBlock = week % WEEKS.length;
  const block = BLOCKS[Math.floor(week / WEEKS.length) % BLOCKS.length];
  const share = block.share + WEEKS[inBlock] + lighter;
  const work: PlannedSet = { share, reps: lighter < -0.1 ? block.reps + 2 : block.reps, warmUp: false };
  const count = inBlock === EASY_WEEK ? block.sets - 2 : block.sets;
  const warmUp = WARM_UP.filter((set) => set.share < share - 0.05);
  return { lift, sets: [...warmUp, ...Array.from({ length: count }, () => work)] };
};

/** Training days in `[0, days)`, rising. @param daysPerWeek 3 or 4 */
export const planTraining = function* (
  random: Random,
  days: number,
  daysPerWeek: number,
): Generator<PlannedDay> {
  for (let week = 0; week * 7 < days; week += 1) {
    if (random.chance(HOLIDAY_WEEKS)) continue;
    for (const { weekday, lifts } of DAYS.slice(0, daysPerWeek)) {
      const day = week * 7 + weekday;
      if (day >= days || random.chance(MISSED_DAYS)) continue;
      yield { day, lifts: lifts.map(([lift, lighter]) => planLift(lift, lighter, week)) };
    }
  }
};
