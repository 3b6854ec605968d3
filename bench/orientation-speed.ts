/** Child process of the orientation bench: prints {@link SpeedFigures} as JSON. Synthetic motion, so no recordings. */
import { PerformanceObserver } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { createOrientationTracker } from '../src/signal/orientation/tracker.ts';
import { createVqf } from '../src/signal/orientation/vqf.ts';

const RATE_HZ = 200;
const ROWS = 20_000;
const SAMPLES = 2_000_000;
const RUNS = 7;
const BATCH = 8;

const timeS = Float64Array.from({ length: ROWS }, (_, i) => i / RATE_HZ);
const imu = new Float64Array(6 * ROWS);
for (let i = 0; i < ROWS; i++) {
  // Bending to and fro with rest between, so that both branches of the bias estimate run.
  const moving = Math.sin(i / 1000) > 0 ? 1 : 0;
  const angle = 0.8 * Math.sin(i / 60) * moving;
  imu[6 * i] = 9.81 * Math.sin(angle) + 2 * moving * Math.sin(i / 17);
  imu[6 * i + 2] = 9.81 * Math.cos(angle);
  imu[6 * i + 4] = 0.8 * moving * Math.cos(i / 60) * (RATE_HZ / 60);
  imu[6 * i + 5] = 0.004;
}
const out = new Float64Array(4 * ROWS);

/** Time is restarted with every pass over the rows; the filter is told so. */
const filterPass = (filter: ReturnType<typeof createVqf>): void => {
  filter.forgetTime();
  for (let i = 0; i < ROWS; i++) {
    filter.update(timeS, imu, i);
    filter.readQuat(out, i);
  }
};

const batches = Array.from({ length: ROWS / BATCH }, (_, b) => ({
  sensor: 'belt' as const,
  count: BATCH,
  timeS: timeS.subarray(b * BATCH, (b + 1) * BATCH),
  imu: imu.subarray(6 * b * BATCH, 6 * (b + 1) * BATCH),
}));

const trackerPass = (): void => {
  const tracker = createOrientationTracker({ nominalRateHz: RATE_HZ });
  for (const batch of batches) tracker.step(batch);
};

const medianNs = (pass: () => void): number => {
  const runs: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const start = process.hrtime.bigint();
    for (let k = 0; k < 10; k++) pass();
    runs.push(Number(process.hrtime.bigint() - start) / (10 * ROWS));
  }
  return runs.toSorted((a, b) => a - b)[RUNS >> 1];
};

const filter = createVqf(RATE_HZ);
for (let k = 0; k < 10; k++) filterPass(filter);
const filterNs = medianNs(() => filterPass(filter));

// Entries arrive on the event loop, so wait before and after; what came before the run is dropped.
let collections = 0;
const observer = new PerformanceObserver((list) => {
  collections += list.getEntries().length;
});
observer.observe({ entryTypes: ['gc'] });
await pause(50);
collections = 0;
for (let n = 0; n < SAMPLES; n += ROWS) filterPass(filter);
await pause(50);
observer.disconnect();

trackerPass();
const trackerNs = medianNs(trackerPass);
console.log(JSON.stringify({ filterNs, trackerNs, samples: SAMPLES, collections }));
