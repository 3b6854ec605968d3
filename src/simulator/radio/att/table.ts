import { u16 } from '../hci/packets.ts';
import { normalUuid, uuidToBytes } from '../uuid.ts';
import { LONGEST_VALUE } from './opcodes.ts';
import type { CharacteristicSpec, Property, ServiceSpec } from './services.ts';

/** Attribute types (Assigned Numbers 3.5, 3.7). */
export const TYPE = { primaryService: 0x2800, characteristic: 0x2803, clientConfiguration: 0x2902 } as const;

/** Bits of the characteristic declaration (Core Spec Vol 3 Part G 3.3.1.1). */
const PROPERTY: Readonly<Record<Property, number>> = {
  read: 0x02,
  'write-without-response': 0x04,
  write: 0x08,
  notify: 0x10,
  indicate: 0x20,
};

/** A characteristic in the table, with its present value. */
export interface Characteristic {
  readonly uuid: string;
  readonly spec: CharacteristicSpec;
  readonly valueHandle: number;
  readonly maxLength: number;
  value: Uint8Array;
}

export interface Attribute {
  readonly handle: number;
  /** Attribute type, little-endian, two or sixteen bytes. */
  readonly type: Buffer;
  readonly content:
    | { readonly kind: 'service'; readonly value: Buffer; readonly lastHandle: number }
    | { readonly kind: 'declaration'; readonly value: Buffer }
    | { readonly kind: 'value'; readonly characteristic: Characteristic }
    | { readonly kind: 'configuration'; readonly characteristic: Characteristic };
}

export interface AttributeTable {
  /** In order of handles, which start at 1 and have no gaps. */
  readonly attributes: readonly Attribute[];
  readonly characteristics: ReadonlyMap<string, Characteristic>;
}

const LAST_HANDLE = 0xffff;

export const hasProperty = ({ spec }: Characteristic, ...properties: readonly Property[]): boolean =>
  properties.some((property) => spec.properties.includes(property));

const propertyBits = (spec: CharacteristicSpec): number =>
  spec.properties.reduce((bits, property) => bits | PROPERTY[property], 0);

const characteristicOf = (spec: CharacteristicSpec, valueHandle: number): Characteristic => ({
  uuid: normalUuid(spec.uuid),
  spec,
  valueHandle,
  maxLength: Math.min(spec.maxLength ?? LONGEST_VALUE, LONGEST_VALUE),
  value: spec.value ?? new Uint8Array(0),
});

/** Declaration, value and, where the central can subscribe, its configuration (Vol 3 Part G 3.3). */
const characteristicRows = (spec: CharacteristicSpec, first: number): readonly Attribute[] => {
  const characteristic = characteristicOf(spec, first + 1);
  const type = uuidToBytes(spec.uuid);
  const declared = Buffer.concat([Buffer.from([propertyBits(spec)]), u16(first + 1), type]);
  const rows: Attribute[] = [
    { handle: first, type: u16(TYPE.characteristic), content: { kind: 'declaration', value: declared } },
    { handle: first + 1, type, content: { kind: 'value', characteristic } },
  ];
  if (hasProperty(characteristic, 'notify', 'indicate')) {
    const content = { kind: 'configuration', characteristic } as const;
    rows.push({ handle: first + 2, type: u16(TYPE.clientConfiguration), content });
  }
  return rows;
};

const serviceRows = (spec: ServiceSpec, first: number, isLast: boolean): readonly Attribute[] => {
  const rows: Attribute[] = [];
  for (const characteristic of spec.characteristics) {
    rows.push(...characteristicRows(characteristic, first + 1 + rows.length));
  }
  const lastHandle = isLast ? LAST_HANDLE : first + rows.length;
  const content = { kind: 'service', value: uuidToBytes(spec.uuid), lastHandle } as const;
  return [{ handle: first, type: u16(TYPE.primaryService), content }, ...rows];
};

/** Lays services out as attributes. Throws on a malformed or repeated UUID. */
export const buildTable = (services: readonly ServiceSpec[]): AttributeTable => {
  const attributes: Attribute[] = [];
  services.forEach((service, index) => {
    attributes.push(...serviceRows(service, attributes.length + 1, index === services.length - 1));
  });
  const characteristics = new Map<string, Characteristic>();
  for (const { content } of attributes) {
    if (content.kind !== 'value') continue;
    const { characteristic } = content;
    if (characteristics.has(characteristic.uuid)) {
      throw new TypeError(
        `Characteristic ${characteristic.uuid} occurs twice; the virtual radio needs them unique.`,
      );
    }
    characteristics.set(characteristic.uuid, characteristic);
  }
  return { attributes, characteristics };
};
