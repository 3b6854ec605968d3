/** Under which names and addresses this machine may be asked for the page. */
import { hostname, networkInterfaces } from 'node:os';

export interface MachineNames {
  /** All that a request may name. */
  readonly hosts: readonly string[];
  /** The one to show: an address in the local network, else this machine itself. */
  readonly shown: string;
}

/** The mDNS name of the page. A convenience: not every phone and router knows such names. */
export const MDNS_NAME = 'beltline.local';

const HERE = ['localhost', '127.0.0.1', '::1'];

const isPrivate = (address: string): boolean =>
  /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/.test(address);

/** @param bind address that is listened on */
export const machineNames = (bind: string): MachineNames => {
  const outside = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal }) => !internal)
    .map(({ address }) => address.replace(/%.*$/, ''));
  if (bind === '127.0.0.1' || bind === '::1') return { hosts: HERE, shown: bind };
  const name = hostname().toLowerCase();
  const everywhere = bind === '0.0.0.0' || bind === '::';
  const addresses = everywhere ? outside : [bind];
  const shown = addresses.find(isPrivate) ?? addresses.find((one) => !one.includes(':')) ?? '127.0.0.1';
  return { hosts: [...HERE, ...addresses, name, `${name.replace(/\.local$/, '')}.local`, MDNS_NAME], shown };
};
