/** The channels of a recording as it is written: found by what they carry, created when first needed. */
import type { Channel, Schema } from '@mcap/core';
import { z } from 'zod';
import { BeltlineError } from '../../domain/error.ts';
import { commandSchema, infoSchema, linkSchema, type RecordedDevice } from './contents.ts';
import { settingsSchema, toldSchema } from './contents.ts';
import {
  type ChannelKind,
  deviceTopic,
  JSON_ENCODING,
  JSON_SCHEMA_ENCODING,
  KIND,
  MAX_CHANNELS,
  RAW_ENCODING,
  SESSION_TOPICS,
} from './format.ts';

/** A channel and the schema it needs, as they go into the file. */
export interface OpenChannel {
  readonly channel: Channel;
  /** `null` for raw bytes. */
  readonly schema: Schema | null;
}

export interface Channels {
  session(kind: 'settings' | 'command' | 'told'): OpenChannel;
  /** `name` is the driver's name of the characteristic. */
  bytes(device: RecordedDevice, name: string): OpenChannel;
  device(device: RecordedDevice, kind: 'link' | 'info'): OpenChannel;
  /** Every channel so far, in order of their numbers. */
  all(): readonly OpenChannel[];
}

type JsonKind = Exclude<ChannelKind, 'bytes'>;

const JSON_SCHEMAS: Readonly<Record<JsonKind, z.ZodType>> = {
  settings: settingsSchema,
  command: commandSchema,
  told: toldSchema,
  link: linkSchema,
  info: infoSchema,
};
const KINDS: readonly JsonKind[] = ['settings', 'command', 'told', 'link', 'info'];

/** MCAP has no schema 0: it stands for "none". */
const NO_SCHEMA = 0;

const jsonSchema = (kind: JsonKind): Schema => ({
  id: KINDS.indexOf(kind) + 1,
  name: `beltline.${kind}`,
  encoding: JSON_SCHEMA_ENCODING,
  data: new TextEncoder().encode(JSON.stringify(z.toJSONSchema(JSON_SCHEMAS[kind]))),
});

const describe = (device: RecordedDevice): [string, string][] => [
  ['serial', device.serial],
  ['driver', device.driver],
  ['athlete', device.athlete],
  ...(device.role === null ? [] : [['role', device.role] satisfies [string, string]]),
];

const isSame = (a: RecordedDevice, b: RecordedDevice): boolean =>
  a.driver === b.driver && a.role === b.role && a.athlete === b.athlete;

interface KnownDevice {
  readonly device: RecordedDevice;
  readonly open: Map<string, OpenChannel>;
}

export const createChannels = (): Channels => {
  const all: OpenChannel[] = [];
  // Made before the session begins: it takes milliseconds, which a live session does not have.
  const schemas = new Map(KINDS.map((kind) => [kind, jsonSchema(kind)]));
  const session = new Map<string, OpenChannel>();
  const devices = new Map<string, KnownDevice>();

  const create = (kind: ChannelKind, topic: string, about: readonly [string, string][]): OpenChannel => {
    if (all.length === MAX_CHANNELS) {
      throw new BeltlineError('internal', `the recording has more than ${MAX_CHANNELS} channels.`);
    }
    const schema = kind === 'bytes' ? null : (schemas.get(kind) ?? null);
    const channel: Channel = {
      id: all.length,
      schemaId: schema?.id ?? NO_SCHEMA,
      topic,
      messageEncoding: schema === null ? RAW_ENCODING : JSON_ENCODING,
      metadata: new Map([[KIND, kind], ...about]),
    };
    const open = { channel, schema };
    all.push(open);
    return open;
  };
  /** Found in `open` under `key`, which no other kind uses. */
  const find = (open: Map<string, OpenChannel>, key: string, make: () => OpenChannel): OpenChannel => {
    const known = open.get(key);
    if (known !== undefined) return known;
    const made = make();
    open.set(key, made);
    return made;
  };
  /** A device that changes hands gets channels of its own: their metadata says who wore it. */
  const channelsOf = (device: RecordedDevice): Map<string, OpenChannel> => {
    const known = devices.get(device.serial);
    if (known !== undefined && (known.device === device || isSame(known.device, device))) return known.open;
    const open = new Map<string, OpenChannel>();
    devices.set(device.serial, { device, open });
    return open;
  };

  return {
    session: (kind) => find(session, kind, () => create(kind, SESSION_TOPICS[kind], [])),
    bytes: (device, name) =>
      find(channelsOf(device), `bytes ${name}`, () =>
        create('bytes', deviceTopic(device.serial, name), [['channel', name], ...describe(device)]),
      ),
    device: (device, kind) =>
      find(channelsOf(device), kind, () => create(kind, deviceTopic(device.serial, kind), describe(device))),
    all: () => all,
  };
};
