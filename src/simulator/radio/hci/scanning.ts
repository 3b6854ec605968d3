import { addressToBytes, addressTypeCode } from '../address.ts';
import type { Advertiser, Advertising, Air } from '../air.ts';
import type { LinkEnd } from '../link.ts';
import { REASON } from '../reasons.ts';
import { commandTable, type CommandTable, type ToHost } from './host.ts';
import { COMMAND, LE_EVENT } from './opcodes.ts';
import { commandComplete, leEvent, u16, u8 } from './packets.ts';

export interface Scanning {
  readonly commands: CommandTable;
  readonly isScanning: () => boolean;
  readonly stop: () => void;
}

type Report = (from: Advertiser, advertising: Advertising, isResponse: boolean) => Buffer;

const common = (from: Advertiser): readonly Buffer[] => [
  u8(addressTypeCode(from.addressType)),
  addressToBytes(from.address),
];

/** ADV_IND, ADV_SCAN_IND, ADV_NONCONN_IND, SCAN_RSP (Vol 4 Part E 7.7.65.2). */
const legacyType = (advertising: Advertising, isResponse: boolean): number => {
  if (isResponse) return 4;
  if (advertising.connectable) return 0;
  return advertising.scanResponse === null ? 3 : 2;
};

const legacyReport: Report = (from, advertising, isResponse) => {
  const data = isResponse ? (advertising.scanResponse ?? Buffer.alloc(0)) : advertising.data;
  const type = legacyType(advertising, isResponse);
  const tail = [u8(data.length), data, u8(from.rssiDbm)];
  return leEvent(LE_EVENT.advertisingReport, u8(1), u8(type), ...common(from), ...tail);
};

/** Bits of the event type of an extended report (Vol 4 Part E 7.7.65.13). */
const EXTENDED = { connectable: 1, scannable: 2, response: 8, legacy: 16 } as const;

const extendedReport: Report = (from, advertising, isResponse) => {
  const data = isResponse ? (advertising.scanResponse ?? Buffer.alloc(0)) : advertising.data;
  const type =
    EXTENDED.legacy |
    (advertising.connectable ? EXTENDED.connectable : 0) |
    (advertising.scanResponse === null ? 0 : EXTENDED.scannable) |
    (isResponse ? EXTENDED.response : 0);
  // Primary PHY 1M, no secondary PHY, no set identifier, transmit power unknown.
  const radio = Buffer.from([1, 0, 0xff, 127, from.rssiDbm & 0xff]);
  const periodicAndDirect = Buffer.alloc(2 + 1 + 6);
  const tail = [radio, periodicAndDirect, u8(data.length), data];
  return leEvent(LE_EVENT.extendedAdvertisingReport, u8(1), u16(type), ...common(from), ...tail);
};

/** Scanning with scan requests; each advertisement heard is reported, then its scan response. */
export const createScanning = (air: Air, self: LinkEnd, toHost: ToHost): Scanning => {
  let scanning = false;

  const stop = (): void => {
    scanning = false;
    air.scan(self, null);
  };
  const start = (filterDuplicates: boolean, report: Report): void => {
    const reported = new Set<Advertiser>();
    scanning = true;
    air.scan(self, (from, advertising) => {
      if (filterDuplicates && reported.has(from)) return;
      reported.add(from);
      toHost(report(from, advertising, false));
      if (advertising.scanResponse !== null) toHost(report(from, advertising, true));
    });
  };
  const setParameters = (_parameters: Buffer, opcode: number): void =>
    // Not while scanning (7.8.10).
    toHost(commandComplete(opcode, u8(scanning ? REASON.commandDisallowed : REASON.success)));
  const setEnable = (report: Report) => (parameters: Buffer, opcode: number) => {
    const enable = parameters[0] === 1;
    // The specification lets this pass; controllers in the field refuse it, and noble starts every scan with it.
    const refused = !enable && !scanning;
    if (enable) start(parameters[1] === 1, report);
    else stop();
    toHost(commandComplete(opcode, u8(refused ? REASON.commandDisallowed : REASON.success)));
  };

  return {
    commands: commandTable([
      [COMMAND.leSetScanParameters, 7, setParameters],
      [COMMAND.leSetExtendedScanParameters, 3, setParameters],
      [COMMAND.leSetScanEnable, 2, setEnable(legacyReport)],
      [COMMAND.leSetExtendedScanEnable, 6, setEnable(extendedReport)],
    ]),
    isScanning: () => scanning,
    stop,
  };
};
