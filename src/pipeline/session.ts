/** The RxJS graph of a session: sample batches in, session events out. */
import { EMPTY, type Observable } from 'rxjs';
import type { Athlete } from '../domain/athlete.ts';
import type { SessionEvent } from '../domain/event.ts';
import type { Exercise, Placement } from '../domain/exercise.ts';
import type { SampleBatch } from '../domain/sample.ts';
import type { CorridorBaseline } from '../signal/lumbar/corridor.ts';

export interface SessionOptions {
  readonly exercise: Exercise;
  readonly placement: Placement;
  readonly athlete: Athlete;
  /** Measured sampling rate of the belt sensor, Hz. */
  readonly beltRateHz: number;
  /** Measured sampling rate of the thoracic sensor, Hz; `null` without one. */
  readonly thoracicRateHz: number | null;
  /** Corridor learnt from earlier recordings; `null` to learn from the first reps of this session. */
  readonly baseline: CorridorBaseline | null;
}

/** One session. Belt and thoracic batches come interleaved in order of time. */
export const runSession = (
  _batches: Observable<SampleBatch>,
  _options: SessionOptions,
): Observable<SessionEvent> => EMPTY;
