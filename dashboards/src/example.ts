/** Made-up training for looking at the dashboards before there is any of one's own. */
import { toLine } from '../../src/influx/points.ts';
import { trainingHistory } from '../../src/simulator/history/index.ts';

/** Three months of two lifters, as lines with times in µs. @param untilMs no session begins after it, ms since 1970 */
export const exampleLines = (untilMs: number, seed = 5): readonly string[] =>
  [...trainingHistory({ seed, untilUs: untilMs * 1000 })].flatMap(({ records }) => records.map(toLine));

export interface InfluxAddress {
  /** Without `/api/v2`. */
  readonly url: string;
  /** Empty for InfluxDB 1.8. */
  readonly org: string;
  readonly bucket: string;
  readonly token: string;
}

const LINES_AT_ONCE = 5000;

/** Writes lines with times in µs by the API of InfluxDB 2. @throws with the server's words if it refuses any */
export const writeLines = async (
  { url, org, bucket, token }: InfluxAddress,
  lines: readonly string[],
): Promise<void> => {
  const where = `${url}/api/v2/write?${new URLSearchParams({ org, bucket, precision: 'us' }).toString()}`;
  for (let from = 0; from < lines.length; from += LINES_AT_ONCE) {
    const answer = await fetch(where, {
      method: 'POST',
      headers: { Authorization: `Token ${token}`, 'Content-Type': 'text/plain; charset=utf-8' },
      body: lines.slice(from, from + LINES_AT_ONCE).join('\n'),
    });
    if (!answer.ok) throw new Error(`InfluxDB answered ${answer.status}: ${await answer.text()}`);
  }
};
