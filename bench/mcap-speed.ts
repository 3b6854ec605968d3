/** Child process of the bench of MCAP: writes one recording, or reads it, and prints {@link McapFigures}. */
import { setImmediate } from 'node:timers/promises';
import { fromNanoseconds } from '../src/domain/session-time.ts';
import type { RecordedDevice } from '../src/recording/mcap/contents.ts';
import { createRecording } from '../src/recording/mcap/create.ts';
import { openMcap } from '../src/recording/mcap/reader.ts';
import type { RecordingWriter } from '../src/recording/mcap/writer.ts';
import { type McapFigures, NOTIFICATION, SESSION } from './mcap.ts';
import { quantile } from './statistics.ts';

const [mode, place, belts, samples] = process.argv.slice(2);

const devices = Array.from({ length: Number(belts) }, (_, i): RecordedDevice => ({
  serial: `BELT-${i}`,
  driver: 'beltline',
  role: 'belt',
  athlete: `lifter ${i}`,
}));
const start = { startedAt: new Date(), timeZone: 'Europe/Berlin', software: 'beltline bench' };
const settings = {
  lifters: devices.map(({ athlete }) => ({
    athlete,
    heightM: 1.78,
    barTravelM: null,
    exercise: 'conventional-deadlift',
    placement: 'lumbar',
    loadKg: 140,
    baseline: null,
  })),
  alerts: {},
  rules: [],
};

/** Before statistics of a million calls take memory of their own. */
const peak = (): number => (process.resourceUsage().maxRSS * 1024) / 1e6;

const letDiskFollow = async (writer: RecordingWriter): Promise<void> => {
  while (writer.status().waitingBytes > SESSION.backlogBytes) await setImmediate();
};

/** An hour of notifications of all belts, each call timed by itself; the disk has its turn between them. */
const write = async (perNotification: number): Promise<McapFigures> => {
  const writer = await createRecording({ folder: place, start, settings });
  const bytes = new Uint8Array(NOTIFICATION.headerBytes + perNotification * NOTIFICATION.sampleBytes);
  const rounds = Math.floor((SESSION.seconds * SESSION.rateHz) / perNotification);
  const callsMs = new Float64Array(rounds * devices.length);
  let calls = 0;
  const startMs = performance.now();
  for (let i = 0; i < rounds; i += 1) {
    const atS = fromNanoseconds(Math.round((i * perNotification * 1e9) / SESSION.rateHz));
    for (const device of devices) {
      bytes[0] = i;
      const beforeMs = performance.now();
      writer.write({ type: 'input', device, input: { type: 'bytes', atS, channel: 'stream', bytes } });
      callsMs[calls++] = performance.now() - beforeMs;
    }
    await letDiskFollow(writer);
  }
  const closed = await writer.close();
  if (!closed.complete) throw new Error(`the disk could not follow: ${closed.lostMessages} messages lost`);
  const seconds = (performance.now() - startMs) / 1000;
  const peakMegabytes = peak();
  const durationsMs = Array.from(callsMs);
  return {
    file: closed.file,
    messages: closed.safeMessages,
    bytes: closed.bytes,
    seconds,
    callMs: {
      p50: quantile(durationsMs, 0.5),
      p99: quantile(durationsMs, 0.99),
      p999: quantile(durationsMs, 0.999),
    },
    peakMegabytes,
  };
};

const read = async (): Promise<McapFigures> => {
  const startMs = performance.now();
  const recording = await openMcap(place);
  const items = recording.items();
  while ((await items.next()).done !== true);
  await recording.close();
  const { end } = recording;
  return {
    file: place,
    messages: end?.messages ?? 0,
    bytes: end?.atByte ?? 0,
    seconds: (performance.now() - startMs) / 1000,
    callMs: { p50: 0, p99: 0, p999: 0 },
    peakMegabytes: peak(),
  };
};

console.log(JSON.stringify(mode === 'read' ? await read() : await write(Number(samples))));
