/**
 * Serves the live page and speaks with it. Whatever a page does, the session goes on: nothing here waits for a page, and
 * nothing of a page is believed before it was checked.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import type { Duplex } from 'node:stream';
import sirv from 'sirv';
import { WebSocketServer } from 'ws';
import { BeltlineError } from '../../domain/error.ts';
import type { Exercise } from '../../domain/exercise.ts';
import {
  type MotionPoint,
  type PageCommand,
  PROTOCOL,
  type ServerMessage,
  type SessionView,
  type SetTraces,
  type WarningView,
} from '../contract.ts';
import { createApi } from './api.ts';
import { type Client, createClient } from './client.ts';
import { LONGEST_MESSAGE } from './client-message.ts';
import { setHeaders } from './headers.ts';
import type { TrainingHistory } from './history.ts';
import { createAllowance } from './limits.ts';
import { isOwnHost, isOwnOrigin, type OwnNames } from './origin.ts';
import type { Tokens } from './tokens.ts';

export interface PageServerOptions {
  /** Address to listen on: `127.0.0.1` for this machine only, `0.0.0.0` for the network. */
  readonly bind: string;
  /** 0 takes any free one; otherwise the next free one from here on. */
  readonly port: number;
  /** Names and addresses under which this machine may be asked for. */
  readonly hosts: readonly string[];
  /** Where the built page lies. */
  readonly folder: string;
  readonly tokens: Tokens;
  readonly history: TrainingHistory;
  readonly version: string;
  readonly simulated: boolean;
  readonly athletes: readonly string[];
  readonly exercises: readonly Exercise[];
  /** All that holds now. */
  readonly state: () => SessionView;
  /** Motion of the reps of the set that a lifter's view shows. */
  readonly traces: (lifter: string) => SetTraces | null;
  /** Resolves with why it could not be done, a sentence for the lifter, or `null`. */
  readonly onCommand: (lifter: string, command: PageCommand) => Promise<string | null>;
  /** Said once for each kind of refusal. */
  readonly log: (text: string) => void;
  /** For tests. */
  readonly times?: Partial<ServerTimes>;
}

export interface ServerTimes {
  /** Least time between two states, ms. Default 50: twenty a second. */
  readonly stateMs: number;
  /** Time for a page to show its token, ms. Default 2000. */
  readonly helloMs: number;
  /** How often pages are asked for a sign of life, ms. Default 10000. */
  readonly checkMs: number;
  /** How often pages are told although nothing changed, so that they notice silence, ms. Default 2000. */
  readonly beatMs: number;
}

export interface PageServer {
  readonly port: number;
  /** Something changed: pages are told within `stateMs`. */
  changed(): void;
  /** With the other points of this turn of the event loop. */
  motion(lifter: string, point: MotionPoint): void;
  /** At once. */
  warn(lifter: string, warning: WarningView): void;
  /** Pages that are connected and have shown a token. */
  clients(): number;
  close(): Promise<void>;
}

const TIMES: ServerTimes = { stateMs: 50, helloMs: 2000, checkMs: 10_000, beatMs: 2000 };
/** A gym's worth of phones and tablets, and then some. */
const MOST_CLIENTS = 32;
/** Connections, and wrong tokens, from one address. */
const CONNECTIONS = { burst: 30, perS: 2 } as const;
const TRIES = { burst: 10, perS: 0.5 } as const;
/** Questions about earlier training with one link, and with all of them: an answer takes milliseconds of the session. */
const ASKS = { burst: 20, perS: 4 } as const;
const ALL_ASKS = { burst: 60, perS: 10 } as const;
/** Sockets at once, pages that load among them. */
const MOST_SOCKETS = 128;
/** Kinds of refusals that are kept in mind, so that each is said once. */
const MOST_KINDS = 100;
const PORTS_TRIED = 20;
/** Longest time of a request, ms: nothing here takes long. */
const REQUEST_MS = 10_000;

