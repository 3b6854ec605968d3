/** One boot of a belt: everything that lies in RAM, and how its parts work together. */
import {
  CAPABILITY,
  decodeHaptic,
  encodeInfo,
  FAULT,
  OVERFLOW_WHERE,
  PROTOCOL_VERSION,
  STREAM_END,
} from '../../devices/protocol/index.ts';
import { Authenticator } from './auth.ts';
import { CURRENT_MA } from './battery.ts';
import { Button } from './button.ts';
import { CalibrationUpload } from './calibration.ts';
import { DeviceClock } from './clock.ts';
import { ControlPoint } from './control/point.ts';
import { EventQueue, type Happening } from './events.ts';
import type { BootOptions, Hardware } from './hardware.ts';
import { HapticPlayer } from './haptics/player.ts';
import { LinkState } from './link-state.ts';
import type { Central, Channel, Outgoing } from './outbox.ts';
import { Recorder } from './recorder.ts';
import { BackfillServer } from './ring/backfill.ts';
import { Sampler } from './sampler.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';
import { type FaultCode, Status } from './status.ts';
import { LiveStream } from './stream/live.ts';
import { TimeSyncServer } from './time-sync.ts';
import { BootTime, type Cancel } from './time.ts';

/** ATT MTU without an exchange. */
const SMALLEST_MTU = 23;
const BATTERY_CHECK_MS = 5000;
const TWO_32 = 2 ** 32;

export class Firmware {
  readonly clock: DeviceClock;
  readonly bootId: number;
  readonly #hardware: Hardware;
  readonly #options: BootOptions;
  readonly #time: BootTime;
  readonly #events = new EventQueue();
  readonly #button = new Button();
  readonly #sampler: Sampler;
  readonly #live: LiveStream;
  readonly #recorder: Recorder;
  readonly #player: HapticPlayer;
  readonly #timeSync: TimeSyncServer;
  readonly #backfill: BackfillServer | null;
  readonly #auth: Authenticator;
  readonly #control: ControlPoint;
  readonly #status: Status;
  #settings: Settings = DEFAULT_SETTINGS;
  #link: LinkState | null = null;
  #wake: Cancel = () => {};
  #wakeMs = Infinity;
  #isHung = false;
  /** Frames to be sent although they are none of ours. */
  readonly #foreign: Uint8Array[] = [];

