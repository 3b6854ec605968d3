import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DATA_MISSING, dataFolder } from '../../../bench/data.ts';
import { openRecording } from '../../../src/recording/csv/recording.ts';

const KINDS = ['squat-waist', 'barbell-bar', 'sit-to-stand', 'daily-lower-back'];

const recordings = KINDS.flatMap((kind) => {
  const folder = dataFolder(kind);
  if (folder === null) return [];
  const names = readdirSync(folder).filter((name) => /(?<!\.truth)\.csv$/.test(name));
  return names.map((name) => ({ name: `${kind}/${name}`, file: join(folder, name) }));
});

describe('real recordings', () => {
  if (recordings.length === 0) it.skip(DATA_MISSING, () => {});

  it.each(recordings)('$name is read to its end, units and rate accepted', async ({ file }) => {
    const recording = await openRecording(file);
    let previous = -Infinity;
    for await (const batch of recording.batches()) {
      expect(batch.timeS[0]).toBeGreaterThan(previous);
      previous = batch.timeS[batch.count - 1];
    }
    expect(recording.totals.lastS).toBe(previous);
    expect(recording.info.sampleRateHz).toBeGreaterThan(20);
    expect(recording.info.sampleRateHz).toBeLessThan(300);
  });
});
