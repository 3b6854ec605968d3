/** Child process of the graph bench: the stages of the graph, one by one and together. Prints {@link StageFigures}. */
import { PerformanceObserver } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { from, Subject } from 'rxjs';
import { withAlerts } from '../../src/alerts/with-alerts.ts';
import { analyseRecording } from '../../src/cli/analysis/run.ts';
import { csvSource } from '../../src/cli/analysis/sources.ts';
import { IMU_WIDTH, type SampleBatch } from '../../src/domain/sample.ts';
import { runSession, type SessionOptions } from '../../src/pipeline/session.ts';
import { openRecording } from '../../src/recording/csv/recording.ts';
import { createLiftAnalyser } from '../../src/signal/analysis/lifts.ts';
import { createMotionGrid } from '../../src/signal/motion/grid.ts';
import { createOrientationTracker } from '../../src/signal/orientation/tracker.ts';
import { median, quantile } from '../statistics.ts';
import { GRAPH_INPUT, LIVE_BATCH, type StageFigures } from './input.ts';

const RUNS = 5;

const [file] = process.argv.slice(2);

const load = async (): Promise<{ batches: SampleBatch[]; rateHz: number; samples: number }> => {
  const recording = await openRecording(file);
  const batches: SampleBatch[] = [];
  for await (const batch of recording.batches()) batches.push(batch);
  await recording.close();
  return { batches, rateHz: recording.info.sampleRateHz, samples: recording.totals.samples };
};

const { batches, rateHz, samples } = await load();

const options: SessionOptions = {
  exercise: GRAPH_INPUT.exercise,
  placement: GRAPH_INPUT.placement,
  athlete: { heightM: GRAPH_INPUT.heightM },
  beltRateHz: rateHz,
  thoracicRateHz: null,
  baseline: null,
};

/** Every batch as a live session gets it, each timed by itself: `next` returns when all has been told. */
const liveSteps = (): number[] => {
  const source = new Subject<SampleBatch>();
  const subscription = runSession(source, options).pipe(withAlerts()).subscribe();
  const steps: number[] = [];
  for (const batch of batches) {
    for (let i = 0; i < batch.count; i += LIVE_BATCH) {
      const count = Math.min(LIVE_BATCH, batch.count - i);
      const part = {
        sensor: batch.sensor,
        count,
        timeS: batch.timeS.subarray(i, i + count),
        imu: batch.imu.subarray(i * IMU_WIDTH, (i + count) * IMU_WIDTH),
      };
      const startMs = performance.now();
      source.next(part);
      steps.push(performance.now() - startMs);
    }
  }
  source.complete();
  subscription.unsubscribe();
  return steps;
};

const graph = (): Promise<void> =>
  runSession(from(batches), options)
    .pipe(withAlerts())
    .forEach(() => {});

const wholeFile = async (): Promise<void> => {
  await analyseRecording({ source: csvSource(file), thoracic: null, input: GRAPH_INPUT, baseline: null });
};

const csvOnly = async (): Promise<void> => {
  await load();
};

const orient = () => {
  const tracker = createOrientationTracker({ nominalRateHz: rateHz });
  return batches.map((batch) => tracker.step(batch));
};

/** Nanoseconds per sample, median of some runs after one to warm up. */
const nanoseconds = async (pass: () => unknown): Promise<number> => {
  await pass();
  const runs: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const startMs = performance.now();
    await pass();
    runs.push((performance.now() - startMs) * (1e6 / samples));
  }
  return median(runs);
};

const steps = liveSteps();

let collections = 0;
let collectionMs = 0;
const observer = new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    collections += 1;
    collectionMs += entry.duration;
  }
});
observer.observe({ entryTypes: ['gc'] });
// Entries arrive on the event loop, so wait before and after; what came before the run is dropped.
await pause(50);
collections = 0;
collectionMs = 0;
await graph();
await pause(50);
observer.disconnect();

const oriented = orient();
const toGrid = () => {
  const grid = createMotionGrid();
  return oriented.map((batch) => grid.step(batch));
};
const motion = toGrid();

const figures: StageFigures = {
  samples,
  fileNs: await nanoseconds(wholeFile),
  csvNs: await nanoseconds(csvOnly),
  graphNs: await nanoseconds(graph),
  orientationNs: await nanoseconds(orient),
  gridNs: await nanoseconds(toGrid),
  liftsNs: await nanoseconds(() => {
    const lifts = createLiftAnalyser({ ...options, thoracic: false });
    for (const batch of motion) lifts.step({ sensor: 'belt', motion: batch });
    lifts.finish();
  }),
  live: { p50: median(steps), p99: quantile(steps, 0.99), max: Math.max(...steps) },
  collections,
  collectionMs,
};
console.log(JSON.stringify(figures));
