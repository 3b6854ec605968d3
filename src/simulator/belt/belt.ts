/** A belt as a thing: what survives a reboot, the firmware that runs, and what can be done to both. */
import { FAULT } from '../../devices/protocol/index.ts';
import { drawChip } from '../imu.ts';
import { createRandom } from '../random.ts';
import { Battery, type BatteryOptions } from './battery.ts';
import { CalibrationStore } from './calibration.ts';
import { type BeltFaults, noBeltFaults } from './faults.ts';
import { Firmware } from './firmware.ts';
import type { BootOptions, Hardware } from './hardware.ts';
import { Motor } from './motor.ts';
import type { Central, Channel } from './outbox.ts';
import { Ring, type RingOptions } from './ring/ring.ts';
import { type ClipMotion, Sensor } from './sensor.ts';
import type { BeltTime } from './time.ts';
import { BeltTruth } from './truth.ts';

/** What a belt is made of. Everything not given is drawn from `seed`, or is as the reference hardware. */
export interface BeltOptions extends Partial<BootOptions> {
  /** Unique for ever; its serial number. */
  readonly deviceId: bigint;
  /** The same seed gives the same chip, crystal and noise. */
  readonly seed: number;
  /** Who wears it. */
  readonly motion: ClipMotion;
  /** A sensor without bias and noise; default false. */
  readonly idealSensor?: boolean;
  /** Real over nominal sampling rate less one, ±0.02. Drawn: SD 0.008. */
  readonly rateError?: number;
  /** Largest error of a time stamp, µs. Default 100. */
  readonly jitterUs?: number;
  readonly hasMotor?: boolean;
  /** `null`: stores nothing. Default 2 MB of flash. */
  readonly ring?: RingOptions | null;
  readonly battery?: Partial<BatteryOptions>;
  /** Sixteen bytes; default all zero, as from the factory. */
  readonly claimKey?: Uint8Array;
  /** Keep every sample as truth; default true. */
  readonly keepsSamples?: boolean;
}

/** What the radio can be told by the belt it belongs to. */
export interface BeltRadio {
  /** The processor hangs: nothing is answered, and nothing advertised once the link is gone. */
  hung(): void;
  /** The processor starts anew: a link breaks, advertising begins. */
  booted(): void;
}

/** 2 MB of flash. */
const FLASH: RingOptions = { blocks: 8192, isFlash: true };
const BATTERY: BatteryOptions = { capacityMah: 100, percent: 90, haste: 1 };
const NO_RADIO: BeltRadio = { hung: () => {}, booted: () => {} };

const buildHardware = (options: BeltOptions, time: BeltTime): Hardware => {
  const random = createRandom(options.seed).fork('belt');
  const motor = new Motor(random.fork('motor'));
  const chip = drawChip(random.fork('chip'), options.idealSensor ?? false);
  const ring = options.ring === undefined ? FLASH : options.ring;
  return {
    time,
    random: random.fork('firmware'),
    deviceId: options.deviceId,
    sensor: new Sensor(options.motion, motor, chip, random.fork('noise')),
    motor,
    hasMotor: options.hasMotor ?? true,
    battery: new Battery({ ...BATTERY, ...options.battery }, time.nowMs()),
    ring: ring === null ? null : new Ring(ring),
    calibration: new CalibrationStore(),
    claim: { key: options.claimKey ?? new Uint8Array(16) },
    sampling: { rateError: options.rateError ?? chip.rate - 1, jitterUs: options.jitterUs ?? 100 },
    faults: noBeltFaults(),
    truth: new BeltTruth(options.keepsSamples ?? true),
  };
};

/** The crystal as drawn, and a start at zero. */
const bootOptions = (options: BeltOptions): BootOptions => {
  const drawn = createRandom(options.seed).fork('crystal').bounded(0, 20, 2);
  const { driftPpm = drawn, startUs = 0, startIndex = 0, maxMtu = 247 } = options;
  return { driftPpm, startUs, startIndex, maxMtu };
};

export class Belt {
  readonly deviceId: bigint;
  readonly hasMotor: boolean;
  readonly hasRing: boolean;
  readonly maxMtu: number;
  readonly faults: BeltFaults;
  readonly truth: BeltTruth;
  readonly #hardware: Hardware;
  readonly #boot: BootOptions;
  #firmware: Firmware;
  #radio = NO_RADIO;

