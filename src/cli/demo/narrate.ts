/** What the virtual lifter truly does, told as it happens. It comes from the simulator, never from Beltline. */
import type { RepTruth, VirtualSession } from '../../simulator/index.ts';
import { repCount } from '../terminal/lines.ts';

export interface Told {
  readonly atS: number;
  readonly text: string;
}

const ACTIVITY_WORDS: Readonly<Record<string, string>> = {
  sit: 'sits down',
  'tie-shoe': 'ties a shoe',
  'pick-up': 'picks something up',
  'load-plate': 'bends to load a plate',
  stand: 'stands about',
  walk: 'walks',
  'belt-tug': 'tugs at the belt',
};

/** From here a curve that is not braced is worth telling, degrees. */
const TELLING_DEG = 5;

const repStory = (rep: RepTruth): string | null => {
  if (rep.kind === 'hips-first') return 'lets the hips rise first';
  if (rep.kind === 'asymmetric') return `leans ${rep.thoraxLateralDeg > 0 ? 'right' : 'left'}`;
  return rep.roundingDeg >= TELLING_DEG ? `rounds the lower back by ${rep.roundingDeg.toFixed(0)}°` : null;
};

/** In order of time. */
export const narration = ({ truth }: VirtualSession): readonly Told[] => {
  const told: Told[] = [];
  if (truth.standing !== null) told.push({ atS: truth.standing.startS, text: 'stands quietly' });
  for (const { kind, startS } of truth.activities) {
    told.push({ atS: startS, text: ACTIVITY_WORDS[kind] ?? kind });
  }
  for (const { atS, angleDeg } of truth.slips) {
    told.push({ atS, text: `does not notice that the clip slips by ${angleDeg.toFixed(0)}°` });
  }
  for (const set of truth.sets) {
    const load = `${(100 * set.loadFraction).toFixed(0)} % of the maximum`;
    told.push({ atS: set.startS, text: `is set: ${repCount(set.reps.length)} to come, ${load}` });
    for (const rep of set.reps) {
      const text = repStory(rep);
      if (text !== null) told.push({ atS: rep.liftOffS, text });
    }
  }
  for (const { startS } of truth.missed)
    told.push({ atS: startS, text: 'pulls, but the bar does not come up' });
  // Sorting is stable: what was pushed first comes first at the same moment.
  return told.toSorted((a, b) => a.atS - b.atS);
};
