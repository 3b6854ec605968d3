/**
 * Whom a request is for, and which page it comes from.
 *
 * A name that somebody else owns may point to this machine (DNS rebinding); a page of theirs would then be of the same
 * origin as ours. So only names and addresses that this server goes by are answered, and only pages it served itself may
 * open a WebSocket.
 */
import { isIP } from 'node:net';

export interface OwnNames {
  /** Names and addresses without port, lower case. */
  readonly hosts: ReadonlySet<string>;
  readonly port: number;
}

const HOST = /^(?<host>\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::(?<port>\d{1,5}))?$/;

/** Host and port of a `Host` header, lower case; `null` if it is none. */
const parse = (header: string): { readonly host: string; readonly port: number } | null => {
  const groups = HOST.exec(header.toLowerCase())?.groups;
  if (groups === undefined) return null;
  const host = groups['host'].replace(/^\[|\]$/g, '');
  return { host, port: Number(groups['port'] ?? 80) };
};

export const isOwnHost = (header: string | undefined, { hosts, port }: OwnNames): boolean => {
  const named = header === undefined ? null : parse(header);
  return named !== null && named.port === port && hosts.has(named.host);
};

/** The origin must be the very host the request is for. */
export const isOwnOrigin = (origin: string | undefined, host: string | undefined, own: OwnNames): boolean => {
  if (origin === undefined || host === undefined || !isOwnHost(host, own)) return false;
  return origin.toLowerCase() === `http://${host.toLowerCase()}`;
};

/** How an address stands in a URL. */
export const urlHost = (address: string): string => (isIP(address) === 6 ? `[${address}]` : address);
