/** What happens to the sensor rather than to the body. */
import { DEG, ease } from '../ease.ts';
import { noted, type Stage } from '../stage.ts';

/** A tug at the belt: the clip is turned by 8–25° for a moment and (nearly) comes back. */
export const tugBelt = (stage: Stage): void =>
  noted(stage, 'belt-tug', () => {
    const { random, track } = stage;
    const start = track.last();
    const pulls = random.int(1, 3);
    const eachS = random.uniform(0.25, 0.5);
    const pitch = random.sign() * random.uniform(8, 25) * DEG;
    const twist = random.uniform(-12, 12) * DEG;
    const left = random.gauss(0, 0.8) * DEG;
    track.add(pulls * eachS, (tau, posture) => {
      const swing = Math.sin((Math.PI * pulls * tau) / (pulls * eachS)) ** 2;
      posture.clipPitch = start.clipPitch + pitch * swing + left * ease(tau / (pulls * eachS));
      posture.clipTwist = start.clipTwist + twist * swing;
      posture.hipZ += 0.015 * swing;
      posture.hipX += 0.01 * swing;
    });
  });

/** The clip turns on the belt for good, by `angleRad` in all, mostly in pitch. Logged as truth. */
export const slip = (stage: Stage, angleRad: number, quickS = stage.random.uniform(0.06, 0.4)): void => {
  const { random, track, log } = stage;
  const start = track.last();
  const aside = random.uniform(-0.5, 0.5);
  const pitch = random.sign() * angleRad * Math.cos(aside);
  const side = angleRad * Math.sin(aside);
  const atS = track.nowS() + quickS / 2;
  track.add(quickS, (tau, posture) => {
    posture.clipPitch = start.clipPitch + pitch * ease(tau / quickS);
    posture.clipSide = start.clipSide + side * ease(tau / quickS);
  });
  log.slips.push({ atS, angleDeg: Math.abs(angleRad) / DEG });
};
