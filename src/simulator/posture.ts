import { standingHipM, type Body } from './anthropometry.ts';

/**
 * Everything that describes the lifter at one instant. Heading frame: x forward, y left, z up, origin between
 * the ankles on the floor. Angles in rad: pitch and flexion positive forward, side bend positive to the right,
 * twist positive to the left (right-handed about "up"); zero is quiet standing.
 */
export const CHANNELS = [
  /** Where the feet stand in the world, m, and where they point, rad. */
  'placeX',
  'placeY',
  'heading',
  /** Hip centre in the heading frame, m. */
  'hipX',
  'hipY',
  'hipZ',
  'pelvisPitch',
  'pelvisSide',
  'pelvisTwist',
  /** Thorax relative to the pelvis. */
  'lumbarFlexion',
  'lumbarSide',
  'lumbarTwist',
  /** The clip on the belt, turned against the body. */
  'clipPitch',
  'clipSide',
  'clipTwist',
  /** Height of the bar (its middle) above the floor, m. */
  'bar',
] as const;
export type Channel = (typeof CHANNELS)[number];
export type Posture = Record<Channel, number>;

/** Channels that a movement of the body may change; the rest is place, clip and bar. */
export const BODY_CHANNELS = [
  'hipX',
  'hipY',
  'hipZ',
  'pelvisPitch',
  'pelvisSide',
  'pelvisTwist',
  'lumbarFlexion',
  'lumbarSide',
  'lumbarTwist',
] as const satisfies readonly Channel[];

/** Quiet standing with the bar on the floor. */
export const standing = (body: Body): Posture => ({
  placeX: 0,
  placeY: 0,
  heading: 0,
  hipX: 0.01,
  hipY: 0,
  hipZ: standingHipM(body),
  pelvisPitch: 0,
  pelvisSide: 0,
  pelvisTwist: 0,
  lumbarFlexion: 0,
  lumbarSide: 0,
  lumbarTwist: 0,
  clipPitch: 0,
  clipSide: 0,
  clipTwist: 0,
  bar: PLATE_RADIUS_M,
});

/** Bar above the floor with 450 mm plates, m (IPF/IWF rule books). */
export const PLATE_RADIUS_M = 0.225;
