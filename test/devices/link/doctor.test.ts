import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { BehaviorSubject, NEVER, of } from 'rxjs';
import { afterEach, describe, expect, it } from 'vitest';
import {
  diagnose,
  type DoctorFacts,
  type Finding,
  type LinuxFacts,
} from '../../../src/devices/link/doctor.ts';
import { collectFacts, tryNoble } from '../../../src/devices/link/doctor-facts.ts';
import { readLinux } from '../../../src/devices/link/doctor-linux.ts';

const LINUX: LinuxFacts = {
  hasBluetooth: true,
  adapters: [{ name: 'hci0', blocked: 'no' }],
  mayUseRaw: true,
  bluetoothdRuns: false,
  inContainer: false,
};

const HEALTHY: DoctorFacts = {
  node: '20.19.1',
  nodeProgram: '/usr/bin/node',
  platform: 'linux',
  linux: LINUX,
  noble: { name: '@abandonware/noble', error: null },
  adapter: 'on',
  complaint: null,
};

const problems = (facts: DoctorFacts): Finding[] =>
  diagnose(facts).filter(({ severity }) => severity === 'problem');
const withLinux = (linux: Partial<LinuxFacts>): DoctorFacts => ({
  ...HEALTHY,
  linux: { ...LINUX, ...linux },
});
const withError = (error: string, facts: DoctorFacts = HEALTHY): DoctorFacts => ({
  ...facts,
  noble: { ...facts.noble, error },
});

describe('doctor', () => {
  it('finds nothing where nothing is missing', () => {
    expect(diagnose(HEALTHY).map(({ severity }) => severity)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 'ok']);
  });

  it.each<[string, DoctorFacts, RegExp]>([
    ['an old Node', { ...HEALTHY, node: '20.18.3' }, /Install Node 20\.19/],
    ['no Bluetooth in the kernel', withLinux({ hasBluetooth: false, adapters: [] }), /modprobe/],
    ['no adapter', withLinux({ adapters: [] }), /Plug a Bluetooth LE adapter in/],
    ['a soft block', withLinux({ adapters: [{ name: 'hci0', blocked: 'soft' }] }), /rfkill unblock/],
    ['a hard block', withLinux({ adapters: [{ name: 'hci0', blocked: 'hard' }] }), /key or switch/],
    ['no permission', withLinux({ mayUseRaw: false }), /setcap cap_net_raw\+eip \/usr\/bin\/node/],
    [
      'a native module that was not built',
      withError("Error: Cannot find module '../build/Release/bluetooth_hci_socket.node'"),
      /npm rebuild --ignore-scripts=false @abandonware\/bluetooth-hci-socket/,
    ],
    [
      'a native module of another Node',
      withError(
        'Error: The module was compiled against a different Node.js version using NODE_MODULE_VERSION 108.',
      ),
      /built for another Node.*npm rebuild/,
    ],
    ['a kernel without sockets', withError('Error: EAFNOSUPPORT, Address family not supported'), /modprobe/],
    [
      'a container with a network of its own',
      withError('Error: EAFNOSUPPORT', withLinux({ inContainer: true })),
      /--network=host/,
    ],
    [
      'a package that is not installed',
      {
        ...HEALTHY,
        noble: { name: '@stoprocent/noble', error: "Error: Cannot find module '@stoprocent/noble'" },
      },
      /npm install @stoprocent\/noble/,
    ],
    ['an adapter that is off', { ...HEALTHY, adapter: 'off' }, /btmgmt power on/],
    ['an adapter that does not answer', { ...HEALTHY, adapter: 'unknown' }, /Unplug/],
    [
      'macOS without permission',
      { ...HEALTHY, platform: 'darwin', linux: null, adapter: 'unauthorised' },
      /Privacy & Security/,
    ],
  ])('says how to mend %s', (_, facts, cure) => {
    const found = problems(facts);
    expect(found).toHaveLength(1);
    expect(found[0].cure).toMatch(cure);
    expect(found[0].what).toMatch(/\.$|: /);
    expect(found[0].where).not.toBe('');
  });

  it('notes a Bluetooth service that may interfere, and does not call it a problem', () => {
    const facts = withLinux({ bluetoothdRuns: true });
    expect(problems(facts)).toEqual([]);
    expect(diagnose(facts)).toContainEqual(
      expect.objectContaining({ severity: 'note', where: 'bluetoothd' }),
    );
  });

  const ABSENT = { adapter: 'absent', complaint: 'There is no Bluetooth adapter' } as const;

  it.each<[string, DoctorFacts, string]>([
    [
      'a kernel without Bluetooth, because of which noble does not load',
      withError('Error: EAFNOSUPPORT', { ...withLinux({ hasBluetooth: false, adapters: [] }), ...ABSENT }),
      'The kernel has no Bluetooth.',
    ],
    ['no adapter', { ...withLinux({ adapters: [] }), ...ABSENT }, 'There is no Bluetooth adapter.'],
    [
      'an adapter that is blocked, and therefore off',
      { ...withLinux({ adapters: [{ name: 'hci0', blocked: 'soft' }] }), adapter: 'off' },
      'The adapter hci0 is blocked (soft).',
    ],
    [
      'no permission, and therefore no adapter',
      { ...withLinux({ mayUseRaw: false }), adapter: 'unauthorised' },
      'Beltline may not use raw Bluetooth sockets.',
    ],
    [
      'a noble that does not load, and therefore no adapter',
      withError('Error: broken', { ...HEALTHY, ...ABSENT }),
      '@abandonware/noble does not load: Error: broken',
    ],
  ])('says once: %s', (_, facts, what) => {
    expect(problems(facts).map((found) => found.what)).toEqual([what]);
  });

  it('says both where there are two causes, in the order in which they are to be mended', () => {
    const notBuilt = "Error: Cannot find module '../build/Release/bluetooth_hci_socket.node'";
    const facts = withError(notBuilt, { ...withLinux({ hasBluetooth: false, adapters: [] }), ...ABSENT });
    expect(problems(facts).map(({ where }) => where)).toEqual(['/sys/class/bluetooth', '@abandonware/noble']);
    const old = { ...HEALTHY, node: '18.0.0', adapter: 'off' as const };
    expect(problems(old).map(({ what }) => what)).toEqual(['Node 18.0.0 is too old.', 'The adapter is off.']);
  });

  it('says what noble complains of where nothing else explains it', () => {
    const [found] = problems({ ...HEALTHY, ...ABSENT });
    expect(found.what).toBe('The adapter does not answer (There is no Bluetooth adapter).');
  });
});

