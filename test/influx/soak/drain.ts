/** The writer of the soak, and what is in InfluxDB in the end. */
import { WRITER_PARAMS } from '../../../src/influx/params.ts';
import { createPost } from '../../../src/influx/post.ts';
import type { WriterOptions } from '../../../src/influx/writer.ts';
import type { Store } from '../../../src/store/store.ts';
import type { RealInflux } from '../real-server.ts';
import { ATHLETE, numberOf } from './events.ts';

/** An outage of the soak lasts a fraction of a second. */
const PARAMS = { ...WRITER_PARAMS, firstBackoffMs: 50, longestBackoffMs: 400, deniedMs: 400, idleMs: 20 };

export const writerOptions = (
  store: Store,
  url: string,
  bucket: string,
  onProblem: WriterOptions['onProblem'],
): WriterOptions => ({
  outbox: store.outbox,
  post: createPost({ url, org: '', bucket, token: null, tokenFrom: 'nowhere' }, PARAMS.deadlineMs),
  params: PARAMS,
  random: Math.random,
  onProblem,
});

/** What InfluxDB holds of a session: numbers of reps, as often as they are there. */
export const storedNumbers = async (influx: RealInflux, sessionId: string): Promise<number[]> => {
  const [series] = await influx.query(
    `SELECT "set", "rep" FROM "rep" WHERE "athlete" = '${ATHLETE}' AND "session_id" = '${sessionId}'`,
  );
  return series.values.map(([, set, rep]) => numberOf(Number(set), Number(rep))).toSorted((a, b) => a - b);
};
