/** One boot of a belt: everything that lies in RAM, and how its parts work together. */
import { decodeHaptic, FAULT, STREAM_END } from '../../devices/protocol/index.ts';
import { CURRENT_MA } from './battery.ts';
import { CalibrationUpload } from './calibration.ts';
import type { DeviceClock } from './clock.ts';
import { ControlPoint } from './control/point.ts';
import type { BootOptions, Hardware } from './hardware.ts';
import { infoOf } from './info.ts';
import { LinkState } from './link-state.ts';
import type { Central, Channel, Outgoing } from './outbox.ts';
import { buildParts, type Parts } from './parts.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';
import type { FaultCode } from './status.ts';
import type { Cancel } from './time.ts';

/** Longest value without an exchange of the MTU, bytes. */
const SMALLEST_VALUE = 20;
const BATTERY_CHECK_MS = 5000;
const NO_BACKFILL = { next: () => null };

export class Firmware {
  readonly #hardware: Hardware;
  readonly #options: BootOptions;
  readonly #parts: Parts;
  readonly #control: ControlPoint;
  #settings: Settings = DEFAULT_SETTINGS;
  #link: LinkState | null = null;
  #wake: Cancel | null = null;
  #wakeMs = Infinity;
  #isHung = false;
  /** Frames to be sent although they are none of ours. */
  readonly #foreign: Uint8Array[] = [];

  constructor(hardware: Hardware, options: BootOptions) {
    this.#hardware = hardware;
    this.#options = options;
    this.#parts = buildParts(hardware, options, () => this.#serve());
    this.#control = this.#createControl();
    this.#watchBattery();
  }

  /** Id of the running stream, 0 if there is none. */
  get stream(): number {
    return this.#parts.recorder.stream;
  }

  get bootId(): number {
    return this.#parts.bootId;
  }

  get clock(): DeviceClock {
    return this.#parts.clock;
  }

  /** The processor stops: no answer, no sample, no timer. Only a reset helps. */
  hang(): void {
    this.#isHung = true;
    this.#parts.time.stop();
  }

  /** Before another boot takes over. */
  shutDown(): void {
    this.hang();
    this.#hardware.motor.stop(this.#parts.time.nowMs());
    this.#hardware.ring?.reset();
  }

