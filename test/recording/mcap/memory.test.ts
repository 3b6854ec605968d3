import { describe, expect, it } from 'vitest';
import { fromNanoseconds } from '../../../src/domain/session-time.ts';
import { fromChunks } from '../../../src/recording/csv/source.ts';
import { openMcapFrom } from '../../../src/recording/mcap/reader.ts';
import { BELT, bytesAt, record } from './support.ts';

/** Two hours of a belt at 208 Hz, ten samples a notification. */
const SECONDS = 7200;
const PER_SECOND = 21;

const inUse = (): number => {
  const { arrayBuffers, heapUsed } = process.memoryUsage();
  return arrayBuffers + heapUsed;
};

describe('memory', () => {
  it('does not grow with the length of a recording, written or read', async () => {
    const pieces: Uint8Array[] = [];
    let length = 0;
    const writer = await record({
      write: async (bytes) => {
        pieces.push(bytes.slice());
        length += bytes.length;
        return bytes.length;
      },
      sync: async () => {},
      truncate: async () => {},
      close: async () => {},
    });
    const bytes = new Uint8Array(128);
    const before = inUse();
    let peak = 0;
    for (let i = 0; i < SECONDS * PER_SECOND; i += 1) {
      writer.write(bytesAt(fromNanoseconds(i * 48_000_000), bytes, BELT));
      if (i % 1000 !== 0) continue;
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      peak = Math.max(peak, inUse() - before - length);
    }
    await writer.close();
    expect(length).toBeGreaterThan(20e6);
    // A megabyte of index, and garbage not yet collected.
    expect(peak).toBeLessThan(60e6);

    const beforeReading = inUse();
    let readingPeak = 0;
    let messages = 0;
    const recording = await openMcapFrom(fromChunks('long.mcap', pieces));
    for await (const item of recording.items()) {
      messages += item.type === 'input' ? 1 : 0;
      if (messages % 1000 === 0) readingPeak = Math.max(readingPeak, inUse() - beforeReading);
    }
    expect(messages).toBe(SECONDS * PER_SECOND);
    expect(readingPeak).toBeLessThan(60e6);
  });
});
