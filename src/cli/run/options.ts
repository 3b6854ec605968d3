/** What a live session is asked for, and the stage it plays on. */
import type { Exercise } from '../../domain/exercise.ts';
import type { Radio } from '../../devices/link/radio.ts';
import type { LoadedConfig } from '../config/load.ts';

/** Options as commander hands them over. */
export interface RunOptions {
  readonly config?: string;
  readonly athlete?: string;
  readonly exercise?: Exercise;
  readonly load?: number;
  /** A directory, `false` for none. */
  readonly record?: string | false;
  /** A file, `false` for none. */
  readonly store?: string | false;
  readonly bell?: true;
  /** Serves the live page: the port, or `true` for the usual one. */
  readonly page?: number | true;
  /** Address the page is served on. */
  readonly bind?: string;
  /** A scenario, or `true` for the usual one. */
  readonly virtual?: string | true;
  readonly seed?: number;
  /** Nothing of it outlives it, store and links neither. */
  readonly fleeting?: true;
  /** Ends by itself after so many seconds. */
  readonly for?: number;
}

/** A radio and what is to be worn, and what has to be taken down in the end. */
export interface Stage {
  readonly radio: Radio;
  readonly loaded: LoadedConfig;
  close(): Promise<void>;
}
