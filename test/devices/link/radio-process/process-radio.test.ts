import { filter, firstValueFrom, take, toArray } from 'rxjs';
import { afterEach, describe, expect, it } from 'vitest';
import type { NobleName } from '../../../../src/devices/link/radio-process/noble.ts';
import type {
  ProcessRadio,
  ProcessRadioOptions,
} from '../../../../src/devices/link/radio-process/process-radio.ts';
import type { AdapterState, RadioConnection } from '../../../../src/devices/link/radio.ts';
import { radioOnVirtual, serveBelt } from './served-belt.ts';
import { NOBLES, SERIAL, STREAM } from './virtual-belt.ts';

const reach = (radio: ProcessRadio, state: AdapterState) =>
  firstValueFrom(radio.adapter.pipe(filter((now) => now === state)));

const connect = async (radio: ProcessRadio): Promise<RadioConnection> => {
  const { id } = await firstValueFrom(radio.advertisements);
  return radio.connect(id, 1000);
};

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('radio in a process of its own', () => {
  const ends: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });

  const start = (virtual: string, options: ProcessRadioOptions = {}): ProcessRadio => {
    const radio = radioOnVirtual(virtual, options);
    ends.unshift(() => radio.close());
    return radio;
  };

  /** A radio process that hears one belt, which streams. */
  const startWithBelt = async (options: ProcessRadioOptions = {}) => {
    const served = await serveBelt();
    ends.push(served.close);
    return Object.assign(start(served.virtual, options), { peripheral: served.peripheral });
  };

  it.each<NobleName>(NOBLES)('streams through %s', async (noble) => {
    const on = await startWithBelt({ noble });
    const connection = await connect(on);
    expect(await connection.read(SERIAL, 500)).toEqual(new TextEncoder().encode('B1'));
    const heard = firstValueFrom(connection.notifications.pipe(take(20), toArray()));
    await connection.subscribe(STREAM, 500);
    const all = await heard;
    expect(all.map(({ bytes }) => bytes[0])).toEqual(Array.from({ length: 20 }, (_, i) => i));
    // Both processes read one clock.
    expect(Math.abs(on.nowMs() - all[19].atMs)).toBeLessThan(100);
    await connection.disconnect(500);
  });

  it('lives on when the process is killed', async () => {
    const on = await startWithBelt();
    const connection = await connect(on);
    const pid = on.pid ?? 0;
    const states = firstValueFrom(on.adapter.pipe(take(3), toArray()));
    process.kill(pid, 'SIGKILL');
    // Linux ends the links of a process that is gone.
    on.peripheral.drop();
    const pending = connection.read(SERIAL, 5000);
    await expect(pending).rejects.toMatchObject({ code: expect.stringMatching(/radio|not-connected/) });
    expect(await connection.closed).toContain('SIGKILL');
    expect(await states).toEqual(['on', 'unknown', 'on']);
    expect(on.pid).not.toBe(pid);
    const again = await connect(on);
    expect(await again.read(SERIAL, 500)).toHaveLength(2);
  });

  it('ends a process that hangs', async () => {
    const on = await startWithBelt({ times: { checkMs: 250 } });
    const connection = await connect(on);
    process.kill(on.pid ?? 0, 'SIGSTOP');
    expect(await connection.closed).toContain('SIGKILL');
  });

  it('leaves no process behind, and does not end by an interrupt meant for its parent', async () => {
    const on = await startWithBelt();
    await reach(on, 'on');
    const pid = on.pid ?? 0;
    process.kill(pid, 'SIGINT');
    await connect(on);
    expect(isRunning(pid)).toBe(true);
    await on.close();
    expect(isRunning(pid)).toBe(false);
    await expect(on.connect('x', 100)).rejects.toMatchObject({ code: 'radio' });
  });

  it('says why noble cannot be loaded', async () => {
    const on = start('unsupported');
    const warning = firstValueFrom(on.warnings);
    await reach(on, 'absent');
    expect(await warning).toContain('EAFNOSUPPORT');
  });
});
