/** From lockout back to the floor: set down, dropped and followed, or let go. */
import { clamp, ease } from '../ease.ts';
import { PLATE_RADIUS_M } from '../posture.ts';
import { barTravelM } from '../pull-style.ts';
import { loweringLaw } from '../time-law.ts';
import { hold, moveTo } from './move.ts';
import { addPull, setUpPosture, type PullPlan, type PullScene } from './pull-scene.ts';

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
export const lower = (scene: PullScene, plan: PullPlan): number => {
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
  const law = loweringLaw(random, downS, plan.lowering === 'silent' ? 0.02 : random.uniform(0.15, 0.6));
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
  const bodyS = fallS * random.uniform(1.6, 2.4);
  const law = loweringLaw(random, bodyS, random.uniform(0, 0.3));
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
