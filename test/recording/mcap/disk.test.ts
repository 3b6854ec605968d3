import { open } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { fromHandle } from '../../../src/recording/mcap/disk.ts';
import type { RecordingProblem } from '../../../src/recording/mcap/trouble.ts';
import type { RecordingWriter } from '../../../src/recording/mcap/writer.ts';
import { type MemoryFile, memoryFile, notifications, readAll, record, systemError } from './support.ts';

/** Lets everything that only waits for memory run. */
const settle = async (): Promise<void> => {
  for (let i = 0; i < 20; i += 1) {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
};

const problemsOf = (writer: RecordingWriter): RecordingProblem[] => {
  const problems: RecordingProblem[] = [];
  writer.problems.subscribe((problem) => problems.push(problem));
  return problems;
};

/** From now on the disk takes nothing more; it still lets files shrink. */
const fillUp = (file: MemoryFile, code = 'ENOSPC'): void => {
  file.before = (operation) => {
    if (operation === 'write') throw systemError(code);
  };
};

/** Writes second after second, waiting for the disk after each. */
const writeSeconds = async (writer: RecordingWriter, from: number, to: number): Promise<void> => {
  for (let second = from; second < to; second += 1) {
    for (const item of notifications(20, second * 20)) writer.write(item);
    await settle();
  }
};

describe('a full disk', () => {
  it.each([
    ['ENOSPC', 'test.mcap: the disk is full. Free some space.'],
    ['EROFS', 'test.mcap: this disk is read-only. Choose a directory on another disk.'],
    ['EIO', 'test.mcap: writing failed (EIO). Check the disk or drive.'],
  ])('is told once (%s), and what is on it stays readable', async (code, says) => {
    const file = memoryFile();
    const writer = await record(file);
    const problems = problemsOf(writer);
    await writeSeconds(writer, 0, 3);
    fillUp(file, code);
    await writeSeconds(writer, 3, 10);
    const result = await writer.close();
    expect(problems.map((problem) => [problem.type, 'error' in problem && problem.error.describe()])).toEqual(
      [['not-written', says]],
    );
    // The third second was still in memory when the disk filled up.
    expect(result).toMatchObject({ complete: false, safeMessages: 1 + 40, lostMessages: 160 });
    expect(result.error?.describe()).toBe(says);
    const read = await readAll(file.content());
    expect(read.items).toStrictEqual(notifications(40));
    expect(read.end?.state).toBe('cut');
  });

  it('is written to again once there is room; the file shows the hole', async () => {
    const file = memoryFile();
    const writer = await record(file);
    const problems = problemsOf(writer);
    // The record of the channel is in the first chunk, which is lost: a later one brings it again.
    fillUp(file);
    await writeSeconds(writer, 0, 3);
    file.before = () => {};
    await writeSeconds(writer, 3, 6);
    expect(await writer.close()).toMatchObject({ complete: false, lostMessages: 40, error: null });
    expect(problems.map(({ type }) => type)).toEqual(['not-written', 'recovered']);
    const read = await readAll(file.content());
    expect(read.items).toStrictEqual([{ type: 'lost', atS: 0, messages: 40 }, ...notifications(80, 40)]);
    expect(read.end).toMatchObject({ state: 'closed', lostMessages: 40 });
  });

  it('shows a loss at the very end too', async () => {
    const file = memoryFile();
    const writer = await record(file);
    await writeSeconds(writer, 0, 1);
    let writes = 0;
    file.before = (operation) => {
      if (operation === 'write' && writes++ === 0) throw systemError('ENOSPC');
    };
    expect(await writer.close()).toMatchObject({ complete: false, lostMessages: 20 });
    const read = await readAll(file.content());
    expect(read.items).toStrictEqual([{ type: 'lost', atS: 0, messages: 20 }]);
    expect(read.end).toMatchObject({ state: 'closed', lostMessages: 20 });
  });

  it('leaves no half chunk, even where it took a part, and even where it would not let the file shrink', async () => {
    const file = memoryFile();
    file.takes = 100;
    const writer = await record(file);
    await writeSeconds(writer, 0, 2);
    let truncations = 0;
    let room = 150;
    file.before = (operation, bytes) => {
      if (operation === 'truncate' && truncations++ < 2) throw systemError('EIO');
      if (operation !== 'write') return;
      if (room <= 0) throw systemError('ENOSPC');
      room -= Math.min(bytes, file.takes);
    };
    await writeSeconds(writer, 2, 4);
    room = Infinity;
    await writeSeconds(writer, 4, 6);
    await writer.close();
    expect(truncations).toBeGreaterThan(2);
    const read = await readAll(file.content());
    expect(read.error).toBeNull();
    expect(read.end).toMatchObject({ state: 'closed' });
    const kept = read.items.filter(({ type }) => type === 'input').length;
    expect(kept + (read.end?.lostMessages ?? 0)).toBe(120);
    expect(kept).toBeGreaterThanOrEqual(60);
  });

  it('is left with whole chunks alone, even if it never gets room again', async () => {
    const file = memoryFile();
    const writer = await record(file);
    file.takes = 100;
    let room = 150;
    file.before = (operation, bytes) => {
      if (operation !== 'write') return;
      if (room <= 0) throw systemError('ENOSPC');
      room -= Math.min(bytes, file.takes);
    };
    await writeSeconds(writer, 0, 4);
    // Room for the last chunk and a part of the index.
    room = Infinity;
    writer.tick(1000);
    await settle();
    room = 150;
    const { bytes } = await writer.close();
    expect(room).toBeLessThanOrEqual(0);
    expect(file.content().length).toBe(bytes);
  });

  it('counts a failed sync as not written', async () => {
    const file = memoryFile();
    const writer = await record(file);
    const problems = problemsOf(writer);
    file.before = (operation) => {
      if (operation === 'sync') throw systemError('EIO');
    };
    await writeSeconds(writer, 0, 2);
    expect(writer.status()).toMatchObject({ safeMessages: 1, lostMessages: 20 });
    file.before = () => {};
    await writer.close();
    expect(problems.map(({ type }) => type)).toEqual(['not-written', 'recovered']);
    expect((await readAll(file.content())).end).toMatchObject({ state: 'closed', lostMessages: 20 });
  });

  it('is told when a recording cannot even begin', async () => {
    const file = memoryFile();
    fillUp(file);
    await expect(record(file)).rejects.toThrow('ENOSPC');
  });

  it.skipIf(process.platform !== 'linux')('of the real kind is told too', async () => {
    const handle = await open('/dev/full', 'r+');
    await expect(record(fromHandle(handle))).rejects.toMatchObject({ code: 'ENOSPC' });
    await handle.close();
  });
});

describe('a slow disk', () => {
  it('costs no time and bounded memory; what does not fit is told once and counted', async () => {
    const file = memoryFile();
    const writer = await record(file, { queueBytes: 5000 });
    const problems = problemsOf(writer);
    const waiting: (() => void)[] = [];
    file.before = (operation) =>
      operation === 'write'
        ? new Promise((resolve) => {
            waiting.push(resolve);
          })
        : undefined;
    await writeSeconds(writer, 0, 60);
    expect(writer.status().waitingBytes).toBeLessThanOrEqual(5000);
    expect(problems.map((problem) => 'error' in problem && problem.error.describe())).toEqual([
      'test.mcap: the disk is too slow. Record to a faster disk.',
    ]);
    file.before = () => {};
    for (const release of waiting) release();
    await settle();
    const { lostMessages } = writer.status();
    expect(lostMessages).toBeGreaterThan(500);
    expect(problems.map(({ type }) => type)).toEqual(['too-slow', 'recovered']);
    await writeSeconds(writer, 60, 62);
    expect(await writer.close()).toMatchObject({ complete: false, lostMessages, error: null });
    const read = await readAll(file.content());
    expect(read.end).toMatchObject({ state: 'closed', lostMessages });
    expect(read.items.filter(({ type }) => type === 'input')).toHaveLength(62 * 20 - lostMessages);
  });

  it('that hangs does not hang the end of the session', async () => {
    const file = memoryFile();
    const writer = await record(file, { deadlineMs: 30 });
    file.before = () => new Promise(() => {});
    for (const item of notifications(100)) writer.write(item);
    const result = await writer.close();
    expect(result.complete).toBe(false);
    expect(result.error?.describe()).toMatch(/^test\.mcap: the disk did not answer in time\. /);
    expect(await writer.close()).toBe(result);
    expect((await readAll(file.content())).end).toMatchObject({ state: 'cut', messages: 1 });
  });

  it('that hangs does not hang the start of the session', async () => {
    const file = memoryFile();
    file.before = () => new Promise(() => {});
    await expect(record(file, { deadlineMs: 30 })).rejects.toThrow('did not answer in time');
  });
});

describe('a closed recording', () => {
  it('takes nothing more', async () => {
    const file = memoryFile();
    const writer = await record(file);
    for (const item of notifications(5)) writer.write(item);
    await writer.close();
    const before = file.content();
    for (const item of notifications(100)) writer.write(item);
    writer.tick(1000);
    await settle();
    expect(file.content()).toStrictEqual(before);
  });
});
