/** A lifter who stands between recordings: from one posture to the next, never quite still. */
import { STANDARD_GRAVITY } from '../../domain/sample.ts';
import { ease } from '../ease.ts';
import type { LivelinessStyle } from '../lifter.ts';
import type { Random } from '../random.ts';

/** Swaying reaches its full size, or dies away, within so many seconds of a recording. */
const FADE_S = 1;
const SWAYS = 4;

interface Sway {
  readonly omega: number;
  readonly phase: number;
  /** rad about the sensor's x, y and z. */
  readonly axes: readonly [number, number, number];
}

/** Sums of sines whose angular rate has the lifter's RMS; slow as the sway of quiet standing. */
export const drawSways = (random: Random, style: LivelinessStyle): readonly Sway[] =>
  Array.from({ length: SWAYS }, (_, i) => {
    const omega = 2 * Math.PI * (i === 0 ? style.breathHz : random.uniform(0.2, 1.2));
    const size = (style.swayRate * Math.sqrt(2 / SWAYS)) / omega;
    const axis = (): number => (size * random.gauss()) / Math.sqrt(3);
    return { omega, phase: random.uniform(0, 2 * Math.PI), axes: [axis(), axis(), axis()] };
  });

/** Unit vector that turns one direction into another, and by how much. */
interface Turn {
  readonly axis: readonly [number, number, number];
  readonly angle: number;
}

const turnBetween = (a: Float64Array, b: Float64Array): Turn => {
  const cross = [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
  const size = Math.hypot(...cross);
  const angle = Math.atan2(size, a[0] * b[0] + a[1] * b[1] + a[2] * b[2]);
  return size < 1e-9
    ? { axis: [1, 0, 0], angle: 0 }
    : { axis: [cross[0] / size, cross[1] / size, cross[2] / size], angle };
};

/** Derivative of {@link ease} over its argument, by a small step. */
const easeRate = (u: number): number => (ease(Math.min(1, u + 1e-4)) - ease(Math.max(0, u - 1e-4))) / 2e-4;

/**
 * Stands for `durationS` (Infinity: for good), turning from the direction of gravity `from` to `to`, both as the sensor
 * reads them.
 */
export class Standing {
  readonly #from: Float64Array;
  readonly #turn: Turn;
  readonly #durationS: number;
  readonly #sways: readonly Sway[];

  constructor(from: Float64Array, to: Float64Array, durationS: number, sways: readonly Sway[]) {
    const size = Math.hypot(from[0], from[1], from[2]);
    this.#from = from.map((value) => (value / size) * STANDARD_GRAVITY);
    this.#turn = turnBetween(from, to);
    this.#durationS = durationS;
    this.#sways = sways;
  }

  /** Writes specific force and angular rate at `s` seconds after it began to `out[k…k+5]`. */
  read(s: number, out: Float64Array, k: number): void {
    const u = this.#durationS === Infinity ? 0 : s / this.#durationS;
    const { axis, angle } = this.#turn;
    const [x, y, z] = this.#turned(ease(u) * angle);
    const turnRate = this.#durationS === Infinity ? 0 : (easeRate(u) * angle) / this.#durationS;
    const fade = ease(Math.min(s, this.#durationS - s, FADE_S) / FADE_S);
    let [a, b, c] = [0, 0, 0];
    // The sensor turns against the direction in which gravity seems to turn.
    let [p, q, r] = [-turnRate * axis[0], -turnRate * axis[1], -turnRate * axis[2]];
    for (const { omega, phase, axes } of this.#sways) {
      const sine = fade * Math.sin(omega * s + phase);
      const rate = fade * omega * Math.cos(omega * s + phase);
      a += axes[0] * sine;
      b += axes[1] * sine;
      c += axes[2] * sine;
      p += axes[0] * rate;
      q += axes[1] * rate;
      r += axes[2] * rate;
    }
    out[k] = x - (b * z - c * y);
    out[k + 1] = y - (c * x - a * z);
    out[k + 2] = z - (a * y - b * x);
    out[k + 3] = p;
    out[k + 4] = q;
    out[k + 5] = r;
  }

  /** Rodrigues' formula; the axis is at right angles to what it turns. */
  #turned(angle: number): readonly [number, number, number] {
    const [x, y, z] = this.#from;
    const [u, v, w] = this.#turn.axis;
    const cos = Math.cos(angle);
    const sin = Math.sin(angle);
    return [
      x * cos + (v * z - w * y) * sin,
      y * cos + (w * x - u * z) * sin,
      z * cos + (u * y - v * x) * sin,
    ];
  }
}
