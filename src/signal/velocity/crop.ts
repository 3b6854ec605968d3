/** The part of a window that has to do with one ascent: all later steps cost by the tick. */
import type { VelocityQuestion } from './measure.ts';

/** Ticks kept before and after the turning points: the search for edges reaches 60 beyond them, filters 20 more. */
const BEFORE = 80;
const AFTER = 100;
/** A lift does not start longer before the sensor's movement than this, ticks, wherever the turning point lies. [D] */
const LATEST_START = 250;
/** Stillness that anchors the velocity, ticks: this much of it is kept before the ascent. */
const ANCHOR = 40;
/** Unrest of a body that stands still. */
const STILL = 1;

/** @returns the question about the crop, and where the crop starts */
export const cropped = (question: VelocityQuestion): { part: VelocityQuestion; offset: number } => {
  const { sensor, readings } = question;
  const ticks = sensor.height.length;
  const fromPivot = Math.max(question.fromPivot, (question.moveStart ?? question.fromPivot) - LATEST_START);
  let first = Math.max(0, fromPivot - BEFORE);
  if (readings !== undefined) {
    // Back to where the body last stood still before it moved.
    let still = Math.min(ticks - 1, question.moveStart ?? question.fromPivot);
    while (still > 0 && readings.unrest[still] >= STILL) still -= 1;
    first = Math.max(0, Math.min(first, still - ANCHOR));
  }
  const end = Math.min(ticks, question.toPivot + AFTER);
  const cut = (curve: Float64Array): Float64Array => curve.subarray(first, end);
  const shifted = (at: number | undefined, otherwise: number): number => (at ?? otherwise) - first;
  return {
    part: {
      ...question,
      sensor: { height: cut(sensor.height), velocity: cut(sensor.velocity), pitch: cut(sensor.pitch) },
      ...(readings && {
        readings: {
          vertical: cut(readings.vertical),
          unrest: cut(readings.unrest),
          lost: readings.lost && cut(readings.lost),
        },
      }),
      fromPivot: fromPivot - first,
      toPivot: question.toPivot - first,
      moveStart: shifted(question.moveStart, question.fromPivot),
      moveEnd: shifted(question.moveEnd, question.toPivot),
    },
    offset: first,
  };
};