  constructor(options: BeltOptions, time: BeltTime) {
    this.#hardware = buildHardware(options, time);
    this.#boot = bootOptions(options);
    this.deviceId = options.deviceId;
    this.hasMotor = this.#hardware.hasMotor;
    this.hasRing = this.#hardware.ring !== null;
    this.maxMtu = this.#boot.maxMtu;
    this.faults = this.#hardware.faults;
    this.truth = this.#hardware.truth;
    this.#firmware = this.#start();
  }

  /** Id of the running stream, 0 if there is none. */
  get stream(): number {
    return this.#firmware.stream;
  }

  get bootId(): number {
    return this.#firmware.bootId;
  }

  /** What the belt's clock reads now, µs since boot. */
  get clockUs(): number {
    return this.#firmware.clock.us(this.#hardware.time.nowMs());
  }

  /** The radio it sits on; there is one. */
  attach(radio: BeltRadio): void {
    this.#radio = radio;
  }

  connected(central: Central): void {
    this.truth.connections++;
    this.#firmware.connected(central);
  }

  disconnected(): void {
    this.#firmware.disconnected();
  }

  subscribed(channel: Channel, on: boolean): void {
    this.#firmware.subscribed(channel, on);
  }

  read(channel: 'info' | 'batteryLevel'): Uint8Array {
    return this.#firmware.read(channel);
  }

  write(channel: Channel, bytes: Uint8Array): void {
    if (channel === 'haptic') {
      this.truth.hapticArrived({ atMs: this.#hardware.time.nowMs(), bytes: bytes.slice() });
    }
    this.#firmware.write(channel, bytes);
  }

  /** Presses the button for so long. */
  pressButton(ms: number): void {
    this.#firmware.press();
    this.#hardware.time.after(ms, () => this.#firmware.release());
  }

  /** Resets the processor: another boot id, the clock begins anew, what lay in RAM is gone. */
  reboot(): void {
    this.#firmware.shutDown();
    this.#firmware = this.#start();
    this.#radio.booted();
  }

  /** Hangs the processor; the watchdog resets it after `watchdogMs`, if given. */
  hang(watchdogMs?: number): void {
    this.#firmware.hang();
    this.#hardware.motor.stop(this.#hardware.time.nowMs());
    this.#radio.hung();
    if (watchdogMs === undefined) return;
    this.#hardware.time.after(watchdogMs, () => {
      this.reboot();
      this.#firmware.raise(FAULT.watchdogReset);
    });
  }

  /** The clock jumps by so many µs; frames say so. */
  stepClock(us: number): void {
    this.#firmware.stepClock(us);
  }

  /** Another temperature: another drift from now on, ppm. */
  setDrift(ppm: number): void {
    this.#firmware.clock.setDrift(ppm, this.#hardware.time.nowMs());
  }

  /** Real over nominal sampling rate less one, from the next sample on. */
  setRateError(share: number): void {
    this.#hardware.sampling.rateError = share;
  }

  /** The radio of the belt takes nothing for so long: the live queue overflows. */
  stallRadio(ms: number): void {
    this.#firmware.stallRadio(ms);
  }

  /** Sends bytes on Stream that are no frame of the protocol. */
  injectFrame(bytes: Uint8Array): void {
    this.#firmware.injectFrame(bytes);
  }

  /** Turns a bit of a stored block over, counted from the oldest one. */
  flipStoredBit(block: number, bit: number): void {
    const pages = this.#hardware.ring?.pages;
    pages?.flipBit(pages.first + block, bit);
  }

  breakMotor(broken: boolean): void {
    this.#hardware.motor.broken = broken;
    if (broken) this.#firmware.raise(FAULT.motorDriver);
    else this.#firmware.clear(FAULT.motorDriver);
  }

  setBattery(percent: number): void {
    this.#hardware.battery.set(percent, this.#hardware.time.nowMs());
    this.#firmware.checkBattery();
  }

  /** Switches it off for good: no timer is left. */
  close(): void {
    this.#firmware.hang();
  }

  #start(): Firmware {
    this.truth.boots++;
    return new Firmware(this.#hardware, this.#boot);
  }
}
