/** What the motion of the bar is if the lift ran from here to there, and how odd such a lift would be. */
import { barFromHips, type BarMotion, type HipMotion, hipMotion, type SensorMotion } from './bar-motion.ts';
import { closeMotion } from './closure.ts';
import { type Concentric, findConcentric } from './concentric.ts';
import type { VelocityQuestion } from './measure.ts';
import { floorOddity, oddity } from './oddity.ts';
import { closeHeights, zeroedPitch } from './sensor-motion.ts';
import type { Taut } from './slack.ts';
import type { TrunkModel } from './trunk.ts';

/** Most rounds; nearly all settle in two. */
const ROUNDS = 3;
/** An edge that moves less than this is followed, ticks, even where the lift gets that much odder. [D] */
export const NEAR = 15;
const WORSE_NEAR = 1.5;

/** A supposed phase with the motion that belongs to it. */
export interface Settled {
  readonly hips: HipMotion;
  readonly bar: BarMotion;
  readonly trunk: TrunkModel;
  readonly gainSd: number;
  /** Spread of peak velocity between trunks that fit, m/s. */
  readonly peakSd: number;
  readonly phase: Concentric;
  /** How unlike a lift this is, negative log; see {@link closeMotion} and {@link oddity}. */
  readonly odd: number;
}

/** One crop with its smoothed sensor: what all suppositions share. */
export interface Scene {
  readonly question: VelocityQuestion;
  readonly sensor: SensorMotion;
  readonly moveStart: number;
  readonly moveEnd: number;
  /** Where the hips first rose fast. */
  readonly burst: number;
  /** Where the slack was out, if it came out in a burst of its own. */
  readonly taut: Taut | null;
}

/** Lift-off and lockout as whole ticks within a window. */
export const whole = (phase: Concentric, ticks: number): { from: number; to: number } => {
  const from = Math.max(0, Math.min(ticks - 2, Math.round(phase.start.at)));
  return { from, to: Math.max(from + 1, Math.min(ticks - 1, Math.round(phase.end.at))) };
};

/** Motion of the hips if the lift ran from `from` to `to`. */
export const hipsFor = (
  question: VelocityQuestion,
  sensor: SensorMotion,
  from: number,
  to: number,
): HipMotion => {
  const { readings, travel, trunk } = question;
  const zeroed = { ...sensor, pitch: zeroedPitch(question.sensor.pitch, to) };
  return hipMotion(
    readings === undefined || travel === null ? zeroed : closeHeights(zeroed, readings.unrest, from, to),
    trunk,
  );
};

/** Typical error of the sensor's own start and end of movement, ticks; it may be far off, see below. [D] */
const LEG_SD = 12;

/** What being away from it costs at most, nats: it is often right, but when it is wrong it is anywhere. [D] */
const LEG_COST = 0.8;

const far = (by: number): number => LEG_COST * (1 - Math.exp(-0.5 * (by / LEG_SD) ** 2));

/** An edge away from where the sensor moved, and from where the hips first rose fast. */
const awayFromLeg = ({ moveStart, moveEnd, burst }: Scene, { start, end }: Concentric): number => {
  return far(Math.min(Math.abs(start.at - moveStart), Math.abs(start.at - burst))) + far(end.at - moveEnd);
};

/**
 * Nobody waits long with taut arms: ticks after the slack was out within which lift-offs are usual, ticks beyond or
 * before that cost a nat, and what it costs at most: a burst may be something else. [D]
 */
const TAUT = { usual: 25, nat: 10, most: 5 } as const;

const awayFromTaut = ({ taut }: Scene, { start }: Concentric): number =>
  taut === null
    ? 0
    : Math.min(TAUT.most, Math.max(0, start.at - taut.from - TAUT.usual, taut.from - start.at) / TAUT.nat);

/**
 * What the motion is if the lift ran through `phase`, and how odd such a lift is.
 * @param limit oddity beyond which only that matters
 */
export const suppose = (scene: Scene, phase: Concentric, limit = Infinity): Settled => {
  const { question, sensor } = scene;
  const { travel, trunk } = question;
  const { from, to } = whole(phase, sensor.height.length);
  const hips = hipsFor(question, sensor, from, to);
  if (travel === null) {
    const bar = barFromHips(hips, trunk);
    return {
      hips,
      bar,
      trunk,
      gainSd: question.gainSd,
      peakSd: 0,
      phase,
      odd: oddity(bar, hips.pitch, from, to),
    };
  }
  const { bar, gain, gainSd, peakSd, cost } = closeMotion(hips, trunk, travel.metres, from, to, limit);
  return {
    hips,
    bar,
    trunk: { ...trunk, gain },
    gainSd,
    peakSd,
    phase,
    odd:
      cost +
      oddity(bar, hips.pitch, from, to) +
      floorOddity(hips, travel.metres, from, to) +
      awayFromLeg(scene, phase) +
      awayFromTaut(scene, phase),
  };
};

/** Settles edges and motion, starting from a first guess of the phase. */
export const refine = (scene: Scene, guess: Settled): Settled => {
  const { travel, fromPivot, toPivot } = scene.question;
  let best = guess;
  for (let round = 0; round < ROUNDS; round += 1) {
    const phase = findConcentric(best.hips, best.bar, best.trunk, fromPivot, toPivot, travel);
    if (farthest(phase, best.phase) < 1) return { ...best, phase };
    const next = suppose(scene, phase);
    // Feet of flanks are timed better than guesses; but an edge that runs away must make the lift more ordinary.
    const near = farthest(phase, guess.phase) < NEAR && next.odd < guess.odd + WORSE_NEAR;
    if (!near && next.odd > best.odd) return { ...best, phase: withSlopes(best.phase, phase) };
    best = next;
  }
  return best;
};

/** Edges as guessed, with the steepness of the flanks next to them. */
const withSlopes = ({ start, end }: Concentric, flanks: Concentric): Concentric => ({
  start: { at: start.at, slope: start.slope || flanks.start.slope },
  end: { at: end.at, slope: end.slope || flanks.end.slope },
});

/** How far the edges of two phases lie apart, ticks. */
export const farthest = (a: Concentric, b: Concentric): number =>
  Math.max(Math.abs(a.start.at - b.start.at), Math.abs(a.end.at - b.end.at));
