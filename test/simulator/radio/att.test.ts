/** The GATT server, asked by hand-written ATT packets. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Air } from '../../../src/simulator/radio/air.ts';
import {
  ATT,
  ATT_ERROR,
  AttError,
  VirtualPeripheral,
  type CharacteristicSpec,
  type PeripheralOptions,
} from '../../../src/simulator/radio/index.ts';
import { CHANNEL, createReassembler, toFragments } from '../../../src/simulator/radio/l2cap.ts';
import type { Link, LinkEnd } from '../../../src/simulator/radio/link.ts';
import { createManualTimers } from './manual-timers.ts';

const ignore = (): void => undefined;
const plain = (text: string): string => text.replaceAll(' ', '');
const hex = (text: string): Buffer => Buffer.from(plain(text), 'hex');
const bug = (): never => {
  throw new TypeError('bug');
};

/** Handles: Generic Access has 1 … 5; the service under test starts at 6, its first characteristic at 7, value at 8. */
const VALUE = '08 00';

/** A peripheral with one service and a central that speaks raw ATT. */
const ask = (characteristics: readonly CharacteristicSpec[], options: Partial<PeripheralOptions> = {}) => {
  const timers = createManualTimers();
  const air = new Air({ timers });
  const peripheral = new VirtualPeripheral(air, {
    address: 'c0:ff:ee:00:00:01',
    name: 'clip',
    services: [{ uuid: 'ffe5', characteristics }],
    ...options,
  });
  const answers: Buffer[] = [];
  const reassemble = createReassembler();
  const central: LinkEnd = {
    address: '00:00:00:00:00:01',
    addressType: 'public',
    rssiDbm: -50,
    linkData: (_link, fragment) => {
      const frame = reassemble(fragment);
      if (frame !== null) answers.push(frame.payload);
    },
    linkDown: ignore,
    linkUpdated: ignore,
  };
  const links: Link[] = [];
  const parameters = { intervalMs: 15, latency: 0, supervisionTimeoutMs: 400 };
  air.initiate(central, {
    address: peripheral.address,
    parameters,
    onLinkUp: (link) => void links.push(link),
  });
  timers.pass(20);
  const send = (request: Uint8Array, channel: number = CHANNEL.att): readonly string[] => {
    answers.length = 0;
    const frame = { channel, payload: Buffer.from(request) };
    for (const fragment of toFragments(frame, 251)) links[0].send(central, fragment, ignore);
    timers.pass(1);
    return answers.map((answer) => answer.toString('hex'));
  };
  return { peripheral, answers, timers, send: (text: string) => send(hex(text)).join(' '), sendBytes: send };
};

const error = (opcode: string, handle: string, code: number): string =>
  `01${opcode}${plain(handle)}${code.toString(16).padStart(2, '0')}`;

const ONE_OF_EACH: readonly CharacteristicSpec[] = [
  { uuid: 'ffe1', properties: ['read'], value: hex('aa bb') },
  { uuid: 'ffe2', properties: ['write'], maxLength: 4 },
  { uuid: 'ffe3', properties: ['notify', 'indicate'] },
];

test('services, characteristics and descriptors as Vol 3 Part F 3.4.3 and 3.4.4 write them', () => {
  const { send } = ask(ONE_OF_EACH);
  expect(send('10 0100 ffff 0028')).toBe(plain('1106 010005000018 0600ffffe5ff'));
  expect(send('06 0100 ffff 0028 e5ff')).toBe(plain('07 0600ffff'));
  expect(send('08 0600 ffff 0328')).toBe(plain('0907 0700020800e1ff 0900080a00e2ff 0b00300c00e3ff'));
  expect(send('08 0b00 ffff 0328')).toBe(plain('0907 0b00300c00e3ff'));
  expect(send('08 0c00 ffff 0229')).toBe(plain('0904 0d000000'));
  expect(send('04 0c00 ffff')).toBe(plain('0501 0c00e3ff 0d000229'));
});

