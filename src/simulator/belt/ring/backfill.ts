/** The Backfill characteristic: at most one transfer, and the message that ends one before its time (SPEC 14.4). */
import { decodeBackfill, STATUS } from '../../../devices/protocol/index.ts';
import type { Outgoing, Source } from '../outbox.ts';
import type { BeltTime } from '../time.ts';
import type { Ring } from './ring.ts';
import { type BackfillFaults, Transfer, type TransferPlan } from './transfer.ts';

const TWO_8 = 2 ** 8;

export class BackfillServer implements Source {
  readonly #ring: Ring;
  readonly #faults: BackfillFaults;
  readonly #time: BeltTime;
  readonly #wanted: () => void;
  #transfer: Transfer | null = null;
  #last: Uint8Array | null = null;
  #number = 0;

  /** `wanted`: there is something to send although nobody asked just now. */
  constructor(ring: Ring, faults: BackfillFaults, time: BeltTime, wanted: () => void) {
    this.#ring = ring;
    this.#faults = faults;
    this.#time = time;
    this.#wanted = wanted;
  }

  get isBusy(): boolean {
    return this.#transfer !== null;
  }

  /** Begins a transfer; data follows once {@link start} is called with its number. */
  open(plan: Omit<TransferPlan, 'transfer'>): number {
    const transfer = this.#number;
    this.#number = (this.#number + 1) % TWO_8;
    this.#transfer = new Transfer({ ...plan, transfer }, this.#ring, this.#faults, this.#time, (last) =>
      this.#over(last),
    );
    return transfer;
  }

  start(transfer: number): void {
    if (this.#transfer?.id === transfer) this.#transfer.start();
  }

  /** ABORT: of a transfer that is over it changes nothing. */
  abort(transfer: number): void {
    if (this.#transfer?.id === transfer) this.#over(this.#transfer.end(STATUS.state));
  }

  /** The link is gone. */
  close(): void {
    this.#transfer?.cancel();
    this.#transfer = null;
    this.#last = null;
  }

  write(bytes: Uint8Array): void {
    const read = decodeBackfill(bytes);
    if (!read.ok || read.value.message !== 'backfill-ack') return;
    if (read.value.transfer === this.#transfer?.id) this.#transfer.acknowledge(read.value);
  }

  next(): Outgoing | null {
    const last = this.#last;
    if (last === null) return this.#transfer?.next() ?? null;
    this.#last = null;
    return { channel: 'backfill', bytes: last };
  }

  #over(last: Uint8Array | null): void {
    this.#transfer = null;
    this.#last = last;
    if (last !== null) this.#wanted();
  }
}
