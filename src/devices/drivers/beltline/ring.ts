/**
 * Fetching from the belt's ring what was not heard (SPEC 14). What is taken from a transfer depends on the bytes alone;
 * when to ask depends on time, and asks only.
 */
import type { DecoderOutput } from '../../driver.ts';
import {
  type Block,
  type ControlReply,
  decodeBackfill,
  encodeControlRequest,
  OPERATION,
  STATUS,
} from '../../protocol/index.ts';
import { createMissing, type IndexRange, type Missing } from './missing.ts';
import { DECODER_TAGS } from './start.ts';
import { createTransfer, CREDIT, type Transfer } from './transfer.ts';

/** Live data comes first: nothing is asked for until the stream has run for so long, s. */
const SETTLE_S = 1;
/** No progress for so long, s: the next message is asked for again; after the second, the transfer is given up. */
const NUDGE_S = 1;
const GIVE_UP_S = 12;
/** Pause after a refusal, s. */
const RETRY_S = 2;
/** Samples asked for at once, a quarter of an hour at 208 Hz: no more than a ring holds. */
const MOST_SAMPLES = 200_000;

export interface Ring {
  readonly missing: Missing;
  connected(atS: number): void;
  lost(): void;
  /** Another stream runs: what the old one lacks cannot be placed in time any more. */
  streamChanged(): void;
  reply(reply: ControlReply, atS: number): readonly DecoderOutput[];
  /** A notification of Backfill; blocks with samples that are missing go to `take`. */
  data(
    bytes: Uint8Array,
    atS: number,
    take: (block: Block) => readonly DecoderOutput[],
  ): readonly DecoderOutput[];
  tick(atS: number, stream: number | null): readonly DecoderOutput[];
}

const write = (channel: string, bytes: Uint8Array, response: boolean): DecoderOutput => ({
  type: 'write',
  write: { channel, bytes, response },
});

export const createRing = (): Ring => {
  const missing = createMissing();
  let connectedS = Infinity;
  let transfer: Transfer | null = null;
  let range: IndexRange | null = null;
  let progressS = 0;
  let nudgedS = 0;
  let askAgainS = -Infinity;
  let tag = DECODER_TAGS;

  const ask = (stream: number, { first, count }: IndexRange): DecoderOutput => {
    tag = tag >= 0xff ? DECODER_TAGS : tag + 1;
    const request = { message: 'read-request', tag, stream, first, count, credit: CREDIT } as const;
    return write('control', encodeControlRequest(request), true);
  };

  const abort = (id: number): DecoderOutput => {
    tag = tag >= 0xff ? DECODER_TAGS : tag + 1;
    return write('control', encodeControlRequest({ message: 'abort-request', tag, transfer: id }), true);
  };

  const end = (atS: number): void => {
    transfer = null;
    range = null;
    askAgainS = atS;
  };

  /** The belt was asked for the oldest hole and has nothing of it. */
  const gone = (): void => {
    const [oldest] = missing.ranges();
    if (oldest !== undefined) missing.remove(oldest);
  };

  return {
    missing,
    connected: (atS) => {
      connectedS = atS;
      askAgainS = -Infinity;
    },
    lost: () => {
      connectedS = Infinity;
      transfer = null;
      range = null;
    },
    streamChanged: () => {
      missing.clear();
    },
    reply: (reply, atS) => {
      if (reply.message === 'read-reply') {
        transfer = createTransfer(reply.transfer);
        range = { first: reply.first, count: reply.count };
        progressS = atS;
        // What lies before the oldest sample that is left was overwritten.
        const [oldest] = missing.ranges();
        if (oldest !== undefined && oldest.first < reply.first) {
          missing.remove({ first: oldest.first, count: reply.first - oldest.first });
        }
        return [];
      }
      if (reply.message !== 'refusal' || reply.op !== OPERATION.read) return [];
      if (reply.status === STATUS.range || reply.status === STATUS.unsupported) gone();
      askAgainS = atS + RETRY_S;
      return [];
    },
    data: (bytes, atS, take) => {
      const read = decodeBackfill(bytes);
      if (!read.ok) {
        const event = {
          type: 'malformed',
          atS,
          channel: 'backfill',
          code: read.code,
          offset: read.offset,
        } as const;
        return [{ type: 'event', event }];
      }
      if (transfer === null || read.value.message === 'unknown-backfill') return [];
      const { blocks, ack, over, complete, fault } = transfer.step(read.value);
      progressS = atS;
      const outputs: DecoderOutput[] = blocks.flatMap((block) => [...take(block)]);
      if (ack !== null) outputs.push(write('backfill', ack, false));
      if (fault !== null) {
        const event = { type: 'malformed', atS, channel: 'backfill', ...fault } as const;
        outputs.push({ type: 'event', event }, abort(transfer.id));
      }
      if (over) {
        // All was sent that there is: what is still missing of it is gone for good.
        if (complete && range !== null) missing.remove(range);
        end(complete ? atS : atS + RETRY_S);
      }
      return outputs;
    },
    tick: (atS, stream) => {
      if (atS - connectedS < SETTLE_S || stream === null) return [];
      if (transfer !== null) {
        if (atS - progressS > GIVE_UP_S) {
          const { id } = transfer;
          end(atS + RETRY_S);
          return [abort(id)];
        }
        if (atS - Math.max(progressS, nudgedS) < NUDGE_S) return [];
        nudgedS = atS;
        return [write('backfill', transfer.nudge(), false)];
      }
      const [oldest] = missing.ranges();
      if (oldest === undefined || atS < askAgainS) return [];
      // Until the belt has answered; a reply that never comes is asked for again.
      askAgainS = atS + GIVE_UP_S / 2;
      return [ask(stream, { first: oldest.first, count: Math.min(oldest.count, MOST_SAMPLES) })];
    },
  };
};
