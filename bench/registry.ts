/** All benches. To add one: write `bench/<name>.ts`, add a line here. */
import { runGraphBench } from './graph.ts';
import { runInfluxBench } from './influx.ts';
import { runMcapBench } from './mcap.ts';
import { runOrientationBench } from './orientation.ts';
import { runProtocolFuzzBench } from './protocol-fuzz.ts';
import { runRecordingBench } from './recording.ts';
import { runRecordingsBench } from './recordings.ts';
import { runLinkChaosBench } from './link-chaos.ts';
import { runLinkEightBench } from './link-eight.ts';
import { runLinkLatencyBench } from './link-latency.ts';
import { runPageBench } from './page.ts';
import type { BenchReport } from './report.ts';
import { runSoakBench } from './soak.ts';
import { runStoreBench } from './store.ts';
import { runVirtualLifterBench } from './virtual-lifter.ts';

export interface BenchOptions {
  /** Fewer seeds, for a look in passing; nothing is written. */
  readonly quick: boolean;
  /** Other virtual lifters than the held-out ones; `null` for those. Nothing is written. */
  readonly firstLifter: number | null;
}

export interface Bench {
  /** Name on the command line and of the result file. */
  readonly name: string;
  /** What it shows, one sentence. */
  readonly shows: string;
  run(options: BenchOptions): Promise<BenchReport>;
}

export const BENCHES: readonly Bench[] = [
  {
    name: 'orientation',
    shows: 'The orientation filter is as accurate as the published one, fast, and makes no garbage.',
    run: runOrientationBench,
  },
  {
    name: 'recordings',
    shows: 'Real recordings through `beltline analyze`: squats, bars, sit-to-stands counted, daily life not.',
    run: runRecordingsBench,
  },
  {
    name: 'virtual-lifter',
    shows: 'Reps, times, speed and back of virtual lifters that were never used while developing.',
    run: runVirtualLifterBench,
  },
  {
    name: 'graph',
    shows: 'The whole graph is fast enough for files and for live sessions, in bounded memory.',
    run: runGraphBench,
  },
  {
    name: 'recording',
    shows: 'A gigabyte of CSV is read, and run through a session, fast and in bounded memory.',
    run: runRecordingBench,
  },
  {
    name: 'mcap',
    shows: 'Recording a live session costs the session next to nothing, and the disk little.',
    run: runMcapBench,
  },
  {
    name: 'protocol-fuzz',
    shows:
      'No bytes a belt might send make the codec of the firmware protocol throw, hang or lose its place.',
    run: runProtocolFuzzBench,
  },
  {
    name: 'link-latency',
    shows: 'A movement reaches the session, and a buzz the belt, while the rep is going on.',
    run: runLinkLatencyBench,
  },
  {
    name: 'link-chaos',
    shows: 'Whatever radio and firmware do: no crash, no hang beyond a deadline, no sample lost for good.',
    run: runLinkChaosBench,
  },
  {
    name: 'link-eight',
    shows: 'Eight belts at once are heard in time, at a fraction of one core.',
    run: runLinkEightBench,
  },
  {
    name: 'store',
    shows: 'What was lifted is on the disk at once, and ten years of it are asked in a moment.',
    run: runStoreBench,
  },
  {
    name: 'influx',
    shows: 'A backlog reaches a real InfluxDB fast, and the session beside it hardly notices.',
    run: runInfluxBench,
  },
  {
    name: 'page',
    shows:
      'The live page shows a sample while the bar is still on its way, and costs phone and service little.',
    run: runPageBench,
  },
  {
    name: 'soak',
    shows: 'An hour of training at real rates loses no rep and no memory.',
    run: runSoakBench,
  },
];
