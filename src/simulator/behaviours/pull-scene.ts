/** What every part of a deadlift shares: the plan, the style of the day, hands on the bar. */
import { DEG } from '../ease.ts';
import { PLATE_RADIUS_M, type Posture } from '../posture.ts';
import { barTravelM, pullPosture, type PullMoment, type PullStyle } from '../pull-style.ts';
import type { RepKind, Stage } from '../stage.ts';

export type Lowering = 'controlled' | 'silent' | 'dropped' | 'released';

/** The plan of one rep. Angles rad, times s. */
export interface PullPlan {
  readonly meanVelocityMps: number;
  readonly sticking: boolean;
  readonly kind: RepKind;
  /** Size of the fault that `kind` names (rounding, hips-first lean, side bend), rad. */
  readonly fault: number;
  /** Flexion from fatigue, rad. */
  readonly tired: number;
  readonly lowering: Lowering;
  readonly topPauseS: number;
  /** Time on the floor after touchdown, before the next slack or the stand-up. */
  readonly floorS: number;
  /** Hips drop and rise before the slack is taken. */
  readonly rolling: boolean;
}

/** A set-up worked out for one set: the style of the day on this floor. */
export interface PullScene {
  readonly stage: Stage;
  readonly style: PullStyle;
  /** Acceleration at the belt per m/s of landing bar, 1/s: hard floor 6–12, mat 0.3–1.5. */
  readonly floorHardness: number;
}

/** Set-up before the slack is taken. */
export const restMoment: PullMoment = {
  progress: 0,
  taut: 0,
  extraLean: 0,
  rounding: 0,
  tuckShare: 0,
  lowering: false,
};

/** Adds a movement with the hands on the bar. `moment` fills a fresh moment; `side` adds what is not sagittal. */
export const addPull = (
  scene: PullScene,
  durationS: number,
  fill: (tau: number, moment: PullMoment) => void,
  more: (tau: number, posture: Posture, moment: PullMoment) => void = () => undefined,
  carriesBar = true,
): void => {
  const { stage, style } = scene;
  const travel = barTravelM(stage.lifter.body, style);
  const moment = { ...restMoment, tuckShare: stage.lifter.tuckShare };
  stage.track.add(durationS, (tau, posture) => {
    Object.assign(moment, restMoment, { tuckShare: stage.lifter.tuckShare });
    fill(tau, moment);
    pullPosture(stage.lifter.body, style, moment, posture);
    if (carriesBar) posture.bar = PLATE_RADIUS_M + Math.max(0, moment.progress) * travel;
    more(tau, posture, moment);
  });
};

/** The posture at the bar before the slack is taken. */
export const setUpPosture = (scene: PullScene): Partial<Posture> => {
  const posture = scene.stage.track.last();
  pullPosture(scene.stage.lifter.body, scene.style, restMoment, posture);
  return {
    ...posture,
    pelvisSide: scene.stage.random.bounded(0, 1 * DEG),
    pelvisTwist: scene.stage.random.bounded(0, 1 * DEG),
    lumbarSide: 0,
    lumbarTwist: 0,
    hipY: scene.stage.random.bounded(0, 0.01),
  };
};
