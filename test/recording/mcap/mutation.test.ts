import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromChunks } from '../../../src/recording/csv/source.ts';
import { MAX_RECORD_BYTES } from '../../../src/recording/mcap/format.ts';
import { openMcapFrom } from '../../../src/recording/mcap/reader.ts';
import { changed, good, nth, OPCODE } from './made.ts';
import { readAll } from './support.ts';

describe('a recording with bytes changed', () => {
  it('never ends in anything but an error of ours, whatever bytes are changed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(fc.nat(good.length - 1), fc.constantFrom(0, 1, 2, 4, 7, 0x7f, 0x80, 0xff), fc.nat(255)),
          { minLength: 1, maxLength: 8 },
        ),
        fc.nat(good.length),
        fc.boolean(),
        async (changes, cut, whole) => {
          const bytes = good.slice(0, whole ? good.length : cut);
          for (const [at, special, any] of changes) bytes[at] = any < 128 ? special : any;
          // Throws what is no BeltlineError.
          const read = await readAll(bytes);
          expect(read.error === null).toBe(read.end !== null);
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('never ends in anything but an error of ours, even if the checksums are right', async () => {
    // Mutations inside a chunk would all be caught by its checksum; without one, the records inside are read.
    const chunk = nth(OPCODE.chunk, 1);
    const unchecked = changed((_bytes, view) => view.setUint32(chunk.offset + 9 + 24, 0, true));
    const changes = fc.array(
      fc.tuple(fc.integer({ min: chunk.offset + 41, max: chunk.end - 1 }), fc.nat(255)),
      {
        minLength: 1,
        maxLength: 4,
      },
    );
    let failed = 0;
    await fc.assert(
      fc.asyncProperty(changes, async (turned) => {
        const bytes = unchecked.slice();
        for (const [at, value] of turned) bytes[at] = value;
        const read = await readAll(bytes);
        if (read.error !== null) failed += 1;
      }),
      { numRuns: 1500 },
    );
    expect(failed).toBeGreaterThan(100);
  });

  it('never ends in anything but an error of ours for bytes of chance behind a good beginning', async () => {
    const opening = good.slice(0, nth(OPCODE.chunk, 1).offset);
    await fc.assert(
      fc.asyncProperty(fc.nat(16), fc.uint8Array({ maxLength: 300 }), async (opcode, content) => {
        const prefix = new DataView(new ArrayBuffer(9));
        prefix.setUint8(0, opcode);
        prefix.setBigUint64(1, BigInt(content.length), true);
        await readAll(Buffer.concat([opening, new Uint8Array(prefix.buffer), content]));
      }),
      { numRuns: 1500 },
    );
  });

  it('makes no room for a length that is only claimed', async () => {
    const prefix = new DataView(new ArrayBuffer(9));
    prefix.setUint8(0, OPCODE.chunk);
    prefix.setBigUint64(1, BigInt(MAX_RECORD_BYTES), true);
    const opening = good.slice(0, nth(OPCODE.chunk, 1).offset);
    const bytes = Buffer.concat([opening, new Uint8Array(prefix.buffer), new Uint8Array(200_000)]);
    let room = 0;
    const source = fromChunks('test.mcap', [bytes]);
    const recording = await openMcapFrom({
      ...source,
      read(into, offset) {
        room = Math.max(room, into.length);
        return source.read(into, offset);
      },
    });
    expect((await recording.items().next()).done).toBe(true);
    expect(recording.end?.state).toBe('cut');
    expect(room).toBeLessThanOrEqual(2 * bytes.length);
  });
});
