/** One transfer from the belt's ring (SPEC 14.4): data messages in order, put together to blocks, acknowledged. */
import {
  type Backfill,
  type Block,
  BLOCK_HEADER_BYTES,
  blockLength,
  decodeBlock,
  encodeBackfill,
  type MalformedCode,
  STATUS,
} from '../../protocol/index.ts';

/** Messages that may be on their way; an acknowledgement goes out for every half of it. */
export const CREDIT = 32;
const SEQ_MODULO = 0x10000;
/** Longer than any block: what has grown beyond it can be none. */
const MOST_PENDING = 4096;

/** What follows from a message. */
export interface TransferStep {
  readonly blocks: readonly Block[];
  /** Acknowledgement to send. */
  readonly ack: Uint8Array | null;
  /** The transfer is over: all was sent, or it cannot be continued. */
  readonly over: boolean;
  /** All was sent that the belt has of it: what is still missing is gone for good. */
  readonly complete: boolean;
  readonly fault: { readonly code: MalformedCode; readonly offset: number } | null;
}

export interface Transfer {
  readonly id: number;
  step(message: Backfill): TransferStep;
  /** Nothing came for a while: asks for what should come next once more. */
  nudge(): Uint8Array;
}

const NOTHING: TransferStep = { blocks: [], ack: null, over: false, complete: false, fault: null };

const gaveUp = (status: number): boolean => status === STATUS.state || status === STATUS.timeout;

export const createTransfer = (id: number): Transfer => {
  let next = 0;
  let acknowledged = 0;
  /** A loss is told once; the belt goes back by itself then. */
  let asked = -1;
  let pending = new Uint8Array(0);

  const ack = (resend: boolean): Uint8Array => {
    acknowledged = next;
    const seq = next % SEQ_MODULO;
    return encodeBackfill({
      message: 'backfill-ack',
      transfer: id,
      next: seq,
      credit: CREDIT,
      resend: resend ? 1 : 0,
    });
  };

  /** Signed distance of a message from the one expected. */
  const distance = (seq: number): number => ((seq - next) << 16) >> 16;

  const takeBlocks = (payload: Uint8Array): Pick<TransferStep, 'blocks' | 'fault'> => {
    const all = new Uint8Array(pending.length + payload.length);
    all.set(pending);
    all.set(payload, pending.length);
    const blocks: Block[] = [];
    let at = 0;
    while (all.length - at >= BLOCK_HEADER_BYTES) {
      const length = blockLength(all.subarray(at, at + BLOCK_HEADER_BYTES));
      if (!length.ok) return { blocks, fault: length };
      if (all.length - at < length.value) break;
      const block = decodeBlock(all.subarray(at, at + length.value));
      if (!block.ok) return { blocks, fault: block };
      blocks.push(block.value);
      at += length.value;
    }
    pending = all.slice(at);
    return { blocks, fault: pending.length > MOST_PENDING ? { code: 'length', offset: 0 } : null };
  };

  /** The message expected next, or what to do about another one. */
  const inOrder = (seq: number): TransferStep | null => {
    const ahead = distance(seq);
    if (ahead === 0) return null;
    if (ahead < 0 || asked === next) return NOTHING;
    asked = next;
    return { ...NOTHING, ack: ack(true) };
  };

  return {
    id,
    step: (message) => {
      if (message.message === 'backfill-ack' || message.transfer !== id) return NOTHING;
      // The belt gave up, out of turn and unacknowledged; it still has what is missing.
      if (message.message === 'backfill-end' && gaveUp(message.status)) return { ...NOTHING, over: true };
      const other = inOrder(message.seq);
      if (other !== null) return other;
      next += 1;
      if (message.message === 'backfill-end')
        return { ...NOTHING, ack: ack(false), over: true, complete: true };
      const { blocks, fault } = takeBlocks(message.payload);
      const due = next - acknowledged >= CREDIT / 2;
      return { ...NOTHING, blocks, fault, ack: due ? ack(false) : null, over: fault !== null };
    },
    nudge: () => ack(true),
  };
};
