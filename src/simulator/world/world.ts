/** Lifters who wear virtual belts within reach of one virtual adapter. */
import type { VirtualLifter } from '../lifter.ts';
import { createRadioWorld, type RadioWorld, type RadioWorldOptions } from '../radio/index.ts';
import { realTimers } from '../radio/timers.ts';
import { film, type SessionFilm, type SimulateOptions } from '../session.ts';
import { Belt, type BeltOnAir, type BeltOptions, putOnAir } from '../belt/index.ts';
import { createClipMotion, type FilmStart } from './clip-motion.ts';

export interface WornBelts {
  readonly lifter: VirtualLifter;
  readonly film: SessionFilm;
  readonly belt: BeltOnAir;
  readonly thoracic: BeltOnAir | null;
  /** When the film began, ms of the world's clock: with the first sample. */
  readonly start: FilmStart;
}

export interface TrainingWorld {
  readonly radio: RadioWorld;
  readonly lifters: readonly WornBelts[];
  /** The clock of belts and truth, ms. */
  nowMs(): number;
  close(): void;
}

export interface TrainingOptions {
  /** What each lifter does; with `thoracic` he wears two belts. */
  readonly lifters: readonly SimulateOptions[];
  readonly radio?: RadioWorldOptions;
  readonly belt?: Partial<Omit<BeltOptions, 'deviceId' | 'seed' | 'motion'>>;
}

/** Serial numbers of virtual belts. */
const FIRST_DEVICE_ID = 0xbe17_0000_0000_0000n;

/** Static random addresses: the two highest bits are set (SPEC 4). */
const addressOf = (number: number): string => `c0:be:17:00:00:${number.toString(16).padStart(2, '0')}`;

export const createTrainingWorld = (options: TrainingOptions): TrainingWorld => {
  const radio = createRadioWorld(options.radio ?? {});
  let number = 0;
  const lifters = options.lifters.map((recipe): WornBelts => {
    const filmed = film(recipe);
    const start: FilmStart = { atMs: null };
    const wear = (motion: SessionFilm['beltMotion'], mounting: Float64Array): BeltOnAir => {
      number += 1;
      const belt = new Belt(
        {
          ...options.belt,
          deviceId: FIRST_DEVICE_ID + BigInt(number),
          seed: recipe.seed + number,
          motion: createClipMotion(motion, mounting, start),
        },
        realTimers,
      );
      return putOnAir(radio, belt, addressOf(number));
    };
    const belt = wear(filmed.beltMotion, filmed.belt.mounting);
    const { thoracic, thoracicMotion } = filmed;
    const upper =
      thoracic === null || thoracicMotion === null ? null : wear(thoracicMotion, thoracic.mounting);
    return { lifter: recipe.lifter, film: filmed, belt, thoracic: upper, start };
  });
  return {
    radio,
    lifters,
    nowMs: () => realTimers.nowMs(),
    close: () => {
      for (const { belt, thoracic } of lifters) {
        belt.close();
        thoracic?.close();
      }
      radio.close();
    },
  };
};
