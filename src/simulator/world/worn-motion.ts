/** The motion of one belt on a lifter who follows a programme. */
import { IMU_WIDTH } from '../../domain/sample.ts';
import type { ClipMotion } from '../belt/index.ts';
import { createRandom } from '../random.ts';
import { wear } from '../wear.ts';
import { FilmedMotion } from './filmed.ts';
import type { FilmedProgramme, Programme } from './programme.ts';
import { drawSways, Standing } from './standing.ts';

/** When time begins in a world; `null` while it has not. */
export interface Beginning {
  readonly atMs: number | null;
  /** Called for every sample that somebody takes. */
  sampled(atMs: number): void;
}

interface Stretch {
  readonly startS: number;
  readonly motion: { read(s: number, out: Float64Array, k: number): void };
}

const GRAVITY_UP = Float64Array.of(0, 0, 1);

/** Case and mounting stay the same all day, and so does the seat, see `programme.ts`. */
const mountingOf = ({ lifter }: Programme, role: 'belt' | 'thoracic'): Float64Array => {
  const { belt, thoracic, beltCase, thoracicCase } = lifter.wear;
  const random = createRandom(lifter.seed).fork('world').fork(role);
  const worn = role === 'belt' ? wear(random, belt, beltCase) : wear(random, thoracic, thoracicCase);
  return worn.mounting;
};

const filmedParts = (programme: FilmedProgramme, role: 'belt' | 'thoracic'): readonly FilmedMotion[] => {
  const mounting = mountingOf(programme, role);
  return programme.films.map(({ beltMotion, thoracicMotion }) => {
    const motion = role === 'belt' ? beltMotion : thoracicMotion;
    if (motion === null) throw new TypeError('The programme was simulated without a thoracic sensor.');
    return new FilmedMotion(motion, mounting);
  });
};

/** Gravity in the axes of a sensor on a lifter who does nothing but stand. */
const upright = (programme: Programme, role: 'belt' | 'thoracic'): Float64Array => {
  const m = mountingOf(programme, role);
  return Float64Array.from([0, 1, 2], (axis) =>
    GRAVITY_UP.reduce((sum, g, row) => sum + m[3 * row + axis] * g, 0),
  );
};

export class WornMotion implements ClipMotion {
  readonly #beginning: Beginning;
  readonly #programme: Programme;
  readonly #stretches: readonly Stretch[];

  constructor(programme: FilmedProgramme, role: 'belt' | 'thoracic', beginning: Beginning) {
    const { films: _films, ...lasting } = programme;
    this.#beginning = beginning;
    this.#programme = lasting;
    this.#stretches = this.#plan(filmedParts(programme, role), upright(programme, role), role);
  }

  read(firstMs: number, periodMs: number, count: number, out: Float64Array): void {
    this.#beginning.sampled(firstMs);
    const beginMs = this.#beginning.atMs ?? firstMs;
    for (let i = 0; i < count; i++) {
      const s = this.#inRound((firstMs + i * periodMs - beginMs) / 1000);
      const stretch = this.#at(s);
      stretch.motion.read(s - stretch.startS, out, i * IMU_WIDTH);
    }
  }

  #inRound(s: number): number {
    const { repeats, roundS } = this.#programme;
    return repeats ? Math.max(0, s) % roundS : Math.max(0, s);
  }

  /** There are few: a search from the front is as quick as any. */
  #at(s: number): Stretch {
    let found = this.#stretches[0];
    for (const stretch of this.#stretches) {
      if (stretch.startS > s) break;
      found = stretch;
    }
    return found;
  }

  #plan(films: readonly FilmedMotion[], up: Float64Array, role: string): readonly Stretch[] {
    const { parts, lifter, roundS, repeats } = this.#programme;
    const random = createRandom(lifter.seed).fork('standing').fork(role);
    const stretches: Stretch[] = [];
    const stand = (startS: number, from: Float64Array, to: Float64Array, untilS: number): void => {
      const sways = drawSways(random, lifter.liveliness);
      if (untilS > startS) stretches.push({ startS, motion: new Standing(from, to, untilS - startS, sways) });
    };
    const first = films[0]?.gravity('first') ?? up;
    stand(0, first, first, parts[0]?.startS ?? Infinity);
    films.forEach((filmed, i) => {
      stretches.push({ startS: parts[i].startS, motion: filmed });
      const next = parts[i + 1];
      const last = filmed.gravity('last');
      const to = films[i + 1]?.gravity('first') ?? (repeats ? first : last);
      stand(parts[i].endS, last, to, next?.startS ?? (repeats ? roundS : Infinity));
    });
    return stretches;
  }
}
