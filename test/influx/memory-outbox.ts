/** An outbox in memory, for tests of what empties it. */
import type { DeadLine, Outbox, OutboxLine } from '../../src/domain/outbox.ts';

export interface MemoryOutbox extends Outbox {
  put(lines: readonly string[]): void;
  /** All that waits. */
  waiting(): readonly string[];
}

export const createMemoryOutbox = (): MemoryOutbox => {
  let lastId = 0;
  let queue: OutboxLine[] = [];
  let buried: DeadLine[] = [];
  const take = (ids: readonly number[]): OutboxLine[] => {
    const taken = new Set(ids);
    const found = queue.filter(({ id }) => taken.has(id));
    queue = queue.filter(({ id }) => !taken.has(id));
    return found;
  };
  const put = (lines: readonly string[]): void => {
    for (const line of lines) queue.push({ id: (lastId += 1), line });
  };
  return {
    put,
    waiting: () => queue.map(({ line }) => line),
    next: (limit) => queue.slice(0, limit),
    sent: (ids) => void take(ids),
    dead(id, { reason, status }) {
      for (const line of take([id])) buried.push({ ...line, reason, status, atUs: 0 });
    },
    counts: () => ({ waiting: queue.length, dead: buried.length }),
    deadLines: (limit) => buried.slice(0, limit),
    retry() {
      const lines = buried.map(({ line }) => line);
      buried = [];
      put(lines);
      return lines.length;
    },
  };
};
