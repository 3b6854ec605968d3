/** Lines about points and InfluxDB for people. */
import type { DeadLine, Outbox } from '../../domain/outbox.ts';
import type { InfluxSettings } from '../../influx/settings.ts';

export const pointsWords = (count: number): string => `${count} ${count === 1 ? 'point' : 'points'}`;

/** `1 point waits` */
export const waitWords = (count: number): string => `${pointsWords(count)} ${count === 1 ? 'waits' : 'wait'}`;

/** `http://localhost:8086, bucket "lift"` */
export const placeWords = ({ url, org, bucket }: InfluxSettings): string =>
  org === '' ? `${url}, database "${bucket}"` : `${url}, bucket "${bucket}" of "${org}"`;

/** The timestamp of a line in our line protocol, Unix µs. */
const timeOf = (line: string): number => Number(line.slice(line.lastIndexOf(' ') + 1));

/** `2026-11-24 09:15:00 UTC` */
const atWords = (us: number): string =>
  `${new Date(us / 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** How many wait and since when they do. */
export const waitingWords = (outbox: Outbox): string => {
  const { waiting } = outbox.counts();
  const [oldest] = outbox.next(1);
  return oldest === undefined
    ? 'none'
    : `${pointsWords(waiting)}, the first from ${atWords(timeOf(oldest.line))}`;
};

/** What was refused and why. */
export const deadWords = ({ atUs, reason, line }: DeadLine): readonly string[] => [
  `${atWords(atUs)}  ${reason}`,
  `  ${line}`,
];
