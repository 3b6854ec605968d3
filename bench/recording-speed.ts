/** Child process of the recording bench: reads one file, alone or through a session, and prints {@link Figures}. */
import { from } from 'rxjs';
import { runSession } from '../src/pipeline/session.ts';
import { openRecording } from '../src/recording/csv/recording.ts';

const [file, mode] = process.argv.slice(2);
const startMs = performance.now();
const recording = await openRecording(file);
if (mode === 'session') {
  await runSession(from(recording.batches()), {
    exercise: 'conventional-deadlift',
    placement: 'lumbar',
    athlete: { heightM: 1.78 },
    beltRateHz: recording.info.sampleRateHz,
    thoracicRateHz: null,
    baseline: null,
  }).forEach(() => {});
} else {
  const batches = recording.batches();
  while ((await batches.next()).done !== true);
}
await recording.close();
const seconds = (performance.now() - startMs) / 1000;
const { samples } = recording.totals;
// maxRSS is in KiB; it counts the runtime and the loader of this script too.
console.log(
  JSON.stringify({ samples, seconds, peakMegabytes: (process.resourceUsage().maxRSS * 1024) / 1e6 }),
);
