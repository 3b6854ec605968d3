/** Plain moves from one posture to another. */
import { ease } from '../ease.ts';
import { BODY_CHANNELS, standing, type Posture } from '../posture.ts';
import type { Stage } from '../stage.ts';

/**
 * Moves the body to `target`. Every joint keeps its own time (a little early or late, `spread` as a share of the
 * duration), because people do not move like a cross-fade.
 */
export const moveTo = (stage: Stage, target: Partial<Posture>, durationS: number, spread = 0.18): void => {
  const from = stage.track.last();
  const timing = BODY_CHANNELS.map((channel) => {
    const begin = stage.random.uniform(0, spread);
    const end = 1 - stage.random.uniform(0, spread);
    return { channel, begin, span: end - begin, goal: target[channel] ?? from[channel] };
  });
  stage.track.add(durationS, (tau, posture) => {
    for (const { channel, begin, span, goal } of timing) {
      posture[channel] = from[channel] + (goal - from[channel]) * ease((tau / durationS - begin) / span);
    }
  });
};

/** Stays as is; life is added to the finished film. */
export const hold = (stage: Stage, durationS: number): void => {
  if (durationS > 0) stage.track.add(durationS, () => undefined);
};

/** Upright, body channels only: never quite the same twice. */
export const uprightBody = (stage: Stage): Partial<Posture> => {
  const { random, lifter } = stage;
  const upright = standing(lifter.body);
  const out: Partial<Posture> = {};
  for (const channel of BODY_CHANNELS) out[channel] = upright[channel];
  return {
    ...out,
    hipX: upright.hipX + random.bounded(0, 0.008),
    hipY: random.bounded(0, 0.012),
    pelvisPitch: random.bounded(0, 0.012),
    pelvisSide: random.bounded(0, 0.008),
    lumbarFlexion: random.bounded(0, 0.015),
  };
};

/** Straightens up and stands for a moment. */
export const standUp = (stage: Stage, durationS: number, restS: number): void => {
  moveTo(stage, uprightBody(stage), durationS);
  hold(stage, restS);
};
