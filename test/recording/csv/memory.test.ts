import { describe, expect, it } from 'vitest';
import { openRecordingFrom } from '../../../src/recording/csv/recording.ts';
import { fromChunks } from '../../../src/recording/csv/source.ts';
import { HEADER } from './support.ts';

const encoder = new TextEncoder();
const ROWS_PER_CHUNK = 5000;

function* chunks(count: number): Generator<Uint8Array> {
  yield encoder.encode(`${HEADER}\n`);
  for (let c = 0; c < count; c += 1) {
    let text = '';
    for (let i = 0; i < ROWS_PER_CHUNK; i += 1) {
      text += `${((c * ROWS_PER_CHUNK + i) / 100).toFixed(2)},0.1234,9.8123,0.2345,0.01234,-0.02345,0.00345\n`;
    }
    yield encoder.encode(text);
  }
}

describe('memory', () => {
  it('does not grow with the length of a recording', async () => {
    const recording = await openRecordingFrom(fromChunks('long.csv', chunks(300)));
    let rows = 0;
    let peakBytes = 0;
    const before = process.memoryUsage();
    for await (const batch of recording.batches()) {
      rows += batch.count;
      const now = process.memoryUsage();
      peakBytes = Math.max(
        peakBytes,
        now.arrayBuffers - before.arrayBuffers + now.heapUsed - before.heapUsed,
      );
    }
    expect(rows).toBe(300 * ROWS_PER_CHUNK);
    // 85 MB of text and 84 MB of samples went through; the rest is garbage not yet collected.
    expect(peakBytes).toBeLessThan(90e6);
  });
});