  connected(central: Central): void {
    if (this.#isHung) return;
    const { timeSync, events, backfill, recorder, time } = this.#parts;
    const stream = { next: (nowMs: number) => this.#nextFrame(nowMs) };
    const notifications = [timeSync, events, stream];
    const sources = { indications: this.#control, notifications, backfill: backfill ?? NO_BACKFILL };
    this.#link = new LinkState(central, sources, time, () => this.#serve());
    recorder.linkUp();
  }

  /** The link ended, for whatever reason. */
  disconnected(): void {
    if (this.#isHung || this.#link === null) return;
    const { player, backfill, timeSync, auth, events, live, recorder } = this.#parts;
    this.#advance();
    this.#link.close();
    this.#link = null;
    player.stop();
    this.#control.close();
    backfill?.close();
    timeSync.clear();
    auth.disconnected();
    events.close();
    live.close();
    this.#foreign.length = 0;
    recorder.linkLost();
    this.#serve();
  }

  /** The host enabled or disabled notifications of a channel. */
  subscribed(channel: Channel, on: boolean): void {
    if (this.#isHung) return;
    if (channel === 'stream') this.#subscribedStream(on);
    if (channel === 'events') this.#subscribedEvents(on);
    this.#serve();
  }

  read(channel: 'info' | 'batteryLevel'): Uint8Array {
    if (channel === 'batteryLevel') return Uint8Array.of(this.#percent);
    const maxValue = this.#options.maxMtu - 3;
    return infoOf(this.#hardware, { maxValue, epoch: this.#settings.epoch, stream: this.stream });
  }

  /** A value arrived. Any bytes are survived. */
  write(channel: Channel, bytes: Uint8Array): void {
    if (this.#isHung) return;
    const { timeSync, backfill, time } = this.#parts;
    if (channel === 'timeSync') timeSync.write(bytes, time.nowMs());
    this.#advance();
    if (channel === 'haptic') this.#haptic(bytes);
    if (channel === 'backfill') backfill?.write(bytes);
    if (channel === 'control' && !this.#hardware.faults.ignoresControl) this.#control.write(bytes);
    this.#serve();
  }

  press(): void {
    this.#parts.button.press(this.#parts.time.nowMs());
  }

  release(): void {
    const { button, time, tell } = this.#parts;
    const press = button.release(time.nowMs());
    if (press === null || this.#isHung) return;
    tell(
      { message: 'button', pressMs: Math.min(0xffff, Math.round(press.pressMs)), button: 0 },
      press.downMs,
    );
    this.#serve();
  }

  /** Looks at the battery now instead of within five seconds. */
  checkBattery(): void {
    if (this.#isHung) return;
    const { status, recorder, time } = this.#parts;
    if (status.isEmpty(time.nowMs())) recorder.end(STREAM_END.battery);
    if (status.checkBattery(time.nowMs())) {
      this.#link?.central.notify('batteryLevel', Uint8Array.of(this.#percent), () => {});
    }
    this.#serve();
  }

  raise(code: FaultCode, detail = 0): void {
    this.#parts.status.raise(code, detail, this.#parts.time.nowMs());
    this.#serve();
  }

  clear(code: FaultCode): void {
    this.#parts.status.clear(code, this.#parts.time.nowMs());
    this.#serve();
  }

  /** The clock source fails and is replaced by one that reads `us` more. */
  stepClock(us: number): void {
    this.#advance();
    this.clock.step(us);
    this.#parts.sampler.clockStepped();
    this.raise(FAULT.clockReplaced);
  }

  /** The radio takes nothing for so long. */
  stallRadio(ms: number): void {
    const { time } = this.#parts;
    this.#link?.outbox.stallUntil(time.nowMs() + ms);
    time.after(ms, () => this.#serve());
  }

  /** Sends bytes on Stream that are no frame of ours. */
  injectFrame(bytes: Uint8Array): void {
    this.#foreign.push(bytes);
    this.#serve();
  }

  #createControl(): ControlPoint {
    const { ring, calibration, battery } = this.#hardware;
    const { time, button } = this.#parts;
    const context = {
      ...this.#parts,
      ring,
      calibration,
      battery,
      startIndex: this.#options.startIndex,
      clockUs: () => this.clock.us(time.nowMs()),
      valueBytes: () => this.#valueBytes,
      upload: () => this.#link?.upload ?? new CalibrationUpload(),
      settings: () => this.#settings,
      configure: (settings: Settings) => this.#configure(settings),
      isClaimable: () => button.isClaimable(time.nowMs()),
    };
    return new ControlPoint(context, () => this.#serve());
  }

  get #valueBytes(): number {
    return this.#link?.valueBytes ?? SMALLEST_VALUE;
  }

  get #percent(): number {
    return this.#hardware.battery.percent(this.#hardware.time.nowMs());
  }

  #configure(settings: Settings): void {
    this.#settings = settings;
    this.#parts.recorder.settings = settings;
  }

  #haptic(bytes: Uint8Array): void {
    const read = decodeHaptic(bytes);
    if (read.ok && read.value.message === 'haptic') this.#parts.player.command(read.value);
  }

  #subscribedStream(on: boolean): void {
    this.#advance();
    if (on) this.#parts.live.open();
    else this.#parts.live.close();
  }

  #subscribedEvents(on: boolean): void {
    const { events, status, time } = this.#parts;
    if (!on) return events.close();
    status.repeat(time.nowMs());
    events.open();
  }

  #nextFrame(nowMs: number): Outgoing | null {
    const bytes = this.#foreign.shift() ?? this.#parts.live.next(nowMs);
    if (bytes === null) return null;
    const { faults } = this.#hardware;
    if (faults.truncatedFrames === 0) return { channel: 'stream', bytes };
    faults.truncatedFrames--;
    return { channel: 'stream', bytes: bytes.slice(0, -1) };
  }

  #watchBattery(): void {
    this.#parts.time.after(BATTERY_CHECK_MS, () => {
      this.checkBattery();
      this.#watchBattery();
    });
  }

  #advance(): void {
    this.#parts.recorder.advance(this.#valueBytes);
  }

  /** Does what is due: called after anything happened. */
  #serve(): void {
    if (this.#isHung) return;
    const { time, sampler } = this.#parts;
    const nowMs = time.nowMs();
    this.#hardware.battery.draw(sampler.isRunning ? CURRENT_MA.streaming : CURRENT_MA.idle, nowMs);
    this.#link?.outbox.pump(nowMs);
    this.#plan();
  }

  /** One timer, set to when a frame or a block is complete. */
  #plan(): void {
    const { recorder, time } = this.#parts;
    const { dueMs } = recorder;
    if (dueMs === this.#wakeMs) return;
    this.#wake?.();
    this.#wake = null;
    this.#wakeMs = dueMs;
    if (dueMs === Infinity) return;
    // Timers count whole milliseconds and must not fire before the sample is there.
    this.#wake = time.after(Math.ceil(dueMs - time.nowMs()), () => {
      this.#wakeMs = Infinity;
      this.#advance();
      this.#serve();
    });
  }
}
