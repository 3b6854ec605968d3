/** Whether InfluxDB would take points just now. */
import { outcomeOf } from '../../influx/answer.ts';
import { WRITER_PARAMS } from '../../influx/params.ts';
import { createPost, mayWrite } from '../../influx/post.ts';
import type { Problem } from '../../influx/problem.ts';
import type { InfluxSettings } from '../../influx/settings.ts';

/** Somebody waits for this answer. */
const PATIENCE_MS = 5000;

/** `null`: it takes them. */
export const askInflux = async (settings: InfluxSettings): Promise<Problem | null> => {
  const outcome = outcomeOf(
    await mayWrite(createPost(settings, Math.min(PATIENCE_MS, WRITER_PARAMS.deadlineMs))),
  );
  switch (outcome.type) {
    case 'busy':
      return { type: 'unreachable', reason: outcome.reason };
    case 'denied':
      return { type: outcome.denial, reason: outcome.reason };
    default:
      // Some versions refuse a request without a point: who got that far may write.
      return null;
  }
};
