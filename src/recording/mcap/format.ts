/** What a recording is made of: names, versions and bounds. `docs/recording.md` describes the same for people. */

/** Profile in the header of a recording of raw notifications. */
export const PROFILE = 'beltline';
/** Profile of what {@link file://./export-mcap.ts} writes: for viewers, not for replay. */
export const DECODED_PROFILE = 'beltline-decoded';

/** A reader takes every minor version of its major one: unknown kinds and keys are additions. */
export const FORMAT = { major: 1, minor: 0 } as const;

/** Name of the metadata record that follows the header. */
export const METADATA_NAME = 'beltline';
/** Name of the metadata record that precedes the end of the data: it counts what should be there. */
export const END_NAME = 'beltline.end';

/** Bytes as they came from a device; what they mean is known to its driver only. */
export const RAW_ENCODING = 'x-beltline-raw';
export const JSON_ENCODING = 'json';
export const JSON_SCHEMA_ENCODING = 'jsonschema';

/** What the messages of a channel are. Written into its metadata under this name. */
export const KIND = 'kind';
export type ChannelKind = 'bytes' | 'link' | 'info' | 'settings' | 'command' | 'told';

/** A name as one segment of a topic. The true name is in the metadata of the channel. */
const segment = (name: string): string => name.replaceAll('%', '%25').replaceAll('/', '%2F');

export const deviceTopic = (serial: string, channel: string): string =>
  `/device/${segment(serial)}/${segment(channel)}`;

export const SESSION_TOPICS = {
  settings: '/session/settings',
  command: '/session/command',
  told: '/session/event',
} as const satisfies Partial<Record<ChannelKind, string>>;

/** Longest record a reader accepts, bytes; a writer stays far below. */
export const MAX_RECORD_BYTES = 16 * 2 ** 20;
/** Longest message, bytes: a baseline of thousands of reps fits. */
export const MAX_MESSAGE_BYTES = 4 * 2 ** 20;
/** Most channels of one recording: a device has a handful. */
export const MAX_CHANNELS = 1024;
/** Longest text of one channel: topic and metadata together, characters. */
export const MAX_CHANNEL_TEXT = 16 * 2 ** 10;
