/** One page on the other end of a WebSocket: it must show its token first, and may not ask for more than its share. */
import type { RawData, WebSocket } from 'ws';
import { PROTOCOL, type PageCommand, type ServerMessage, type WebRole } from '../contract.ts';
import { readClientMessage } from './client-message.ts';
import { createAllowance } from './limits.ts';

/** Why a connection was closed; in the range that is free for applications (RFC 6455 §7.4.2). */
export const CLOSE = { malformed: 4400, token: 4401, late: 4408, old: 4426, flood: 4429 } as const;

/** A page that reads more slowly than this many bytes wait for misses states, and beyond the second is let go. */
const SLOW_BYTES = 256 * 1024;
const STUCK_BYTES = 2 * 1024 * 1024;
/** Time for the other side to say goodbye too, ms; then the connection is cut. */
const GOODBYE_MS = 500;
/** Thumbs are slower than this. */
const COMMANDS = { burst: 20, perS: 5 } as const;

export interface ClientOptions {
  readonly socket: WebSocket;
  /** Time for the first message, ms. */
  readonly helloMs: number;
  readonly roleOf: (token: string) => WebRole | null;
  readonly onWelcome: (client: Client) => void;
  /** Resolves with why not, or `null`. */
  readonly onCommand: (lifter: string, command: PageCommand) => Promise<string | null>;
  readonly refused: (kind: string) => void;
  /** Something of ours failed; the session goes on. */
  readonly failed: (error: unknown) => void;
}

export interface Client {
  /** `null` until its token was taken. */
  readonly role: WebRole | null;
  /** @param mustArrive a state may be left out for a slow page, for another follows; a warning may not */
  send(message: ServerMessage, mustArrive: boolean): void;
  /** The same with a message that was written as JSON already, for many. */
  sendText(text: string, mustArrive: boolean): void;
  /** Asks for a sign of life; lets go who gave none since the last time, or whose token was revoked. */
  check(): void;
  close(): void;
}

const bytesOf = (data: RawData): Uint8Array =>
  Array.isArray(data) ? Buffer.concat(data) : data instanceof ArrayBuffer ? new Uint8Array(data) : data;

const ONLY_LOOK = 'This link may only look.';

export const createClient = ({ socket, helloMs, roleOf, ...options }: ClientOptions): Client => {
  const { onWelcome, onCommand, refused, failed } = options;
  const allowance = createAllowance(COMMANDS.burst, COMMANDS.perS);
  let role: WebRole | null = null;
  let token = '';
  let alive = true;
  let over = false;

  const goodbye = (code: number, reason: string): void => {
    // Whoever is shut out is heard no more, however long he takes to go.
    role = null;
    over = true;
    socket.close(code, reason);
    setTimeout(() => socket.terminate(), GOODBYE_MS).unref();
  };
  const refuse = (code: number, kind: string): void => {
    refused(kind);
    goodbye(code, kind);
  };
  const hello = setTimeout(() => refuse(CLOSE.late, 'a page that showed no token'), helloMs);

  const client: Client = {
    get role() {
      return role;
    },
    send: (message, mustArrive) => client.sendText(JSON.stringify(message), mustArrive),
    sendText: (text, mustArrive) => {
      if (socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount > STUCK_BYTES) return socket.terminate();
      if (socket.bufferedAmount > SLOW_BYTES && !mustArrive) return undefined;
      return socket.send(text);
    },
    check: () => {
      if (over) return undefined;
      if (role !== null && roleOf(token) === null) return refuse(CLOSE.token, 'a token that was revoked');
      if (!alive) return socket.terminate();
      alive = false;
      return socket.ping();
    },
    close: () => goodbye(1001, 'the session is over'),
  };

  const answer = (id: number, why: string | null): void =>
    client.send({ type: 'answer', id, ok: why === null, why }, true);

  const onHello = (protocol: number, shown: string): void => {
    clearTimeout(hello);
    role = roleOf(shown);
    token = shown;
    if (role === null) return refuse(CLOSE.token, 'a page with a wrong token');
    if (protocol !== PROTOCOL) return refuse(CLOSE.old, 'a page of another version');
    return onWelcome(client);
  };

  const onMessage = (data: RawData): void => {
    if (over) return undefined;
    const message = readClientMessage(bytesOf(data));
    if (message === null) return refuse(CLOSE.malformed, 'a malformed message');
    if (message.type === 'hello')
      return role === null
        ? onHello(message.protocol, message.token)
        : refuse(CLOSE.malformed, 'a second hello');
    if (role === null) return refuse(CLOSE.token, 'a command before a token');
    if (!allowance.take('', performance.now())) return refuse(CLOSE.flood, 'a flood of commands');
    if (role === 'viewer') return answer(message.id, ONLY_LOOK);
    void onCommand(message.lifter, message.command).then(
      (why) => answer(message.id, why),
      () => answer(message.id, 'It failed.'),
    );
    return undefined;
  };

  socket.on('message', (data: RawData) => {
    try {
      onMessage(data);
    } catch (error) {
      failed(error);
      goodbye(1011, 'it failed');
    }
  });
  socket.on('pong', () => {
    alive = true;
  });
  socket.on('close', () => clearTimeout(hello));
  // Too long a message, a frame that is none: ws closes with the right code, and says so here.
  socket.on('error', () => refused('a malformed WebSocket frame'));
  return client;
};
