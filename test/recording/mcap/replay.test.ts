import { describe, expect, it } from 'vitest';
import { fromChunks } from '../../../src/recording/csv/source.ts';
import type { RecordingEnd } from '../../../src/recording/mcap/assemble.ts';
import type { SessionInput, ToldItem } from '../../../src/recording/mcap/contents.ts';
import { openMcapFrom } from '../../../src/recording/mcap/reader.ts';
import {
  createReplayCheck,
  type ReplayComparison,
  sessionInputs,
} from '../../../src/recording/mcap/replay.ts';
import { arrivals, createSession } from './session.ts';
import { memoryFile, record, recordsOf } from './support.ts';

/** A recording of the session, told things included. */
const live = async (): Promise<{ bytes: Uint8Array; told: ToldItem[] }> => {
  const file = memoryFile();
  const writer = await record(file);
  const told: ToldItem[] = [];
  const session = createSession((item) => {
    told.push(item);
    writer.write(item);
  });
  for (const input of arrivals()) {
    writer.write(input);
    session.step(input);
  }
  session.finish();
  expect((await writer.close()).complete).toBe(true);
  return { bytes: file.content(), told };
};

const recorded = await live();

const replay = async (
  bytes: Uint8Array,
  change: (input: SessionInput) => SessionInput = (input) => input,
): Promise<ReplayComparison> => {
  const recording = await openMcapFrom(fromChunks('test.mcap', [bytes]));
  const check = createReplayCheck();
  const session = createSession((told) => check.replayed(told));
  for await (const input of sessionInputs(recording, (told) => check.recorded(told))) {
    session.step(change(input));
  }
  session.finish();
  if (recording.end === null) throw new Error('not read to the end');
  return check.finish(recording.end);
};

describe('a replay', () => {
  it('tells what the live session told, bit for bit', async () => {
    expect(recorded.told.map(({ body }) => 'type' in body && body.type)).toContain('rep');
    expect(await replay(recorded.bytes)).toEqual({ equal: recorded.told.length, difference: null });
  });

  it('of a recording that ends early tells the same as far as it goes', async () => {
    const chunks = recordsOf(recorded.bytes).filter(({ opcode }) => opcode === 6);
    const { equal, difference } = await replay(recorded.bytes.slice(0, chunks[chunks.length - 3].end));
    expect(difference).toBeNull();
    expect(equal).toBeGreaterThan(3);
    expect(equal).toBeLessThanOrEqual(recorded.told.length);
  });

  it('is found different when one arrival is a nanosecond late', async () => {
    let count = 0;
    const { difference } = await replay(recorded.bytes, (item) => {
      if (item.type !== 'input' || count++ !== 300) return item;
      return { ...item, input: { ...item.input, atS: item.input.atS + 1e-9 } };
    });
    expect(difference).not.toBeNull();
  });
});

const told = (body: object): ToldItem => ({ type: 'told', atS: 1, athlete: null, what: 'event', body });

describe('the comparison of a replay', () => {
  const END: RecordingEnd = {
    state: 'closed',
    atByte: 0,
    lastS: 0,
    messages: 0,
    lostMessages: 0,
    laterMessages: 0,
  };
  const compare = (
    left: readonly object[],
    right: readonly object[],
    state: RecordingEnd['state'] = 'closed',
  ): ReplayComparison => {
    const check = createReplayCheck();
    for (const body of left) check.recorded(told(body));
    for (const body of right) check.replayed(told(body));
    return check.finish({ ...END, state });
  };

  it('sees the last bit, the sign of zero, and what is missing on either side', () => {
    expect(compare([{ a: 0.3 }], [{ a: 0.1 + 0.2 }]).difference).not.toBeNull();
    expect(compare([{ a: 0 }], [{ a: -0 }]).difference).not.toBeNull();
    expect(compare([{ a: 1 }], []).difference).toEqual({ recorded: told({ a: 1 }), replayed: null });
    expect(compare([], [{ a: 1 }]).difference).toEqual({ recorded: null, replayed: told({ a: 1 }) });
    expect(compare([{ a: 1 }, { a: 2 }], [{ a: 2 }]).equal).toBe(0);
  });

  it('does not mind the order of keys, absent keys, or numbers that are none', () => {
    const result = compare([{ a: 1, b: Number.NaN }], [{ b: Number.NaN, a: 1, c: undefined }]);
    expect(result).toEqual({ equal: 1, difference: null });
  });

  it('lets a replay tell more than was recorded only where the recording was cut', () => {
    expect(compare([], [{ a: 1 }], 'cut')).toEqual({ equal: 0, difference: null });
    expect(compare([], [{ a: 1 }], 'index-missing').difference).not.toBeNull();
    expect(compare([{ a: 1 }], [], 'cut').difference).not.toBeNull();
  });
});