  constructor(hardware: Hardware, options: BootOptions) {
    this.#hardware = hardware;
    this.#options = options;
    const { random, sensor, motor, ring, faults, truth } = hardware;
    const nowMs = hardware.time.nowMs();
    const boot = random.fork(`boot ${truth.boots}`);
    this.#time = new BootTime(hardware.time);
    this.bootId = boot.int(1, TWO_32 - 1);
    this.clock = new DeviceClock(nowMs, options);
    const clockUs = (atMs: number): number => this.clock.us(atMs);
    this.#sampler = new Sampler({ clock: this.clock, sensor, motor }, hardware.sampling, faults, boot);
    this.#live = new LiveStream((dropped) =>
      this.#tell({ message: 'overflow', ...dropped, where: OVERFLOW_WHERE.liveQueue }),
    );
    this.#status = new Status(hardware.battery, nowMs, (happening, atMs) => this.#tell(happening, atMs));
    this.#recorder = new Recorder(
      { time: this.#time, sampler: this.#sampler, ring, live: this.#live, log: truth.samples },
      this.#settings,
      ({ stream, index }, reason) => this.#tell({ message: 'stream-end', stream, count: index, reason }),
    );
    this.#player = new HapticPlayer(this.#time, motor, clockUs, {
      began: (command, atMs) => this.#hapticBegan(command, atMs),
      done: (command, outcome, onMs, atMs) => this.#hapticDone(command, outcome, onMs, atMs),
    });
    this.#timeSync = new TimeSyncServer(clockUs);
    this.#backfill = ring === null ? null : new BackfillServer(ring, faults, this.#time, () => this.#serve());
    this.#auth = new Authenticator(hardware.claim, hardware.deviceId);
    this.#control = this.#createControl();
    this.#watchBattery();
  }

  /** Id of the running stream, 0 if there is none. */
  get stream(): number {
    return this.#recorder.stream;
  }

  get isConnected(): boolean {
    return this.#link !== null;
  }

  /** The processor stops: no answer, no sample, no timer. Only a reset helps. */
  hang(): void {
    this.#isHung = true;
    this.#time.stop();
  }

  /** Before another boot takes over. */
  shutDown(): void {
    this.hang();
    this.#hardware.motor.stop(this.#hardware.time.nowMs());
    this.#hardware.ring?.reset();
  }

  connected(central: Central): void {
    if (this.#isHung) return;
    const notifications = [this.#timeSync, this.#events, { next: (nowMs: number) => this.#nextFrame(nowMs) }];
    const backfill = this.#backfill ?? { next: () => null };
    const sources = { indications: this.#control, notifications, backfill };
    this.#link = new LinkState(central, sources, () => this.#serve());
    this.#recorder.linkUp();
  }

  /** The link ended, for whatever reason. */
  disconnected(): void {
    if (this.#isHung || this.#link === null) return;
    this.#link.outbox.close();
    this.#link = null;
    this.#player.stop();
    this.#control.close();
    this.#backfill?.close();
    this.#timeSync.clear();
    this.#auth.disconnected();
    this.#events.close();
    this.#recorder.advance(SMALLEST_MTU - 3);
    this.#live.close();
    this.#foreign.length = 0;
    this.#recorder.linkLost();
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
    return channel === 'info' ? this.#info() : Uint8Array.of(this.#percent);
  }

  /** A value arrived. Any bytes are survived. */
  write(channel: Channel, bytes: Uint8Array): void {
    if (this.#isHung) return;
    const nowMs = this.#time.nowMs();
    if (channel === 'timeSync') this.#timeSync.write(bytes, nowMs);
    this.#advance();
    if (channel === 'haptic') this.#haptic(bytes);
    if (channel === 'backfill') this.#backfill?.write(bytes);
    if (channel === 'control' && !this.#hardware.faults.ignoresControl) this.#control.write(bytes);
    this.#serve();
  }

  press(): void {
    this.#button.press(this.#time.nowMs());
  }

  release(): void {
    const press = this.#button.release(this.#time.nowMs());
    if (press === null || this.#isHung) return;
    const pressMs = Math.min(0xffff, Math.round(press.pressMs));
    this.#tell({ message: 'button', pressMs, button: 0 }, press.downMs);
    this.#serve();
  }

  /** Looks at the battery now instead of within five seconds. */
  checkBattery(): void {
    if (this.#isHung) return;
    const nowMs = this.#time.nowMs();
    if (this.#status.isEmpty(nowMs)) this.#recorder.end(STREAM_END.battery);
    if (this.#status.checkBattery(nowMs)) {
      this.#link?.central.notify('batteryLevel', Uint8Array.of(this.#percent), () => {});
    }
    this.#serve();
  }

  raise(code: FaultCode, detail = 0): void {
    this.#status.raise(code, detail, this.#time.nowMs());
    this.#serve();
  }

  clear(code: FaultCode): void {
    this.#status.clear(code, this.#time.nowMs());
    this.#serve();
  }

  /** The clock source fails and is replaced by one that reads `us` more. */
  stepClock(us: number): void {
    this.#advance();
    this.clock.step(us);
    this.#sampler.clockStepped();
    this.raise(FAULT.clockReplaced);
  }

  /** The radio takes nothing for so long. */
  stallRadio(ms: number): void {
    this.#link?.outbox.stallUntil(this.#time.nowMs() + ms);
    this.#time.after(ms, () => this.#serve());
  }

  /** Sends bytes on Stream that are no frame of ours. */
  injectFrame(bytes: Uint8Array): void {
    this.#foreign.push(bytes);
    this.#serve();
  }

  #createControl(): ControlPoint {
    const { ring, calibration, battery } = this.#hardware;
    const context = {
      time: this.#time,
      clockUs: () => this.clock.us(this.#time.nowMs()),
      bootId: this.bootId,
      startIndex: this.#options.startIndex,
      ring,
      recorder: this.#recorder,
      live: this.#live,
      backfill: this.#backfill,
      calibration,
      auth: this.#auth,
      player: this.#player,
      battery,
      valueBytes: () => this.#valueBytes,
      upload: () => this.#link?.upload ?? new CalibrationUpload(),
      settings: () => this.#settings,
      configure: (settings: Settings) => {
        this.#settings = settings;
        this.#recorder.settings = settings;
      },
      isClaimable: () => this.#button.isClaimable(this.#time.nowMs()),
    };
    return new ControlPoint(context, () => this.#serve());
  }

  get #valueBytes(): number {
    return this.#link?.valueBytes ?? SMALLEST_MTU - 3;
  }

  get #percent(): number {
    return this.#hardware.battery.percent(this.#hardware.time.nowMs());
  }

  #info(): Uint8Array {
    const { ring, hasMotor, deviceId } = this.#hardware;
    const ringBits = ring === null ? 0 : CAPABILITY.ring | (ring.isFlash ? CAPABILITY.ringSurvivesReset : 0);
    const motorBit = hasMotor ? CAPABILITY.motor : 0;
    return encodeInfo({
      message: 'info',
      ...PROTOCOL_VERSION,
      capabilities: motorBit | ringBits | CAPABILITY.button | CAPABILITY.calibration | CAPABILITY.auth,
      deviceId,
      maxValue: this.#options.maxMtu - 3,
      epoch: this.#settings.epoch,
      batteryPct: this.#percent,
      stream: this.#recorder.stream,
    });
  }

  #tell(happening: Happening, atMs = this.#time.nowMs()): void {
    this.#events.push(happening, this.clock.us(atMs), atMs);
  }

  #haptic(bytes: Uint8Array): void {
    const read = decodeHaptic(bytes);
    if (read.ok && read.value.message === 'haptic') this.#player.command(read.value);
  }

  #hapticBegan(command: number | null, atMs: number): void {
    if (command !== null) this.#tell({ message: 'haptic-begin', command }, atMs);
    this.#serve();
  }

  #hapticDone(command: number | null, outcome: number, onMs: number, atMs: number): void {
    this.#hardware.battery.drive(onMs);
    this.#hardware.truth.hapticEnds.push({ command, outcome, onMs, atMs });
    if (command !== null) this.#tell({ message: 'haptic-done', command, outcome, onMs }, atMs);
    this.#serve();
  }

  #subscribedStream(on: boolean): void {
    this.#advance();
    if (on) this.#live.open();
    else this.#live.close();
  }

  #subscribedEvents(on: boolean): void {
    if (!on) return this.#events.close();
    this.#status.repeat(this.#time.nowMs());
    this.#events.open();
  }

  #nextFrame(nowMs: number): Outgoing | null {
    const bytes = this.#foreign.shift() ?? this.#live.next(nowMs);
    if (bytes === null) return null;
    const { faults } = this.#hardware;
    if (faults.truncatedFrames === 0) return { channel: 'stream', bytes };
    faults.truncatedFrames--;
    return { channel: 'stream', bytes: bytes.slice(0, -1) };
  }

  #watchBattery(): void {
    this.#time.after(BATTERY_CHECK_MS, () => {
      this.checkBattery();
      this.#watchBattery();
    });
  }

  #advance(): void {
    this.#recorder.advance(this.#valueBytes);
  }

  /** Does what is due: call it after anything happened. */
  #serve(): void {
    if (this.#isHung) return;
    this.#hardware.battery.draw(
      this.#sampler.isRunning ? CURRENT_MA.streaming : CURRENT_MA.idle,
      this.#time.nowMs(),
    );
    this.#link?.outbox.pump(this.#time.nowMs());
    this.#plan();
  }

  /** One timer, set to when a frame or a block is complete. */
  #plan(): void {
    const dueMs = this.#recorder.dueMs;
    if (dueMs === this.#wakeMs) return;
    this.#wake();
    this.#wakeMs = dueMs;
    if (dueMs === Infinity) return;
    // Timers count whole milliseconds and must not fire before the sample is there.
    this.#wake = this.#time.after(Math.ceil(dueMs - this.#time.nowMs()), () => {
      this.#wakeMs = Infinity;
      this.#advance();
      this.#serve();
    });
  }
}
