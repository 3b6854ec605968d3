/** Turn of a sensor about the vertical, tick by tick: good for half a minute, because nothing tells north. */
import { GRID_S, type MotionBatch } from './motion.ts';

/** Below this unrest the angular rate is taken for gyro bias, and this share of it is believed each tick. */
const BIAS_UNREST = 1;
const BIAS_SHARE = 0.01;

export interface TurnMeter {
  /** Turn since the start after this tick, rad, to the right positive. */
  step(batch: MotionBatch, index: number, unrest: number): number;
}

export const createTurnMeter = (): TurnMeter => {
  const bias = new Float64Array(3);
  let turned = 0;
  return {
    step: ({ up, rate }, index, unrest) => {
      let leftwards = 0;
      for (let k = 0; k < 3; k += 1) {
        const r = rate[index * 3 + k];
        if (unrest < BIAS_UNREST) bias[k] += BIAS_SHARE * (r - bias[k]);
        leftwards += (r - bias[k]) * up[index * 3 + k];
      }
      turned -= leftwards * GRID_S;
      return turned;
    },
  };
};
