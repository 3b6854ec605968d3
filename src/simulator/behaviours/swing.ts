/** Kettlebell swing: a ballistic hinge, one rep per beat, the bell on an arc around the shoulder. */
import { DEG, ease } from '../ease.ts';
import { spine, type SagittalVector } from '../linkage.ts';
import { standing, type Posture } from '../posture.ts';
import type { RepLog, Stage } from '../stage.ts';
import { lawFromVelocity } from '../time-law.ts';
import { hold, moveTo, standUp } from './move.ts';

/** Bell below the hand, m. */
const BELL_M = 0.2;

/** A set of two-handed swings; lift-off is the lowest point of the bell on its way forward. */
export const swingSet = (stage: Stage, count: number): void => {
  const { random, track, lifter, log } = stage;
  const { body, hinge } = lifter;
  const upright = standing(body);
  const out: SagittalVector = { x: 0, z: 0 };
  const back = random.uniform(-38, -20) * DEG;
  const high = random.uniform(55, 88) * DEG;
  const lean = hinge.lean * random.uniform(0.7, 0.9);
  // The bell comes after the hips: the arms swing on when the trunk is upright already.
  const lag = random.uniform(0.02, 0.08);
  const pose = (q: number, arm: number, posture: Posture): void => {
    posture.pelvisPitch = lean * hinge.pelvisShare * q - 2 * DEG * (1 - q);
    posture.lumbarFlexion = lean * (1 - hinge.pelvisShare) * q;
    posture.hipZ = upright.hipZ - hinge.hipDropM * 1.4 * q;
    posture.hipX = upright.hipX - hinge.hipBackM * Math.sin((q * Math.PI) / 2);
    spine(body, posture.pelvisPitch, posture.lumbarFlexion, out);
    posture.bar = posture.hipZ + out.z - (body.armM + BELL_M) * Math.cos(arm);
  };
  const arc = lawFromVelocity((u) => Math.sin(Math.PI * u));
  // Pick the bell up from the floor and hang it.
  moveTo(
    stage,
    { hipZ: upright.hipZ * 0.72, hipX: -0.2, pelvisPitch: 45 * DEG, lumbarFlexion: 25 * DEG },
    1.2,
  );
  hold(stage, random.uniform(0.3, 1));
  const startS = track.nowS();
  track.add(0.5, (tau, posture) => pose(1, back * ease(tau / 0.5), posture), 0.5);
  const reps: RepLog[] = [];
  for (let rep = 0; rep < count; rep++) {
    const upS = random.uniform(0.65, 0.8);
    const downS = random.uniform(0.65, 0.85);
    const top = high * random.bounded(1, 0.05);
    const last = rep === count - 1;
    const fromS = track.nowS();
    track.add(upS, (tau, posture) => {
      const u = tau / upS;
      pose(1 - ease((u - 0.1) / 0.7), back + (top - back) * arc.progress((u - lag) / (1 - lag)), posture);
    });
    const topS = track.nowS();
    track.add(downS, (tau, posture) => {
      const u = tau / downS;
      pose(ease((u - 0.3) / 0.7), top + (back - top) * ease(u / (1 - lag / 2)), posture);
    });
    reps.push({ setUpS: fromS, fromS, topS, endS: last ? track.nowS() : null, kind: 'clean' });
  }
  log.sets.push({ startS, endS: track.nowS(), loadFraction: 0.5, reps });
  moveTo(stage, { hipZ: upright.hipZ * 0.72 }, 0.5);
  standUp(stage, 1.1, random.uniform(0.5, 1.5));
};
