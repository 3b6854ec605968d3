/** Which of the waiting lines go into one request. */
import type { OutboxLine } from './outbox.ts';

/** Series and time: what makes two lines the same point. Our tags are slugs, so the first blank ends them. */
const pointOf = (line: string): string =>
  `${line.slice(0, line.indexOf(' '))}${line.slice(line.lastIndexOf(' '))}`;

/**
 * The longest head of the lines that stays within `maxBytes`, at least one line. It ends before a line that writes a point
 * of it once more: InfluxDB 3 does not promise that the last of two in one request wins.
 */
export const takeBatch = (lines: readonly OutboxLine[], maxBytes: number): readonly OutboxLine[] => {
  const points = new Set<string>();
  let bytes = 0;
  const end = lines.findIndex(({ line }, i) => {
    bytes += Buffer.byteLength(line) + 1;
    const point = pointOf(line);
    const twice = points.has(point);
    points.add(point);
    return i > 0 && (bytes > maxBytes || twice);
  });
  return end === -1 ? lines : lines.slice(0, end);
};
