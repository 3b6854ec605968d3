import { u16, u8 } from '../hci/packets.ts';
import { createAccess, whenAnswered } from './access.ts';
import { findByTypeValue, findInformation, readByGroupType, readByType } from './discovery.ts';
import { AttError } from './errors.ts';
import type { AttRequest, Faults } from './faults.ts';
import { ATT, ATT_ERROR, COMMAND_FLAG, DEFAULT_MTU } from './opcodes.ts';
import { createOutgoing, type Outgoing, type QueueSizes, type SendAtt } from './outgoing.ts';
import { createPreparedWrites } from './prepared.ts';
import { createSubscriptions, type Subscriptions } from './subscriptions.ts';
import type { AttributeTable } from './table.ts';

export interface SessionOptions {
  readonly table: AttributeTable;
  /** Longest ATT packet the server takes and makes. */
  readonly maxMtu: number;
  readonly queues: QueueSizes;
  readonly faults: Faults;
  readonly send: SendAtt;
}

/** The server's side of one link, from its set-up to its end. */
export interface AttSession {
  readonly mtu: () => number;
  readonly subscriptions: Subscriptions;
  readonly outgoing: Outgoing;
  readonly receive: (packet: Buffer) => void;
  /** Answers that are still to come are dropped. */
  readonly end: () => void;
}

/** A response, now or later; `null`: none. */
type Response = Buffer | null | Promise<Buffer | null>;

interface RequestHandler {
  /** Fewest bytes, opcode included. */
  readonly length: number;
  readonly run: (request: Buffer) => Response;
}

/** Requests about one attribute; the others search a range. */
const NAMES_ATTRIBUTE: ReadonlySet<number> = new Set([
  ATT.readRequest,
  ATT.readBlobRequest,
  ATT.writeRequest,
  ATT.writeCommand,
  ATT.prepareWriteRequest,
]);

/** Requests have even opcodes; an odd one answers something we never asked for. */
const isForServer = (opcode: number): boolean => opcode % 2 === 0;

const handleIn = (request: Buffer): number => (request.length >= 3 ? request.readUInt16LE(1) : 0);

const errorResponse = (request: Buffer, code: number): Buffer =>
  Buffer.concat([u8(ATT.error), u8(request[0]), u16(handleIn(request)), u8(code)]);

/** Errors other than {@link AttError} are faults of the virtual firmware; the central sees "unlikely error". */
const codeOf = (error: unknown): number => (error instanceof AttError ? error.code : ATT_ERROR.unlikely);

