import type { LumbarMethod, Rep, RepFlag, StickingRegion } from '../../domain/rep.ts';
import type { Random } from '../random.ts';
import type { HistoryAthlete } from './athlete.ts';
import { LIFT_TRAITS, type Lift } from './lifts.ts';
import { judgeBack } from './lower-back.ts';

/** Everything a rep depends on beside chance. */
export interface RepCircumstances {
  readonly athlete: HistoryAthlete;
  readonly lift: Lift;
  readonly method: LumbarMethod;
  /** 1-based within its set. */
  readonly index: number;
  /** Session time, s. */
  readonly liftOffS: number;
  /** Load as a share of what could be lifted that day. */
  readonly share: number;
  /** Tiredness of the session, from 0; 1 is much. */
  readonly tiredness: number;
  /** Fastest earlier rep of the set, m/s; 0 if there is none. */
  readonly fastestMps: number;
  /** There is a corridor of this lifter's own reps to compare with. */
  readonly corridorKnown: boolean;
}

/** Slowest bar that still goes up, m/s. */
const SLOWEST_MPS = 0.12;
/** From this on a pull is called a grinder, s. */
const GRINDER_S = 3;

/** The load-velocity relation of the day, with what each rep costs. */
const meanVelocity = (random: Random, c: RepCircumstances): number => {
  const { athlete, lift, share } = c;
  const fresh = athlete.velocityAtMaxMps[lift] + athlete.velocitySlopeMps[lift] * (1 - share);
  // The second rep is often the fastest: the first one is not yet rehearsed.
  const rehearsal = c.index === 1 ? 0.985 : 1;
  const cost = athlete.lossPerRep * share ** 3 * (c.index - 1);
  return Math.max(
    SLOWEST_MPS,
    fresh * rehearsal * (1 - cost) * (1 - 0.05 * c.tiredness) + random.gauss(0, 0.012),
  );
};

/** Only heavy pulls stick (Lockie 2018: 68 of 100 maximal ones). */
const sticking = (
  random: Random,
  c: RepCircumstances,
  concentricS: number,
  peakMps: number,
): StickingRegion | null => {
  if (c.share < 0.75 || !random.chance((c.share - 0.7) * 2)) return null;
  const dropPct = random.uniform(15, 30) + 90 * Math.max(0, c.share - 0.78) * random.uniform(0.4, 1.4);
  return {
    startS: c.liftOffS + concentricS * random.uniform(0.3, 0.4),
    endS: c.liftOffS + concentricS * random.uniform(0.5, 0.65),
    minVelocityMps: peakMps * (1 - Math.min(dropPct, 85) / 100),
    dropPct: Math.min(dropPct, 85),
  };
};

const flagsOf = (c: RepCircumstances, red: boolean, concentricS: number): RepFlag[] => {
  const flags: RepFlag[] = [];
  if (!c.corridorKnown && c.method === 'proxy') flags.push('corridor-building');
  if (red) flags.push('rounding');
  if (concentricS > GRINDER_S) flags.push('grinder');
  if (!c.athlete.taped) flags.push('travel-from-height');
  return flags;
};

const speeds = (
  random: Random,
  c: RepCircumstances,
): Pick<
  Rep,
  | 'meanVelocityMps'
  | 'peakVelocityMps'
  | 'meanPropulsiveVelocityMps'
  | 'velocityErrorMps'
  | 'peakVelocityErrorMps'
  | 'meanPropulsiveVelocityErrorMps'
  | 'velocityLossPct'
> => {
  const mean = meanVelocity(random, c);
  const band = (c.athlete.taped ? 0.045 : 0.075) * random.uniform(0.85, 1.25);
  return {
    meanVelocityMps: mean,
    peakVelocityMps: mean * random.uniform(1.35, 1.7),
    meanPropulsiveVelocityMps: mean * random.uniform(1.01, 1.07),
    velocityErrorMps: band,
    peakVelocityErrorMps: band * 2.2,
    meanPropulsiveVelocityErrorMps: band * 1.1,
    velocityLossPct: c.fastestMps === 0 ? 0 : Math.max(0, (1 - mean / c.fastestMps) * 100),
  };
};

/** Side bend leans to the lifter's side as the load grows; twist goes the other way. Degrees, right positive. */
const lean = (
  random: Random,
  { athlete, share }: RepCircumstances,
): Pick<Rep, 'lateralDeg' | 'twistDeg'> => ({
  lateralDeg: athlete.sideDeg * (0.3 + share) + random.gauss(0, 1.3),
  twistDeg: -athlete.sideDeg * 0.6 * share + random.gauss(0, 1.6),
});

export const makeRep = (random: Random, c: RepCircumstances): Rep => {
  const traits = LIFT_TRAITS[c.lift];
  const velocity = speeds(random, c);
  const romM = c.athlete.travelM[c.lift] + random.gauss(0, traits.travelSpreadM);
  const concentricS = romM / velocity.meanVelocityMps;
  const timeToPeakS = concentricS * random.uniform(0.35, 0.75);
  const topPauseS = random.uniform(0.3, 1);
  const eccentricS = random.uniform(0.9, 2);
  const lumbar = judgeBack(
    random,
    { ...c, repIndex: c.index - 1, roundingDeg: c.athlete.roundingDeg },
    c.method,
    c.liftOffS,
    c.corridorKnown,
  );
  const red = lumbar.severity === 'red';
  const lockoutS = c.liftOffS + concentricS;
  return {
    index: c.index,
    liftOffS: c.liftOffS,
    peakVelocityS: c.liftOffS + timeToPeakS,
    lockoutS,
    touchdownS: lockoutS + topPauseS + eccentricS,
    concentricS,
    eccentricS,
    topPauseS,
    timeToPeakS,
    romM,
    ...velocity,
    stickingRegion: sticking(random, c, concentricS, velocity.peakVelocityMps),
    lumbar,
    hipsFirst: random.chance(0.005 + 0.35 * Math.max(0, c.share - 0.75)),
    ...lean(random, c),
    confidence: Math.max(0.3, (c.athlete.taped ? 0.95 : 0.88) - (red ? 0.2 : 0) - random.uniform(0, 0.06)),
    flags: flagsOf(c, red, concentricS),
  };
};
