import { addressToBytes } from '../address.ts';
import { REASON } from '../reasons.ts';
import { commandTable, type CommandTable, type ToHost } from './host.ts';
import { COMMAND } from './opcodes.ts';
import { commandComplete, u16, u8 } from './packets.ts';

/** What a controller tells about itself. */
export interface ControllerTraits {
  readonly address: string;
  /** Longest ACL packet it takes from the host, bytes; 27 … 251. */
  readonly aclLength: number;
  /** ACL packets it can hold. */
  readonly aclPackets: number;
  /** Bluetooth 5 extended scanning and connecting; most adapters sold today have it. */
  readonly extended: boolean;
}

/** Bluetooth 5.2, and no company in particular. */
const VERSION = Buffer.from([0x0b, 0, 0, 0x0b, 0xff, 0xff, 0, 0]);

/** LE features (Vol 6 Part B 4.6), eight bytes. Bit 5: data length extension; bit 12: extended advertising. */
const leFeatures = (traits: ControllerTraits): Buffer =>
  Buffer.from([traits.aclLength > 27 ? 1 << 5 : 0, traits.extended ? 1 << 4 : 0, 0, 0, 0, 0, 0, 0]);

/** Time on the air that the longest packet takes on the 1M PHY, µs (Vol 6 Part B 4.5.10). */
const airTimeUs = (octets: number): number => (octets + 14) * 8;

/** Commands that ask what the controller is, and those that only need a nod. */
export const informationCommands = (traits: ControllerTraits, toHost: ToHost): CommandTable => {
  const answer =
    (...values: readonly Uint8Array[]) =>
    (_parameters: Buffer, opcode: number): void =>
      toHost(commandComplete(opcode, u8(REASON.success), ...values));
  const length = traits.aclLength;
  const dataLength = [u16(length), u16(airTimeUs(length)), u16(length), u16(airTimeUs(length))];
  const nods = [
    COMMAND.setEventMask,
    COMMAND.writeLeHostSupport,
    COMMAND.leSetEventMask,
    COMMAND.leSetDefaultPhy,
  ] as const;
  return commandTable([
    ...nods.map((opcode) => [opcode, 0, answer()] as const),
    [COMMAND.readLeHostSupport, 0, answer(Buffer.from([1, 0]))],
    [COMMAND.readLocalVersion, 0, answer(VERSION)],
    // Classic ACL buffers do not exist; zero sends the host to the LE ones.
    [COMMAND.readBufferSize, 0, answer(u16(0), u8(0), u16(0), u16(0))],
    [COMMAND.readBdAddr, 0, answer(addressToBytes(traits.address))],
    [COMMAND.leReadBufferSize, 0, answer(u16(length), u8(traits.aclPackets))],
    [COMMAND.leReadLocalFeatures, 0, answer(leFeatures(traits))],
    [COMMAND.leReadMaximumDataLength, 0, answer(...dataLength)],
  ]);
};
