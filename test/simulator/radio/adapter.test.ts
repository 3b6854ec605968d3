/** Adapters and the sockets on them, spoken to in HCI. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { COMMAND, EVENT, PACKET } from '../../../src/simulator/radio/hci/opcodes.ts';
import { HciSocket, type Flavour } from '../../../src/simulator/radio/hci-socket.ts';
import {
  createRadioWorld,
  type RadioWorld,
  type RadioWorldOptions,
} from '../../../src/simulator/radio/index.ts';
import { createManualTimers } from './manual-timers.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

const makeWorld = (options: RadioWorldOptions = {}) => {
  const timers = createManualTimers();
  return { timers, world: createRadioWorld({ timers, ...options }) };
};

const filter = (types: readonly number[], events: readonly number[], opcode = 0): Buffer => {
  const bytes = Buffer.alloc(14);
  bytes.writeUInt32LE(
    types.reduce((mask, type) => mask | (1 << type), 0),
    0,
  );
  for (const code of events) {
    const at = code < 32 ? 4 : 8;
    bytes.writeUInt32LE((bytes.readUInt32LE(at) | (1 << (code & 31))) >>> 0, at);
  }
  bytes.writeUInt16LE(opcode, 12);
  return bytes;
};

const EVERYTHING = filter(
  [PACKET.command, PACKET.acl, PACKET.event],
  Array.from({ length: 64 }, (_, code) => code),
);

interface Heard {
  readonly socket: HciSocket;
  readonly packets: string[];
  readonly errors: NodeJS.ErrnoException[];
}

const openSocket = (world: RadioWorld, flavour: Flavour = 'abandonware'): Heard => {
  const socket = new HciSocket(world, flavour);
  const packets: string[] = [];
  const errors: NodeJS.ErrnoException[] = [];
  socket.on('data', (packet: Buffer) => packets.push(packet.toString('hex')));
  socket.on('error', (error: NodeJS.ErrnoException) => errors.push(error));
  return { socket, packets, errors };
};

const openRaw = (world: RadioWorld, mask = EVERYTHING): Heard => {
  const heard = openSocket(world);
  heard.socket.bindRaw();
  heard.socket.setFilter(mask);
  heard.socket.start();
  return heard;
};

test('commands and their answers, as Vol 4 Part E writes them', () => {
  const { timers, world } = makeWorld();
  const { socket, packets } = openRaw(world);
  const answerTo = (command: string): string => {
    packets.length = 0;
    socket.write(hex(command));
    timers.pass(1);
    return packets.join(' ');
  };
  expect(answerTo('01 09 10 00')).toBe('040e0a01091000010000dc1b00');
  expect(answerTo('01 02 20 00')).toBe('040e0701022000fb0008');
  expect(answerTo('01 03 20 00')).toBe('040e0c010320002000000000000000');
  // Unknown; shorter than it must be; a supervision timeout that cannot outlast the interval.
  expect(answerTo('01 ff fc 00')).toBe('040f040101fffc');
  expect(answerTo('01 0c 20 01 01')).toBe('040f0412010c20');
  expect(answerTo('01 0d 20 19 6000 3000 00 00 010000eeffc0 00 a00f a00f 0000 2a00 0000 0000')).toBe(
    '040f0412010d20',
  );
  expect(answerTo('01 06 04 03 4000 13')).toBe('040f0402010604');
  // Nothing to switch off, nothing to call off.
  expect(answerTo('01 0c 20 02 00 01')).toBe('040e04010c200c');
  expect(answerTo('01 0e 20 00')).toBe('040e04010e200c');
  expect(world.adapters[0].controller.counters.commands.get(COMMAND.leSetScanEnable)).toBe(2);
});

test('an attempt to connect: one at a time, called off, and none after a reset', () => {
  const { timers, world } = makeWorld();
  const { socket, packets } = openRaw(world, filter([PACKET.event], [EVENT.commandStatus, EVENT.leMeta]));
  const connect = hex('01 0d 20 19 6000 3000 00 00 010000eeffc0 00 0600 0c00 0000 9001 0000 0000');
  socket.write(connect);
  socket.write(connect);
  timers.pass(1);
  expect(packets).toEqual(['040f0400010d20', '040f040c010d20']);
  socket.write(hex('01 0e 20 00'));
  timers.pass(1);
  // Connection complete with "unknown connection identifier".
  expect(packets[2]?.slice(0, 10)).toBe('043e130102');
  socket.write(connect);
  socket.write(hex('01 03 0c 00'));
  timers.pass(1);
  expect(world.adapters[0].controller.isConnecting).toBe(false);
});

test('no bytes from the host throw', () => {
  const opcodes = fc.constantFrom(...Object.values(COMMAND), 0xfcff);
  const command = fc
    .tuple(opcodes, fc.uint8Array({ maxLength: 50 }))
    .map(([opcode, parameters]) =>
      Buffer.from([PACKET.command, opcode & 0xff, opcode >> 8, parameters.length, ...parameters]),
    );
  const junk = fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes));
  fc.assert(
    fc.property(fc.array(fc.oneof(command, junk), { maxLength: 30 }), (packets) => {
      const { timers, world } = makeWorld();
      const { socket } = openRaw(world);
      for (const packet of packets) socket.write(packet);
      timers.pass(100);
      world.close();
      expect(timers.planned()).toBe(0);
    }),
  );
});

test('a raw socket sees what its filter lets through, and what others write', () => {
  const { timers, world } = makeWorld();
  const writer = openRaw(world);
  const deaf = openSocket(world);
  deaf.socket.bindRaw();
  deaf.socket.start();
  const listener = openRaw(world);
  const picky = openRaw(world, filter([PACKET.event], [EVENT.commandComplete], COMMAND.readBdAddr));
  writer.socket.write(hex('01 03 0c 00'));
  writer.socket.write(hex('01 09 10 00'));
  timers.pass(1);
  expect(deaf.packets).toEqual([]);
  expect(writer.packets).toHaveLength(2);
  expect(listener.packets.toSorted()).toEqual(['01030c00', '01091000', ...writer.packets]);
  expect(picky.packets).toEqual([writer.packets[1]]);
  listener.socket.stop();
  writer.socket.write(hex('01 03 0c 00'));
  timers.pass(1);
  expect(listener.packets).toHaveLength(4);
});

test('the user channel takes an adapter that is off, and sees everything without a filter', () => {
  const { timers, world } = makeWorld({ adapters: [{}, { poweredOn: false }] });
  const { socket, packets } = openSocket(world);
  expect(() => socket.bindUser(0)).toThrow(/EBUSY/);
  expect(socket.bindUser()).toBe(1);
  expect(world.adapters[1].isUp).toBe(true);
  socket.start();
  socket.reset();
  timers.pass(1);
  expect(packets).toEqual(['040e0401030c00']);
});

test('an adapter that is off says nothing and takes nothing', () => {
  const { timers, world } = makeWorld();
  const { socket, packets, errors } = openRaw(world);
  socket.write(hex('01 03 0c 00'));
  world.adapters[0].powerOff();
  timers.pass(1);
  expect(packets).toEqual([]);
  expect(socket.isDevUp()).toBe(false);
  socket.write(hex('01 03 0c 00'));
  expect(errors.map(({ message, code }) => [message, code])).toEqual([['Network is down', 'ENETDOWN']]);
  world.adapters[0].powerOn();
  timers.pass(1);
  expect(packets).toEqual([]);
});

test('adapters by number, and the first that is up without one', () => {
  const { world } = makeWorld({ adapters: [{ poweredOn: false }, { address: 'AA:BB:CC:DD:EE:FF' }] });
  const { socket } = openSocket(world);
  expect(socket.getDeviceList().map(({ devId, devUp }) => [devId, devUp])).toEqual([
    [0, false],
    [1, true],
  ]);
  expect([socket.bindRaw(), socket.bindRaw(0), socket.bindRaw(null)]).toEqual([1, 0, 1]);
  expect(world.adapters[1].controller.address).toBe('aa:bb:cc:dd:ee:ff');
});

test('no adapter, and no Bluetooth at all, fail as the native modules do', () => {
  const none = makeWorld({ adapters: [] }).world;
  expect(() => openSocket(none).socket.bindRaw()).toThrow(
    expect.objectContaining({ code: 'ENODEV', syscall: 'bind' }),
  );
  const { world } = makeWorld({ hasBluetooth: false });
  expect(() => openSocket(world)).toThrow(
    expect.objectContaining({ code: 'EAFNOSUPPORT', errno: 97, syscall: 'socket' }),
  );
  const { socket, errors } = openSocket(world, 'stoprocent');
  socket.bindRaw();
  socket.write(hex('01 03 0c 00'));
  expect(errors.map(({ syscall }) => syscall)).toEqual(['socket creation failed']);
});
