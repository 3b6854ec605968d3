import { McapRecordBuilder, McapWriter } from '@mcap/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_CHANNELS, MAX_RECORD_BYTES } from '../../../src/recording/mcap/format.ts';
import { notifications, readAll, recordingOf, recordsOf, SETTINGS } from './support.ts';

const OPCODE = { header: 1, channel: 4, message: 5, chunk: 6, metadata: 12, dataEnd: 15 } as const;
const encoder = new TextEncoder();

const good = await recordingOf([
  ...notifications(40),
  { type: 'told', atS: 3, athlete: 'anna', what: 'event', body: { type: 'lift-off', atS: 2.9 } },
]);
const records = recordsOf(good);
const nth = (opcode: number, n = 0) => records.filter((record) => record.opcode === opcode)[n];

/** A copy with a change. */
const changed = (change: (bytes: Uint8Array, view: DataView) => void): Uint8Array => {
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

const SETTINGS_MESSAGE = ['settings', 0, 0n, SETTINGS] as const;
const METADATA = {
  format: '1.0',
  startedAt: '2026-11-24T18:03:11.250Z',
  timeZone: 'Europe/Berlin',
  software: 'x',
};

/** A file written by the library alone, as another program would write it. */
const made = async (file: Made): Promise<Uint8Array> => {
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

interface Case {
  readonly what: string;
  readonly bytes: Uint8Array | Promise<Uint8Array>;
  readonly says: RegExp;
  readonly cure: RegExp;
}

const CASES: readonly Case[] = [
  { what: 'an empty file', bytes: new Uint8Array(), says: /the file is empty/, cure: /Record again/ },
  { what: 'text', bytes: encoder.encode('t_s,ax,ay,az,gx,gy,gz\n'), says: /not an MCAP file/, cure: /CSV/ },
  { what: 'one letter', bytes: encoder.encode('t'), says: /not an MCAP file/, cure: /CSV/ },
  {
    what: 'the magic alone',
    bytes: good.subarray(0, 8),
    says: /ends at byte 8, within its header/,
    cure: /delete it/,
  },
  {
    what: 'a truncated header',
    bytes: good.subarray(0, 20),
    says: /ends at byte 8, within its header/,
    cure: /delete it/,
  },
  {
    what: 'another profile',
    bytes: made({ profile: 'ros2' }),
    says: /profile "ros2", not a recording of Beltline/,
    cure: /beltline record/,
  },
  { what: 'no profile', bytes: made({ profile: '' }), says: /without a profile/, cure: /beltline record/ },
  {
    what: 'a decoded export',
    bytes: made({ profile: 'beltline-decoded' }),
    says: /decoded export/,
    cure: /recording it was made from/,
  },
  {
    what: 'a later major version',
    bytes: made({ metadata: { ...METADATA, format: '2.0', software: 'beltline 9' } }),
    says: /has format 2\.0; this version reads up to 1/,
    cure: /Update Beltline; .*"beltline 9"/,
  },
  {
    what: 'no metadata',
    bytes: made({ metadata: null }),
    says: /a message comes before the start/,
    cure: /as it was recorded/,
  },
  {
    what: 'metadata without a date',
    bytes: made({ metadata: { ...METADATA, startedAt: 'yesterday' } }),
    says: /its metadata means nothing/,
    cure: /as it was recorded/,
  },
  {
    what: 'no settings',
    bytes: made({ messages: [['told', 0, 0n, { athlete: null, what: 'event', body: {} }]] }),
    says: /the settings do not come first/,
    cure: /as it was recorded/,
  },
  {
    what: 'settings that lack a height',
    bytes: made({ messages: [['settings', 0, 0n, { lifters: [{ athlete: 'a' }], alerts: {}, rules: [] }]] }),
    says: /at byte \d+: a message that means nothing: lifters\.0\.heightM: /,
    cure: /Copy the recording again/,
  },
  {
    what: 'JSON that is none',
    bytes: made({ messages: [SETTINGS_MESSAGE, ['told', 1, 0n, encoder.encode('{"a":')]] }),
    says: /a message that means nothing: .*JSON/,
    cure: /Copy the recording again/,
  },
  {
    what: 'text that is no UTF-8',
    bytes: made({ messages: [SETTINGS_MESSAGE, ['told', 1, 0n, new Uint8Array([0x22, 0xff, 0x22])]] }),
    says: /a message that means nothing/,
    cure: /Copy the recording again/,
  },
  {
    what: 'JSON nested a million deep',
    bytes: made({
      messages: [
        SETTINGS_MESSAGE,
        ['told', 1, 0n, encoder.encode(`${'['.repeat(1e6)}"$number"${']'.repeat(1e6)}`)],
      ],
    }),
    says: /a message that means nothing/,
    cure: /Copy the recording again/,
  },
  {
    what: 'a time no session has',
    bytes: made({ messages: [SETTINGS_MESSAGE, ['told', 1, 2n ** 63n, {}]] }),
    says: /a message at 9223372036854775808 ns/,
    cure: /Copy the recording again/,
  },
  {
    what: 'messages in another order',
    bytes: made({
      messages: [
        SETTINGS_MESSAGE,
        ['told', 2, 0n, { athlete: null, what: 'event', body: {} }],
        ['told', 1, 0n, { athlete: null, what: 'event', body: {} }],
      ],
    }),
    says: /not in the order in which they were recorded/,
    cure: /Copy the recording again/,
  },
  {
    what: 'a device without a name',
    bytes: made({ messages: [SETTINGS_MESSAGE, ['bytes', 1, 0n, {}]] }),
    says: /does not say which device/,
    cure: /Copy the recording again/,
  },
  {
    what: 'a compressed chunk',
    bytes: made({ compression: 'zstd' }),
    says: /at byte \d+: a chunk is compressed \("zstd"\)/,
    cure: /compression none/,
  },
  {
    what: 'more channels than a session has',
    bytes: made({ channels: MAX_CHANNELS + 1 }),
    says: /more than 1024 channels/,
    cure: /Copy the recording again/,
  },
  {
    what: 'a channel with a name without end',
    bytes: made({ topic: 'x'.repeat(20_000) }),
    says: /too long a name/,
    cure: /Copy the recording again/,
  },
  {
    what: 'a chunk with a bit turned',
    bytes: changed((bytes) => {
      bytes[nth(OPCODE.chunk, 1).offset + 120] ^= 4;
    }),
    says: new RegExp(`at byte ${nth(OPCODE.chunk, 1).offset}: the checksum of a chunk is wrong`),
    cure: /everything before this byte could be read/,
  },
  {
    what: 'a bit turned outside of the chunks',
    bytes: changed((bytes) => {
      bytes[nth(OPCODE.metadata).offset + 60] ^= 1;
    }),
    says: /the checksum of the file is wrong; every chunk was sound/,
    cure: /Copy the recording again/,
  },
  {
    what: 'a chunk that claims more than any has',
    bytes: changed((_bytes, view) => {
      view.setBigUint64(nth(OPCODE.chunk, 1).offset + 1, BigInt(MAX_RECORD_BYTES) + 1n, true);
    }),
    says: new RegExp(`a record that claims ${MAX_RECORD_BYTES + 1} bytes`),
    cure: /Copy the recording again/,
  },
  {
    what: 'an index that claims more than any file has',
    bytes: changed((_bytes, view) => {
      view.setBigUint64(nth(7).offset + 1, 2n ** 64n - 1n, true);
    }),
    says: /a record that claims 18446744073709551615 bytes/,
    cure: /Copy the recording again/,
  },
  {
    what: 'zeros in the middle',
    bytes: changed((bytes) => {
      bytes.fill(0, nth(OPCODE.chunk, 1).offset, nth(OPCODE.chunk, 2).offset);
    }),
    says: /a record of type 0/,
    cure: /Copy the recording again/,
  },
  {
    what: 'two recordings in one',
    bytes: Buffer.concat([good, good]),
    says: new RegExp(`at byte ${good.length}: more bytes follow the end`),
    cure: /Copy the recording again/,
  },
  {
    what: 'an end that is not marked',
    bytes: changed((bytes) => {
      bytes[good.length - 1] = 0;
    }),
    says: /the end of the recording is not marked/,
    cure: /Copy the recording again/,
  },
];

describe('a file that cannot be what it claims', () => {
  it.each(CASES)('$what: says where, what, and how to mend it', async ({ bytes, says, cure }) => {
    const { error } = await readAll(await bytes);
    expect(error?.code).toBe('bad-input');
    expect(error?.place.file).toBe('test.mcap');
    expect(error?.message).toMatch(says);
    expect(error?.cure).toMatch(cure);
  });

  it('delivers what comes before the damage', async () => {
    const bytes = changed((copy) => {
      copy[nth(OPCODE.chunk, 2).offset + 120] ^= 4;
    });
    const { items, error } = await readAll(bytes);
    expect(items).toStrictEqual(notifications(20));
    expect(error).not.toBeNull();
  });

  it('never ends in anything but an error of ours, whatever bytes are changed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(fc.nat(good.length - 1), fc.constantFrom(0, 1, 2, 4, 7, 0x7f, 0x80, 0xff), fc.nat(255)),
          { minLength: 1, maxLength: 8 },
        ),
        fc.nat(good.length),
        fc.boolean(),
        async (changes, cut, whole) => {
          const bytes = good.slice(0, whole ? good.length : cut);
          for (const [at, special, any] of changes) bytes[at] = any < 128 ? special : any;
          // Throws what is no BeltlineError.
          const read = await readAll(bytes);
          expect(read.error === null).toBe(read.end !== null);
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('never ends in anything but an error of ours, even if the checksums are right', async () => {
    // Mutations inside a chunk would all be caught by its checksum; without one, the records inside are read.
    const chunk = nth(OPCODE.chunk, 1);
    const unchecked = changed((_bytes, view) => view.setUint32(chunk.offset + 9 + 24, 0, true));
    const changes = fc.array(
      fc.tuple(fc.integer({ min: chunk.offset + 41, max: chunk.end - 1 }), fc.nat(255)),
      {
        minLength: 1,
        maxLength: 4,
      },
    );
    let failed = 0;
    await fc.assert(
      fc.asyncProperty(changes, async (turned) => {
        const bytes = unchecked.slice();
        for (const [at, value] of turned) bytes[at] = value;
        const read = await readAll(bytes);
        if (read.error !== null) failed += 1;
      }),
      { numRuns: 1500 },
    );
    expect(failed).toBeGreaterThan(100);
  });

  it('never ends in anything but an error of ours for bytes of chance behind a good beginning', async () => {
    const opening = good.slice(0, nth(OPCODE.chunk, 1).offset);
    await fc.assert(
      fc.asyncProperty(fc.nat(16), fc.uint8Array({ maxLength: 300 }), async (opcode, content) => {
        const prefix = new DataView(new ArrayBuffer(9));
        prefix.setUint8(0, opcode);
        prefix.setBigUint64(1, BigInt(content.length), true);
        await readAll(Buffer.concat([opening, new Uint8Array(prefix.buffer), content]));
      }),
      { numRuns: 1500 },
    );
  });

  it('takes no memory for a length that is only claimed', async () => {
    const prefix = new DataView(new ArrayBuffer(9));
    prefix.setUint8(0, OPCODE.chunk);
    prefix.setBigUint64(1, BigInt(MAX_RECORD_BYTES), true);
    const before = process.memoryUsage().arrayBuffers;
    const read = await readAll(
      Buffer.concat([good.slice(0, nth(OPCODE.chunk, 1).offset), new Uint8Array(prefix.buffer)]),
    );
    expect(read.end?.state).toBe('cut');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2e6);
  });
});

describe('a recording of a later minor version', () => {
  const told = { athlete: null, what: 'event', body: { type: 'x' } };

  it('is read; what is new is left out and counted, new keys are kept', async () => {
    const bytes = await made({
      metadata: { ...METADATA, format: '1.7', mood: 'good' },
      messages: [
        ['settings', 0, 0n, { ...SETTINGS, gym: 'cellar' }],
        ['dance', 1, 0n, { any: 'thing' }],
        ['command', 2, 0n, { type: 'dance', athlete: 'anna' }],
        ['told', 3, 5n, { ...told, loud: true, body: { type: 'x', new: [1] } }],
      ],
    });
    const read = await readAll(bytes);
    expect(read.error).toBeNull();
    expect(read.settings).toStrictEqual({ ...SETTINGS, gym: 'cellar' });
    expect(read.items).toStrictEqual([
      { type: 'told', atS: 5e-9, athlete: null, what: 'event', body: { type: 'x', new: [1] } },
    ]);
    expect(read.end).toMatchObject({ state: 'closed', laterMessages: 2 });
  });

  it('may have records and attachments nobody knows', async () => {
    const builder = new McapRecordBuilder();
    const content = new Uint8Array(10);
    builder.writeAttachment({ name: 'a', logTime: 0n, createTime: 0n, mediaType: 'x', data: content });
    const at = nth(OPCODE.chunk, 1).offset;
    const unknown = new Uint8Array([0x99, 3, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3]);
    // Without the end, whose checksum knows nothing of the insertion.
    const end = nth(OPCODE.dataEnd).offset;
    const bytes = Buffer.concat([good.slice(0, at), unknown, builder.buffer, good.slice(at, end)]);
    expect((await readAll(bytes)).items).toHaveLength(41);
  });
});
