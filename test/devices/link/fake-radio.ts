/** A radio without radio: devices that do what a test says, on the fake timers of the test. */
import { BehaviorSubject, Observable, Subject } from 'rxjs';
import {
  RadioError,
  type AdapterState,
  type Advertisement,
  type CharacteristicRef,
  type Radio,
  type RadioConnection,
  type RadioNotification,
} from '../../../src/devices/link/radio.ts';

const SERVICE = '0001';
export const CONTROL: CharacteristicRef = { service: SERVICE, characteristic: '0002' };
export const STREAM: CharacteristicRef = { service: SERVICE, characteristic: '0003' };

const ADVERTISE_MS = 100;

export interface FakeDevice {
  readonly id: string;
  serial: string;
  present: boolean;
  connectMs: number;
  /** Writes are never acknowledged. */
  hung: boolean;
  /** Takes the start but sends nothing. */
  mute: boolean;
  readonly written: number[][];
  connections: number;
  notify(where: CharacteristicRef, ...bytes: number[]): void;
  /** The link is lost. */
  lose(reason?: string): void;
  readonly connected: boolean;
}

interface Standing {
  readonly notifications: Subject<RadioNotification>;
  end(reason: string): void;
}

const later = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

const nowMs = (): number => Date.now();

export const fakeRadio = () => {
  const adapter = new BehaviorSubject<AdapterState>('on');
  const devices = new Map<string, FakeDevice>();
  const standing = new Map<string, Standing>();
  const subjects = new Set<Subject<Advertisement>>();
  const log: string[] = [];
  let connecting = 0;
  let mostConnecting = 0;
  const advertisement = ({ id, serial }: FakeDevice): Advertisement => ({
    id,
    address: `c0:00:00:00:00:${id}`,
    name: `Fake ${serial}`,
    rssiDbm: -50,
    services: [SERVICE],
    manufacturerData: null,
    atMs: nowMs(),
  });

  const advertisements = new Observable<Advertisement>((subscriber) => {
    const timer = setInterval(() => {
      if (connecting > 0) return;
      for (const device of devices.values())
        if (device.present && !device.connected) subscriber.next(advertisement(device));
    }, ADVERTISE_MS);
    const mine = new Subject<Advertisement>();
    subjects.add(mine);
    return () => {
      clearInterval(timer);
      subjects.delete(mine);
    };
  });

  const reply = (device: FakeDevice, bytes: Uint8Array): void => {
    // "Who are you?" is answered with the serial, "start" by whatever the test notifies.
    if (bytes[0] === 1) setTimeout(() => device.notify(CONTROL, 1, device.serial.charCodeAt(0)), 10);
  };

  const stand = (device: FakeDevice): RadioConnection => {
    const notifications = new Subject<RadioNotification>();
    let ended = false;
    let close: (reason: string) => void;
    const closed = new Promise<string>((resolve) => {
      close = resolve;
    });
    const end = (reason: string): void => {
      if (ended) return;
      ended = true;
      standing.delete(device.id);
      log.push(`down ${device.id}`);
      close(reason);
      notifications.complete();
    };
    standing.set(device.id, { notifications, end });
    log.push(`up ${device.id}`);
    const check = (): void => {
      if (ended) throw new RadioError('not-connected', 'gone');
    };
    return {
      mtu: 185,
      notifications,
      closed,
      characteristics: [CONTROL, STREAM],
      subscribe: async () => check(),
      read: async () => {
        check();
        return Uint8Array.of(device.serial.charCodeAt(0));
      },
      write: async (_where, bytes, _how, deadlineMs) => {
        check();
        if (device.hung) {
          await later(deadlineMs);
          throw new RadioError('deadline', 'hung');
        }
        device.written.push([...bytes]);
        reply(device, bytes);
      },
      disconnect: async () => {
        await later(20);
        end('asked');
      },
    };
  };

  const connect = async (id: string, deadlineMs: number): Promise<RadioConnection> => {
    const device = devices.get(id);
    log.push(`connect ${id}`);
    mostConnecting = Math.max(mostConnecting, ++connecting);
    try {
      const connectMs = Math.min(deadlineMs, device?.connectMs ?? deadlineMs);
      await later(connectMs);
      if (device === undefined || !device.present) {
        await later(deadlineMs - connectMs);
        throw new RadioError('deadline', 'absent');
      }
      device.connections++;
      return stand(device);
    } finally {
      connecting--;
    }
  };

  const add = (id: string, serial = id): FakeDevice => {
    const device: FakeDevice = {
      id,
      serial,
      present: true,
      connectMs: 300,
      hung: false,
      mute: false,
      written: [],
      connections: 0,
      notify: ({ service, characteristic }, ...bytes) =>
        standing.get(id)?.notifications.next({
          service,
          characteristic,
          bytes: Uint8Array.from(bytes),
          atMs: nowMs(),
        }),
      lose: (reason = 'supervision timeout') => standing.get(id)?.end(reason),
      get connected() {
        return standing.has(id);
      },
    };
    devices.set(id, device);
    // A sample every 50 ms once it was told to start.
    setInterval(() => {
      const told = device.written.some(([op]) => op === 2);
      if (told && device.connected && !device.mute) device.notify(STREAM, 7);
    }, 50);
    return device;
  };

  const radio: Radio = { adapter, advertisements, connect, nowMs, close: async () => {} };
  return {
    radio,
    adapter,
    add,
    log,
    get listeners() {
      return subjects.size;
    },
    get mostConnecting() {
      return mostConnecting;
    },
  };
};
