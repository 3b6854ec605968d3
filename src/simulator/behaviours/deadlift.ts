/** One pull after another: set-up, slack, pull, lockout, lowering, floor. */
import { DEG, ease, hump } from '../ease.ts';
import { legStretch } from '../linkage.ts';
import { barTravelM, pullPosture } from '../pull-style.ts';
import type { RepLog } from '../stage.ts';
import { concentricLaw, randomDip } from '../time-law.ts';
import { lower } from './lowering.ts';
import { hold, moveTo, standUp, uprightBody } from './move.ts';
import { addPull, restMoment, setUpPosture, type PullPlan, type PullScene } from './pull-scene.ts';

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
  const upS = barTravelM(lifter.body, style) / plan.meanVelocityMps;
  const law = concentricLaw(random, { durationS: upS, dip: plan.sticking ? randomDip(random) : null });
  // In a fast pull the back gives way faster too, or straightening would hide it.
  const roundS = Math.min(random.uniform(0.15, 0.5), 0.3 * upS);
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
    const upS = random.uniform(0.8, 1.7);
    const law = concentricLaw(random, { durationS: upS });
    addPull(scene, upS, (tau, moment) => void (moment.progress = law.progress(tau / upS)), undefined, false);
    moveTo(stage, uprightBody(stage), 0.5);
  } else standUp(stage, random.uniform(0.8, 1.8), 0);
  hold(stage, random.uniform(0.4, 2));
};
