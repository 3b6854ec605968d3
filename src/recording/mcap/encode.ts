/** Items to messages. */
import type { z } from 'zod';
import type { DeviceInput } from '../../domain/device.ts';
import { BeltlineError } from '../../domain/error.ts';
import type { Channels, OpenChannel } from './channels.ts';
import {
  commandSchema,
  infoSchema,
  linkSchema,
  type RecordedDevice,
  type RecordingItem,
  toldSchema,
} from './contents.ts';
import { encodeJson } from './json.ts';

/** What goes into one message: where, and which bytes. */
export interface Encoded {
  readonly to: OpenChannel;
  readonly data: Uint8Array;
}

/** JSON of a value that a reader would take; throws for one that it would refuse. */
export const checkedJson = (schema: z.ZodType, value: unknown): Uint8Array => {
  const checked = schema.safeParse(value);
  if (!checked.success) {
    const { path, message } = checked.error.issues[0];
    throw new BeltlineError('internal', `${path.join('.') || 'this'} cannot be recorded: ${message}.`);
  }
  return encodeJson(value);
};

const json = (to: OpenChannel, schema: z.ZodType, value: unknown): Encoded => ({
  to,
  data: checkedJson(schema, value),
});

const encodeInput = (channels: Channels, device: RecordedDevice, input: DeviceInput): Encoded => {
  if (input.type === 'bytes') return { to: channels.bytes(device, input.channel), data: input.bytes };
  const link = input.type === 'up' ? { type: 'up' } : { type: 'down', reason: input.reason };
  return json(channels.device(device, 'link'), linkSchema, link);
};

/** Throws a `BeltlineError` or `TypeError` for an item that cannot be recorded. */
export const encodeItem = (channels: Channels, item: RecordingItem): Encoded => {
  switch (item.type) {
    case 'input':
      return encodeInput(channels, item.device, item.input);
    case 'info':
      return json(channels.device(item.device, 'info'), infoSchema, item.info);
    case 'command':
      return json(channels.session('command'), commandSchema, item.command);
    default: {
      const { athlete, what, body } = item;
      return json(channels.session('told'), toldSchema, { athlete, what, body });
    }
  }
};
