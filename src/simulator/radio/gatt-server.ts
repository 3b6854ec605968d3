import { normalAddress, type AddressType } from './address.ts';
import { advertisingData, type AdvertisementContent } from './advertising-data.ts';
import type { Advertiser, Advertising, Air } from './air.ts';
import { noFaults, type Faults } from './att/faults.ts';
import type { ServiceSpec, Subscription } from './att/services.ts';
import { createAttSession, type AttSession } from './att/session.ts';
import { buildTable, type AttributeTable, type Characteristic } from './att/table.ts';
import { CHANNEL, createReassembler, toFragments, type Frame } from './l2cap.ts';
import type { Fragment, Link, LinkParameters } from './link.ts';
import { REASON } from './reasons.ts';
import { parameterRequest } from './signalling.ts';
import { normalUuid } from './uuid.ts';

export interface PeripheralOptions {
  /** `c0:ff:ee:00:00:01` */
  readonly address: string;
  /** Default `public`. */
  readonly addressType?: AddressType;
  /** Told in the scan response and as Device Name. */
  readonly name: string;
  readonly services: readonly ServiceSpec[];
  /** Default: flags and the UUID of the first service. 31 bytes at most. */
  readonly advertisement?: AdvertisementContent;
  /** Default: the name. `null`: not scannable; noble then reports the device only after its second advertisement. */
  readonly scanResponse?: AdvertisementContent | null;
  /** How strongly it is heard, dBm. Default −55. */
  readonly rssiDbm?: number;
  /** Longest ATT packet, 23 … 517 bytes. Default 247. */
  readonly maxMtu?: number;
  /** Longest packet of the link layer: 27, or 251 with data length extension. Default 251. */
  readonly packetLength?: number;
  /** Notifications that may wait for the radio; what does not fit is refused. Default 8. */
  readonly notificationQueue?: number;
  /** Indications that may wait for a confirmation. Default 4. */
  readonly indicationQueue?: number;
  /** Advertises from the start. Default true. */
  readonly advertises?: boolean;
  readonly onConnect?: () => void;
  /** The link ended; `reason` is a controller error code, see `REASON`. Advertising goes on afterwards. */
  readonly onDisconnect?: (reason: number) => void;
}

/** Generic Access (Core Spec Vol 3 Part C 12): every real peripheral has it, so drivers must cope with it. */
const genericAccess = (name: string): ServiceSpec => ({
  uuid: '1800',
  characteristics: [
    { uuid: '2a00', properties: ['read'], value: Buffer.from(name, 'utf8') },
    { uuid: '2a01', properties: ['read'], value: Buffer.from([0, 0]) },
  ],
});

/** "Pairing Failed: Pairing Not Supported" (Vol 3 Part H 3.5.5). */
const PAIRING_NOT_SUPPORTED = Buffer.from([0x05, 0x05]);

const nothing = (): void => undefined;

/**
 * A GATT peripheral on the virtual radio, made from data and handlers. It advertises until a central connects, and
 * again after the link ended. One central at a time, no pairing.
 *
 * ```ts
 * const clip = new VirtualPeripheral(air, {
 *   address: 'c0:ff:ee:00:00:01',
 *   name: 'clip',
 *   services: [{
 *     uuid: '6e400001-b5a3-f393-e0a9-e50e24dcca9e',
 *     characteristics: [
 *       { uuid: TX, properties: ['notify'] },
 *       { uuid: RX, properties: ['write'], onWrite: (bytes) => bytes.length > 0 ? undefined : new AttError(0x80) },
 *     ],
 *   }],
 * });
 * if (!clip.notify(TX, Buffer.from('hello'))) console.log('queue full, or nobody listens');
 * clip.faults.ignores = ({ characteristic }) => characteristic === RX; // hangs from now on
 * clip.mute(true); // out of range: the link ends by its supervision timeout
 * ```
 */
export class VirtualPeripheral implements Advertiser {
  readonly address: string;
  readonly addressType: AddressType;
  readonly name: string;
  readonly faults: Faults = noFaults();
  rssiDbm: number;
  readonly #air: Air;
  readonly #options: PeripheralOptions;
  readonly #table: AttributeTable;
  #advertising: Advertising;
  #link: Link | null = null;
  #session: AttSession | null = null;
  #reassemble = createReassembler();
  #wantsCentral: boolean;
  #removed = false;
  #requests = 0;

  constructor(air: Air, options: PeripheralOptions) {
    this.address = normalAddress(options.address);
    this.addressType = options.addressType ?? 'public';
    this.name = options.name;
    this.rssiDbm = options.rssiDbm ?? -55;
    this.#air = air;
    this.#options = options;
    this.#table = buildTable([genericAccess(options.name), ...options.services]);
    const first = options.services.slice(0, 1).map(({ uuid }) => uuid);
    const scanResponse = options.scanResponse === undefined ? { name: options.name } : options.scanResponse;
    this.#advertising = {
      data: advertisingData(options.advertisement ?? { flags: true, services: first }),
      scanResponse: scanResponse === null ? null : advertisingData(scanResponse),
      connectable: true,
    };
    this.#wantsCentral = options.advertises ?? true;
    this.advertise(this.#wantsCentral);
  }

  get isConnected(): boolean {
    return this.#link !== null;
  }