test('searches that find nothing or make no sense', () => {
  const { send } = ask(ONE_OF_EACH);
  expect(send('10 0700 ffff 0028')).toBe(error('10', '0700', ATT_ERROR.attributeNotFound));
  expect(send('04 0000 ffff')).toBe(error('04', '0000', ATT_ERROR.invalidHandle));
  expect(send('08 0900 0800 0328')).toBe(error('08', '0900', ATT_ERROR.invalidHandle));
  expect(send('10 0100 ffff 0128')).toBe(error('10', '0100', ATT_ERROR.unsupportedGroupType));
});

test('what may not be read or written', () => {
  const { send } = ask(ONE_OF_EACH);
  expect(send(`0a ${VALUE}`)).toBe('0baabb');
  expect(send('0a 0a00')).toBe(error('0a', '0a00', ATT_ERROR.readNotPermitted));
  expect(send(`12 ${VALUE} 01`)).toBe(error('12', VALUE, ATT_ERROR.writeNotPermitted));
  expect(send('12 0a00 01020304')).toBe('13');
  expect(send('12 0a00 0102030405')).toBe(error('12', '0a00', ATT_ERROR.invalidLength));
  expect(send('12 0700 01')).toBe(error('12', '0700', ATT_ERROR.writeNotPermitted));
  expect(send('0a ff00')).toBe(error('0a', 'ff00', ATT_ERROR.invalidHandle));
  // Written without response to what wants a response: nobody is told.
  expect(send('52 0a00 09')).toBe('');
  expect(send('0c 0800 0300')).toBe(error('0c', VALUE, ATT_ERROR.invalidOffset));
  expect(send('0c 0800 0100')).toBe('0dbb');
});

test('subscriptions: both bits, wrong bits, wrong length', () => {
  const { peripheral, send } = ask(ONE_OF_EACH);
  expect(send('12 0d00 0300')).toBe('13');
  expect(peripheral.subscription('ffe3')).toBe('both');
  expect(send('0a 0d00')).toBe('0b0300');
  expect(send('12 0d00 0400')).toBe(error('12', '0d00', 0xfd));
  expect(send('12 0d00 03')).toBe(error('12', '0d00', ATT_ERROR.invalidLength));
  expect(peripheral.subscription('ffe3')).toBe('both');
});

test('long writes come in parts, and are all or nothing', () => {
  const { peripheral, send } = ask([{ uuid: 'ffe1', properties: ['write'] }]);
  expect(send('16 0800 0000 0102')).toBe('17080000000102');
  expect(send('16 0800 0200 0304')).toBe('17080002000304');
  expect(send('18 01')).toBe('19');
  expect(peripheral.value('ffe1')).toEqual(hex('01020304'));
  expect(send('16 0800 0000 ff')).toBe('1708000000ff');
  expect(send('18 00')).toBe('19');
  expect(send('18 01')).toBe('19');
  expect(peripheral.value('ffe1')).toEqual(hex('01020304'));
  send('16 0800 0500 01');
  expect(send('18 01')).toBe(error('18', '0000', ATT_ERROR.invalidOffset));
  expect(send('16 0700 0000 01')).toBe(error('16', '0700', ATT_ERROR.writeNotPermitted));
  for (let part = 0; part < 32; part++) send('16 0800 0000 01');
  expect(send('16 0800 0000 01')).toBe(error('16', VALUE, ATT_ERROR.prepareQueueFull));
});

test('errors of handlers reach the central; a bug in one is "unlikely"', async () => {
  const { send, answers, timers } = ask([
    {
      uuid: 'ffe1',
      properties: ['read', 'write'],
      onRead: bug,
      onWrite: () => Promise.reject(new AttError(0x81)),
    },
    { uuid: 'ffe2', properties: ['write'], onWrite: ([code]) => new AttError(code) },
  ]);
  expect(send(`0a ${VALUE}`)).toBe(error('0a', VALUE, ATT_ERROR.unlikely));
  expect(send('12 0a00 9f')).toBe(error('12', '0a00', 0x9f));
  expect(send(`12 ${VALUE} 01`)).toBe('');
  await Promise.resolve();
  await Promise.resolve();
  await Promise.resolve();
  timers.pass(1);
  expect(answers.map((answer) => answer.toString('hex'))).toEqual([error('12', VALUE, 0x81)]);
});

