/** `beltline influx push`: sends what waits, now. */
import type { Outbox } from '../../domain/outbox.ts';
import { WRITER_PARAMS } from '../../influx/params.ts';
import { createPost } from '../../influx/post.ts';
import { wordsFor } from '../../influx/problem.ts';
import type { InfluxSettings } from '../../influx/settings.ts';
import { drainOnce } from '../../influx/writer.ts';
import { pointsWords, waitWords } from './words.ts';

export interface PushOptions {
  readonly settings: InfluxSettings;
  readonly outbox: Outbox;
  /** Gives up then: a time is over, or somebody pressed Ctrl-C. */
  readonly stop: AbortSignal;
  readonly say: (line: string) => void;
}

/** Exit code 1 if something still waits in the end. */
export const push = async ({ settings, outbox, stop, say }: PushOptions): Promise<number> => {
  let [sent, refused] = [0, 0];
  const params = WRITER_PARAMS;
  await drainOnce(
    {
      outbox,
      params,
      post: createPost(settings, params.deadlineMs),
      random: Math.random,
      onProblem: (problem) => {
        if (problem === null) return say('It goes on.');
        const { what, cure } = wordsFor(problem, settings);
        say(`${what}. ${cure}`);
      },
      onProgress: (more, dead) => {
        sent += more;
        refused += dead;
      },
    },
    stop,
  );
  const { waiting } = outbox.counts();
  say(sent + refused + waiting === 0 ? 'Nothing waits.' : `Sent ${pointsWords(sent)}.`);
  if (refused > 0) say(`InfluxDB refused ${pointsWords(refused)}; \`beltline influx dead\` says why.`);
  if (waiting > 0) say(`${waitWords(waiting)}. Nothing is lost.`);
  return waiting === 0 ? 0 : 1;
};
