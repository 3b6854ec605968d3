/** A belt on paper: the bytes it would send, made from the samples it would have taken. */
import type { DeviceInput } from '../../../../src/domain/device.ts';
import { IMU_WIDTH } from '../../../../src/domain/sample.ts';
import {
  type Block,
  encodeBackfill,
  encodeBlock,
  encodeControlReply,
  encodeStreamFrame,
  withEpoch,
} from '../../../../src/devices/protocol/index.ts';

export const STREAM = 0x12345678;
export const EPOCH = 1;
export const ACC_NG = 244_000;
export const GYR_UDPS = 35_000;
export const PERIOD_US = 4800;
export const START_US = 1_000_000;

/** Raw sample of an index: different in every axis and for every index. */
export const rawOf = (index: number): number[] =>
  Array.from({ length: IMU_WIDTH }, (_, axis) => ((index * 7 + axis * 1000) % 30_000) - 15_000);

export const rawSamples = (first: number, count: number): Int16Array =>
  Int16Array.from(Array.from({ length: count }, (_, i) => rawOf(first + i)).flat());

export const tickOf = (index: number): number => START_US + index * PERIOD_US;

/** When a frame whose last sample has this index arrives, s: 20 ms after it was taken. */
export const arrivalS = (lastIndex: number): number => (tickOf(lastIndex) - START_US) / 1e6 + 0.02;

export const bytesInput = (channel: string, bytes: Uint8Array, atS: number): DeviceInput => ({
  type: 'bytes',
  atS,
  channel,
  bytes,
});

export const setReply = (atS: number): DeviceInput =>
  bytesInput(
    'control',
    encodeControlReply({
      message: 'set-reply',
      tag: 3,
      epoch: EPOCH,
      holdMin: 10,
      rateHz: 208,
      maxBatchMs: 50,
      accNg: ACC_NG,
      gyrUdps: GYR_UDPS,
    }),
    atS,
  );

/** @param aheadUs how far the belt's clock was set ahead meanwhile */
export const anchor = (index: number, atS: number, aheadUs = 0): DeviceInput =>
  bytesInput(
    'stream',
    encodeStreamFrame({
      message: 'anchor',
      flags: withEpoch(0, EPOCH),
      stream: STREAM,
      index,
      tick: tickOf(index) + aheadUs,
    }),
    atS,
  );

export const frame = (index: number, count: number, flags = 0, aheadUs = 0): DeviceInput =>
  bytesInput(
    'stream',
    encodeStreamFrame({
      message: 'imu6',
      flags: withEpoch(flags, EPOCH),
      index: index % 0x10000,
      tick: (tickOf(index) + aheadUs) % 2 ** 32,
      samples: rawSamples(index, count),
    }),
    arrivalS(index + count - 1),
  );

export const block = (index: number, count: number): Block => ({
  message: 'block',
  stream: STREAM,
  index,
  tick: tickOf(index),
  span: (count - 1) * PERIOD_US,
  count,
  flags: withEpoch(0, EPOCH),
  samples: rawSamples(index, count),
});

/** Data messages of a transfer and its end. */
export const transferOf = (id: number, blocks: readonly Block[], payload: number): Uint8Array[] => {
  const all = Buffer.concat(blocks.map((one) => encodeBlock(one)));
  const messages: Uint8Array[] = [];
  for (let at = 0, seq = 0; at < all.length; at += payload, seq += 1) {
    messages.push(
      encodeBackfill({
        message: 'backfill-data',
        transfer: id,
        seq,
        payload: all.subarray(at, at + payload),
      }),
    );
  }
  const samples = blocks.reduce((sum, one) => sum + one.count, 0);
  messages.push(
    encodeBackfill({ message: 'backfill-end', transfer: id, seq: messages.length, status: 0, samples }),
  );
  return messages;
};
