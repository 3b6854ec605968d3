/** Events on their way to the host (SPEC 11). */
import { type BeltEvent, encodeEvent } from '../../devices/protocol/index.ts';
import type { Outgoing, Source } from './outbox.ts';

type WithoutHead<T> = T extends unknown ? Omit<T, 'seq' | 'tick'> : never;
/** What happened, before it gets its number and time. */
export type Happening = WithoutHead<BeltEvent>;

/** The SPEC wants the last 8 at least to be kept while they cannot be sent. */
const KEPT = 16;
/** Button and haptic events older than this are not sent: an old button press must not act on the next set. */
const STALE_MS = 2000;
const STALE: ReadonlySet<string> = new Set(['button', 'haptic-begin', 'haptic-done']);
const TWO_16 = 2 ** 16;
const TWO_32 = 2 ** 32;

interface Waiting {
  readonly event: BeltEvent;
  readonly atMs: number;
}

export class EventQueue implements Source {
  #waiting: Waiting[] = [];
  #seq = 0;
  #isOpen = false;

  /** Something happened at `atMs`, `tickUs` by the belt's clock. */
  push(happening: Happening, tickUs: number, atMs: number): void {
    const event = { ...happening, seq: this.#seq, tick: tickUs % TWO_32 };
    this.#seq = (this.#seq + 1) % TWO_16;
    this.#waiting.push({ event, atMs });
    if (this.#waiting.length > KEPT) this.#waiting.shift();
  }

  open(): void {
    this.#isOpen = true;
  }

  close(): void {
    this.#isOpen = false;
  }

  next(nowMs: number): Outgoing | null {
    if (!this.#isOpen) return null;
    this.#waiting = this.#waiting.filter(
      ({ event, atMs }) => !STALE.has(event.message) || nowMs - atMs <= STALE_MS,
    );
    const first = this.#waiting.shift();
    return first === undefined ? null : { channel: 'events', bytes: encodeEvent(first.event) };
  }
}