export const createAttSession = (options: SessionOptions): AttSession => {
  const { table, maxMtu, faults, send } = options;
  const { attributes } = table;
  const subscriptions = createSubscriptions();
  const access = createAccess(table, subscriptions);
  const prepared = createPreparedWrites();
  let mtu = DEFAULT_MTU;
  let ended = false;
  /** Rest of a long value, so that all its parts come from one reading. */
  let lastRead: { readonly handle: number; readonly value: Uint8Array } | null = null;
  const outgoing = createOutgoing(options.queues, subscriptions, () => mtu, send);

  const exchangeMtu = (request: Buffer): Response => {
    const agreed = Math.min(request.readUInt16LE(1), maxMtu);
    send(Buffer.concat([u8(ATT.mtuResponse), u16(maxMtu)]), () => undefined);
    mtu = Math.max(DEFAULT_MTU, agreed);
    return null;
  };

  const read = (request: Buffer): Response =>
    whenAnswered(access.read(handleIn(request)), (value) => {
      lastRead = { handle: handleIn(request), value };
      return Buffer.concat([u8(ATT.readResponse), value.subarray(0, mtu - 1)]);
    });

  const readBlob = (request: Buffer): Response => {
    const offset = request.readUInt16LE(3);
    const answer = lastRead?.handle === handleIn(request) ? lastRead.value : access.read(handleIn(request));
    return whenAnswered(answer, (value) => {
      if (offset > value.length) throw new AttError(ATT_ERROR.invalidOffset);
      return Buffer.concat([u8(ATT.readBlobResponse), value.subarray(offset, offset + mtu - 1)]);
    });
  };

  const write = (request: Buffer): Response =>
    whenAnswered(access.write(handleIn(request), request.subarray(3), true), () => u8(ATT.writeResponse));

  const writeCommand = (request: Buffer): Response =>
    whenAnswered(access.write(handleIn(request), request.subarray(3), false), () => null);

  const prepareWrite = (request: Buffer): Response => {
    const bytes = Buffer.from(request.subarray(5));
    access.demandWritable(handleIn(request));
    prepared.add({ handle: handleIn(request), offset: request.readUInt16LE(3), bytes });
    return Buffer.concat([u8(ATT.prepareWriteResponse), request.subarray(1)]);
  };

  const executeWrite = (request: Buffer): Response => {
    if (request[1] === 0) prepared.clear();
    return whenAnswered(access.writeAll([...prepared.take()]), () => u8(ATT.executeWriteResponse));
  };

  const handlers = new Map<number, RequestHandler>([
    [ATT.mtuRequest, { length: 3, run: exchangeMtu }],
    [ATT.findInformationRequest, { length: 5, run: (request) => findInformation(attributes, request, mtu) }],
    [ATT.findByTypeValueRequest, { length: 7, run: (request) => findByTypeValue(attributes, request, mtu) }],
    [
      ATT.readByTypeRequest,
      { length: 7, run: (request) => readByType(attributes, request, mtu, access.peek) },
    ],
    [ATT.readByGroupTypeRequest, { length: 7, run: (request) => readByGroupType(attributes, request, mtu) }],
    [ATT.readRequest, { length: 3, run: read }],
    [ATT.readBlobRequest, { length: 5, run: readBlob }],
    [ATT.writeRequest, { length: 3, run: write }],
    [ATT.writeCommand, { length: 3, run: writeCommand }],
    [ATT.prepareWriteRequest, { length: 5, run: prepareWrite }],
    [ATT.executeWriteRequest, { length: 2, run: executeWrite }],
  ]);

  const requestOf = (packet: Buffer): AttRequest => {
    const handle = NAMES_ATTRIBUTE.has(packet[0]) ? handleIn(packet) : 0;
    const content = table.attributes[handle - 1]?.content;
    const named = content?.kind === 'value' || content?.kind === 'configuration';
    return { opcode: packet[0], handle, characteristic: named ? content.characteristic.uuid : null };
  };

  const respond = (packet: Buffer): Response => {
    const handler = handlers.get(packet[0]);
    const refused = faults.refuses(requestOf(packet));
    if (refused !== null) throw new AttError(refused);
    if (handler === undefined) throw new AttError(ATT_ERROR.requestNotSupported);
    if (packet.length < handler.length) throw new AttError(ATT_ERROR.invalidPdu);
    return handler.run(packet);
  };

  const reply = (response: Buffer | null): void => {
    if (response !== null && !ended) send(response, () => undefined);
  };

  const receive = (packet: Buffer): void => {
    if (packet.length === 0 || !isForServer(packet[0]) || faults.ignores(requestOf(packet))) return;
    if (packet[0] === ATT.confirmation) return outgoing.confirmed();
    const refuse = (error: unknown): void => {
      const wantsAnswer = (packet[0] & COMMAND_FLAG) === 0;
      reply(wantsAnswer ? errorResponse(packet, codeOf(error)) : null);
    };
    try {
      const response = respond(packet);
      if (response instanceof Promise) response.then(reply, refuse);
      else reply(response);
    } catch (error) {
      refuse(error);
    }
  };

  const end = (): void => {
    ended = true;
  };
  return { mtu: () => mtu, subscriptions, outgoing, receive, end };
};
