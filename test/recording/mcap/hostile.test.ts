import { describe, expect, it } from 'vitest';
import { MAX_CHANNELS, MAX_RECORD_BYTES } from '../../../src/recording/mcap/format.ts';
import { changed, encoder, good, made, METADATA, nth, OPCODE, SETTINGS_MESSAGE } from './made.ts';
import { notifications, readAll } from './support.ts';

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
});
