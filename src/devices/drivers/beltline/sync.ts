/** Time sync (SPEC 13): a burst at the start, then one now and then. */
import type { DecoderOutput } from '../../driver.ts';
import type { ClockExchange } from '../../link/clock-fit.ts';
import { encodeTimeSync, type TimeSyncReply } from '../../protocol/index.ts';

const AT_START = 8;
const EVERY_S = 10;
/** A reply that has not come by then is not waited for, s. */
const LOST_S = 0.5;
const US = 1e6;
const SEQ_MODULO = 0x10000;

export interface Sync {
  begin(): void;
  /** What to send now, if anything. */
  due(atS: number): DecoderOutput | null;
  /** What a reply tells; `null` for one that cannot be of ours. */
  reply(reply: TimeSyncReply, atS: number): ClockExchange | null;
}

export const createSync = (): Sync => {
  let left = 0;
  let sentS = -Infinity;
  let waiting = false;
  let seq = 0;
  return {
    begin: () => {
      left = AT_START;
      waiting = false;
      sentS = -Infinity;
    },
    due: (atS) => {
      if (waiting && atS - sentS < LOST_S) return null;
      if (left <= 0 && atS - sentS < EVERY_S) return null;
      seq = (seq + 1) % SEQ_MODULO;
      sentS = atS;
      waiting = true;
      left -= 1;
      const bytes = encodeTimeSync({ message: 'time-sync-request', seq, t1: BigInt(Math.round(atS * US)) });
      return { type: 'write', write: { channel: 'time-sync', bytes, response: false } };
    },
    reply: (reply, atS) => {
      waiting = false;
      const t1S = Number(reply.t1) / US;
      // Echoes of another host's clock, or of an earlier session, would spoil the fit.
      if (!(t1S >= 0 && t1S <= atS + 1e-6 && atS - t1S < EVERY_S)) return null;
      return { sentS: Math.min(t1S, atS), receivedTick: reply.t2, answeredTick: reply.t3, arrivedS: atS };
    },
  };
};
