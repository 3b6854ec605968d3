/**
 * Starts a belt (SPEC 2): who are you, what protocol, what rate, and go. A belt whose stream is still running after a
 * lost link is not started anew: its stream goes on, so that what was missed can be fetched.
 */
import { BeltlineError } from '../../../domain/error.ts';
import type { DeviceInfo, DevicePort, DriverSettings } from '../../driver.ts';
import {
  type ControlReply,
  type ControlRequest,
  decodeControlReply,
  decodeInfo,
  encodeControlRequest,
  type Info,
  PROTOCOL_VERSION,
  REPLY_MARK,
  serialOf,
  STATUS,
  type UnknownReply,
} from '../../protocol/index.ts';

/** Tags of the start are below, those of the decoder's own requests from this on. */
export const DECODER_TAGS = 0x80;
/** Longest text of Device Information, bytes (SPEC 3). */
const MAX_TEXT = 64;

type Success<M extends ControlReply['message']> = Extract<ControlReply, { message: M }>;
type ReadReply = ControlReply | UnknownReply;

const failed = (message: string, cure: string): BeltlineError =>
  new BeltlineError('device', message, { cure });

const STATUS_WORDS = new Map<number, string>(Object.entries(STATUS).map(([word, code]) => [code, word]));

/** Random and not 0: the name of a stream (SPEC 7). */
const randomNonce = (): number => {
  const [word] = crypto.getRandomValues(new Uint32Array(1));
  return Math.max(1, word);
};

const isReply = <M extends ControlReply['message']>(reply: ReadReply, wanted: M): reply is Success<M> =>
  reply.message === wanted;

/** One request and its reply. Throws what the belt refused. */
const createAsker = (port: DevicePort) => {
  let tag = 0;
  return async <M extends Exclude<ControlReply['message'], 'refusal'>>(
    request: (tag: number) => ControlRequest,
    wanted: M,
  ): Promise<Success<M>> => {
    tag = (tag + 1) % DECODER_TAGS;
    const sent = request(tag);
    const bytes = encodeControlRequest(sent);
    const [op, mine] = bytes;
    const answer = await port.ask({ channel: 'control', bytes, response: true }, 'control', (reply) => {
      return reply[0] === REPLY_MARK && reply[1] === op && reply[2] === mine;
    });
    const reply = decodeControlReply(answer);
    if (reply.ok && isReply(reply.value, wanted)) return reply.value;
    const what = sent.message.replace('-request', '').toUpperCase();
    const status = reply.ok && reply.value.message === 'refusal' ? reply.value.status : null;
    const why =
      status === null ? 'answered something else' : (STATUS_WORDS.get(status) ?? `status ${status}`);
    throw failed(
      `the belt refused ${what}: ${why}.`,
      'Switch the belt off and on; if that does not help, update it.',
    );
  };
};

const readInfo = async (port: DevicePort): Promise<Info> => {
  const read = decodeInfo(await port.read('info'));
  if (!read.ok)
    throw failed(
      `the belt says who it is in a way that cannot be read (${read.code} at byte ${read.offset}).`,
      'Update the firmware of the belt.',
    );
  const { value } = read;
  if (value.message === 'foreign-info' || value.major !== PROTOCOL_VERSION.major) {
    throw failed(
      `the belt speaks version ${value.major} of the protocol and Beltline ${PROTOCOL_VERSION.major}.`,
      'Update whichever of the two is older.',
    );
  }
  return value;
};

/** A text of Device Information; `null` where there is none. */
const readText = async (port: DevicePort, channel: string): Promise<string | null> => {
  if (!port.has(channel)) return null;
  const bytes = await port.read(channel);
  const text = new TextDecoder()
    .decode(bytes.subarray(0, MAX_TEXT))
    .replace(/[^\x20-\x7e]/g, '')
    .trim();
  return text === '' ? null : text;
};

/** Rate of the belt that is nearest to the wanted one. */
const nearestRate = (rates: readonly number[], wanted: number): number =>
  rates.reduce((best, rate) => (Math.abs(rate - wanted) < Math.abs(best - wanted) ? rate : best));

/** The wanted rate as the belt has it, from all pages of its capabilities. */
const chooseRate = async (ask: ReturnType<typeof createAsker>, wanted: number): Promise<number> => {
  for (let page = 0, pages = 1; page < pages; page += 1) {
    const caps = await ask((tag) => ({ message: 'caps-request', tag, page }), 'caps-reply');
    if (caps.ratesHz !== undefined) return nearestRate([...caps.ratesHz], wanted);
    pages = caps.pages;
  }
  return wanted;
};

/** Starts or takes over the stream; returns its nominal rate, Hz. */
const stream = async (ask: ReturnType<typeof createAsker>, settings: DriverSettings): Promise<number> => {
  const rateHz = await chooseRate(ask, settings.rateHz);
  const { maxBatchMs } = settings;
  const state = await ask((tag) => ({ message: 'state-request', tag }), 'state-reply');
  if (state.stream !== 0) {
    const running = await ask(
      (tag) => ({ message: 'describe-request', tag, stream: state.stream }),
      'describe-reply',
    );
    if (running.rateHz === rateHz) {
      await ask((tag) => ({ message: 'set-request', tag, maxBatchMs }), 'set-reply');
      return rateHz;
    }
    await ask((tag) => ({ message: 'stop-request', tag }), 'stop-reply');
  }
  const set = await ask((tag) => ({ message: 'set-request', tag, rateHz, maxBatchMs }), 'set-reply');
  await ask((tag) => ({ message: 'start-request', tag, nonce: randomNonce() }), 'start-reply');
  return set.rateHz;
};

export const startBelt = async (port: DevicePort, settings: DriverSettings): Promise<DeviceInfo> => {
  const info = await readInfo(port);
  const model = (await readText(port, 'model')) ?? 'Beltline belt';
  const firmware = await readText(port, 'firmware');
  await port.subscribe('control');
  const ask = createAsker(port);
  const { major } = PROTOCOL_VERSION;
  await ask((tag) => ({ message: 'hello-request', tag, minMajor: major, maxMajor: major }), 'hello-reply');
  await port.subscribe('events');
  await port.subscribe('time-sync');
  if (port.has('backfill')) await port.subscribe('backfill');
  // Before START, so that the first sample is heard too.
  await port.subscribe('stream');
  const rateHz = await stream(ask, settings);
  return { driver: 'beltline', model, serial: serialOf(info.deviceId), firmware, rateHz };
};
