import { addressFromBytes, addressToBytes, addressTypeCode } from '../address.ts';
import type { Air } from '../air.ts';
import type { Link, LinkEnd } from '../link.ts';
import { REASON } from '../reasons.ts';
import { linkParameterBytes, readLinkParameters } from './connection-parameters.ts';
import type { Handles } from './handles.ts';
import { commandTable, type CommandTable, type ToHost } from './host.ts';
import { COMMAND, LE_EVENT } from './opcodes.ts';
import { commandComplete, commandStatus, leEvent, u16, u8 } from './packets.ts';

export interface Connecting {
  readonly commands: CommandTable;
  readonly isConnecting: () => boolean;
  /** Gives up an attempt without a word to the host. */
  readonly stop: () => void;
}

const ROLE_CENTRAL = 0;

/** Where the peer's address and the connection parameters stand in LE Create Connection (7.8.12). */
const LEGACY = { peerAddress: 6, parameters: 13 } as const;
/** The same in LE Extended Create Connection (7.8.66), for the 1M PHY, which comes first. */
const EXTENDED = { peerAddress: 3, parameters: 14 } as const;

/** Address type and address of the peer; all zero when there is none. */
const peerBytes = (link: Link | null): Buffer => {
  if (link === null) return Buffer.alloc(7);
  const { addressType, address } = link.peripheral;
  return Buffer.concat([u8(addressTypeCode(addressType)), addressToBytes(address)]);
};

const connectionComplete = (extended: boolean, status: number, handle: number, link: Link | null): Buffer => {
  const code = extended ? LE_EVENT.enhancedConnectionComplete : LE_EVENT.connectionComplete;
  // Only the enhanced event has room for resolvable addresses; nobody here uses them.
  const resolvable = Buffer.alloc(extended ? 12 : 0);
  const parameters = link === null ? Buffer.alloc(6) : linkParameterBytes(link.parameters);
  const clockAccuracy = u8(0);
  const head = [u8(status), u16(handle), u8(ROLE_CENTRAL), peerBytes(link)];
  return leEvent(code, ...head, resolvable, parameters, clockAccuracy);
};

/** Setting up links, one at a time as every controller does. */
export const createConnecting = (air: Air, self: LinkEnd, handles: Handles, toHost: ToHost): Connecting => {
  /** Tells the host that the attempt under way came to nothing; `null`: none is under way. */
  let reportFailure: (() => void) | null = null;

  const stop = (): void => {
    reportFailure = null;
    air.initiate(self, null);
  };

  const refusal = (address: string): number | null => {
    if (reportFailure !== null) return REASON.commandDisallowed;
    const known = handles.links().some((link) => link.peripheral.address === address);
    return known ? REASON.connectionExists : null;
  };

  const create = (layout: typeof LEGACY | typeof EXTENDED) => (bytes: Buffer, opcode: number) => {
    const extended = layout === EXTENDED;
    const address = addressFromBytes(bytes.subarray(layout.peerAddress, layout.peerAddress + 6));
    const parameters = readLinkParameters(bytes, layout.parameters);
    const refused = parameters === null ? REASON.invalidParameters : refusal(address);
    toHost(commandStatus(opcode, refused ?? REASON.success));
    if (refused !== null || parameters === null) return;
    reportFailure = () => toHost(connectionComplete(extended, REASON.unknownConnection, 0, null));
    const onLinkUp = (link: Link): void => {
      reportFailure = null;
      toHost(connectionComplete(extended, REASON.success, handles.add(link), link));
    };
    air.initiate(self, { address, parameters, onLinkUp });
  };

  const cancel = (_parameters: Buffer, opcode: number): void => {
    const report = reportFailure;
    stop();
    toHost(commandComplete(opcode, u8(report === null ? REASON.commandDisallowed : REASON.success)));
    report?.();
  };

  return {
    commands: commandTable([
      [COMMAND.leCreateConnection, 25, create(LEGACY)],
      [COMMAND.leExtendedCreateConnection, 26, create(EXTENDED)],
      [COMMAND.leCreateConnectionCancel, 0, cancel],
    ]),
    isConnecting: () => reportFailure !== null,
    stop,
  };
};
