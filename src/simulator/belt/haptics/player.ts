/** Plays haptic commands: one at a time, one may wait (SPEC 12.2). */
import {
  EXPIRY_UNIT_US,
  type Haptic,
  HAPTIC_MODE,
  HAPTIC_OUTCOME,
  type HapticSegment,
  isAbsolute,
  priorityOf,
} from '../../../devices/protocol/index.ts';
import type { Motor } from '../motor.ts';
import type { BeltTime, Cancel } from '../time.ts';
import { segmentsOf } from './cues.ts';
import { drivenMs, type HapticPlan, planHaptic } from './plan.ts';

type Outcome = (typeof HAPTIC_OUTCOME)[keyof typeof HAPTIC_OUTCOME];

/** Learns what becomes of commands. `command` is `null` for what the belt plays by itself. */
export interface HapticListener {
  began(command: number | null, atMs: number): void;
  done(command: number | null, outcome: Outcome, onMs: number, atMs: number): void;
}

interface Ready {
  readonly command: number | null;
  readonly priority: number;
  readonly segments: readonly HapticSegment[];
  isLate(nowMs: number): boolean;
}

interface Playing extends Ready {
  readonly startMs: number;
  readonly plan: HapticPlan;
  readonly cancel: Cancel;
}

const signed16 = (value: number): number => (value << 16) >> 16;

export class HapticPlayer {
  readonly #time: BeltTime;
  readonly #motor: Motor;
  readonly #clockUs: (atMs: number) => number;
  readonly #listener: HapticListener;
  #playing: Playing | null = null;
  #waiting: Ready | null = null;

  constructor(time: BeltTime, motor: Motor, clockUs: (atMs: number) => number, listener: HapticListener) {
    this.#time = time;
    this.#motor = motor;
    this.#clockUs = clockUs;
    this.#listener = listener;
  }

  get isPlaying(): boolean {
    return this.#playing !== null;
  }

  command(haptic: Haptic): void {
    const nowMs = this.#time.nowMs();
    if (haptic.mode === HAPTIC_MODE.stop) return this.stop();
    const segments = segmentsOf(haptic);
    if (segments === null) return this.#listener.done(haptic.seq, HAPTIC_OUTCOME.unknownCue, 0, nowMs);
    const isLate = this.#expiry(haptic, nowMs);
    this.#offer({ command: haptic.seq, priority: priorityOf(haptic.options), segments, isLate });
  }

  /** What the belt plays by itself, at the lowest priority. */
  play(segments: readonly HapticSegment[]): void {
    this.#offer({ command: null, priority: 0, segments, isLate: () => false });
  }

  /** Ends what plays and what waits. */
  stop(): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    this.#end(HAPTIC_OUTCOME.stopped);
    if (waiting !== null) this.#drop(waiting, HAPTIC_OUTCOME.stopped);
  }

  #expiry({ options, expiry }: Haptic, arrivedMs: number): (nowMs: number) => boolean {
    if (!isAbsolute(options)) return (nowMs) => nowMs - arrivedMs > expiry;
    return (nowMs) => signed16(expiry - Math.floor(this.#clockUs(nowMs) / EXPIRY_UNIT_US)) < 0;
  }

  #offer(ready: Ready): void {
    // Before all else: what is late on arrival disturbs neither what plays nor what waits.
    if (ready.isLate(this.#time.nowMs())) return this.#drop(ready, HAPTIC_OUTCOME.expired);
    if (this.#playing === null) return this.#begin(ready);
    if (ready.priority > this.#playing.priority) {
      this.#end(HAPTIC_OUTCOME.replaced);
      return this.#begin(ready);
    }
    if (this.#waiting !== null && this.#waiting.priority > ready.priority)
      return this.#drop(ready, HAPTIC_OUTCOME.replaced);
    if (this.#waiting !== null) this.#drop(this.#waiting, HAPTIC_OUTCOME.replaced);
    this.#waiting = ready;
  }

  #begin(ready: Ready): void {
    const nowMs = this.#time.nowMs();
    if (ready.isLate(nowMs)) return this.#dropAndGoOn(ready, HAPTIC_OUTCOME.expired);
    if (this.#motor.broken) return this.#dropAndGoOn(ready, HAPTIC_OUTCOME.driverFault);
    const plan = planHaptic(ready.segments, this.#motor.drives, nowMs);
    if (plan.verdict === 'refused') return this.#dropAndGoOn(ready, HAPTIC_OUTCOME.dutyCap);
    this.#motor.run(plan.drives, nowMs);
    const cancel = this.#time.after(plan.endMs - nowMs, () => {
      this.#end(plan.verdict === 'cut' ? HAPTIC_OUTCOME.cut : HAPTIC_OUTCOME.played);
      this.#playWaiting();
    });
    this.#playing = { ...ready, startMs: nowMs, plan, cancel };
    this.#listener.began(ready.command, nowMs);
  }

  #playWaiting(): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting !== null) this.#begin(waiting);
  }

  #drop(ready: Ready, outcome: Outcome): void {
    this.#listener.done(ready.command, outcome, 0, this.#time.nowMs());
  }

  #dropAndGoOn(ready: Ready, outcome: Outcome): void {
    this.#drop(ready, outcome);
    this.#playWaiting();
  }

  #end(outcome: Outcome): void {
    const playing = this.#playing;
    if (playing === null) return;
    const nowMs = this.#time.nowMs();
    playing.cancel();
    this.#playing = null;
    // A timer that fires a little early must not shorten what was played to its end.
    const atEnd = outcome === HAPTIC_OUTCOME.played || outcome === HAPTIC_OUTCOME.cut;
    if (!atEnd) this.#motor.stop(nowMs);
    const untilMs = atEnd ? playing.plan.endMs : nowMs;
    const onMs = Math.round(drivenMs(playing.plan.drives, playing.startMs, untilMs));
    this.#listener.done(playing.command, outcome, onMs, nowMs);
  }
}
