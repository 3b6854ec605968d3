/** What belongs to the set and the session that were chosen, and what an empty panel says. */
import { LIFTS, SESSION, SET } from '../../kit/variables.ts';

export const IN_SET = [...LIFTS, SESSION, SET];
export const IN_SESSION = [...LIFTS, SESSION];

export const NO_SET = 'No such set: choose a lifter, a session and a set above';
export const NO_PROXY = 'No verdict by one sensor in this set';
export const NO_MEASURED = 'Measured only with a second sensor';
