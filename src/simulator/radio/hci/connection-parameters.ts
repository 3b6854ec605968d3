import type { LinkParameters } from '../link.ts';

/** Units of Vol 4 Part E 7.8.12. */
const INTERVAL_UNIT_MS = 1.25;
const TIMEOUT_UNIT_MS = 10;

/** Reads minimum interval, maximum interval, latency and supervision timeout; the controller takes the longest interval. */
export const readLinkParameters = (bytes: Buffer, offset: number): LinkParameters | null => {
  const [shortest, longest, latency, timeout] = [0, 2, 4, 6].map((at) => bytes.readUInt16LE(offset + at));
  const parameters = {
    intervalMs: longest * INTERVAL_UNIT_MS,
    latency,
    supervisionTimeoutMs: timeout * TIMEOUT_UNIT_MS,
  };
  return shortest <= longest && areAllowed(parameters) ? parameters : null;
};

/** Ranges of 7.8.12: a timeout must outlast twice the silence that latency permits. */
const areAllowed = ({ intervalMs, latency, supervisionTimeoutMs }: LinkParameters): boolean =>
  intervalMs >= 7.5 &&
  intervalMs <= 4000 &&
  latency <= 499 &&
  supervisionTimeoutMs >= 100 &&
  supervisionTimeoutMs <= 32_000 &&
  supervisionTimeoutMs > (1 + latency) * intervalMs * 2;

/** Interval, latency, timeout: six bytes, as events report them. */
export const linkParameterBytes = (parameters: LinkParameters): Buffer => {
  const bytes = Buffer.alloc(6);
  bytes.writeUInt16LE(Math.round(parameters.intervalMs / INTERVAL_UNIT_MS), 0);
  bytes.writeUInt16LE(parameters.latency, 2);
  bytes.writeUInt16LE(Math.round(parameters.supervisionTimeoutMs / TIMEOUT_UNIT_MS), 4);
  return bytes;
};
