/** All benches. To add one: write `bench/<name>.ts`, add a line here. */
import { runOrientationBench } from './orientation.ts';
import { runRecordingBench } from './recording.ts';
import type { BenchReport } from './report.ts';

export interface Bench {
  /** Name on the command line and of the result file. */
  readonly name: string;
  /** What it shows, one sentence. */
  readonly shows: string;
  run(): Promise<BenchReport>;
}

export const BENCHES: readonly Bench[] = [
  {
    name: 'orientation',
    shows: 'The orientation filter is as accurate as the published one, fast, and makes no garbage.',
    run: runOrientationBench,
  },
  {
    name: 'recording',
    shows: 'A gigabyte of CSV is read, and run through a session, fast and in bounded memory.',
    run: runRecordingBench,
  },
];
