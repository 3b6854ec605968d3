/** The columns in which reports list the reps of a set: on a terminal and on a page. */
import type { Rep, Severity, StickingRegion } from '../domain/rep.ts';
import { fixed, signedDegrees, withBand } from './numbers.ts';

/** Names of the columns and their units; the verdict on the lower back comes last and in words. */
export const REP_COLUMNS: readonly (readonly [title: string, unit: string])[] = [
  ['rep', ''],
  ['lift-off', 's'],
  ['mean ± band', 'm/s'],
  ['peak', 'm/s'],
  ['loss', '%'],
  ['travel', 'cm'],
  ['low-hold-up', 's'],
];

/** Lowering, pause at the top, way up: lifters write tempo with the lowering first. */
const tempo = (rep: Rep): string =>
  [rep.eccentricS, rep.topPauseS, rep.concentricS].map((value) => fixed(value, 1)).join('-');

/** One text for each of {@link REP_COLUMNS}. */
export const repCells = (rep: Rep): string[] => [
  String(rep.index),
  fixed(rep.liftOffS, 2),
  withBand(rep.meanVelocityMps, rep.velocityErrorMps),
  fixed(rep.peakVelocityMps, 2),
  fixed(rep.velocityLossPct, 0),
  fixed(rep.romM * 100, 0),
  tempo(rep),
];

/** Where the bar sticks, if that has any extent that could be drawn or told. */
export const stickingOf = ({ stickingRegion: region }: Rep): StickingRegion | null =>
  region !== null && region.endS > region.startS ? region : null;

/** `proxy +9°`, and how grave that is. @param grave what is made of the level, where there is one */
export const lowerBack = (
  { method, excursionDeg, severity }: Rep['lumbar'],
  grave: (severity: Exclude<Severity, 'none'>) => string,
): string => {
  if (excursionDeg === null) return 'no verdict';
  const reading = `${method} ${signedDegrees(excursionDeg)}`;
  return severity === 'none' ? reading : `${reading} ${grave(severity)}`;
};
