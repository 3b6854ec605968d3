import { McapRecordBuilder } from '@mcap/core';
import { describe, expect, it } from 'vitest';
import { good, made, METADATA, nth, OPCODE } from './made.ts';
import { readAll, SETTINGS } from './support.ts';

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
