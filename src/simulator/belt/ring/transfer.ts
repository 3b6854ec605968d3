/** One READ under way: blocks as one string of bytes, cut into messages, repeated on demand (SPEC 14.4). */
import {
  BACKFILL_HEADER_BYTES,
  type BackfillAck,
  encodeBackfill,
  STATUS,
} from '../../../devices/protocol/index.ts';
import type { BeltTime, Cancel } from '../time.ts';
import type { Outgoing, Source } from '../outbox.ts';
import type { Ring, StoredStream } from './ring.ts';

/** Without an acknowledgement for so long a transfer is given up. */
const SILENCE_MS = 10_000;
const TWO_16 = 2 ** 16;
const BLOCK_COUNT_AT = 20;

export interface TransferRange {
  readonly first: number;
  readonly count: number;
}

/** The part of what was asked for that is stored; `null` if nothing is. */
export const clipRange = (stored: StoredStream, asked: TransferRange): TransferRange | null => {
  const first = Math.max(asked.first, stored.first);
  const count = Math.min(asked.first + asked.count, stored.next) - first;
  return count > 0 ? { first, count } : null;
};

export interface TransferPlan extends TransferRange {
  readonly transfer: number;
  readonly stream: number;
  readonly payload: number;
  readonly credit: number;
}

/** What may happen to stored bytes on their way, on command. */
export interface BackfillFaults {
  /** So many blocks from now on are sent with a wrong checksum. */
  corruptBlocks: number;
}

export class Transfer implements Source {
  readonly id: number;
  readonly #plan: TransferPlan;
  readonly #ring: Ring;
  readonly #faults: BackfillFaults;
  readonly #over: (last: Uint8Array | null) => void;
  readonly #time: BeltTime;
  #page: number;
  /** Bytes of blocks not yet cut into messages. */
  #rest = new Uint8Array(0);
  /** Messages from `#base` on, so that repeating never depends on the ring. */
  #window: Uint8Array[] = [];
  #base = 0;
  /** Messages of the window that were sent since the last step back. */
  #sent = 0;
  #credit: number;
  #samples = 0;
  #hasHoles = false;
  #isComplete = false;
  #isStarted = false;
  #watch: Cancel;

  /**
   * `over` is called when the host has everything (`null`), or has been silent for too long: then with the last message.
   */
  constructor(
    plan: TransferPlan,
    ring: Ring,
    faults: BackfillFaults,
    time: BeltTime,
    over: (last: Uint8Array | null) => void,
  ) {
    this.id = plan.transfer;
    this.#plan = plan;
    this.#ring = ring;
    this.#faults = faults;
    this.#time = time;
    this.#over = over;
    this.#credit = plan.credit;
    this.#page = ring.pageOf(plan.stream, plan.first) ?? 0;
    this.#watch = this.#watchSilence();
  }

  /** The host has the reply to READ: data may follow. */
  start(): void {
    this.#isStarted = true;
  }

  acknowledge({ next, credit, resend }: BackfillAck): void {
    const step = (next - this.#base + TWO_16) % TWO_16;
    if (step > this.#sent) return;
    this.#window.splice(0, step);
    this.#base += step;
    this.#sent = resend === 1 ? 0 : this.#sent - step;
    this.#credit = credit;
    this.#watch();
    if (this.#isComplete && this.#window.length === 0) return this.#over(null);
    this.#watch = this.#watchSilence();
  }

  /** Ends it without another message. */
  cancel(): void {
    this.#watch();
  }

  /** The message that ends it before its time. */
  end(status: number): Uint8Array {
    this.cancel();
    return this.#end(status, this.#base + this.#sent);
  }

  next(): Outgoing | null {
    if (!this.#isStarted || this.#sent >= this.#credit) return null;
    if (this.#sent === this.#window.length) this.#cut();
    if (this.#sent === this.#window.length) return null;
    return { channel: 'backfill', bytes: this.#window[this.#sent++] };
  }

  #watchSilence(): Cancel {
    return this.#time.after(SILENCE_MS, () => this.#over(this.end(STATUS.timeout)));
  }

  /** Adds one message to the window, the end message after the last block. */
  #cut(): void {
    if (this.#isComplete) return;
    const { transfer, payload } = this.#plan;
    while (this.#rest.length < payload && this.#takeBlock());
    const seq = (this.#base + this.#window.length) % TWO_16;
    if (this.#rest.length > 0) {
      const piece = this.#rest.slice(0, payload);
      this.#rest = this.#rest.slice(payload);
      this.#window.push(encodeBackfill({ message: 'backfill-data', transfer, seq, payload: piece }));
    } else {
      this.#isComplete = true;
      this.#window.push(this.#end(this.#hasHoles ? STATUS.range : STATUS.ok, seq));
    }
  }

  /** Appends the next block; false when there is none left. */
  #takeBlock(): boolean {
    const { stream, first, count } = this.#plan;
    while (this.#page < this.#ring.endPage(stream)) {
      const index = this.#ring.indexOf(this.#page);
      if (index !== null && index >= first + count) return false;
      const block = this.#ring.read(this.#page++);
      if (block !== null) return this.#append(block);
      this.#hasHoles = true;
    }
    return false;
  }

  #append(block: Uint8Array): true {
    this.#samples += block[BLOCK_COUNT_AT];
    if (this.#faults.corruptBlocks > 0) {
      this.#faults.corruptBlocks--;
      block[block.length - 1] ^= 0x55;
    }
    const joined = new Uint8Array(this.#rest.length + block.length);
    joined.set(this.#rest);
    joined.set(block, this.#rest.length);
    this.#rest = joined;
    return true;
  }

  #end(status: number, seq: number): Uint8Array {
    const { transfer } = this.#plan;
    return encodeBackfill({
      message: 'backfill-end',
      transfer,
      seq: seq % TWO_16,
      status,
      samples: this.#samples,
    });
  }
}

/** Bytes of blocks in each data message at a given length of values. */
export const payloadOf = (valueBytes: number): number => valueBytes - BACKFILL_HEADER_BYTES;