test('an answer that comes after the link ended is dropped', async () => {
  let settle: (bytes: Buffer) => void = ignore;
  const late = new Promise<Buffer>((resolve) => {
    settle = resolve;
  });
  const { peripheral, send, answers, timers } = ask([
    { uuid: 'ffe1', properties: ['read'], onRead: () => late },
  ]);
  expect(send(`0a ${VALUE}`)).toBe('');
  peripheral.drop();
  settle(Buffer.from([1]));
  await late;
  timers.pass(100);
  expect(answers).toEqual([]);
  expect(peripheral.isAdvertising).toBe(true);
});

test('faults on command: refusals, deafness, staying gone', () => {
  const { peripheral, send } = ask(ONE_OF_EACH);
  peripheral.faults.refuses = ({ opcode, characteristic }) =>
    opcode === ATT.readRequest && characteristic === 'ffe1' ? ATT_ERROR.insufficientEncryption : null;
  expect(send(`0a ${VALUE}`)).toBe(error('0a', VALUE, ATT_ERROR.insufficientEncryption));
  expect(send('12 0a00 01')).toBe('13');
  peripheral.faults.ignores = ({ opcode }) => opcode === ATT.writeRequest;
  expect(send('12 0a00 02')).toBe('');
  expect(peripheral.value('ffe2')).toEqual(hex('01'));
  peripheral.faults.staysGone = true;
  peripheral.drop();
  expect(peripheral.isAdvertising).toBe(false);
  peripheral.advertise(true);
  expect(peripheral.isAdvertising).toBe(true);
});

test('told to stop advertising during a link, it does not start again after it', () => {
  const { peripheral } = ask(ONE_OF_EACH);
  peripheral.advertise(false);
  peripheral.drop();
  expect([peripheral.isConnected, peripheral.isAdvertising]).toEqual([false, false]);
});

test('pairing is refused, and what no client may send is ignored', () => {
  const { sendBytes, send } = ask(ONE_OF_EACH);
  expect(sendBytes(hex('01 03 00 01 10 00 01'), CHANNEL.security)).toEqual(['0505']);
  expect(send('1b 0800 01')).toBe('');
  expect(send('20 01')).toBe(error('20', '0000', ATT_ERROR.requestNotSupported));
  expect(send('d2 0800')).toBe('');
  expect(send('02 17')).toBe(error('02', '0000', ATT_ERROR.invalidPdu));
});

test('no bytes throw, and every answer fits the MTU', () => {
  const bytes = fc.uint8Array({ maxLength: 30 });
  const requests = fc.tuple(fc.constantFrom(...Object.values(ATT)), fc.nat(16), bytes);
  fc.assert(
    fc.property(fc.array(requests, { maxLength: 20 }), (packets) => {
      const { peripheral, answers, sendBytes } = ask(ONE_OF_EACH, { maxMtu: 64 });
      for (const [opcode, handle, rest] of packets) {
        sendBytes(Buffer.from([opcode, handle, 0, ...rest]));
        expect(answers.length).toBeLessThanOrEqual(1);
        expect(answers.every(({ length }) => length <= peripheral.mtu)).toBe(true);
      }
    }),
  );
});

test('mistakes of whoever makes a peripheral are named', () => {
  const twice: readonly CharacteristicSpec[] = [ONE_OF_EACH[0], ONE_OF_EACH[0]];
  expect(() => ask(twice)).toThrow(/ffe1 occurs twice/);
  expect(() => ask([{ uuid: 'ffe', properties: [] }])).toThrow(/"ffe" is no UUID/);
  expect(() => ask([], { address: 'c0:ff:ee' })).toThrow(/no Bluetooth address/);
  expect(() => ask([], { name: 'x'.repeat(30) })).toThrow(/does not fit into 31/);
  expect(() => ask([]).peripheral.notify('2a37', hex('00'))).toThrow(/no characteristic 2a37/);
});
