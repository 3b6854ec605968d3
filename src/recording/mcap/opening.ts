/** The metadata that frames a recording: when it began and in which format, and how much should be in it. */
import { McapRecordBuilder, type Metadata } from '@mcap/core';
import { z } from 'zod';
import { END_NAME, FORMAT, METADATA_NAME, PROFILE } from './format.ts';

/** What is known of a session as it begins, besides its settings. */
export interface RecordingStart {
  /** What session time 0 was on the wall clock. */
  readonly startedAt: Date;
  /** Where the lifter stood: an IANA name, `Europe/Berlin`. */
  readonly timeZone: string;
  /** What recorded it: `beltline 0.1.0`. */
  readonly software: string;
}

/** What the metadata record says. Keys of later versions are ignored. */
const metadataSchema = z.object({
  format: z.string().regex(/^\d{1,9}\.\d{1,9}$/),
  startedAt: z.iso.datetime({ precision: 3 }),
  timeZone: z.string(),
  software: z.string(),
});

/** Magic, header and metadata, and where in them the metadata record is. */
export interface OpeningBytes {
  readonly bytes: Uint8Array;
  readonly metadata: { readonly offset: number; readonly length: number };
}

export const writeOpening = (start: RecordingStart): OpeningBytes => {
  const builder = new McapRecordBuilder();
  builder.writeMagic();
  builder.writeHeader({ profile: PROFILE, library: start.software });
  const offset = builder.length;
  const metadata = new Map(
    Object.entries({
      format: `${FORMAT.major}.${FORMAT.minor}`,
      startedAt: start.startedAt.toISOString(),
      timeZone: start.timeZone,
      software: start.software,
    }),
  );
  builder.writeMetadata({ name: METADATA_NAME, metadata });
  return { bytes: builder.buffer, metadata: { offset, length: builder.length - offset } };
};

export interface Opening {
  readonly start: RecordingStart;
  readonly major: number;
  readonly minor: number;
}

/** What a metadata record says; `null` when it is none of ours or says what cannot be. */
export const readOpening = (record: Metadata): Opening | null => {
  const parsed = metadataSchema.safeParse(Object.fromEntries(record.metadata));
  if (record.name !== METADATA_NAME || !parsed.success) return null;
  const { format, startedAt, timeZone, software } = parsed.data;
  const [major, minor] = format.split('.').map(Number);
  return { start: { startedAt: new Date(startedAt), timeZone, software }, major, minor };
};

const closingSchema = z.object({ messages: z.string().regex(/^\d{1,10}$/) });

/** The last metadata record: how many messages were handed to the writer, the settings among them. */
export const closingRecord = (messages: number): Metadata => ({
  name: END_NAME,
  metadata: new Map([['messages', String(messages)]]),
});

/** What {@link closingRecord} says, or `null` when it says what cannot be. */
export const readClosing = (record: Metadata): number | null => {
  const parsed = closingSchema.safeParse(Object.fromEntries(record.metadata));
  return parsed.success ? Number(parsed.data.messages) : null;
};
