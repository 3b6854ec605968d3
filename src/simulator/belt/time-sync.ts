/** Answers time sync requests (SPEC 13). */
import { decodeTimeSync, encodeTimeSync, type TimeSyncRequest } from '../../devices/protocol/index.ts';
import type { Outgoing, Source } from './outbox.ts';

/** Most requests answered in a second. */
const MOST_PER_SECOND = 20;
const TWO_32 = 2 ** 32;

interface Asked {
  readonly request: TimeSyncRequest;
  readonly t2: number;
}

export class TimeSyncServer implements Source {
  readonly #clockUs: (atMs: number) => number;
  #asked: Asked[] = [];
  #answeredMs: number[] = [];

  constructor(clockUs: (atMs: number) => number) {
    this.#clockUs = clockUs;
  }

  /** A write arrived; call it at once, before any queue. */
  write(bytes: Uint8Array, nowMs: number): void {
    const read = decodeTimeSync(bytes);
    if (!read.ok || read.value.message !== 'time-sync-request') return;
    this.#answeredMs = this.#answeredMs.filter((atMs) => nowMs - atMs < 1000);
    if (this.#answeredMs.length >= MOST_PER_SECOND) return;
    this.#answeredMs.push(nowMs);
    this.#asked.push({ request: read.value, t2: this.#clockUs(nowMs) % TWO_32 });
  }

  clear(): void {
    this.#asked = [];
  }

  next(nowMs: number): Outgoing | null {
    const asked = this.#asked.shift();
    if (asked === undefined) return null;
    const { seq, t1 } = asked.request;
    const t3 = this.#clockUs(nowMs) % TWO_32;
    return {
      channel: 'timeSync',
      bytes: encodeTimeSync({ message: 'time-sync-reply', seq, t1, t2: asked.t2, t3 }),
    };
  }
}
