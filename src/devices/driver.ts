/**
 * A driver: everything Beltline knows about one kind of sensor. One file under `drivers/`, one line in the registry.
 *
 * It has two halves. {@link Driver.start} talks to the device and may fail. The decoder only listens: what it makes of
 * the bytes depends on nothing but the inputs so far, so that a recording replays bit for bit.
 */
import type { DeviceEvent, DeviceInput, Vibration } from '../domain/device.ts';
import type { SampleBatch, SensorRole } from '../domain/sample.ts';
import type { Advertisement, CharacteristicRef } from './link/radio.ts';

/** How a device wants to be told something. */
export interface DeviceWrite {
  readonly channel: string;
  readonly bytes: Uint8Array;
  /** Ask for an acknowledgement of the link layer's peer. */
  readonly response: boolean;
}

/** What a decoder makes of what it heard, in order. */
export type DecoderOutput =
  /** Samples in order of time, as they come: what the live session works on. */
  | { readonly type: 'samples'; readonly batch: SampleBatch }
  /** Samples that were lost on the air and fetched later from the device's memory; they fill an earlier gap. */
  | { readonly type: 'late'; readonly batch: SampleBatch }
  | { readonly type: 'event'; readonly event: DeviceEvent }
  /** What the device should be told now: a time sync, a request for lost samples. Ignored in a replay. */
  | { readonly type: 'write'; readonly write: DeviceWrite };

export interface DeviceDecoder {
  /**
   * Takes what happened on the link. Samples, late samples and events depend on these calls alone; batches of one
   * decoder have strictly rising times, and a reconnect never lets them fall. Never throws for any bytes.
   */
  step(input: DeviceInput): readonly DecoderOutput[];
  /**
   * Time passed without input: a chance to ask (time sync, lost samples). Yields `write` only, so that a replay,
   * which does not call it, gives the same samples.
   */
  tick(atS: number): readonly DecoderOutput[];
}

/** What the session wants of a sensor. */
export interface DriverSettings {
  readonly role: SensorRole;
  /** Wanted sampling rate, Hz; the driver takes the nearest the device has. */
  readonly rateHz: number;
  /** Longest time that samples may wait in the device for a full packet, ms. */
  readonly maxBatchMs: number;
}

/** The device, as a driver's {@link Driver.start} sees it. Every promise settles by its deadline. */
export interface DevicePort {
  /** ATT MTU, 23 … 247. */
  readonly mtu: number;
  has(channel: string): boolean;
  subscribe(channel: string): Promise<void>;
  read(channel: string): Promise<Uint8Array>;
  write(write: DeviceWrite): Promise<void>;
  /**
   * Sends a request and resolves with the first later notification on `replyOn` that `isReply` accepts. Such bytes reach the
   * decoder as well.
   */
  ask(write: DeviceWrite, replyOn: string, isReply: (bytes: Uint8Array) => boolean): Promise<Uint8Array>;
}

/** What is known of a device once it is started. */
export interface DeviceInfo {
  readonly driver: string;
  readonly model: string;
  /** What identifies this very device on every system: a serial number, else its address. */
  readonly serial: string;
  readonly firmware: string | null;
  /** Nominal sampling rate it was set to, Hz; 0 if it sends no samples. */
  readonly rateHz: number;
}

export interface Driver {
  /** Name in the configuration: `beltline`, `witmotion`, … */
  readonly name: string;
  /** Its characteristics by short name; those the device may lack are optional. */
  readonly channels: Readonly<Record<string, CharacteristicRef & { readonly optional?: true }>>;
  /** Does this advertisement come from such a device? */
  recognises(ad: Advertisement): boolean;
  /** `false` for a device that only vibrates: its silence is no fault. It ignores role and rate of its settings. */
  readonly sendsSamples?: false;
  /**
   * The serial of the device as far as an advertisement tells; `null` where this one does not. Without it a link that
   * wants one serial has to connect and start a device to find out.
   */
  readonly serialOf?: (ad: Advertisement) => string | null;
  /** Identifies, configures and starts the device; throws a `BeltlineError` or `RadioError`. */
  start(port: DevicePort, settings: DriverSettings): Promise<DeviceInfo>;
  createDecoder(role: SensorRole): DeviceDecoder;
  /** Turns a vibration into what the device must be told; `null` for devices without a motor. */
  readonly vibrate: ((vibration: Vibration, mtu: number, ttlS: number) => readonly DeviceWrite[]) | null;
}
