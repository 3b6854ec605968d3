/** The control point: one request at a time, exactly one reply to each (SPEC 10). */
import {
  type ControlRequest,
  decodeControlRequest,
  encodeControlReply,
  type Malformed,
  OPERATION,
  PROTOCOL_VERSION,
} from '../../../devices/protocol/index.ts';
import type { IndicationSource, Outgoing } from '../outbox.ts';
import {
  type Answer,
  isTimed,
  type Operations,
  refuse,
  type Reply,
  type RequestOf,
  type Timed,
} from './answer.ts';
import { calibrationOperations } from './calibration.ts';
import type { Context } from './context.ts';
import { recordingOperations } from './recordings.ts';
import { securityOperations } from './security.ts';
import { sessionOperations } from './session.ts';

/** Replies that may wait; a host that waits for each needs one. */
const MOST_WAITING = 8;
const HEAD_BYTES = 2;
/** Allowed before HELLO, and without a common major version. */
const ALWAYS: ReadonlySet<number> = new Set([
  OPERATION.hello,
  OPERATION.challenge,
  OPERATION.auth,
  OPERATION.dfu,
]);
const NEEDS_RING: ReadonlySet<ControlRequest['message']> = new Set([
  'list-request',
  'read-request',
  'abort-request',
  'erase-request',
]);
const NEEDS_AUTH: ReadonlySet<ControlRequest['message']> = new Set(['cal-write-request', 'erase-request']);

interface Waiting extends Timed {
  readonly op: number;
  readonly tag: number;
}

const malformedStatus = ({ code }: Malformed): Reply =>
  refuse(code === 'crc' || code === 'range' ? code : 'length');

export class ControlPoint implements IndicationSource {
  readonly #context: Context;
  readonly #operations: Operations<ControlRequest['message']>;
  readonly #wanted: () => void;
  #waiting: Waiting[] = [];
  #isWorking = false;
  #hello: 'missing' | 'foreign' | 'done' = 'missing';
  /** Counts links, so that a late answer does not reach the next one. */
  #link = 0;

  /** `wanted`: there is a reply although no request came just now. */
  constructor(context: Context, wanted: () => void) {
    this.#context = context;
    this.#wanted = wanted;
    this.#operations = {
      'hello-request': (request) => this.#greet(request),
      ...sessionOperations(context),
      ...calibrationOperations(context),
      ...recordingOperations(context),
      ...securityOperations(context),
    };
  }

  get isWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  /** The link is gone. */
  close(): void {
    this.#link++;
    this.#waiting = [];
    this.#isWorking = false;
    this.#hello = 'missing';
    if (this.#context.recorder.isMeasuringStill) this.#context.recorder.abandonStill();
  }

  write(bytes: Uint8Array): void {
    if (bytes.length < HEAD_BYTES || this.#waiting.length >= MOST_WAITING) return;
    const [op, tag] = bytes;
    const answer = this.#answer(bytes);
    if (typeof answer !== 'function')
      return this.#queue(op, tag, isTimed(answer) ? answer : { reply: answer });
    const link = this.#link;
    this.#isWorking = true;
    answer((reply) => {
      if (link !== this.#link) return;
      this.#isWorking = false;
      this.#queue(op, tag, { reply });
      this.#wanted();
    });
  }

  next(): Outgoing | null {
    const first = this.#waiting[0];
    if (first === undefined || first.when?.() === false) return null;
    this.#waiting.shift();
    const { op, tag, reply, delivered } = first;
    const bytes =
      'refused' in reply
        ? encodeControlReply({ message: 'refusal', op, tag, ...statusOf(reply) })
        : encodeControlReply({ ...reply, tag });
    return delivered === undefined ? { channel: 'control', bytes } : { channel: 'control', bytes, delivered };
  }

  #queue(op: number, tag: number, timed: Timed): void {
    this.#waiting.push({ op, tag, ...timed });
  }

  /** Reasons to refuse in the order of SPEC 10.3. */
  #answer(bytes: Uint8Array): Answer {
    if (this.#isWorking || this.#waiting.length > 0) return refuse('busy');
    const read = decodeControlRequest(bytes);
    if (!read.ok) return malformedStatus(read);
    const request = read.value;
    if (request.message === 'unknown-request') return refuse('opcode');
    if (this.#hello !== 'done' && !ALWAYS.has(bytes[0])) {
      return refuse(this.#hello === 'missing' ? 'state' : 'version');
    }
    if (NEEDS_RING.has(request.message) && this.#context.ring === null) return refuse('unsupported');
    if (NEEDS_AUTH.has(request.message) && !this.#context.auth.isAuthorised) return refuse('unauthorised');
    return this.#carryOut(request);
  }

  #carryOut<M extends ControlRequest['message']>(request: RequestOf<M> & { readonly message: M }): Answer {
    return this.#operations[request.message](request);
  }

  #greet({ minMajor, maxMajor }: RequestOf<'hello-request'>): Answer {
    const { major, minor } = PROTOCOL_VERSION;
    const isCommon = minMajor <= major && major <= maxMajor;
    this.#hello = isCommon ? 'done' : 'foreign';
    if (!isCommon) return refuse('version');
    const { bootId, valueBytes } = this.#context;
    return { message: 'hello-reply', major, minor, maxValue: valueBytes(), bootId };
  }
}

const statusOf = ({ refused, culprit }: Extract<Reply, { refused: number }>) =>
  culprit === undefined ? { status: refused } : { status: refused, culprit };
