/** What an operation of the control point answers (SPEC 10). */
import type { ControlRequest, ControlSuccess } from '../../../devices/protocol/index.ts';
import { STATUS } from '../../../devices/protocol/index.ts';

type Untagged<T> = T extends unknown ? Omit<T, 'tag'> : never;

/** The operation was carried out. */
export type Success = Untagged<ControlSuccess>;

/** It was not: why, and which TLV is to blame. */
export interface Refused {
  readonly refused: number;
  readonly culprit?: number;
}

export type Reply = Success | Refused;

/** Something to do before or after the reply. */
export interface Timed {
  readonly reply: Reply;
  /** The reply waits until this says yes. */
  readonly when?: () => boolean;
  /** Runs when the host has the reply. */
  readonly delivered?: () => void;
}

/** An answer that takes time: `answer` is to be called once. */
export type Later = (answer: (reply: Reply) => void) => void;

export type Answer = Reply | Timed | Later;

export type RequestOf<M extends ControlRequest['message']> = Extract<ControlRequest, { message: M }>;

/** The operations of one part, by message. */
export type Operations<M extends ControlRequest['message']> = {
  readonly [K in M]: (request: RequestOf<K>) => Answer;
};

export const refuse = (status: keyof typeof STATUS, culprit?: number): Refused =>
  culprit === undefined ? { refused: STATUS[status] } : { refused: STATUS[status], culprit };

export const isTimed = (answer: Answer): answer is Timed => 'reply' in answer;
