/** One pull after another: set-up, slack, pull, lockout, lowering, floor. */
import { clamp, DEG, ease, hump } from '../ease.ts';
import { legStretch } from '../linkage.ts';
import { PLATE_RADIUS_M, type Posture } from '../posture.ts';
import { barTravelM, pullPosture, type PullMoment, type PullStyle } from '../pull-style.ts';
import type { RepKind, RepLog, Stage } from '../stage.ts';
import { concentricLaw, loweringLaw, randomDip } from '../time-law.ts';
import { hold, moveTo, standUp, uprightBody } from './move.ts';

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

const restMoment: PullMoment = {
  progress: 0,
  taut: 0,
  extraLean: 0,
  rounding: 0,
  tuckShare: 0,
  lowering: false,
};

/** Adds a movement with the hands on the bar. `moment` fills a fresh moment; `side` adds what is not sagittal. */
const addPull = (
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
const setUpPosture = (scene: PullScene): Partial<Posture> => {
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

/** Bends to the bar without load, grips, wriggles into position. */
export const approachBar = (scene: PullScene): void => {
  const { stage } = scene;
  const { random } = stage;
  moveTo(stage, setUpPosture(scene), random.uniform(0.9, 2.1), 0.25);
  for (let i = random.int(0, 2); i > 0; i--) wriggle(scene, random.uniform(0.6, 1.4));
  hold(stage, random.uniform(0.3, 1.5));
};

/** Hips down a little and up again, chest up: the arms stay straight. */
const wriggle = (scene: PullScene, durationS: number): void => {
  const { random } = scene.stage;
  const hips = random.uniform(-7, 2) * DEG;
  const chest = random.uniform(-5, 1) * DEG;
  addPull(scene, durationS, (tau, moment) => {
    moment.extraLean = hips * hump(tau / durationS);
    moment.rounding = chest * hump(tau / durationS, 0.6);
  });
};

/** The false onset: hips sink 4–10 cm and come back in 0.3–1 s. */
const roll = (scene: PullScene): void => {
  const { random } = scene.stage;
  const durationS = random.uniform(0.45, 1.2);
  const sink = random.uniform(7, 15) * DEG;
  const turn = random.uniform(0.4, 0.6);
  addPull(scene, durationS, (tau, moment) => {
    moment.extraLean = -sink * hump(tau / durationS, turn);
  });
};

/** Largest hips-first lean that leaves the knees a bend, rad. */
const feasibleLean = (scene: PullScene, wanted: number): number => {
  const { body } = scene.stage.lifter;
  const posture = scene.stage.track.last();
  for (let lean = wanted; lean > 0; lean -= DEG / 2) {
    let fits = true;
    for (let i = 0; i <= 10 && fits; i++) {
      const progress = i / 10;
      const extraLean = lean * (1 - progress) ** 2;
      pullPosture(body, scene.style, { ...restMoment, taut: 1, progress, extraLean }, posture);
      fits = legStretch(body, posture.hipX, posture.hipZ) < 1;
    }
    if (fits) return lean;
  }
  return 0;
};

/** Sinks the hips into a deeper set-up, because they can only shoot up as far as the knees let them. */
const sinkHips = (scene: PullScene, byRad: number): void => {
  const durationS = scene.stage.random.uniform(0.4, 0.8);
  addPull(scene, durationS, (tau, moment) => {
    moment.extraLean = -byRad * ease(tau / durationS);
  });
  hold(scene.stage, scene.stage.random.uniform(0.25, 0.8));
};

/** Slack and pull up to lockout; `taut` is where the arms start. Returns the log of the concentric part. */
const pull = (scene: PullScene, plan: PullPlan, taut: number): Omit<RepLog, 'endS'> => {
  const { stage, style } = scene;
  const { random, track, lifter } = stage;
  const hipsLean = plan.kind === 'hips-first' ? feasibleLean(scene, plan.fault) : 0;
  const sunk = plan.kind === 'hips-first' ? plan.fault - hipsLean : 0;
  if (sunk > 0) sinkHips(scene, sunk);
  const setUpS = track.nowS();
  const slackS = style.slackS * random.uniform(0.8, 1.2) * (1 - 0.7 * taut) + 0.03;
  const leadS = slackS + (plan.kind === 'hips-first' ? random.uniform(0.15, 0.45) : 0);
  const law = concentricLaw(random, plan.sticking ? randomDip(random) : null);
  const upS = barTravelM(lifter.body, style) / plan.meanVelocityMps;
  const roundS = random.uniform(0.15, 0.5);
  const roundFrom = leadS + random.uniform(-0.06, 0.08);
  const rounding = plan.kind === 'rounded' ? plan.fault : 0;
  const lateral = plan.kind === 'asymmetric' ? plan.fault : random.bounded(0, 1.4 * DEG);
  const axial =
    plan.kind === 'asymmetric' ? plan.fault * random.uniform(-1, 1) : random.bounded(0, 1.4 * DEG);
  const worst = random.uniform(0.2, 0.5);
  addPull(
    scene,
    leadS + upS,
    (tau, moment) => {
      const u = (tau - leadS) / upS;
      const p = law.progress(u);
      moment.progress = p;
      moment.taut = taut + (1 - taut) * ease(tau / slackS);
      moment.extraLean = (hipsLean + sunk) * ease(tau / leadS) * (1 - p) ** 2 - sunk * (1 - p) ** 2;
      const release = 1 - ease((p - 0.45) / 0.5);
      moment.rounding =
        (rounding * ease((tau - roundFrom) / roundS) + plan.tired * ease((tau - leadS) / 0.5)) * release;
    },
    (tau, posture) => {
      const h = hump((tau - leadS * 0.7) / (upS + leadS * 0.3), worst);
      posture.pelvisSide += 0.6 * lateral * h;
      posture.lumbarSide += 0.4 * lateral * h;
      posture.pelvisTwist += 0.6 * axial * h;
      posture.lumbarTwist += 0.4 * axial * h;
      posture.hipY -= 0.1 * lateral * h;
    },
  );
  return { setUpS, fromS: setUpS, topS: track.nowS(), kind: plan.kind };
};

/** Plates meet the floor: the belt feels it according to floor and speed. */
const plates = (scene: PullScene, atS: number, speedMps: number, share: number): void => {
  const { random } = scene.stage;
  scene.stage.track.shock({
    atS,
    peak: clamp(scene.floorHardness * speedMps * share * random.uniform(0.7, 1.3), 0, 30),
    hz: random.uniform(20, 45),
    decayS: random.uniform(0.012, 0.03),
    forward: random.uniform(-0.5, 0.5),
    left: random.uniform(-0.25, 0.25),
  });
};

/** The hands let the bar fall from lockout; the lifter bends after it later. */
const release = (scene: PullScene): void => {
  const { stage, style } = scene;
  const { random } = stage;
  const travel = barTravelM(stage.lifter.body, style);
  const pullDown = random.uniform(7.5, 9.5);
  const fallS = Math.sqrt((2 * travel) / pullDown);
  stage.track.add(fallS, (tau, posture) => {
    posture.bar = PLATE_RADIUS_M + Math.max(0, travel - 0.5 * pullDown * tau * tau);
    // Rid of the load the shoulders spring up a little.
    posture.pelvisPitch -= 0.02 * ease(tau / 0.3);
    posture.hipZ -= 0.006 * ease(tau / 0.3);
  });
  plates(scene, stage.track.nowS(), pullDown * fallS, 0.25);
  hold(stage, random.uniform(0.3, 1));
};

/** Lowers the bar to the floor and stays with it for `floorS`. */
const lower = (scene: PullScene, plan: PullPlan): number => {
  const { stage, style } = scene;
  const { random, track } = stage;
  if (plan.lowering === 'released') {
    release(scene);
    const endS = track.nowS();
    moveTo(stage, setUpPosture(scene), random.uniform(1, 2), 0.25);
    hold(stage, plan.floorS);
    return endS;
  }
  if (plan.lowering === 'dropped') return follow(scene, plan);
  const downS = random.uniform(0.8, 2);
  const law = loweringLaw(random, plan.lowering === 'silent' ? 0.02 : random.uniform(0.15, 0.6));
  addPull(scene, downS, (tau, moment) => {
    moment.progress = 1 - law.progress(tau / downS);
    moment.taut = 1;
    moment.lowering = true;
  });
  const speed = (1 - law.progress(0.999)) / 0.001 / downS;
  const endS = track.nowS();
  plates(scene, endS, speed * barTravelM(stage.lifter.body, style), 1);
  settle(scene, plan.floorS, speed);
  return endS;
};

/** The body runs on for a moment over arms that go slack, then comes to rest. `speed`: progress per second. */
const settle = (scene: PullScene, durationS: number, speed: number): void => {
  const sinkS = scene.stage.random.uniform(0.05, 0.11);
  addPull(scene, durationS, (tau, moment) => {
    moment.progress = -speed * tau * Math.exp(-tau / sinkS);
    moment.taut = 1 - ease(tau / 0.5);
    moment.lowering = true;
  });
};

/** Lets the bar drop in about 0.4 s and follows it with the hands: bar first, body after it. */
const follow = (scene: PullScene, plan: PullPlan): number => {
  const { stage, style } = scene;
  const { random, track } = stage;
  const travel = barTravelM(stage.lifter.body, style);
  const fallS = random.uniform(0.38, 0.48);
  const bodyS = fallS * random.uniform(1.35, 1.9);
  const law = loweringLaw(random, random.uniform(0, 0.3));
  const endS = track.nowS() + fallS;
  addPull(
    scene,
    bodyS,
    (tau, moment) => {
      moment.progress = 1 - law.progress(tau / bodyS);
      moment.taut = 1;
      moment.lowering = true;
    },
    (tau, posture) => {
      posture.bar = PLATE_RADIUS_M + travel * Math.max(0, 1 - (tau / fallS) ** 2);
    },
    false,
  );
  plates(scene, endS, (2 * travel) / fallS, 0.7);
  settle(scene, plan.floorS, (1 - law.progress(0.999)) / 0.001 / bodyS);
  return endS;
};

/** One whole rep from the bar on the floor to the bar on the floor. `taut`: 0 from a dead stop. */
export const pullRep = (scene: PullScene, plan: PullPlan, taut: number): RepLog => {
  if (plan.rolling) roll(scene);
  const up = pull(scene, plan, taut);
  hold(scene.stage, plan.topPauseS);
  const endS = lower(scene, plan);
  return { ...up, endS };
};

/** How taut the arms still are after `floorS` on the floor. */
export const tautAfter = (floorS: number): number => 1 - ease(floorS / 0.5);

/** Breathing and settling between reps of a dead-stop set. */
export const reset = (scene: PullScene, durationS: number): void => {
  const { random, track } = scene.stage;
  const endS = track.nowS() + durationS;
  moveTo(scene.stage, setUpPosture(scene), Math.min(0.5, durationS));
  if (random.chance(0.5) && endS - track.nowS() > 1) wriggle(scene, random.uniform(0.6, 1));
  hold(scene.stage, Math.max(0, endS - track.nowS()));
};

/** A pull that fails: the slack comes out, the hips rise a little, the bar moves 0–4 cm or not at all, and back. */
export const missedPull = (scene: PullScene): void => {
  const { stage } = scene;
  const { random, track } = stage;
  const startS = track.nowS();
  const lean = feasibleLean(scene, random.uniform(2, 9) * DEG);
  const rise = random.chance(0.5) ? random.uniform(0.01, 0.08) : 0;
  const effortS = random.uniform(1, 3);
  const peak = random.uniform(0.4, 0.7);
  const rounding = random.uniform(0, 8) * DEG;
  addPull(scene, effortS, (tau, moment) => {
    const h = hump(tau / effortS, peak);
    moment.taut = ease(tau / 0.3) * (1 - ease((tau - effortS + 0.4) / 0.4));
    moment.extraLean = lean * h;
    moment.rounding = rounding * h;
    moment.progress = rise * hump((tau / effortS - 0.2) / 0.75, peak);
  });
  stage.log.missed.push({ startS, endS: track.nowS() });
};

/** Leaves the bar and stands up without it; sometimes along the very path of a pull. */
export const leaveBar = (scene: PullScene): void => {
  const { stage } = scene;
  const { random } = stage;
  hold(stage, random.uniform(0.1, 1));
  if (random.chance(0.4)) {
    const law = concentricLaw(random);
    const upS = random.uniform(0.8, 1.7);
    addPull(scene, upS, (tau, moment) => void (moment.progress = law.progress(tau / upS)), undefined, false);
    moveTo(stage, uprightBody(stage), 0.5);
  } else standUp(stage, random.uniform(0.8, 1.8), 0);
  hold(stage, random.uniform(0.4, 2));
};
