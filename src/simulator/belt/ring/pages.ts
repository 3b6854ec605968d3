/** The memory behind the ring: pages of 256 bytes, one block each, overwritten in turn (SPEC 14.1). */
import { type Block, decodeBlock, encodeBlock } from '../../../devices/protocol/index.ts';

const PAGE_BYTES = 256;
/** Fields of a block (SPEC 14.1). */
const INDEX_AT = 4;
const COUNT_AT = 20;

/**
 * Pages are numbered without end; only the last `capacity` of them are still there. Survives a reboot when it is flash:
 * the object then outlives the firmware.
 */
export class Pages {
  readonly capacity: number;
  readonly #bytes: Uint8Array;
  readonly #lengths: Uint16Array;
  #next = 0;
  #first = 0;

  constructor(capacity: number) {
    this.capacity = capacity;
    this.#bytes = new Uint8Array(capacity * PAGE_BYTES);
    this.#lengths = new Uint16Array(capacity);
  }

  /** Number the next page will get. */
  get next(): number {
    return this.#next;
  }

  /** Number of the oldest page still there. */
  get first(): number {
    return Math.max(this.#first, this.#next - this.capacity);
  }

  write(block: Block): void {
    const slot = this.#next++ % this.capacity;
    const bytes = encodeBlock(block);
    this.#bytes.set(bytes, slot * PAGE_BYTES);
    this.#lengths[slot] = bytes.length;
  }

  /** A copy of the block on a page after its checksum was checked; `null` if it is gone or bad. */
  read(page: number): Uint8Array | null {
    const bytes = this.#window(page);
    return bytes === null || !decodeBlock(bytes).ok ? null : bytes.slice();
  }

  /** Index of the first sample of a page, without a look at its checksum; `null` if it is gone. */
  indexOf(page: number): number | null {
    const bytes = this.#window(page);
    return bytes === null ? null : new DataView(bytes.buffer, bytes.byteOffset).getUint32(INDEX_AT, true);
  }

  /** Samples of a page that is still there. */
  countOf(page: number): number {
    return this.#window(page)?.[COUNT_AT] ?? 0;
  }

  /** Forgets everything; the numbers go on. */
  erase(): void {
    this.#first = this.#next;
  }

  /** A fault: one bit of a page turns over. */
  flipBit(page: number, bit: number): void {
    const bytes = this.#window(page);
    if (bytes !== null) bytes[(bit >> 3) % bytes.length] ^= 1 << (bit & 7);
  }

  #window(page: number): Uint8Array | null {
    if (page < this.first || page >= this.#next) return null;
    const slot = page % this.capacity;
    return this.#bytes.subarray(slot * PAGE_BYTES, slot * PAGE_BYTES + this.#lengths[slot]);
  }
}
