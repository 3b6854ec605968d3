/** CAPS: what a belt can do, spread over as many replies as the MTU needs (SPEC 10.4). */
import type { ControlSuccess } from '../../../devices/protocol/index.ts';

type CapsReply = Extract<ControlSuccess, { message: 'caps-reply' }>;
export type Capabilities = Required<Omit<CapsReply, 'message' | 'tag' | 'page' | 'pages'>>;
type Page = Partial<Capabilities>;

/** Reply header and fixed part; type and length of a TLV. */
const HEAD_BYTES = 6;
const TLV_BYTES = 2;

const BYTES: Readonly<Record<keyof Capabilities, number>> = {
  ratesHz: 2,
  accRangesG: 1,
  gyrRangesDps: 2,
  ringSamples: 4,
  ringKind: 1,
  batteryMah: 2,
  maxSegments: 1,
};

const isName = (name: string): name is keyof Capabilities => Object.hasOwn(BYTES, name);

/** Fills pages in rising order of type; a TLV is never split. */
export const paginate = (all: Capabilities, valueBytes: number): readonly Page[] => {
  const pages: Page[] = [];
  let room = 0;
  for (const name of Object.keys(BYTES).filter(isName)) {
    const value = all[name];
    const size = TLV_BYTES + BYTES[name] * (typeof value === 'number' ? 1 : value.length);
    if (pages.length === 0 || size > room) {
      pages.push({});
      room = valueBytes - HEAD_BYTES;
    }
    Object.assign(pages[pages.length - 1], { [name]: value });
    room -= size;
  }
  return pages;
};
