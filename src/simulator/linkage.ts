/**
 * The linkage: from posture to points. The spine is a pelvis (rigid), a lumbar curve that bends most at its lower
 * end, and a thorax that rounds a little further itself.
 */
import type { Body } from './anthropometry.ts';

/**
 * Share of the lumbar flexion reached at the middle of each quarter of the curve, from L5 up. The lower lumbar
 * spine bends about 1.5 times as much as the upper (Bengtsson 2022: 20° against 13°).
 */
const PROFILE = [0.28, 0.6, 0.84, 0.96] as const;
/** In standing the pelvis slopes back and the thorax slightly forward of the vertical, rad (own assumption). */
const PELVIS_TILT = -0.1;
const THORAX_TILT = 0.03;

/** A vector in the sagittal plane: x forward, z up, m. */
export interface SagittalVector {
  x: number;
  z: number;
}

/** Hip to shoulder for a pelvis pitch and a lumbar flexion (rad), m. Writes to `out`. */
export const spine = (body: Body, pelvisPitch: number, flexion: number, out: SagittalVector): void => {
  const pelvis = pelvisPitch + PELVIS_TILT;
  let x = body.pelvisM * Math.sin(pelvis);
  let z = body.pelvisM * Math.cos(pelvis);
  const piece = body.lumbarM / PROFILE.length;
  for (const share of PROFILE) {
    const angle = pelvisPitch + share * flexion;
    x += piece * Math.sin(angle);
    z += piece * Math.cos(angle);
  }
  const thorax = pelvisPitch + (1 + body.kyphosis) * flexion + THORAX_TILT;
  out.x = x + body.thoraxM * Math.sin(thorax);
  out.z = z + body.thoraxM * Math.cos(thorax);
};

/** How far the leg is stretched, 1 = knee straight. More than 1 cannot be. */
export const legStretch = (body: Body, hipX: number, hipZ: number): number =>
  Math.hypot(hipX, hipZ - body.ankleM) / (body.shankM + body.thighM);

/** Where a sensor rides on the back. */
export interface Seat {
  /** Share of the lumbar flexion that its patch of skin follows: 0 sacrum … 1 T12. */
  readonly share: number;
  /** Along the back above the hip joint, m. */
  readonly heightM: number;
  /** Behind the joint line, m. */
  readonly behindM: number;
  /** To the left of the midline, m. */
  readonly leftM: number;
}

/** Attitude of a segment: heading, then pitch, side bend (right +) and twist (left +) about its own axes, rad. */
export interface Attitude {
  heading: number;
  pitch: number;
  side: number;
  twist: number;
}

/**
 * Rotation matrix (segment → world, row-major 3×3) Rz(heading)·Ry(pitch)·Rx(side)·Rz(twist): flexion first,
 * then side bend and axial twist about the leaned trunk, the anatomical order of Grood & Suntay 1983.
 */
export const attitudeMatrix = (a: Attitude, out: Float64Array): void => {
  const ch = Math.cos(a.heading);
  const sh = Math.sin(a.heading);
  const cp = Math.cos(a.pitch);
  const sp = Math.sin(a.pitch);
  const cs = Math.cos(a.side);
  const ss = Math.sin(a.side);
  const ct = Math.cos(a.twist);
  const st = Math.sin(a.twist);
  const m00 = cp * ct + sp * ss * st;
  const m01 = -cp * st + sp * ss * ct;
  const m02 = sp * cs;
  const m10 = cs * st;
  const m11 = cs * ct;
  const m12 = -ss;
  out[0] = ch * m00 - sh * m10;
  out[1] = ch * m01 - sh * m11;
  out[2] = ch * m02 - sh * m12;
  out[3] = sh * m00 + ch * m10;
  out[4] = sh * m01 + ch * m11;
  out[5] = sh * m02 + ch * m12;
  out[6] = -sp * ct + cp * ss * st;
  out[7] = sp * st + cp * ss * ct;
  out[8] = cp * cs;
};

/** `matrix · (x, y, z)` added to `out`. */
export const addRotated = (
  matrix: Float64Array,
  x: number,
  y: number,
  z: number,
  out: Float64Array,
): void => {
  out[0] += matrix[0] * x + matrix[1] * y + matrix[2] * z;
  out[1] += matrix[3] * x + matrix[4] * y + matrix[5] * z;
  out[2] += matrix[6] * x + matrix[7] * y + matrix[8] * z;
};
