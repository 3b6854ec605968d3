/** What a back does under load, and what one or two sensors make of it. */
import type { LumbarMethod, LumbarVerdict, Severity } from '../../domain/rep.ts';
import type { Random } from '../random.ts';

/** Degrees from which a verdict is given, as the analysis gives it (README, "What the numbers mean"). */
const LIMITS: Readonly<Record<LumbarMethod, { readonly amberDeg: number; readonly redDeg: number }>> = {
  proxy: { amberDeg: 2, redDeg: 4 },
  measured: { amberDeg: 5, redDeg: 8 },
};

/** Share of the best single below which nothing gives way. */
const EASY_SHARE = 0.6;

export interface Strain {
  /** Load as a share of what could be lifted that day. */
  readonly share: number;
  /** 0-based rep in the set; tiredness of the session from 0, 1 is much. */
  readonly repIndex: number;
  readonly tiredness: number;
  /** Flexion of this lifter at a maximum, degrees. */
  readonly roundingDeg: number;
}

/** True flexion beyond the braced set-up, degrees: grows with load and with each rep (science, part 4: 0.5 to 2° a rep). */
const flexion = (random: Random, { share, repIndex, tiredness, roundingDeg }: Strain): number => {
  const load = Math.max(0, share - EASY_SHARE) / (1 - EASY_SHARE);
  return (
    0.8 + roundingDeg * load ** 1.5 * (1 + 0.3 * tiredness) + repIndex * 0.55 * load + random.gauss(0, 0.9)
  );
};

const severityOf = (method: LumbarMethod, excursionDeg: number): Severity => {
  const { amberDeg, redDeg } = LIMITS[method];
  return excursionDeg >= redDeg ? 'red' : excursionDeg >= amberDeg ? 'amber' : 'none';
};

/** One sensor sees less than half of it, and not reliably (science, part 5: an ideal one has AUC 0.9). */
const asProxy = (random: Random, flexionDeg: number): number =>
  flexionDeg * 0.45 - 0.9 + random.gauss(0, 0.8);

/** @param liftOffS session time @param known `false` while the lifter's own corridor is being built (proxy only) */
export const judgeBack = (
  random: Random,
  strain: Strain,
  method: LumbarMethod,
  liftOffS: number,
  known: boolean,
): LumbarVerdict => {
  const flexionDeg = flexion(random, strain);
  const excursionDeg = method === 'measured' ? flexionDeg : asProxy(random, flexionDeg);
  if (!known && method === 'proxy') return { method, excursionDeg: null, onsetS: null, severity: 'none' };
  const severity = severityOf(method, excursionDeg);
  const onsetS = severity === 'none' ? null : liftOffS + random.uniform(0.05, 0.3);
  return { method, excursionDeg, onsetS, severity };
};
