import { makeBody, standingHipM, type Body } from './anthropometry.ts';
import { DEG } from './ease.ts';
import type { Seat } from './linkage.ts';
import { drawPullStyle, type PullStyle } from './pull-style.ts';
import { createRandom, type Random } from './random.ts';

/** A squatter's habits. */
export interface SquatStyle {
  /** Bar travel at full depth, m. */
  readonly depthM: number;
  /** Thorax lean at the bottom, rad. */
  readonly lean: number;
  /** How early in the descent the lean comes: lean ∝ d + early·d·(1 − d) over the depth d. */
  readonly leanEarly: number;
  /** Share of the lean that the pelvis makes. */
  readonly pelvisShare: number;
  /** Tuck of the pelvis at the very bottom ("butt wink"), rad. */
  readonly wink: number;
  /** Bar behind the shoulder joint's height: high bar up to +, low bar −, m. */
  readonly barAboveShoulderM: number;
}

/** Habits of a hip hinge (Romanian deadlift, good morning). */
export interface HingeStyle {
  /** Thorax lean at the bottom, rad. */
  readonly lean: number;
  readonly pelvisShare: number;
  /** How far the hips sink, m. */
  readonly hipDropM: number;
  /** How far the hips move back, m. */
  readonly hipBackM: number;
}

/** How the sensor is usually worn. */
export interface WearStyle {
  readonly belt: Seat;
  readonly thoracic: Seat;
  /** Index of the usual orientation of the case, see `wear.ts`. */
  readonly beltCase: number;
  readonly thoracicCase: number;
  /** Belt on soft tissue: natural frequency, Hz, damping ratio, and how much it gives. */
  readonly wobbleHz: number;
  readonly wobbleDamping: number;
  readonly wobbleGain: number;
}

/** Lively people: how much they are never still. */
export interface LivelinessStyle {
  /** Postural sway of the pelvis as seen by a gyro, rad/s RMS (about 0.2–1 °/s). */
  readonly swayRate: number;
  readonly breathHz: number;
  readonly breathPitch: number;
  /** Roughness of movement, rad of segment jitter at full activity. */
  readonly roughness: number;
}

/** One person: body, strength, habits. The same for every day; a day adds its own variation. */
export interface LifterSpec {
  readonly seed: number;
  readonly heightM: number;
  readonly body: Body;
  readonly conventional: PullStyle;
  readonly sumo: PullStyle;
  readonly squat: SquatStyle;
  readonly hinge: HingeStyle;
  readonly wear: WearStyle;
  readonly liveliness: LivelinessStyle;
  /** Added to the velocity tables, m/s: strong lifters are 0.05–0.2 slower at the same share of 1RM. */
  readonly velocityOffsetMps: number;
  /** Loss of velocity per repetition, share. */
  readonly fatiguePerRep: number;
  /** Growth of flexion under fatigue, rad per repetition. */
  readonly roundingPerRep: number;
  /** Share of a rounding that the pelvis makes by tucking; the thorax makes the rest by flexing. */
  readonly tuckShare: number;
}

export type VirtualLifter = LifterSpec;

const drawWear = (random: Random): WearStyle => ({
  belt: {
    share: random.uniform(0, 0.35),
    heightM: random.uniform(0.08, 0.18),
    behindM: random.uniform(0.06, 0.12),
    leftM: random.bounded(0, 0.012),
  },
  thoracic: {
    share: random.uniform(0.92, 1),
    heightM: random.uniform(0.26, 0.31),
    behindM: random.uniform(0.05, 0.08),
    leftM: random.bounded(0, 0.01),
  },
  beltCase: random.int(0, 7),
  thoracicCase: random.int(0, 7),
  wobbleHz: random.uniform(4, 9),
  wobbleDamping: random.uniform(0.15, 0.4),
  wobbleGain: random.uniform(0.3, 1.2),
});

/** Draws a person. The same seed is the same person. */
export const makeLifter = (seed: number): VirtualLifter => {
  const random = createRandom(seed).fork('lifter');
  const body = makeBody(random);
  const wear = drawWear(random);
  return {
    seed,
    heightM: body.heightM,
    body,
    wear,
    conventional: drawPullStyle(random.fork('conventional'), body, wear.belt.share, 'conventional'),
    sumo: drawPullStyle(random.fork('sumo'), body, wear.belt.share, 'sumo'),
    squat: {
      depthM: standingHipM(body) * random.uniform(0.44, 0.62),
      lean: random.uniform(28, 52) * DEG,
      leanEarly: random.uniform(-0.4, 0.6),
      pelvisShare: random.uniform(0.55, 0.95),
      wink: random.chance(0.5) ? random.uniform(2, 12) * DEG : 0,
      barAboveShoulderM: random.uniform(-0.06, 0.05),
    },
    hinge: {
      lean: random.uniform(62, 88) * DEG,
      pelvisShare: random.uniform(0.55, 0.9),
      hipDropM: random.uniform(0.03, 0.1),
      hipBackM: random.uniform(0.15, 0.28),
    },
    liveliness: {
      swayRate: random.uniform(0.2, 0.9) * DEG,
      breathHz: random.uniform(0.18, 0.4),
      breathPitch: random.uniform(0.05, 0.35) * DEG,
      roughness: random.uniform(0.15, 0.5) * DEG,
    },
    velocityOffsetMps: random.uniform(-0.16, 0.04),
    fatiguePerRep: random.uniform(0.02, 0.07),
    roundingPerRep: random.uniform(0.1, 1) * DEG,
    tuckShare: random.uniform(0.25, 0.7),
  };
};
