/** What the guided demo shows, in order: a lifter's evening in three minutes. */
import type { WorldConfigInput } from '../../../simulator/world/index.ts';

/** One chapter of the story. */
export interface Chapter {
  readonly title: string;
  readonly text: string;
  /** Share of the best single that is loaded now; `null` where the load stays. */
  readonly load: number | null;
  /** When it begins: with a part of the programme, or some seconds after one. */
  readonly begins: { readonly part: number; readonly after: 'start' | 'end'; readonly s: number };
  /** The lifter walks out of reach for so long, s. */
  readonly outOfReachS?: number;
}

/** Who lifts, by the name in the store and on the page. */
export const LIFTER = 'Anna';

const LOADS = [0.5, 0.65, 0.8, 0.97] as const;
/** Before the first recording, and between two: long enough for a set to be over, s. */
const STARTS_S = 5;
const REST_S = 9;

/** What the virtual lifter does. @param thoracic with a second belt at the lowest ribs */
export const storyWorld = (seed: number, thoracic: boolean): WorldConfigInput => {
  const [light, middle, heavy, most] = LOADS;
  return {
    lifters: [
      {
        name: LIFTER,
        seed,
        startAfterS: STARTS_S,
        restS: REST_S,
        recordings: [
          { scenario: 'deadlift-dead-stop', seed, reps: 3, loadFraction: light },
          { scenario: 'deadlift-dead-stop', seed: seed + 1, reps: 3, loadFraction: middle },
          { scenario: 'rounding', seed, reps: 5, loadFraction: heavy },
          { scenario: 'grinder-singles', seed: seed + 5, reps: 2, loadFraction: most },
        ],
        belt: {},
        thoracic: thoracic ? {} : null,
      },
    ],
  };
};

export const CHAPTERS: readonly Chapter[] = [
  {
    title: 'Getting ready',
    text:
      `${LIFTER} is a virtual lifter with a virtual belt. Radio library, link, analysis, store and this page are the real ones. ` +
      'She stands still for a moment: Beltline learns how the belt sits.',
    load: LOADS[0],
    begins: { part: 0, after: 'start', s: -Infinity },
  },
  {
    title: 'Warm-up',
    text: 'Easy reps at half of her best. They are what her later reps are held against.',
    load: null,
    begins: { part: 0, after: 'start', s: 0 },
  },
  {
    title: 'Warm-up',
    text:
      'Three more at two thirds of her best. When she gets up without the bar after a set, one sensor cannot tell it from a ' +
      'pull: a warning of the back then is false.',
    load: LOADS[1],
    begins: { part: 1, after: 'start', s: -2 },
  },
  {
    title: 'Work set',
    text: 'Four fifths of her best. Watch the lower back: in some reps it gives way as the bar leaves the floor.',
    load: LOADS[2],
    begins: { part: 2, after: 'start', s: -2 },
  },
  {
    title: 'Lost link',
    text:
      `${LIFTER} walks out of reach. Beltline says that nobody watches, and connects again. Into a recording it would also fetch ` +
      'what it missed, from the memory of the belt.',
    load: null,
    begins: { part: 2, after: 'end', s: 0.5 },
    outOfReachS: 5,
  },
  {
    title: 'Grinder',
    text: 'Nearly all she has: singles in which the bar hardly moves.',
    load: LOADS[3],
    begins: { part: 3, after: 'start', s: 0 },
  },
  {
    title: 'Debrief',
    text:
      '“Last set” tells rep by rep what went first, the back or the speed. Warnings that came as she got ' +
      'up without the bar were taken back: no rep came of them. “History” has three months of made-up training. ' +
      'Everything is thrown away when the demo ends.',
    load: null,
    begins: { part: 3, after: 'end', s: 6 },
  },
];
