/** What a lifter does when: recordings one after the other, standing before, between and after. */
import { makeLifter, type VirtualLifter } from '../lifter.ts';
import type { ScenarioName } from '../scenario.ts';
import { film, type SessionFilm, type VirtualSession } from '../session.ts';
import { TRACK_HZ } from '../track.ts';
import type { LifterConfig, RecordingConfig } from './config.ts';

/** One recording within a programme. Times in `session.truth` count from its own beginning. */
export interface ProgrammePart {
  readonly scenario: ScenarioName;
  /** s after time began in the world. */
  readonly startS: number;
  readonly endS: number;
  readonly session: VirtualSession;
}

export interface Programme {
  readonly lifter: VirtualLifter;
  readonly parts: readonly ProgrammePart[];
  /** Length of one round, the rest after its last recording included, s. */
  readonly roundS: number;
  readonly repeats: boolean;
}

/** With the films of its parts: as long as somebody holds them they take 0.3 MB for each second. */
export interface FilmedProgramme extends Programme {
  readonly films: readonly SessionFilm[];
}

/** @param first for which the belts were put on */
const filmOf = (
  lifter: VirtualLifter,
  recording: RecordingConfig,
  first: RecordingConfig,
  thoracic: boolean,
): SessionFilm => {
  const { scenario, seed, reps, loadFraction, quietStart } = recording;
  return film({
    lifter,
    scenario,
    seed,
    thoracic,
    ...(recording === first ? {} : { worn: first }),
    ...(reps === undefined ? {} : { reps }),
    ...(loadFraction === undefined ? {} : { loadFraction }),
    ...(quietStart === 'drawn' ? {} : { quietStart }),
  });
};

/**
 * Simulates a lifter's programme. The same configuration gives the same numbers in every process, so whoever knows the
 * configuration of a world can tell what its lifters truly do. Takes about 30 ms of computing for a second of lifting.
 */
export const createProgramme = (config: LifterConfig): FilmedProgramme => {
  const { startAfterS, restS, recordings, thoracic, repeats } = config;
  const lifter = makeLifter(config.seed);
  const films = recordings.map((recording) => filmOf(lifter, recording, recordings[0], thoracic !== null));
  let startS = startAfterS;
  const parts = films.map(({ session, beltMotion }, i): ProgrammePart => {
    const part = { startS, endS: startS + (beltMotion.count - 1) / TRACK_HZ };
    startS = part.endS + restS;
    return { scenario: recordings[i].scenario, ...part, session };
  });
  return { lifter, parts, roundS: startS, repeats: repeats && parts.length > 0, films };
};
