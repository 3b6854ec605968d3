/** What Linux says of Bluetooth in its virtual files. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AdapterFacts, LinuxFacts } from './doctor.ts';

/** Number of the capability to use raw sockets (`man 7 capabilities`). */
const CAP_NET_RAW = 13n;

const read = (...path: string[]): string => {
  try {
    return readFileSync(join(...path), 'utf8').trim();
  } catch {
    // It is not there, or went away meanwhile.
    return '';
  }
};

const list = (...path: string[]): string[] => {
  try {
    return readdirSync(join(...path));
  } catch {
    return [];
  }
};

const blockedOf = (root: string, adapter: string): AdapterFacts['blocked'] => {
  const switches = join(root, 'sys/class/rfkill');
  const mine = list(switches).find((name) => read(switches, name, 'name') === adapter);
  if (mine === undefined) return null;
  if (read(switches, mine, 'hard') === '1') return 'hard';
  return read(switches, mine, 'soft') === '1' ? 'soft' : 'no';
};

const mayUseRaw = (root: string): boolean => {
  const effective = /^CapEff:\s*([0-9a-f]+)$/m.exec(read(root, 'proc/self/status'))?.[1] ?? '0';
  return ((BigInt(`0x${effective}`) >> CAP_NET_RAW) & 1n) === 1n;
};

const runs = (root: string, program: string): boolean =>
  list(root, 'proc').some((name) => /^\d+$/.test(name) && read(root, 'proc', name, 'comm') === program);

/** `root`: where the system's files are; another than `/` for tests. */
export const readLinux = (root = '/'): LinuxFacts => {
  const names = list(root, 'sys/class/bluetooth').filter((name) => /^hci\d+$/.test(name));
  return {
    hasBluetooth:
      existsSync(join(root, 'sys/class/bluetooth')) || /^HCI\s/m.test(read(root, 'proc/net/protocols')),
    adapters: names.toSorted().map((name) => ({ name, blocked: blockedOf(root, name) })),
    mayUseRaw: mayUseRaw(root),
    bluetoothdRuns: runs(root, 'bluetoothd'),
    inContainer: existsSync(join(root, '.dockerenv')) || existsSync(join(root, 'run/.containerenv')),
  };
};
