import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { RecordingItem } from '../../../src/recording/mcap/contents.ts';
import { describeEnd } from '../../../src/recording/mcap/reader.ts';
import { notifications, readAll, recordingOf, recordsOf } from './support.ts';

const CHUNK = 6;
const DATA_END = 15;

/** Three chunks of 8 notifications and one of a single told event. */
const ITEMS: readonly RecordingItem[] = [
  ...notifications(24),
  { type: 'told', atS: 1.25, athlete: 'anna', what: 'event', body: { type: 'lift-off', atS: 1.1 } },
];
const CHUNKS = [8, 8, 8, 1];
const bytes = await recordingOf(ITEMS, { chunkS: 0.4 });
const records = recordsOf(bytes);
const chunkEnds = records.filter(({ opcode }) => opcode === CHUNK).map(({ end }) => end);

describe('a file cut anywhere', () => {
  it('is what this test takes it for', () => {
    // The settings come in a chunk of their own.
    expect(chunkEnds).toHaveLength(1 + CHUNKS.length);
  });

  it('delivers exactly the chunks complete before the cut, and says that it ends early', async () => {
    const dataEnd = records.find(({ opcode }) => opcode === DATA_END)?.end ?? Number.NaN;
    for (let cut = 0; cut < bytes.length; cut += 1) {
      const read = await readAll(bytes.subarray(0, cut));
      if (cut < chunkEnds[0]) {
        expect(read.error?.code, `cut at ${cut}`).toBe('bad-input');
        expect(read.error?.describe()).toMatch(
          cut === 0 ? /^test\.mcap: the file is empty\. / : /within its header\. .*delete it\.$/,
        );
        continue;
      }
      const whole = CHUNKS.filter((_, i) => chunkEnds[i + 1] <= cut);
      const expected = ITEMS.slice(
        0,
        whole.reduce((sum, count) => sum + count, 0),
      );
      expect(read.error, `cut at ${cut}`).toBeNull();
      // Some thousand times: the matchers of the test runner would take twenty seconds.
      expect(isDeepStrictEqual(read.items, expected), `cut at ${cut}`).toBe(true);
      expect(read.end?.state).toBe(cut < dataEnd ? 'cut' : 'index-missing');
      expect(read.end?.atByte).toBeLessThanOrEqual(cut);
      expect(read.end?.lostMessages).toBe(0);
    }
  });

  it('is understood when the rest is zeros: the power failed', async () => {
    const torn = bytes.slice();
    torn.fill(0, chunkEnds[2]);
    expect((await readAll(torn)).items).toStrictEqual(ITEMS.slice(0, 16));
    // Within the last chunk, whose start and length were on the disk already.
    const within = bytes.slice(0, chunkEnds[2]);
    within.fill(0, chunkEnds[2] - 100);
    const read = await readAll(within);
    expect(read.items).toStrictEqual(ITEMS.slice(0, 8));
    expect(read.end).toMatchObject({ state: 'cut', messages: 9 });
  });

  it('says in words how it ends', async () => {
    const cut = await readAll(bytes.subarray(0, chunkEnds[1] + 5));
    expect(cut.end && describeEnd('a.mcap', cut.end)).toMatch(
      /^a\.mcap ends early, at byte \d+ \(0\.3 s\): it was not closed\.$/,
    );
    const noIndex = await readAll(bytes.subarray(0, -1));
    expect(noIndex.end && describeEnd('a.mcap', noIndex.end)).toBe(
      'a.mcap has no index, but nothing is missing.',
    );
    const whole = await readAll(bytes);
    expect(whole.end && describeEnd('a.mcap', whole.end)).toBeNull();
  });
});
