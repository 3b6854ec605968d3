import { uuidToBytes } from './uuid.ts';

/** What an advertisement says, for {@link advertisingData}. */
export interface AdvertisementContent {
  readonly name?: string;
  readonly services?: readonly string[];
  /** Company identifier, little-endian, and what follows. */
  readonly manufacturerData?: Uint8Array;
  /** General discoverable, no classic Bluetooth. */
  readonly flags?: boolean;
}

/** Types of advertising structures (Assigned Numbers 2.3). */
const AD_TYPE = { flags: 0x01, services16: 0x03, services128: 0x07, name: 0x09, manufacturer: 0xff } as const;

/** Legacy advertisements and scan responses carry this much. */
const LONGEST = 31;

const structure = (type: number, value: Uint8Array): Buffer =>
  value.length === 0 ? Buffer.alloc(0) : Buffer.concat([Buffer.from([value.length + 1, type]), value]);

const uuidsOfLength = (services: readonly string[], length: number): Buffer =>
  Buffer.concat(services.map(uuidToBytes).filter((uuid) => uuid.length === length));

/** Packs the content as Core Spec Supplement Part A says. Throws when it is longer than 31 bytes. */
export const advertisingData = (content: AdvertisementContent): Buffer => {
  const services = content.services ?? [];
  const data = Buffer.concat([
    structure(AD_TYPE.flags, Buffer.from(content.flags === true ? [0x06] : [])),
    structure(AD_TYPE.services16, uuidsOfLength(services, 2)),
    structure(AD_TYPE.services128, uuidsOfLength(services, 16)),
    structure(AD_TYPE.name, Buffer.from(content.name ?? '', 'utf8')),
    structure(AD_TYPE.manufacturer, content.manufacturerData ?? Buffer.alloc(0)),
  ]);
  if (data.length > LONGEST) {
    throw new RangeError(`An advertisement of ${data.length} bytes does not fit into ${LONGEST}; say less.`);
  }
  return data;
};
