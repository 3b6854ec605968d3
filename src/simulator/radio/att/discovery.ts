/** How a central finds out what there is (Core Spec Vol 3 Part F 3.4.3, 3.4.4). Pure: request in, response out. */
import { u16, u8 } from '../hci/packets.ts';
import { AttError } from './errors.ts';
import { ATT, ATT_ERROR } from './opcodes.ts';
import { TYPE, type Attribute } from './table.ts';

/** Attributes between two handles, both included; a range that makes no sense is refused. */
export const inRange = (attributes: readonly Attribute[], request: Buffer): readonly Attribute[] => {
  const first = request.readUInt16LE(1);
  const last = request.readUInt16LE(3);
  if (first === 0 || first > last) throw new AttError(ATT_ERROR.invalidHandle);
  return attributes.filter(({ handle }) => handle >= first && handle <= last);
};

/** A row's length travels in one byte. */
const LONGEST_ROW = 255;

/** As many rows as fit, all as long as the first one, which is what these responses can carry. */
const list = (head: readonly Buffer[], rows: readonly Buffer[], mtu: number): Buffer => {
  if (rows.length === 0) throw new AttError(ATT_ERROR.attributeNotFound);
  const header = Buffer.concat(head);
  const [{ length }] = rows;
  const end = rows.findIndex((row) => row.length !== length);
  const fitting = Math.max(1, Math.floor((mtu - header.length) / length));
  return Buffer.concat([header, ...rows.slice(0, end < 0 ? rows.length : end).slice(0, fitting)]);
};

const listWithLength = (opcode: number, rows: readonly Buffer[], mtu: number): Buffer => {
  const longest = Math.min(mtu - 2, LONGEST_ROW);
  const cut = rows.map((row) => row.subarray(0, longest));
  return list([u8(opcode), u8(cut[0]?.length ?? 0)], cut, mtu);
};

const isType = (type: Buffer, number: number): boolean => type.equals(u16(number));

/** Which types stand at which handles; noble looks for descriptors with it. */
export const findInformation = (attributes: readonly Attribute[], request: Buffer, mtu: number): Buffer => {
  const found = inRange(attributes, request);
  const rows = found.map(({ handle, type }) => Buffer.concat([u16(handle), type]));
  const format = found[0]?.type.length === 2 ? 1 : 2;
  return list([u8(ATT.findInformationResponse), u8(format)], rows, mtu);
};

/** Services by UUID. */
export const findByTypeValue = (attributes: readonly Attribute[], request: Buffer, mtu: number): Buffer => {
  const wanted = request.subarray(7);
  const rows = inRange(attributes, request).flatMap(({ handle, type, content }) =>
    content.kind === 'service' && type.equals(request.subarray(5, 7)) && content.value.equals(wanted)
      ? [Buffer.concat([u16(handle), u16(content.lastHandle)])]
      : [],
  );
  return list([u8(ATT.findByTypeValueResponse)], rows, mtu);
};

/** All services. */
export const readByGroupType = (attributes: readonly Attribute[], request: Buffer, mtu: number): Buffer => {
  const found = inRange(attributes, request);
  if (!isType(request.subarray(5), TYPE.primaryService)) throw new AttError(ATT_ERROR.unsupportedGroupType);
  const rows = found.flatMap(({ handle, content }) =>
    content.kind === 'service' ? [Buffer.concat([u16(handle), u16(content.lastHandle), content.value])] : [],
  );
  return listWithLength(ATT.readByGroupTypeResponse, rows, mtu);
};

/** Values of one type, from `valueOf`; noble finds characteristics and their configuration with it. */
export const readByType = (
  attributes: readonly Attribute[],
  request: Buffer,
  mtu: number,
  valueOf: (attribute: Attribute) => Uint8Array,
): Buffer => {
  const wanted = request.subarray(5);
  const rows = inRange(attributes, request)
    .filter(({ type }) => type.equals(wanted))
    .map((attribute) => Buffer.concat([u16(attribute.handle), valueOf(attribute)]));
  return listWithLength(ATT.readByTypeResponse, rows, mtu);
};
