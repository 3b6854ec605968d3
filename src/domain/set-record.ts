/** The summary of a set follows from its reps alone, so that it can be made anew whenever one of them is corrected. */
import type { RepRecord, SetRecord, UnixUs } from './record.ts';
import { type LumbarMethod, velocityLossPct } from './rep.ts';

const worst = (reps: readonly RepRecord[], method: LumbarMethod): number | null => {
  const known = reps.flatMap(({ rep: { lumbar } }) =>
    lumbar.method === method && lumbar.excursionDeg !== null ? [lumbar.excursionDeg] : [],
  );
  return known.length === 0 ? null : Math.max(...known);
};

/** When a rep was over: touchdown where it was seen, else lockout. */
const endOf = ({ liftOffUs, rep }: RepRecord): UnixUs =>
  liftOffUs + Math.round(((rep.touchdownS ?? rep.lockoutS) - rep.liftOffS) * 1e6);

/**
 * @param reps of one set, at least one, in order
 * @param daysSinceHeavy see {@link SetRecord}
 */
export const summariseSet = (reps: readonly RepRecord[], daysSinceHeavy: number | null): SetRecord => {
  const [first] = reps;
  const last = reps[reps.length - 1];
  const velocities = reps.map(({ rep }) => rep.meanVelocityMps);
  const best = reps.reduce((a, b) => (b.rep.meanVelocityMps > a.rep.meanVelocityMps ? b : a));
  const { meanVelocityMps: bestVelocityMps, velocityErrorMps: bestVelocityErrorMps } = best.rep;
  const { meanVelocityMps: lastVelocityMps } = last.rep;
  const withSeverity = (severity: string): number =>
    reps.filter(({ rep }) => rep.lumbar.severity === severity).length;
  return {
    sessionId: first.sessionId,
    athlete: first.athlete,
    exercise: first.exercise,
    device: first.device,
    set: first.set,
    startUs: first.liftOffUs,
    endUs: endOf(last),
    loadKg: first.loadKg,
    reps: reps.length,
    bestVelocityMps,
    bestVelocityErrorMps,
    meanVelocityMps: velocities.reduce((sum, velocity) => sum + velocity, 0) / reps.length,
    lastVelocityMps,
    velocityLossPct: velocityLossPct(bestVelocityMps, lastVelocityMps),
    volumeKg: reps.some(({ loadKg }) => loadKg === null)
      ? null
      : reps.reduce((sum, { loadKg }) => sum + (loadKg ?? 0), 0),
    worstProxyDeg: worst(reps, 'proxy'),
    worstMeasuredDeg: worst(reps, 'measured'),
    amberReps: withSeverity('amber'),
    redReps: withSeverity('red'),
    daysSinceHeavy,
  };
};
