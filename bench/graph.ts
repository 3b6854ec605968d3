/** Speed and memory of the whole graph: a file from the command line, the same samples live, and stage by stage. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChild } from './child.ts';
import { buildCommand, type CommandFigures } from './graph/command.ts';
import { GRAPH_INPUT, isStageFigures, LIVE_BATCH, type StageFigures } from './graph/input.ts';
import { writeTraining } from './graph/training.ts';
import { atLeast, atMost, type BenchReport, type BenchRow, info } from './report.ts';
import { median } from './statistics.ts';

/** Twenty minutes of training at 208 Hz. */
const SECONDS = 1200;
const COLD_RUNS = 5;
const WANTED_PER_S = 500_000;

/** So short that nearly all the time goes into starting: `--help` would not load what analyses. */
const START_SECONDS = 3;

/** The command on the file in fresh processes, and on next to nothing, to tell how long it takes to start. */
const runCommand = async (folder: string, file: string) => {
  const command = await buildCommand(folder);
  const short = join(folder, 'start.csv');
  await writeTraining(short, START_SECONDS);
  const analyze = (recording: string) =>
    command(['analyze', recording, '--height', String(GRAPH_INPUT.heightM), '--json']);
  const analyses: CommandFigures[] = [];
  const starts: CommandFigures[] = [];
  for (let i = 0; i < COLD_RUNS; i += 1) {
    starts.push(await analyze(short));
    analyses.push(await analyze(file));
  }
  return {
    seconds: median(analyses.map((run) => run.seconds)),
    startSeconds: median(starts.map((run) => run.seconds)),
    cpuSeconds: median(analyses.map((run) => run.cpuSeconds)),
    peakMegabytes: Math.max(...analyses.map((run) => run.peakMegabytes)),
  };
};

const perSecond = (nanoseconds: number): number => Math.round(1e9 / nanoseconds);

const rows = (command: Awaited<ReturnType<typeof runCommand>>, stages: StageFigures): BenchRow[] => [
  info('samples in the file, 20 minutes at 208 Hz', stages.samples, ''),
  atLeast('reading and the whole graph, warm', perSecond(stages.fileNs), 'samples/s', WANTED_PER_S),
  atLeast(
    '`beltline analyze` in a fresh process, less its start',
    Math.round(stages.samples / (command.seconds - command.startSeconds)),
    'samples/s',
    WANTED_PER_S,
  ),
  info('`beltline analyze`, start to end of the process', command.seconds, 's'),
  info(`of that, to start: the same with ${START_SECONDS} seconds of recording`, command.startSeconds, 's'),
  info('processor time of all its threads', command.cpuSeconds, 's'),
  atMost('peak memory of `beltline analyze`', command.peakMegabytes, 'MB', 150),
  atMost(`live step of ${LIVE_BATCH} samples from a cold start, 99 of 100`, stages.live.p99, 'ms', 2),
  info('live step, median', stages.live.p50, 'ms'),
  info('live step, longest', stages.live.max, 'ms'),
  info('graph without reading, warm', perSecond(stages.graphNs), 'samples/s'),
  info('reading alone', stages.csvNs, 'ns/sample'),
  info('orientation alone', stages.orientationNs, 'ns/sample'),
  info('motion grid alone', stages.gridNs, 'ns/sample'),
  info('lifts alone: legs, reps, speed, back', stages.liftsNs, 'ns/sample'),
  info('the whole graph', stages.graphNs, 'ns/sample'),
  info('garbage collections in one pass of the graph', stages.collections, ''),
  info('time they took', stages.collectionMs, 'ms'),
];

export const runGraphBench = async (): Promise<BenchReport> => {
  const folder = await mkdtemp(join(tmpdir(), 'beltline-bench-'));
  const file = join(folder, 'training.csv');
  try {
    await writeTraining(file, SECONDS);
    const command = await runCommand(folder, file);
    const stages = await runChild(new URL('./graph/stages.ts', import.meta.url), [file], isStageFigures);
    return { rows: rows(command, stages), skipped: null };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
