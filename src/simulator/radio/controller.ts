import { normalAddress, type AddressType } from './address.ts';
import type { Air } from './air.ts';
import { createConnected, type Connected } from './hci/connected.ts';
import { createConnecting, type Connecting } from './hci/connecting.ts';
import { createHandles } from './hci/handles.ts';
import { commandTable, type CommandHandler, type ToHost } from './hci/host.ts';
import { informationCommands } from './hci/information.ts';
import { COMMAND, PACKET } from './hci/opcodes.ts';
import { commandComplete, commandStatus, readAcl, readCommand, u8 } from './hci/packets.ts';
import { createScanning, type Scanning } from './hci/scanning.ts';
import type { Fragment, Link, LinkEnd } from './link.ts';
import { REASON } from './reasons.ts';

export interface ControllerOptions {
  readonly address: string;
  /** Switched on from the start. Default true. */
  readonly poweredOn?: boolean;
  /** Longest ACL packet taken from the host, bytes, 27 … 251. Default 251. */
  readonly aclLength?: number;
  /** ACL packets it can hold before it wants to have sent one. Default 8. */
  readonly aclPackets?: number;
  /** Bluetooth 5 extended scanning and connecting. Default false. */
  readonly extended?: boolean;
}

/** What went over the host interface since the start. */
export interface ControllerCounters {
  /** Commands by opcode. */
  readonly commands: ReadonlyMap<number, number>;
  readonly aclFromHost: number;
  readonly packetsToHost: number;
  /** Bytes from the host that were no HCI packet. */
  readonly malformed: number;
}

/**
 * A Bluetooth LE central behind an HCI host interface (Core Spec Vol 4 Part E), as far as noble and its forks need it.
 * It cannot advertise; peripherals are `VirtualPeripheral`s.
 */
export class VirtualController implements LinkEnd {
  readonly address: string;
  readonly addressType: AddressType = 'public';
  readonly rssiDbm = -50;
  readonly #air: Air;
  readonly #handles = createHandles();
  readonly #scanning: Scanning;
  readonly #connecting: Connecting;
  readonly #connected: Connected;
  readonly #commands: ReadonlyMap<number, CommandHandler>;
  readonly #toHostPort: ToHost;
  readonly #count = { commands: new Map<number, number>(), aclFromHost: 0, packetsToHost: 0, malformed: 0 };
  #isUp: boolean;
  /** Counts power cycles, so that packets from before one are not delivered after it. */
  #life = 0;

  /** `toHost` gets every packet for the host, in order, each from the event loop as from a socket. */
  constructor(air: Air, options: ControllerOptions, toHost: ToHost) {
    this.address = normalAddress(options.address);
    this.#air = air;
    this.#isUp = options.poweredOn ?? true;
    const { address } = this;
    const { aclLength = 251, aclPackets = 8, extended = false } = options;
    const send: ToHost = (packet) => this.#toHost(packet);
    this.#toHostPort = toHost;
    this.#scanning = createScanning(air, this, send);
    this.#connecting = createConnecting(air, this, this.#handles, send);
    this.#connected = createConnected(this, this.#handles, send);
    this.#commands = new Map([
      ...commandTable([[COMMAND.reset, 0, () => this.#onReset()]]),
      ...informationCommands({ address, aclLength, aclPackets, extended }, send),
      ...this.#scanning.commands,
      ...this.#connecting.commands,
      ...this.#connected.commands,
    ]);
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  get isScanning(): boolean {
    return this.#scanning.isScanning();
  }

  get isConnecting(): boolean {
    return this.#connecting.isConnecting();
  }

  get links(): readonly Link[] {
    return this.#handles.links();
  }

  get counters(): ControllerCounters {
    return this.#count;
  }

  /** Takes one packet from the host; nothing happens while the controller is off. */
  write(packet: Buffer): void {
    if (!this.#isUp) return;
    if (packet[0] === PACKET.command) this.#command(packet);
    else this.#data(packet);
  }

  powerOn(): void {
    this.#isUp = true;
  }

  /** Everything stops; the host hears nothing any more, the other ends of links notice by their timeout. */
  powerOff(): void {
    this.#reset();
    this.#isUp = false;
    this.#life++;
  }

  linkData(link: Link, fragment: Fragment): void {
    this.#connected.receive(link, fragment);
  }

  linkDown(link: Link, reason: number): void {
    this.#connected.down(link, reason);
  }

  linkUpdated(link: Link): void {
    this.#connected.updated(link);
  }

  #toHost(packet: Buffer): void {
    const life = this.#life;
    this.#air.timers.soon(() => {
      if (life !== this.#life || !this.#isUp) return;
      this.#count.packetsToHost++;
      this.#toHostPort(packet);
    });
  }

  #command(packet: Buffer): void {
    const command = readCommand(packet);
    if (command === null) {
      this.#count.malformed++;
      return;
    }
    const { opcode, parameters } = command;
    this.#count.commands.set(opcode, (this.#count.commands.get(opcode) ?? 0) + 1);
    const handler = this.#commands.get(opcode);
    if (handler === undefined) this.#toHost(commandStatus(opcode, REASON.unknownCommand));
    else if (parameters.length < handler.length)
      this.#toHost(commandStatus(opcode, REASON.invalidParameters));
    else handler.run(parameters, opcode);
  }

  #data(packet: Buffer): void {
    const data = readAcl(packet);
    if (data === null) this.#count.malformed++;
    else {
      this.#count.aclFromHost++;
      this.#connected.send(data);
    }
  }

  #onReset(): void {
    this.#reset();
    this.#toHost(commandComplete(COMMAND.reset, u8(REASON.success)));
  }

  #reset(): void {
    this.#scanning.stop();
    this.#connecting.stop();
    for (const link of this.#handles.clear()) link.down(null, REASON.timeout);
  }
}