  get isAdvertising(): boolean {
    return this.#air.isAdvertising(this);
  }

  /** ATT MTU of the link, 23 while none was agreed or no link stands. */
  get mtu(): number {
    return this.#session?.mtu() ?? 23;
  }

  /** What the central asked for; `null` without a link. */
  get linkParameters(): LinkParameters | null {
    return this.#link?.parameters ?? null;
  }

  /** Notifications taken but not sent yet. */
  get notificationsWaiting(): number {
    return this.#session?.outgoing.notificationsWaiting() ?? 0;
  }

  /** Advertises whenever no link stands, from now on or, with `false`, no more. */
  advertise(on: boolean): void {
    this.#wantsCentral = on;
    if (!on) this.#air.advertise(this, null);
    else if (this.#link === null && !this.#removed) this.#air.advertise(this, this.#advertising);
  }

  /** Changes what is advertised from now on. */
  setAdvertisement(content: AdvertisementContent): void {
    this.#advertising = { ...this.#advertising, data: advertisingData(content) };
    if (this.isAdvertising) this.#air.advertise(this, this.#advertising);
  }

  value(characteristic: string): Uint8Array {
    return this.#find(characteristic).value;
  }

  /** What a central without `onRead` reads from now on. Sends nothing. */
  setValue(characteristic: string, bytes: Uint8Array): void {
    this.#find(characteristic).value = bytes;
  }

  subscription(characteristic: string): Subscription {
    return this.#session?.subscriptions.of(this.#find(characteristic)) ?? 'none';
  }

  /**
   * Puts a notification into the queue of the radio. False when it was not taken: no link, not subscribed, queue full.
   * `onSent` runs when the central's controller has it; never if the link ends first, see `onDisconnect`.
   * Throws a RangeError for more than MTU − 3 bytes.
   */
  notify(characteristic: string, bytes: Uint8Array, onSent: () => void = nothing): boolean {
    return this.#session?.outgoing.notify(this.#find(characteristic), bytes, onSent) ?? false;
  }

  /** The same for an indication; they go out one by one, each after the last was confirmed. */
  indicate(characteristic: string, bytes: Uint8Array, onConfirmed: () => void = nothing): boolean {
    return this.#session?.outgoing.indicate(this.#find(characteristic), bytes, onConfirmed) ?? false;
  }

  /** Closes the link from this side; the central reads `reason`. */
  disconnect(reason: number = REASON.remoteUser): void {
    this.#link?.close(this, reason);
  }

  /** Breaks the link at once, without a goodbye; both sides read `reason`. */
  drop(reason: number = REASON.timeout): void {
    this.#link?.down(reason, reason);
  }

  /** Out of range while `true`: not heard any more, and the link ends by its supervision timeout. */
  mute(muted: boolean): void {
    this.#air.mute(this, muted);
  }

  /** Asks the central's host for other connection parameters over L2CAP; see `linkParameters` for what came of it. */
  requestLinkParameters(parameters: LinkParameters): void {
    if (this.#link === null) return;
    // Identifier 0 is not allowed.
    this.#requests = (this.#requests % 0xff) + 1;
    const payload = parameterRequest({ identifier: this.#requests, parameters });
    this.#send(this.#link, { channel: CHANNEL.signalling, payload }, nothing);
  }

  /** Battery out: gone without a word, for good. */
  remove(): void {
    this.#removed = true;
    this.advertise(false);
    this.#link?.down(REASON.timeout, REASON.localHost);
  }

  linkUp(link: Link): void {
    this.#link = link;
    this.#reassemble = createReassembler();
    this.#session = createAttSession({
      table: this.#table,
      maxMtu: Math.max(23, this.#options.maxMtu ?? 247),
      queues: {
        notifications: this.#options.notificationQueue ?? 8,
        indications: this.#options.indicationQueue ?? 4,
      },
      faults: this.faults,
      send: (payload, onSent) => this.#send(link, { channel: CHANNEL.att, payload }, onSent),
    });
    this.#options.onConnect?.();
  }

  linkData(link: Link, fragment: Fragment): void {
    const frame = this.#reassemble(fragment);
    if (frame?.channel === CHANNEL.att) this.#session?.receive(frame.payload);
    else if (frame?.channel === CHANNEL.security) {
      this.#send(link, { channel: CHANNEL.security, payload: PAIRING_NOT_SUPPORTED }, nothing);
    }
  }

  linkDown(_link: Link, reason: number): void {
    this.#session?.end();
    this.#session = null;
    this.#link = null;
    if (this.#wantsCentral && !this.faults.staysGone) this.advertise(true);
    this.#options.onDisconnect?.(reason);
  }

  linkUpdated(): void {
    // Firmware reads `linkParameters` when it wants to know.
  }

  #send(link: Link, frame: Frame, onSent: () => void): void {
    const fragments = toFragments(frame, this.#options.packetLength ?? 251);
    fragments.forEach((fragment, index) => {
      link.send(this, fragment, index === fragments.length - 1 ? onSent : nothing);
    });
  }

  #find(uuid: string): Characteristic {
    const characteristic = this.#table.characteristics.get(normalUuid(uuid));
    if (characteristic === undefined) throw new TypeError(`${this.name} has no characteristic ${uuid}.`);
    return characteristic;
  }
}