const TEXT_TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
};

const refuseUpgrade = (socket: Duplex, status: string): void => {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
};

const refuseRequest = (response: ServerResponse, status: number, why: string): void => {
  response.statusCode = status;
  response.setHeader('content-type', 'text/plain; charset=utf-8');
  response.end(`${why}\n`);
};

export const startPageServer = async (options: PageServerOptions): Promise<PageServer> => {
  const { tokens, history, traces, log } = options;
  const times = { ...TIMES, ...options.times };
  const clients = new Set<Client>();
  const told = new Set<string>();
  const connections = createAllowance(CONNECTIONS.burst, CONNECTIONS.perS);
  const tries = createAllowance(TRIES.burst, TRIES.perS);
  const asks = createAllowance(ASKS.burst, ASKS.perS);
  const allAsks = createAllowance(ALL_ASKS.burst, ALL_ASKS.perS);
  let own: OwnNames = { hosts: new Set(), port: 0 };

  const refused = (kind: string): void => {
    if (told.has(kind) || told.size >= MOST_KINDS) return;
    told.add(kind);
    log(`The page's server refused ${kind}. (Said once.)`);
  };
  const failed = (error: unknown): void => {
    const what = error instanceof Error ? error.message : String(error);
    refused(`a request that failed: ${what}`);
  };
  const mayTry = (address: string): boolean => tries.take(address, performance.now());
  const mayAsk = (token: string): boolean => {
    const nowMs = performance.now();
    return asks.take(token, nowMs) && allAsks.take('', nowMs);
  };
  const api = createApi({ history, traces, tokens, mayTry, mayAsk, refused });
  const serve = sirv(options.folder, {
    etag: true,
    dotfiles: false,
    // Texts say how they are written; the library says so of HTML only.
    setHeaders: (response, path) => {
      const type = TEXT_TYPES[extname(path)];
      if (type !== undefined) response.setHeader('content-type', `${type};charset=utf-8`);
    },
  });

  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    const { host, origin } = request.headers;
    setHeaders(response);
    if (!isOwnHost(host, own)) {
      refused('a request for another host');
      return refuseRequest(response, 421, 'This is not the host you asked for.');
    }
    if (origin !== undefined && !isOwnOrigin(origin, host, own)) {
      refused('a request from another page');
      return refuseRequest(response, 403, 'Only pages from here may ask.');
    }
    const path = request.url ?? '/';
    const base = `http://${host}`;
    if (!URL.canParse(path, base)) return refuseRequest(response, 400, 'This is no address.');
    const url = new URL(path, base);
    if (url.pathname.startsWith('/api/')) return api.handle(request, response, url);
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return refuseRequest(response, 405, 'Only GET.');
    return serve(request, response, () => refuseRequest(response, 404, 'There is nothing here.'));
  };

  /** A store that cannot be read is no reason to end a session. */
  const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    try {
      handle(request, response);
    } catch (error) {
      failed(error);
      if (!response.headersSent) refuseRequest(response, 500, 'It failed. The session goes on.');
    }
  };

  const http = createServer({ requestTimeout: REQUEST_MS, headersTimeout: REQUEST_MS }, onRequest);
  http.maxConnections = MOST_SOCKETS;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: LONGEST_MESSAGE,
    perMessageDeflate: false,
  });

  const state = (): ServerMessage => ({ type: 'state', ...options.state() });
  const broadcast = (message: ServerMessage, mustArrive: boolean): void => {
    const text = JSON.stringify(message);
    for (const client of clients) if (client.role !== null) client.sendText(text, mustArrive);
  };

  const onWelcome = (client: Client): void => {
    const { version, simulated, athletes, exercises } = options;
    const role = client.role ?? 'viewer';
    client.send({ type: 'welcome', protocol: PROTOCOL, role, version, simulated, athletes, exercises }, true);
    client.send(state(), true);
  };

  http.on('upgrade', (request, socket, head) => {
    // Whatever happens to it before it is a WebSocket concerns nobody.
    socket.on('error', () => socket.destroy());
    const { host, origin } = request.headers;
    const address = request.socket.remoteAddress ?? '';
    if (request.url !== '/live') return refuseUpgrade(socket, '404 Not Found');
    if (!isOwnHost(host, own) || !isOwnOrigin(origin, host, own)) {
      refused('a WebSocket from another page');
      return refuseUpgrade(socket, '403 Forbidden');
    }
    if (clients.size >= MOST_CLIENTS || !connections.take(address, performance.now())) {
      refused('too many WebSockets');
      return refuseUpgrade(socket, '429 Too Many Requests');
    }
    return sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const client = createClient({
        socket: webSocket,
        helloMs: times.helloMs,
        roleOf: (token) => tokens.roleOf(token),
        onWelcome,
        onCommand: options.onCommand,
        refused,
        failed,
      });
      clients.add(client);
      webSocket.on('close', () => clients.delete(client));
    });
  });

  /** Points of motion that came since the event loop turned: a batch of samples brings several. */
  const moving = new Map<string, MotionPoint[]>();
  const sendMotion = (): void => {
    for (const [lifter, points] of moving) broadcast({ type: 'motion', lifter, points }, false);
    moving.clear();
  };

  let due: NodeJS.Timeout | undefined;
  const checking = setInterval(() => {
    try {
      for (const client of clients) client.check();
    } catch (error) {
      failed(error);
    }
  }, times.checkMs);
  checking.unref();
  const beating = setInterval(() => broadcast(state(), false), times.beatMs);
  beating.unref();

  const port = await listen(http, options);
  own = { hosts: new Set(options.hosts.map((host) => host.toLowerCase())), port };

  return {
    port,
    changed: () => {
      if (clients.size === 0) return;
      due ??= setTimeout(() => {
        due = undefined;
        broadcast(state(), false);
      }, times.stateMs);
    },
    motion: (lifter, point) => {
      if (clients.size === 0) return;
      if (moving.size === 0) setImmediate(sendMotion);
      const points = moving.get(lifter) ?? [];
      points.push(point);
      moving.set(lifter, points);
    },
    warn: (lifter, warning) => broadcast({ type: 'warning', lifter, warning }, true),
    clients: () => [...clients].filter(({ role }) => role !== null).length,
    close: async () => {
      clearTimeout(due);
      clearInterval(checking);
      clearInterval(beating);
      for (const client of clients) client.close();
      sockets.close();
      const closed = new Promise<void>((resolve) => {
        http.close(() => resolve());
      });
      http.closeAllConnections();
      await closed;
    },
  };
};

const listenOnce = (http: ReturnType<typeof createServer>, port: number, bind: string): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error);
    http.once('error', onError);
    http.listen(port, bind, () => {
      http.off('error', onError);
      resolve(true);
    });
  });

/** Takes the first free port from the wanted one on. */
const listen = async (
  http: ReturnType<typeof createServer>,
  { port, bind }: Pick<PageServerOptions, 'port' | 'bind'>,
): Promise<number> => {
  const ports = port === 0 ? [0] : Array.from({ length: PORTS_TRIED }, (_, i) => port + i);
  for (const one of ports) {
    const free = await listenOnce(http, one, bind).catch((cause: unknown) => {
      throw new BeltlineError('usage', `the page cannot be served on ${bind}:${one}.`, {
        cure: 'Choose another address with --bind, or another port with --page.',
        cause,
      });
    });
    if (!free) continue;
    const address = http.address();
    return isAddress(address) ? address.port : one;
  }
  throw new BeltlineError('usage', `ports ${port} to ${port + PORTS_TRIED - 1} are all taken.`, {
    cure: 'Choose another port with --page.',
  });
};

const isAddress = (address: string | AddressInfo | null): address is AddressInfo =>
  typeof address === 'object' && address !== null;
