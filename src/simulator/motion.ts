/** From the film of the body to what a perfect sensor on its back would feel. */
import { addRotated, attitudeMatrix, type Attitude, type Seat } from './linkage.ts';
import type { Body } from './anthropometry.ts';
import type { FinishedTrack, Shock } from './track.ts';
import { TRACK_HZ } from './track.ts';
import { STANDARD_GRAVITY } from '../domain/sample.ts';

/** Give of belt and soft tissue. */
export interface Wobble {
  readonly hz: number;
  readonly damping: number;
  /** 0 = screwed to the bone. */
  readonly gain: number;
}

/** True motion of one sensor patch on the fine grid. */
export interface SensorMotion {
  readonly count: number;
  /** Position in the world (x, y horizontal, z up), m, row-major ×3. */
  readonly position: Float64Array;
  /** Patch → world rotation, row-major ×9. Patch: x forward, y left, z up in standing. */
  readonly attitude: Float64Array;
  /** Specific force in the patch frame, m/s², ×3. */
  readonly force: Float64Array;
  /** Angular rate in the patch frame, rad/s, ×3. */
  readonly rate: Float64Array;
}

/** Pieces of displacement that a shock adds, m, for the time after it. */
const shockAt = (shock: Shock, tau: number): number => {
  const omega = 2 * Math.PI * shock.hz;
  return (shock.peak / omega ** 2) * Math.exp(-tau / shock.decayS) * Math.sin(omega * tau) * -1;
};

const addShocks = (track: FinishedTrack, position: Float64Array): void => {
  for (const shock of track.shocks) {
    const first = Math.ceil(shock.atS * TRACK_HZ);
    const end = Math.min(track.count, first + Math.ceil(shock.decayS * 7 * TRACK_HZ));
    for (let i = first; i < end; i++) {
      const tau = i / TRACK_HZ - shock.atS;
      // Two milliseconds of onset: bodies have no edges.
      const move = shockAt(shock, tau) * (1 - Math.exp(-tau / 0.004));
      position[3 * i] += move * shock.forward;
      position[3 * i + 1] += move * shock.left;
      position[3 * i + 2] += move;
    }
  }
};

/** Second difference of a coordinate, m/s²; ends repeat their neighbour. */
const accelerate = (position: Float64Array, count: number, axis: number, out: Float64Array): void => {
  const scale = TRACK_HZ * TRACK_HZ;
  for (let i = 1; i < count - 1; i++) {
    const k = 3 * i + axis;
    out[k] = (position[k + 3] - 2 * position[k] + position[k - 3]) * scale;
  }
  if (count > 2) {
    out[axis] = out[axis + 3];
    out[3 * (count - 1) + axis] = out[3 * (count - 2) + axis];
  }
};

const place = (
  body: Body,
  track: FinishedTrack,
  seat: Seat,
  onBelt: boolean,
  nod: Float64Array | null,
  motion: SensorMotion,
): void => {
  const c = track.channels;
  const matrix = new Float64Array(9);
  const point = new Float64Array(3);
  const attitude: Attitude = { heading: 0, pitch: 0, side: 0, twist: 0 };
  const onPelvis = Math.min(seat.heightM, body.pelvisM);
  const onCurve = seat.heightM - onPelvis;
  const middle = 0.6 * seat.share;
  const turn = (i: number, share: number): void => {
    attitude.heading = c.heading[i];
    attitude.pitch = c.pelvisPitch[i] + share * c.lumbarFlexion[i];
    attitude.side = c.pelvisSide[i] + share * c.lumbarSide[i];
    attitude.twist = c.pelvisTwist[i] + share * c.lumbarTwist[i];
  };
  for (let i = 0; i < track.count; i++) {
    const ch = Math.cos(c.heading[i]);
    const sh = Math.sin(c.heading[i]);
    point[0] = c.placeX[i] + ch * c.hipX[i] - sh * c.hipY[i];
    point[1] = c.placeY[i] + sh * c.hipX[i] + ch * c.hipY[i];
    point[2] = c.hipZ[i];
    turn(i, 0);
    attitudeMatrix(attitude, matrix);
    addRotated(matrix, 0, 0, onPelvis, point);
    if (onCurve > 0) {
      turn(i, middle);
      attitudeMatrix(attitude, matrix);
      addRotated(matrix, 0, 0, onCurve, point);
    }
    turn(i, seat.share);
    if (nod !== null) attitude.pitch += nod[i];
    if (onBelt) {
      attitude.pitch += c.clipPitch[i];
      attitude.side += c.clipSide[i];
      attitude.twist += c.clipTwist[i];
    }
    attitudeMatrix(attitude, matrix);
    addRotated(matrix, -seat.behindM, seat.leftM, 0, point);
    motion.position.set(point, 3 * i);
    motion.attitude.set(matrix, 9 * i);
  }
};

