/**
 * One connection through noble: discovery, subscriptions, reads and writes, each with a deadline, and its end. Every
 * connection has its own characteristic objects, so listeners of an earlier one are never waited on.
 */
import { RadioError, type CharacteristicRef } from '../radio.ts';
import { withDeadline } from './deadline.ts';
import type { NobleCharacteristic, NoblePeripheral, NobleService } from './noble.ts';
import { reasonOf } from '../reason.ts';
import { fromNoble } from './uuid.ts';

/** ATT MTU of a link on which nothing was agreed (Bluetooth Core 5.4, Vol 3, Part F, 3.2.8). */
const MTU_LEAST = 23;
/** noble reports what the peer offered, not what was agreed, so above this its number means nothing. */
const MTU_MOST = 247;
/** Octets of a write that are not the value: opcode and handle. */
const WRITE_HEAD = 3;

export type LinkWord = 'read' | 'write' | 'subscribe';

export interface HostLink {
  readonly mtu: number;
  readonly characteristics: readonly CharacteristicRef[];
  subscribe(where: CharacteristicRef, ms: number): Promise<void>;
  read(where: CharacteristicRef, ms: number): Promise<Uint8Array>;
  write(where: CharacteristicRef, bytes: Uint8Array, response: boolean, ms: number): Promise<void>;
  /** The link has ended: what is under way fails, listeners go. */
  end(reason: string): void;
}

interface Waiter {
  resolve(bytes: Uint8Array): void;
  reject(error: unknown): void;
}

const keyOf = ({ service, characteristic }: CharacteristicRef): string => `${service} ${characteristic}`;

const NOTHING = new Uint8Array(0);

const settle = (waiter: Waiter | undefined, bytes: Uint8Array, error: unknown): void => {
  if (error === undefined || error === null) waiter?.resolve(bytes);
  else waiter?.reject(new RadioError('refused', `The sensor refused: ${reasonOf(error)}`, { cause: error }));
};

/** A characteristic whose answers go to whoever asked first. */
const createAsker = (
  source: NobleCharacteristic,
  ref: CharacteristicRef,
  onNotification: (ref: CharacteristicRef, bytes: Uint8Array) => void,
) => {
  const waiting: Record<LinkWord, Waiter[]> = { read: [], write: [], subscribe: [] };
  const answer =
    (word: 'write' | 'subscribe') =>
    (...values: unknown[]): void =>
      settle(waiting[word].shift(), NOTHING, word === 'write' ? values[0] : values[1]);
  source.on('write', answer('write'));
  source.on('notify', answer('subscribe'));
  source.on('data', (bytes: Buffer, isNotification: boolean, error?: unknown) => {
    if (isNotification) onNotification(ref, bytes);
    else settle(waiting.read.shift(), bytes ?? NOTHING, error);
  });

  const ask = (word: LinkWord, issue: () => void, ms: number): Promise<Uint8Array> => {
    let waiter: Waiter | undefined;
    const answered = new Promise<Uint8Array>((resolve, reject) => {
      waiter = { resolve, reject };
      waiting[word].push(waiter);
      issue();
    });
    return withDeadline(answered, ms, `The ${word}`).finally(() => {
      waiting[word] = waiting[word].filter((other) => other !== waiter);
    });
  };

  return {
    ref,
    source,
    ask,
    end: (reason: string): void => {
      source.removeAllListeners();
      for (const waiter of Object.values(waiting).flat())
        waiter.reject(new RadioError('not-connected', reason));
    },
  };
};

type Asker = ReturnType<typeof createAsker>;

/** Discovers everything. noble never answers for a device without services, nor when the link ends meanwhile. */
const discover = async (peripheral: NoblePeripheral, ms: number): Promise<readonly NobleService[]> => {
  // Listeners of a discovery that never ended would run this one twice.
  peripheral.removeAllListeners('servicesDiscover');
  const found = new Promise<readonly NobleService[]>((resolve, reject) => {
    peripheral.discoverAllServicesAndCharacteristics((error, services) =>
      error === null || error === undefined
        ? resolve(services ?? [])
        : reject(new RadioError('refused', `Discovery failed: ${reasonOf(error)}`, { cause: error })),
    );
  });
  return withDeadline(found, ms, 'Discovery');
};

/** A connected peripheral as a link; `lost` rejects when the connection ends before it is ready. */
export const createHostLink = async (
  peripheral: NoblePeripheral,
  onNotification: (ref: CharacteristicRef, bytes: Uint8Array) => void,
  ms: number,
  lost: Promise<never>,
): Promise<HostLink> => {
  const services = await Promise.race([discover(peripheral, ms), lost]);
  const askers = new Map<string, Asker>();
  for (const service of services) {
    for (const source of service.characteristics ?? []) {
      const ref = { service: fromNoble(service.uuid), characteristic: fromNoble(source.uuid) };
      // Of two alike the first is meant, as in every other stack.
      if (!askers.has(keyOf(ref))) askers.set(keyOf(ref), createAsker(source, ref, onNotification));
    }
  }
  // Discovery comes after the exchange of MTUs, so by now noble knows it.
  const mtu = Math.max(MTU_LEAST, Math.min(MTU_MOST, peripheral.mtu ?? MTU_LEAST));
  let ended: string | null = null;

  const find = (where: CharacteristicRef): Asker => {
    if (ended !== null) throw new RadioError('not-connected', ended);
    const asker = askers.get(keyOf(where));
    if (asker === undefined)
      throw new RadioError('no-characteristic', `The sensor has no characteristic ${keyOf(where)}.`);
    return asker;
  };

  return {
    mtu,
    characteristics: [...askers.values()].map(({ ref }) => ref),
    subscribe: async (where, limitMs) => {
      const { ask, source } = find(where);
      await ask('subscribe', () => source.subscribe(), limitMs);
    },
    read: async (where, limitMs) => {
      const { ask, source } = find(where);
      return ask('read', () => source.read(), limitMs);
    },
    write: async (where, bytes, response, limitMs) => {
      const { ask, source } = find(where);
      if (bytes.length > mtu - WRITE_HEAD)
        throw new RadioError('refused', `${bytes.length} bytes do not fit into an MTU of ${mtu}.`);
      await ask('write', () => source.write(Buffer.from(bytes), !response), limitMs);
    },
    end: (reason) => {
      ended = reason;
      for (const asker of askers.values()) asker.end(reason);
    },
  };
};
