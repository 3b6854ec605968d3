/** The film of a session: every posture channel on a fine uniform grid, written one movement after another. */
import { ease } from './ease.ts';
import { CHANNELS, type Channel, type Posture } from './posture.ts';

/** Grid of the true motion, Hz. Fine enough to differentiate twice up to plate impacts. */
export const TRACK_HZ = 1000;

/** A shock that shakes the sensor without moving the body: plates, heel strike. */
export interface Shock {
  readonly atS: number;
  /** Peak acceleration at the belt, m/s². */
  readonly peak: number;
  /** Ringing frequency, Hz, and decay, s. */
  readonly hz: number;
  readonly decayS: number;
  /** Share of the shock that goes fore-aft and sideways. */
  readonly forward: number;
  readonly left: number;
}

/** Writes the posture at `tau` seconds into the movement; starts from the posture before it. */
export type Movement = (tau: number, posture: Posture) => void;

export interface Track {
  readonly nowS: () => number;
  /** The last posture written. */
  readonly last: () => Posture;
  /**
   * Appends a movement. A mismatch between its first posture and the last one is faded out over `blendS`, so a
   * movement may be written for an ideal start.
   */
  readonly add: (durationS: number, movement: Movement, blendS?: number) => void;
  readonly shock: (shock: Shock) => void;
  readonly finish: () => FinishedTrack;
}

export interface FinishedTrack {
  readonly count: number;
  readonly channels: Readonly<Record<Channel, Float64Array>>;
  readonly shocks: readonly Shock[];
}

/** One value per channel. */
const perChannel = <T>(make: (channel: Channel) => T): Record<Channel, T> => ({
  placeX: make('placeX'),
  placeY: make('placeY'),
  heading: make('heading'),
  hipX: make('hipX'),
  hipY: make('hipY'),
  hipZ: make('hipZ'),
  pelvisPitch: make('pelvisPitch'),
  pelvisSide: make('pelvisSide'),
  pelvisTwist: make('pelvisTwist'),
  lumbarFlexion: make('lumbarFlexion'),
  lumbarSide: make('lumbarSide'),
  lumbarTwist: make('lumbarTwist'),
  clipPitch: make('clipPitch'),
  clipSide: make('clipSide'),
  clipTwist: make('clipTwist'),
  bar: make('bar'),
});

const copyPosture = (from: Posture, to: Posture): void => {
  for (const channel of CHANNELS) to[channel] = from[channel];
};

export const createTrack = (start: Posture): Track => {
  let capacity = 1 << 16;
  let count = 0;
  const channels = perChannel(() => new Float64Array(capacity));
  const last = { ...start };
  const shocks: Shock[] = [];

  const reserve = (wanted: number): void => {
    if (wanted <= capacity) return;
    while (capacity < wanted) capacity *= 2;
    for (const channel of CHANNELS) {
      const larger = new Float64Array(capacity);
      larger.set(channels[channel].subarray(0, count));
      channels[channel] = larger;
    }
  };

  return {
    nowS: () => count / TRACK_HZ,
    last: () => ({ ...last }),
    add: (durationS, movement, blendS = 0.4) => {
      const steps = Math.max(1, Math.round(durationS * TRACK_HZ));
      const blend = Math.min(blendS, durationS);
      reserve(count + steps);
      const from = { ...last };
      const posture = { ...from };
      movement(0, posture);
      const offset = perChannel((channel) => from[channel] - posture[channel]);
      for (let i = 1; i <= steps; i++) {
        const tau = i / TRACK_HZ;
        copyPosture(from, posture);
        movement(tau, posture);
        const fade = blend > 0 ? 1 - ease(tau / blend) : 0;
        for (const channel of CHANNELS) {
          const value = posture[channel] + fade * offset[channel];
          last[channel] = value;
          channels[channel][count] = value;
        }
        count++;
      }
    },
    shock: (shock) => void shocks.push(shock),
    finish: () => ({ count, channels: perChannel((channel) => channels[channel].slice(0, count)), shocks }),
  };
};
