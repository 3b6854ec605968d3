/**
 * The service's side of a radio: a {@link Radio} over messages to a host, wherever that runs. Hosts come and go; when
 * one goes, everything of it ends, and what waits for it fails.
 */
import { BehaviorSubject, Observable, Subject } from 'rxjs';
import {
  RadioError,
  type AdapterState,
  type Advertisement,
  type Radio,
  type RadioConnection,
} from '../radio.ts';
import { createConnection, type ClientLink } from './client-link.ts';
import type { FromHost, ToHost } from './messages.ts';
import { monotonicMs } from './monotonic.ts';

/** What a request to the host is before it has its number. */
export type Asked = ToHost extends infer M
  ? M extends { request: number }
    ? Omit<M, 'request'>
    : never
  : never;
/** What answers a request. */
export type Answer = Extract<FromHost, { type: 'done' | 'connected' }>;

/** A host may be late by the way of the messages, ms; then it hangs. */
const GRACE_MS = 400;

/** A host as the client reaches it. */
export interface HostPort {
  send(message: ToHost): void;
}

export interface RadioClient extends Omit<Radio, 'close'> {
  /** What noble or the host had to say, for people. */
  readonly warnings: Observable<string>;
  /** A host is there. */
  attach(port: HostPort): void;
  /** The host is gone; `adapter` is what is known of the adapter now. */
  detach(why: string, adapter: AdapterState): void;
  /** A message of the host that is attached. */
  receive(message: FromHost): void;
  /** Asks the host to take everything down; settles within the deadline. */
  shutDown(deadlineMs: number): Promise<void>;
  /** Ends all observables. */
  complete(): void;
}

interface Pending {
  resolve(answer: Answer): void;
  reject(error: RadioError): void;
}

export const createRadioClient = (): RadioClient => {
  const adapter = new BehaviorSubject<AdapterState>('unknown');
  const advertisements = new Subject<Advertisement>();
  const warnings = new Subject<string>();
  const pending = new Map<number, Pending>();
  const links = new Map<number, ClientLink>();
  let port: HostPort | null = null;
  let lastRequest = 0;
  let listeners = 0;

  const ask = (asked: Asked): Promise<Answer> =>
    new Promise((resolve, reject) => {
      if (port === null) {
        reject(new RadioError('radio', 'The radio is not running.'));
        return;
      }
      const request = ++lastRequest;
      const settle = (): void => {
        clearTimeout(timer);
        pending.delete(request);
      };
      const timer = setTimeout(() => {
        settle();
        reject(new RadioError('deadline', `The radio did not answer within ${asked.deadlineMs} ms.`));
      }, asked.deadlineMs + GRACE_MS);
      pending.set(request, {
        resolve: (answer) => {
          settle();
          resolve(answer);
        },
        reject: (error) => {
          settle();
          reject(error);
        },
      });
      port.send({ ...asked, request });
    });

  const scan = (on: boolean): void => port?.send({ type: 'scan', on });

  /** Subscribers share one scan. */
  const scanned = new Observable<Advertisement>((subscriber) => {
    const subscription = advertisements.subscribe(subscriber);
    if (++listeners === 1) scan(true);
    return () => {
      subscription.unsubscribe();
      if (--listeners === 0) scan(false);
    };
  });

  const setAdapter = (state: AdapterState): void => {
    if (adapter.value !== state) adapter.next(state);
  };

  const connect = async (id: string, deadlineMs: number): Promise<RadioConnection> => {
    const answer = await ask({ type: 'connect', id, deadlineMs });
    const link = answer.type === 'connected' ? links.get(answer.link) : undefined;
    if (link === undefined) throw new RadioError('not-connected', 'The link ended at once.');
    return link.connection;
  };

  const connected = (message: Extract<FromHost, { type: 'connected' }>): void => {
    const link = createConnection(message, ask);
    links.set(message.link, link);
    const waiting = pending.get(message.request);
    if (waiting !== undefined) waiting.resolve(message);
    // Nobody waits for it any more.
    else void link.connection.disconnect(GRACE_MS);
  };

  const receive = (message: FromHost): void => {
    switch (message.type) {
      case 'adapter':
        return setAdapter(message.adapter);
      case 'advertisement':
        return advertisements.next(message.advertisement);
      case 'connected':
        return connected(message);
      case 'done':
        return pending.get(message.request)?.resolve(message);
      case 'failed':
        return pending.get(message.request)?.reject(new RadioError(message.code, message.message));
      case 'notification':
        return links.get(message.link)?.notify(message);
      case 'closed':
        links.get(message.link)?.end(message.reason);
        links.delete(message.link);
        return;
      case 'warning':
        return warnings.next(message.text);
      default:
        // `alive` and `worn-out` are for whoever runs the host.
        return;
    }
  };

  return {
    adapter: adapter.asObservable(),
    advertisements: scanned,
    warnings: warnings.asObservable(),
    connect,
    nowMs: monotonicMs,
    attach: (to) => {
      port = to;
      if (listeners > 0) scan(true);
    },
    detach: (why, state) => {
      port = null;
      // First the adapter: it tells the links why they end.
      setAdapter(state);
      for (const link of links.values()) link.end(why);
      links.clear();
      for (const waiting of pending.values()) waiting.reject(new RadioError('radio', why));
    },
    receive,
    shutDown: async (deadlineMs) => {
      await ask({ type: 'close', deadlineMs }).catch(() => {});
    },
    complete: () => {
      adapter.complete();
      advertisements.complete();
      warnings.complete();
    },
  };
};