/** The belt nods like a damped spring when the back accelerates under it. */
const nodding = (motion: SensorMotion, wobble: Wobble): Float64Array => {
  const out = new Float64Array(motion.count);
  const omega = 2 * Math.PI * wobble.hz;
  const dt = 1 / TRACK_HZ;
  let angle = 0;
  let speed = 0;
  for (let i = 0; i < motion.count; i++) {
    // 10 m/s² of shaking give about 1.5° at gain 1 (own assumption, from loose-belt recordings of walking).
    const drive =
      wobble.gain * 0.0026 * (motion.force[3 * i] * 0.5 + motion.force[3 * i + 2] - STANDARD_GRAVITY);
    speed += dt * (omega * omega * (drive - angle) - 2 * wobble.damping * omega * speed);
    angle += dt * speed;
    out[i] = angle;
  }
  return out;
};

const feel = (motion: SensorMotion): void => {
  const { count, position, attitude: m, force, rate } = motion;
  const world = new Float64Array(3 * count);
  for (let axis = 0; axis < 3; axis++) accelerate(position, count, axis, world);
  for (let i = 0; i < count; i++) {
    const x = world[3 * i];
    const y = world[3 * i + 1];
    const z = world[3 * i + 2] + STANDARD_GRAVITY;
    const k = 9 * i;
    for (let column = 0; column < 3; column++) {
      force[3 * i + column] = m[k + column] * x + m[k + 3 + column] * y + m[k + 6 + column] * z;
    }
    // Rᵀ(t−h)·R(t+h) is a small rotation; its skew part over 2h is the rate (error below 1e-6 here).
    const a = 9 * Math.max(0, i - 1);
    const b = 9 * Math.min(count - 1, i + 1);
    const span = (b - a) / 9 / TRACK_HZ;
    const entry = (row: number, column: number): number =>
      m[a + row] * m[b + column] + m[a + 3 + row] * m[b + 3 + column] + m[a + 6 + row] * m[b + 6 + column];
    if (span > 0) {
      rate[3 * i] = (entry(2, 1) - entry(1, 2)) / (2 * span);
      rate[3 * i + 1] = (entry(0, 2) - entry(2, 0)) / (2 * span);
      rate[3 * i + 2] = (entry(1, 0) - entry(0, 1)) / (2 * span);
    }
  }
};

/**
 * Computes the motion of a sensor at `seat`; `wobble` null for one screwed to the bone, without shocks. Only a
 * sensor on the belt turns with the clip channels.
 */
export const sensorMotion = (
  body: Body,
  track: FinishedTrack,
  seat: Seat,
  wobble: Wobble | null,
  onBelt: boolean,
): SensorMotion => {
  const { count } = track;
  const motion: SensorMotion = {
    count,
    position: new Float64Array(3 * count),
    attitude: new Float64Array(9 * count),
    force: new Float64Array(3 * count),
    rate: new Float64Array(3 * count),
  };
  place(body, track, seat, onBelt, null, motion);
  if (wobble !== null) {
    addShocks(track, motion.position);
    feel(motion);
    place(body, track, seat, onBelt, nodding(motion, wobble), motion);
    addShocks(track, motion.position);
  }
  feel(motion);
  return motion;
};