describe('facts of Linux', () => {
  const roots: string[] = [];
  afterEach(() => {
    for (const root of roots.splice(0)) rmSync(root, { recursive: true });
  });

  const system = (files: Record<string, string>): string => {
    const root = mkdtempSync(join(tmpdir(), 'beltline-linux-'));
    roots.push(root);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return root;
  };

  it('reads a system with everything', () => {
    const root = system({
      'sys/class/bluetooth/hci0/uevent': '',
      'sys/class/bluetooth/hci0:64/uevent': '',
      'sys/class/bluetooth/hci1/uevent': '',
      'sys/class/rfkill/rfkill3/name': 'hci1\n',
      'sys/class/rfkill/rfkill3/soft': '1\n',
      'sys/class/rfkill/rfkill3/hard': '0\n',
      'proc/self/status': 'Name:\tnode\nCapEff:\t0000000000002000\n',
      'proc/812/comm': 'bluetoothd\n',
      '.dockerenv': '',
    });
    expect(readLinux(root)).toEqual({
      hasBluetooth: true,
      adapters: [
        { name: 'hci0', blocked: null },
        { name: 'hci1', blocked: 'soft' },
      ],
      mayUseRaw: true,
      bluetoothdRuns: true,
      inContainer: true,
    });
  });

  it('reads a system with nothing', () => {
    expect(readLinux(system({ 'proc/self/status': 'CapEff:\t0000000000001000\n' }))).toEqual({
      hasBluetooth: false,
      adapters: [],
      mayUseRaw: false,
      bluetoothdRuns: false,
      inContainer: false,
    });
  });
});

const virtual = (what: string) => ({
  noble: '@abandonware/noble' as const,
  execArgv: [
    '--import',
    'tsx',
    '--import',
    new URL('../../../src/simulator/radio/preload.ts', import.meta.url).href,
  ],
  env: { BELTLINE_VIRTUAL_RADIO: what },
});

describe('facts of noble', () => {
  it('tries noble in a process of its own', async () => {
    expect(await tryNoble(virtual('none'))).toEqual({ name: '@abandonware/noble', error: null });
    const { error } = await tryNoble(virtual('unsupported'));
    expect(error).toContain('EAFNOSUPPORT');
  });

  it('asks the radio for its adapter, and what it complains of', async () => {
    const radio = {
      adapter: new BehaviorSubject('off' as const),
      warnings: of('It is off. `beltline doctor` says what is missing.'),
    };
    const facts = await collectFacts({ ...virtual('none'), radio });
    expect(facts).toMatchObject({ adapter: 'off', complaint: 'It is off', noble: { error: null } });
    const silent = { adapter: new BehaviorSubject('unknown' as const), warnings: NEVER };
    expect((await collectFacts({ ...virtual('none'), radio: silent, adapterMs: 20 })).adapter).toBe(
      'unknown',
    );
  });
});
