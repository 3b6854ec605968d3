/** The recording ring: every sample of every stream, the newest overwriting the oldest (SPEC 14). */
import { encodeBlock, FRAME_FLAG, withEpoch } from '../../../devices/protocol/index.ts';
import type { SampleRun } from '../sampler.ts';
import type { Scales, Settings } from '../settings.ts';
import { scalesOf } from '../settings.ts';
import { OpenBlock } from './open-block.ts';
import { Pages } from './pages.ts';

/** A stream in the ring. */
export interface StoredStream extends Scales {
  readonly stream: number;
  readonly rateHz: number;
  readonly epoch: number;
  readonly isEnded: boolean;
  /** Oldest index still stored. */
  readonly first: number;
  /** The index after the newest. */
  readonly next: number;
}

interface Entry extends Scales {
  readonly stream: number;
  readonly rateHz: number;
  readonly epoch: number;
  isEnded: boolean;
  readonly firstPage: number;
  /** The page after its last one; `null` while it runs. */
  endPage: number | null;
  next: number;
  /** The next sample follows a gap. */
  lastIndex: number;
}

export interface RingOptions {
  /** Blocks of up to 19 samples: 8192 in 2 MB. */
  readonly blocks: number;
  /** False: RAM, a reset empties it. */
  readonly isFlash: boolean;
}

export class Ring {
  readonly isFlash: boolean;
  readonly pages: Pages;
  readonly #open = new OpenBlock();
  #entries: Entry[] = [];
  #running: Entry | null = null;

  constructor(options: RingOptions) {
    this.isFlash = options.isFlash;
    this.pages = new Pages(options.blocks);
  }

  /** Stored streams, the newest first. */
  get streams(): readonly StoredStream[] {
    this.#forgetOverwritten();
    return this.#entries
      .map((entry) => this.#describe(entry))
      .filter(({ first, next }) => next > first)
      .toReversed();
  }

  find(stream: number): StoredStream | null {
    return this.streams.find((stored) => stored.stream === stream) ?? null;
  }

  /** Scales and rate of a stream, also of one that has no samples yet. */
  describe(stream: number): StoredStream | null {
    const entry = this.#entries.find((candidate) => candidate.stream === stream);
    return (
      this.find(stream) ?? (entry === this.#running && entry !== undefined ? this.#describe(entry) : null)
    );
  }

  begin(stream: number, settings: Settings, firstIndex: number): void {
    const { rateHz, epoch } = settings;
    const firstPage = this.pages.next;
    const lastIndex = firstIndex - 1;
    const running = {
      stream,
      rateHz,
      epoch,
      ...scalesOf(settings),
      isEnded: false,
      firstPage,
      endPage: null,
    };
    this.#running = { ...running, next: firstIndex, lastIndex };
    this.#entries.push(this.#running);
  }

  append(run: SampleRun): void {
    const entry = this.#running;
    if (entry === null) return;
    for (let i = 0; i < run.count; i++) {
      const index = run.firstIndex + i;
      const isStepped = (run.flags[i] & FRAME_FLAG.clockStep) !== 0;
      if (!this.#open.isEmpty && (isStepped || this.#open.nextIndex !== index)) this.#write(entry);
      if (this.#open.isEmpty) this.#beginBlock(entry, run, i);
      this.#open.add(run, i);
      entry.lastIndex = index;
      entry.next = index + 1;
      if (this.#open.isFull) this.#write(entry);
    }
  }

  /** The running stream is over. */
  end(): void {
    const entry = this.#running;
    if (entry === null) return;
    if (!this.#open.isEmpty) this.#write(entry);
    this.#close(entry);
  }

  /** Power was lost or the processor reset: RAM is gone. */
  reset(): void {
    this.#open.clear();
    if (!this.isFlash) this.erase();
    if (this.#running !== null) this.#close(this.#running);
  }

  /** Forgets all streams that have ended. */
  erase(): void {
    this.pages.erase();
    this.#entries = this.#entries.filter((entry) => entry === this.#running);
  }

  /** Page on which an index lies, or the next one after it if it is missing. */
  pageOf(stream: number, index: number): number | null {
    const entry = this.#entries.find((candidate) => candidate.stream === stream);
    if (entry === undefined) return null;
    let low = Math.max(entry.firstPage, this.pages.first);
    let high = this.#endOf(entry);
    // The last page whose first index is not above the wanted one.
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.indexOf(middle) ?? 0) <= index) low = middle;
      else high = middle;
    }
    return low;
  }

  /** The page after the last one of a stream, the block in RAM included. */
  endPage(stream: number): number {
    const entry = this.#entries.find((candidate) => candidate.stream === stream);
    return entry === undefined ? 0 : this.#endOf(entry);
  }

  /** Index of the first sample of a page, the block in RAM included; `null` if it is gone. */
  indexOf(page: number): number | null {
    return page === this.pages.next ? this.#open.index : this.pages.indexOf(page);
  }

  /** A block as it is stored; `null` if it was overwritten or its checksum is wrong. */
  read(page: number): Uint8Array | null {
    if (page !== this.pages.next) return this.pages.read(page);
    const entry = this.#running;
    return entry === null || this.#open.isEmpty ? null : encodeBlock(this.#open.block(entry.stream));
  }

  #endOf(entry: Entry): number {
    return entry.endPage ?? this.pages.next + (this.#open.isEmpty ? 0 : 1);
  }

  #describe(entry: Entry): StoredStream {
    const { stream, rateHz, epoch, accNg, gyrUdps, isEnded, next } = entry;
    const firstPage = Math.max(entry.firstPage, this.pages.first);
    const first = firstPage < this.#endOf(entry) ? (this.indexOf(firstPage) ?? next) : next;
    return { stream, rateHz, epoch, accNg, gyrUdps, isEnded, first, next };
  }

  #beginBlock(entry: Entry, run: SampleRun, i: number): void {
    const index = run.firstIndex + i;
    const gap = index === entry.lastIndex + 1 ? 0 : FRAME_FLAG.gap;
    this.#open.begin(index, run.tickUs[i], withEpoch(gap, entry.epoch));
  }

  #write(entry: Entry): void {
    this.pages.write(this.#open.block(entry.stream));
    this.#open.clear();
  }

  #close(entry: Entry): void {
    entry.isEnded = true;
    entry.endPage = this.pages.next;
    this.#running = null;
    // What was in RAM and is lost was never stored.
    const stored = this.#lastStored(entry);
    entry.next = stored ?? entry.next;
  }

  #lastStored(entry: Entry): number | null {
    const last = this.pages.next - 1;
    if (last < entry.firstPage) return null;
    const index = this.pages.indexOf(last);
    return index === null ? null : index + this.pages.countOf(last);
  }

  #forgetOverwritten(): void {
    this.#entries = this.#entries.filter(
      (entry) => entry === this.#running || (entry.endPage ?? 0) > this.pages.first,
    );
  }
}
