/** Runs a stream: sensor on, samples into the ring and to the live stream, until it ends (SPEC 7, 14). */
import { FRAME_FLAG, MAX_SAMPLES, STREAM_END } from '../../devices/protocol/index.ts';
import type { Ring } from './ring/ring.ts';
import type { Sampler, SampleRun } from './sampler.ts';
import { scalesOf, type Settings } from './settings.ts';
import { StillMeasurement, type StillResult } from './still.ts';
import { batchSize } from './stream/batcher.ts';
import type { LiveStream } from './stream/live.ts';
import type { BeltTime, Cancel } from './time.ts';
import type { SampleLog } from './truth.ts';

/** One index is left unused, so that the number of indices always fits 32 bits. */
const LAST_INDEX = 2 ** 32 - 2;
const MS_PER_MIN = 60_000;

export type EndReason = (typeof STREAM_END)[keyof typeof STREAM_END];

export interface RecorderParts {
  readonly time: BeltTime;
  readonly sampler: Sampler;
  readonly ring: Ring | null;
  readonly live: LiveStream;
  readonly log: SampleLog | null;
}

/** A stream that ended. */
export interface EndedStream {
  readonly stream: number;
  /** Number of its indices: the one after its last. */
  readonly index: number;
}

export class Recorder {
  readonly #parts: RecorderParts;
  readonly #ended: (stream: EndedStream, reason: EndReason) => void;
  #stream = 0;
  #settings: Settings;
  #hold: Cancel = () => {};
  #still: { readonly measurement: StillMeasurement; readonly done: (result: StillResult) => void } | null =
    null;

  /** `ended` learns of streams that the belt ended by itself. */
  constructor(
    parts: RecorderParts,
    settings: Settings,
    ended: (stream: EndedStream, reason: EndReason) => void,
  ) {
    this.#parts = parts;
    this.#settings = settings;
    this.#ended = ended;
  }

  /** Id of the running stream, 0 if there is none. */
  get stream(): number {
    return this.#stream;
  }

  /** Index the next sample will get; 0 without a stream. */
  get nextIndex(): number {
    return this.#stream === 0 ? 0 : Math.min(this.#parts.sampler.nextIndex, LAST_INDEX + 1);
  }

  /** What the running stream is taken with; that of the last one without a stream. */
  get settings(): Settings {
    return this.#settings;
  }

  get isMeasuringStill(): boolean {
    return this.#still !== null;
  }

  start(stream: number, settings: Settings, firstIndex: number): void {
    const { sampler, ring, live, time } = this.#parts;
    this.#stream = stream;
    this.#settings = settings;
    ring?.begin(stream, settings, firstIndex);
    live.begin(stream, settings.epoch, firstIndex);
    sampler.start(settings, firstIndex, time.nowMs());
  }

  /** Ends the stream; what waits for a full frame is queued first. */
  stop(): EndedStream {
    const { sampler, ring, live, time } = this.#parts;
    const ended = { stream: this.#stream, index: this.nextIndex };
    live.flush(time.nowMs());
    ring?.end();
    this.#stream = 0;
    this.#hold();
    if (this.#still === null) sampler.stop();
    return ended;
  }

  /** Ends it by the belt's own decision. */
  end(reason: EndReason): void {
    if (this.#stream !== 0) this.#ended(this.stop(), reason);
  }

  /** New batch length or hold time while it runs. */
  set settings(settings: Settings) {
    this.#settings = settings;
  }

  /** The host is gone: go on for a while. */
  linkLost(): void {
    const holdMs = this.#settings.holdMin * MS_PER_MIN;
    this.#hold();
    if (this.#stream === 0) return;
    if (holdMs === 0) this.end(STREAM_END.holdOver);
    else this.#hold = this.#parts.time.after(holdMs, () => this.end(STREAM_END.holdOver));
  }

  linkUp(): void {
    this.#hold();
  }

  /**
   * Averages the gyroscope over the next two seconds; switches the sensor on if need be. Returns what gives up, unless it
   * is done already.
   */
  measureStill(settings: Settings, done: (result: StillResult) => void): Cancel {
    const { sampler, time } = this.#parts;
    const measurement = new StillMeasurement(settings.rateHz, scalesOf(settings).gyrUdps);
    const still = { measurement, done };
    this.#still = still;
    if (this.#stream === 0) {
      this.#settings = settings;
      sampler.start(settings, 0, time.nowMs());
    }
    return () => {
      if (this.#still === still) this.abandonStill();
    };
  }

  abandonStill(): void {
    this.#still = null;
    if (this.#stream === 0) this.#parts.sampler.stop();
  }

  /** Takes what is due. `valueBytes`: longest value of the connection. */
  advance(valueBytes: number): void {
    const { sampler, live, time } = this.#parts;
    const { rateHz, maxBatchMs } = this.#settings;
    const nowMs = time.nowMs();
    live.setSize(batchSize(rateHz, maxBatchMs, valueBytes));
    sampler.advance(nowMs, (run) => this.#take(run, nowMs));
    if (live.waitingSinceMs + maxBatchMs <= nowMs) live.flush(nowMs);
  }

  /** True time at which {@link advance} has something to do; Infinity if never. */
  get dueMs(): number {
    const { sampler, live } = this.#parts;
    if (!sampler.isRunning) return Infinity;
    const sampleMs = sampler.instantMs(live.isOpen ? live.wanting - 1 : MAX_SAMPLES - 1);
    return Math.min(sampleMs, live.waitingSinceMs + this.#settings.maxBatchMs);
  }

  #take(run: SampleRun, nowMs: number): void {
    this.#measure(run);
    if (this.#stream === 0) return this.#keepStep(run);
    const { ring, live, log } = this.#parts;
    const isLast = run.firstIndex + run.count > LAST_INDEX;
    if (isLast) run.count = Math.max(0, LAST_INDEX + 1 - run.firstIndex);
    log?.add(this.#stream, run);
    ring?.append(run);
    live.add(run, nowMs);
    if (isLast) this.end(STREAM_END.indexExhausted);
  }

  /** A clock step among samples of no stream is told with the first sample of the next one. */
  #keepStep(run: SampleRun): void {
    if ((run.flags[0] & FRAME_FLAG.clockStep) !== 0) this.#parts.sampler.clockStepped();
  }

  #measure(run: SampleRun): void {
    const result = this.#still?.measurement.add(run) ?? null;
    if (result === null) return;
    const done = this.#still?.done;
    this.abandonStill();
    done?.(result);
  }
}
