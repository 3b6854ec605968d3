/** A lifter's way of pulling from the floor, and the posture it gives at every height of the bar. */
import { standingHipM, type Body } from './anthropometry.ts';
import { clamp, DEG } from './ease.ts';
import { legStretch, spine, type SagittalVector } from './linkage.ts';
import { PLATE_RADIUS_M, standing, type Posture } from './posture.ts';
import type { Random } from './random.ts';

export interface PullStyle {
  /** Thorax lean forward of standing at the set-up, rad. */
  readonly lean: number;
  /** Of which lumbar flexion beyond standing, rad; the pelvis makes the rest. */
  readonly lumbar: number;
  /** Lean = start · (1 − p^k) over the bar's progress p: a high k keeps the trunk down, hips rise early. */
  readonly leanExponent: number;
  /** Same for the lumbar curve; lower, because it straightens before the pelvis comes up. */
  readonly lumbarExponent: number;
  /** Lean comes to its end softly, (1 − p^k)^finish: above 1 the hips are through before the bar. */
  readonly finish: number;
  /** Lean exponent on the way down: nobody lowers along the path of the pull. */
  readonly loweringExponent: number;
  /** Taking the slack: trunk pitches forward by this while the bar is still, rad. */
  readonly slackLean: number;
  /** Part of it that flexes the lumbar curve, rad. */
  readonly slackLumbar: number;
  /** Give of shoulder girdle, arms and bar before the plates leave the floor, m. */
  readonly slackArmM: number;
  readonly slackS: number;
  /** Shoulder ahead of the bar at the set-up, m. */
  readonly shoulderAheadM: number;
  /** Lean back at lockout, rad. */
  readonly leanBack: number;
  /** Height of the hips at lockout as a share of standing: a wide stance costs height. */
  readonly stance: number;
  /** Bar over the foot, ahead of the ankle, m. */
  readonly barAheadM: number;
}

/** What a moment adds to the style: all zero for a textbook pull. */
export interface PullMoment {
  /** Progress of the hands, 0 floor … 1 lockout (a little below 0 while the arms sink after touchdown). */
  progress: number;
  /** 0 slack not taken … 1 taut. */
  taut: number;
  /** Extra lean with straight arms, rad: positive is hips up (hips-first), negative is hips down (rolling). */
  extraLean: number;
  /** Flexion beyond the style, rad. */
  rounding: number;
  /** Share of `rounding` made by a tuck of the pelvis. */
  tuckShare: number;
  /** True on the way down. */
  lowering: boolean;
}

/** Shoulder above the hands, m. */
const armDrop = (body: Body, style: PullStyle, progress: number, lean: number): number => {
  const ahead = style.shoulderAheadM * (1 - progress) - 0.08 * progress;
  return Math.sqrt(body.armM ** 2 - ahead ** 2) + body.reachM * Math.sin(lean);
};

const scratch: SagittalVector = { x: 0, z: 0 };

/** Height of the bar at lockout, m above the floor. */
export const lockoutBarM = (body: Body, style: PullStyle): number => {
  spine(body, 0, 0, scratch);
  return standingHipM(body) * style.stance + scratch.z - armDrop(body, style, 1, 0);
};

/** Travel of the bar from floor to lockout, m. */
export const barTravelM = (body: Body, style: PullStyle): number => lockoutBarM(body, style) - PLATE_RADIUS_M;

