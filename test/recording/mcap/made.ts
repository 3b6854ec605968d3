/** A good recording to damage, and files written by the MCAP library alone, as another program would write them. */
import { McapWriter } from '@mcap/core';
import { notifications, recordingOf, recordsOf, SETTINGS } from './support.ts';

export const OPCODE = { header: 1, channel: 4, message: 5, chunk: 6, metadata: 12, dataEnd: 15 } as const;
export const encoder = new TextEncoder();

export const good = await recordingOf([
  ...notifications(40),
  { type: 'told', atS: 3, athlete: 'anna', what: 'event', body: { type: 'lift-off', atS: 2.9 } },
]);
const records = recordsOf(good);
export const nth = (opcode: number, n = 0) => records.filter((record) => record.opcode === opcode)[n];

/** A copy with a change. */
export const changed = (change: (bytes: Uint8Array, view: DataView) => void): Uint8Array => {
  const bytes = good.slice();
  change(bytes, new DataView(bytes.buffer));
  return bytes;
};

interface Made {
  readonly profile?: string;
  readonly metadata?: Readonly<Record<string, string>> | null;
  readonly chunks?: boolean;
  /** Kind of a channel, sequence, log time and JSON of each message. */
  readonly messages?: readonly (readonly [kind: string, sequence: number, logTime: bigint, json: unknown])[];
  readonly compression?: string;
  readonly channels?: number;
  readonly topic?: string;
}

export const SETTINGS_MESSAGE = ['settings', 0, 0n, SETTINGS] as const;
export const METADATA = {
  format: '1.0',
  startedAt: '2026-11-24T18:03:11.250Z',
  timeZone: 'Europe/Berlin',
  software: 'x',
};

/** A file written by the library alone, as another program would write it. */
export const made = async (file: Made): Promise<Uint8Array> => {
  const parts: Uint8Array[] = [];
  let position = 0;
  const writer = new McapWriter({
    writable: {
      write: async (bytes) => {
        parts.push(bytes.slice());
        position += bytes.length;
      },
      position: () => BigInt(position),
    },
    ...(file.compression === undefined
      ? {}
      : { compressChunk: (data) => ({ compression: file.compression ?? '', compressedData: data }) }),
  });
  await writer.start({ profile: file.profile ?? 'beltline', library: 'x' });
  const metadata = file.metadata === undefined ? METADATA : file.metadata;
  if (metadata !== null) {
    await writer.addMetadata({ name: 'beltline', metadata: new Map(Object.entries(metadata)) });
  }
  const channel = (kind: string, topic: string): Promise<number> =>
    writer.registerChannel({
      topic,
      schemaId: 0,
      messageEncoding: 'json',
      metadata: new Map([['kind', kind]]),
    });
  for (const [kind, sequence, logTime, json] of file.messages ?? [SETTINGS_MESSAGE]) {
    const data = json instanceof Uint8Array ? json : encoder.encode(JSON.stringify(json));
    const channelId = await channel(kind, file.topic ?? '/x');
    await writer.addMessage({ channelId, sequence, logTime, publishTime: logTime, data });
  }
  for (let i = 0; i < (file.channels ?? 0); i += 1) {
    const channelId = await channel('later', `/x/${i}`);
    await writer.addMessage({
      channelId,
      sequence: i + 1,
      logTime: 0n,
      publishTime: 0n,
      data: new Uint8Array(),
    });
  }
  await writer.end();
  return Buffer.concat(parts);
};
