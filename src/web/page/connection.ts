/** The WebSocket to the service: opened with the token, opened again whenever it is lost. */
import type { ClientMessage, PageCommand, ServerMessage } from '../contract.ts';

/** What the page knows of its connection. */
export type ConnectionState =
  | 'connecting'
  | 'open'
  /** It was there and is to be had again. */
  | 'lost'
  /** The session was ended; another may begin. */
  | 'over'
  /** The link was wrong or was taken back. */
  | 'refused'
  /** The service is of another version: the page has to be loaded anew. */
  | 'old';

export interface Connection {
  command(lifter: string, command: PageCommand): Promise<string | null>;
  close(): void;
}

export interface ConnectionEvents {
  readonly onState: (state: ConnectionState) => void;
  readonly onMessage: (message: ServerMessage) => void;
}

/** As in `contract.ts`; spelled out, because only types of it are shipped. */
const PROTOCOL = 2;
const CLOSED_FOR_TOKEN = 4401;
const CLOSED_FOR_VERSION = 4426;
/** RFC 6455 §7.4.1: going away. The service says so when its session ends. */
const CLOSED_AT_END = 1001;
const FIRST_WAIT_MS = 300;
const LONGEST_WAIT_MS = 5000;
/** The service says something every two seconds; after this long it is gone, whatever the network believes, ms. */
const SILENT_MS = 6000;
/** An answer takes no longer on any network that could warn in time. */
const ANSWER_MS = 5000;

const LOST = 'The connection to Beltline is lost.';

export const connect = (token: string, { onState, onMessage }: ConnectionEvents): Connection => {
  const waiting = new Map<number, (why: string | null) => void>();
  let socket: WebSocket | null = null;
  let waitMs = FIRST_WAIT_MS;
  let ids = 0;
  let ended = false;
  /** The service said goodbye, and has not come back. */
  let over = false;
  let silence: ReturnType<typeof setTimeout> | undefined;

  const send = (message: ClientMessage): void => socket?.send(JSON.stringify(message));

  const onData = (data: string): void => {
    const message: ServerMessage = JSON.parse(data);
    if (message.type === 'welcome') {
      waitMs = FIRST_WAIT_MS;
      over = false;
      onState('open');
    }
    if (message.type !== 'answer') return onMessage(message);
    waiting.get(message.id)?.(message.ok ? null : (message.why ?? 'It could not be done.'));
    waiting.delete(message.id);
    return undefined;
  };

  const onClose = (code: number): void => {
    for (const settle of waiting.values()) settle(LOST);
    waiting.clear();
    if (ended) return;
    if (code === CLOSED_FOR_TOKEN) return onState('refused');
    if (code === CLOSED_FOR_VERSION) return onState('old');
    over ||= code === CLOSED_AT_END;
    onState(over ? 'over' : 'lost');
    setTimeout(open, waitMs);
    waitMs = Math.min(LONGEST_WAIT_MS, 2 * waitMs);
    return undefined;
  };

  const open = (): void => {
    if (ended) return;
    const mine = new WebSocket(`ws://${location.host}/live`);
    socket = mine;
    mine.addEventListener('open', () => send({ type: 'hello', protocol: PROTOCOL, token }));
    /** A socket that was given up says nothing more to us. */
    const current = (): boolean => socket === mine;
    const giveUp = (code: number): void => {
      if (!current()) return;
      socket = null;
      clearTimeout(silence);
      mine.close();
      onClose(code);
    };
    const listen = (): void => {
      clearTimeout(silence);
      silence = setTimeout(() => giveUp(0), SILENT_MS);
    };
    listen();
    mine.addEventListener('message', ({ data }) => {
      if (!current()) return;
      listen();
      onData(String(data));
    });
    mine.addEventListener('close', ({ code }) => giveUp(code));
  };

  onState('connecting');
  open();

  return {
    command: (lifter, command) => {
      if (socket?.readyState !== WebSocket.OPEN) return Promise.resolve(LOST);
      ids += 1;
      const id = ids;
      send({ type: 'command', id, lifter, command });
      return new Promise((resolve) => {
        waiting.set(id, resolve);
        setTimeout(() => {
          if (waiting.delete(id)) resolve('No answer in time.');
        }, ANSWER_MS);
      });
    },
    close: () => {
      ended = true;
      clearTimeout(silence);
      socket?.close();
    },
  };
};
