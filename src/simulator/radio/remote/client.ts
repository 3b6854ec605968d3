import { connect } from 'node:net';
import type { Adapter } from '../adapter.ts';
import type { AdapterList } from '../hci-socket.ts';
import { createDecoder, encode, KIND, type Message, type WorldState } from './wire.ts';

const OFF: WorldState = { hasBluetooth: true, up: [] };

const readState = (payload: Buffer): WorldState => {
  // We wrote it ourselves, in the server of the same version.
  const state: unknown = JSON.parse(payload.toString('utf8'));
  return isState(state) ? state : OFF;
};

const isState = (value: unknown): value is WorldState =>
  typeof value === 'object' && value !== null && 'hasBluetooth' in value && 'up' in value;

const count = (packets: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(packets);
  return bytes;
};

/** Adapters that live in another process. Resolves when they are known; rejects when nobody serves them. */
export const connectRadio = async (path: string): Promise<AdapterList> => {
  const socket = connect(path);
  const decode = createDecoder();
  const channels = new Map<number, (packet: Buffer) => void>();
  let state = OFF;
  let nextChannel = 0;

  const adapterAt = (index: number): Adapter => ({
    get isUp() {
      return state.up[index] ?? false;
    },
    open: (kind, onPacket) => {
      const channel = nextChannel;
      // One byte on the wire; a process opens a few.
      nextChannel = (nextChannel + 1) & 0xff;
      channels.set(channel, onPacket);
      socket.write(encode(KIND.open, channel, Buffer.from([index, kind === 'user' ? 1 : 0])));
      return {
        write: (packet) => {
          if (!(state.up[index] ?? false) && kind === 'raw') return false;
          socket.write(encode(KIND.write, channel, packet));
          return true;
        },
        close: () => {
          channels.delete(channel);
          socket.write(encode(KIND.close, channel));
        },
      };
    },
  });

  await new Promise<void>((known, reject) => {
    const handle = ({ kind, channel, payload }: Message): void => {
      if (kind === KIND.packet) channels.get(channel)?.(payload);
      else if (kind === KIND.state) {
        state = readState(payload);
        known();
      }
    };
    socket.on('data', (chunk: Buffer) => {
      const messages = decode(chunk);
      const packets = messages.filter(({ kind }) => kind === KIND.packet).length;
      if (packets > 0) socket.write(encode(KIND.received, 0, count(packets)));
      messages.forEach(handle);
    });
    socket.on('error', reject);
    socket.on('close', () => {
      state = { ...state, up: state.up.map(() => false) };
    });
  });
  // The radio must not keep a process alive that is done.
  socket.unref();
  return {
    hasBluetooth: state.hasBluetooth,
    adapters: state.up.map((_up, index) => adapterAt(index)),
  };
};
