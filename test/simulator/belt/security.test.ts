import { describe, expect, test } from 'vitest';
import { authMac } from '../../../src/devices/protocol/index.ts';
import { type FakeHost, greeted, refused } from './fake-host.ts';

const authorise = (host: FakeHost, secret: Uint8Array) => {
  const { challenge } = host.askFor('challenge-reply', { message: 'challenge-request' });
  return host.ask({ message: 'auth-request', mac: authMac(secret, host.belt.deviceId, challenge) });
};

describe('AUTH and CLAIM', () => {
  const key = Uint8Array.from({ length: 16 }, (_, i) => i);

  test('starred operations refuse without it and work with it, in this connection', () => {
    const host = greeted({ claimKey: key });
    expect(host.ask({ message: 'erase-request' })).toEqual(refused('unauthorised'));
    expect(authorise(host, key)).toMatchObject({ message: 'auth-reply' });
    expect(host.ask({ message: 'erase-request' })).toMatchObject({ message: 'erase-reply' });
    host.drop();
    host.connect();
    host.hello();
    expect(host.ask({ message: 'erase-request' })).toEqual(refused('unauthorised'));
  });

  test('a challenge works once and for ten seconds', () => {
    const host = greeted({ claimKey: key });
    const { challenge } = host.askFor('challenge-reply', { message: 'challenge-request' });
    const mac = authMac(key, host.belt.deviceId, challenge);
    host.time.pass(10_001);
    expect(host.ask({ message: 'auth-request', mac })).toEqual(refused('state'));
    expect(host.ask({ message: 'auth-request', mac })).toEqual(refused('state'));
  });

  test('three wrong answers lock it for a minute, across connections', () => {
    const host = greeted({ claimKey: key });
    for (let i = 0; i < 3; i++)
      expect(authorise(host, new Uint8Array(16).fill(9))).toEqual(refused('unauthorised'));
    host.drop();
    host.connect();
    expect(host.ask({ message: 'challenge-request' })).toEqual(refused('busy'));
    host.time.pass(60_000);
    expect(authorise(host, key)).toMatchObject({ message: 'auth-reply' });
  });

  test('the factory key opens nothing, CLAIM needs a long press not long ago', () => {
    const host = greeted();
    expect(authorise(host, new Uint8Array(16))).toEqual(refused('unauthorised'));
    expect(host.ask({ message: 'claim-request', key })).toEqual(refused('unauthorised'));
    host.belt.pressButton(1000);
    host.time.pass(1000);
    expect(host.ask({ message: 'claim-request', key })).toEqual(refused('unauthorised'));
    host.belt.pressButton(3000);
    host.time.pass(33_100);
    expect(host.ask({ message: 'claim-request', key })).toEqual(refused('unauthorised'));
    host.belt.pressButton(3000);
    host.time.pass(5000);
    expect(host.ask({ message: 'claim-request', key })).toMatchObject({ message: 'claim-reply' });
    expect(authorise(host, key)).toMatchObject({ message: 'auth-reply' });
  });
});
