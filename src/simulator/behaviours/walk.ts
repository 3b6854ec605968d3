/** Walking about: the commonest thing that is not a lift. */
import { DEG, ease } from '../ease.ts';
import { noted, type Stage } from '../stage.ts';
import { standUp } from './move.ts';

/**
 * Walks for about `durationS`, turning by `turnRad` on the way. Pelvis: vertical 2–4 cm peak to peak at
 * 1.7–2 steps/s, sideways and list at half of it, rotation in step with the stride, a shock at each heel strike.
 */
export const walk = (stage: Stage, durationS: number, turnRad = stage.random.uniform(-2.5, 2.5)): void =>
  noted(stage, 'walk', () => {
    const { random, track } = stage;
    const cadence = random.uniform(1.65, 2.05);
    const steps = Math.max(3, Math.round(durationS * cadence));
    const seconds = steps / cadence;
    const vertical = random.uniform(0.01, 0.02);
    const sideways = random.uniform(0.01, 0.022);
    const list = random.uniform(2, 4.5) * DEG;
    const rotation = random.uniform(3, 7) * DEG;
    const nod = random.uniform(0.5, 1.6) * DEG;
    const speed = random.uniform(0.8, 1.35);
    const hard = random.uniform(1.2, 5);
    const second = random.uniform(0.1, 0.3);
    const startS = track.nowS();
    const turnAt = random.uniform(0.2, 0.6) * seconds;
    const turnFor = Math.min(seconds - turnAt, Math.abs(turnRad) / random.uniform(0.9, 2) + 0.4);
    const base = track.last();
    let x = base.placeX;
    let y = base.placeY;
    let before = 0;
    track.add(seconds, (tau, posture) => {
      const envelope = ease(tau / 0.7) * ease((seconds - tau) / 0.7);
      const phase = Math.PI * cadence * tau;
      posture.heading = base.heading + turnRad * ease((tau - turnAt) / turnFor);
      const forward = (tau - before) * speed * envelope;
      before = tau;
      x += forward * Math.cos(posture.heading);
      y += forward * Math.sin(posture.heading);
      posture.placeX = x;
      posture.placeY = y;
      const surge = Math.sin(2 * phase + 0.6);
      posture.hipZ += envelope * vertical * (-Math.cos(2 * phase) - 0.6 + second * Math.cos(4 * phase + 0.5));
      posture.hipX += envelope * 0.012 * surge;
      posture.hipY += envelope * sideways * Math.sin(phase);
      posture.pelvisSide += envelope * list * Math.sin(phase + 0.5);
      posture.lumbarSide -= envelope * list * 0.8 * Math.sin(phase + 0.5);
      posture.pelvisTwist += envelope * rotation * Math.cos(phase + 0.2);
      posture.lumbarTwist -= envelope * rotation * 1.4 * Math.cos(phase + 0.2);
      posture.pelvisPitch += envelope * (nod * surge + 2 * DEG);
    });
    for (let step = 1; step < steps; step++) {
      track.shock({
        atS: startS + step / cadence + random.gauss(0, 0.01),
        peak: hard * random.uniform(0.6, 1.4) * ease((step * 2) / 5) * ease(((steps - step) * 2) / 5),
        hz: random.uniform(9, 18),
        decayS: random.uniform(0.025, 0.05),
        forward: random.uniform(-0.6, -0.1),
        left: random.uniform(-0.4, 0.4),
      });
    }
    standUp(stage, 0.6, random.uniform(0.2, 1));
  });