/** Writes the sagittal posture of a pull to `out`: hands on the bar, arms straight, hips where geometry puts them. */
export const pullPosture = (body: Body, style: PullStyle, moment: PullMoment, out: Posture): void => {
  const p = clamp(moment.progress, 0, 1);
  const rest = 1 - p;
  const k = moment.lowering ? style.loweringExponent : style.leanExponent;
  const early = moment.taut * rest * rest;
  const base = style.lean * (1 - p ** k) ** style.finish + style.slackLean * early - style.leanBack * p ** 8;
  const curve = style.lumbar * (1 - p ** (k * (style.lumbarExponent / style.leanExponent))) ** style.finish;
  const flexion = curve + style.slackLumbar * early + moment.rounding;
  const lean = base + moment.extraLean + moment.rounding * (1 - moment.tuckShare);
  out.lumbarFlexion = flexion;
  out.pelvisPitch = lean - flexion;
  spine(body, 0, 0, scratch);
  // Standing tall at lockout fixes both where the bar ends and how far ahead of the ankles.
  const uprightX = 0.01 + scratch.x;
  const travel = standingHipM(body) * style.stance + scratch.z - armDrop(body, style, 1, 0) - PLATE_RADIUS_M;
  spine(body, out.pelvisPitch, out.lumbarFlexion, scratch);
  const hands = PLATE_RADIUS_M + moment.progress * travel;
  const shoulder = hands + armDrop(body, style, p, lean) - style.slackArmM * (1 - moment.taut);
  out.hipZ = shoulder - scratch.z;
  // The bar drifts from mid-foot to the thighs; the shoulder goes from ahead of it to above the hips.
  out.hipX = (style.barAheadM + style.shoulderAheadM) * rest + uprightX * p - scratch.x;
};

/** True when no height of the bar asks for a leg longer than the lifter has, or hips below the knees. */
const feasible = (body: Body, style: PullStyle): boolean => {
  const posture = standing(body);
  const moment = { progress: 0, taut: 1, extraLean: 0, rounding: 0, tuckShare: 0, lowering: false };
  for (let i = 0; i <= 40; i++) {
    for (const lowering of [false, true]) {
      pullPosture(body, style, { ...moment, progress: i / 40, lowering }, posture);
      if (legStretch(body, posture.hipX, posture.hipZ) > 0.997) return false;
      if (posture.hipZ < 0.26 * body.heightM) return false;
    }
  }
  return true;
};

/** Trunk lean over belt pitch at the set-up: mostly 1.15–1.9, some as in two captured lifts near 2.8. */
const drawGain = (random: Random): number =>
  random.chance(0.12) ? random.uniform(1.9, 2.8) : 1.5 + random.bounded(0, 0.2, 1.75);

/** Draws a style that this body can do. `share`: where on the lumbar curve the belt rides. */
export const drawPullStyle = (
  random: Random,
  body: Body,
  share: number,
  kind: 'conventional' | 'sumo',
): PullStyle => {
  const sumo = kind === 'sumo';
  for (let attempt = 0; ; attempt++) {
    const lean = (sumo ? random.uniform(42, 58) : random.uniform(53, 68)) * DEG;
    const belt = sumo ? random.uniform(0, 16) * DEG : lean / drawGain(random);
    const lumbar = Math.min((lean - belt) / (1 - share), 52 * DEG);
    // After many refusals the demand on early hips is relaxed: long legs cannot have it.
    const relax = Math.max(0.5, 1 - attempt / 200);
    const k = random.uniform(2.4, 4) * relax;
    const style: PullStyle = {
      lean,
      lumbar,
      leanExponent: k,
      lumbarExponent: k * (sumo ? random.uniform(0.3, 0.7) : random.uniform(0.5, 0.9)),
      loweringExponent: k * random.uniform(0.7, 1.1),
      finish: random.uniform(1.15, 1.5),
      slackLean: random.uniform(0.5, 3.5) * DEG,
      slackLumbar: random.uniform(-0.5, 1) * DEG,
      slackArmM: random.uniform(0.003, 0.02),
      slackS: random.uniform(0.1, 0.35),
      shoulderAheadM: random.uniform(0.01, 0.07),
      leanBack: random.uniform(0, 4) * DEG,
      stance: sumo ? random.uniform(0.9, 0.95) : random.uniform(0.985, 1),
      barAheadM: random.uniform(0.04, 0.08),
    };
    if (attempt > 1000 || feasible(body, style)) return style;
  }
};
