/** The corridor of the lower back from what was kept of earlier sessions, for one that begins. */
import type { Exercise } from '../../domain/exercise.ts';
import type { UnixUs } from '../../domain/record.ts';
import { fitForBaseline } from '../../pipeline/baseline.ts';
import { buildCorridor, type CorridorBaseline } from '../../signal/lumbar/corridor.ts';
import { type LiftOffCurve, RISE_SHARES } from '../../signal/lumbar/curve.ts';
import { LUMBAR_DEFAULTS } from '../../signal/lumbar/parameters.ts';
import type { Store } from '../../store/store.ts';
import type { KeptCurve } from '../../store/trends.ts';

export interface EarlierParams {
  /** Most reps in a corridor, the newest. Default 24 [D]: a median and a spread of more hardly differ. */
  readonly mostReps: number;
  /**
   * Most of them from one session. Default 8 [D]: how a belt sits and how somebody lifts differ from day to day, and
   * the corridor has to be as wide as that; nor must it follow a back that gives way a little more each time.
   */
  readonly mostOfSession: number;
  /** Reps looked through for them: some are lost to findings and losses. Default 200. */
  readonly mostRead: number;
  /** How old a rep may be, days. Default 90 [D]: technique, body and the way a belt is worn change. */
  readonly memoryDays: number;
}

export const EARLIER_DEFAULTS: EarlierParams = {
  mostReps: 24,
  mostOfSession: 8,
  mostRead: 200,
  memoryDays: 90,
};

const DAY_US = 86_400e6;

/** Whose corridor is wanted. */
export interface EarlierLift {
  /** Name, as the configuration has it. */
  readonly athlete: string;
  readonly exercise: Exercise;
  /** Virtual lifters are compared with virtual ones of that name only. */
  readonly simulated: boolean;
  readonly nowUs: UnixUs;
}

/** The newest of each session, in order. */
const spread = (curves: readonly KeptCurve[], mostOfSession: number): readonly KeptCurve[] => {
  const taken = new Map<string, number>();
  return curves.filter(({ sessionId }) => {
    const count = (taken.get(sessionId) ?? 0) + 1;
    taken.set(sessionId, count);
    return count <= mostOfSession;
  });
};

/**
 * The first reps of a session without a corridor were judged by nobody, and so may have been bad ones. They count only
 * where there are too few others.
 */
const chosen = (curves: readonly KeptCurve[], params: EarlierParams): readonly LiftOffCurve[] => {
  // Another version may have read its curves at other shares.
  const fit = curves.filter(({ rep, curve }) => curve.length === RISE_SHARES.length && fitForBaseline(rep));
  const judged = fit.filter(({ rep }) => rep.lumbar.excursionDeg !== null);
  const wanted = judged.length < LUMBAR_DEFAULTS.minCorridorReps ? fit : judged;
  return spread(wanted, params.mostOfSession)
    .slice(0, params.mostReps)
    .map(({ curve }) => curve);
};

/** `null` where nobody of that name was kept, or too few clean reps of the lift were. */
export const earlierCorridor = (
  { people, trends }: { readonly people: Pick<Store['people'], 'all'>; readonly trends: Store['trends'] },
  { athlete, exercise, simulated, nowUs }: EarlierLift,
  params: EarlierParams = EARLIER_DEFAULTS,
): CorridorBaseline | null => {
  const slug = people.all().find(({ name }) => name === athlete)?.slug;
  if (slug === undefined) return null;
  const sinceUs = nowUs - params.memoryDays * DAY_US;
  const curves = trends.curves({ athlete: slug, exercise, simulated, sinceUs, limit: params.mostRead });
  return buildCorridor(chosen(curves, params), LUMBAR_DEFAULTS);
};
