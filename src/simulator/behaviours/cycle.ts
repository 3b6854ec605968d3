/** Lifts that start at the top: down, turn, up. Squat, Romanian deadlift, good morning, back extension. */
import { DEG, ease, hump } from '../ease.ts';
import type { Body } from '../anthropometry.ts';
import type { LifterSpec } from '../lifter.ts';
import { spine, type SagittalVector } from '../linkage.ts';
import { standing, type Posture } from '../posture.ts';
import type { RepLog, Stage } from '../stage.ts';
import { concentricLaw, loweringLaw, randomDip } from '../time-law.ts';
import { hold } from './move.ts';

/** Writes body and bar for a depth: 0 = top, 1 = the bottom of this lifter's usual rep. */
export type CyclePose = (depth: number, posture: Posture) => void;

/** The plan of one rep, times s. */
export interface CyclePlan {
  readonly depth: number;
  readonly downS: number;
  readonly bottomS: number;
  readonly upS: number;
  readonly topS: number;
  readonly sticking: boolean;
}

/** One rep. With `bottomS` 0 the turn is a bounce. */
export const cycleRep = (stage: Stage, pose: CyclePose, plan: CyclePlan): RepLog => {
  const { random, track } = stage;
  const bounce = plan.bottomS === 0;
  const down = loweringLaw(random, plan.downS, 0, bounce);
  const dip = plan.sticking ? randomDip(random) : null;
  const up = concentricLaw(random, { durationS: plan.upS, dip, bounce });
  const lateral = random.bounded(0, 1.2 * DEG);
  const axial = random.bounded(0, 1.2 * DEG);
  const startS = track.nowS();
  track.add(plan.downS, (tau, posture) => pose(plan.depth * down.progress(tau / plan.downS), posture));
  hold(stage, plan.bottomS);
  const setUpS = track.nowS();
  track.add(plan.upS, (tau, posture) => {
    const u = tau / plan.upS;
    pose(plan.depth * (1 - up.progress(u)), posture);
    posture.pelvisSide += lateral * hump(u, 0.4);
    posture.pelvisTwist += axial * hump(u, 0.4);
  });
  const topS = track.nowS();
  hold(stage, plan.topS);
  return { setUpS, fromS: Math.max(startS, setUpS - 0.05), topS, endS: null, kind: 'clean' };
};

const scratch: SagittalVector = { x: 0, z: 0 };

/** Shoulder of a posture above the floor, m. */
const shoulderZ = (body: Body, posture: Posture): number => {
  spine(body, posture.pelvisPitch, posture.lumbarFlexion, scratch);
  return posture.hipZ + scratch.z;
};

/** Barbell squat: the bar goes straight down over mid-foot, lean follows depth, hips follow from the linkage. */
export const squatPose = ({ body, squat }: LifterSpec): CyclePose => {
  const upright = standing(body);
  spine(body, 0, 0, scratch);
  const shoulder = upright.hipZ + scratch.z;
  const barX = upright.hipX + scratch.x;
  return (depth, posture) => {
    const lean = squat.lean * (depth + squat.leanEarly * depth * (1 - depth));
    const wink = squat.wink * ease((depth - 0.7) / 0.3);
    posture.pelvisPitch = lean * squat.pelvisShare - wink;
    posture.lumbarFlexion = lean * (1 - squat.pelvisShare) + wink;
    spine(body, posture.pelvisPitch, posture.lumbarFlexion, scratch);
    posture.hipZ = shoulder - depth * squat.depthM - scratch.z;
    posture.hipX = barX + 0.04 * depth - scratch.x;
    posture.bar = shoulder + squat.barAboveShoulderM - depth * squat.depthM;
  };
};

/** Hip hinge with soft knees; the bar hangs (Romanian deadlift) or lies on the back (good morning). */
export const hingePose = ({ body, hinge }: LifterSpec, load: 'hanging' | 'back'): CyclePose => {
  const upright = standing(body);
  const reach = load === 'hanging' ? -body.armM : 0;
  return (depth, posture) => {
    const lean = hinge.lean * depth;
    posture.pelvisPitch = lean * hinge.pelvisShare;
    posture.lumbarFlexion = lean * (1 - hinge.pelvisShare);
    posture.hipZ = upright.hipZ - hinge.hipDropM * Math.max(0, depth) ** 1.4;
    posture.hipX = upright.hipX - hinge.hipBackM * Math.sin((Math.min(1, Math.max(0, depth)) * Math.PI) / 2);
    posture.bar = shoulderZ(body, posture) + reach - (load === 'hanging' ? body.reachM * Math.sin(lean) : 0);
  };
};

/** Back extension on a 45° bench: hips fixed on the pad, a plate held at the chest. */
export const benchPose = ({ body, hinge }: LifterSpec): CyclePose => {
  const height = 0.5 * body.heightM;
  return (depth, posture) => {
    const bend = (25 * DEG + hinge.lean * 0.6) * depth;
    posture.pelvisPitch = 45 * DEG + bend * 0.75;
    posture.lumbarFlexion = bend * 0.45;
    posture.hipZ = height;
    posture.hipX = 0.3;
    posture.bar = shoulderZ(body, posture);
  };
};
