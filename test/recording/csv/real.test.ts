import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openRecording } from '../../../src/recording/csv/recording.ts';
import { describeWithData } from '../../data.ts';

const KINDS = ['squat-waist', 'barbell-bar', 'sit-to-stand', 'daily-lower-back'];

for (const kind of KINDS) {
  describeWithData(kind, `real recordings: ${kind}`, (folder) => {
    const names = readdirSync(folder).filter((name) => /(?<!\.truth)\.csv$/.test(name));

    it.each(names)('%s is read to its end, units and rate accepted', async (name) => {
      const recording = await openRecording(join(folder, name));
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
}
