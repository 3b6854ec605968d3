/** Nobody is a robot: sway, breath and the roughness of every movement, added to the finished film. */
import type { LivelinessStyle } from './lifter.ts';
import { BODY_CHANNELS, type Channel } from './posture.ts';
import type { Random } from './random.ts';
import { bandNoise, smooth } from './smooth.ts';
import { TRACK_HZ, type FinishedTrack } from './track.ts';

/** Smoothing of body channels, points; σ ≈ 9.5 ms: flesh follows no corner. */
const BODY_WIDTH = 19;
/** Smoothing of the bar, points; σ ≈ 3.5 ms: steel does, nearly. */
const BAR_WIDTH = 7;

/** 0 at rest … 1 in a brisk movement, smoothed over a quarter of a second. */
const activity = (track: FinishedTrack): Float64Array => {
  const { hipZ, hipX, pelvisPitch } = track.channels;
  const out = new Float64Array(track.count);
  for (let i = 1; i < track.count; i++) {
    const speed =
      (Math.abs(hipZ[i] - hipZ[i - 1]) + 0.5 * Math.abs(hipX[i] - hipX[i - 1])) * TRACK_HZ +
      0.4 * Math.abs(pelvisPitch[i] - pelvisPitch[i - 1]) * TRACK_HZ;
    out[i] = Math.min(1, speed / 0.8);
  }
  smooth(out, 125);
  return out;
};

/** Adds life in place, then smooths everything. `scale` 0 gives a mannequin. */
export const enliven = (
  track: FinishedTrack,
  style: LivelinessStyle,
  random: Random,
  scale: number,
): void => {
  const { count, channels } = track;
  if (scale > 0) {
    const lively = activity(track);
    const add = (channel: Channel, rms: number, lowHz: number, highHz: number): void => {
      const noise = bandNoise(random, count, TRACK_HZ, lowHz, highHz);
      const values = channels[channel];
      for (let i = 0; i < count; i++) values[i] += rms * scale * noise[i];
    };
    const addRough = (channel: Channel, rms: number): void => {
      const noise = bandNoise(random, count, TRACK_HZ, 1, 3.5);
      const values = channels[channel];
      for (let i = 0; i < count; i++) values[i] += rms * scale * lively[i] * noise[i];
    };
    // Sway lives near 0.1–0.8 Hz; an angle of RMS a at about 0.4 Hz turns at about 2.5·a per second.
    const sway = style.swayRate / 2.5;
    add('pelvisPitch', sway, 0.1, 0.7);
    add('pelvisSide', sway * 0.7, 0.1, 0.7);
    add('pelvisTwist', sway * 0.8, 0.1, 0.6);
    add('lumbarFlexion', sway * 0.8, 0.1, 0.6);
    // Now and then a shift of weight, a look aside: bursts, not a steady hum.
    const restless = bandNoise(random, count, TRACK_HZ, 0.02, 0.15);
    const { pelvisPitch } = channels;
    for (let i = 0; i < count; i++) {
      // Braced over a bar nobody looks aside: bursts belong to upright standing.
      const upright = 1 / (1 + (pelvisPitch[i] / 0.25) ** 4);
      restless[i] = Math.max(0, restless[i] - 0.6) * upright * (1 - lively[i]);
    }
    for (const channel of ['pelvisPitch', 'pelvisSide', 'pelvisTwist'] as const) {
      const shift = bandNoise(random, count, TRACK_HZ, 0.2, 0.9);
      const values = channels[channel];
      for (let i = 0; i < count; i++) values[i] += scale * sway * 1.2 * restless[i] * shift[i];
    }
    add('hipX', 0.004, 0.08, 0.5);
    add('hipY', 0.003, 0.08, 0.5);
    add('hipZ', 0.0004, 0.2, 1);
    // Physiological tremor and muscle hum.
    add('pelvisPitch', 0.006 * style.swayRate, 5, 11);
    add('hipZ', 0.00002, 5, 11);
    addRough('pelvisPitch', style.roughness);
    addRough('pelvisSide', style.roughness * 0.9);
    addRough('pelvisTwist', style.roughness * 1.1);
    addRough('lumbarFlexion', style.roughness * 0.6);
    addRough('hipX', style.roughness * 0.07);
    addRough('hipY', style.roughness * 0.09);
    addRough('hipZ', style.roughness * 0.04);
    const phase = random.uniform(0, 6.28);
    const wander = bandNoise(random, count, TRACK_HZ, 0.02, 0.1);
    for (let i = 0; i < count; i++) {
      const breath = Math.sin(2 * Math.PI * style.breathHz * (i / TRACK_HZ) + phase + 0.8 * wander[i]);
      channels.lumbarFlexion[i] -= scale * style.breathPitch * breath;
      channels.pelvisPitch[i] += scale * 0.5 * style.breathPitch * breath;
    }
    // Slow change of heading while the feet shuffle.
    add('heading', 0.02, 0.01, 0.05);
  }
  for (const channel of BODY_CHANNELS) smooth(channels[channel], BODY_WIDTH);
  for (const channel of ['placeX', 'placeY', 'heading', 'clipPitch', 'clipSide', 'clipTwist'] as const)
    smooth(channels[channel], BODY_WIDTH);
  smooth(channels.bar, BAR_WIDTH);
};
