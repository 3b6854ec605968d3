/** What keeps points from InfluxDB, in words, with the cure. Points wait meanwhile; no words say otherwise. */
import type { Denial } from './answer.ts';
import type { InfluxSettings } from './settings.ts';

export interface Problem {
  readonly type:
    | Denial
    /** No connection, no answer in time, or an answer that says "not now". */
    | 'unreachable'
    /** Line after line is refused and none stored. */
    | 'refuses-all'
    /** The outbox cannot be read or marked. */
    | 'outbox';
  /** In the words of who said so. */
  readonly reason: string;
}

export interface ProblemWords {
  readonly what: string;
  readonly cure: string;
}

/** How InfluxDB 1.x and 2.x call the place. */
const place = ({ org, bucket }: InfluxSettings): string =>
  org === '' ? `database "${bucket}"` : `bucket "${bucket}" of organisation "${org}"`;

const WORDS: Readonly<Record<Problem['type'], (settings: InfluxSettings) => ProblemWords>> = {
  unauthorized: ({ url, token, tokenFrom }) => ({
    what: token === null ? `${url} wants a token` : `${url} does not accept the token`,
    cure: `Put one that may write into ${tokenFrom}.`,
  }),
  forbidden: (settings) => ({
    what: `the token may not write into ${place(settings)}`,
    cure: `Put one that may into ${settings.tokenFrom}, or correct bucket and org in [influx].`,
  }),
  'not-found': (settings) => ({
    what: `${settings.url} has no ${place(settings)}`,
    cure: 'Create it, or correct url, org and bucket in [influx]. InfluxDB before 1.8 cannot be written to.',
  }),
  'not-influx': ({ url }) => ({
    what: `${url} does not answer like InfluxDB`,
    cure: 'Correct url in [influx]: the address of InfluxDB itself, without /api, login page or redirection.',
  }),
  unreachable: ({ url }) => ({
    what: `${url} cannot be reached or cannot write just now`,
    cure: 'See that InfluxDB runs and that this machine can reach it. Points are sent as soon as it answers.',
  }),
  'refuses-all': (settings) => ({
    what: `${settings.url} refuses every line`,
    cure: 'See the reasons with `beltline influx dead`, mend it, then run `beltline influx retry`.',
  }),
  outbox: () => ({
    what: 'the points that wait cannot be read or marked as sent',
    cure: 'See that the disk has room and that the database of Beltline can be written to.',
  }),
};

export const wordsFor = (problem: Problem, settings: InfluxSettings): ProblemWords => {
  const { what, cure } = WORDS[problem.type](settings);
  return { what: `${what} (${problem.reason})`, cure };
};
