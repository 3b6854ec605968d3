/** A decoded recording for viewers that know nothing of belts: JSON with schemas and indexes, on the wall clock. */
import { McapWriter } from '@mcap/core';
import { z } from 'zod';
import type { SessionEvent } from '../../domain/event.ts';
import { IMU_WIDTH, type SampleBatch } from '../../domain/sample.ts';
import { toNanoseconds } from '../../domain/session-time.ts';
import { analysisSchema } from '../analysis/contract.ts';
import { DECODED_PROFILE, JSON_ENCODING, JSON_SCHEMA_ENCODING } from './format.ts';
import { writeNewFile } from './new-file.ts';
import type { RecordingStart } from './opening.ts';

/** What a session made of a recording, in any order of time. */
export type DecodedItem =
  | { readonly type: 'samples'; readonly athlete: string; readonly batch: SampleBatch }
  | { readonly type: 'event'; readonly athlete: string; readonly event: SessionEvent };

const seconds = z.number().describe('Session time, s');
const force = (axis: string) => z.number().describe(`Specific force along ${axis} of the sensor, m/s²`);
const rate = (axis: string) => z.number().describe(`Angular rate about ${axis} of the sensor, rad/s`);

const setSchema = analysisSchema.shape.sets.element;
const SCHEMAS = {
  imu: z.object({
    timeS: seconds,
    axMps2: force('x'),
    ayMps2: force('y'),
    azMps2: force('z'),
    gxRadps: rate('x'),
    gyRadps: rate('y'),
    gzRadps: rate('z'),
  }),
  rep: z.object({
    set: z.int().positive().describe('1-based within the session'),
    ...setSchema.shape.reps.element.shape,
  }),
  set: z.object({ ...setSchema.omit({ reps: true }).shape, reps: z.int().describe('Repetitions') }),
  alert: analysisSchema.shape.alerts.element,
  event: z.looseObject({ type: z.string(), atS: seconds }),
} as const;
type Kind = keyof typeof SCHEMAS;

interface Decoded {
  readonly kind: Kind;
  /** Topic below the athlete. */
  readonly topic: string;
  readonly atS: number;
  readonly body: object;
}

const IMU_KEYS = ['axMps2', 'ayMps2', 'azMps2', 'gxRadps', 'gyRadps', 'gzRadps'] as const;

/** What was not measured is left out: a viewer draws a gap. */
function* samples({ sensor, count, timeS, imu }: SampleBatch): Generator<Decoded> {
  for (let i = 0; i < count; i += 1) {
    const values = imu.subarray(i * IMU_WIDTH, (i + 1) * IMU_WIDTH);
    if (!values.every(Number.isFinite)) continue;
    const body = Object.fromEntries(IMU_KEYS.map((key, k) => [key, values[k]]));
    yield { kind: 'imu', topic: `${sensor}/imu`, atS: timeS[i], body: { timeS: timeS[i], ...body } };
  }
}

const decoded = (event: SessionEvent): Decoded => {
  const { atS } = event;
  switch (event.type) {
    case 'rep':
      return { kind: 'rep', topic: 'rep', atS, body: { set: event.set, ...event.rep } };
    case 'set':
      return { kind: 'set', topic: 'set', atS, body: { ...event.set, reps: event.set.reps.length } };
    case 'alert':
      return { kind: 'alert', topic: 'alert', atS, body: event.alert };
    default:
      return { kind: 'event', topic: 'event', atS, body: event };
  }
};

const jsonSchema = (kind: Kind) => ({
  name: `beltline.${kind}`,
  encoding: JSON_SCHEMA_ENCODING,
  data: new TextEncoder().encode(JSON.stringify(z.toJSONSchema(SCHEMAS[kind]))),
});

/** Writes messages; registers schemas and channels as they are needed. */
const createExporter = (writer: McapWriter, start: RecordingStart) => {
  const startNs = BigInt(start.startedAt.getTime()) * 1_000_000n;
  const schemas = new Map<Kind, number>();
  const channels = new Map<string, { readonly id: number; sequence: number }>();
  const encoder = new TextEncoder();

  const schemaOf = async (kind: Kind): Promise<number> => {
    const id = schemas.get(kind) ?? (await writer.registerSchema(jsonSchema(kind)));
    schemas.set(kind, id);
    return id;
  };
  const channelOf = async (topic: string, kind: Kind) => {
    const known = channels.get(topic);
    if (known !== undefined) return known;
    const schemaId = await schemaOf(kind);
    const metadata = new Map<string, string>();
    const id = await writer.registerChannel({ schemaId, topic, messageEncoding: JSON_ENCODING, metadata });
    const channel = { id, sequence: 0 };
    channels.set(topic, channel);
    return channel;
  };
  return async (athlete: string, { kind, topic, atS, body }: Decoded): Promise<void> => {
    const channel = await channelOf(`/${athlete.replaceAll('/', '-')}/${topic}`, kind);
    const logTime = startNs + BigInt(toNanoseconds(atS));
    const data = encoder.encode(JSON.stringify(body));
    const { id: channelId, sequence } = channel;
    await writer.addMessage({ channelId, sequence, logTime, publishTime: logTime, data });
    channel.sequence += 1;
  };
};

/**
 * Writes a new MCAP file for viewers; returns its length in bytes. Topics are `/<athlete>/<sensor>/imu`, `/<athlete>/rep`,
 * `set`, `alert` and `event`; log time is Unix time. Nothing is overwritten, nothing half is left behind.
 */
export const exportMcap = async (
  items: AsyncIterable<DecodedItem> | Iterable<DecodedItem>,
  file: string,
  start: RecordingStart,
): Promise<number> =>
  writeNewFile(file, async (out) => {
    const writable = {
      write: (bytes: Uint8Array) => out.append(bytes),
      position: () => BigInt(out.position),
    };
    const writer = new McapWriter({ writable });
    await writer.start({ profile: DECODED_PROFILE, library: start.software });
    const write = createExporter(writer, start);
    for await (const item of items) {
      const messages = item.type === 'samples' ? samples(item.batch) : [decoded(item.event)];
      for (const message of messages) await write(item.athlete, message);
    }
    await writer.end();
    return out.position;
  });
