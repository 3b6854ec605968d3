import type { Fragment, Link, LinkEnd } from '../link.ts';
import { REASON } from '../reasons.ts';
import { linkParameterBytes, readLinkParameters } from './connection-parameters.ts';
import type { Handles } from './handles.ts';
import { commandTable, type CommandTable, type ToHost } from './host.ts';
import { COMMAND, EVENT, LE_EVENT } from './opcodes.ts';
import {
  aclFromRadio,
  commandComplete,
  commandStatus,
  event,
  leEvent,
  u16,
  u8,
  type AclData,
} from './packets.ts';

export interface Connected {
  readonly commands: CommandTable;
  /** ACL data from the host. What is meant for a link that is gone vanishes, as in any controller. */
  readonly send: (data: AclData) => void;
  readonly receive: (link: Link, fragment: Fragment) => void;
  readonly down: (link: Link, reason: number) => void;
  readonly updated: (link: Link) => void;
}

/** Same numbers as our own version: the peer is a virtual radio too. */
const PEER_VERSION = Buffer.from([0x0b, 0xff, 0xff, 0, 0]);

/** Everything that happens on links that stand. */
export const createConnected = (self: LinkEnd, handles: Handles, toHost: ToHost): Connected => {
  /** Answers by Command Status, then by what `run` sets going. */
  const onLink =
    (run: (link: Link, parameters: Buffer) => void) =>
    (parameters: Buffer, opcode: number): void => {
      const link = handles.link(parameters.readUInt16LE(0));
      toHost(commandStatus(opcode, link === null ? REASON.unknownConnection : REASON.success));
      if (link !== null) run(link, parameters);
    };

  const update = (bytes: Buffer, opcode: number): void => {
    const link = handles.link(bytes.readUInt16LE(0));
    const parameters = readLinkParameters(bytes, 2);
    const refused = link === null ? REASON.unknownConnection : REASON.invalidParameters;
    toHost(commandStatus(opcode, parameters === null || link === null ? refused : REASON.success));
    if (parameters !== null) link?.update(parameters);
  };

  const readRssi = (bytes: Buffer, opcode: number): void => {
    const link = handles.link(bytes.readUInt16LE(0));
    const status = link === null ? REASON.unknownConnection : REASON.success;
    const rssiDbm = link === null ? 0 : link.peerOf(self).rssiDbm;
    toHost(commandComplete(opcode, u8(status), bytes.subarray(0, 2), u8(rssiDbm)));
  };

  /** The length asked for is granted at once; packets of the virtual link are as long as ACL packets anyway. */
  const setDataLength = (bytes: Buffer, opcode: number): void => {
    const known = handles.link(bytes.readUInt16LE(0)) !== null;
    const handle = bytes.subarray(0, 2);
    toHost(commandComplete(opcode, u8(known ? REASON.success : REASON.unknownConnection), handle));
    const granted = bytes.subarray(2, 6);
    if (known) toHost(leEvent(LE_EVENT.dataLengthChange, handle, granted, granted));
  };

  const readRemoteFeatures = onLink((_link, bytes) =>
    toHost(leEvent(LE_EVENT.readRemoteFeaturesComplete, u8(0), bytes.subarray(0, 2), Buffer.alloc(8))),
  );
  const readRemoteVersion = onLink((_link, bytes) =>
    toHost(event(EVENT.readRemoteVersionComplete, u8(0), bytes.subarray(0, 2), PEER_VERSION)),
  );

  const completed = (handle: number): void =>
    toHost(event(EVENT.completedPackets, u8(1), u16(handle), u16(1)));

  return {
    commands: commandTable([
      [COMMAND.disconnect, 3, onLink((link, bytes) => link.close(self, bytes[2]))],
      [COMMAND.leConnectionUpdate, 14, update],
      [COMMAND.readRssi, 2, readRssi],
      [COMMAND.leSetDataLength, 6, setDataLength],
      [COMMAND.leReadRemoteFeatures, 2, readRemoteFeatures],
      [COMMAND.readRemoteVersion, 2, readRemoteVersion],
    ]),
    send: ({ handle, start, bytes }) => {
      // The host may reuse its buffer, the link keeps the bytes until the next connection event.
      const fragment = { start, bytes: Buffer.from(bytes) };
      handles.link(handle)?.send(self, fragment, () => completed(handle));
    },
    receive: (link, { start, bytes }) => {
      const handle = handles.handle(link);
      if (handle !== null) toHost(aclFromRadio(handle, start, bytes));
    },
    down: (link, reason) => {
      const handle = handles.remove(link);
      if (handle !== null) toHost(event(EVENT.disconnectionComplete, u8(0), u16(handle), u8(reason)));
    },
    updated: (link) => {
      const handle = handles.handle(link);
      if (handle === null) return;
      const parameters = linkParameterBytes(link.parameters);
      toHost(leEvent(LE_EVENT.connectionUpdateComplete, u8(0), u16(handle), parameters));
    },
  };
};
