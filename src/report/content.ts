/** What a report is made of: plain data, gathered by whoever knows where it comes from. */
import type { Alert } from '../domain/alert.ts';
import type { Exercise, Placement } from '../domain/exercise.ts';
import type { LumbarMethod, Rep, SetSummary } from '../domain/rep.ts';
import type { Gap } from '../domain/sample.ts';
import type { RepTrace } from '../domain/trace.ts';
import type { CurvePoint } from './thin.ts';

/** Where a value becomes amber, and where red. */
export interface Limits {
  readonly amber: number;
  readonly red: number;
}

/** The limits that verdicts were made with, to be drawn. */
export interface ReportLimits {
  /** Excursion of the lower back, degrees. */
  readonly lumbarDeg: Readonly<Record<LumbarMethod, Limits>>;
  /** Velocity loss in the set, per cent. */
  readonly lossPct: Limits;
}

/** A rep and its motion; `null` where there is none to be shown. */
export interface ReportRep {
  readonly rep: Rep;
  readonly trace: RepTrace | null;
}

export interface ReportSet {
  readonly summary: SetSummary;
  readonly reps: readonly ReportRep[];
}

/** What was known before the first sample. */
export interface ReportInput {
  readonly exercise: Exercise;
  /** Where the main sensor sits. */
  readonly placement: Placement;
  readonly loadKg: number | null;
  /** Standing height, m. */
  readonly heightM: number;
  /** True where nobody gave a height. */
  readonly heightAssumed: boolean;
  /** Taped bar travel, m. */
  readonly barTravelM: number | null;
  /** A second sensor was worn. */
  readonly thoracic: boolean;
  /** The lower back was compared with earlier recordings. */
  readonly baseline: boolean;
}

/** One recording of one lifter. */
export interface ReportSection {
  /** File, and lifter where there are several. */
  readonly name: string;
  /** When it was recorded, in words with its time zone; `null` where the file does not say. */
  readonly recorded: string | null;
  /** True where it is known that no person was measured. */
  readonly simulated: boolean;
  readonly input: ReportInput;
  /** First to last sample, s. */
  readonly durationS: number;
  readonly sampleRateHz: number;
  readonly gaps: readonly Gap[];
  /** Time of the first motion, s; `null` where there was none. */
  readonly startS: number | null;
  /** Belt pitch over the whole recording, degrees, thinned. */
  readonly pitch: readonly CurvePoint[];
  readonly sets: readonly ReportSet[];
  readonly alerts: readonly Alert[];
}

/** A recording that could not be analysed, and why. */
export interface ReportFailure {
  readonly name: string;
  readonly why: string;
}

export interface Report {
  readonly sections: readonly ReportSection[];
  readonly failures: readonly ReportFailure[];
  readonly limits: ReportLimits;
  /** What has to be said under all of it, sentence by sentence. */
  readonly disclaimers: readonly string[];
  /** What wrote it: `beltline 0.1.0`. */
  readonly software: string;
}
