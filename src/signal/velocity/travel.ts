/**
 * How far the bar travels from the floor to lockout, when nobody has taped it.
 *
 * At lockout the bar hangs at grip height: acromion 0.818 H, minus upper arm 0.186 H, forearm 0.146 H and half a
 * hand 0.054 H (Drillis & Contini 1966, tabulated by Winter 2009) = 0.432 H. On the floor its axis lies 0.225 m high
 * (45 cm plates). For 1.78 m: 0.544 m. Sumo lifters move the bar less: 10 % less (Escamilla 2001, 40 lifters), and
 * conventional lifters 25–40 % more work and distance than sumo (Escamilla 2000, 24 lifters); 0.86 lies between.
 */
import type { Athlete } from '../../domain/athlete.ts';
import type { Exercise } from '../../domain/exercise.ts';

export interface Travel {
  readonly metres: number;
  /** Standard deviation of what is not known, m. */
  readonly sdM: number;
  readonly taped: boolean;
}

const GRIP_HEIGHT_SHARE = 0.432;
const PLATE_RADIUS_M = 0.225;
const SUMO_SHARE = 0.86;
/** Spread of arm and leg proportions between lifters of one height. */
const PRIOR_SD_M = 0.025;
const SUMO_PRIOR_SD_M = 0.04;
/** A tape is read to about a centimetre (95 %), and no two reps end at the same height. */
const TAPE_SD_M = 0.007;

export const barTravel = (athlete: Athlete, exercise: Exercise): Travel => {
  if (athlete.barTravelM !== undefined) return { metres: athlete.barTravelM, sdM: TAPE_SD_M, taped: true };
  const conventional = GRIP_HEIGHT_SHARE * athlete.heightM - PLATE_RADIUS_M;
  return exercise === 'sumo-deadlift'
    ? { metres: conventional * SUMO_SHARE, sdM: SUMO_PRIOR_SD_M, taped: false }
    : { metres: conventional, sdM: PRIOR_SD_M, taped: false };
};
