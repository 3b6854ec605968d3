import {
  type AlertRecord,
  type RepRecord,
  type SetRecord,
  toUnixUs,
  type UnixUs,
} from '../../domain/record.ts';
import type { Random } from '../random.ts';
import { makeRep, type RepCircumstances } from './rep.ts';
import { alertsOf } from './rep-alerts.ts';

/** Where and when a set is lifted, and what it is called. */
export interface SetPlace extends Omit<RepCircumstances, 'index' | 'liftOffS' | 'fastestMps'> {
  readonly sessionId: string;
  readonly startedUs: UnixUs;
  /** 1-based within the session. */
  readonly set: number;
  readonly reps: number;
  readonly loadKg: number;
  /** First lift-off, session time, s. */
  readonly firstLiftOffS: number;
  /** As in {@link SetRecord}. */
  readonly daysSinceHeavy: number | null;
}

export interface LiftedSet {
  readonly reps: readonly RepRecord[];
  readonly alerts: readonly AlertRecord[];
  readonly summary: SetRecord;
  /** End of its last rep, session time, s. */
  readonly endS: number;
}

const endOf = ({ rep }: RepRecord): number => rep.touchdownS ?? rep.lockoutS;

const factsOf = ({ sessionId, athlete, lift, set }: SetPlace) => ({
  sessionId,
  athlete: athlete.slug,
  exercise: lift,
  device: athlete.device,
  set,
});

const liftReps = (random: Random, place: SetPlace): readonly RepRecord[] => {
  const reps: RepRecord[] = [];
  let liftOffS = place.firstLiftOffS;
  let fastestMps = 0;
  for (let index = 1; index <= place.reps; index += 1) {
    const rep = makeRep(random, { ...place, index, liftOffS, fastestMps });
    const record = {
      ...factsOf(place),
      liftOffUs: toUnixUs(place.startedUs, liftOffS),
      loadKg: place.loadKg,
    };
    reps.push({ ...record, rep, curve: null });
    fastestMps = Math.max(fastestMps, rep.meanVelocityMps);
    liftOffS = endOf(reps[index - 1]) + random.uniform(1, 2.8);
  }
  return reps;
};

const worst = (reps: readonly RepRecord[], method: 'proxy' | 'measured'): number | null => {
  const known = reps
    .map(({ rep }) => (rep.lumbar.method === method ? rep.lumbar.excursionDeg : null))
    .filter((deg) => deg !== null);
  return known.length === 0 ? null : Math.max(...known);
};

const countSeverity = (reps: readonly RepRecord[], severity: 'amber' | 'red'): number =>
  reps.filter(({ rep }) => rep.lumbar.severity === severity).length;

/** What a set amounts to. @param reps at least one */
const summarise = (place: SetPlace, reps: readonly RepRecord[]): SetRecord => {
  const velocities = reps.map(({ rep }) => rep.meanVelocityMps);
  const best = Math.max(...velocities);
  const fastest = reps[velocities.indexOf(best)].rep;
  const last = velocities[velocities.length - 1];
  return {
    ...factsOf(place),
    startUs: reps[0].liftOffUs,
    endUs: toUnixUs(place.startedUs, endOf(reps[reps.length - 1])),
    loadKg: place.loadKg,
    reps: reps.length,
    bestVelocityMps: best,
    bestVelocityErrorMps: fastest.velocityErrorMps,
    meanVelocityMps: velocities.reduce((sum, one) => sum + one, 0) / velocities.length,
    lastVelocityMps: last,
    velocityLossPct: (1 - last / best) * 100,
    volumeKg: place.loadKg * reps.length,
    worstProxyDeg: worst(reps, 'proxy'),
    worstMeasuredDeg: worst(reps, 'measured'),
    amberReps: countSeverity(reps, 'amber'),
    redReps: countSeverity(reps, 'red'),
    daysSinceHeavy: place.daysSinceHeavy,
  };
};

export const liftSet = (random: Random, place: SetPlace): LiftedSet => {
  const reps = liftReps(random, place);
  return {
    reps,
    alerts: reps.flatMap((rep) => alertsOf(rep, place.startedUs)),
    summary: summarise(place, reps),
    endS: endOf(reps[reps.length - 1]),
  };
};
