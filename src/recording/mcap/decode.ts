/** Messages to items: the counterpart of {@link file://./encode.ts}. */
import type { Channel, Message } from '@mcap/core';
import type { z } from 'zod';
import { fromNanoseconds } from '../../domain/session-time.ts';
import {
  commandSchema,
  deviceSchema,
  infoSchema,
  isLaterCommand,
  linkSchema,
  type RecordedDevice,
  type RecordingItem,
  type SessionSettings,
  settingsSchema,
  toldSchema,
} from './contents.ts';
import { KIND } from './format.ts';
import { decodeJson } from './json.ts';

/** What a message turned out to be; `later` is a kind that this version does not know. */
export type Decoded =
  RecordingItem | { readonly type: 'settings'; readonly settings: SessionSettings } | Later;
interface Later {
  readonly type: 'later';
}
const LATER: Later = { type: 'later' };

/** Turns the messages of one channel into items. Throws for what cannot be. */
type Decode = (atS: number, data: Uint8Array) => Decoded;

export interface ItemDecoder {
  /** Takes note of a channel. Throws if it does not say what it must. */
  channel(channel: Channel): void;
  /** The meaning of a message. Throws an `Error` that says what is wrong with it. */
  message(message: Message): Decoded;
}

const fits = <T>(schema: z.ZodType<T>, value: unknown): value is T => schema.safeParse(value).success;

/** The value as it was written, if it fits: no key is dropped or moved. */
const checked = <T>(schema: z.ZodType<T>, value: unknown): T => {
  if (fits(schema, value)) return value;
  const issue = schema.safeParse(value).error?.issues[0];
  throw new Error(`${issue?.path.join('.') || 'the object'}: ${issue?.message}`);
};
const fromJson = <T>(schema: z.ZodType<T>, data: Uint8Array): T => checked(schema, decodeJson(data));

const SESSION_DECODERS: Readonly<Record<string, Decode>> = {
  settings: (_atS, data) => ({ type: 'settings', settings: fromJson(settingsSchema, data) }),
  command: (atS, data) => {
    const value = decodeJson(data);
    return isLaterCommand(value) ? LATER : { type: 'command', atS, command: checked(commandSchema, value) };
  },
  told: (atS, data) => {
    const { athlete, what, body } = fromJson(toldSchema, data);
    return { type: 'told', atS, athlete, what, body };
  },
};

type DeviceDecode = (device: RecordedDevice, channel: string) => Decode;
const DEVICE_DECODERS: Readonly<Record<string, DeviceDecode>> = {
  bytes: (device, channel) => (atS, bytes) => ({
    type: 'input',
    device,
    input: { type: 'bytes', atS, channel, bytes },
  }),
  link: (device) => (atS, data) => {
    const link = fromJson(linkSchema, data);
    if (link.type === 'up') return { type: 'input', device, input: { type: 'up', atS } };
    return { type: 'input', device, input: { type: 'down', atS, reason: link.reason } };
  },
  info: (device) => (atS, data) => ({ type: 'info', atS, device, info: fromJson(infoSchema, data) }),
};

const own = <T>(table: Readonly<Record<string, T>>, key: string): T | null =>
  Object.hasOwn(table, key) ? table[key] : null;

export const createItemDecoder = (): ItemDecoder => {
  const channels = new Map<number, Decode>();
  /** One object for one device, however many channels it has. */
  const devices = new Map<string, RecordedDevice>();

  const deviceOf = (metadata: Readonly<Record<string, string>>): RecordedDevice => {
    const parsed = deviceSchema.safeParse(metadata);
    if (!parsed.success) throw new Error('the channel does not say which device it belongs to');
    const key = JSON.stringify(parsed.data);
    const device = devices.get(key) ?? parsed.data;
    devices.set(key, device);
    return device;
  };
  const decoderOf = (channel: Channel): Decode => {
    const metadata = Object.fromEntries(channel.metadata);
    const kind = metadata[KIND] ?? '';
    const session = own(SESSION_DECODERS, kind);
    if (session !== null) return session;
    const device = own(DEVICE_DECODERS, kind);
    if (device === null) return () => LATER;
    return device(deviceOf(metadata), metadata['channel'] ?? '');
  };

  return {
    channel(channel) {
      if (!channels.has(channel.id)) channels.set(channel.id, decoderOf(channel));
    },
    message({ channelId, logTime, data }) {
      const decode = channels.get(channelId);
      if (decode === undefined) throw new Error(`there is no channel ${channelId}`);
      return decode(fromNanoseconds(Number(logTime)), data);
    },
  };
};
